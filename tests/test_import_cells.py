"""What spreadsheets do to numbers and dates: understood or refused, never silently wrong."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.conftest import Cli
from tests.test_import import listed, refusals, took


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path


def test_cells_that_a_spreadsheet_has_changed(crm: Cli, place: Path) -> None:
    """Refused where what was meant can be no longer known; understood where it can."""
    path = place / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "m/d"})
    sheet.write_row(0, 0, ["code", "name", "tax_number", "phone", "needs", "needs_on", "level"])
    rows: list[list[Any]] = [
        ["A1", "Long", 913501000001000000, "", "", ""],
        ["A2", "Short", "", "1.38E+10", "", ""],
        ["A3", "Day", "", "", "x", 45123],
        ["A4", "Compact", "", "", "x", 20240305],
        ["A5", "American", "", "", "x", "03/05/2024"],
        ["A6", "Phone", "", 2161234567, "", ""],
    ]
    for number, row in enumerate(rows, 1):
        sheet.write_row(number, 0, row)
    sheet.write_row(7, 0, ["A7", "Fraction"])
    sheet.write_datetime(7, 6, dt.datetime(2024, 3, 5), day)  # noqa: DTZ001
    book.close()
    result = crm("import", "customer", str(path), "--json")
    assert result.code == 2
    reasons = dict(refusals(result))
    assert sorted(reasons) == [2, 3, 4, 6, 8]
    assert "15 digits" in reasons[2]
    assert "shortened" in reasons[3]
    assert "number, not a date" in reasons[4]
    assert "--date-format" in reasons[6]
    assert "a date" in reasons[8]
    result = crm("import", "customer", str(path), "--keep-going", "--date-format", "mdy", "--json")
    assert sorted(dict(refusals(result))) == [2, 3, 4, 8]
    dates = {row["code"]: row["needs_on"] for row in crm.ok("customer", "list")}
    assert (dates["A4"], dates["A5"]) == ("2024-03-05", "2024-03-05")


@pytest.mark.parametrize(
    ("form", "text", "date"),
    [
        ("dmy", "05.03.2024", "2024-03-05"),
        ("mdy", "2024-03-05", "2024-03-05"),
        ("%d.%m.%y", "05.03.24", "2024-03-05"),
        (None, "2024年3月5日", "2024-03-05"),
        (None, "2024/3/5", "2024-03-05"),
    ],
)
@pytest.mark.parametrize("engine", ["sqlite"])
def test_dates_as_they_are_written(
    crm: Cli, place: Path, form: str | None, text: str, date: str
) -> None:
    path = listed(place / "a.csv", ["name", "needs", "needs_on"], ["Alpha", "x", text])
    took(crm, "customer", path, *(("--date-format", form) if form else ()))
    assert crm.ok("customer", "list")[0]["needs_on"] == date
