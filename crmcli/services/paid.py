"""What is paid of a document: its allocations, taken back ones subtracted."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import bindparam, case, func, type_coerce
from sqlmodel import col, select

from crmcli.db.models.order import SalesOrder
from crmcli.db.models.payment import Allocation, OpeningBalance, Payment, PendingAllocation
from crmcli.db.prepared import Prepared
from crmcli.db.query import columns
from crmcli.db.types import Day
from crmcli.db.work import Work

ZERO = Decimal("0.00")
Document = SalesOrder | OpeningBalance
TARGETS: dict[Any, Any] = {
    SalesOrder: Allocation.order_id,
    OpeningBalance: Allocation.opening_id,
}
PLANNED: dict[Any, Any] = {
    SalesOrder: PendingAllocation.order_id,
    OpeningBalance: PendingAllocation.opening_id,
}


def sum_of(model: type[Document]) -> Any:
    """What is allocated to the document of the row."""
    return (
        select(func.coalesce(func.sum(Allocation.amount), ZERO))
        .where(TARGETS[model] == model.id)
        .scalar_subquery()
    )


def of(work: Work, document: Document) -> Decimal:
    """What is allocated to a document."""
    return state(work, document)[0]


def state(work: Work, document: Document) -> tuple[Decimal, dt.date]:
    """What is allocated to a document, and from when on more can be.

    That is its date, or the day when money was last taken off it: before that day it was paid.
    """
    ((total, last),) = _state(type(document)).all(work.session, key=document.id)
    return total or ZERO, max(document.date, last) if last else document.date


@cache
def _state(model: type[Document]) -> Prepared:
    taken_off = case((col(Allocation.amount) < ZERO, Allocation.date), else_=None)
    last = type_coerce(func.max(taken_off), Day())
    totals = columns(func.sum(Allocation.amount), last)
    return Prepared(totals.where(TARGETS[model] == bindparam("key")))


def owed(document: Document) -> Decimal:
    """What a document asks for in all."""
    return document.total if isinstance(document, SalesOrder) else document.amount


def waiting_for(work: Work, document: Document) -> str | None:
    """A receipt that waits for finance with money for the document, if there is one."""
    return work.session.exec(
        select(Payment.number)
        .join(PendingAllocation, col(PendingAllocation.payment_id) == Payment.id)
        .where(PLANNED[type(document)] == document.id)
    ).first()
