"""The statement of a customer 客户对账单: what was owed and received in a period, day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select

from crmcli.db.models.customer import Customer
from crmcli.db.models.order import ORDERED, SalesOrder
from crmcli.db.models.payment import Allocation, OpeningBalance, Payment
from crmcli.db.query import columns
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.services import dates, lookup, words
from crmcli.services.account import COUNTS
from crmcli.services.paid import ZERO
from crmcli.views.statement import EntryRow, StatementRow

KINDS = {"opening": "advance"}
"""Payments whose kind is called otherwise, since an opening balance is what is owed."""


@dataclass(frozen=True, slots=True)
class Movement:
    """What changed the balance on a day: ``charged`` adds to it, ``paid`` takes from it."""

    date: dt.date
    kind: str
    number: str
    text: str | None
    charged: Decimal
    paid: Decimal


@action("statement.read", writes=False)
def of(
    work: Work,
    customer: str,
    *,
    date_from: dt.date | None = None,
    date_to: dt.date | None = None,
) -> StatementRow:
    """The statement of a customer, by default from the first of this month until today.

    A closing balance is the opening balance of the next statement, and today's is the ledger's.

    Raises:
        NotFoundError: there is no such customer.
        InvalidError: the period ends before it begins.
    """
    buyer = lookup.coded(work, Customer, "customer", customer)
    ends = date_to or max(work.today(), date_from or work.today())
    begins = date_from or ends.replace(day=1)
    if ends < begins:
        raise InvalidError(
            _("The period ends ({}) before it begins ({})").format(ends, begins),
            _("Exchange --from and --to"),
        )
    forward = balance(work, buyer.id, begins - dates.ONE_DAY)
    moves = sorted(_movements(work, buyer.id, begins, ends), key=lambda move: move.date)
    entries = [EntryRow(begins, "forward", None, None, None, None, forward)]
    at = forward
    for move in moves:
        at += move.charged - move.paid
        entries.append(
            EntryRow(
                move.date,
                move.kind,
                move.number,
                move.text,
                move.charged or None,
                move.paid or None,
                at,
            )
        )
    entries.append(EntryRow(ends, "closing", None, None, None, None, at))
    held = _on_account(work, buyer.id, ends)
    return StatementRow(
        customer=buyer.code,
        customer_name=buyer.name,
        date_from=begins,
        date_to=ends,
        opening=forward,
        charged=sum((move.charged for move in moves), ZERO),
        paid=sum((move.paid for move in moves), ZERO),
        closing=at,
        in_words=words.in_currency(at, work.setting("currency")),
        outstanding=at + held,
        on_account=held,
        entries=tuple(entries),
    )


def balance(work: Work, customer_id: int, day: dt.date) -> Decimal:
    """What a customer owed at the end of a day: negative when its money was held."""
    sums = [
        select(func.sum(SalesOrder.total)).where(
            SalesOrder.customer_id == customer_id,
            col(SalesOrder.status).in_(ORDERED),
            SalesOrder.date <= day,
        ),
        select(func.sum(OpeningBalance.amount)).where(
            OpeningBalance.customer_id == customer_id,
            OpeningBalance.status == "confirmed",
            OpeningBalance.date <= day,
        ),
        select(func.sum(Payment.amount)).where(
            Payment.customer_id == customer_id, COUNTS, Payment.date <= day
        ),
    ]
    ordered, opened, paid = (work.session.exec(statement).one() or ZERO for statement in sums)
    return ordered + opened - paid


def _on_account(work: Work, customer_id: int, day: dt.date) -> Decimal:
    """What was held at the end of a day: payments less what had been allocated by then."""
    paid = work.session.exec(
        select(func.sum(Payment.amount)).where(
            Payment.customer_id == customer_id, COUNTS, Payment.date <= day
        )
    ).one()
    gone = work.session.exec(
        select(func.sum(Allocation.amount))
        .join(Payment, col(Payment.id) == Allocation.payment_id)
        .where(
            Payment.customer_id == customer_id,
            col(Allocation.draws_id).is_(None),
            Allocation.date <= day,
        )
    ).one()
    return (paid or ZERO) - (gone or ZERO)


def _movements(work: Work, customer_id: int, begins: dt.date, ends: dt.date) -> Iterator[Movement]:
    """Everything of the period that changed the balance: what is owed first, then what came in."""

    def within(model: Any, *what: Any) -> Any:
        return work.session.exec(
            columns(*what)
            .where(model.customer_id == customer_id, model.date.between(begins, ends))
            .where(*CONDITIONS[model])
            .order_by(model.date, model.id)
        )

    for day, number, amount, text in within(
        OpeningBalance,
        OpeningBalance.date,
        OpeningBalance.number,
        OpeningBalance.amount,
        OpeningBalance.remark,
    ):
        yield Movement(day, "opening", number, text, amount, ZERO)
    for day, number, amount, text in within(
        SalesOrder, SalesOrder.date, SalesOrder.number, SalesOrder.total, SalesOrder.remark
    ):
        yield Movement(day, "order", number, text, amount, ZERO)
    for day, number, kind, status, amount, remark, reason in within(
        Payment,
        Payment.date,
        Payment.number,
        Payment.kind,
        Payment.status,
        Payment.amount,
        Payment.remark,
        Payment.reason,
    ):
        shown = "reversal" if status == "reversal" else KINDS.get(kind, kind)
        yield Movement(day, shown, number, remark or reason, ZERO, amount)


CONDITIONS: dict[Any, tuple[Any, ...]] = {
    OpeningBalance: (OpeningBalance.status == "confirmed",),
    SalesOrder: (col(SalesOrder.status).in_(ORDERED),),
    Payment: (COUNTS,),
}
