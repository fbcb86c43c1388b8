"""The app: who is there, where one goes, colours, the palette, and how it ends."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import App, SystemCommand
from textual.command import CommandPalette
from textual.screen import Screen
from textual.theme import Theme

from crmcli import clock, config
from crmcli.errors import CrmError
from crmcli.i18n import _
from crmcli.output import safe
from crmcli.tui.commands.everywhere import PLACES
from crmcli.tui.gateway import Gateway, State
from crmcli.tui.screens.listing import ListPlace
from crmcli.tui.screens.place import Place
from crmcli.tui.screens.said import defect, told

if TYPE_CHECKING:
    from crmcli.db.work import Work

CONTRAST = Theme(
    name="contrast",
    primary="#ffff00",
    secondary="#00ffff",
    warning="#ffff00",
    error="#ff5555",
    success="#00ff00",
    accent="#00ffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#222222",
    dark=True,
)
THEMES = ("textual-dark", "textual-light", CONTRAST.name)
SLOW = 0.3
"""Seconds after which a turning sign tells that the store has not answered yet."""


class CrmApp(App[CrmError | None]):
    """The full-screen app of one who is logged in. What ends it in an error is its answer."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[Any] = []

    def __init__(self, settings: config.Settings, place: str = "today") -> None:
        super().__init__()
        self.gateway = Gateway(settings)
        self.who = ""
        self._permissions: frozenset[str] = frozenset()
        self._first = place
        self._gone: dict[str, Place] = {}
        self._here = ""
        self._drawn = asyncio.Event()

    async def on_mount(self) -> None:
        """Draw the first screen, and ask meanwhile who is there."""
        self.register_theme(CONTRAST)
        self.theme = _theme()
        self.gateway.told = self._told
        self.gateway.warned = self.warn
        self.run_worker(cast("Any", self._begin), exit_on_error=False)
        await self.push_screen(self._screen(self._first))
        self._drawn.set()

    async def _begin(self) -> None:
        """Who is there, and what they may do: then the screen shows what is there for them."""
        try:
            self.who, self._permissions, zone = await self.gateway.read(_who)
        except CrmError as error:
            self.leave_with(error)
            return
        except Exception as error:  # whatever fails at the start is said
            self.leave_with(defect(error))
            return
        clock.show_in(zone)
        await self._drawn.wait()
        if self._first not in {key for _number, key, _name in self.places}:
            self._gone.pop(self._first)
            self.uninstall_screen(self._first)
            await self.switch_screen(self._screen("today"))
        elif self.place is not None:
            self.place.known()

    def _screen(self, place: str) -> Place:
        self._here = place
        if place not in self._gone:
            self._gone[place] = _screen_of(place)()
            self.install_screen(self._gone[place], place)  # it stays as one leaves it
        return self._gone[place]

    @property
    def places(self) -> list[tuple[int, str, str]]:
        """The screens that one may go to: number, key, name."""
        return [
            (number, key, name)
            for number, (key, name, permission) in enumerate(PLACES, start=1)
            if (permission is None or self.may(permission) if self.who else key == self._here)
        ]

    @property
    def place(self) -> Place | None:
        """The screen below all dialogs."""
        return self._gone.get(self._here)

    def may(self, permission: str) -> bool:
        """Whether whoever is there is allowed an action; the services ask again."""
        return permission in self._permissions

    @property
    def rests(self) -> bool:
        """Whether nothing is asked, and nothing will be before somebody does something."""
        waits = any(getattr(screen, "waits", False) for screen in self.screen_stack)
        return not (self.gateway.busy or len(self.workers) or waits)

    def action_go(self, place: str) -> None:
        """Go to a screen, by its key."""
        self.go(place)

    def go(self, place: str, wanted: str = "", narrowed: dict[str, str] | None = None) -> None:
        """Go to a screen; ``wanted`` is what its list is filtered by, ``narrowed`` to what."""
        if place not in {key for _number, key, _name in self.places}:
            return
        known = place in self._gone
        if isinstance(self.screen, Place) and place != self._here:
            self.switch_screen(self._screen(place))
            if known:
                self._gone[place].begin()
        screen = self._gone[place]
        if isinstance(screen, ListPlace) and (wanted or narrowed):
            screen.only(wanted, narrowed or {})

    def complain(self, error: CrmError) -> None:
        """Say what is wrong, in a line that stays for a while."""
        self.notify(safe.one_line(told(error)), severity="error", timeout=8, markup=False)

    def say(self, message: str) -> None:
        """Say what was done."""
        self.notify(safe.one_line(message), timeout=4, markup=False)

    def warn(self, message: str) -> None:
        """Say what came of something besides what was wanted."""
        self.notify(safe.one_line(message), severity="warning", timeout=8, markup=False)

    def leave_with(self, error: CrmError) -> None:
        """End the app: the store does not know whoever is there any more, or cannot be used."""
        self.exit(error, return_code=error.exit_code)

    def _told(self, state: State, message: str) -> None:
        screen = self.place
        if screen is None or not screen.is_attached:
            return
        if state is State.BUSY:
            self.set_timer(SLOW, self._still_busy, name="busy")
        else:
            screen.tell(state, message)

    def _still_busy(self) -> None:
        if self.gateway.busy and self.place is not None:
            self.place.tell(State.BUSY, "")
            self.set_timer(SLOW, self._still_busy, name="busy")

    def action_explain(self) -> None:
        """Every key of the screen."""
        from crmcli.tui.screens.dialog import Help

        screen = self.screen
        if isinstance(screen, Place):
            self.push_screen(Help([c for c in screen.commands() if screen.allowed(c)]))

    def action_next_theme(self) -> None:
        """Other colours."""
        place = THEMES.index(self.theme) if self.theme in THEMES else -1
        self.theme = THEMES[(place + 1) % len(THEMES)]

    def action_help_quit(self) -> None:
        """Say how to end the app, where somebody tries it as elsewhere."""
        self.say(_("Quit with ^q"))

    async def action_quit(self) -> None:
        """End the app; what was typed is given up only after a yes."""
        from crmcli.tui.screens.dialog import Question
        from crmcli.tui.screens.form import Form

        def answered(sure: bool | None) -> None:
            if sure:
                self.exit(None)

        if isinstance(self.screen, Question):
            return
        if any(isinstance(one, Form) and one.changed() for one in self.screen_stack):
            question = _("Leave without saving what you wrote?")
            self.push_screen(Question(question, _("Quit"), _("Go on writing")), answered)
        else:
            self.exit(None)

    def action_log_out(self) -> None:
        """Forget who works on the store from this machine, and end the app."""
        from crmcli.tui.screens.dialog import Question

        def answered(sure: bool | None) -> None:
            if sure:
                self.run_worker(cast("Any", self._logged_out), exit_on_error=False)

        question = _("Log out everybody who works on this store from this machine?")
        self.push_screen(Question(question, _("Log out"), _("Stay")), answered)

    async def _logged_out(self) -> None:
        try:
            await self.gateway.run(_log_out)
        except CrmError as error:
            self.complain(error)
        except Exception as error:  # whatever fails is said
            self.complain(defect(error))
        else:
            self.exit(None, message=_("You are logged out"))

    def action_command_palette(self) -> None:
        """Every action of the screen, found by part of its name."""
        if isinstance(self.screen, Place):
            self.push_screen(CommandPalette(placeholder=_("What do you want to do?")))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The actions of the screen, as the palette lists them."""
        yield from self._offered(screen)

    @staticmethod
    def _offered(screen: Screen[Any]) -> Iterator[SystemCommand]:
        if not isinstance(screen, Place):
            return
        for command in screen.commands():
            if command.silent or not screen.allowed(command):
                continue

            async def run(action: str = command.action) -> None:
                await screen.run_action(action)

            yield SystemCommand(_(command.text), command.shown, run)

    async def on_unmount(self) -> None:
        """Let what runs finish, for a moment."""
        await self.gateway.close()


def _who(work: Work) -> tuple[str, frozenset[str], str]:
    from crmcli.services import access

    row = access.who(work)
    permissions = work.authority.permissions if work.authority is not None else frozenset()
    return row.name, permissions, work.zone


def _screen_of(place: str) -> type[Place]:
    """The screen of that key, whose module has its name: loaded when somebody goes there first."""
    module = import_module(f"crmcli.tui.screens.{place}")
    found: type[Place] = getattr(module, place.capitalize())
    return found


def _log_out() -> None:
    from crmcli.db.work import current_store
    from crmcli.services import access

    access.log_out(current_store())


def _theme() -> str:
    return CONTRAST.name if os.environ.get("CRM_CONTRAST") else THEMES[0]
