"""Supervision: departments and people as a tree, people and days, the day behind a number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import DataTable, Input, Static, Tree
from textual.widgets.tree import TreeNode

from crmcli.db.work import Work
from crmcli.i18n import N_, _
from crmcli.output import cells, safe
from crmcli.services import department, supervision
from crmcli.services.supervision import Wanted
from crmcli.tui.commands import Command
from crmcli.tui.commands.everywhere import LISTS, MARK
from crmcli.tui.screens.place import Place
from crmcli.tui.screens.telling import annotating
from crmcli.tui.widgets.record import Record
from crmcli.tui.widgets.rows import Rows
from crmcli.views.base import Page, Row, columns_of
from crmcli.views.department import DepartmentRow
from crmcli.views.followup import FollowupRow
from crmcli.views.supervision import MatrixRow, SupervisionRow

FEWEST, DAYS = 5, 14
BESIDE = 46
"""Columns that the tree, names and sums take."""
FIXED = 2
"""So many columns stand before the days: the person, and the sum."""
KEYS = ("at", "customer", "content")
Branch = tuple[str, str]
"""What stands in the tree: a department or a person, and its code."""
DEPARTMENT, PERSON = "department", "person"


@dataclass(frozen=True, slots=True)
class Found:
    """What the store knows of a period: whom one supervises, and those of one department."""

    today: dt.date
    last: dt.date
    everybody: list[SupervisionRow]
    people: list[SupervisionRow]
    doings: list[SupervisionRow]
    """What each did in all these days, and plans."""
    matrix: list[MatrixRow]
    departments: list[DepartmentRow]


class People(Tree[Branch]):
    """Departments and the people in them."""

    def action_first(self) -> None:
        """The first line."""
        self.cursor_line = 0

    def action_last(self) -> None:
        """The last line."""
        self.cursor_line = self.last_line


class Supervision(Place):
    """What people did and plan; who recorded nothing."""

    PLACE = "supervision"
    OFFERED: ClassVar[tuple[Command, ...]] = (
        Command("left_square_bracket", "shift(-1)", N_("Earlier")),
        Command("right_square_bracket", "shift(1)", N_("Later")),
        Command("a", "annotate", N_("Annotate"), "annotation.create"),
        MARK,
    )

    def __init__(self) -> None:
        super().__init__()
        self._last: dt.date | None = None
        """The last day that is looked at; none for today, whatever day that is."""
        self._department: str | None = None
        self._found: Found | None = None
        self._matrix: list[MatrixRow] = []
        self._days: list[str] = []

    def commands(self) -> Iterator[Command]:
        """The screen's own, and those of lists."""
        yield from self.OFFERED
        yield from LISTS
        yield from (command for command in super().commands() if command not in self.OFFERED)

    def body(self) -> ComposeResult:
        """Tree, matrix, and the follow-ups of one day."""
        with Horizontal(classes="split"):
            yield People(_("All"), id="tree")
            with Vertical(id="right"):
                yield Input(placeholder=_("Filter: part of a person's name"), id="filter")
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
        tree = self.query_one(People)
        tree.guide_depth = 2
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
        self.ask(self._find, self._show, group="people")

    def _find(self, work: Work) -> Found:
        today = work.today()
        last = min(self._last or today, today)
        day = Wanted(date=last.isoformat())
        first = last - dt.timedelta(days=self._shown_days() - 1)
        wanted = Wanted(first=first.isoformat(), last=last.isoformat(), department=self._department)
        everybody = supervision.find(work, day)
        narrowed = replace(day, department=self._department)
        return Found(
            today,
            last,
            everybody,
            supervision.find(work, narrowed) if self._department else everybody,
            supervision.find(work, wanted),
            supervision.matrix(work, wanted),
            department.find(work).rows if work.may("department.read") else [],
        )

    def _shown_days(self) -> int:
        """As many days as there is room for."""
        room = self.app.size.width - BESIDE
        return max(FEWEST, min(DAYS, room // DAY))

    def _show(self, found: Found) -> None:
        self._found = found
        self._tell(found)
        self._grow(found)
        self._draw()

    def _tell(self, found: Found) -> None:
        silent = [row.operator.name for row in found.people if row.status == "silent"]
        names = ", ".join(silent) if silent else _("nobody")
        text = _("{day}: {number} follow-ups; without a record: {names}").format(
            day=found.last, number=sum(row.followups for row in found.people), names=names
        )
        if self._department is not None:
            called = {row.code: row.name for row in found.departments}
            only = _("Only {} (Esc: all)").format(called.get(self._department, self._department))
            text = f"{only}  {text}"
        self.query_one("#said", Static).update(Text(safe.one_line(text)))

    def _grow(self, found: Found) -> None:
        """Departments below each other, as far as somebody is in them, and the people."""
        tree = self.query_one(People)
        line = tree.cursor_line
        tree.root.remove_children()
        above = {row.code: row.parent.code if row.parent else None for row in found.departments}
        names = {row.code: row.name for row in found.departments}
        branches: dict[str | None, TreeNode[Branch]] = {None: tree.root}
        status = {column.key: column for column in columns_of(SupervisionRow)}["status"]

        def branch(code: str | None, name: str = "") -> TreeNode[Branch]:
            if code not in branches:
                assert code is not None
                label = Text(safe.one_line(names.get(code, name)))
                at = branch(above.get(code))
                branches[code] = at.add(label, data=(DEPARTMENT, code), expand=True)
            return branches[code]

        for row in found.everybody:
            said = (
                str(row.followups)
                if row.followups
                else cells.human(status, row.status, grouped=False)
            )
            style = "bold red" if row.status == "silent" else ""
            label = Text(f"{safe.one_line(row.operator.name)}  {said}", style)
            place = branch(row.department.code, row.department.name)
            place.add_leaf(label, data=(PERSON, row.operator.code))
        tree.cursor_line = min(line, tree.last_line)

    def _draw(self) -> None:
        """The days of those whose names fit what is typed; the cursor stays on its person."""
        table = self.query_one("#matrix", DataTable)
        before = self._person()
        table.clear(columns=True)
        self._matrix = []
        if self._found is None or not self._found.matrix:
            return
        typed = self.query_one("#filter", Input).value.strip().casefold()
        self._matrix = [
            row
            for row in self._found.matrix
            if typed in f"{row.operator.code} {row.operator.name}".casefold()
        ]
        columns = [c for c in columns_of(type(self._found.matrix[0])) if c.key not in HIDDEN]
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
        people = [row.operator.code for row in self._matrix]
        line = people.index(before) if before in people else 0
        table.move_cursor(row=line, column=len(columns) - 1)

    def _person(self) -> str | None:
        """Who the cursor is on, by code."""
        line = self.query_one("#matrix", DataTable).cursor_row
        return self._matrix[line].operator.code if line < len(self._matrix) else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show only people whose names fit."""
        if event.input.id == "filter":
            self._draw()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Go into the days."""
        self.query_one("#matrix", DataTable).focus()

    def on_data_table_cell_highlighted(self, event: DataTable.CellHighlighted) -> None:
        """What the person under the cursor did in these days, and plans."""
        if event.data_table.id == "matrix":
            self._show_person()

    def _show_person(self) -> None:
        if self._found is not None:
            known = {row.operator.code: row for row in self._found.doings}
            self.query_one(Record).show(known.get(self._person() or ""))

    def on_tree_node_selected(self, event: Tree.NodeSelected[Branch]) -> None:
        """Only one department, or all again; of a person, the follow-ups of the last day."""
        what, code = event.node.data or (DEPARTMENT, None)
        if what == DEPARTMENT:
            self._department = code
            self.action_refresh()
        elif code is not None and self._found is not None:
            day = self._found.last.isoformat()
            self._behind_of(code, day, day)

    def _behind_of(self, person: str, first: str, last: str) -> None:
        wanted = Wanted(first=first, last=last, operator=person)
        self.ask(lambda w: supervision.records(w, wanted, limit=MOST), self._behind, group="behind")

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
        self._behind_of(person, first, last)

    def _behind(self, page: Page[FollowupRow]) -> None:
        rows = self.query_one(Rows)
        rows.fill(page.rows, more=False)
        if page.rows:
            rows.focus()
        if page.total is not None and page.total > len(page.rows):
            self.crm.warn(_("The newest {} of {} are shown").format(len(page.rows), page.total))

    def on_rows_pointed(self, event: Rows.Pointed) -> None:
        """Show the follow-up under the cursor; the person where there is none."""
        if event.row is None:
            self._show_person()
        else:
            self.query_one(Record).show(event.row)

    def on_rows_opened(self, _event: Rows.Opened) -> None:
        """Look at it as a whole."""
        self.query_one(Record).focus()

    def action_shift(self, weeks: int) -> None:
        """A week earlier or later."""
        if self._found is not None:
            last = self._found.last + dt.timedelta(days=7 * weeks)
            self._last = last if last < self._found.today else None
            self.action_refresh()

    def action_back(self) -> None:
        """Back to the days; there, to all departments."""
        table, line = self.query_one("#matrix", DataTable), self.query_one("#filter", Input)
        if self.focused is table and line.value:
            line.value = ""
        elif self.focused is table and self._department is not None:
            self._department = None
            self.action_refresh()
        table.focus()

    def action_annotate(self) -> None:
        """Say something of the follow-up under the cursor."""
        rows: Sequence[Row] = self.query_one(Rows).chosen()
        if rows:
            numbers = [_number(row) for row in rows]
            self.crm.push_screen(annotating(self.gateway, numbers), self.refreshed)

    def action_mark(self) -> None:
        """Mark a follow-up."""
        if isinstance(self.focused, Rows):
            self.focused.mark()


HIDDEN = ("department", "silent_days")
DAY = 6
"""How wide a day is."""
MOST = 500
"""So many follow-ups of a person are shown behind a number."""


def _number(row: Row) -> str:
    return str(getattr(row, "number", ""))
