"""Spreadsheets: numbers as numbers, everything else as text, nothing ever a formula or a link."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, count, islice
from tempfile import TemporaryFile
from typing import IO, Any

import xlsxwriter
from wcwidth import wcswidth

from crmcli import clock, config
from crmcli.i18n import _
from crmcli.output import cells
from crmcli.output.totals import Totals
from crmcli.views.base import RATES, Column, Kind, Row, title_of

WIDEST = 60
SHEET_NAME = 31
MARGIN = 2
LAST_ROW = 1_048_575
"""So many rows stand below the headings of a sheet."""
MEASURED = 1_000
"""The width of a column follows its first rows."""
UNNAMEABLE = re.compile(r"[\[\]:*?/\\]")
"""What the name of a sheet may not contain."""


def write(
    file: IO[bytes], rows: Iterable[Row], columns: tuple[Column, ...], _totals: Totals
) -> None:
    """Sheets with a frozen header; the same rows at the same ``CRM_NOW`` give the same bytes.

    Rows are written as they come and kept in a temporary file, so that any number of them can be.
    """
    flat = [c for c in columns if c.kind is not Kind.ROWS]
    left = iter(rows)
    first = next(left, None)
    with TemporaryFile() as made:
        book = workbook(made, large=True)
        formats = Formats(book)
        title = sheet_name(title_of(type(first))) if first is not None else "crm"
        found: Iterator[Row] = chain([first], left) if first is not None else left
        for number in count(1):
            name = title if number == 1 else f"{title[: SHEET_NAME - 4]} {number}"
            part = islice(found, LAST_ROW)
            full = _sheet(book.add_worksheet(name), part, flat, formats)
            ahead = next(found, None) if full else None
            if ahead is None:
                break
            found = chain([ahead], found)
        book.close()
        made.seek(0)
        shutil.copyfileobj(made, file)


def _sheet(sheet: Any, rows: Iterable[Row], columns: Sequence[Column], formats: Formats) -> bool:
    """Write as many rows as a sheet holds; whether it is full."""
    headings = [cells.heading(column, config.current().headings) for column in columns]
    widths = [wcswidth(heading) for heading in headings]
    for place, heading in enumerate(headings):
        sheet.write_string(0, place, heading, formats.heading)
    line = 0
    for line, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            value = getattr(row, column.key)
            put(sheet, line, place, column, value, formats)
            if line <= MEASURED:
                shown = wcswidth(cells.human(column, value, grouped=True))
                widths[place] = max(widths[place], shown)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(width + MARGIN, WIDEST))
    sheet.freeze_panes(1, 0)
    return line == LAST_ROW


def workbook(made: IO[bytes], company: str = "", *, large: bool = False) -> Any:
    """A workbook in which no text becomes a formula, a link or a number.

    Of a ``large`` one each row is done when the next begins, and memory does not grow.
    """
    book = xlsxwriter.Workbook(
        made,
        {
            "in_memory": not large,
            "constant_memory": large,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": clock.now().replace(tzinfo=None), "company": company})
    return book


def sheet_name(title: str) -> str:
    """A title as spreadsheets allow it for a sheet."""
    return UNNAMEABLE.sub(" ", title)[:SHEET_NAME].strip("'") or "crm"


class Formats:
    """How cells look, made once a workbook."""

    def __init__(self, book: Any) -> None:
        self.book = book
        heading = {"bold": True, "bottom": 1, "bg_color": "#DDEBF7", "text_wrap": True}
        self.heading = book.add_format(heading)
        self.figures = book.add_format({**heading, "align": "right"})
        self.company = book.add_format({"font_color": "#595959"})
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.bold = book.add_format({"bold": True})
        self.code = book.add_format({"font_name": "Courier New", "font_size": 9})
        self.money = book.add_format({"num_format": "#,##0.00"})
        self.price = book.add_format({"num_format": "#,##0.00##"})
        self.plain = book.add_format({"num_format": "#,##0.####"})
        self.count = book.add_format({"num_format": "#,##0"})
        self.percent = book.add_format({"num_format": "0.##%"})
        self.share = book.add_format({"num_format": "0.00%"})
        self.date = book.add_format({"num_format": "yyyy-mm-dd"})
        self.instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.text = book.add_format({"num_format": "@"})

    def of(self, column: Column) -> Any:
        """The format of a column's numbers."""
        return {
            Kind.PERCENT: self.percent,
            Kind.SHARE: self.share,
            Kind.DISCOUNT: self.percent,
            Kind.PRICE: self.price,
            Kind.QUANTITY: self.plain,
            Kind.COUNT: self.count,
        }.get(column.kind, self.money)

    def total(self, column: Column) -> Any:
        """The same in a row of totals."""
        return self.book.add_format(
            {"bold": True, "top": 1, "num_format": self.of(column).num_format}
        )


def figure(column: Column, value: Any) -> float:
    """A number as a spreadsheet holds it: percentages as parts of one, money in its unit."""
    if column.kind in RATES:
        return float(value / Decimal(100))
    if column.kind is Kind.MONEY and cells.in_ten_thousands():
        return float(Decimal(value) / cells.TEN_THOUSAND)
    return float(value)


def put(sheet: Any, line: int, number: int, column: Column, value: Any, formats: Formats) -> None:
    """Write a value into a cell; nothing leaves it empty, unless people read something there."""
    if value is None:
        if column.empty:
            sheet.write_string(line, number, _(column.empty), formats.text)
        return
    if column.kind.numeric:
        sheet.write_number(line, number, figure(column, value), formats.of(column))
    elif isinstance(value, dt.datetime):
        local = value.astimezone(clock.display_zone()).replace(tzinfo=None)
        sheet.write_datetime(line, number, local, formats.instant)
    elif isinstance(value, dt.date):
        sheet.write_datetime(line, number, dt.datetime.combine(value, dt.time()), formats.date)
    else:
        sheet.write_string(line, number, cells.human(column, value, grouped=False), formats.text)
