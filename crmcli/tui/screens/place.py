"""What all screens have: the bar on top, commands with permissions, and asking the store."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.screen import Screen

from crmcli.errors import CrmError, NotLoggedInError
from crmcli.tui.commands import Command
from crmcli.tui.commands.everywhere import ALWAYS, GO
from crmcli.tui.gateway import Gateway, State
from crmcli.tui.screens.said import defect
from crmcli.tui.widgets.bar import Bar, Tab
from crmcli.tui.widgets.keys import Keys

if TYPE_CHECKING:
    from crmcli.db.work import Work
    from crmcli.tui.app import CrmApp

T = TypeVar("T")
NARROW = 100
"""Terminals with fewer columns are narrow."""


class Place(Screen[None]):
    """A screen that one goes to. ``OFFERED`` are what can be done there."""

    OFFERED: ClassVar[tuple[Command, ...]] = ()
    PLACE: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        own = BindingsMap([command.binding() for command in self.commands()])
        self._bindings = BindingsMap.merge([own, self._bindings])

    @property
    def crm(self) -> CrmApp:
        """The app."""
        return cast("CrmApp", self.app)

    @property
    def gateway(self) -> Gateway:
        """The way to the services."""
        return self.crm.gateway

    def commands(self) -> Iterator[Command]:
        """Everything that can be done here, the screen's own first."""
        yield from self.OFFERED
        yield from ALWAYS
        yield from GO

    def compose(self) -> ComposeResult:
        """The bar, what the screen shows, and the keys."""
        self._fit()
        yield Bar(self.crm.places, self.PLACE, self.crm.who)
        yield from self.body()
        yield Keys()

    def known(self) -> None:
        """Show what is there: it is known now who looks, and what they may."""
        self.query_one(Bar).know(self.crm.places, self.crm.who)
        self.refresh_bindings()
        self.begin()

    def begin(self) -> None:
        """Ask for what the screen shows, once it is known who looks."""

    def on_resize(self) -> None:
        """Another size of the terminal."""
        self._fit()

    def _fit(self) -> None:
        """Less room between columns where there is little."""
        self.set_class(self.app.size.width < NARROW, "narrow")

    def body(self) -> ComposeResult:
        """What the screen shows."""
        yield from ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nobody is offered, nor can trigger, what needs a permission that they have not."""
        for command in self.commands():
            name, _paren, rest = command.action.rpartition(".")[2].partition("(")
            given = rest.rstrip(")").strip("'")
            if name == action and (not rest or given in map(str, parameters)):
                return self.allowed(command)
        return True

    def allowed(self, command: Command) -> bool:
        """Whether a command can be triggered now."""
        return command.permission is None or self.crm.may(command.permission)

    def tell(self, state: State, message: str) -> None:
        """Show what the store is about."""
        for bar in self.query(Bar):
            bar.tell(state, message)

    def on_tab_chosen(self, event: Tab.Chosen) -> None:
        """Go where somebody clicked."""
        self.crm.go(event.place)

    def ask(
        self,
        ask: Callable[[Work], T],
        then: Callable[[T], object],
        *,
        group: str = "ask",
        otherwise: Callable[[CrmError], object] | None = None,
    ) -> None:
        """Ask the store and show the answer; a newer question of the same group takes over."""

        async def asked() -> None:
            await self.tried(self.gateway.read(ask), then, otherwise)

        self.run_worker(cast("Any", asked), group=group, exclusive=True, exit_on_error=False)

    def act(self, act: Callable[[Work], T], then: Callable[[T], object]) -> None:
        """Do something in the store, and show what came of it; also when the screen is left."""

        async def acted() -> None:
            await self.tried(self.gateway.write(act), then, None)

        self.crm.run_worker(cast("Any", acted), group="act", exit_on_error=False)

    async def tried(
        self,
        answer: Coroutine[Any, Any, T],
        then: Callable[[T], object],
        otherwise: Callable[[CrmError], object] | None,
    ) -> None:
        """Wait for an answer; an error is said, and whoever is not there any more leaves."""
        try:
            found = await answer
            if self.is_attached:
                then(found)
        except NotLoggedInError as error:
            self.crm.leave_with(error)
        except CrmError as error:
            if otherwise is not None:
                otherwise(error)
            else:
                self.crm.complain(error)
        except Exception as error:  # whatever fails is said, and the app goes on
            self.crm.complain(defect(error))

    def over(self, screen: Screen[Any], then: Callable[[Any], None]) -> None:
        """Open a form, unless another one was opened while the store was asked."""
        if self.app.screen is self:
            self.crm.push_screen(screen, then)

    def action_filter(self) -> None:
        """Go into the line for filtering, where the screen has one."""
        for line in self.query("#filter"):
            line.focus()

    def action_down(self) -> None:
        """The next line, of whatever is looked at."""
        self._moved("cursor_down", "scroll_down")

    def action_up(self) -> None:
        """The line before."""
        self._moved("cursor_up", "scroll_up")

    def action_first(self) -> None:
        """The first line."""
        self._moved("first", "scroll_top", "scroll_home")

    def action_last(self) -> None:
        """The last line."""
        self._moved("last", "scroll_bottom", "scroll_end")

    def _moved(self, *actions: str) -> None:
        for action in actions:
            move = getattr(self.focused, f"action_{action}", None)
            if move is not None:
                move()
                return

    def action_refresh(self) -> None:
        """Fetch everything anew."""

    def refreshed(self, saved: object) -> None:
        """After a form: fetch everything anew where something was saved."""
        if saved is not None:
            self.action_refresh()
