"""Contacts about to be added: checked one by one, stored together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import col, select

from crmcli.db import numbering
from crmcli.db.models.base import table_of
from crmcli.db.models.contact import Contact
from crmcli.db.models.customer import ContactPoint, Customer
from crmcli.db.prepared import unsaved
from crmcli.db.work import Work
from crmcli.errors import RefusedError
from crmcli.i18n import _
from crmcli.services import birthdays, codes, fields, lookup, points, texts
from crmcli.services.contact_view import FIELDS
from crmcli.services.phones import Phone
from crmcli.views.contact import ContactRow

NOUN = "contact"
SEVERAL = 500
CUSTOMER = table_of(Customer)
MORE = (
    CUSTOMER.update()
    .where(CUSTOMER.c.id == bindparam("key"))
    .values(search_text=CUSTOMER.c.search_text + "\n" + bindparam("more"))
)


@dataclass(slots=True)
class NewContact:
    """What is known of a contact before it has an id."""

    row: Contact
    code: str | None
    points: dict[str, list[Phone]]
    primary: bool


def checked(
    work: Work,
    employer: Customer,
    *,
    name: str,
    code: str | None = None,
    primary: bool = False,
    values: Mapping[str, Any],
) -> NewContact:
    """A person at a customer whose every value can be; the customer may have no id yet.

    Raises:
        InvalidError, NotFoundError, RefusedError: a value that cannot be.
    """
    row = unsaved(
        Contact,
        name=texts.name(name, _("Person's name")),
        customer_id=employer.id,
        owner_id=employer.owner_id,
        dept_id=employer.dept_id,
        is_primary=False,
        active=True,
    )
    assign(work, row, values)
    given = points.given(work, points.OF_CONTACT, values, fields.titles(ContactRow))
    return NewContact(row, numbering.checked(code) if code is not None else None, given, primary)


def assign(work: Work, row: Contact, values: Mapping[str, Any]) -> None:
    """Set what is given, but no numbers; an empty text clears.

    Raises:
        InvalidError, NotFoundError, RefusedError: a value that cannot be.
    """
    called = fields.titles(ContactRow)
    fields.assign(work, row, FIELDS, values, called)
    given = values.get("birthday")
    if given is not None:
        born = birthdays.clean(work, given, called["birthday"]) if given.strip() else None
        row.birthday = born.stored if born else None
        row.birthday_key = born.key if born else None
    above = values.get("reports_to")
    if above is not None:
        row.reports_to_id = _superior(work, row, above) if above.strip() else None


def _superior(work: Work, row: Contact, given: str) -> int:
    """The contact that ``row`` reports to: of the same customer, and not below it."""
    here = col(Contact.customer_id) == row.customer_id
    with work.session.no_autoflush:
        above = lookup.usable(work, Contact, NOUN, given, here)
        at: Contact | None = above
        while at is not None:
            if at.id == row.id:
                raise RefusedError(
                    _("{} would report to itself by way of {}").format(row.name, above.name),
                    _("Choose another one"),
                )
            at = work.session.get(Contact, at.reports_to_id) if at.reports_to_id else None
    return above.id


def number(work: Work, news: Sequence[NewContact]) -> None:
    """Give contacts their codes, and the keys they are found by.

    Raises:
        DuplicateError: a code is taken.
    """
    made = codes.take_many(work, Contact, NOUN, [new.code for new in news])
    for new, code in zip(news, made, strict=True):
        new.row.code = code
        lookup.index(new.row, person=True)


def write(work: Work, news: Sequence[NewContact]) -> None:
    """Write contacts that have their codes; their customers are written and held.

    The first contact of a customer is its primary one, unless another shall be.
    """
    present = _primaries(work, sorted({new.row.customer_id for new in news}))
    chosen = {new.row.customer_id: new for new in news if new.primary}
    for new in news:
        if new.row.customer_id not in present:
            chosen.setdefault(new.row.customer_id, new)
    for customer_id, new in chosen.items():
        if customer_id in present:
            present[customer_id].is_primary = False
        new.row.is_primary = True
    work.session.flush()
    work.insert_coded(Contact, [new.row for new in news])
    rows = [row for new in news for row in points.rows(new.row, new.points)]
    work.insert(ContactPoint, rows)


def _primaries(work: Work, customers: Sequence[int]) -> dict[int, Contact]:
    found: dict[int, Contact] = {}
    for start in range(0, len(customers), SEVERAL):
        some = col(Contact.customer_id).in_(customers[start : start + SEVERAL])
        for one in work.session.exec(select(Contact).where(Contact.is_primary, some)):
            found[one.customer_id] = one
    return found


def make_known(work: Work, news: Sequence[NewContact]) -> None:
    """Let customers written before be found by these contacts, the newest of theirs.

    The customers themselves count as unchanged.
    """
    work.session.connection().execute(
        MORE, [{"key": new.row.customer_id, "more": new.row.search_text} for new in news]
    )
