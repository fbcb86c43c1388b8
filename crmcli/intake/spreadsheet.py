"""XLSX and XLS, by calamine: cells with types, merged ones, one sheet of several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from crmcli.errors import InvalidError, suggestion
from crmcli.i18n import _
from crmcli.intake import guard
from crmcli.intake.sheet import Cell, Line, Sheet

Range = tuple[tuple[int, int], tuple[int, int]]
"""First and last row and column of merged cells, counted from 0."""


def read(path: Path, name: str | None) -> Sheet:
    """The rows of the sheet called ``name``, or of the first that is visible and not empty.

    Raises:
        InvalidError: it is no workbook, too large or harmful, protected, or has no such sheet.
    """
    if path.suffix.lower() == ".xlsx":
        guard.check_xlsx(path)
    else:
        guard.check_size(path)
    import python_calamine as calamine

    try:
        book = calamine.load_workbook(path)
        sheet = _chosen(path, book, name)
        return _sheet(path, sheet)
    except calamine.PasswordError:
        raise InvalidError(
            _("{} is protected by a password").format(path), _("Save it without one")
        ) from None
    except calamine.CalamineError as error:
        raise InvalidError(
            _("{} is no workbook: {}").format(path, error), _("Save it again as .xlsx")
        ) from None


def _chosen(path: Path, book: Any, name: str | None) -> Any:
    import python_calamine as calamine

    known = {one.name: one for one in book.sheets_metadata}
    if name is not None:
        if name not in known:
            raise InvalidError(
                _("{} has no sheet “{}”").format(path, name), suggestion(name, list(known))
            )
        return book.get_sheet_by_name(name)
    for one in known.values():
        if (
            one.typ == calamine.SheetTypeEnum.WorkSheet
            and one.visible == calamine.SheetVisibleEnum.Visible
        ):
            sheet = book.get_sheet_by_name(one.name)
            if sheet.start is not None:
                return sheet
    raise InvalidError(_("{} is empty").format(path), _("Name another file"))


def _sheet(path: Path, sheet: Any) -> Sheet:
    first = sheet.start[1] if sheet.start else 0
    rows = sheet.end[0] + 1 if sheet.end else 0
    guard.check_cells(path, rows, sheet.width)
    merged: list[Range] = sheet.merged_cell_ranges or []
    last = first + sheet.width - 1
    below: dict[int, list[tuple[int, int]]] = {}
    across: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, right) in merged:
        if left > last or top >= rows:
            continue
        if right > left:
            across.setdefault(top + 1, []).append((left - first, min(right, last) - first))
        if left >= first:
            for row in range(top + 1, min(bottom + 1, rows)):
                below.setdefault(row, []).append((top, left - first))
    return Sheet(_lines(sheet, below), sheet.height, sheet.name, across)


def _lines(sheet: Any, below: Mapping[int, list[tuple[int, int]]]) -> Iterator[Line]:
    """Each row; a cell merged with one above has that one's value."""
    wanted = {place for places in below.values() for place in places}
    held: dict[tuple[int, int], Cell] = {}
    for row, found in enumerate(sheet.iter_rows()):
        cells: list[Cell] = [cell.strip() if isinstance(cell, str) else cell for cell in found]
        filled = below.get(row, [])
        for top, place in filled:
            cells[place] = held.get((top, place), "")
        for place in range(len(cells)):
            if (row, place) in wanted:
                held[row, place] = cells[place]
        yield Line(row + 1, cells, frozenset(place for _top, place in filled))
