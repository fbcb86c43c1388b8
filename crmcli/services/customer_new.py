"""Customers about to be added: checked one by one, stored together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crmcli.db import numbering
from crmcli.db.models.customer import KINDS, LIFECYCLES, ContactPoint, Customer, FormerName
from crmcli.db.prepared import unsaved
from crmcli.db.work import Work
from crmcli.i18n import _
from crmcli.services import (
    codes,
    contact_new,
    customer_owner,
    fields,
    lifecycle,
    names,
    points,
    texts,
)
from crmcli.services import customer_fields as of_customer
from crmcli.services.contact_new import NewContact
from crmcli.services.phones import Phone
from crmcli.views.customer import CustomerRow

NOUN = "customer"


@dataclass(slots=True)
class NewCustomer:
    """What is known of a customer before it has an id."""

    row: Customer
    code: str | None
    points: dict[str, list[Phone]]
    former_names: list[str]
    contacts: list[NewContact] = field(default_factory=list)

    @property
    def numbers(self) -> list[str]:
        """Its phone numbers, as they are compared."""
        kinds = ("phone", "mobile")
        return [point.normalised for kind in kinds for point in self.points.get(kind, ())]


def checked(
    work: Work,
    *,
    name: str,
    code: str | None = None,
    owner: str | None = None,
    no_owner: bool = False,
    values: Mapping[str, Any],
) -> NewCustomer:
    """A customer whose every value can be. Without ``owner`` it is the acting operator's.

    Raises:
        InvalidError, NotFoundError, RefusedError: a value that cannot be.
    """
    called = fields.titles(CustomerRow)
    cleaned = texts.name(name, _("Name"))
    holder = customer_owner.wanted(work, owner, no_owner, work.operator.dept_id) or work.operator
    customer_owner.require_seen(work, holder)
    row = unsaved(
        Customer,
        name=cleaned,
        owner_id=holder.id,
        dept_id=holder.dept_id,
        kind=KINDS[0],
        lifecycle=LIFECYCLES[0],
        active=True,
        reserved=False,
    )
    if values.get("lifecycle"):
        lifecycle.by_hand(row, values["lifecycle"] or "", None, new=True)
    of_customer.assign(work, row, values)
    row.name_core = names.core(cleaned)
    former = [
        texts.name(n, _("Former names")) for n in values.get("former_names") or () if n.strip()
    ]
    return NewCustomer(
        row,
        numbering.checked(code) if code is not None else None,
        points.given(work, points.OF_CUSTOMER, values, called),
        [name for name in dict.fromkeys(former) if name != cleaned],
    )


def store(work: Work, news: Sequence[NewCustomer]) -> None:
    """Give customers their codes and ids and write them, with what hangs on them.

    Raises:
        DuplicateError: a code is taken.
    """
    people = [person for new in news for person in new.contacts]
    if people:
        contact_new.number(work, people)
    made = codes.take_many(work, Customer, NOUN, [new.code for new in news])
    for new, code in zip(news, made, strict=True):
        new.row.code = code
        former = [texts.search_text([name]) for name in new.former_names]
        of_customer.index_as(new.row, [*former, *(one.row.search_text for one in new.contacts)])
    work.insert_coded(Customer, [new.row for new in news])
    for new in news:
        for person in new.contacts:
            person.row.customer_id = new.row.id
    work.insert(FormerName, [row for new in news for row in _former(new)])
    work.insert(ContactPoint, [row for new in news for row in points.rows(new.row, new.points)])
    if people:
        contact_new.write(work, people)


def _former(new: NewCustomer) -> Iterator[dict[str, Any]]:
    row = new.row
    for name in new.former_names:
        yield {
            "customer_id": row.id,
            "name": name,
            "owner_id": row.owner_id,
            "dept_id": row.dept_id,
        }
