"""Dates and periods as people write them, in English and in Chinese; the text is folded already.

A year stands first; a date without one is of this year, and weeks begin on Monday (GB/T 7408.1).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

Period = tuple[dt.date, dt.date]
"""The first and the last day."""

WEEK, MONTH, QUARTER, HALF, YEAR = "week", "month", "quarter", "half", "year"
MONTHS = {MONTH: 1, QUARTER: 3, HALF: 6, YEAR: 12}
DIGITS = {d: n for n, d in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}
NEAR_DAYS = {
    "today": 0, "今天": 0, "今日": 0, "yesterday": -1, "昨天": -1, "昨日": -1, "前天": -2,
    "tomorrow": 1, "明天": 1, "明日": 1, "后天": 2, "大后天": 3, "大前天": -3,
}  # fmt: skip
UNITS = {
    "week": WEEK, "周": WEEK, "星期": WEEK, "month": MONTH, "月": MONTH, "quarter": QUARTER,
    "季": QUARTER, "季度": QUARTER, "year": YEAR, "年": YEAR,
}  # fmt: skip
SHIFTS = {"this": 0, "last": -1, "next": 1, "本": 0, "这": 0, "上": -1, "下": 1, "": 0}
CHINESE_YEARS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "后年": 2}

FULL = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})|(\d{4})(\d{2})(\d{2})")
CHINESE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]?")
RELATIVE = re.compile(r"([+-]?)(\d{1,5})([dw])")
AGO = re.compile(r"(\d{1,5})(天|日|周|个?星期)(前|后)")
WEEKDAY = re.compile(r"([本这上下]?)个?(?:周|星期|礼拜)([一二三四五六日天])")
EDGE = re.compile(r"([本这上下]?)个?(月|季度?|年)(初|底|末)|(month|quarter|year)-(start|end)")
EDGE_OF_MONTH = re.compile(r"(?:(\d{4})年)?(\d{1,2})月份?(初|底|末)")

NAMED = re.compile(r"(this|last|next)-(week|month|quarter|year)|([本这上下])个?(周|星期|月|季度?)")
TO_DATE = {
    "ytd": YEAR, "本年累计": YEAR, "今年以来": YEAR, "年初至今": YEAR, "qtd": QUARTER,
    "本季度累计": QUARTER, "本季度以来": QUARTER, "mtd": MONTH, "本月累计": MONTH,
    "本月以来": MONTH,
}  # fmt: skip
YEAR_ALONE = re.compile(r"(\d{4})年?")
HALF_YEAR = re.compile(r"(?:(\d{4})(?:-|年)?)?(?:h([12])|([上下])半年)")
QUARTER_OF = re.compile(r"(?:(\d{4})(?:-|年)?)?(?:q([1-4])|第?([一二三四1-4])季度?)")
MONTH_OF = re.compile(
    r"(\d{4})(?:[-./年](\d{1,2})(?:月份?)?|(\d{2}))|(十[一二]|[一二三四五六七八九十]|\d{1,2})月份?"
)


def day(text: str, today: dt.date) -> dt.date | None:
    """The date that ``text`` names; ``None`` if it names none."""
    for read in (_near, _full, _chinese, _relative, _ago, _weekday, _edge, _edge_of_month):
        try:
            found = read(text, today)
        except (ValueError, OverflowError):
            return None
        if found is not None:
            return found
    return None


def period(text: str, today: dt.date) -> Period | None:
    """The period that ``text`` names; ``None`` if it names none."""
    dashed = re.sub(r"[ _]+", "-", text)
    for read in (_to_date, _named, _chinese_year, _year, _half, _quarter, _month):
        try:
            found = read(dashed, today)
        except (ValueError, OverflowError):
            return None
        if found is not None:
            return found
    return None


def months(year: int, month: int, number: int) -> Period:
    """``number`` months of one year from ``month`` on."""
    last = month + number - 1
    return dt.date(year, month, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def _near(text: str, today: dt.date) -> dt.date | None:
    return today + dt.timedelta(days=NEAR_DAYS[text]) if text in NEAR_DAYS else None


def _full(text: str, _today: dt.date) -> dt.date | None:
    match = FULL.fullmatch(text)
    if match is None:
        return None
    year, month, number = (match[1], match[3], match[4]) if match[1] else match.groups()[4:]
    return dt.date(int(year), int(month), int(number))


def _chinese(text: str, today: dt.date) -> dt.date | None:
    match = CHINESE.fullmatch(text)
    return match and dt.date(int(match[1] or today.year), int(match[2]), int(match[3]))


def _relative(text: str, today: dt.date) -> dt.date | None:
    match = RELATIVE.fullmatch(text)
    if match is None:
        return None
    days = int(match[2]) * (7 if match[3] == "w" else 1)
    return today + dt.timedelta(days=-days if match[1] == "-" else days)


def _ago(text: str, today: dt.date) -> dt.date | None:
    match = AGO.fullmatch(text)
    if match is None:
        return None
    days = int(match[1]) * (1 if match[2] in "天日" else 7)
    return today + dt.timedelta(days=-days if match[3] == "前" else days)


def _weekday(text: str, today: dt.date) -> dt.date | None:
    match = WEEKDAY.fullmatch(text)
    if match is None:
        return None
    monday, _sunday = _shifted(WEEK, SHIFTS[match[1]], today)
    return monday + dt.timedelta(days=6 if match[2] in "日天" else DIGITS[match[2]] - 1)


def _edge(text: str, today: dt.date) -> dt.date | None:
    match = EDGE.fullmatch(re.sub(r"[ _]+", "-", text))
    if match is None:
        return None
    first, last = _shifted(UNITS[match[2] or match[4]], SHIFTS[match[1] or ""], today)
    return first if (match[3] or match[5]) in ("初", "start") else last


def _edge_of_month(text: str, today: dt.date) -> dt.date | None:
    match = EDGE_OF_MONTH.fullmatch(text)
    if match is None:
        return None
    first, last = months(int(match[1] or today.year), int(match[2]), 1)
    return first if match[3] == "初" else last


def _to_date(text: str, today: dt.date) -> Period | None:
    return (_shifted(TO_DATE[text], 0, today)[0], today) if text in TO_DATE else None


def _named(text: str, today: dt.date) -> Period | None:
    match = NAMED.fullmatch(text)
    if match is None:
        return None
    return _shifted(UNITS[match[2] or match[4]], SHIFTS[match[1] or match[3]], today)


def _chinese_year(text: str, today: dt.date) -> Period | None:
    return months(today.year + CHINESE_YEARS[text], 1, 12) if text in CHINESE_YEARS else None


def _year(text: str, _today: dt.date) -> Period | None:
    match = YEAR_ALONE.fullmatch(text)
    return match and months(int(match[1]), 1, 12)


def _half(text: str, today: dt.date) -> Period | None:
    match = HALF_YEAR.fullmatch(text)
    return match and months(
        int(match[1] or today.year), 1 if match[2] == "1" or match[3] == "上" else 7, 6
    )


def _quarter(text: str, today: dt.date) -> Period | None:
    match = QUARTER_OF.fullmatch(text)
    return match and months(int(match[1] or today.year), _number(match[2] or match[3]) * 3 - 2, 3)


def _month(text: str, today: dt.date) -> Period | None:
    match = MONTH_OF.fullmatch(text)
    return match and months(
        int(match[1] or today.year), _number(match[2] or match[3] or match[4]), 1
    )


def _number(digits: str) -> int:
    return DIGITS.get(digits) or int(digits)


def _shifted(unit: str, shift: int, today: dt.date) -> Period:
    """The week, month, quarter or year of today, or so many before or after it."""
    if unit == WEEK:
        monday = today + dt.timedelta(days=7 * shift - today.weekday())
        return monday, monday + dt.timedelta(days=6)
    length = MONTHS[unit]
    index = today.year * 12 + (today.month - 1) // length * length + shift * length
    return months(index // 12, index % 12 + 1, length)
