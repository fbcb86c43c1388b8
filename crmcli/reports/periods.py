"""Stretches of days: split into months, set beside the one before, and named."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from crmcli.views.report import MONTH, QUARTER, YEAR

MONTHS = {MONTH: 1, QUARTER: 3, YEAR: 12}
"""How many months each is long."""
DECEMBER = 12
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Some days in a row, both ends included, with the name that its lines carry."""

    name: str
    first: dt.date
    last: dt.date


def named(first: dt.date, last: dt.date) -> str:
    """A stretch of days as data and file names call it: ``2026``, ``2026-Q1``, ``2026-03``."""
    if first == last:
        return first.isoformat()
    whole = _month_end(last) and first.day == 1
    for unit, name in (
        (YEAR, f"{first:%Y}"),
        (QUARTER, f"{first:%Y}-Q{(first.month + 2) // 3}"),
        (MONTH, f"{first:%Y-%m}"),
    ):
        if whole and _unit(first, unit) == (first, last):
            return name
    return f"{first.isoformat()}_{last.isoformat()}"


def split(first: dt.date, last: dt.date, unit: str) -> Iterator[Span]:
    """The months, quarters or years of a stretch of days; the outer ones as far as they are in."""
    begins = first
    while begins <= last:
        unit_first, unit_last = _unit(begins, unit)
        yield Span(named(unit_first, unit_last), begins, min(unit_last, last))
        if unit_last >= last:
            return
        begins = unit_last + ONE_DAY


def unit_of(day: dt.date, unit: str) -> str:
    """The name of the month, quarter or year in which a day lies."""
    return named(*_unit(day, unit))


def so_far(span: Span, today: dt.date) -> Span:
    """As much of a period as is over: what is compared is as long, or it would seem to fall."""
    return Span(span.name, span.first, today) if span.first <= today < span.last else span


def previous(span: Span) -> Span:
    """What a period is compared with period on period (环比), under the same name.

    Whole months with as many before; a month, quarter or year that is not over with the same days
    of the one before; anything else with as many days before.
    """
    first, last = span.first, span.last
    if first.day == 1 and _month_end(last):
        months = (last.year - first.year) * DECEMBER + last.month - first.month + 1
        return Span(span.name, shifted(first, -months), shifted(last, -months))
    for unit, months in MONTHS.items():
        unit_first, unit_last = _unit(first, unit)
        if unit_first == first and last <= unit_last:
            return Span(span.name, shifted(first, -months), shifted(last, -months))
    length = last - first + ONE_DAY
    return Span(span.name, first - length, first - ONE_DAY)


def last_year(span: Span) -> Span:
    """The same days a year before (同比), under the same name."""
    return Span(span.name, shifted(span.first, -DECEMBER), shifted(span.last, -DECEMBER))


def shifted(day: dt.date, months: int) -> dt.date:
    """The same day so many months later; the end of a month stays the end of a month."""
    index = day.year * DECEMBER + day.month - 1 + months
    year, month = index // DECEMBER, index % DECEMBER + 1
    longest = calendar.monthrange(year, month)[1]
    return dt.date(year, month, longest if _month_end(day) else min(day.day, longest))


def _month_end(day: dt.date) -> bool:
    return (day + ONE_DAY).day == 1


def _unit(day: dt.date, unit: str) -> tuple[dt.date, dt.date]:
    """The month, quarter or year in which a day lies."""
    length = MONTHS[unit]
    month = (day.month - 1) // length * length + 1
    last = month + length - 1
    return dt.date(day.year, month, 1), dt.date(
        day.year, last, calendar.monthrange(day.year, last)[1]
    )
