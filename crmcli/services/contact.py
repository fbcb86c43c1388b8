"""Contacts: the people at a customer, one of them the primary one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from sqlalchemy import ColumnElement
from sqlmodel import col, func, select

from crmcli.db.models.approval import Approval
from crmcli.db.models.contact import Contact
from crmcli.db.models.customer import ContactPoint, Customer
from crmcli.db.models.followup import Followup
from crmcli.db.models.order import SalesOrder
from crmcli.db.work import Work, action
from crmcli.errors import InUseError, InvalidError
from crmcli.i18n import _, listed
from crmcli.services import (
    birthdays,
    codes,
    contact_new,
    contact_view,
    customer_fields,
    dates,
    fields,
    key_fields,
    listing,
    lookup,
    points,
    revision,
    texts,
    versions,
)
from crmcli.services.contact_view import FIELDS
from crmcli.views.base import Page
from crmcli.views.contact import BirthdayRow, ContactRow, ContactTreeRow, ContactValues

NOUN = "contact"
LONGEST_WINDOW = 366
"""Days: further ahead the same birthday comes again."""


@action("contact.create")
def add(
    work: Work,
    *,
    customer: str,
    name: str,
    code: str | None = None,
    primary: bool = False,
    **values: Unpack[ContactValues],
) -> ContactRow:
    """Add a person at a customer; without a primary contact, this is the one.

    Raises:
        InvalidError, DuplicateError, NotFoundError: a value that cannot be.
    """
    employer = lookup.usable(work, Customer, "customer", customer)
    lookup.hold(work, employer)
    new = contact_new.checked(work, employer, name=name, code=code, primary=primary, values=values)
    contact_new.number(work, [new])
    contact_new.write(work, [new])
    contact_new.make_known(work, [new])
    return contact_view.row(work, new.row)


@action("contact.update")
def edit(
    work: Work,
    key: str,
    *,
    name: str | None = None,
    code: str | None = None,
    primary: bool = False,
    active: bool | None = None,
    reason: str | None = None,
    propose: bool = False,
    version: int | None = None,
    **given: Unpack[ContactValues],
) -> ContactRow:
    """Change what is given; an empty text clears. Another primary contact takes the place.

    Key fields are not changed: with ``propose`` a revision of them is proposed, and ``reason`` is
    why.

    Raises:
        NotFoundError, InvalidError, DuplicateError, RefusedError: a value that cannot be.
        NeedsRevisionError: a key field is among them, and ``propose`` is off.
        StaleError: it is not at ``version`` any more.
    """
    row = _held(work, key)
    versions.require(work, row, NOUN, version)
    values: dict[str, Any] = dict(given)
    name, proposed = revision.split(
        work, key_fields.CONTACT, row, name, values, reason=reason, propose=propose
    )
    if reason is not None and not proposed:
        raise InvalidError(
            _("A reason is given for a revision, but none is proposed"),
            _("Add --propose, or leave it out"),
        )
    if name is not None:
        row.name = texts.name(name, _("Person's name"))
    codes.change(work, row, NOUN, code)
    if active is not None:
        row.active = active
    contact_new.assign(work, row, values)
    lookup.index(row, person=True)
    work.session.flush()
    if primary:
        _make_primary(work, row)
    if not row.active and row.is_primary:
        _pass_on(work, row)
    _finish(work, row, values)
    return contact_view.row(work, row)


@action("contact.delete")
def remove(work: Work, key: str, *, sure: bool) -> ContactRow:
    """Remove a contact whom nothing refers to; the oldest other one becomes the primary.

    Raises:
        InUseError: follow-ups name the contact, or others report to it.
        UnconfirmedError: nothing stands in the way, but ``sure`` is off.
    """
    row = _held(work, key)
    _refuse_if_used(work, row)
    lookup.require_yes(row, sure=sure)
    shown = contact_view.row(work, row)
    for point in work.session.exec(select(ContactPoint).where(ContactPoint.contact_id == row.id)):
        work.session.delete(point)
    work.session.flush()
    work.session.delete(row)
    work.session.flush()
    if row.is_primary:
        _pass_on(work, row)
    customer_fields.reindex(work, row.customer_id)
    return shown


@action("contact.read", writes=False)
def show(work: Work, key: str) -> ContactRow:
    """One contact."""
    return contact_view.row(work, lookup.coded(work, Contact, NOUN, key))


@action("contact.read", writes=False)
def find(
    work: Work,
    *,
    text: str | None = None,
    customer: str | None = None,
    primary: bool | None = None,
    active: bool | None = None,
    sort: str | None = None,
    limit: int | None = None,
    **values: Unpack[ContactValues],
) -> Page[ContactRow]:
    """The contacts that match, by customer; ``text`` is any part of a name, code or number."""
    called = fields.titles(ContactRow)
    statement = contact_view.select_all().where(
        *fields.conditions(work, Contact, FIELDS, values, called)
    )
    statement = statement.where(
        *points.filters(
            work, col(Contact.id), col(ContactPoint.contact_id), points.OF_CONTACT, values
        )
    )
    if text:
        statement = statement.where(contact_view.matches(work, text))
    if customer is not None:
        employer = lookup.coded(work, Customer, "customer", customer)
        statement = statement.where(Contact.customer_id == employer.id)
    above = values.get("reports_to")
    if above is not None:
        key = lookup.coded(work, Contact, NOUN, above).id if above.strip() else None
        statement = statement.where(col(Contact.reports_to_id).is_not_distinct_from(key))
    born = values.get("birthday")
    if born is not None:
        statement = statement.where(_born(work, born, called["birthday"]))
    if primary is not None:
        statement = statement.where(Contact.is_primary == primary)
    if active is not None:
        statement = statement.where(Contact.active == active)
    default = [col(Contact.customer_id), col(Contact.is_primary).desc()]
    order = listing.ordering(sort, ContactRow, contact_view.SORTS, default, col(Contact.id))

    def convert(found: Sequence[Any]) -> list[ContactRow]:
        return contact_view.rows(work, found)

    return listing.page(work, statement, convert, order=order, limit=limit)


@action("contact.read", writes=False)
def tree(work: Work, customer: str) -> list[ContactTreeRow]:
    """The people at a customer, everybody below whom they report to."""
    employer = lookup.coded(work, Customer, "customer", customer)
    found = work.session.exec(
        select(Contact)
        .where(Contact.customer_id == employer.id)
        .order_by(col(Contact.is_primary).desc(), col(Contact.sort_key), col(Contact.id))
    ).all()
    below: dict[int | None, list[Contact]] = {}
    for one in found:
        below.setdefault(one.reports_to_id, []).append(one)
    return list(contact_view.branches(work, below))


@action("contact.read", writes=False)
def due_birthdays(work: Work, within: str) -> list[BirthdayRow]:
    """The birthdays from today on ``within`` so many days, the nearest first.

    Raises:
        InvalidError: not a number of days, or more than a year.
    """
    days = dates.days(within, "--within")
    if days > LONGEST_WINDOW:
        raise InvalidError(
            _("“{}” is not a valid {}").format(within, "--within"),
            _("Give at most {} days").format(LONGEST_WINDOW),
        )
    today = work.today()
    due = birthdays.keys_between(today, today + dt.timedelta(days=days))
    statement = contact_view.select_all().where(
        col(Contact.birthday_key).in_(due), Contact.active, Customer.active
    )
    return contact_view.birthdays_of(work, work.session.exec(statement).all(), due)


def _born(work: Work, given: str, name: str) -> ColumnElement[bool]:
    """Born on that day; without a year, in whichever."""
    if not given.strip():
        return col(Contact.birthday).is_(None)
    wanted = birthdays.clean(work, given, name)
    if wanted.year is None:
        return col(Contact.birthday_key) == wanted.key
    return col(Contact.birthday) == wanted.stored


def _held(work: Work, key: str) -> Contact:
    """The contact, its customer held: only one at a time says who is the primary contact."""
    row = lookup.coded(work, Contact, NOUN, key)
    lookup.hold(work, work.get(Customer, row.customer_id))
    work.session.refresh(row)
    return row


def _refuse_if_used(work: Work, row: Contact) -> None:
    uses = []
    for noun, column in (
        ("followup", Followup.contact_id),
        ("order", SalesOrder.contact_id),
        ("contact", Contact.reports_to_id),
        ("approval", Approval.contact_id),
    ):
        number = work.session.exec(select(func.count()).where(column == row.id)).one()
        if number:
            uses.append(lookup.counted(number, noun))
    if uses:
        raise InUseError(
            _("Cannot remove {} “{}”: used by {}").format(
                lookup.word(NOUN), row.name, listed(uses)
            ),
            _("Deactivate it instead: crm {} edit {} --inactive").format(NOUN, row.code),
        )


def _pass_on(work: Work, row: Contact) -> None:
    """The oldest other contact who is active becomes the primary one, if there is any."""
    others = select(Contact).where(
        Contact.customer_id == row.customer_id, Contact.active, Contact.id != row.id
    )
    heir = work.session.exec(others.order_by(col(Contact.id))).first()
    if heir is not None:
        _make_primary(work, heir)


def _make_primary(work: Work, row: Contact) -> None:
    present = select(Contact).where(
        Contact.customer_id == row.customer_id, Contact.is_primary, Contact.id != row.id
    )
    for other in work.session.exec(present):
        other.is_primary = False
    work.session.flush()
    row.is_primary = True
    work.session.flush()


def _finish(work: Work, row: Contact, values: Mapping[str, Any]) -> None:
    points.assign(work, row, points.OF_CONTACT, values, fields.titles(ContactRow))
    customer_fields.reindex(work, row.customer_id)
