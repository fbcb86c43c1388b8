"""Dates that a person types: ISO, relative, and periods with a first and a last day."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from zoneinfo import ZoneInfo

from crmcli.errors import InvalidError
from crmcli.i18n import _

RELATIVE = re.compile(r"([+-]?)(\d{1,5})d")
QUARTER = re.compile(r"(\d{4})-?q([1-4])")
MONTH = re.compile(r"(\d{4})-(\d{1,2})")
CLOCK = re.compile(r"(?:^| )([0-9]{1,2}):([0-9]{2})$")
ISO_T = re.compile(r"(?:^|(?<=[0-9]))t(?=[0-9])")
DAYS = re.compile(r"([0-9]{1,4}) ?(d|天|日|w|周)?")
ONE_DAY = dt.timedelta(days=1)
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(9998, 12, 31)
"""Days beyond would leave the range of instants in some zones."""
YEAR = re.compile(r"(\d{4})")

Period = tuple[dt.date, dt.date]
Range = tuple[dt.date | None, dt.date | None]


def day(given: str, field: str, today: dt.date) -> dt.date:
    """One date: ``2026-03-01``, ``today``, ``yesterday``, ``tomorrow``, ``-7d``.

    Raises:
        InvalidError: not a date.
    """
    found = _day(_fold(given), today)
    if found is None:
        raise _invalid(given, field)
    if not EARLIEST <= found <= LATEST:
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, field),
            _("Give a date from {} to {}").format(EARLIEST, LATEST),
        )
    return found


def first_day(given: str, field: str, today: dt.date) -> dt.date:
    """Where a range begins: a date, or the first day of a period such as ``2026-Q1``."""
    return _within_reach(_within(given, field, today)[0])


def last_day(given: str, field: str, today: dt.date) -> dt.date:
    """Where a range ends: a date, or the last day of a period such as ``last-month``."""
    return _within_reach(_within(given, field, today)[1])


def _within_reach(day: dt.date) -> dt.date:
    """A far day as the end of a range means: from the beginning, or to the end, of all days."""
    return min(max(day, EARLIEST), LATEST)


def between(first: str | None, last: str | None, today: dt.date) -> Range:
    """What ``--from`` and ``--to`` ask for; each may be absent.

    Raises:
        InvalidError: not a date or period, or the range ends before it begins.
    """
    begins = first_day(first, "--from", today) if first else None
    ends = last_day(last, "--to", today) if last else None
    if begins and ends and ends < begins:
        raise InvalidError(
            _("The period ends ({}) before it begins ({})").format(ends, begins),
            _("Exchange --from and --to"),
        )
    return begins, ends


def instant(given: str, field: str, now: dt.datetime, zone: str) -> dt.datetime:
    """A moment of the company's day: ``2026-03-01 14:30``, ``14:30`` today, or a day alone.

    A day alone means its beginning, and today the present moment.

    Raises:
        InvalidError: not such a moment.
    """
    local = now.astimezone(ZoneInfo(zone))
    text = ISO_T.sub(" ", _fold(given))
    moment = CLOCK.search(text)
    date = CLOCK.sub("", text).strip()
    found = _day(date, local.date()) if date else local.date()
    if found is None:
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, field),
            _("Write it like 2026-03-01 14:30, 14:30, or a day such as yesterday"),
        )
    if moment is None:
        if found == local.date():
            return now
        return dt.datetime.combine(found, dt.time(), ZoneInfo(zone)).astimezone(dt.UTC)
    hour, minute = int(moment.group(1)), int(moment.group(2))
    try:
        at = dt.datetime.combine(found, dt.time(hour, minute), ZoneInfo(zone))
    except ValueError:
        raise _invalid(given, field) from None
    return at.astimezone(dt.UTC)


def instants(first: dt.date, last: dt.date, zone: str) -> tuple[dt.datetime, dt.datetime]:
    """Where a period of the company's days begins, and the moment after it."""
    begins = dt.datetime.combine(max(first, EARLIEST), dt.time(), ZoneInfo(zone))
    after = dt.datetime.combine(min(last, LATEST) + ONE_DAY, dt.time(), ZoneInfo(zone))
    return begins.astimezone(dt.UTC), after.astimezone(dt.UTC)


def days(given: str, field: str) -> int:
    """A number of days: ``30d``, ``2w`` or ``30``.

    Raises:
        InvalidError: not such a number.
    """
    found = DAYS.fullmatch(_fold(given))
    if found is None:
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, field), _("Write it like 30d or 2w")
        )
    return int(found.group(1)) * (7 if found.group(2) in ("w", "周") else 1)


def month(name: str) -> Period:
    """The first and the last day of a month written ``2026-03``."""
    return _months(int(name[:4]), int(name[5:]), 1)


def _within(given: str, field: str, today: dt.date) -> Period:
    text = _fold(given)
    single = _day(text, today)
    if single is not None:
        return single, single
    found = _period(text, today)
    if found is None:
        raise _invalid(given, field)
    return found


def _fold(given: str) -> str:
    return unicodedata.normalize("NFKC", given).strip().casefold()


def _invalid(given: str, field: str) -> InvalidError:
    return InvalidError(
        _("“{}” is not a valid {}").format(given, field),
        _("Write it like 2026-03-01, today, -7d, or a period such as 2026-Q1"),
    )


def _day(text: str, today: dt.date) -> dt.date | None:
    named = {"today": 0, "yesterday": -1, "tomorrow": 1}
    try:
        if text in named:
            return today + dt.timedelta(days=named[text])
        relative = RELATIVE.fullmatch(text)
        if relative:
            days = int(relative.group(2))
            return today + dt.timedelta(days=-days if relative.group(1) == "-" else days)
        if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", text):
            year, month, number = (int(part) for part in text.split("-"))
            return dt.date(year, month, number)
    except (ValueError, OverflowError):
        return None
    return None


def _period(text: str, today: dt.date) -> Period | None:
    try:
        quarter = QUARTER.fullmatch(text)
        if quarter:
            return _months(int(quarter.group(1)), int(quarter.group(2)) * 3 - 2, 3)
        month = MONTH.fullmatch(text)
        if month:
            return _months(int(month.group(1)), int(month.group(2)), 1)
        year = YEAR.fullmatch(text)
        if year:
            return _months(int(year.group(1)), 1, 12)
    except ValueError:
        return None
    return _named_period(text, today)


def _named_period(text: str, today: dt.date) -> Period | None:
    before = today.replace(day=1) - dt.timedelta(days=1)
    third = (today.month - 1) // 3 * 3 + 1
    earlier = dt.date(today.year, third, 1) - dt.timedelta(days=1)
    return {
        "this-month": lambda: _months(today.year, today.month, 1),
        "last-month": lambda: _months(before.year, before.month, 1),
        "this-quarter": lambda: _months(today.year, third, 3),
        "last-quarter": lambda: _months(earlier.year, earlier.month - 2, 3),
        "this-year": lambda: _months(today.year, 1, 12),
        "last-year": lambda: _months(today.year - 1, 1, 12),
        "ytd": lambda: (dt.date(today.year, 1, 1), today),
    }.get(text, lambda: None)()


def _months(year: int, month: int, number: int) -> Period:
    last = month + number - 1
    return dt.date(year, month, 1), dt.date(year, last, calendar.monthrange(year, last)[1])
