"""How one's scope stands: what reports say of this month and the last, in one look.

Ordered is what confirmed and completed orders come to, by their date; received what was allocated
to them, less what was taken back, each on its own date; outstanding what orders and opening
balances come to, less all allocations. The reports ``region-sales`` and ``receivables-ageing`` say
the same.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from crmcli.db.models.order import ORDERED, SalesOrder
from crmcli.db.models.payment import CONFIRMED, Allocation, OpeningBalance
from crmcli.db.work import Work, action
from crmcli.services.paid import ZERO
from crmcli.views.overview import OverviewRow


@action("overview.read", writes=False)
def show(work: Work) -> OverviewRow:
    """This month until today, the last one until the same day, and what is outstanding."""
    today = work.today()
    first = today.replace(day=1)
    before = (first - dt.timedelta(days=1)).replace(day=1)
    until = before.replace(day=min(today.day, monthrange(before.year, before.month)[1]))
    ordered, received = _ordered(work, before, today), _received(work, before, today)
    outstanding = _outstanding(work)
    days = [first + dt.timedelta(days=n) for n in range(today.day)]
    return OverviewRow(
        ordered=_between(ordered, first, today),
        ordered_before=_between(ordered, before, until),
        received=_between(received, first, today),
        received_before=_between(received, before, until),
        outstanding=outstanding,
        outstanding_before=outstanding - _outstanding(work, after=until),
        daily_ordered=tuple(ordered.get(day, ZERO) for day in days),
        daily_received=tuple(received.get(day, ZERO) for day in days),
    )


def _between(sums: dict[dt.date, Decimal], first: dt.date, last: dt.date) -> Decimal:
    return sum((value for day, value in sums.items() if first <= day <= last), ZERO)


def _ordered(work: Work, first: dt.date, last: dt.date) -> dict[dt.date, Decimal]:
    day: Any = SalesOrder.date
    statement = (
        select(day, func.sum(col(SalesOrder.total)))
        .where(day >= first, day <= last, col(SalesOrder.status).in_(ORDERED))
        .group_by(day)
    )
    return _sums(work, statement)


def _received(work: Work, first: dt.date, last: dt.date) -> dict[dt.date, Decimal]:
    day: Any = Allocation.date
    statement = (
        select(day, func.sum(col(Allocation.amount)))
        .where(day >= first, day <= last, col(Allocation.order_id).is_not(None))
        .group_by(day)
    )
    return _sums(work, statement)


def _outstanding(work: Work, after: dt.date | None = None) -> Decimal:
    """What is outstanding; or by how much that changed after a day."""

    def total(model: Any, amount: Any, counts: Any) -> Decimal:
        statement = select(func.sum(amount)).where(counts)
        if after is not None:
            statement = statement.where(model.date > after)
        return work.session.connection().scalar(statement) or ZERO

    ordered = col(SalesOrder.status).in_(ORDERED)
    opened = col(OpeningBalance.status) == CONFIRMED
    of_document = col(Allocation.order_id).is_not(None) | col(Allocation.opening_id).is_not(None)
    return (
        total(SalesOrder, col(SalesOrder.total), ordered)
        + total(OpeningBalance, col(OpeningBalance.amount), opened)
        - total(Allocation, col(Allocation.amount), of_document)
    )


def _sums(work: Work, statement: Any) -> dict[dt.date, Decimal]:
    return {row[0]: row[1] for row in work.session.connection().execute(statement)}
