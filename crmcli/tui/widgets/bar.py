"""The line on top: where one is, who one is, and whether the store answers."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Click
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from crmcli.i18n import _
from crmcli.output import safe
from crmcli.tui.gateway import State

TURNING = "◐◓◑◒"


class Tab(Static):
    """The name of a screen; a click goes there."""

    class Chosen(Message):
        """Somebody wants to go to a screen."""

        def __init__(self, place: str) -> None:
            super().__init__()
            self.place = place

    def __init__(self, number: int, place: str, name: str, *, here: bool) -> None:
        super().__init__(Text(f"{number} {_(name)}"), classes="here" if here else "")
        self._place = place

    def on_click(self, event: Click) -> None:
        """Say where to go."""
        event.stop()
        self.post_message(self.Chosen(self._place))


class Bar(Widget):
    """Screens that one may go to, and the state of the store."""

    def __init__(self, places: Sequence[tuple[int, str, str]], here: str, who: str) -> None:
        super().__init__()
        self._places, self._here, self._who = places, here, who
        self._turn = 0

    def compose(self) -> ComposeResult:
        """The tabs, and who is there."""
        with Horizontal():
            for number, place, name in self._places:
                yield Tab(number, place, name, here=place == self._here)
            yield Static(Text(safe.one_line(self._who)), id="who")
        yield Static("", id="state")

    def know(self, places: Sequence[tuple[int, str, str]], who: str) -> None:
        """Show where whoever is there may go."""
        self._places, self._who = places, who
        self.refresh(recompose=True)

    def tell(self, state: State, message: str) -> None:
        """Show what the store is about."""
        self.set_class(state is State.LOST, "lost")
        text = ""
        if state is State.LOST:
            text = _("The store does not answer, trying again: {}").format(message)
        elif state is State.BUSY:
            self._turn = (self._turn + 1) % len(TURNING)
            text = TURNING[self._turn]
        for shown in self.query("#state").results(Static):
            shown.update(Text(safe.one_line(text)))
