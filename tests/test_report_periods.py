"""Periods of reports: split, set beside another one, named."""

from __future__ import annotations

import datetime as dt

import pytest

from crmcli.reports.periods import Span, last_year, named, previous, split


def span(text: str) -> Span:
    first, last = (dt.date.fromisoformat(part) for part in text.split(".."))
    return Span("x", first, last)


def text(found: Span) -> str:
    return f"{found.first}..{found.last}"


@pytest.mark.parametrize(
    ("asked", "before"),
    [
        ("2026-03-01..2026-03-31", "2026-02-01..2026-02-28"),
        ("2026-02-01..2026-02-28", "2026-01-01..2026-01-31"),
        ("2024-02-01..2024-02-29", "2024-01-01..2024-01-31"),
        ("2026-01-01..2026-03-31", "2025-10-01..2025-12-31"),
        ("2026-01-01..2026-12-31", "2025-01-01..2025-12-31"),
        ("2026-05-01..2026-06-30", "2026-03-01..2026-04-30"),
        ("2026-03-01..2026-03-15", "2026-02-01..2026-02-15"),
        ("2026-03-01..2026-03-30", "2026-02-01..2026-02-28"),
        ("2026-04-01..2026-05-10", "2026-01-01..2026-02-10"),
        ("2026-01-01..2026-11-23", "2025-01-01..2025-11-23"),
        ("2026-03-09..2026-03-15", "2026-03-02..2026-03-08"),
        ("2026-03-31..2026-03-31", "2026-03-30..2026-03-30"),
    ],
)
def test_the_previous_period_is_as_long_as_people_mean(asked: str, before: str) -> None:
    assert text(previous(span(asked))) == before


@pytest.mark.parametrize(
    ("asked", "before"),
    [
        ("2026-03-01..2026-03-31", "2025-03-01..2025-03-31"),
        ("2024-02-01..2024-02-29", "2023-02-01..2023-02-28"),
        ("2025-02-01..2025-02-28", "2024-02-01..2024-02-29"),
        ("2026-03-09..2026-03-15", "2025-03-09..2025-03-15"),
        ("2024-02-10..2024-02-29", "2023-02-10..2023-02-28"),
    ],
)
def test_last_year_has_the_same_days(asked: str, before: str) -> None:
    assert text(last_year(span(asked))) == before


def test_a_time_is_split_where_months_quarters_and_years_end() -> None:
    first, last = dt.date(2025, 12, 15), dt.date(2026, 4, 10)
    assert [text(one) for one in split(first, last, "month")] == [
        "2025-12-15..2025-12-31",
        "2026-01-01..2026-01-31",
        "2026-02-01..2026-02-28",
        "2026-03-01..2026-03-31",
        "2026-04-01..2026-04-10",
    ]
    assert [one.name for one in split(first, last, "quarter")] == ["2025-Q4", "2026-Q1", "2026-Q2"]
    assert [one.name for one in split(first, last, "year")] == ["2025", "2026"]
    assert [text(one) for one in split(first, first, "year")] == ["2025-12-15..2025-12-15"]


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("2026-01-01..2026-12-31", "2026"),
        ("2026-04-01..2026-06-30", "2026-Q2"),
        ("2026-02-01..2026-02-28", "2026-02"),
        ("2026-02-03..2026-02-03", "2026-02-03"),
        ("2026-01-01..2026-11-23", "2026-01-01_2026-11-23"),
    ],
)
def test_periods_have_names_that_files_can_carry(asked: str, name: str) -> None:
    one = span(asked)
    assert named(one.first, one.last) == name
