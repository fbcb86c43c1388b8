"""What stands on a report besides its lines: headings, what was asked, what a chart shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from crmcli.i18n import N_, _
from crmcli.reports import lines
from crmcli.reports.asked import Asked
from crmcli.reports.lines import Lines
from crmcli.reports.spec import Report
from crmcli.views.base import Column, Row, columns_of
from crmcli.views.report import BEFORE, BY, COMPARED, MEASURES

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
        past = wanted.before()
        days = _("{} to {}").format(past.first, past.last)
        yield _("Compared"), _("{}, {}, {}").format(_(what), _(COMPARED[wanted.compare]), days)
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


def bars(wanted: Asked, found: Lines) -> Iterable[tuple[str, Decimal]]:
    """What a chart shows: periods in their order, else the largest lines and the rest."""
    make = lines.VALUE[found.kind]
    for label, value in _periods(wanted, found) if wanted.by_period else _largest(wanted, found):
        yield label, Decimal(make(value))


def _periods(wanted: Asked, found: Lines) -> Iterable[tuple[str, int]]:
    sums = dict.fromkeys((span.name for span in wanted.spans), 0)
    for period, raw in zip(found.column("period"), found.raw, strict=True):
        sums[period] += found.value(raw)
    return sums.items()


def _largest(wanted: Asked, found: Lines) -> Iterable[tuple[str, int]]:
    """The largest lines, which stand first, or the largest groups of them; then all others."""
    if lines.split(found.report, wanted):
        label = lines.labels(found, [str(wanted.lead)])
        sums: dict[tuple[str, ...], int] = {}
        for raw in found.raw:
            called = label(raw)
            sums[called] = sums.get(called, 0) + found.value(raw)
        known = sorted(sums.items(), key=lambda one: -one[1])
        number = len(known)
    else:
        label = lines.labels(found, lines.keys(found.report, wanted))
        known = [(label(raw), found.value(raw)) for raw in found.raw[:MOST_BARS]]
        number = len(found)
    most = min(wanted.top or MOST_BARS, MOST_BARS)
    yield from ((" · ".join(called), value) for called, value in known[:most])
    if number > most:
        rest = lines.whole(found) - sum(value for _label, value in known[:most])
        yield _("{} others").format(number - most), rest
