"""One record: its fields, and the rows inside it as small tables."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static
from wcwidth import wcswidth

from crmcli.output import cells, safe
from crmcli.tui.widgets.rows import shown
from crmcli.views.base import Column, Kind, Row, columns_of, filled, nested

NARROW, WIDEST = 12, 24
ABOVE = 26
"""With less room than so many columns headings stand above values."""
SPARE = (
    Kind.CODE, Kind.PERCENT, Kind.DISCOUNT, Kind.FLAG, Kind.PRICE, Kind.INSTANT, Kind.COUNT,
    Kind.ENUM, Kind.DATE, Kind.TEXT,
)  # fmt: skip
"""What is left out first where there is little room."""


class Record(VerticalScroll):
    """Shows one record; long ones scroll."""

    can_focus = True

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the toolkit's name
        super().__init__(id=id)
        self.row: Row | None = None

    def compose(self) -> ComposeResult:
        """Room for the fields."""
        yield Static("", id="fields")

    def show(self, row: Row | None) -> None:
        """Show a record, or nothing."""
        self.row = row
        room = max(self.size.width - 2, NARROW)
        self.query_one("#fields", Static).update("" if row is None else drawn(row, room))
        self.scroll_home(animate=False)


def drawn(row: Row, room: int) -> RenderableType:
    """A record within ``room`` columns: headings beside values, then what belongs to it."""
    columns = filled(row, columns_of(type(row)))
    fields = _pairs(room, [(c, row) for c in columns if c.kind is not Kind.ROWS])
    parts: list[RenderableType] = [fields]
    for column in columns:
        if column.kind is Kind.ROWS:
            parts += [Text(""), Text(cells.title(column), style="bold underline")]
            parts.append(_inner(column, getattr(row, column.key), room))
    return Group(*parts)


def _pairs(room: int, values: Sequence[tuple[Column, Row]]) -> Table:
    """Headings beside values, or above them where there is little room."""
    fields = Table.grid(padding=(0, 1))
    fields.add_column(style="bold" if room >= ABOVE else "", no_wrap=room >= ABOVE)
    if room >= ABOVE:
        fields.add_column(overflow="fold")
    for column, row in values:
        title, value = Text(cells.title(column)), _value(column, row)
        if room >= ABOVE:
            fields.add_row(title, value)
        else:
            title.stylize("bold")
            fields.add_row(title)
            fields.add_row(value)
    return fields


def _value(column: Column, row: Row) -> Text:
    value = getattr(row, column.key)
    if column.kind is Kind.TEXT and isinstance(value, str):
        return Text(safe.paragraph(value))
    return Text(cells.human(column, value, grouped=True))


def _inner(column: Column, rows: tuple[Row, ...], room: int) -> Table:
    there = [c for c in nested(column) if any(_there(c, r) for r in rows)]
    columns = _fitting(there, rows, room)
    if any(one.kind is Kind.TEXT and one not in columns for one in there):
        return _pairs(room, [(one, row) for row in rows for one in there if _there(one, row)])
    table = Table(box=None, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False, expand=False)
    for one in columns:
        table.add_column(
            Text(cells.title(one)), justify="right" if one.kind.numeric else "left",
            overflow="fold",
        )  # fmt: skip
    for row in rows:
        table.add_row(*(Text(shown(one, row)) for one in columns))
    return table


def _fitting(columns: list[Column], rows: tuple[Row, ...], room: int) -> list[Column]:
    """The columns for which there is room, the least telling ones left out first."""
    widths = {
        column.key: max(map(wcswidth, [cells.title(column), *(shown(column, r) for r in rows)]))
        for column in columns
    }
    for kind in SPARE:
        for column in reversed(columns[1:]):
            if sum(min(widths[c.key], WIDEST) + 1 for c in columns) <= room:
                return columns
            if column.kind is kind:
                columns = [one for one in columns if one is not column]
    return columns


def _there(column: Column, row: Row) -> bool:
    return getattr(row, column.key) not in (None, "", ())
