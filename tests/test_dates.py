"""Dates, periods and moments as people write them, in both languages."""

from __future__ import annotations

import datetime as dt

import pytest

from crmcli.errors import InvalidError
from crmcli.services import dates

TODAY = dt.date(2026, 5, 14)
"""A Thursday."""
NOW = dt.datetime(2026, 5, 14, 2, 0, tzinfo=dt.UTC)
ZONE = "Asia/Shanghai"


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("2026-03-01", "2026-03-01"),
        ("2026-3-1", "2026-03-01"),
        ("2026.3.1", "2026-03-01"),
        ("2026/03/01", "2026-03-01"),
        ("20260301", "2026-03-01"),
        ("2026年3月1日", "2026-03-01"),
        ("２０２６年３月１号", "2026-03-01"),
        ("3月1日", "2026-03-01"),
        (" Today ", "2026-05-14"),
        ("今天", "2026-05-14"),
        ("昨天", "2026-05-13"),
        ("前天", "2026-05-12"),
        ("明天", "2026-05-15"),
        ("后天", "2026-05-16"),
        ("-7d", "2026-05-07"),
        ("+2w", "2026-05-28"),
        ("3天后", "2026-05-17"),
        ("2周前", "2026-04-30"),
        ("月底", "2026-05-31"),
        ("上月底", "2026-04-30"),
        ("下个月初", "2026-06-01"),
        ("2月底", "2026-02-28"),
        ("2024年2月底", "2024-02-29"),
        ("季度末", "2026-06-30"),
        ("年底", "2026-12-31"),
        ("month-end", "2026-05-31"),
        ("year start", "2026-01-01"),
        ("周五", "2026-05-15"),
        ("下周一", "2026-05-18"),
        ("上周日", "2026-05-10"),
        ("这个星期天", "2026-05-17"),
    ],
)
def test_a_day(given: str, found: str) -> None:
    assert dates.day(given, "date", TODAY).isoformat() == found


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026q4", "2026-10-01", "2026-12-31"),
        ("2026年一季度", "2026-01-01", "2026-03-31"),
        ("第3季度", "2026-07-01", "2026-09-30"),
        ("上季度", "2026-01-01", "2026-03-31"),
        ("本季度", "2026-04-01", "2026-06-30"),
        ("last-quarter", "2026-01-01", "2026-03-31"),
        ("2026-03", "2026-03-01", "2026-03-31"),
        ("202602", "2026-02-01", "2026-02-28"),
        ("2026年3月", "2026-03-01", "2026-03-31"),
        ("十二月", "2026-12-01", "2026-12-31"),
        ("上个月", "2026-04-01", "2026-04-30"),
        ("last month", "2026-04-01", "2026-04-30"),
        ("next-month", "2026-06-01", "2026-06-30"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025年", "2025-01-01", "2025-12-31"),
        ("去年", "2025-01-01", "2025-12-31"),
        ("2026-H1", "2026-01-01", "2026-06-30"),
        ("下半年", "2026-07-01", "2026-12-31"),
        ("本周", "2026-05-11", "2026-05-17"),
        ("last-week", "2026-05-04", "2026-05-10"),
        ("ytd", "2026-01-01", "2026-05-14"),
        ("本年累计", "2026-01-01", "2026-05-14"),
        ("本月累计", "2026-05-01", "2026-05-14"),
        ("本月以来", "2026-05-01", "2026-05-14"),
        ("昨天", "2026-05-13", "2026-05-13"),
    ],
)
def test_a_period(given: str, first: str, last: str) -> None:
    begins, ends = dates.between(given, given, TODAY)
    assert (str(begins), str(ends)) == (first, last)


@pytest.mark.parametrize("today", [dt.date(2026, 1, 31), dt.date(2026, 12, 1)])
def test_what_is_before_and_after_crosses_the_year(today: dt.date) -> None:
    before, after = ("2025-12-31", "2026-02-28") if today.month == 1 else ("2026-11-30", None)
    assert str(dates.last_day("last-month", "x", today)) == before
    assert str(dates.last_day("next-month", "x", today)) == (after or "2027-01-31")
    first = dates.first_day("last-quarter", "x", today)
    assert str(first) == ("2025-10-01" if today.month == 1 else "2026-07-01")


@pytest.mark.parametrize(
    "given",
    [
        "", "soon", "2026-02-30", "2026-13-01", "03/01/2026", "1.3.2026", "20261301", "2026-Q5",
        "13月", "2月30日", "2026.3-1", "上上月", "周八", "9999999d", "20263", "0000-01-01", "9999",
    ],
)  # fmt: skip
def test_what_is_no_day(given: str) -> None:
    with pytest.raises(InvalidError):
        dates.day(given, "date", TODAY)


@pytest.mark.parametrize(
    ("given", "local"),
    [
        ("2026-03-01 14:30", "2026-03-01 14:30"),
        ("2026-03-01T14:30", "2026-03-01 14:30"),
        ("14:30", "2026-05-14 14:30"),
        ("昨天14:30", "2026-05-13 14:30"),
        ("昨天 下午3点", "2026-05-13 15:00"),
        ("3月1日上午9点半", "2026-03-01 09:30"),
        ("下午2点15分", "2026-05-14 14:15"),
        ("昨天", "2026-05-13 00:00"),
        ("今天", "2026-05-14 10:00"),
    ],
)
def test_a_moment(given: str, local: str) -> None:
    at = dates.instant(given, "time", NOW, ZONE)
    assert at.astimezone(dt.timezone(dt.timedelta(hours=8))).strftime("%Y-%m-%d %H:%M") == local


@pytest.mark.parametrize("given", ["25:00", "14:60", "2026-03-0114:30", "点", "午后"])
def test_what_is_no_moment(given: str) -> None:
    with pytest.raises(InvalidError):
        dates.instant(given, "time", NOW, ZONE)
