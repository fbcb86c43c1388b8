"""Receipts as people see them, and what lists of them are filtered by."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import col, select

from crmcli.db.models.base import table_of
from crmcli.db.models.codelist import PaymentMethod, ReceivingAccount
from crmcli.db.models.customer import Customer
from crmcli.db.models.operator import Operator
from crmcli.db.models.order import SalesOrder
from crmcli.db.models.payment import (
    KINDS,
    STATUSES,
    Allocation,
    OpeningBalance,
    Payment,
    PendingAllocation,
)
from crmcli.db.query import columns
from crmcli.db.work import Work
from crmcli.services import fields, lookup, operator, texts
from crmcli.services.allocating import Part
from crmcli.services.fields import Field
from crmcli.services.paid import ZERO
from crmcli.views.payment import KIND, STATUS, PaymentAllocationRow, PaymentDetail, PaymentRow

TABLE = table_of(Payment)
REVERSED, REVERSING = TABLE.alias("reversed"), TABLE.alias("reversing")
CLAIMED, ORIGINAL = TABLE.alias("claimed"), TABLE.alias("original")
DRAWING = TABLE.alias("drawing")


def bank_reference(_work: Work, given: str, name: str) -> str | None:
    """A bank's reference as it is compared: without spaces, in capitals.

    Raises:
        InvalidError: it cannot be one line of text.
    """
    cleaned = texts.line(texts.narrow(given), name) or ""
    visible = (c for c in cleaned if not c.isspace() and unicodedata.category(c) != "Cf")
    return "".join(visible).upper() or None


FILTERS: dict[str, Field] = {
    "customer": fields.refers("customer_id", "customer", Customer),
    "kind": fields.choice("kind", KINDS, KIND),
    "method": fields.refers("method_id", "payment-method", PaymentMethod),
    "account": fields.refers("account_id", "receiving-account", ReceivingAccount),
    "bank_reference": Field("bank_reference", bank_reference, fields.exactly(bank_reference)),
    "handler": fields.refers("handler_id", "operator", Operator, operator.IS_PERSON),
    "status": fields.choice("status", STATUSES, STATUS),
    "amount": fields.amount("amount"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What receipts are listed by."""

    customer: str | None = None
    kind: str | None = None
    method: str | None = None
    account: str | None = None
    bank_reference: str | None = None
    handler: str | None = None
    status: str | None = None
    unallocated: bool = False
    date_from: dt.date | None = None
    date_to: dt.date | None = None
    amount: str | None = None


def conditions(work: Work, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """What a list is filtered by.

    Raises:
        InvalidError, NotFoundError: a value that cannot be.
    """
    given = {key: getattr(wanted, key) for key in FILTERS}
    yield from fields.conditions(work, Payment, FILTERS, given, fields.titles(PaymentRow))
    if wanted.unallocated:
        yield col(Payment.status) == "confirmed"
        yield col(Payment.amount) > allocated()
    if wanted.date_from is not None:
        yield col(Payment.date) >= wanted.date_from
    if wanted.date_to is not None:
        yield col(Payment.date) <= wanted.date_to


def pays(order_id: int) -> ColumnElement[bool]:
    """Receipts that were allocated to an order."""
    return col(Payment.id).in_(select(Allocation.payment_id).where(Allocation.order_id == order_id))


def allocated() -> Any:
    """What of the receipt of the row went somewhere."""
    return (
        select(func.coalesce(func.sum(Allocation.amount), ZERO))
        .where(Allocation.payment_id == Payment.id)
        .scalar_subquery()
    )


def drawn() -> Any:
    """What the payment out of the row took from receipts."""
    return (
        select(func.coalesce(func.sum(Allocation.amount), ZERO))
        .where(Allocation.draws_id == Payment.id)
        .scalar_subquery()
    )


def select_all() -> Any:
    """Receipts with their customer, what went somewhere, and the receipts they are linked with."""
    return (
        columns(
            Payment,
            Customer.code,
            Customer.name,
            allocated().label("allocated"),
            drawn().label("drawn"),
            REVERSED.c.number,
            REVERSING.c.number,
            func.coalesce(ORIGINAL.c.number, CLAIMED.c.number),
        )
        .join(Customer, col(Customer.id) == Payment.customer_id)
        .join(REVERSED, REVERSED.c.id == Payment.reverses_id, isouter=True)
        .join(REVERSING, REVERSING.c.reverses_id == Payment.id, isouter=True)
        .join(CLAIMED, CLAIMED.c.id == Payment.claims_id, isouter=True)
        .join(ORIGINAL, ORIGINAL.c.id == CLAIMED.c.claims_id, isouter=True)
    )


def rows(work: Work, found: Sequence[Any]) -> list[PaymentRow]:
    """What :func:`select_all` found, as people see it."""
    return [PaymentRow(**_values(work, *entry)) for entry in found]


def detail(work: Work, receipt: Payment) -> PaymentDetail:
    """A receipt with what it pays, as people see it."""
    work.session.flush()
    found = work.session.exec(select_all().where(Payment.id == receipt.id)).one()
    return PaymentDetail(**_values(work, *found), allocations=tuple(_allocations(work, receipt)))


def fresh(work: Work, receipt: Payment, payer: Customer, parts: Sequence[Part]) -> PaymentDetail:
    """A receipt just recorded, with what it pays, as people see it: nothing is read back."""
    counts = receipt.status == "confirmed"
    gone = sum((part.amount for part in parts), ZERO) if counts else ZERO
    values = _values(work, receipt, payer.code, payer.name, gone, ZERO, None, None, None)
    rows = []
    for part in parts:
        of = part.document
        order = of.number if isinstance(of, SalesOrder) else None
        opening = of.number if isinstance(of, OpeningBalance) else None
        day = max(receipt.date, part.since) if counts else None
        rows.append(PaymentAllocationRow(order, opening, None, day, part.amount))
    return PaymentDetail(**values, allocations=tuple(rows))


def _allocations(work: Work, receipt: Payment) -> list[PaymentAllocationRow]:
    """What went where, in the order it happened; while finance is awaited, what will go."""
    if receipt.status == "pending":
        planned = (
            columns(PendingAllocation, SalesOrder.number, OpeningBalance.number)
            .join(SalesOrder, col(SalesOrder.id) == PendingAllocation.order_id, isouter=True)
            .join(
                OpeningBalance, col(OpeningBalance.id) == PendingAllocation.opening_id, isouter=True
            )
            .where(PendingAllocation.payment_id == receipt.id)
            .order_by(col(PendingAllocation.id))
        )
        return [
            PaymentAllocationRow(order, opening, None, None, row.amount)
            for row, order, opening in work.session.exec(planned)
        ]
    own = Allocation.payment_id == receipt.id
    found = (
        columns(Allocation, SalesOrder.number, OpeningBalance.number, DRAWING.c.number)
        .join(SalesOrder, col(SalesOrder.id) == Allocation.order_id, isouter=True)
        .join(OpeningBalance, col(OpeningBalance.id) == Allocation.opening_id, isouter=True)
        .join(DRAWING, DRAWING.c.id == Allocation.draws_id, isouter=True)
        .where(own)
        .order_by(col(Allocation.id))
    )
    rows = [
        PaymentAllocationRow(order, opening, payment, row.date, row.amount)
        for row, order, opening, payment in work.session.exec(found)
    ]
    drawn = (
        columns(DRAWING.c.number, Allocation.date, Allocation.amount)
        .join(DRAWING, DRAWING.c.id == Allocation.payment_id)
        .where(Allocation.draws_id == receipt.id)
        .order_by(col(Allocation.id))
    )
    return rows + [
        PaymentAllocationRow(None, None, number, day, -amount)
        for number, day, amount in work.session.exec(drawn)
    ]


def _values(
    work: Work,
    row: Payment,
    code: str,
    name: str,
    allocated: Decimal,
    drawn: Decimal,
    reverses: str | None,
    reversed_by: str | None,
    claims: str | None,
) -> dict[str, Any]:
    gone = allocated - drawn
    held = row.amount - gone if row.status == "confirmed" else ZERO
    return {
        "number": row.number,
        "date": row.date,
        "kind": row.kind,
        "customer": code,
        "customer_name": name,
        "payer": row.payer,
        "method": lookup.ref(work, PaymentMethod, row.method_id),
        "account": lookup.ref(work, ReceivingAccount, row.account_id),
        "bank_reference": row.bank_reference,
        "handler": lookup.ref(work, Operator, row.handler_id),
        "amount": row.amount,
        "allocated": gone,
        "unallocated": held,
        "status": row.status,
        "reverses": reverses,
        "reversed_by": reversed_by,
        "claims": claims,
        "remark": row.remark,
        "reason": row.reason,
        "created_at": row.created_at,
    }
