"""Screens over the others: a question, a help page, two versions of one record."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from crmcli.i18n import _
from crmcli.output import safe
from crmcli.tui.commands import Command


class Question(ModalScreen[bool]):
    """Yes or no; Enter alone loses nothing."""

    AUTO_FOCUS = "#no"
    BINDINGS = [  # noqa: RUF012 - the toolkit's form
        Binding("escape,n", "answer(False)", show=False),
        Binding("y", "answer(True)", show=False),
    ]

    def __init__(self, question: str, yes: str, no: str) -> None:
        super().__init__()
        self._question, self._yes, self._no = question, yes, no

    def compose(self) -> ComposeResult:
        """The question and two answers."""
        with Vertical(classes="dialog"):
            yield Static(Text(safe.paragraph(self._question)))
            with Horizontal(classes="buttons"):
                yield Button(self._yes, id="yes", variant="primary")
                yield Button(self._no, id="no")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """The answer."""
        self.dismiss(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        """The answer, by a key."""
        self.dismiss(answer)


class Help(ModalScreen[None]):
    """Every key of a screen and what it does."""

    BINDINGS = [Binding("escape,q,question_mark,fullwidth_question_mark,f1", "dismiss", show=False)]  # noqa: RUF012

    def __init__(self, commands: Iterable[Command]) -> None:
        super().__init__()
        self._commands = list(commands)

    def compose(self) -> ComposeResult:
        """A line a key."""
        table = Table.grid(padding=(0, 2))
        table.add_column(style="bold", no_wrap=True)
        table.add_column()
        for command in self._commands:
            keys = " ".join(Command(key, "", "").shown for key in command.key.split(","))
            table.add_row(Text(keys), Text(_(command.text)))
        with VerticalScroll(classes="dialog wide"):
            yield Static(Text(_("Keys"), style="bold"))
            yield Static(table)


class Versions(ModalScreen[bool]):
    """What one wrote beside what somebody else has saved meanwhile.

    The answer is whether one's own shall be saved over it.
    """

    BINDINGS = [Binding("escape", "dismiss(False)", show=False)]  # noqa: RUF012

    def __init__(self, message: str, fields: list[tuple[str, str, str]]) -> None:
        super().__init__()
        self._message, self._fields = message, fields

    def compose(self) -> ComposeResult:
        """Field by field, theirs and mine."""
        table = Table(box=None, padding=(0, 2, 0, 0))
        for title in ("", _("Now in the store"), _("What you wrote")):
            table.add_column(Text(title), overflow="fold")
        for title, theirs, mine in self._fields:
            style = "bold" if theirs != mine else ""
            table.add_row(
                Text(title), Text(safe.one_line(theirs)), Text(safe.one_line(mine), style)
            )
        with VerticalScroll(classes="dialog wide"):
            yield Static(Text(safe.paragraph(self._message)))
            yield Static(table)
            with Horizontal(classes="buttons"):
                yield Button(_("Save what I wrote"), id="mine", variant="warning")
                yield Button(_("Back to what I wrote"), id="back", variant="primary")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """The choice."""
        self.dismiss(event.button.id == "mine")
