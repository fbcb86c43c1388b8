"""The app: every screen and action, by keys, on both engines."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Cli
from tests.tui import NOW, Driver, company, run


@pytest.fixture
def team(crm: Cli, monkeypatch: pytest.MonkeyPatch) -> dict[str, Cli]:
    monkeypatch.setenv("CRM_NOW", NOW)
    return company(crm)


def test_today_tells_what_waits_and_how_things_stand(team: dict[str, Cli]) -> None:
    async def act(d: Driver) -> None:
        assert "approval 1" in d.text
        assert "2,400.00" in d.text
        assert "Outstanding" in d.text
        await d.press("enter")
        assert d.app.place.PLACE == "approvals"

    run(team, "MAX", act)


def test_a_follow_up_is_annotated_and_its_author_answers(team: dict[str, Cli]) -> None:
    async def annotate(d: Driver) -> None:
        await d.press("3", "slash")
        await d.type("约时间")
        await d.press("enter", "a")
        await d.put("kind", "instruct")
        await d.put("content", "本周约好")
        await d.put("due", "+3d")
        await d.press("ctrl+s")
        assert "本周约好" in d.text

    run(team, "MAX", annotate)
    (row,) = team["BEN"].ok("annotation", "list", "--mine")
    assert (row["kind"], row["followup"], row["due"]) == ("instruct", "F2", "2026-03-19")

    async def answer(d: Driver) -> None:
        assert "annotation 1" in d.text
        await d.press("w")
        await d.put("answer", "周四上午")
        await d.press("ctrl+s")
        assert "annotation 1" not in d.text

    run(team, "BEN", answer)
    assert team["MAX"].ok("annotation", "show", row["number"])["answer"] == "周四上午"


def test_what_is_new_is_marked_until_it_is_opened(team: dict[str, Cli]) -> None:
    team["MAX"].ok("annotation", "add", "F1", "--content", "好")

    async def act(d: Driver) -> None:
        await d.press("3")
        assert "•" in d.text
        await d.press("enter")
        assert "•" not in d.text

    run(team, "ANN", act)
    assert team["ANN"].ok("annotation", "list", "--mine")[0]["status"] == "read"


def test_several_follow_ups_are_marked_and_annotated_together(team: dict[str, Cli]) -> None:
    async def act(d: Driver) -> None:
        await d.press("3", "space", "space", "a")
        await d.put("content", "辛苦了")
        await d.press("ctrl+s")

    run(team, "MAX", act)
    assert len(team["MAX"].ok("annotation", "list", "--given")) == 2


def test_a_returned_follow_up_is_corrected_and_both_texts_are_shown(
    team: dict[str, Cli], monkeypatch: pytest.MonkeyPatch
) -> None:
    team["MAX"].ok("annotation", "add", "F1", "--kind", "return", "--content", "写清预算")
    monkeypatch.setenv("CRM_NOW", "2026-03-16T10:30:00+08:00")

    async def correct(d: Driver) -> None:
        await d.press("3", "e")
        await d.put("content", "谈了报价，预算二十万")
        await d.press("ctrl+s")

    run(team, "ANN", correct)

    async def look(d: Driver) -> None:
        await d.press("5", "v")
        assert "corrected" in d.text
        assert "谈了报价，预算二十万" in d.text
        assert "When it was returned" in d.text
        await d.press("a")
        await d.put("kind", "approve")
        await d.put("content", "清楚了")
        await d.press("ctrl+s")

    run(team, "MAX", look)
    assert len(team["MAX"].ok("annotation", "list", "--followup", "F1")) == 2


def test_customers_are_found_while_one_types_and_their_ledger_stands_beside(
    team: dict[str, Cli],
) -> None:
    async def act(d: Driver) -> None:
        await d.press("2", "slash")
        await d.type("dfjd")
        assert "东方机电" in d.text
        assert "华信科技" not in d.text
        await d.press("enter", "enter")
        assert "约时间" in d.text
        await d.press("escape", "escape")
        assert "华信科技" in d.text

    run(team, "MAX", act)


def test_a_customer_is_added_and_a_likely_duplicate_is_shown_first(team: dict[str, Cli]) -> None:
    async def act(d: Driver) -> None:
        await d.press("2", "n")
        await d.press("ctrl+s")
        assert "required" in d.wrong
        await d.put("name", "华信科技公司")
        await d.put("level", "VIP")
        await d.put("mobile", "13800138000")
        await d.press("ctrl+s")
        assert "Possible duplicates: C1" in d.text
        await d.press("n")
        assert d.app.screen.query_one("#field-name").value == "华信科技公司"
        await d.press("ctrl+s", "y")
        assert "Saved" in d.told

    run(team, "ANN", act)
    names = [row["name"] for row in team["ANN"].ok("customer", "list")]
    assert sorted(names) == ["华信科技", "华信科技公司"]


def test_who_follows_it_up_already_is_told_in_the_form(team: dict[str, Cli]) -> None:
    async def act(d: Driver) -> None:
        await d.press("2", "n")
        await d.put("name", "东方机电")
        await d.press("ctrl+s")
        assert "ask Ben" in d.wrong

    run(team, "ANN", act)
    assert [row["asked"] for row in team["ANN"].ok("conflict", "list")] == ["东方机电"]


def test_two_who_edit_the_same_customer_get_both_versions(team: dict[str, Cli]) -> None:
    async def act(d: Driver) -> None:
        await d.press("2", "slash")
        await d.type("华信")
        await d.press("enter", "e")
        await d.put("address", "中山路 1 号")
        team["ANN"].ok("customer", "edit", "C1", "--address", "解放路 2 号")
        await d.press("ctrl+s")
        assert "changed meanwhile by Ann" in d.text
        assert "解放路 2 号" in d.text
        assert "中山路 1 号" in d.text
        await d.press("escape")
        assert d.app.screen.query_one("#field-address").value == "中山路 1 号"
        await d.press("ctrl+s")

    run(team, "MAX", act)
    assert team["ANN"].ok("customer", "show", "C1")["address"] == "中山路 1 号"


def test_a_key_field_is_proposed_with_a_reason(team: dict[str, Cli]) -> None:
    async def act(d: Driver) -> None:
        await d.press("2", "e")
        await d.put("level", "VIP")
        await d.put("address", "中山路 1 号")
        await d.press("ctrl+s")
        assert "level changes by revision only" in d.text
        await d.press("escape")
        await d.press("escape")
        assert "Leave without saving" in d.text
        await d.press("n")
        assert d.app.screen.query_one("#field-level").value == "VIP"
        await d.press("ctrl+s")
        await d.put("reason", "年度大单")
        await d.press("ctrl+s")
        assert "awaits approval" in d.told

    run(team, "BEN", act)
    shown = team["BEN"].ok("customer", "show", "C2")
    assert (shown["level"], shown["address"]) == (None, "中山路 1 号")
    row = team["BEN"].ok("revision", "list")[0]
    assert (row["proposer"], row["reason"]) == ("BEN", "年度大单")


def test_people_at_a_customer_are_added_and_edited(team: dict[str, Cli]) -> None:
    async def act(d: Driver) -> None:
        await d.press("2", "P")
        assert "Nobody is known at" in d.told
        await d.press("p", "ctrl+s")
        assert "name" in d.wrong.lower()
        await d.put("name", "王芳")
        await d.put("mobile", "13912345678")
        await d.press("ctrl+s")
        assert "王芳" in d.text
        await d.press("P")
        await d.put("position", "采购经理")
        await d.press("ctrl+s", "p")
        await d.put("name", "李四")
        await d.press("ctrl+s", "P")
        assert "Edit a contact" in d.text
        (second,) = (v for label, v in d.app.screen._fields[0].choices if label == "李四")
        await d.put("contact", second)
        await d.press("ctrl+s")
        await d.put("decision_role", "decider")
        await d.press("ctrl+s")

    run(team, "ANN", act)
    rows = {row["name"]: row for row in team["ANN"].ok("contact", "list", "--customer", "C1")}
    assert rows["王芳"]["position"] == "采购经理"
    assert rows["李四"]["decision_role"] == "decider"
    assert team["ANN"].ok("contact", "list", "--find", "13912345678")[0]["name"] == "王芳"


def test_a_talk_is_recorded_from_the_list_of_customers(team: dict[str, Cli]) -> None:
    async def act(d: Driver) -> None:
        await d.press("2", "l")
        await d.press("ctrl+s")
        assert "required" in d.wrong
        await d.put("channel", "PHONE")
        await d.put("content", "问了付款")
        await d.put("next_on", "nonsense")
        await d.press("ctrl+s")
        assert "nonsense" in d.wrong
        await d.put("next_on", "+7d")
        await d.press("ctrl+s")
        assert "问了付款" in d.text

    run(team, "ANN", act)
    row = team["ANN"].ok("followup", "list", "--find", "问了付款")[0]
    assert (row["channel"], row["next_on"]) == ("PHONE", "2026-03-23")


def test_the_timeline_is_endless_and_narrowed(team: dict[str, Cli], tmp_path: Any) -> None:
    lines = "\n".join(f"C1,2026-02-{1 + n % 28:02},PHONE,谈话{n}" for n in range(250))
    (tmp_path / "talks.csv").write_text(f"客户,时间,方式,内容\n{lines}\n", encoding="utf-8")
    team["ANN"].ok("import", "followup", "talks.csv")
    assert len(team["ANN"].ok("followup", "list")) == 251

    async def act(d: Driver) -> None:
        await d.press("3")
        for _page in range(3):
            await d.press("G")
        assert len(d.app.place.rows.items) == 252
        await d.press("g")
        assert d.app.place.rows.cursor_row == 0
        await d.press("f")
        await d.put("operator", "BEN")
        await d.press("ctrl+s")
        assert [d.app.place.key(row) for row in d.app.place.rows.items] == ["F2"]
        await d.press("f")
        await d.put("operator", "NOBODY")
        await d.press("ctrl+s")
        assert "NOBODY" in d.wrong

    run(team, "MAX", act)


def test_supervision_names_the_silent_and_opens_a_day(team: dict[str, Cli]) -> None:
    async def act(d: Driver) -> None:
        await d.press("4")
        assert "2 follow-ups; without a record: nobody" in d.text
        await d.press("enter")
        assert "谈了报价" in d.text
        await d.press("a")
        await d.put("content", "不错")
        await d.press("ctrl+s", "escape", "left_square_bracket")
        assert "2026-03-09" in d.text

    run(team, "MAX", act)
    (row,) = team["MAX"].ok("annotation", "list", "--given")
    assert row["followup"] == "F1"


def test_approvals_are_decided_singly_and_together(team: dict[str, Cli]) -> None:
    team["BEN"].ok("customer", "edit", "C2", "--level", "VIP", "--propose")

    async def act(d: Driver) -> None:
        await d.press("5")
        assert "level" in d.text.lower()
        await d.press("x", "ctrl+s")
        assert "needs a reason" in d.wrong
        await d.put("reason", "还早")
        await d.press("ctrl+s", "space", "y", "ctrl+s")
        assert d.app.place.rows.items == []

    run(team, "MAX", act)
    statuses = {row["number"]: row["status"] for row in team["ADMIN"].ok("approval", "list")}
    assert sorted(statuses.values()) == ["approved", "rejected"]


def test_an_order_is_written_with_a_live_total_and_paid(team: dict[str, Cli]) -> None:
    async def act(d: Driver) -> None:
        await d.press("6", "n")
        d.app.screen.query_one("#product").focus()
        await d.type("激光")
        assert "P1  激光打印机" in d.text
        await d.press("enter")
        assert d.app.screen.query_one("#field-lines").text == "P1:1"
        assert "1,200.00" in d.text
        await d.put("lines", "P1:3-10%")
        assert "3,240.00" in d.text
        await d.put("lines", "P9:3")
        await d.press("ctrl+s")
        assert "P9" in d.wrong
        await d.put("lines", "P1:3-10%")
        await d.put("confirm", "confirm")
        await d.press("ctrl+s")
        assert "3,240.00" in d.text
        await d.press("p")
        await d.put("method", "CASH")
        await d.put("amount", "5000")
        await d.press("ctrl+s")
        assert "exceeds" in d.wrong
        await d.put("amount", "3240")
        await d.press("ctrl+s")
        await d.press("o")
        assert "SO1" in d.text

    run(team, "ANN", act, place="orders")
    totals = [row["total"] for row in team["ANN"].ok("order", "list")]
    assert sorted(totals) == ["2400.00", "3240.00"]
    assert [row["amount"] for row in team["ADMIN"].ok("payment", "list")] == ["3240.00"]


def test_orders_are_found_by_part_of_a_number_or_of_the_customer(team: dict[str, Cli]) -> None:
    async def act(d: Driver) -> None:
        await d.press("6", "slash")
        await d.type("hxkj")
        assert "SO1" in d.text
        await d.put_filter("so1")
        assert "华信科技" in d.text
        await d.put_filter("东方")
        assert "SO1" not in d.text

    run(team, "MAX", act)
    assert [row["number"] for row in team["MAX"].ok("order", "list", "--find", "华信")] == ["SO1"]


def test_a_draft_is_confirmed_as_it_was_looked_at(team: dict[str, Cli]) -> None:
    made = ("order", "new", "--customer", "C1", "--line", "P1:1", "--number", "SO2")
    team["ANN"].ok(*made, "--date", "2026-03-12")

    async def act(d: Driver) -> None:
        await d.press("6")
        assert "SO2" in d.text
        await d.press("y")
        assert "Saved: SO2" in d.told

    run(team, "ANN", act)
    assert team["ANN"].ok("order", "show", "SO2")["status"] == "confirmed"


def test_a_report_is_run_drilled_and_written(team: dict[str, Cli], tmp_path: Any) -> None:
    async def act(d: Driver) -> None:
        await d.press("7", "j", "j", "j", "j", "j", "enter")
        assert "2,400.00" in d.text
        assert "█" in d.text
        await d.press("c")
        assert "█" not in d.text
        await d.press("f")
        await d.put("period", "last-month")
        await d.press("ctrl+s")
        assert "2,400.00" not in d.text
        await d.press("f")
        await d.put("period", "2026-03")
        await d.press("ctrl+s", "enter")
        assert "SO1" in d.text
        await d.press("escape", "x")
        await d.put("file", str(tmp_path / "sales.txt"))
        await d.press("ctrl+s")
        assert "xlsx" in d.wrong
        await d.put("file", str(tmp_path / "sales.xlsx"))
        await d.press("ctrl+s")
        assert "Written" in d.told

    run(team, "ANN", act)
    assert (tmp_path / "sales.xlsx").stat().st_size > 1000
    (logged,) = team["ANN"].ok("log", "access")
    assert "report region-sales" in logged["detail"]
