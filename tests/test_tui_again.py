"""The app: what must not happen twice, what must not be lost, coming back to a screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Cli
from tests.people import hire
from tests.tui import NOW, Driver, company, drive, run


@pytest.fixture
def team(crm: Cli, monkeypatch: pytest.MonkeyPatch) -> dict[str, Cli]:
    monkeypatch.setenv("CRM_NOW", NOW)
    return company(crm)


def stack(d: Driver) -> list[str]:
    return [type(one).__name__ for one in d.app.screen_stack[1:]]


def test_nothing_is_saved_twice(team: dict[str, Cli]) -> None:
    async def act(d: Driver) -> None:
        await d.press("6", "p")
        await d.put("amount", "100")
        await d.put("method", "CASH")
        for key in ("ctrl+s", "ctrl+s", "escape", "ctrl+s"):
            await d.pilot.press(key)
        await d.settled()
        assert stack(d) == ["Orders"]

    run(team, "MAX", act)
    assert [row["amount"] for row in team["MAX"].ok("payment", "list")] == ["100.00"]


def test_what_can_be_chosen_no_more_stays_as_it_is(team: dict[str, Cli]) -> None:
    admin = team["ADMIN"]
    admin.ok("setting", "edit", "key_fields_customer", "none")
    admin.ok("customer", "edit", "C1", "--level", "VIP")
    admin.ok("level", "edit", "VIP", "--inactive")

    async def act(d: Driver) -> None:
        await d.press("2", "slash")
        await d.type("hxkj")
        await d.press("enter", "e")
        assert "重点" in d.text
        await d.press("escape")
        assert stack(d) == ["Customers"]
        admin.ok("level", "add", "--name", "Newest", "--code", "NEW")
        await d.press("e")
        await d.put("remark", "x")
        await d.put("level", "NEW")
        await d.put("level", "VIP")
        await d.press("ctrl+s")

    run(team, "ANN", act)
    shown = admin.ok("customer", "show", "C1")
    assert (shown["level"], shown["remark"]) == ("VIP", "x")


def test_only_what_is_shown_is_confirmed(team: dict[str, Cli]) -> None:
    for number in ("SO2", "SO3"):
        team["ADMIN"].ok("order", "new", "--customer", "C1", "--line", "P1:1", "--number", number)

    async def act(d: Driver) -> None:
        await d.press("6")
        await d.pilot.press("j")
        await d.pilot.press("y")
        await d.settled()
        assert "SO2 is not shown yet" in d.told
        await d.press("y")

    run(team, "MAX", act)
    status = {row["number"]: row["status"] for row in team["MAX"].ok("order", "list")}
    assert (status["SO2"], status["SO3"]) == ("confirmed", "draft")


def test_customers_go_on_as_far_as_there_are_any(team: dict[str, Cli], tmp_path: Path) -> None:
    file = tmp_path / "many.csv"
    lines = "".join(f"Firm number {n},X{n:03}\n" for n in range(120))
    file.write_text(f"name,code\n{lines}", encoding="utf-8")
    team["ANN"].ok("import", "customer", str(file))

    async def act(d: Driver) -> None:
        await d.press("2", "G", "G", "G")
        assert len(d.app.place.rows.items) == 121
        await d.press("home")
        assert d.app.place.rows.cursor_row == 0
        await d.press("end")
        assert d.app.place.rows.cursor_row == 120

    run(team, "ANN", act)


def test_from_today_one_goes_to_what_it_is_about(team: dict[str, Cli]) -> None:
    team["MAX"].ok("annotation", "add", "F1", "--content", "谈得不错")
    number = team["ANN"].ok("annotation", "list", "--mine")[0]["number"]

    async def told(d: Driver) -> None:
        await d.press("enter")
        assert d.app.place.PLACE == "timeline"
        assert "Only Customer: C1" in d.text
        assert "谈了报价" in d.text
        await d.press("escape")
        assert "Only" not in d.text
        await d.press("1", "x")
        assert team["ANN"].ok("annotation", "list", "--mine")[0]["status"] == "acknowledged"
        team["ANN"].ok("annotation", "answer", number, "--content", "好的")
        await d.press("r")
        assert "谈得不错" not in d.text

    run(team, "ANN", told)

    async def answered(d: Driver) -> None:
        await d.press("slash")
        await d.type(number.lower())
        await d.press("enter", "enter")
        assert d.app.place.PLACE == "timeline"
        assert "谈了报价" in d.text
        assert "约时间" not in d.text
        await d.press("1", "escape", "escape", "c")
        assert number not in d.text

    run(team, "MAX", answered)


def test_a_write_goes_on_when_its_screen_is_left(team: dict[str, Cli]) -> None:
    team["ADMIN"].ok("order", "new", "--customer", "C1", "--line", "P1:1", "--number", "SO2")

    async def act(d: Driver) -> None:
        await d.press("6")
        await d.pilot.press("y")
        await d.pilot.press("2")
        await d.settled()
        assert stack(d) == ["Customers"]

    run(team, "MAX", act)
    assert team["MAX"].ok("order", "show", "SO2")["status"] == "confirmed"


def test_what_fails_in_a_form_loses_nothing(team: dict[str, Cli]) -> None:
    admin = team["ADMIN"]
    admin.ok("role", "add", "--name", "Blind", "--code", "BLIND")
    admin.ok("role", "grant", "BLIND", "order.read", "order.create", "customer.read")
    hire(admin, ("BOB", "D001", "BLIND", "department"))

    async def act(d: Driver) -> None:
        await d.press("6", "n")
        d.app.screen.query_one("#product").value = "打印"
        await d.settled()
        assert "product.read" in d.wrong
        assert stack(d) == ["Orders", "NewOrder"]

    assert drive(admin.store, "BOB", act) is None


def test_a_screen_that_one_comes_back_to_is_as_it_was_made(team: dict[str, Cli]) -> None:
    async def act(d: Driver) -> None:
        await d.press("5", "v")
        assert "Approve" not in d.text.splitlines()[-1]
        await d.press("2", "5")
        assert "Approve" not in d.text.splitlines()[-1]
        await d.press("v", "2", "5")
        assert "华信科技" in d.text
        assert "Approve" in d.text.splitlines()[-1]
        for place in "1234567":
            await d.press(place)
        assert not d.told

    run(team, "MAX", act)


@pytest.mark.parametrize(
    "place", ["customers", "timeline", "supervision", "approvals", "orders", "reports"]
)
def test_the_app_begins_where_one_says(team: dict[str, Cli], place: str) -> None:
    wanted = {"supervision": "Ann", "orders": "SO1", "reports": "Receipts"}

    async def act(d: Driver) -> None:
        assert place == d.app.place.PLACE
        assert wanted.get(place, "华信科技") in d.text

    run(team, "MAX", act, place=place)


def test_tab_goes_on_and_quitting_asks_for_what_is_typed(team: dict[str, Cli]) -> None:
    async def act(d: Driver) -> None:
        await d.press("4")
        before = d.app.focused
        await d.press("tab")
        assert d.app.focused is not before
        await d.press("ctrl+c")
        assert "^q" in d.told
        await d.press("3", "n")
        await d.put("content", "a long talk")
        await d.press("ctrl+q")
        assert stack(d)[-1] == "Question"
        await d.press("n")
        assert d.app.screen.values()["content"] == "a long talk"
        await d.press("ctrl+q", "y")

    assert run(team, "MAX", act) is None


def test_whoever_may_not_read_code_lists_sees_their_customers(team: dict[str, Cli]) -> None:
    admin = team["ADMIN"]
    admin.ok("role", "add", "--name", "Plain", "--code", "PLAIN")
    admin.ok("role", "grant", "PLAIN", "customer.read", "followup.read", "followup.create")
    hire(admin, ("PIA", "D001", "PLAIN", "department"))

    async def act(d: Driver) -> None:
        await d.press("2")
        assert "华信科技" in d.text
        await d.press("3")
        assert "谈了报价" in d.text
        assert not d.told

    drive(admin.store, "PIA", act)


def test_what_a_list_is_narrowed_to_stays_in_sight(team: dict[str, Cli]) -> None:
    async def act(d: Driver) -> None:
        await d.press("2", "f")
        await d.put("owner", "BEN")
        await d.press("ctrl+s")
        assert "Only Owner: BEN" in d.text
        assert "华信科技" not in d.text
        await d.press("6", "o")
        assert "Only what is not paid" in d.text
        await d.press("2")
        assert "Only Owner: BEN" in d.text
        await d.press("escape")
        assert "华信科技" in d.text

    run(team, "MAX", act)


def test_a_talk_of_whom_nobody_has_spoken_to_yet(team: dict[str, Cli]) -> None:
    team["ADMIN"].ok("customer", "add", "--name", "New one", "--code", "C3", "--owner", "BEN",
                     "--force")  # fmt: skip

    async def act(d: Driver) -> None:
        await d.press("3", "slash")
        await d.type("nothing like that")
        await d.press("enter", "n")
        await d.put("customer", "C3")
        await d.put("content", "first talk")
        await d.press("ctrl+s")

    run(team, "BEN", act)
    assert team["BEN"].ok("followup", "list", "--customer", "C3")[0]["content"] == "first talk"


def test_two_who_edit_the_same_contact_get_both_versions(team: dict[str, Cli]) -> None:
    ann = team["ANN"]
    ann.ok("contact", "add", "C1", "--name", "王芳", "--code", "K1", "--mobile", "13800138000")

    async def act(d: Driver) -> None:
        await d.press("2", "P")
        await d.put("position", "采购")
        ann.ok("contact", "edit", "K1", "--position", "总监", "--mobile", "13900139000")
        await d.press("ctrl+s")
        assert stack(d)[-1] == "Versions"
        for text in ("采购", "总监", "139****9000"):
            assert text in d.text
        d.app.screen.query_one("#mine").press()
        await d.settled()
        assert stack(d) == ["Customers"]

    run(team, "ANN", act)
    shown = ann.ok("contact", "show", "K1")
    assert shown["position"] == "采购"
    stale = ann("contact", "edit", "K1", "--position", "x", "--version", "1")
    assert stale.code == 5


def test_supervision_by_keys(team: dict[str, Cli]) -> None:
    async def act(d: Driver) -> None:
        await d.press("4")
        await d.press("]")
        assert "2026-03-16" in d.app.screen.query_one("#said").render().plain
        await d.press("[")
        assert "2026-03-09" in d.app.screen.query_one("#said").render().plain
        await d.press("]", "slash")
        await d.type("ann")
        await d.press("enter")
        assert "送样" in d.text
        await d.press("escape")
        d.app.screen.query_one("#tree").focus()
        await d.press("g", "j", "j", "enter")
        assert d.app.focused.id == "rows"
        await d.press("space", "a")
        await d.put("content", "很好")
        await d.press("ctrl+s")

    run(team, "MAX", act)
    assert len(team["MAX"].ok("annotation", "list", "--given")) == 1


def test_reports_are_found_by_name(team: dict[str, Cli]) -> None:
    async def act(d: Driver) -> None:
        await d.press("7", "slash")
        await d.type("receipts")
        await d.press("enter")
        found: Any = d.app.screen.query_one("#reports")
        assert {str(one.id) for one in found.options} <= {"receipts", "receivables"}
        await d.press("escape")
        assert len(found.options) > 5

    run(team, "MAX", act)
