"""Receipts: money in, what it pays, and taking it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select

from crmcli.db import numbering
from crmcli.db.models import Allocation, Customer, Operator, Payment, PaymentMethod, SalesOrder
from crmcli.db.models.payment import STATUSES
from crmcli.db.query import columns
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, RefusedError
from crmcli.i18n import _
from crmcli.services import listing, lookup, operator, order, texts
from crmcli.views.base import Page
from crmcli.views.order import STATUS as ORDER_STATUS
from crmcli.views.payment import STATUS, PaymentAllocationRow, PaymentDetail, PaymentRow

NOUN = "payment"
REVERSED = Payment.__table__.alias("reversed")  # type: ignore[attr-defined]
REVERSING = Payment.__table__.alias("reversing")  # type: ignore[attr-defined]
SORTS = {
    "number": Payment.number,
    "date": Payment.date,
    "customer": Customer.code,
    "customer_name": Customer.sort_key,
    "amount": Payment.amount,
    "status": Payment.status,
    "created_at": Payment.created_at,
}


class OverOutstandingError(RefusedError):
    """More money than the order still asks for."""

    code = "over_outstanding"


@action("payment.record")
def record(
    work: Work,
    *,
    order_number: str,
    amount: Decimal,
    method: str,
    number: str | None = None,
    date: dt.date | None = None,
    payer: str | None = None,
    handler: str | None = None,
    remark: str | None = None,
) -> PaymentDetail:
    """Record a receipt and allocate all of it to one order. ``amount`` is in the currency's units.

    Raises:
        OverOutstandingError: more than is outstanding.
        RefusedError: the order is a draft or cancelled.
    """
    paid_order = order.locked(work, order_number)
    if paid_order.status not in order.ORDERED:
        raise RefusedError(
            _("Order {} is {} and takes no money").format(
                paid_order.number, _(ORDER_STATUS[paid_order.status])
            ),
            _("Confirm it first: crm order confirm {}").format(paid_order.number)
            if paid_order.status == "draft"
            else _("Name another order"),
        )
    outstanding = paid_order.total - order.paid_of(work, paid_order.id)
    if amount > outstanding:
        raise OverOutstandingError(
            _("Receipt {} exceeds outstanding {}").format(amount, outstanding),
            _("Record at most {}").format(outstanding),
        )
    day = date or work.today()
    buyer = work.session.get_one(Customer, paid_order.customer_id)
    receipt = Payment(
        date=day,
        status="confirmed",
        customer_id=buyer.id,
        owner_id=buyer.owner_id,
        dept_id=buyer.dept_id,
        payer=texts.line(payer, _("Payer")) or buyer.name,
        method_id=lookup.usable(work, PaymentMethod, "payment-method", method).id,
        handler_id=(operator.person(work, handler) if handler else work.operator).id,
        amount=amount,
        remark=texts.paragraph(remark, _("Remark")),
    )
    receipt.number = numbering.take(work.session, NOUN, day, number)
    lookup.free_code(work, Payment, NOUN, receipt.number)
    work.session.add(receipt)
    work.session.flush()
    _allocate(work, receipt, paid_order.id, amount)
    return detail(work, receipt)


@action("payment.void")
def void(work: Work, number: str, *, reason: str) -> PaymentDetail:
    """Take a receipt back by a reversing entry dated today; both stay.

    Raises:
        RefusedError: it is void already, or itself a reversing entry.
    """
    receipt = by_number(work, number, lock=True)
    if receipt.status != "confirmed":
        raise RefusedError(
            _("Receipt {} cannot be voided: {}").format(receipt.number, _(STATUS[receipt.status])),
            _("It stays as it is"),
        )
    why = texts.name(reason, _("Reason"))
    today = work.today()
    receipt.status = "void"
    receipt.reason = why
    reversal = Payment(
        date=today,
        status="reversal",
        customer_id=receipt.customer_id,
        owner_id=receipt.owner_id,
        dept_id=receipt.dept_id,
        payer=receipt.payer,
        method_id=receipt.method_id,
        handler_id=work.operator.id,
        amount=-receipt.amount,
        reverses_id=receipt.id,
        reason=why,
    )
    paid = work.session.exec(
        columns(Allocation.order_id, func.sum(Allocation.amount))
        .where(Allocation.payment_id == receipt.id)
        .group_by(col(Allocation.order_id))
        .order_by(col(Allocation.order_id))
    ).all()
    reversal.number = numbering.take(work.session, NOUN, today)
    work.session.add(reversal)
    work.session.flush()
    for order_id, amount in paid:
        if amount:
            _allocate(work, reversal, order_id, -amount)
    return detail(work, receipt)


@action("payment.read", writes=False)
def show(work: Work, number: str) -> PaymentDetail:
    """One receipt with the orders it pays."""
    return detail(work, by_number(work, number))


@action("payment.read", writes=False)
def find(
    work: Work,
    *,
    customer: str | None = None,
    order_number: str | None = None,
    method: str | None = None,
    handler: str | None = None,
    status: str | None = None,
    date_from: dt.date | None = None,
    date_to: dt.date | None = None,
    sort: str | None = None,
    limit: int | None = None,
) -> Page[PaymentRow]:
    """The receipts that match, newest first."""
    statement = _select()
    if customer is not None:
        payer = lookup.coded(work, Customer, "customer", customer)
        statement = statement.where(Payment.customer_id == payer.id)
    if order_number is not None:
        paid_order = order.by_number(work, order_number)
        of_order = select(Allocation.payment_id).where(Allocation.order_id == paid_order.id)
        statement = statement.where(col(Payment.id).in_(of_order))
    if method is not None:
        way = lookup.coded(work, PaymentMethod, "payment-method", method)
        statement = statement.where(Payment.method_id == way.id)
    if handler is not None:
        person = lookup.coded(work, Operator, "operator", handler, operator.IS_PERSON)
        statement = statement.where(Payment.handler_id == person.id)
    if status is not None:
        if status not in STATUSES:
            raise InvalidError(
                _("“{}” is not a valid {}").format(status, _("status")),
                _("Known are: {}").format(", ".join(STATUSES)),
            )
        statement = statement.where(Payment.status == status)
    if date_from is not None:
        statement = statement.where(Payment.date >= date_from)
    if date_to is not None:
        statement = statement.where(Payment.date <= date_to)
    default = [col(Payment.date).desc()]
    ordered = listing.ordering(sort, SORTS, default, col(Payment.id).desc())

    def convert(found: Sequence[Any]) -> list[PaymentRow]:
        return [PaymentRow(**_fields(work, *row)) for row in found]

    return listing.page(work, statement, convert, order=ordered, limit=limit, newest=not sort)


def by_number(work: Work, number: str, *, lock: bool = False) -> Payment:
    """The receipt with that number; with ``lock`` nobody else changes it until the end.

    Raises:
        NotFoundError: there is none; near misses are in the hint.
    """
    statement = select(Payment).where(Payment.number == numbering.normalise(number))
    if lock:
        lookup.lock_customer_of(work, Payment, number)
        statement = statement.with_for_update().execution_options(populate_existing=True)
    found = work.session.exec(statement).first()
    if found is None:
        newest = select(Payment.number).order_by(col(Payment.id).desc())
        known = work.session.exec(newest.limit(lookup.NEAR)).all()
        raise lookup.not_found(NOUN, number, list(known))
    return found


def _allocate(work: Work, receipt: Payment, order_id: int, amount: Decimal) -> None:
    work.session.add(
        Allocation(
            payment_id=receipt.id,
            order_id=order_id,
            customer_id=receipt.customer_id,
            owner_id=receipt.owner_id,
            dept_id=receipt.dept_id,
            date=receipt.date,
            amount=amount,
        )
    )
    work.session.flush()


def _select() -> Any:
    allocated = (
        select(func.coalesce(func.sum(Allocation.amount), Decimal(0)))
        .where(Allocation.payment_id == Payment.id)
        .scalar_subquery()
        .label("allocated")
    )
    return (
        columns(
            Payment, Customer.code, Customer.name, allocated, REVERSED.c.number, REVERSING.c.number
        )
        .join(Customer, col(Customer.id) == Payment.customer_id)
        .join(REVERSED, REVERSED.c.id == Payment.reverses_id, isouter=True)
        .join(REVERSING, REVERSING.c.reverses_id == Payment.id, isouter=True)
    )


def detail(work: Work, receipt: Payment) -> PaymentDetail:
    """A receipt with the orders it pays, as people see it."""
    work.session.flush()
    found = work.session.exec(_select().where(Payment.id == receipt.id)).one()
    parts = work.session.exec(
        columns(SalesOrder.number, Allocation.date, Allocation.amount)
        .join(SalesOrder, col(SalesOrder.id) == Allocation.order_id)
        .where(Allocation.payment_id == receipt.id)
        .order_by(col(Allocation.date), col(Allocation.id))
    )
    allocations = tuple(PaymentAllocationRow(order=n, date=d, amount=a) for n, d, a in parts)
    return PaymentDetail(**_fields(work, *found), allocations=allocations)


def _fields(
    work: Work,
    row: Payment,
    code: str,
    name: str,
    allocated: Decimal,
    reverses: str | None,
    reversed_by: str | None,
) -> dict[str, Any]:
    return {
        "number": row.number,
        "date": row.date,
        "customer": code,
        "customer_name": name,
        "payer": row.payer,
        "method": lookup.ref(work, PaymentMethod, row.method_id),
        "handler": lookup.ref(work, Operator, row.handler_id),
        "amount": row.amount,
        "allocated": allocated,
        "status": row.status,
        "reverses": reverses,
        "reversed_by": reversed_by,
        "remark": row.remark,
        "reason": row.reason,
        "created_at": row.created_at,
    }
