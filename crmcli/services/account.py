"""The account of a customer: what is owed, what is held, and the balance; always derived.

What is owed are orders that count and opening balances, less what is allocated to them. What is
held on account 预收款 are payments less their allocations. The balance is the one less the other,
which is the same as all that was ordered and owed before, less all payments.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import case, func, type_coerce
from sqlmodel import col, select

from crmcli.db.models.customer import Customer
from crmcli.db.models.order import ORDERED, SalesOrder
from crmcli.db.models.payment import UNCOUNTED, Allocation, OpeningBalance, Payment
from crmcli.db.query import columns
from crmcli.db.types import Money
from crmcli.db.work import Work
from crmcli.services import paid
from crmcli.services.paid import ZERO

COUNTS = col(Payment.status).not_in(UNCOUNTED)
"""Payments that are in the customer's account."""


@dataclass(frozen=True, slots=True)
class Account:
    """Sums in the company's currency; ``overdue`` is part of ``outstanding``."""

    ordered: Decimal
    received: Decimal
    outstanding: Decimal
    overdue: Decimal
    on_account: Decimal

    @property
    def balance(self) -> Decimal:
        """What the customer owes in the end; negative when we hold its money."""
        return self.outstanding - self.on_account


def of(work: Work, customer_id: int) -> Account:
    """The account of a customer now."""
    ordered, owed, overdue = _owed(
        work,
        SalesOrder,
        SalesOrder.total,
        SalesOrder.customer_id == customer_id,
        col(SalesOrder.status).in_(ORDERED),
    )
    _before, opened, opened_late = _owed(
        work,
        OpeningBalance,
        OpeningBalance.amount,
        OpeningBalance.customer_id == customer_id,
        OpeningBalance.status == "confirmed",
    )
    came_in = work.session.exec(
        select(func.sum(Payment.amount)).where(Payment.customer_id == customer_id, COUNTS)
    ).one()
    allocated = work.session.exec(
        select(func.sum(Allocation.amount))
        .join(Payment, col(Payment.id) == Allocation.payment_id)
        .where(Payment.customer_id == customer_id, col(Allocation.draws_id).is_(None))
    ).one()
    received = came_in or ZERO
    return Account(
        ordered=ordered,
        received=received,
        outstanding=owed + opened,
        overdue=overdue + opened_late,
        on_account=received - (allocated or ZERO),
    )


def on_account_of(work: Work, codes: Sequence[str]) -> dict[str, Decimal]:
    """What is held for the customers with these codes; those without are left out."""
    gone = (
        select(func.coalesce(func.sum(Allocation.amount), ZERO))
        .where(Allocation.payment_id == Payment.id, col(Allocation.draws_id).is_(None))
        .scalar_subquery()
    )
    held = type_coerce(func.sum(Payment.amount - gone), Money())
    found: dict[str, Decimal] = {}
    for start in range(0, len(codes), 500):
        rows = work.session.exec(
            columns(Customer.code, held)
            .join(Payment, col(Payment.customer_id) == Customer.id)
            .where(COUNTS, col(Customer.code).in_(codes[start : start + 500]))
            .group_by(col(Customer.id), col(Customer.code))
        )
        found.update({code: amount for code, amount in rows if amount})
    return found


def _owed(
    work: Work, model: Any, amount: Any, *conditions: Any
) -> tuple[Decimal, Decimal, Decimal]:
    """Total, outstanding, and what of it is overdue, of the documents that match."""
    received = paid.sum_of(model)
    late = case((model.due_date < work.today(), amount - received), else_=None)
    found = work.session.exec(
        columns(
            func.sum(amount),
            type_coerce(func.sum(amount - received), Money()),
            type_coerce(func.sum(late), Money()),
        ).where(*conditions)
    ).one()
    total, outstanding, overdue = (value or ZERO for value in found)
    return total, outstanding, overdue
