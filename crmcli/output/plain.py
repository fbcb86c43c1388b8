"""Plain text for pipes, and Markdown: aligned by display width, nothing cut, nothing coloured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from tabulate import tabulate

from crmcli import config
from crmcli.output import cells
from crmcli.output.totals import Totals, has_total, total_cells
from crmcli.views.base import Column, Kind, Row, filled, nested


def write_list(
    file: IO[str], rows: Sequence[Row], columns: tuple[Column, ...], totals: Totals
) -> None:
    """Columns separated by spaces under their headings."""
    if rows:
        file.write(_text(rows, columns, totals, "plain") + "\n")


def write_record(
    file: IO[str], rows: Sequence[Row], columns: tuple[Column, ...], totals: Totals
) -> None:
    """Field and value below each other; nested rows as tables of their own."""
    row = rows[0]
    pairs = [
        (cells.title(c), cells.human(c, getattr(row, c.key), grouped=False))
        for c in (columns if config.current().columns else filled(row, columns))
        if c.kind is not Kind.ROWS
    ]
    file.write(tabulate(pairs, tablefmt="plain", disable_numparse=True) + "\n")
    for column in columns:
        inner = getattr(row, column.key) if column.kind is Kind.ROWS else ()
        if inner and column.rows is not None:
            text = _text(inner, nested(column), totals, "plain")
            file.write(f"\n{cells.title(column)}\n{text}\n")


def write_markdown(
    file: IO[str], rows: Sequence[Row], columns: tuple[Column, ...], totals: Totals
) -> None:
    """A Markdown table; cells cannot break out of it."""
    flat = tuple(c for c in columns if c.kind is not Kind.ROWS)
    file.write(_text(rows, flat, totals, "pipe") + "\n")


def _text(rows: Sequence[Row], columns: tuple[Column, ...], totals: Totals, style: str) -> str:
    markdown = style == "pipe"
    body = [[_cell(c, row, markdown=markdown) for c in columns] for row in rows]
    if totals and has_total(rows, columns):
        body.append(total_cells(rows, columns, totals, grouped=markdown))
    return str(
        tabulate(
            body,
            headers=[cells.title(c) for c in columns],
            tablefmt=style,
            disable_numparse=True,
            preserve_whitespace=True,
            colalign=["right" if c.kind.numeric else "left" for c in columns] if body else None,
        )
    )


def _cell(column: Column, row: Row, *, markdown: bool) -> str:
    text = cells.human(column, getattr(row, column.key), grouped=markdown)
    if markdown:
        return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
    return text
