"""Supervision: departments and people as a tree, people and days, the day behind a number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import DataTable, Static, Tree

from crmcli.db.work import Work
from crmcli.i18n import N_, _
from crmcli.output import cells
from crmcli.services import supervision
from crmcli.services.supervision import Wanted
from crmcli.tui.commands import Command
from crmcli.tui.commands.everywhere import LISTS
from crmcli.tui.screens.place import Place
from crmcli.tui.screens.telling import annotating
from crmcli.tui.widgets.record import Record
from crmcli.tui.widgets.rows import Rows
from crmcli.views.base import Page, Row, columns_of
from crmcli.views.followup import FollowupRow
from crmcli.views.supervision import MatrixRow, SupervisionRow

DAYS = 14
FIXED = 2
"""So many columns stand before the days: the person, and the sum."""
KEYS = ("at", "customer", "content")
Found = tuple[list[SupervisionRow], list[MatrixRow], dt.date]


class Supervision(Place):
    """What people did and plan; who recorded nothing."""

    PLACE = "supervision"
    OFFERED: ClassVar[tuple[Command, ...]] = (
        Command("left_square_bracket", "shift(-1)", N_("Earlier")),
        Command("right_square_bracket", "shift(1)", N_("Later")),
        Command("a", "annotate", N_("Annotate"), "annotation.create"),
    )

    def __init__(self) -> None:
        super().__init__()
        self._last: dt.date | None = None
        self._department: str | None = None
        self._people: list[SupervisionRow] = []
        self._matrix: list[MatrixRow] = []
        self._days: list[str] = []

    def commands(self) -> Iterator[Command]:
        """The screen's own, and those of lists but for the filter."""
        yield from self.OFFERED
        yield from (command for command in LISTS if command.action != "filter")
        yield from (command for command in super().commands() if command not in self.OFFERED)

    def body(self) -> ComposeResult:
        """Tree, matrix, and the follow-ups of one day."""
        with Horizontal(classes="split"):
            yield Tree[str](_("All"), id="tree")
            with Vertical(id="right"):
                yield Static("", id="said")
                yield DataTable[Text](
                    id="matrix",
                    cursor_type="cell",
                    zebra_stripes=True,
                    fixed_columns=FIXED,
                    cell_padding=0,
                )
                with Horizontal(id="behind"):
                    yield Rows(FollowupRow, KEYS, _number, id="rows")
                    yield Record(id="record")

    def on_mount(self) -> None:
        """Begin in the days."""
        tree = self.query_one(Tree)
        tree.root.expand()
        tree.show_root = True
        self.query_one("#matrix", DataTable).focus()
        self.begin()

    def begin(self) -> None:
        """Fetch the people, once it is known who looks."""
        if self.crm.who:
            self.action_refresh()

    def action_refresh(self) -> None:
        """Fetch the people and their days."""
        self.ask(self._find, self._found, group="people")

    def _find(self, work: Work) -> Found:
        last = self._last or work.today()
        first = last - dt.timedelta(days=DAYS - 1)
        wanted = Wanted(first=first.isoformat(), last=last.isoformat(), department=self._department)
        today = Wanted(date=last.isoformat(), department=self._department)
        return supervision.find(work, today), supervision.matrix(work, wanted), last

    def _found(self, found: Found) -> None:
        self._people, self._matrix, self._last = found
        self._tell()
        if self._department is None:
            self._grow()
        self._draw()

    def _tell(self) -> None:
        silent = [row.operator.name for row in self._people if row.status == "silent"]
        names = ", ".join(silent) if silent else _("nobody")
        text = _("{day}: {number} follow-ups; without a record: {names}").format(
            day=self._last, number=sum(row.followups for row in self._people), names=names
        )
        self.query_one("#said", Static).update(Text(text))

    def _grow(self) -> None:
        tree = self.query_one(Tree)
        tree.root.remove_children()
        branches = {}
        status = {column.key: column for column in columns_of(SupervisionRow)}["status"]
        for row in self._people:
            place = row.department.code
            if place not in branches:
                branches[place] = tree.root.add(Text(row.department.name), data=place, expand=True)
            said = (
                str(row.followups)
                if row.followups
                else cells.human(status, row.status, grouped=False)
            )
            style = "bold red" if row.status == "silent" else ""
            branches[place].add_leaf(Text(f"{row.operator.name}  {said}", style), data="")

    def _draw(self) -> None:
        table = self.query_one("#matrix", DataTable)
        table.clear(columns=True)
        if not self._matrix:
            return
        columns = [c for c in columns_of(type(self._matrix[0])) if c.key not in HIDDEN]
        self._days = [column.key for column in columns[FIXED:]]
        for column in columns:
            title = cells.title(column)
            width = DAY if column.key in self._days else None
            table.add_column(Text(f" {title}"), key=column.key, width=width)
        for row in self._matrix:
            texts = [
                Text(
                    f" {cells.human(column, getattr(row, column.key), grouped=True)}",
                    style="bold red" if getattr(row, column.key) == "silent" else "",
                    justify="left" if column.key == "operator" else "right",
                )
                for column in columns
            ]
            table.add_row(*texts, key=row.operator.code)
        table.move_cursor(row=min(table.cursor_row, len(self._matrix) - 1), column=len(columns) - 1)

    def on_tree_node_selected(self, event: Tree.NodeSelected[str]) -> None:
        """Only one department, or all again."""
        if event.node.data == "":
            return
        self._department = event.node.data
        self.ask(self._find, self._found, group="people")

    def on_data_table_cell_selected(self, event: DataTable.CellSelected) -> None:
        """The follow-ups of a person on a day."""
        if event.data_table.id == "matrix":
            self.action_open()

    def action_open(self) -> None:
        """The follow-ups behind the number under the cursor; in the list, the record."""
        if isinstance(self.focused, Rows):
            self.query_one(Record).focus()
            return
        table = self.query_one("#matrix", DataTable)
        if not self._matrix:
            return
        person = self._matrix[table.cursor_row].operator.code
        day = table.cursor_column - FIXED
        first, last = (self._days[day],) * 2 if day >= 0 else (self._days[0], self._days[-1])
        wanted = Wanted(first=first, last=last, operator=person)
        self.ask(lambda w: supervision.records(w, wanted, limit=MOST), self._behind, group="behind")

    def _behind(self, page: Page[FollowupRow]) -> None:
        rows = self.query_one(Rows)
        rows.fill(page.rows, more=False)
        if page.rows:
            rows.focus()

    def on_rows_pointed(self, event: Rows.Pointed) -> None:
        """Show the follow-up under the cursor."""
        self.query_one(Record).show(event.row)

    def on_rows_opened(self, _event: Rows.Opened) -> None:
        """Look at it as a whole."""
        self.query_one(Record).focus()

    def action_shift(self, weeks: int) -> None:
        """A week earlier or later."""
        if self._last is not None:
            self._last += dt.timedelta(days=7 * weeks)
            self.action_refresh()

    def action_back(self) -> None:
        """Back to the days; there, to all departments."""
        table = self.query_one("#matrix", DataTable)
        if self.focused is table and self._department is not None:
            self._department = None
            self.action_refresh()
        table.focus()

    def action_annotate(self) -> None:
        """Say something of the follow-up under the cursor."""
        rows: Sequence[Row] = self.query_one(Rows).chosen()
        if rows:
            numbers = [_number(row) for row in rows]
            self.crm.push_screen(annotating(self.gateway, numbers), self.refreshed)

    def action_down(self) -> None:
        """The next line."""
        self._move("action_cursor_down")

    def action_up(self) -> None:
        """The line before."""
        self._move("action_cursor_up")

    def action_first(self) -> None:
        """The first line."""
        self._move("action_scroll_top")

    def action_last(self) -> None:
        """The last line."""
        self._move("action_scroll_bottom")

    def _move(self, action: str) -> None:
        moved = getattr(self.focused, action, None)
        if moved is not None:
            moved()


HIDDEN = ("department", "silent_days")
DAY = 6
"""How wide a day is."""
MOST = 500
"""So many follow-ups of a person are shown behind a number."""


def _number(row: Row) -> str:
    return str(getattr(row, "number", ""))
