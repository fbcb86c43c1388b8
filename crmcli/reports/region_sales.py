"""Sales by region (区域销售额分析): orders and amounts of a period, one row a region."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import func, or_
from sqlmodel import col

from crmcli.db.models import Allocation, Region, SalesOrder
from crmcli.db.models.order import ORDERED
from crmcli.db.query import columns
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.services import fields, lookup, tree
from crmcli.views.report import MEASURES, RegionSalesRow


@action("report.region-sales", writes=False)
def rows(
    work: Work,
    *,
    date_from: dt.date,
    date_to: dt.date,
    regions: Sequence[str] = (),
    measure: str = "ordered",
) -> list[RegionSalesRow]:
    """The rows of the report, largest amount first.

    ``ordered`` counts confirmed and completed orders on their date; ``received`` allocations less
    reversals on theirs. Both by the order's own region. ``regions`` include what is below them.

    Raises:
        InvalidError: an unknown measure, or a period that ends before it begins.
        NotFoundError: no such region.
    """
    if date_to < date_from:
        raise InvalidError(
            _("The period ends ({}) before it begins ({})").format(date_to, date_from),
            _("Exchange --from and --to"),
        )
    inside = [
        col(SalesOrder.region_id).in_(tree.below(Region, area.id))
        for area in (lookup.coded(work, Region, "region", given) for given in regions)
    ]
    known = fields.chosen(measure, tuple(MEASURES), MEASURES, _("measure"))
    sums = {"ordered": _ordered, "received": _received}[known](date_from, date_to)
    statement = _named(sums.where(or_(*inside)) if inside else sums)
    found = work.session.connection().execute(statement).all()
    total = sum((row.amount for row in found), Decimal(0))
    return [
        RegionSalesRow(
            region=row.code,
            region_name=row.name,
            orders=row.orders,
            amount=row.amount,
            share=(row.amount * 100 / total).quantize(Decimal("0.01")) if total else None,
        )
        for row in found
    ]


def _ordered(date_from: dt.date, date_to: dt.date) -> Any:
    return (
        columns(
            SalesOrder.region_id,
            func.count().label("orders"),
            func.sum(SalesOrder.total).label("amount"),
        )
        .where(
            col(SalesOrder.date).between(date_from, date_to), col(SalesOrder.status).in_(ORDERED)
        )
        .group_by(col(SalesOrder.region_id))
    )


def _received(date_from: dt.date, date_to: dt.date) -> Any:
    return (
        columns(
            SalesOrder.region_id,
            func.count(col(SalesOrder.id).distinct()).label("orders"),
            func.sum(Allocation.amount).label("amount"),
        )
        .select_from(Allocation)
        .join(SalesOrder, col(SalesOrder.id) == Allocation.order_id)
        .where(col(Allocation.date).between(date_from, date_to))
        .group_by(col(SalesOrder.region_id))
    )


def _named(sums: Any) -> Any:
    """Sums by region with the regions' names: joined last, once a region and not once an order."""
    of = sums.subquery("sums")
    return (
        columns(Region.code, Region.name, of.c.orders, of.c.amount)
        .select_from(of)
        .join(Region, col(Region.id) == of.c.region_id, isouter=True)
        .order_by(of.c.amount.desc(), col(Region.code).asc().nulls_last())
    )
