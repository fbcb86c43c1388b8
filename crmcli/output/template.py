"""A template as a workbook that checks what is entered, or as CSV with headings alone."""

from __future__ import annotations

import csv
import io
from typing import IO, Any

from wcwidth import wcswidth
from xlsxwriter.utility import xl_col_to_name

from crmcli.i18n import _
from crmcli.output import target, xlsx
from crmcli.views.base import Column, Kind
from crmcli.views.template import Heading, Template

ENCODING = "utf-8-sig"
"""Spreadsheet programs know it by its mark."""
LAST_ROW = 5_000
"""Formats and choices reach down to this row."""
NARROWEST = 12
FORMATS = {Kind.DATE: "yyyy-mm-dd", Kind.INSTANT: "yyyy-mm-dd hh:mm", Kind.COUNT: "0"}
NAMED = ("code", "name")
"""What their columns say of an entry is about looking for them."""
TEXT = "@"
"""So that long numbers keep their digits and codes their zeros."""


def show(template: Template, *, book: bool) -> None:
    """Write a template as a workbook, or as CSV."""
    with target.opened(binary=book, encoding=None if book else ENCODING) as file:
        if book:
            _write_book(file, template)
        else:
            csv.writer(file).writerow([one.column.title for one in template.headings])


def _write_book(file: IO[bytes], template: Template) -> None:
    """The list to fill in, examples on a second sheet, what can be chosen on a hidden third."""
    made = io.BytesIO()
    book = xlsx.workbook(made)
    formats = xlsx.Formats(book)
    sheet = book.add_worksheet(xlsx.sheet_name(template.title))
    examples = book.add_worksheet(xlsx.sheet_name(_("Examples")))
    lists = book.add_worksheet("lists")
    lists.hide()
    required = book.add_format({"bold": True, "bottom": 1, "bg_color": "#FCE4D6"})
    for place, one in enumerate(template.headings):
        for page in (sheet, examples):
            style = required if one.required else formats.heading
            page.write_string(0, place, one.column.title, style)
        width = max(wcswidth(one.column.title), wcswidth(one.example)) + xlsx.MARGIN
        column_format = book.add_format({"num_format": _number_format(one.column)})
        for page in (sheet, examples):
            page.set_column(place, place, max(width, NARROWEST), column_format)
        if one.example:
            examples.write_string(1, place, one.example, formats.text)
        if one.choices:
            _offer(sheet, lists, place, one)
        if one.column.entry and one.column.key not in NAMED:
            sheet.write_comment(0, place, _(one.column.entry))
    for page in (sheet, examples):
        page.freeze_panes(1, 0)
    book.close()
    file.write(made.getvalue())


def _number_format(column: Column) -> str:
    if column.kind in FORMATS:
        return FORMATS[column.kind]
    return "General" if column.kind.numeric and column.kind is not Kind.DISCOUNT else TEXT


def _offer(sheet: Any, lists: Any, place: int, one: Heading) -> None:
    """A drop-down list; another value can be written too, which the import then looks at."""
    letter = xl_col_to_name(place)
    for number, choice in enumerate(one.choices):
        lists.write_string(number, place, choice)
    rule = {
        "validate": "list",
        "source": f"=lists!${letter}$1:${letter}${len(one.choices)}",
        "error_type": "warning",
        "error_title": one.column.title[:32],
        "error_message": _("This is not in the list of the store"),
    }
    sheet.data_validation(1, place, LAST_ROW, place, rule)
