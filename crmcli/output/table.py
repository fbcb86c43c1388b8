"""Tables for a terminal, by rich; data never reaches its markup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, Any

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from crmcli import config
from crmcli.i18n import _, listed
from crmcli.output import cells, safe, talk
from crmcli.output.totals import Totals, has_total, total_cells
from crmcli.views.base import Column, Kind, Row, filled, nested

LEAST = (Kind.INSTANT, Kind.FLAG)
LESS = (Kind.CODE, Kind.ENUM, Kind.DATE)
NARROWEST_TEXT = 8
GAP, EDGES = 2, 2


def write_list(
    file: IO[str], rows: Sequence[Row], columns: tuple[Column, ...], totals: Totals
) -> None:
    """A table with headings and, with ``totals``, a last row of sums."""
    if not rows:
        return
    console = console_on(file)
    asked = bool(config.current().columns)
    shown = columns if asked else fitting(rows, columns, console.width)
    if _needed(rows, shown) > console.width:
        for row in rows:
            console.print(_record(row, columns))
            console.print()
        if isinstance(totals, Row):
            console.print(Text(_("Total"), style="bold"))
            console.print(_record(totals, tuple(c for c in columns if c.total)))
        return
    console.print(_table(rows, shown, totals))
    _say_hidden(rows, columns, shown, _("Not shown for lack of width: {} (see --columns)"))


def _say_hidden(
    rows: Sequence[Row], columns: tuple[Column, ...], shown: tuple[Column, ...], text: str
) -> None:
    """Say which columns are left out, as far as something stands in them."""
    hidden = [
        cells.title(column)
        for column in columns
        if column not in shown and any(getattr(row, column.key) is not None for row in rows)
    ]
    if hidden:
        talk.say(text.format(listed(hidden)))


def write_record(
    file: IO[str], rows: Sequence[Row], columns: tuple[Column, ...], totals: Totals
) -> None:
    """Field and value below each other; nested rows as tables of their own."""
    row = rows[0]
    console = console_on(file)
    asked = bool(config.current().columns)
    console.print(_record(row, columns if asked else filled(row, columns)))
    for column in columns:
        inner = getattr(row, column.key) if column.kind is Kind.ROWS else ()
        if not inner or column.rows is None:
            continue
        console.print()
        console.print(Text(cells.title(column), style="bold"))
        within = nested(column)
        shown = fitting(inner, within, console.width)
        if _needed(inner, shown) <= console.width:
            console.print(_table(inner, shown, totals))
            _say_hidden(inner, within, shown, _("Not shown for lack of width: {}"))
            continue
        for line in inner:
            console.print(_record(line, filled(line, within)))
            console.print()


def fitting(rows: Sequence[Row], columns: tuple[Column, ...], width: int) -> tuple[Column, ...]:
    """The columns that fit: numbers are never cut, so the least important others are left out.

    First those in which nothing stands, then those declared spare, then instants and flags, then
    references and states, from the right; never other texts and numbers, and the first column only
    where it is spare.
    """
    shown = list(_without_empty(rows, columns, width))
    spare = [column for column in columns if column.spare]
    for goes in (spare, *([c for c in columns if c.kind in kinds] for kinds in (LEAST, LESS))):
        for column in reversed(goes):
            if _needed(rows, tuple(shown)) <= width:
                return tuple(shown)
            goes_too = shown if column.spare else shown[1:]
            if column in goes_too and not column.vital and len(shown) > 1:
                shown.remove(column)
    return tuple(shown)


def _without_empty(
    rows: Sequence[Row], columns: tuple[Column, ...], width: int
) -> tuple[Column, ...]:
    """The columns without those in which nothing stands, as far as the width asks for it."""
    shown = list(columns)
    for column in reversed(columns[1:]):
        if _needed(rows, tuple(shown)) <= width:
            break
        if all(getattr(row, column.key) in (None, "", ()) for row in rows):
            shown.remove(column)
    return tuple(shown)


def _needed(rows: Sequence[Row], columns: tuple[Column, ...]) -> int:
    """The least width in which nothing that must stay whole is cut."""
    return sum(_least(rows, column) + GAP for column in columns) + EDGES


def _least(rows: Sequence[Row], column: Column) -> int:
    values = [getattr(row, column.key) for row in rows]
    widest = max((cell_len(cells.human(column, v, grouped=True)) for v in values), default=0)
    if column.total:
        widest = max(widest, cell_len(total_cells(rows, (column,), True, grouped=True)[0]))
    if not _whole(column, values):
        widest = min(widest, NARROWEST_TEXT)
    return max(widest, *(cell_len(word) for word in cells.title(column).split()))


def _heading(title: str, width: int) -> str:
    """The heading on as many lines as it takes, broken between words only."""
    lines = [""]
    for word in title.split():
        if lines[-1] and cell_len(f"{lines[-1]} {word}") > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def _whole(column: Column, values: Sequence[Any]) -> bool:
    """Whether a cell of the column must stand on one line: numbers, dates, codes; not names."""
    if column.kind is Kind.CODE:
        return all(value is None or isinstance(value, str) for value in values)
    return column.kind.numeric or column.kind in (Kind.DATE, Kind.INSTANT)


def _record(row: Row, columns: tuple[Column, ...]) -> Table:
    grid = Table(box=None, show_header=False, pad_edge=False)
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for column in columns:
        if column.kind is not Kind.ROWS:
            value = cells.human(column, getattr(row, column.key), grouped=True)
            grid.add_row(Text(cells.title(column)), Text(value))
    return grid


def _cell(column: Column, value: Any) -> str:
    """A value in a table: the fields of a record stand below each other."""
    if column.kind is Kind.CHANGES and value:
        from crmcli.views import records

        return "\n".join(safe.one_line(part) for part in records.told(value))
    return cells.human(column, value, grouped=True)


def console_on(file: IO[str]) -> Console:
    """A console whose text is never taken for markup."""
    return Console(file=file, highlight=False, emoji=False, markup=False, soft_wrap=False)


def _table(rows: Sequence[Row], columns: tuple[Column, ...], totals: Totals) -> Table:
    sums = (
        total_cells(rows, columns, totals, grouped=True)
        if totals and has_total(rows, columns)
        else None
    )
    table = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True, show_footer=sums is not None
    )
    for number, column in enumerate(columns):
        table.add_column(
            Text(_heading(cells.title(column), _least(rows, column))),
            Text(sums[number]) if sums else "",
            justify="right" if column.kind.numeric else "left",
            overflow="fold",
            no_wrap=_whole(column, [getattr(row, column.key) for row in rows]),
        )
    for row in rows:
        table.add_row(*(Text(_cell(c, getattr(row, c.key))) for c in columns))
    return table
