"""Screens with a list on the left and one record of it on the right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Input, Static

from crmcli.i18n import _
from crmcli.output import safe
from crmcli.tui.commands import Command
from crmcli.tui.commands.everywhere import LISTS
from crmcli.tui.screens.place import Place
from crmcli.tui.widgets.record import Record
from crmcli.tui.widgets.rows import Rows
from crmcli.views.base import Page, Row

if TYPE_CHECKING:
    from crmcli.db.work import Work
    from crmcli.tui.screens.form import Field, Form

PAGE = 100
PAUSE = 0.15
"""Seconds after the last letter, or the last step of the cursor, before the store is asked."""


class ListPlace(Place):
    """A list beside the record that the cursor is on."""

    ROW: ClassVar[type[Row]]
    KEYS: ClassVar[tuple[str, ...]] = ()
    SPARE: ClassVar[tuple[str, ...]] = ()
    """Columns that are left out first where there is little room."""
    HINT: ClassVar[str] = ""
    """What the line for filtering asks for."""

    def __init__(self) -> None:
        super().__init__()
        self._after: str | None = None
        self._pointing: str | None = None
        self._pauses: dict[str, Timer] = {}
        self.narrowed: dict[str, str] = {}
        """What the list is narrowed to besides the text, by field; it stays while one is away."""

    def commands(self) -> Iterator[Command]:
        """The screen's own, those of lists, those of everywhere."""
        yield from self.OFFERED
        yield from LISTS
        yield from (c for c in super().commands() if c not in self.OFFERED)

    def body(self) -> ComposeResult:
        """The filter, the list, the record."""
        with Horizontal(classes="split"):
            with Vertical(id="left"):
                yield Input(placeholder=_(self.HINT), id="filter")
                yield Static("", id="narrowed")
                yield Rows(
                    self.ROW, self.KEYS, self.key, unread=self.unread, spare=self.SPARE, id="rows"
                )
            yield Record(id="record")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.rows.focus()
        self.begin()

    def begin(self) -> None:
        """Fetch the first page."""
        if self.crm.who:
            self.action_refresh()

    @property
    def rows(self) -> Rows:
        """The list."""
        return self.query_one("#rows", Rows)

    @property
    def record(self) -> Record:
        """The record beside it."""
        return self.query_one("#record", Record)

    @property
    def typed(self) -> str:
        """What the list is filtered by."""
        return self.query_one("#filter", Input).value.strip()

    def key(self, row: Row) -> str:
        """What tells one row from another."""
        return str(getattr(row, "number", None) or getattr(row, "code", ""))

    def unread(self, _row: Row) -> bool:
        """Whether a row is marked as new."""
        return False

    def find(self, work: Work, *, before: str | None, limit: int) -> Page[Any]:
        """A page of the list, older than the row with the key ``before``."""
        raise NotImplementedError  # pragma: no cover - every screen has its own

    def detail(self, work: Work, row: Row) -> Row:
        """The record of a row, as a whole."""
        del work
        return row

    def action_refresh(self) -> None:
        """Fetch the list anew, as far as somebody has gone in it."""
        limit = min(max(PAGE, len(self.rows.items)), self.rows.cursor_row + PAGE)
        self.ask(lambda w: self.find(w, before=None, limit=limit), self._filled, group="list")

    def narrowing(self) -> Iterator[str]:
        """What the list is narrowed to, as people call it."""
        yield from ()

    def narrow(self, wanted: dict[str, str]) -> None:
        """Narrow the list to these."""
        self.narrowed = {key: value for key, value in wanted.items() if value}
        if self.is_mounted:
            self._refilter()

    def narrower(self, fields: Sequence[Field]) -> Form[dict[str, str]]:
        """A form that narrows the list, unless the store does not understand what is written."""
        from crmcli.tui.screens.form import Form

        async def save(values: Mapping[str, str], _force: bool) -> dict[str, str]:
            before = self.narrowed
            self.narrowed = {key: value for key, value in values.items() if value.strip()}
            try:
                await self.gateway.read(lambda w: self.find(w, before=None, limit=1))
            except Exception:
                self.narrowed = before
                raise
            return dict(values)

        return Form(_("Show only"), fields, save)

    def _tell_narrowing(self, page: Page[Any]) -> None:
        line, told = self.query_one("#narrowed", Static), list(self.narrowing())
        text = _("Only {} (Esc: all)").format("  ".join(told)) if told else ""
        if not page.rows:
            text = _("Nothing fits (Esc: all)") if told or self.typed else _("There is nothing")
        line.display = bool(text)
        line.update(Text(safe.one_line(text)))

    def _filled(self, page: Page[Any]) -> None:
        self._tell_narrowing(page)
        self._after = page.after
        self.rows.fill(page.rows, more=page.after is not None, point=self._pointing)
        self._pointing = None

    def on_rows_near_end(self) -> None:
        """Fetch the next page."""
        after = self._after
        if after is not None:
            self.ask(lambda w: self.find(w, before=after, limit=PAGE), self._extended, group="list")

    def _extended(self, page: Page[Any]) -> None:
        self._after = page.after
        self.rows.extend(page.rows, more=page.after is not None)

    def on_rows_pointed(self, event: Rows.Pointed) -> None:
        """Show the record that the cursor rests on."""
        row = event.row
        if row is None:
            if "record" in self._pauses:
                self._pauses.pop("record").stop()
            self.workers.cancel_group(self, "record")
            self.record.show(None)
            return
        self._soon("record", lambda: self._show(row))

    def _soon(self, what: str, act: Any) -> None:
        """Do something once nothing else came for a moment."""
        if what in self._pauses:
            self._pauses[what].stop()

        def now() -> None:
            self._pauses.pop(what, None)
            act()

        self._pauses[what] = self.set_timer(PAUSE, now)

    @property
    def waits(self) -> bool:
        """Whether something will be asked in a moment."""
        return bool(self._pauses)

    def _show(self, row: Row) -> None:
        self.ask(lambda w: self.detail(w, row), self.record.show, group="record")

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Look at the record as a whole."""
        del event
        self.record.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while somebody types."""
        if event.input.id == "filter":
            self._soon("filter", self._refilter)

    def _refilter(self) -> None:
        self.ask(lambda w: self.find(w, before=None, limit=PAGE), self._filled, group="list")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go into the list."""
        if event.input.id == "filter":
            self.rows.focus()

    def only(self, wanted: str, narrowed: dict[str, str]) -> None:
        """Show what fits a text, or what the list is narrowed to, and nothing else."""
        self.narrowed = narrowed

        def filtered() -> None:
            self.query_one("#filter", Input).value = wanted
            self._refilter()

        if self.is_mounted:
            filtered()
        else:
            self.call_after_refresh(filtered)

    def refreshed(self, saved: object) -> None:
        """After a form: fetch the list anew, and go to what was saved."""
        if isinstance(saved, self.ROW):
            self._pointing = self.key(saved)
        super().refreshed(saved)

    def action_back(self) -> None:
        """Back to the list; in the list, take the filter off."""
        line = self.query_one("#filter", Input)
        if self.focused is self.rows and line.value:
            line.value = ""
        elif self.focused is self.rows and self.narrowed:
            self.narrow({})
        self.rows.focus()

    def action_down(self) -> None:
        """The next line."""
        self._moving("action_cursor_down", "action_scroll_down")

    def action_up(self) -> None:
        """The line before."""
        self._moving("action_cursor_up", "action_scroll_up")

    def action_first(self) -> None:
        """The first line."""
        self._moving("action_scroll_top", "action_scroll_home")

    def action_last(self) -> None:
        """The last line that is there; more are fetched."""
        self._moving("action_scroll_bottom", "action_scroll_end")

    def _moving(self, of_rows: str, of_record: str) -> None:
        if self.focused is self.record:
            getattr(self.record, of_record)()
        else:
            getattr(self.rows, of_rows)()

    def action_open(self) -> None:
        """Open the row that the cursor is on."""
        row = self.rows.pointed
        if row is not None:
            self.rows.post_message(Rows.Opened(self.rows, row))

    def action_mark(self) -> None:
        """Mark the row."""
        self.rows.mark()
