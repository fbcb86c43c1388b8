"""Tables for a terminal, by rich; data never reaches its markup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from crmcli.output import cells
from crmcli.output.totals import has_total, total_cells
from crmcli.views.base import Column, Kind, Row, columns_of


def write_list(
    file: IO[str], rows: Sequence[Row], columns: tuple[Column, ...], totals: bool
) -> None:
    """A table with headings and, with ``totals``, a last row of sums."""
    if rows:
        _console(file).print(_table(rows, columns, totals))


def write_record(
    file: IO[str], rows: Sequence[Row], columns: tuple[Column, ...], totals: bool
) -> None:
    """Field and value below each other; nested rows as tables of their own."""
    row = rows[0]
    grid = Table(box=None, show_header=False, pad_edge=False)
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    nested = [c for c in columns if c.kind is Kind.ROWS]
    for column in columns:
        if column not in nested:
            value = cells.human(column, getattr(row, column.key), grouped=True)
            grid.add_row(Text(column.title), Text(value))
    console = _console(file)
    console.print(grid)
    for column in nested:
        inner = getattr(row, column.key)
        if inner and column.rows is not None:
            console.print()
            console.print(Text(column.title, style="bold"))
            console.print(_table(inner, columns_of(column.rows), totals))


def _console(file: IO[str]) -> Console:
    return Console(file=file, highlight=False, emoji=False, markup=False, soft_wrap=False)


def _table(rows: Sequence[Row], columns: tuple[Column, ...], totals: bool) -> Table:
    sums = total_cells(rows, columns, grouped=True) if totals and has_total(rows, columns) else None
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_footer=sums is not None)
    for number, column in enumerate(columns):
        table.add_column(
            Text(column.title),
            Text(sums[number]) if sums else "",
            justify="right" if column.kind.numeric else "left",
            overflow="fold",
            no_wrap=column.kind.numeric or column.kind is Kind.DATE,
        )
    for row in rows:
        table.add_row(*(Text(cells.human(c, getattr(row, c.key), grouped=True)) for c in columns))
    return table
