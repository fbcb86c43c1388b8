"""The rows that an import refused, written as they were with the reasons, to be put right."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.output import target, xlsx

SUFFIXES = (".csv", ".xlsx")
ENCODING = "utf-8-sig"
"""Spreadsheet programs know it by its mark."""


def check(path: Path) -> None:
    """Raise InvalidError, before anything is done, where a file cannot have such rows."""
    if path.suffix.lower() not in SUFFIXES:
        raise InvalidError(
            _("“{}” does not say its format").format(path), _("End it in .csv or .xlsx")
        )
    target.check_folder(path)


def write(
    path: Path, headings: Sequence[str], rejected: Iterable[tuple[int, Sequence[Any], str]]
) -> None:
    """Each row with its number and the reason behind its cells.

    Raises:
        StoreError: the file cannot be written.
    """
    heads = [*headings, _("Row"), _("Reason")]
    rows = [
        [*(_shown(cell) for cell in _filled(cells, len(headings))), number, reason]
        for number, cells, reason in rejected
    ]
    book = path.suffix.lower() == ".xlsx"
    with target.replacing(path, binary=book, encoding=ENCODING) as file:
        if book:
            _write_book(file, heads, rows)
        else:
            csv.writer(file).writerows([heads, *rows])


def _filled(cells: Sequence[Any], width: int) -> list[Any]:
    return [*cells[:width], *([""] * (width - len(cells)))]


def _shown(cell: Any) -> Any:
    """A cell as it is read again: dates as ISO, whole numbers without a point."""
    if isinstance(cell, float):
        return format(cell, ".15g")
    if isinstance(cell, dt.datetime):
        return cell.strftime("%Y-%m-%d %H:%M") if cell.time() != dt.time() else f"{cell:%Y-%m-%d}"
    return cell.isoformat() if isinstance(cell, dt.date | dt.time) else cell


def _write_book(file: Any, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    made = io.BytesIO()
    book = xlsx.workbook(made)
    sheet = book.add_worksheet(xlsx.sheet_name(_("Rows refused")))
    formats = xlsx.Formats(book)
    for place, heading in enumerate(heads):
        sheet.write_string(0, place, heading, formats.heading)
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, str(cell), formats.text)
    sheet.freeze_panes(1, 0)
    book.close()
    file.write(made.getvalue())
