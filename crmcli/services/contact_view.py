"""Contacts as people see them: in lists, as a tree, by their birthdays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlmodel import col

from crmcli.db.models.codelist import ContactCategory
from crmcli.db.models.contact import DECISION_ROLES, Contact
from crmcli.db.models.customer import Customer
from crmcli.db.query import columns
from crmcli.db.work import Work
from crmcli.services import birthdays, fields, lookup, points, texts
from crmcli.services.fields import Field
from crmcli.views.base import Ref
from crmcli.views.contact import (
    DECISION_ROLE,
    BirthdayRow,
    ContactRow,
    ContactTreeRow,
)

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


def row(work: Work, contact: Contact) -> ContactRow:
    """A contact as people see it."""
    work.session.flush()
    return rows(work, work.session.exec(select_all().where(Contact.id == contact.id)).all())[0]


def of_customer(work: Work, customer_id: int) -> tuple[ContactRow, ...]:
    """The active people at a customer, the primary one first."""
    found = work.session.exec(
        select_all()
        .where(Contact.customer_id == customer_id, Contact.active)
        .order_by(col(Contact.is_primary).desc(), col(Contact.id))
    ).all()
    return tuple(rows(work, found))


def select_all() -> Any:
    """Contacts with their customer."""
    return columns(Contact, Customer.code, Customer.name).join(
        Customer, col(Customer.id) == Contact.customer_id
    )


def matches(work: Work, text: str) -> Any:
    """Any part of a name, code, pinyin or phone."""
    found = col(Contact.search_text).like(texts.like(text), escape="\\")
    called = points.called(work, "contact_id", text)
    return found | col(Contact.id).in_(called) if called else found


def rows(work: Work, found: Sequence[Any]) -> list[ContactRow]:
    """What :func:`select_all` found, as people see it."""
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
            version=one.version,
            **{kind: called.get(one.id, {}).get(kind) for kind in points.OF_CONTACT},
        )
        for one, code, name in found
    ]


def branches(
    work: Work,
    below: dict[int | None, list[Contact]],
    above: int | None = None,
    level: int = 0,
    indent: str = "",
) -> Iterator[ContactTreeRow]:
    """Those below ``above``, each followed by those below it."""
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
        yield from branches(work, below, one.id, level + 1, deeper)


def birthdays_of(work: Work, found: Sequence[Any], due: Mapping[str, dt.date]) -> list[BirthdayRow]:
    """The birthdays of what :func:`select_all` found; ``due`` is the day of each key."""
    today = work.today()
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
