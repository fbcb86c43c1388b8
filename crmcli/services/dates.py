"""Dates that a person types: ISO, relative, and periods with a first and a last day."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from zoneinfo import ZoneInfo

from crmcli.errors import InvalidError
from crmcli.i18n import N_, _
from crmcli.services import date_words
from crmcli.services.date_words import Period

CLOCK = re.compile(
    r"(?:^|(?<=[^0-9:])) ?(上午|下午|晚上)? ?([0-9]{1,2})"
    r"(?::([0-9]{2})|[点时](?:([0-9]{1,2})分?|(半))?)$"
)
AFTER_NOON, NOON = ("下午", "晚上"), 12
ISO_T = re.compile(r"(?:^|(?<=[0-9]))t(?=[0-9])")
DAYS = re.compile(r"([0-9]{1,4}) ?(d|天|日|w|周)?")
ONE_DAY = dt.timedelta(days=1)
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(9998, 12, 31)
"""Days beyond would leave the range of instants in some zones."""
ONE = N_("Write it like 2026-03-01, 3月1日, today, -7d, month-end")
PERIODS = N_("Write it like 2026-03-01, today, -7d, or a period such as 2026-Q1")
MOMENTS = N_("Write it like 2026-03-01 14:30, 14:30, or a day such as yesterday")
Range = tuple[dt.date | None, dt.date | None]


def day(given: str, field: str, today: dt.date) -> dt.date:
    """One date: ``2026-03-01``, ``2026年3月1日``, ``3月1日``, ``today``, ``-7d``, ``月底``.

    Raises:
        InvalidError: not a date.
    """
    found = date_words.day(_fold(given), today)
    if found is None:
        raise _invalid(given, field, ONE)
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
    begins = first_day(first, _("start date"), today) if first else None
    ends = last_day(last, _("end date"), today) if last else None
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
    found = date_words.day(date, local.date()) if date else local.date()
    if found is None:
        raise _invalid(given, field, MOMENTS)
    if moment is None:
        if found == local.date():
            return now
        return dt.datetime.combine(found, dt.time(), ZoneInfo(zone)).astimezone(dt.UTC)
    part, hours, minutes, more, half = moment.groups()
    hour, minute = int(hours), 30 if half else int(minutes or more or 0)
    if part in AFTER_NOON and hour < NOON:
        hour += NOON
    try:
        at = dt.datetime.combine(found, dt.time(hour, minute), ZoneInfo(zone))
    except ValueError:
        raise _invalid(given, field, MOMENTS) from None
    return at.astimezone(dt.UTC)


def instants(first: dt.date, last: dt.date, zone: str) -> tuple[dt.datetime, dt.datetime]:
    """Where a period of the company's days begins, and the moment after it."""
    begins = dt.datetime.combine(max(first, EARLIEST), dt.time(), ZoneInfo(zone))
    after = dt.datetime.combine(min(last, LATEST) + ONE_DAY, dt.time(), ZoneInfo(zone))
    return begins.astimezone(dt.UTC), after.astimezone(dt.UTC)


def day_of(at: dt.datetime, zone: str) -> dt.date:
    """The business date of an instant in the company's zone."""
    return at.astimezone(ZoneInfo(zone)).date()


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
    return date_words.months(int(name[:4]), int(name[5:]), 1)


def _within(given: str, field: str, today: dt.date) -> Period:
    text = _fold(given)
    single = date_words.day(text, today)
    if single is not None:
        return single, single
    found = date_words.period(text, today)
    if found is None:
        raise _invalid(given, field, PERIODS)
    return found


def _fold(given: str) -> str:
    return unicodedata.normalize("NFKC", given).strip().casefold()


def _invalid(given: str, field: str, hint: str) -> InvalidError:
    return InvalidError(_("“{}” is not a valid {}").format(given, field), _(hint))
