"""The lines of a report: set beside others, added up, ranked, cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from itertools import groupby
from typing import Any

from crmcli.i18n import _
from crmcli.reports.asked import Asked
from crmcli.reports.spec import Report
from crmcli.views.base import Kind, Row, columns_of

PRODUCT = "product"
CENT, HUNDRED, ZERO = Decimal("0.01"), Decimal(100), Decimal(0)


def keys(report: Report, wanted: Asked) -> tuple[str, ...]:
    """The columns that tell a line from all others: its period or the like, then its codes."""
    lead = (wanted.lead,) if wanted.lead and wanted.lead not in report.keys else ()
    return (*lead, *report.keys)


def _key(report: Report, wanted: Asked, row: Row) -> tuple[str | None, ...]:
    return tuple(getattr(row, key) for key in keys(report, wanted))


def compared(
    report: Report, wanted: Asked, lines: Sequence[Row], before: Sequence[Row]
) -> list[Row]:
    """The lines beside those of the other period; those that only it has are nothing now."""
    then = {_key(report, wanted, row): row for row in before}
    found = []
    for row in lines:
        past = then.pop(_key(report, wanted, row), None)
        before = getattr(past or _nothing(row), report.value)
        found.append(_beside(row, report, before))
    for past in then.values():
        found.append(_beside(_nothing(past), report, getattr(past, report.value)))
    return sorted(found, key=partial(_place, report, wanted))


def _nothing(past: Row) -> Row:
    """The line with nothing in it, for a period in which it was not."""
    zeros: dict[str, Any] = {Kind.COUNT: 0, Kind.MONEY: ZERO, Kind.QUANTITY: ZERO}
    counted = {c.key: zeros[c.kind] for c in columns_of(type(past)) if c.kind in zeros}
    return _with(past, **counted)


def _with(row: Row, **values: Any) -> Row:
    return replace(row, **values)


def _place(report: Report, wanted: Asked, row: Row) -> tuple[Any, ...]:
    codes = [(code is None, code or "") for code in _key(report, wanted, row)]
    lead = len(codes) - len(report.keys) if _split(report, wanted) else 0
    return (*codes[:lead], -getattr(row, report.value), *codes[lead:])


def _beside(row: Row, report: Report, before: Any) -> Row:
    now = getattr(row, report.value)
    return _with(row, previous=before, change=_change(now, before))


def _change(now: Any, before: Any) -> Decimal | None:
    """By how many percent a figure grew; nothing where there was none."""
    if not before:
        return None
    return _percent(Decimal(now) - Decimal(before), abs(Decimal(before)))


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return (part * HUNDRED / whole).quantize(CENT, rounding=ROUND_HALF_UP)


def total(row_type: type[Row], lines: Sequence[Row], report: Report | None = None) -> Row:
    """The sums of all lines, exact.

    Nothing where a sum would count something twice, or add up quantities of different products.
    """
    sums: dict[str, Any] = {}
    for column in columns_of(row_type):
        once = report is not None and column.key in report.counted_once
        if not column.total or column.kind is Kind.SHARE or once:
            continue
        if column.kind is Kind.QUANTITY and len({getattr(row, PRODUCT) for row in lines}) > 1:
            continue
        values = [v for row in lines if (v := getattr(row, column.key)) is not None]
        zero = 0 if column.kind is Kind.COUNT else ZERO
        sums[column.key] = sum(values, zero) if values or column.key != "previous" else None
    known = {column.key for column in columns_of(row_type)}
    if report is not None and sums.get("previous") is not None:
        sums["change"] = _change(sums[report.value], sums["previous"])
    if report is not None and "share" in known and sums[report.value]:
        sums["share"] = HUNDRED.quantize(CENT)
    blank = {column.key: None for column in columns_of(row_type)}
    return row_type(**{**blank, **sums})


def shared(row: Row, report: Report, all_lines: Row) -> Row:
    """A line with its part of all of them."""
    whole = getattr(all_lines, report.value)
    if not whole or not hasattr(row, "share"):
        return row
    part = Decimal(getattr(row, report.value))
    return _with(row, share=_percent(part, Decimal(whole)))


def _split(report: Report, wanted: Asked) -> bool:
    """Whether lines stand in groups of periods or the like, and are not one each."""
    return wanted.by_period or (wanted.lead is not None and bool(report.keys))


def groups(report: Report, wanted: Asked, lines: Sequence[Row]) -> list[list[Row]]:
    """The lines of each period or the like."""
    if not _split(report, wanted):
        return [list(lines)]
    lead = str(wanted.lead)
    return [list(group) for _key, group in groupby(lines, lambda row: getattr(row, lead))]


def ranked(report: Report, group: Sequence[Row]) -> Iterable[Row]:
    """The lines with their places; equal figures share one."""
    values = [getattr(row, report.value) for row in group]
    for row, value in zip(group, values, strict=True):
        yield _with(row, rank=values.index(value) + 1)


def cut(report: Report, wanted: Asked, lines: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row]]:
    """The largest lines, of each period or the like, and what is left."""
    if wanted.top is None:
        return lines, ()
    grouped = groups(report, wanted, lines) if report.keys else [list(lines)]
    rows = [row for group in grouped for row in group[: wanted.top]]
    return rows, [row for group in grouped for row in group[wanted.top :]]


def rest(
    report: Report, wanted: Asked, row_type: type[Row], left: Sequence[Row], whole: Row
) -> Row:
    """What is left, in one line under the others."""
    summed = shared(total(row_type, left, report), report, whole)
    names = [c.key for c in columns_of(row_type) if c.key.endswith("_name")]
    label = _("{} others").format(len(left))
    first = next(key for key in (*report.keys, *keys(report, wanted)) if f"{key}_name" in names)
    shown = f"{first}_name"
    return _with(summed, **{name: label if name == shown else "" for name in names})


def label(row: Row, key: str) -> str:
    """What a line is of, by name."""
    name = f"{key}_name"
    column = next(c for c in columns_of(type(row)) if c.key == name)
    value = getattr(row, name)
    return str(value) if value else _(column.empty)
