"""Contacts found, and shown: in lists, as a tree, by their birthdays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Unpack

from sqlmodel import col, select

from crmcli.db.models import Contact, ContactCategory, ContactPoint, Customer
from crmcli.db.models.contact import DECISION_ROLES
from crmcli.db.query import columns
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.services import birthdays, dates, fields, listing, lookup, phones, points, texts
from crmcli.services.fields import Field
from crmcli.views.base import Page, Ref
from crmcli.views.contact import (
    DECISION_ROLE,
    BirthdayRow,
    ContactRow,
    ContactTreeRow,
    ContactValues,
)

NOUN = "contact"
LONGEST_WINDOW = 366
FIELDS: dict[str, Field] = {
    "salutation": fields.line("salutation"),
    "category": fields.refers("category_id", "contact-category", ContactCategory),
    "position": fields.line("position"),
    "department": fields.line("department"),
    "decision_role": fields.choice("decision_role", DECISION_ROLES, DECISION_ROLE, required=False),
    "remark": fields.paragraph("remark"),
}
"""Key -> field; numbers, birthday and superior have rules of their own."""
SORTS = {
    "code": Contact.code,
    "name": Contact.sort_key,
    "customer": Customer.sort_key,
    "created_at": Contact.created_at,
    "updated_at": Contact.updated_at,
}


@action("contact.read", writes=False)
def show(work: Work, key: str) -> ContactRow:
    """One contact."""
    return row(work, lookup.coded(work, Contact, NOUN, key))


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
    statement = _select().where(*fields.conditions(work, Contact, FIELDS, values, called))
    statement = statement.where(
        *points.filters(
            work, col(Contact.id), col(ContactPoint.contact_id), points.OF_CONTACT, values
        )
    )
    if text:
        statement = statement.where(_matches(text))
    if customer is not None:
        employer = lookup.coded(work, Customer, "customer", customer)
        statement = statement.where(Contact.customer_id == employer.id)
    above = values.get("reports_to")
    if above is not None:
        key = lookup.coded(work, Contact, NOUN, above).id if above.strip() else None
        statement = statement.where(col(Contact.reports_to_id).is_not_distinct_from(key))
    born = values.get("birthday")
    if born is not None:
        wanted = birthdays.clean(work, born, called["birthday"]).key if born.strip() else None
        statement = statement.where(col(Contact.birthday_key).is_not_distinct_from(wanted))
    if primary is not None:
        statement = statement.where(Contact.is_primary == primary)
    if active is not None:
        statement = statement.where(Contact.active == active)
    default = [col(Contact.customer_id), col(Contact.is_primary).desc()]
    order = listing.ordering(sort, SORTS, default, col(Contact.id))

    def convert(found: Sequence[Any]) -> list[ContactRow]:
        return _rows(work, found)

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
    return list(_branches(work, below, None, 0, ""))


def _branches(
    work: Work, below: dict[int | None, list[Contact]], above: int | None, level: int, indent: str
) -> Iterator[ContactTreeRow]:
    here = below.get(above, [])
    for number, one in enumerate(here):
        last = number == len(here) - 1
        stem = "" if level == 0 else indent + ("└─ " if last else "├─ ")
        yield ContactTreeRow(
            level=level,
            branch=stem + one.name,
            code=one.code,
            name=one.name,
            reports_to=lookup.ref(work, Contact, one.reports_to_id),
            position=one.position,
            department=one.department,
            decision_role=one.decision_role,
            primary=one.is_primary,
        )
        deeper = "" if level == 0 else indent + ("   " if last else "│  ")
        yield from _branches(work, below, one.id, level + 1, deeper)


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
    statement = _select().where(col(Contact.birthday_key).in_(due), Contact.active, Customer.active)
    found = work.session.exec(statement).all()
    called = points.of_contacts(work, [entry[0].id for entry in found])
    rows = []
    for one, code, name in found:
        assert one.birthday is not None
        assert one.birthday_key is not None
        day = due[one.birthday_key]
        shown = birthdays.shown(one.birthday)
        assert shown is not None
        rows.append(
            BirthdayRow(
                date=day,
                days=(day - today).days,
                contact=Ref(one.code, one.name),
                customer=Ref(code, name),
                birthday=shown,
                turns=birthdays.turns(birthdays.read(one.birthday), day),
                mobile=called.get(one.id, {}).get("mobile"),
            )
        )
    return sorted(rows, key=lambda row: (row.date, row.contact.code))


def row(work: Work, contact: Contact) -> ContactRow:
    """A contact as people see it."""
    work.session.flush()
    return _rows(work, work.session.exec(_select().where(Contact.id == contact.id)).all())[0]


def of_customer(work: Work, customer_id: int) -> tuple[ContactRow, ...]:
    """The active people at a customer, the primary one first."""
    found = work.session.exec(
        _select()
        .where(Contact.customer_id == customer_id, Contact.active)
        .order_by(col(Contact.is_primary).desc(), col(Contact.id))
    ).all()
    return tuple(_rows(work, found))


def _select() -> Any:
    return columns(Contact, Customer.code, Customer.name).join(
        Customer, col(Customer.id) == Contact.customer_id
    )


def _matches(text: str) -> Any:
    found = col(Contact.search_text).like(texts.like(text), escape="\\")
    number = phones.searched(text)
    if number is None:
        return found
    called = select(ContactPoint.contact_id).where(
        col(ContactPoint.normalised).like(f"%{number}%"),
        col(ContactPoint.contact_id).is_not(None),
        col(ContactPoint.kind).in_(points.PHONES),
    )
    return found | col(Contact.id).in_(called)


def _rows(work: Work, found: Sequence[Any]) -> list[ContactRow]:
    called = points.of_contacts(work, [entry[0].id for entry in found])
    return [
        ContactRow(
            code=one.code,
            name=one.name,
            customer=Ref(code, name),
            salutation=one.salutation,
            category=lookup.ref(work, ContactCategory, one.category_id),
            position=one.position,
            department=one.department,
            reports_to=lookup.ref(work, Contact, one.reports_to_id),
            decision_role=one.decision_role,
            primary=one.is_primary,
            birthday=birthdays.shown(one.birthday),
            remark=one.remark,
            active=one.active,
            created_at=one.created_at,
            updated_at=one.updated_at,
            **{kind: called.get(one.id, {}).get(kind) for kind in points.OF_CONTACT},
        )
        for one, code, name in found
    ]
