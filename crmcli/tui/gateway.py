"""The one way from the app to the services: a thread of its own, one unit of work after the other.

The thread also loads what the services need, while the first screen is drawn. What a service
raises reaches the screen that asked. A reading that fails because the store cannot
be reached is tried again until it can; a write never is, since nobody knows what became of it.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from crmcli import config
from crmcli.errors import StoreError

if TYPE_CHECKING:
    from crmcli.db.work import Work

T = TypeVar("T")
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0
"""Seconds between two tries to reach the store."""
PATIENCE = 2.0
"""Seconds that the app waits for the store when it ends."""


class State(StrEnum):
    """What the gateway is about."""

    IDLE = "idle"
    BUSY = "busy"
    LOST = "lost"


class Gateway:
    """Runs services in its thread, with the settings that the app was started with."""

    def __init__(self, settings: config.Settings) -> None:
        self.settings = settings
        self.told: Callable[[State, str], None] = lambda _state, _message: None
        """Called in the app's thread when the state changes; with what went wrong when lost."""
        self.warned: Callable[[str], None] = lambda _message: None
        """Called in the app's thread with what a write wants people to know."""
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="crm-store")
        self._inside = contextvars.copy_context()
        self._open = ExitStack()
        self._waiting = 0
        self._reached = False

    @property
    def busy(self) -> bool:
        """Whether something was asked that is not answered yet."""
        return self._waiting > 0

    async def read(self, ask: Callable[[Work], T]) -> T:
        """What a service answers; asked again for as long as the store cannot be reached.

        Raises:
            CrmError: what the service raises; StoreError only until the store was reached once.
        """

        def asked() -> T:
            from crmcli.db import work

            with work.read() as w:
                return ask(w)

        pause = FIRST_PAUSE
        while True:
            try:
                found = await self.run(asked)
            except StoreError as error:
                if not self._reached:
                    raise
                self.told(State.LOST, error.message)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
            else:
                self._reached = True
                return found

    async def write(self, act: Callable[[Work], T]) -> T:
        """Do something in one transaction, and say what came of it.

        Raises:
            CrmError: what the service raises; nothing is changed then.
        """

        warnings: list[str] = []

        def acted() -> T:
            from crmcli.db import work

            with work.write() as w:
                done = act(w)
            warnings.extend(w.warnings)
            return done

        done = await self.run(acted)
        for warning in warnings:
            self.warned(warning)
        return done

    async def preview(self, act: Callable[[Work], T]) -> T:
        """What :meth:`write` would answer; nothing is changed.

        Raises:
            CrmError: what the service raises.
        """

        def tried() -> T:
            from crmcli.db import work

            dry = replace(config.current(), dry_run=True)
            with config.using(dry), work.write(preview=False) as w:
                return act(w)

        return await self.run(tried)

    async def run(self, act: Callable[[], T]) -> T:
        """Call what opens its units of work itself.

        Raises:
            CrmError: what it raises.
        """
        self._waiting += 1
        self.told(State.BUSY, "")
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._pool, self._inside.run, self._called, act)
        finally:
            self._waiting -= 1
            if not self._waiting:
                self.told(State.IDLE, "")

    def _called(self, act: Callable[[], T]) -> T:
        from crmcli.db import engine

        if not self._is_open():
            self._open.enter_context(config.using(self.settings))
            self._open.enter_context(engine.connections_kept())
        return act()

    def _is_open(self) -> bool:
        return config.current() is self.settings

    async def close(self) -> None:
        """Let what runs finish, and close the connections.

        Nobody waits for long: what takes longer, as a write that goes on, is finished while the
        process ends.
        """
        closed = asyncio.wrap_future(self._pool.submit(self._inside.run, self._open.close))
        self._pool.shutdown(wait=False)
        await asyncio.wait([closed], timeout=PATIENCE)
