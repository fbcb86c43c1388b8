"""What stands on a report besides its lines: headings, what was asked, what a chart shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from crmcli.i18n import N_, _
from crmcli.reports import lines
from crmcli.reports.asked import Asked
from crmcli.reports.spec import Report
from crmcli.views.base import Column, Row, columns_of
from crmcli.views.report import BEFORE, BY, COMPARED, MEASURES, PERIODS

ZERO = Decimal(0)
PERIOD = "period"
MOST_BARS = 20
"""So many lines a chart shows; the rest is one more."""
SPLIT = ("period", "department", "type", "customer", "region", "salesperson")
"""Columns that a report has only when its lines are told apart by them."""


def columns(report: Report, wanted: Asked, row_type: type[Row]) -> Iterable[Column]:
    """The columns that are there for what was asked, under the headings of it."""
    told_apart = {*report.keys, *report.also, wanted.lead}
    for column in columns_of(row_type):
        if column.key.removesuffix("_name") in SPLIT:
            if column.key.removesuffix("_name") in told_apart:
                yield column
        elif column.key in ("previous", "change"):
            if wanted.compare:
                headings = BEFORE if column.key == "previous" else COMPARED
                yield replace(column, heading=headings[wanted.compare])
        elif report.measures and column.key == report.value:
            yield replace(column, heading=MEASURES[wanted.measure])
        else:
            yield column


def of(report: Report, wanted: Asked) -> Iterable[tuple[str, str]]:
    """What the report is of: headings and texts."""
    if report.until:
        yield _("As of"), str(wanted.last)
    elif wanted.first is not None:
        yield _("Period"), _("{} to {}").format(wanted.first, wanted.last)
    if report.measures:
        yield _("Measure"), _(MEASURES[wanted.measure])
    for key, names in wanted.named.items():
        yield _(HEADS[key]), names
    if wanted.by and wanted.by != report.by_default:
        yield _("Split by"), _(BY[wanted.by])
    if wanted.compare:
        measured = next(c for c in columns_of(report.row) if c.key == report.value)
        what = MEASURES[wanted.measure] if report.measures else measured.heading
        yield _("Compared"), _("{}, {}").format(_(what), _(COMPARED[wanted.compare]))
    if wanted.top:
        yield _("Largest only"), str(wanted.top)


HEADS = {
    "region": N_("Region"),
    "department": N_("Department"),
    "salesperson": N_("Salesperson"),
    "customer": N_("Customer"),
    "product": N_("Product"),
    "customer_type": N_("Customer type"),
    "level": N_("Customer level"),
    "source": N_("Customer source"),
    "industry": N_("Industry"),
}


def bars(report: Report, wanted: Asked, rows: Sequence[Row]) -> Iterable[tuple[str, Decimal]]:
    """What a chart shows: periods in their order, else the largest lines and the rest."""
    if wanted.by in PERIODS:
        sums = dict.fromkeys((span.name for span in wanted.spans), ZERO)
        for row in rows:
            sums[getattr(row, PERIOD)] += getattr(row, report.value)
        yield from sums.items()
        return
    keys = [wanted.lead] if wanted.lead else [*report.keys]
    summed: dict[tuple[str, ...], Decimal] = {}
    for row in rows:
        label = tuple(lines.label(row, key) for key in keys)
        summed[label] = summed.get(label, ZERO) + getattr(row, report.value)
    largest = sorted(summed.items(), key=lambda one: -one[1])
    most = min(wanted.top or MOST_BARS, MOST_BARS)
    for label, value in largest[:most]:
        yield " · ".join(label), value
    if len(largest) > most:
        rest = largest[most:]
        yield _("{} others").format(len(rest)), sum((value for _l, value in rest), ZERO)
