"""One record with its phones and e-mails whole; that it was looked at is logged."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlmodel import col, select

from crmcli.db.models.contact import Contact
from crmcli.db.models.customer import Customer
from crmcli.db.models.order import SalesOrder
from crmcli.db.query import columns
from crmcli.db.work import Work
from crmcli.services import hidden
from crmcli.services.points import BETWEEN
from crmcli.views.contact import ContactRow
from crmcli.views.ledger import LedgerRow
from crmcli.views.order import OrderDetail


def customer(work: Work, row: LedgerRow) -> LedgerRow:
    """A customer's ledger with the numbers of the customer and of its people.

    Raises:
        NotAllowedError: without the permission.
    """
    key = work.session.exec(select(Customer.id).where(Customer.code == row.code)).one()
    found = hidden.reveal(work, "customer", key, row.code)
    by_kind = _by_kind(found["points"])
    here = columns(Contact.id, Contact.code).where(Contact.customer_id == key)
    codes = {code: contact for contact, code in work.session.exec(here)}
    people = tuple(
        replace(one, **_fitting(one, by_kind.get(codes[one.code], {}))) for one in row.contacts
    )
    own = {
        **by_kind.get(None, {}),
        "identity_number": found["identity_number"],
        "billing_phone": found["billing_phone"],
    }
    return replace(row, contacts=people, **_fitting(row, own))


def contact(work: Work, row: ContactRow) -> ContactRow:
    """A contact with all numbers.

    Raises:
        NotAllowedError: without the permission.
    """
    key = work.session.exec(select(Contact.id).where(col(Contact.code) == row.code)).one()
    found = hidden.reveal(work, "contact", key, row.code)
    return replace(row, **_fitting(row, _by_kind(found["points"]).get(key, {})))


def order(work: Work, row: OrderDetail) -> OrderDetail:
    """An order with the phone that stands on it.

    Raises:
        NotAllowedError: without the permission.
    """
    key = work.session.exec(select(SalesOrder.id).where(SalesOrder.number == row.number)).one()
    return replace(row, phone=hidden.reveal(work, "order", key, row.number)["phone"])


def _by_kind(points: list[Any]) -> dict[int | None, dict[str, str]]:
    found: dict[int | None, dict[str, str]] = {}
    for owner, kind, raw in points:
        kinds = found.setdefault(owner, {})
        kinds[kind] = f"{kinds[kind]}{BETWEEN}{raw}" if kind in kinds else raw
    return found


def _fitting(row: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Those of the values that the row shows."""
    return {key: value for key, value in values.items() if hasattr(row, key)}
