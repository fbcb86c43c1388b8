"""Spreadsheets: numbers as numbers, everything else as text, nothing ever a formula or a link."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from wcwidth import wcswidth

from crmcli import clock, config
from crmcli.output import cells
from crmcli.views.base import Column, Kind, Row, title_of

WIDEST = 60
SHEET_NAME = 31
MARGIN = 2


def write(file: IO[bytes], rows: Sequence[Row], columns: tuple[Column, ...], _totals: bool) -> None:
    """One sheet with a frozen header; the same rows at the same ``CRM_NOW`` give the same bytes."""
    flat = [c for c in columns if c.kind is not Kind.ROWS]
    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": clock.now().replace(tzinfo=None)})
    sheet = book.add_worksheet((title_of(type(rows[0])) if rows else "crm")[:SHEET_NAME])
    formats = _Formats(book)
    for number, column in enumerate(flat):
        heading = cells.heading(column, config.current().headings)
        sheet.write_string(0, number, heading, formats.heading)
        widest = wcswidth(heading)
        for line, row in enumerate(rows, start=1):
            value = getattr(row, column.key)
            _write_cell(sheet, line, number, column, value, formats)
            widest = max(widest, wcswidth(cells.human(column, value, grouped=True)))
        sheet.set_column(number, number, min(widest + MARGIN, WIDEST))
    sheet.freeze_panes(1, 0)
    book.close()
    file.write(made.getvalue())


class _Formats:
    def __init__(self, book: Any) -> None:
        self.heading = book.add_format({"bold": True, "bottom": 1})
        self.money = book.add_format({"num_format": "#,##0.00##"})
        self.plain = book.add_format({"num_format": "#,##0.####"})
        self.count = book.add_format({"num_format": "#,##0"})
        self.percent = book.add_format({"num_format": "0.##%"})
        self.date = book.add_format({"num_format": "yyyy-mm-dd"})
        self.instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.text = book.add_format({"num_format": "@"})


def _write_cell(
    sheet: Any, line: int, number: int, column: Column, value: Any, formats: _Formats
) -> None:
    if value is None:
        return
    if column.kind in (Kind.PERCENT, Kind.DISCOUNT):
        sheet.write_number(line, number, float(value / Decimal(100)), formats.percent)
    elif column.kind in (Kind.MONEY, Kind.PRICE):
        sheet.write_number(line, number, float(value), formats.money)
    elif column.kind is Kind.QUANTITY:
        sheet.write_number(line, number, float(value), formats.plain)
    elif column.kind is Kind.COUNT:
        sheet.write_number(line, number, value, formats.count)
    elif isinstance(value, dt.datetime):
        local = value.astimezone(clock.display_zone()).replace(tzinfo=None)
        sheet.write_datetime(line, number, local, formats.instant)
    elif isinstance(value, dt.date):
        sheet.write_datetime(line, number, dt.datetime.combine(value, dt.time()), formats.date)
    else:
        sheet.write_string(line, number, cells.human(column, value, grouped=False), formats.text)
