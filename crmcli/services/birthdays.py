"""Birthdays: solar or lunar, with or without the year.

Stored as ``1980-05-12``, without the year ``--05-12``, lunar ones with ``lunar:`` before; a leap
month as ``lunar:1980-06+-15``. The key ``0512`` or ``L0815`` finds those of a day. Who was born on
29 February has the birthday on the 28th of other years; who was born on the 30th of a lunar month
on the 29th of a short one, and a leap month's is kept in the plain month of that number.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from crmcli.db.work import Work
from crmcli.errors import InvalidError
from crmcli.i18n import _, language
from crmcli.services import texts
from crmcli.views.base import Ref

STORED = re.compile(r"(lunar:)?(?:(\d{4})|-)-(\d{2})(\+)?-(\d{2})")
TYPED = re.compile(
    r"(?P<lunar>lunar:? ?|l|农历|阴历)?(?:(?P<year>[12]\d{3})[-/.年]|--)?"
    r"(?P<leap>闰)?(?P<month>[\d正一二三四五六七八九十冬腊]{1,2})(?P<plus>\+)?[-/.月]"
    r"(?P<day>[\d初一二三四五六七八九十廿]{1,3})(?P<solar>[日号])?"
)
LUNAR_ONLY = re.compile("[正冬腊初廿闰]")
"""Only the lunar calendar has such words."""
MONTHS = "正二三四五六七八九十冬腊"
TENS = {"初": 0, "十": 10, "廿": 20, "卅": 30}
DIGITS = "一二三四五六七八九十"
LAST_LUNAR_DAY, LAST_MONTH = 30, 12
LONGEST_MONTHS = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}
FIRST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class Birthday:
    """A birthday taken apart."""

    month: int
    day: int
    year: int | None = None
    lunar: bool = False
    leap: bool = False

    @property
    def stored(self) -> str:
        """The one form in which it is stored."""
        year = f"{self.year:04}" if self.year else "-"
        leap = "+" if self.leap else ""
        return f"{'lunar:' if self.lunar else ''}{year}-{self.month:02}{leap}-{self.day:02}"

    @property
    def key(self) -> str:
        """What finds it by its day."""
        return f"{'L' if self.lunar else ''}{self.month:02}{self.day:02}"


def clean(work: Work, given: str, name: str) -> Birthday:
    """A birthday that a person typed: ``1980-05-12``, ``05-12``, ``5月12日``, ``农历八月十五``.

    Words that only the lunar calendar has (正月初五) need no 农历 before them.

    Raises:
        InvalidError: no such day, or one to come.
    """
    found = TYPED.fullmatch(texts.narrow(given).casefold())
    birthday = None if found is None else _birthday(found)
    if birthday is None or not _exists(birthday, work.today()):
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, name),
            _("Write it like 1980-05-12, 05-12, lunar:1980-08-15 or lunar:08-15"),
        )
    return birthday


def _birthday(found: re.Match[str]) -> Birthday | None:
    month, day = _number(found["month"], MONTHS), _number(found["day"], "")
    if month is None or day is None:
        return None
    year = int(found["year"]) if found["year"] else None
    leap = bool(found["leap"] or found["plus"])
    lunar = bool(found["lunar"] or LUNAR_ONLY.search(found.group()))
    if not lunar and not found["solar"] and not found["day"].isascii():
        return None  # 八月十五 alone: nobody knows which calendar
    return Birthday(month, day, year, lunar, leap) if lunar or not leap else None


def _number(text: str, names: str) -> int | None:
    """A number in digits, or as lunar days and months are called."""
    if text.isascii() and text.isdigit():
        return int(text)
    if len(text) == 1 and text in names:
        return names.index(text) + 1
    if text in ("十一", "十二"):
        return LAST_MONTH - ("二", "一").index(text[1])
    if len(text) == 1 and text in DIGITS:
        return DIGITS.index(text) + 1
    if text in ("二十", "三十"):
        return 20 if text[0] == "二" else 30
    if len(text) == 3 and text[:2] in ("二十", "三十"):  # noqa: PLR2004 - as in 二十五
        text = ("廿" if text[0] == "二" else "卅") + text[2]
    if len(text) == 2 and text[0] in TENS and text[1] in DIGITS:  # noqa: PLR2004 - as in 初五
        return TENS[text[0]] + DIGITS.index(text[1]) + 1
    return None


def _exists(birthday: Birthday, today: dt.date) -> bool:
    if not 1 <= birthday.month <= LAST_MONTH or birthday.day < 1:
        return False
    if birthday.year is None:
        longest = LAST_LUNAR_DAY if birthday.lunar else LONGEST_MONTHS.get(birthday.month, 31)
        return birthday.day <= longest
    if birthday.year < FIRST_YEAR:
        return False
    try:
        if birthday.lunar:
            day = _lunar(birthday.year, birthday.month, birthday.day, birthday.leap)
        else:
            day = dt.date(birthday.year, birthday.month, birthday.day)
    except ValueError:
        return False
    return day <= today


def _lunar(year: int, month: int, day: int, leap: bool) -> dt.date:
    from borax.calendars.lunardate import LunarDate

    solar: dt.date = LunarDate(year, month, day, int(leap)).to_solar_date()
    return solar


def read(stored: str) -> Birthday:
    """The birthday that a column holds."""
    found = STORED.fullmatch(stored)
    assert found is not None
    lunar, year, month, leap, day = found.groups()
    return Birthday(int(month), int(day), int(year) if year else None, bool(lunar), bool(leap))


def shown(stored: str | None) -> Ref | None:
    """A birthday as people read it, lunar ones in the words of the calendar."""
    if stored is None:
        return None
    birthday = read(stored)
    if not birthday.lunar:
        return Ref(stored, stored.removeprefix("--"))
    month, day = MONTHS[birthday.month - 1], _lunar_day(birthday.day)
    words = f"{'闰' if birthday.leap else ''}{month}月{day}"
    chinese = f"{birthday.year}年{words}" if birthday.year else words
    plain = stored.removeprefix("lunar:").removeprefix("--")
    return Ref(stored, _("lunar {}").format(chinese if language() == "zh_CN" else plain))


def _lunar_day(day: int) -> str:
    if day in (20, 30):
        return "二十" if day == 20 else "三十"  # noqa: PLR2004 - the two that are no pair
    tens, ones = divmod(day - 1, 10)
    return "初十廿三"[tens] + DIGITS[ones]


def keys_between(first: dt.date, last: dt.date) -> dict[str, dt.date]:
    """The keys of the birthdays from ``first`` to ``last``, each with the first such day."""
    from borax.calendars.lunardate import LunarDate

    found: dict[str, dt.date] = {}
    day = first
    while day <= last:
        found.setdefault(f"{day.month:02}{day.day:02}", day)
        tomorrow = day + dt.timedelta(days=1)
        if (day.month, day.day) == (2, 28) and tomorrow.day == 1:
            found.setdefault("0229", day)
        lunar: Any = LunarDate.from_solar_date(day.year, day.month, day.day)
        if not lunar.leap:
            found.setdefault(f"L{lunar.month:02}{lunar.day:02}", day)
            after: Any = LunarDate.from_solar_date(tomorrow.year, tomorrow.month, tomorrow.day)
            if lunar.day == LAST_LUNAR_DAY - 1 and after.day == 1:
                found.setdefault(f"L{lunar.month:02}{LAST_LUNAR_DAY}", day)
        day = tomorrow
    return found


def turns(birthday: Birthday, day: dt.date) -> int | None:
    """The age reached on ``day``; for lunar ones the years of that calendar, counted likewise."""
    if birthday.year is None:
        return None
    if not birthday.lunar:
        return day.year - birthday.year
    from borax.calendars.lunardate import LunarDate

    year: int = LunarDate.from_solar_date(day.year, day.month, day.day).year
    return year - birthday.year
