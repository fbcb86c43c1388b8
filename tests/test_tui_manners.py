"""The app: who may do what, keys, mouse, sizes, colours, hostile text."""

from __future__ import annotations

import pytest

from tests.conftest import Cli
from tests.people import hire
from tests.tui import NOW, SMALL, Driver, company, drive, run


@pytest.fixture
def team(crm: Cli, monkeypatch: pytest.MonkeyPatch) -> dict[str, Cli]:
    monkeypatch.setenv("CRM_NOW", NOW)
    return company(crm)


def test_whoever_only_looks_neither_sees_nor_triggers_what_changes(team: dict[str, Cli]) -> None:
    async def act(d: Driver) -> None:
        for place, keys in (
            ("2", ("n", "e", "l")),
            ("3", ("a", "n", "e")),
            ("5", ("y", "x")),
            ("6", ("n", "p", "y")),
        ):
            await d.press(place)
            for key in keys:
                await d.press(key)
                assert len(d.app.screen_stack) == 2, (place, key)
            footer = d.text.splitlines()[-1]
            for text in ("New", "Edit", "Annotate", "Approve", "Confirm", "Receipt"):
                assert text not in footer
            await d.press("question_mark")
            assert "Annotate" not in d.text
            await d.press("escape")

    run(team, "VIC", act)


def test_a_place_without_its_permission_is_none(team: dict[str, Cli]) -> None:
    team["ADMIN"].ok("role", "add", "--name", "Orders only", "--code", "ONLY")
    team["ADMIN"].ok("role", "grant", "ONLY", "order.read", "customer.read")
    hire(team["ADMIN"], ("OLA", "D001", "ONLY", "own"))

    async def act(d: Driver) -> None:
        bar = d.text.splitlines()[0]
        assert "Orders" in bar
        assert "Timeline" not in bar
        assert "Approvals" not in bar
        await d.press("3")
        assert d.app.place.PLACE == "today"

    drive(team["ADMIN"].store, "OLA", act)


def test_keys_of_an_input_method_the_palette_and_the_help(team: dict[str, Cli]) -> None:
    async def act(d: Driver) -> None:
        await d.press("2", "？")
        assert "Filter" in d.text
        await d.press("escape", "／")
        assert d.app.focused.id == "filter"
        await d.press("escape", "ctrl+p")
        await d.type("Timeline")
        await d.press("down", "enter")
        assert d.app.place.PLACE == "timeline"
        before = d.app.theme
        await d.press("t")
        assert d.app.theme != before

    run(team, "MAX", act)


def test_the_mouse_goes_to_a_screen_and_a_line(team: dict[str, Cli]) -> None:
    async def act(d: Driver) -> None:
        await d.pilot.click(
            next(t for t in d.app.screen.query("Tab") if "Customers" in str(t.render()))
        )
        await d.settled()
        assert d.app.place.PLACE == "customers"
        await d.pilot.click("#rows", offset=(5, 2))
        await d.settled()
        assert d.app.place.rows.cursor_row == 1

    run(team, "MAX", act)


@pytest.mark.parametrize("size", [SMALL, (200, 60)])
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_every_screen_is_drawn_in_every_size(
    team: dict[str, Cli], size: tuple[int, int], lang: str
) -> None:
    async def act(d: Driver) -> None:
        for place in "1234567":
            await d.press(place)
            lines = d.text.splitlines()
            assert len(lines) == size[1]
            assert "7" in lines[0]

    run(team, "MAX", act, size=size, lang=lang)


def test_without_colour_it_is_drawn_too(
    team: dict[str, Cli], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def act(d: Driver) -> None:
        await d.press("2")
        assert "华信科技" in d.text

    run(team, "MAX", act)


def test_ctrl_q_ends_it(team: dict[str, Cli]) -> None:
    async def act(d: Driver) -> None:
        await d.pilot.press("ctrl+q")

    assert run(team, "MAX", act) is None


def test_hostile_text_is_inert(team: dict[str, Cli]) -> None:
    override = "\u202e"
    made = team["ANN"](
        "followup", "add", "C1", "--channel", "VISIT", "--content", f"[red]坏[/] {override}x"
    )
    assert made.code == 0, made.err

    async def act(d: Driver) -> None:
        await d.press("3")
        assert "[red]坏[/]" in d.text
        assert override not in d.text

    run(team, "MAX", act)
