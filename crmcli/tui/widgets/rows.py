"""A list of rows: columns derived from the row type, fetched page by page, lines to mark."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.style import Style
from rich.text import Text
from textual.message import Message
from textual.widgets import DataTable
from wcwidth import wcswidth

from crmcli import clock
from crmcli.i18n import _
from crmcli.output import cells
from crmcli.views.base import Column, Kind, Ref, Row, columns_of

AHEAD = 10
"""So many lines before the end the next page is asked for."""
NARROW, WIDEST = 6, 28
TOLD = 14
"""What the last column says has at least so much room, or spare ones are left out."""
BORDER = 5
"""Columns of the screen that marks and the scroll bar take."""
UNCUT = (Kind.INSTANT, Kind.DATE, Kind.CODE)
SAMPLE = 60
MARKED = "●"
Key = Callable[[Row], str]


def shown(column: Column, row: Row) -> str:
    """A value as it stands in a list: one line, moments without the year where it is this one."""
    value = getattr(row, column.key)
    if column.kind is Kind.INSTANT and value is not None:
        at = value.astimezone(clock.display_zone())
        return f"{at:%m-%d %H:%M}" if at.year == clock.now().year else f"{at:%Y-%m-%d}"
    return cells.human(column, value, grouped=True)


class Rows(DataTable[Text]):
    """The rows of a list. Messages say when the end is near and what the cursor is on."""

    class NearEnd(Message):
        """The next page is wanted."""

    class Pointed(Message):
        """The cursor is on another row."""

        def __init__(self, rows: Rows, row: Row | None) -> None:
            super().__init__()
            self.rows, self.row = rows, row

    class Opened(Message):
        """A row shall be opened."""

        def __init__(self, rows: Rows, row: Row) -> None:
            super().__init__()
            self.rows, self.row = rows, row

    def __init__(
        self,
        row_type: type[Row],
        keys: Sequence[str],
        key: Key,
        *,
        unread: Callable[[Row], bool] = lambda _row: False,
        spare: Sequence[str] = (),
        id: str | None = None,  # noqa: A002 - the toolkit's name
    ) -> None:
        self._style: Style | None = None
        super().__init__(cursor_type="row", zebra_stripes=True, id=id)
        self._row_type, self._keys, self._key, self._unread = row_type, tuple(keys), key, unread
        self._spare = tuple(spare)
        self.items: list[Row] = []
        self.marked: set[str] = set()
        self._ended = True
        self._fitted = 0
        self._visible: list[Column] = []
        self._total: Row | None = None

    @property
    def rich_style(self) -> Style:
        """The style of the list, kept: each line asks for it, and it takes its time."""
        if self._style is None:
            self._style = super().rich_style
        return self._style

    def action_scroll_home(self) -> None:
        """Home is the first line, as in any list."""
        self.action_scroll_top()

    def action_scroll_end(self) -> None:
        """End is the last line."""
        self.action_scroll_bottom()

    def notify_style_update(self) -> None:
        """Other colours: work the style out anew."""
        self._style = None
        super().notify_style_update()

    @property
    def declared(self) -> list[Column]:
        """The columns that are shown."""
        known = {column.key: column for column in columns_of(self._row_type)}
        return [known[key] for key in self._keys]

    def retype(self, row_type: type[Row], keys: Sequence[str]) -> None:
        """Show rows of another type from now on."""
        self._row_type, self._keys = row_type, tuple(keys)

    @property
    def pointed(self) -> Row | None:
        """The row that the cursor is on."""
        place = self.cursor_row
        return self.items[place] if 0 <= place < len(self.items) else None

    def chosen(self) -> list[Row]:
        """The marked rows, else the one that the cursor is on."""
        marked = [row for row in self.items if self._key(row) in self.marked]
        return marked or ([self.pointed] if self.pointed is not None else [])

    def fill(
        self,
        rows: Sequence[Row],
        *,
        more: bool,
        total: Row | None = None,
        point: str | None = None,
    ) -> None:
        """Show these rows and no others; the cursor stays on the record where it was.

        ``total`` is the one among them that has the sums, ``point`` the key of the one to go to.
        """
        self._total = total
        before = point or (self._key(self.pointed) if self.pointed is not None else None)
        self.clear(columns=True)
        self.items, self._ended = list(rows), not more
        self.marked &= {self._key(row) for row in rows}
        self._columns()
        self._append(rows)
        keys = [self._key(row) for row in rows]
        if before in keys:
            self.move_cursor(row=keys.index(before))
        self.post_message(self.Pointed(self, self.pointed))

    def on_resize(self) -> None:
        """Columns as wide as there is room now."""
        if self.items and self.size.width != self._fitted:
            self.fill(self.items, more=not self._ended, total=self._total)

    def extend(self, rows: Sequence[Row], *, more: bool) -> None:
        """Add the next page."""
        known = {self._key(row) for row in self.items}
        new = [row for row in rows if self._key(row) not in known]
        self.items += new
        self._ended = not more
        self._append(new)

    def _columns(self) -> None:
        """Columns as wide as what stands in them; the last one takes what is left."""
        self._visible = []
        self.add_column("", width=1, key="mark")
        self._fitted = self.size.width
        for column, width in self._fitting(self.declared):
            self._visible.append(column)
            label = Text(cells.title(column), justify="right" if column.kind.numeric else "left")
            self.add_column(label, width=width, key=column.key)

    def _fitting(self, declared: Sequence[Column]) -> list[tuple[Column, int]]:
        """How wide each column is; spare ones are left out where the last has no room."""
        wanted = {column.key: self._wanted(column) for column in declared}
        shown, widths = list(declared), self._cut(declared, wanted)
        for key in self._spare:
            if not self._squeezed(shown, widths, wanted):
                break
            shown = [column for column in shown if column.key != key]
            widths = self._cut(shown, wanted)
        return list(zip(shown, widths, strict=True))

    def _squeezed(
        self, shown: Sequence[Column], widths: Sequence[int], wanted: dict[str, int]
    ) -> bool:
        """Whether the last column has too little room."""
        if sum(widths) > self._room(shown):
            return True
        last = shown[-1]
        return not self._kept(last) and widths[-1] < min(wanted[last.key], TOLD)

    def _kept(self, column: Column) -> bool:
        """Whether a column is never cut: figures, moments and codes, but no names."""
        if any(isinstance(getattr(row, column.key), Ref) for row in self.items[:SAMPLE]):
            return False
        return column.kind.numeric or column.kind in UNCUT

    def _room(self, columns: Sequence[Column]) -> int:
        return (self.size.width or self.app.size.width // 2) - BORDER - 2 * len(columns)

    def _wanted(self, column: Column) -> int:
        """How wide what stands in a column is."""
        sample = [shown(column, row) for row in self.items[:SAMPLE]]
        return max([wcswidth(cells.title(column)), *map(wcswidth, sample)])

    def _cut(self, columns: Sequence[Column], wanted: dict[str, int]) -> list[int]:
        """Widths that fit, text cut first; the last one takes what is left."""
        if not columns:
            return []
        room, kept = self._room(columns), [self._kept(column) for column in columns]
        widths = [
            wanted[column.key] if keep else min(wanted[column.key], WIDEST)
            for column, keep in zip(columns, kept, strict=True)
        ]
        widths[-1] = wanted[columns[-1].key]
        while sum(widths) > room:
            cut = [n for n, keep in enumerate(kept) if not keep and widths[n] > NARROW]
            if not cut:
                break
            widths[max(cut, key=lambda n: (widths[n], n))] -= 1
        if not columns[-1].kind.numeric:
            widths[-1] = max(widths[-1], room - sum(widths[:-1]))
        return widths

    def _append(self, rows: Sequence[Row]) -> None:
        declared = self._visible
        for row in rows:
            key = self._key(row)
            bold = "bold" if self._unread(row) else ""
            names = self._named(row, declared)
            texts = [
                Text(
                    names.get(column.key) or shown(column, row),
                    style=bold,
                    no_wrap=True,
                    overflow="ellipsis",
                    justify="right" if column.kind.numeric else "left",
                )
                for column in declared
            ]
            self.add_row(self._sign(row), *texts, key=key)

    def _named(self, row: Row, declared: Sequence[Column]) -> dict[str, str]:
        """The words of the line of sums, which tells of no record."""
        if row is not self._total:
            return {}
        words = [column.key for column in declared if not column.kind.numeric]
        return {key: _("Total") if place == 0 else " " for place, key in enumerate(words)}

    def _sign(self, row: Row) -> Text:
        if self._key(row) in self.marked:
            return Text(MARKED)
        return Text("•", style="bold") if self._unread(row) else Text(" ")

    def mark(self) -> None:
        """Mark the row under the cursor, or take the mark off; the cursor goes on."""
        row = self.pointed
        if row is None:
            return
        self.marked ^= {self._key(row)}
        self.update_cell(self._key(row), "mark", self._sign(row))
        self.action_cursor_down()

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Tell which row it is, and when the end is near."""
        event.stop()
        self.post_message(self.Pointed(self, self.pointed))
        if not self._ended and event.cursor_row >= len(self.items) - AHEAD:
            self._ended = True
            self.post_message(self.NearEnd())

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Open the row."""
        event.stop()
        if self.pointed is not None:
            self.post_message(self.Opened(self, self.pointed))
