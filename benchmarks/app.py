"""The app: its first screen against an empty one, a key while scrolling, and memory."""

from __future__ import annotations

import asyncio
import gc
import os
import resource
import statistics
import subprocess
import sys
import time
from typing import Any

from benchmarks.figures import Figures
from crmcli import config
from crmcli.db.connect import Store

RUNS, ROWS, KEYS, ROUNDS = 9, 10_000, 300, 20
QUIET = 3
"""So many looks in a row find nothing asked before the app is at rest."""
FIRST, REDRAW, GROWTH = 1.5, 50, 20
"""Times an empty app, ms at the median, MB: what is promised."""
EMPTY = """
import asyncio, os, time
import sqlmodel
from textual.app import App
from textual.widgets import Footer, DataTable
class Empty(App):
    def compose(self):
        yield DataTable()
        yield Footer()
async def main():
    app = Empty()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        print(time.time() - float(os.environ["BEGUN"]), flush=True)
        os._exit(0)
asyncio.run(main())
"""
OURS = """
import gc
from crmcli.__main__ import RARELY
gc.set_threshold(RARELY)
import asyncio, os, sys, time
from crmcli import config
from crmcli.tui.app import CrmApp
async def main():
    app = CrmApp(config.Settings(db=sys.argv[1], operator="ADMIN", trusted=True))
    async with app.run_test(size=(120, 40)) as pilot:
        while app.place is None or not app.place.is_attached:
            await asyncio.sleep(0.005)
        await pilot.pause()
        drawn = time.time() - float(os.environ["BEGUN"])
        while app.gateway.busy or len(app.workers):
            await asyncio.sleep(0.005)
        await pilot.pause()
        print(drawn, time.time() - float(os.environ["BEGUN"]), flush=True)
        os._exit(0)
asyncio.run(main())
"""
QUERIES = """
import gc
from crmcli.__main__ import RARELY
gc.set_threshold(RARELY)
import os, sys, time
from crmcli import config
from crmcli.db import work
from crmcli.services import access, inbox, overview
from crmcli.tui.screens import today
begun = time.time()
with config.using(config.Settings(db=sys.argv[1], operator="ADMIN", trusted=True)):
    for ask in (access.who, inbox.find, overview.show):
        with work.read() as w:
            ask(w)
print(time.time() - begun, flush=True)
os._exit(0)
"""
"""What the first screen asks, the first time in a process, as the app does."""


def measure(store: Store, figures: Figures) -> None:
    """Print the figures of the app on the large store."""
    settings = config.Settings(db=store.url, operator="ADMIN", trusted=True)
    rounds = [
        (*_seconds(EMPTY), *_seconds(OURS, store.url), *_seconds(QUERIES, store.url))
        for _run in range(RUNS)
    ]
    ratio = statistics.median(drawn / empty for empty, drawn, _filled, _queries in rounds)
    whole = statistics.median((filled - asked) / empty for empty, _drawn, filled, asked in rounds)
    promise = figures.at_most(f"{store.engine}: first screen of the app", whole, FIRST)
    empty, drawn, filled, asked = (statistics.median(t) for t in zip(*rounds, strict=True))
    print(
        f"\n{store.engine}: first screen drawn in {drawn:.2f} s, an empty app in {empty:.2f} s: "
        f"{ratio:.2f} times; with what it asks {filled:.2f} s, of which asking "
        f"{asked:.2f} s: {whole:.2f} times without{promise}",
        flush=True,
    )
    redraw, growth = asyncio.run(_scrolled(settings))
    promise = figures.at_most(f"{store.engine}: a key until it is drawn, ms", redraw, REDRAW)
    print(f"{store.engine}: a key among {ROWS:,} rows {redraw:.1f} ms{promise}", flush=True)
    promise = figures.at_most(f"{store.engine}: memory, MB more", growth, GROWTH)
    print(f"{store.engine}: memory after {ROUNDS} rounds {growth:+.1f} MB{promise}", flush=True)


def _seconds(program: str, *words: str) -> list[float]:
    """What a program says that it took: from the start of its process, or of its queries."""
    environment = {**os.environ, "CRM_LANG": "en", "BEGUN": str(time.time())}
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [float(word) for word in done.stdout.split()]


async def _scrolled(settings: config.Settings) -> tuple[float, float]:
    """How long a key takes among many rows, and by how much memory grows."""
    from crmcli.tui.app import CrmApp

    app = CrmApp(settings, "timeline")
    app.animation_level = "none"
    async with app.run_test(size=(120, 40)) as pilot:
        await _rest(app, pilot)
        rows: Any = app.place.query_one("#rows")  # type: ignore[union-attr]
        while len(rows.items) < ROWS:
            await pilot.press("G")
            await _rest(app, pilot)
        await pilot.press("g")
        await _rest(app, pilot)
        spent = [await _until_drawn(app, rows, pilot) for _key in range(KEYS)]
        before = await _round(app, pilot)
        for _again in range(ROUNDS):
            after = await _round(app, pilot)
    return statistics.median(spent), after - before


async def _until_drawn(app: Any, rows: Any, pilot: Any) -> float:
    """Milliseconds from a key to the terminal being given the screen with its cursor moved."""
    from textual._compositor import CompositorUpdate

    drawn, give, before = asyncio.Event(), app._display, rows.cursor_row

    def given(screen: Any, what: Any) -> None:
        give(screen, what)
        if isinstance(what, CompositorUpdate):
            what.render_segments(app.console)  # what no terminal is given here
        if rows.cursor_row > before:
            drawn.set()

    app._display = given
    start = time.perf_counter()
    app.simulate_key("j")
    await drawn.wait()
    spent = (time.perf_counter() - start) * 1000
    app._display = give
    await pilot.pause()
    return spent


async def _round(app: Any, pilot: Any) -> float:
    for key in ("2", "6", "5", "1", "3", "j", "k"):
        await pilot.press(key)
        await _rest(app, pilot)
    gc.collect()
    pages = int(open("/proc/self/statm").read().split()[1])  # noqa: PTH123, SIM115
    return pages * resource.getpagesize() / 1_000_000


async def _rest(app: Any, pilot: Any) -> None:
    quiet = 0
    while quiet < QUIET:
        await pilot.pause(0.01)
        quiet = quiet + 1 if app.rests else 0
