"""Today: what waits, and how one's scope stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Sparkline, Static

from crmcli.i18n import N_, _
from crmcli.output import cells
from crmcli.tui.commands import Command
from crmcli.tui.screens.listing import ListPlace
from crmcli.tui.widgets.rows import Rows
from crmcli.views.annotation import AnnotationRow
from crmcli.views.base import Page, Row, columns_of
from crmcli.views.inbox import KINDS, InboxRow, counted
from crmcli.views.overview import OverviewRow

if TYPE_CHECKING:
    from crmcli.db.work import Work

FIGURES = (
    ("ordered", "ordered_before", "daily_ordered"),
    ("received", "received_before", "daily_received"),
    ("outstanding", "outstanding_before", None),
)
THEN, ON_THAT_DAY = N_("last month until then: {}"), N_("last month on that day: {}")
WHERE = {
    "annotation": "timeline", "answer": "timeline", "overdue": "timeline", "due": "timeline",
    "approval": "approvals", "assignment": "customers", "warning": "customers",
}  # fmt: skip
"""Where each kind is looked at further; a notice tells all there is to know."""


class Today(ListPlace):
    """The inbox, and a few figures with small charts."""

    PLACE = "today"
    ROW = InboxRow
    KEYS = ("kind", "due", "operator", "customer", "text")
    SPARE = ("due", "operator", "customer")
    HINT = N_("Filter: part of a text or a name")
    OFFERED: ClassVar[tuple[Command, ...]] = (
        Command("x", "acknowledge", N_("Taken note"), "annotation.answer"),
        Command("w", "answer", N_("Answer"), "annotation.answer"),
        Command("c", "clear", N_("Mark notices as read")),
    )

    def body(self) -> ComposeResult:
        """Figures above, the inbox and its record below."""
        with Horizontal(id="figures"):
            for value, before, daily in FIGURES:
                with Vertical(classes="figure"):
                    yield Static("", id=value)
                    if daily:
                        yield Sparkline([0], id=daily)
                    if before:
                        yield Static("", id=before)
        yield Static("", id="counts")
        yield from super().body()

    def key(self, row: Row) -> str:
        """Kinds and numbers tell them apart."""
        assert isinstance(row, InboxRow)
        return f"{row.kind} {row.number} {row.at}"

    def find(self, work: Work, *, before: str | None, limit: int) -> Page[InboxRow]:
        """The inbox, filtered."""
        from crmcli.services import inbox

        del before, limit
        wanted = self.typed.casefold()
        rows = [row for row in inbox.find(work) if wanted in _said(row).casefold()]
        return Page(rows, len(rows))

    def action_refresh(self) -> None:
        """Fetch inbox and figures."""
        super().action_refresh()
        if self.crm.may("overview.read"):
            self.ask(_overview, self._figures, group="figures")

    def _filled(self, page: Page[InboxRow]) -> None:
        super()._filled(page)
        counts = [f"{_(KINDS[one.kind])} {one.count}" for one in counted(page.rows)]
        self.query_one("#counts", Static).update(
            Text("   ".join(counts) if counts or self.typed else _("Nothing waits for you")),
            layout=False,
        )

    def _figures(self, row: OverviewRow) -> None:
        known = {column.key: column for column in columns_of(OverviewRow)}
        for value, before, daily in FIGURES:
            column = known[value]
            shown = cells.human(column, getattr(row, value), grouped=True)
            table = Table.grid()
            table.add_row(Text(cells.title(column)))
            table.add_row(Text(shown, style="bold"))
            self.query_one(f"#{value}", Static).update(table, layout=False)
            if before:
                past = cells.human(known[before], getattr(row, before), grouped=True)
                self.query_one(f"#{before}", Static).update(
                    Text(_(THEN if daily else ON_THAT_DAY).format(past)), layout=False
                )
            if daily:
                line = self.query_one(f"#{daily}", Sparkline)
                line.data = [float(one) for one in getattr(row, daily)]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Go where it is looked at: to what it is about, or to the record beside the list."""
        row = event.row
        assert isinstance(row, InboxRow)
        place = WHERE.get(row.kind)
        if place == "timeline":
            self.ask(lambda w: _of_whom(w, row), self._timeline, group="open")
        elif place == "approvals":
            self.crm.go(place, row.number or "")
        elif place == "customers" and row.customer is not None:
            self.crm.go(place, row.customer.code)
        else:
            self.record.focus()

    def _timeline(self, customer: str | None) -> None:
        if customer is None:
            self.record.focus()
        else:
            self.crm.go("timeline", narrowed={"customer": customer})

    def _annotation(self) -> str | None:
        row = self.rows.pointed
        if isinstance(row, InboxRow) and row.kind == "annotation":
            return row.number
        self.crm.say(_("Only annotations to you are taken note of and answered"))
        return None

    def action_acknowledge(self) -> None:
        """Tell that one has taken note of an annotation."""
        from crmcli.services import annotation

        number = self._annotation()
        if number is not None:
            self.act(lambda w: annotation.acknowledge(w, [number]), self._acknowledged)

    def _acknowledged(self, rows: Sequence[AnnotationRow]) -> None:
        self.crm.say(_("Taken note: {}").format(", ".join(row.number for row in rows)))
        self.action_refresh()

    def action_answer(self) -> None:
        """Answer an annotation."""
        from crmcli.tui.screens.telling import answering

        number = self._annotation()
        if number is not None:
            self.crm.push_screen(answering(self.gateway, number), self.refreshed)

    def action_clear(self) -> None:
        """Mark the notices as read."""
        from crmcli.services import inbox

        self.act(inbox.clear, lambda _rows: self.action_refresh())


def _of_whom(work: Work, row: InboxRow) -> str | None:
    """The customer whose timeline tells of it, if there is one that is seen."""
    from crmcli.services import annotation

    if row.kind == "answer" and row.number is not None:
        of = annotation.show(work, row.number).customer
    else:
        of = row.customer
    return None if of is None else of.code


def _said(row: InboxRow) -> str:
    parts = [row.text, row.number or "", _(KINDS[row.kind])]
    parts += [one.name for one in (row.customer, row.operator) if one is not None]
    return " ".join(parts)


def _overview(work: Work) -> OverviewRow:
    from crmcli.services import overview

    return overview.show(work)
