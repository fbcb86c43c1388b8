"""Proof that the money adds up: each check yields the rows that contradict it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import func, type_coerce
from sqlmodel import col, select

from crmcli.db.models.base import table_of
from crmcli.db.models.customer import Customer
from crmcli.db.models.log import LogEntry
from crmcli.db.models.order import ORDERED, OrderLine, SalesOrder
from crmcli.db.models.payment import (
    UNCOUNTED,
    Allocation,
    OpeningBalance,
    Payment,
    PendingAllocation,
)
from crmcli.db.models.period import PeriodLock
from crmcli.db.query import columns
from crmcli.db.types import Money
from crmcli.db.work import Work
from crmcli.i18n import _
from crmcli.services import account, dates, money
from crmcli.services.paid import ZERO

PAYMENT = table_of(Payment)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that contradicts a check."""

    row: str
    detail: str


def line_amounts(work: Work) -> Iterator[Wrong]:
    """Each line is quantity × price less discount, rounded once."""
    lines = (
        columns(
            SalesOrder.number,
            OrderLine.line,
            OrderLine.quantity,
            OrderLine.price,
            OrderLine.discount,
            OrderLine.amount,
        )
        .select_from(OrderLine)
        .join(SalesOrder, col(SalesOrder.id) == OrderLine.order_id)
    )
    for number, line, quantity, price, discount, amount in work.session.exec(
        lines.order_by(col(OrderLine.order_id), col(OrderLine.line))
    ):
        due = money.line_amount(quantity, price, discount)
        if amount != due:
            yield Wrong(f"{number} / {line}", f"{amount} ≠ {due}")


def order_totals(work: Work) -> Iterator[Wrong]:
    """Lines add up to their order, whose total is not negative, and count from one."""
    sums = (
        columns(
            SalesOrder.number,
            SalesOrder.total,
            func.sum(OrderLine.amount),
            func.count(col(OrderLine.id)),
            func.max(OrderLine.line),
        )
        .select_from(SalesOrder)
        .join(OrderLine, col(OrderLine.order_id) == SalesOrder.id, isouter=True)
        .group_by(col(SalesOrder.id), col(SalesOrder.number), col(SalesOrder.total))
        .order_by(col(SalesOrder.id))
    )
    for number, total, lines, count, last in work.session.exec(sums):
        if lines is None or total != lines or total < 0:
            yield Wrong(number, f"{total} ≠ {lines}")
        elif count != last:
            yield Wrong(number, _("{} lines, the last is number {}").format(count, last))


def _allocated(work: Work, model: Any, target: Any, total: Any) -> Any:
    return work.session.exec(
        columns(model.number, model.status, total, func.sum(Allocation.amount))
        .select_from(model)
        .join(Allocation, target == model.id)
        .group_by(model.id, model.number, model.status, total)
        .order_by(model.id)
    )


def allocated_documents(work: Work) -> Iterator[Wrong]:
    """Allocations never exceed the order or opening balance, which counts."""
    for model, target, total, counts in (
        (SalesOrder, Allocation.order_id, SalesOrder.total, ORDERED),
        (OpeningBalance, Allocation.opening_id, OpeningBalance.amount, ("confirmed",)),
    ):
        for number, status, amount, paid in _allocated(work, model, target, total):
            if not 0 <= paid <= amount:
                yield Wrong(number, _("allocated {} of {}").format(paid, amount))
            elif paid and status not in counts:
                yield Wrong(number, _("allocated {} though {}").format(paid, status))


def allocated_receipts(work: Work) -> Iterator[Wrong]:
    """Allocations never exceed the receipt, nor take off more than is on each document."""
    for number, status, amount, allocated in _allocated(
        work, Payment, Allocation.payment_id, Payment.amount
    ):
        low, high = sorted((ZERO, amount))
        if not low <= allocated <= high:
            yield Wrong(number, _("allocated {} of {}").format(allocated, amount))
        elif status in UNCOUNTED:
            yield Wrong(number, _("allocated {} though {}").format(allocated, status))
    targets = (Allocation.order_id, Allocation.opening_id, Allocation.draws_id)
    parts = work.session.exec(
        columns(Payment.number, Payment.amount, func.sum(Allocation.amount))
        .select_from(Allocation)
        .join(Payment, col(Payment.id) == Allocation.payment_id)
        .group_by(col(Payment.id), col(Payment.number), col(Payment.amount), *map(col, targets))
        .order_by(col(Payment.id))
    )
    for number, amount, part in parts:
        if (part < 0) != (amount < 0) and part:
            yield Wrong(number, _("{} of it went to one document").format(part))


def pending(work: Work) -> Iterator[Wrong]:
    """Only receipts that wait for finance have something planned."""
    rows = work.session.exec(
        columns(Payment.number, Payment.status, func.sum(PendingAllocation.amount), Payment.amount)
        .join(PendingAllocation, col(PendingAllocation.payment_id) == Payment.id)
        .group_by(col(Payment.id), col(Payment.number), col(Payment.status), col(Payment.amount))
        .order_by(col(Payment.id))
    )
    for number, status, planned, amount in rows:
        if status != "pending" or planned > amount:
            yield Wrong(number, _("{} is planned though {}").format(planned, status))


def reversals(work: Work) -> Iterator[Wrong]:
    """Each void receipt is taken back exactly, and nothing of it is left on an order."""
    reversing = PAYMENT.alias("reversing")
    pairs = (
        columns(Payment.number, Payment.status, Payment.amount, reversing.c.amount)
        .select_from(Payment)
        .join(reversing, reversing.c.reverses_id == Payment.id, isouter=True)
        .order_by(col(Payment.id))
    )
    for number, status, amount, back in work.session.exec(pairs):
        if (status == "void") != (back is not None):
            yield Wrong(number, _("{} with reversing amount {}").format(status, back))
        elif back is not None and back != -amount:
            yield Wrong(number, f"{back} ≠ {-amount}")
    of_it = (col(Allocation.payment_id) == Payment.id) | col(Allocation.payment_id).in_(
        select(reversing.c.id).where(reversing.c.reverses_id == Payment.id)
    )
    left = work.session.exec(
        columns(Payment.number, func.sum(Allocation.amount))
        .join(Allocation, of_it)
        .where(Payment.status == "void")
        .group_by(
            col(Payment.id),
            col(Payment.number),
            col(Allocation.order_id),
            col(Allocation.opening_id),
            col(Allocation.draws_id),
        )
        .having(func.sum(Allocation.amount) != ZERO)
        .order_by(col(Payment.id))
    )
    for number, rest in left:
        yield Wrong(number, _("{} of it still allocated").format(rest))


def outgoing(work: Work) -> Iterator[Wrong]:
    """What was given back or matched was taken from receipts, to the cent."""
    drawn = func.coalesce(func.sum(Allocation.amount), ZERO)
    rows = work.session.exec(
        columns(Payment.number, Payment.status, Payment.amount, drawn)
        .select_from(Payment)
        .join(Allocation, col(Allocation.draws_id) == Payment.id, isouter=True)
        .where(col(Payment.kind).in_(("refund", "claim")), Payment.status != "reversal")
        .where(Payment.amount < 0)
        .group_by(col(Payment.id), col(Payment.number), col(Payment.status), col(Payment.amount))
        .order_by(col(Payment.id))
    )
    for number, status, amount, taken in rows:
        due = -amount if status == "confirmed" else ZERO
        if taken != due:
            yield Wrong(number, f"{taken} ≠ {due}")


def claims(work: Work) -> Iterator[Wrong]:
    """What was matched left the reserved customer and reached its owner, to the cent."""
    out = PAYMENT.alias("out")
    rows = work.session.exec(
        columns(Payment.number, Payment.amount, Payment.status, out.c.amount, out.c.status)
        .join(out, out.c.id == Payment.claims_id)
        .where(Payment.amount > 0)
        .order_by(col(Payment.id))
    )
    for number, amount, status, gone, gone_status in rows:
        if gone != -amount or status != gone_status:
            yield Wrong(number, f"{amount} {status} ≠ {gone} {gone_status}")


def balances(work: Work) -> Iterator[Wrong]:
    """What is outstanding less what is held is all that was owed less all that was paid."""
    owed = _totals(
        _sums(work, SalesOrder.customer_id, SalesOrder.total, ORDERS_COUNT),
        _sums(work, OpeningBalance.customer_id, OpeningBalance.amount, OPENINGS_COUNT),
    )
    came_in = _sums(work, Payment.customer_id, Payment.amount, account.COUNTS)
    on_orders = select(SalesOrder.customer_id).where(SalesOrder.id == Allocation.order_id)
    on_openings = select(OpeningBalance.customer_id).where(
        OpeningBalance.id == Allocation.opening_id
    )
    of_receipt = select(Payment.customer_id).where(Payment.id == Allocation.payment_id)
    drawn = col(Allocation.draws_id).is_not(None)
    allocated = _totals(
        _sums(
            work,
            on_orders.scalar_subquery(),
            Allocation.amount,
            col(Allocation.order_id).is_not(None),
        ),
        _sums(
            work,
            on_openings.scalar_subquery(),
            Allocation.amount,
            col(Allocation.opening_id).is_not(None),
        ),
    )
    gone = _sums(work, of_receipt.scalar_subquery(), Allocation.amount, ~drawn)
    names = dict(work.session.exec(columns(Customer.id, Customer.code)).all())
    for key in sorted({*owed, *came_in, *allocated, *gone}):
        outstanding = owed.get(key, ZERO) - allocated.get(key, ZERO)
        held = came_in.get(key, ZERO) - gone.get(key, ZERO)
        balance = owed.get(key, ZERO) - came_in.get(key, ZERO)
        if outstanding < 0 or held < 0 or outstanding - held != balance:
            yield Wrong(
                names[key],
                _("outstanding {}, on account {}, balance {}").format(outstanding, held, balance),
            )


ORDERS_COUNT = col(SalesOrder.status).in_(ORDERED)
OPENINGS_COUNT = col(OpeningBalance.status) == "confirmed"


def _totals(*parts: dict[int, Decimal]) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for part in parts:
        for key, amount in part.items():
            found[key] = found.get(key, ZERO) + amount
    return found


def at_any_time(work: Work) -> Iterator[Wrong]:
    """On no day more was allocated of a receipt, or to a document, than there was."""
    for model, key, total in (
        (Payment, Allocation.payment_id, Payment.amount),
        (SalesOrder, Allocation.order_id, SalesOrder.total),
        (OpeningBalance, Allocation.opening_id, OpeningBalance.amount),
    ):
        rows = work.session.exec(
            columns(model.number, model.date, total, Allocation.date, Allocation.amount)
            .select_from(Allocation)
            .join(model, col(key) == model.id)
            .order_by(col(key), col(Allocation.date), col(Allocation.id))
        )
        for number, entries in groupby(rows, lambda row: row[0]):
            yield from _running(number, list(entries))


def _running(number: str, entries: list[Any]) -> Iterator[Wrong]:
    so_far = ZERO
    for _number, begins, total, day, amount in entries:
        so_far += amount
        low, high = sorted((ZERO, total))
        if day < begins or not low <= so_far <= high:
            yield Wrong(number, _("{} of {} allocated on {}").format(so_far, total, day))
            return


def _sums(work: Work, key: Any, amount: Any, condition: Any) -> dict[int, Decimal]:
    total = type_coerce(func.sum(amount), Money())
    whose = key.label("whose")
    found = work.session.exec(columns(whose, total).where(condition).group_by(whose))
    return {customer: value or ZERO for customer, value in found}


def closed_months(work: Work) -> Iterator[Wrong]:
    """Nothing that counts in a closed month was written after it was closed.

    The log tells the order: whoever closes a month waits for all who write, and they for him.
    """
    newest = work.session.exec(
        select(PeriodLock).order_by(col(PeriodLock.id).desc()).limit(1)
    ).first()
    if newest is None:
        return
    _first, last = dates.month(newest.closed_through)
    closing = select(func.max(LogEntry.id)).where(
        LogEntry.table_name == "period_lock", LogEntry.row_id == newest.id
    )
    (since,) = work.session.exec(closing).all()
    for model, number in (
        (SalesOrder, SalesOrder.number),
        (OpeningBalance, OpeningBalance.number),
        (Payment, Payment.number),
        (Allocation, Payment.number),
    ):
        written = (
            columns(number, model.date, LogEntry.change, LogEntry.old, LogEntry.new)
            .select_from(LogEntry)
            .join(
                model,
                (LogEntry.table_name == str(model.__tablename__)) & (model.id == LogEntry.row_id),
            )
            .where(LogEntry.id > since, model.date <= last)
            .order_by(col(LogEntry.id))
        )
        if model is Allocation:
            written = written.join(Payment, col(Payment.id) == Allocation.payment_id)
        for shown, day, change, old, new in work.session.exec(written):
            if _counts(model, change, old or {}, new or {}):
                yield Wrong(
                    shown, _("dated {}, closed through {}").format(day, newest.closed_through)
                )


MOVES = ({"draft", "confirmed"}, {"confirmed", "cancelled"}, {"pending", "confirmed"})
"""Changes of status by which a document begins or ceases to count in its month."""


def _counts(model: Any, change: str, old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether a change of a document changes the figures of its month."""
    if change != "update":
        return True
    status = {old.get("status"), new.get("status")}
    if model is OpeningBalance:
        return bool({"status", "amount", "date"} & set(new))
    return status in MOVES or bool({"amount", "total", "date"} & set(new))
