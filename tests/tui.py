"""The app under test: driven by keys, looked at as text, in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from crmcli import clock, config, i18n
from crmcli.db.connect import Store
from crmcli.errors import CrmError
from crmcli.tui.app import CrmApp
from tests import people
from tests.conftest import Cli
from tests.people import hire

NOW = "2026-03-16T09:30:00+08:00"
SMALL, LARGE = (80, 24), (120, 40)
LONGEST = 60.0
"""Seconds after which something that should have happened has not."""


class Driver:
    """Presses keys and waits until the app is at rest."""

    def __init__(self, app: CrmApp, pilot: Any) -> None:
        self.app, self.pilot = app, pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, and wait for what they ask for."""
        for key in keys:
            await self.pilot.press(key)
        await self.settled()

    async def type(self, text: str) -> None:
        """Type a text."""
        for letter in text:
            await self.pilot.press({" ": "space", "\n": "enter"}.get(letter, letter))
        await self.settled()

    async def put(self, field: str, value: str) -> None:
        """Write a value into a field of the form on top."""
        widget = self.app.screen.query_one(f"#field-{field}")
        if hasattr(widget, "text"):
            widget.text = value
        else:
            widget.value = value
        await self.settled()

    async def put_filter(self, text: str) -> None:
        """Filter the list by another text."""
        self.app.screen.query_one("#filter").value = text
        await self.settled()

    async def settled(self) -> None:
        """Wait until nothing is asked, no worker runs and no pause is waited out."""
        quiet, loop = 0, asyncio.get_running_loop()
        end = loop.time() + LONGEST
        while quiet < 3:
            assert loop.time() < end, "the app does not come to rest"
            await self.pilot.pause()
            quiet = quiet + 1 if self.app.rests else 0
            await asyncio.sleep(0.01)

    @property
    def text(self) -> str:
        """What the screen shows."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    @property
    def told(self) -> str:
        """The notices that were given."""
        return "\n".join(str(note.message) for note in self.app._notifications)

    @property
    def wrong(self) -> str:
        """What the form on top says is wrong."""
        return str(self.app.screen.query_one("#error").render())


def drive(
    store: Store,
    operator: str,
    act: Callable[[Driver], Awaitable[None]],
    *,
    lang: str = "en",
    size: tuple[int, int] = LARGE,
    place: str = "today",
) -> CrmError | None:
    """Run the app as somebody and do something in it; the error that ended it, if one did."""
    people.log_in(store, operator)
    settings = config.Settings(db=store.url, operator=operator, lang=lang)
    ended: list[CrmError | None] = []
    spoken = i18n.language()

    async def main() -> None:
        app = CrmApp(settings, place)
        app.animation_level = "none"
        async with app.run_test(size=size, notifications=True) as pilot:
            driver = Driver(app, pilot)
            await driver.settled()
            await act(driver)
        ended.append(app.return_value)

    i18n.use(lang)
    try:
        asyncio.run(main())
    finally:
        i18n.use(spoken)
        clock.show_in("UTC")
    return ended[0]


def company(crm: Cli) -> dict[str, Cli]:
    """A manager, two salespeople, somebody who only looks; customers, talks, orders, a proposal."""
    people = hire(
        crm,
        ("MAX", "D001", "MANAGER", "department"),
        ("ANN", "D001", "SALESPERSON", "own"),
        ("BEN", "D001", "SALESPERSON", "own"),
        ("VIC", "D001", "VIEWER", "department"),
    )
    crm.ok("product", "add", "--name", "激光打印机", "--code", "P1", "--price", "1200")
    crm.ok("level", "add", "--name", "重点", "--code", "VIP")
    for code, name, owner in (("C1", "华信科技", "ANN"), ("C2", "东方机电", "BEN")):
        crm.ok("customer", "add", "--name", name, "--code", code, "--owner", owner)
    people["ANN"].ok(
        "followup", "add", "C1", "--channel", "VISIT", "--content", "谈了报价", "--number", "F1",
        "--next", "送样", "--next-on", "2026-03-16",
    )  # fmt: skip
    people["BEN"].ok(
        "followup", "add", "C2", "--channel", "PHONE", "--content", "约时间", "--number", "F2"
    )
    crm.ok(
        "order", "new", "--customer", "C1", "--line", "P1:2", "--number", "SO1", "--confirm",
        "--date", "2026-03-10",
    )  # fmt: skip
    crm.ok("setting", "edit", "key_fields_customer", "level")
    people["ANN"].ok("customer", "edit", "C1", "--level", "VIP", "--propose", "--reason", "大单")
    return people


def run(team: dict[str, Cli], who: str, act: Any, **more: Any) -> CrmError | None:
    """Do something in the app as one of them."""
    return drive(team[who].store, who, act, **more)
