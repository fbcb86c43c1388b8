"""Draws the screens of the app, for the readmes and as what tests compare: ``make pictures``."""

import asyncio
import io
import os
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.segment import Segment, Segments
from rich.terminal_theme import MONOKAI

from crmcli import clock, config, i18n
from crmcli.tui.app import CrmApp
from crmcli.tui.commands.everywhere import PLACES

SIZES = ((80, 24), (120, 40))
NOW = "2026-03-16T09:30:00+08:00"
"""A Monday morning, so that somebody has not recorded anything yet."""
KEYS = {"supervision": ("enter",), "reports": (*"jjjjj", "enter"), "timeline": ("j",)}
"""What is pressed on a screen before it is drawn."""
PAUSE, LONGEST = 0.25, 200


def drawn(store: Path, who: str, language: str, code_format: str, folder: Path) -> dict[Path, str]:
    """Each screen in each size in one language, and what stands in its picture."""
    found: dict[Path, str] = {}
    before = os.environ.get("CRM_NOW", "")
    os.environ["CRM_NOW"] = NOW
    i18n.use(language)
    try:
        for size in SIZES:
            settings = config.Settings(db=str(store), operator=who, trusted=True, lang=language)
            for place, lines in asyncio.run(_visited(settings, size)).items():
                name = f"tui-{place}.{size[0]}.{language}"
                found[folder / f"{name}.svg"] = _svg(lines, size, f"crm tui – {place}", code_format)
    finally:
        os.environ["CRM_NOW"] = before
        i18n.use("en")
        clock.show_in("UTC")
    return found


async def _visited(
    settings: config.Settings, size: tuple[int, int]
) -> dict[str, list[list[Segment]]]:
    """What every screen shows of the sample company."""
    app = CrmApp(settings)
    app.animation_level = "none"
    seen = {}
    async with app.run_test(size=size) as pilot:
        await _rest(app, pilot.pause)
        for number, (place, _name, _permission) in enumerate(PLACES, start=1):
            for key in (str(number), *KEYS.get(place, ())):
                await pilot.press(key)
                await _rest(app, pilot.pause)
            strips = app.screen._compositor.render_strips()
            seen[place] = [list(strip) for strip in strips]
    return seen


async def _rest(app: CrmApp, pause: Callable[[float], object]) -> None:
    """Wait until every question is answered."""
    quiet = 0
    for _turn in range(LONGEST):
        await pause(PAUSE / 5)  # type: ignore[misc]
        quiet = quiet + 1 if app.rests else 0
        if quiet > 5:  # noqa: PLR2004 - longer than a screen pauses before it asks
            return
    raise SystemExit("the app does not come to rest")


def _svg(lines: list[list[Segment]], size: tuple[int, int], title: str, code_format: str) -> str:
    console = Console(record=True, width=size[0], file=io.StringIO(), color_system="truecolor")
    for line in lines:
        console.print(Segments(line), end="")
        console.print()
    text = console.export_svg(
        title=title, theme=MONOKAI, code_format=code_format, unique_id="crm-tui"
    )
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"
