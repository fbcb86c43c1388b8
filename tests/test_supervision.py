"""Supervision: what each did and plans, who recorded nothing on a working day."""

from __future__ import annotations

import pytest

from tests.conftest import Cli
from tests.people import hire

MONDAY = "2026-03-16T18:00:00+08:00"


@pytest.fixture
def team(crm: Cli, monkeypatch: pytest.MonkeyPatch) -> dict[str, Cli]:
    """Two departments with salespeople; the clock stands on a Monday."""
    monkeypatch.setenv("CRM_NOW", "2026-03-01T09:00:00+08:00")
    for code in ("EAST", "WEST"):
        crm.ok("department", "add", "--name", code, "--code", code)
    people = hire(
        crm,
        ("MAX", "EAST", "MANAGER", "department"),
        ("ANN", "EAST", "SALESPERSON", "own"),
        ("BEN", "EAST", "SALESPERSON", "own"),
        ("WIM", "WEST", "SALESPERSON", "own"),
    )
    for code, owner in (("C1", "ANN"), ("C2", "ANN"), ("C3", "WIM")):
        crm.ok("customer", "add", "--name", f"客户{code}", "--code", code, "--owner", owner)
    monkeypatch.setenv("CRM_NOW", MONDAY)
    return people


def talk(who: Cli, customer: str, at: str, *more: str) -> None:
    who.ok("followup", "add", customer, "--channel", "VISIT", "--content", "谈", "--at", at, *more)


def by_person(rows: list[dict[str, object]]) -> dict[object, dict[str, object]]:
    return {row["operator"]: row for row in rows}


def test_who_recorded_nothing_today_is_named(team: dict[str, Cli]) -> None:
    talk(team["ANN"], "C1", "2026-03-16 10:00", "--next", "送样", "--next-on", "2026-03-20")
    talk(team["ANN"], "C2", "2026-03-16 11:00")
    rows = by_person(team["MAX"].ok("supervise"))
    assert set(rows) == {"ANN", "BEN"}
    ann, ben = rows["ANN"], rows["BEN"]
    assert (ann["status"], ann["followups"], ann["customers"]) == ("recorded", 2, 2)
    assert (ann["planned"], ann["plans"]) == (1, ["03-20 客户C1 送样"])
    assert (ben["status"], ben["followups"], ben["silent_days"]) == ("silent", 0, 1)
    told = team["MAX"]("supervise", terminal=True)
    assert "no record today" in told.out


def test_counts_equal_the_follow_ups(team: dict[str, Cli]) -> None:
    for day in ("02", "03", "10", "16"):
        talk(team["ANN"], "C1", f"2026-03-{day} 10:00")
    period = ("--from", "2026-03-01", "--to", "2026-03-16")
    rows = team["MAX"].ok("supervise", *period)
    listed = team["MAX"].ok("followup", "list", *period)
    assert sum(row["followups"] for row in rows) == len(listed) == 4
    assert len(team["MAX"].ok("supervise", "--records", *period)) == 4
    assert by_person(rows)["ANN"]["silent_days"] == 11 - 4


def test_the_matrix_tells_why_there_is_nothing(team: dict[str, Cli]) -> None:
    talk(team["ANN"], "C1", "2026-03-12 10:00")
    team["MAX"].ok("leave", "add", "BEN", "--from", "2026-03-12", "--to", "2026-03-13")
    rows = by_person(
        team["MAX"].ok("supervise", "--matrix", "--from", "2026-03-12", "--to", "2026-03-17")
    )
    days = [f"2026-03-{day}" for day in (12, 13, 14, 16, 17)]
    assert [rows["ANN"][day] for day in days] == ["1", "silent", "off", "silent", "off"]
    assert [rows["BEN"][day] for day in days] == ["leave", "leave", "off", "silent", "off"]


def test_shifted_days_decide_who_is_silent(team: dict[str, Cli]) -> None:
    team["ADMIN"].ok("working-calendar", "set", "2026-03-14", "--working", "--name", "调休上班")
    team["ADMIN"].ok("working-calendar", "set", "2026-03-16", "--off", "--name", "假日")
    saturday = by_person(team["MAX"].ok("supervise", "--date", "2026-03-14"))
    assert saturday["BEN"]["status"] == "silent"
    assert by_person(team["MAX"].ok("supervise"))["BEN"]["status"] == "off"
    team["ADMIN"].ok("working-calendar", "remove", "2026-03-16")
    assert by_person(team["MAX"].ok("supervise"))["BEN"]["status"] == "silent"


def test_a_calendar_is_brought_in_from_a_list(team: dict[str, Cli], tmp_path) -> None:
    (tmp_path / "days.csv").write_text(
        "日期,是否上班,节日\n2026-10-01,否,国庆节\n2026-10-10,是,调休\n", encoding="utf-8"
    )
    team["ADMIN"].ok("import", "working-calendar", "days.csv")
    rows = team["ADMIN"].ok("working-calendar", "list", "--from", "2026-10-01")
    assert [(row["day"], row["working"], row["name"]) for row in rows] == [
        ("2026-10-01", False, "国庆节"),
        ("2026-10-10", True, "调休"),
    ]
    again = team["ADMIN"]("import", "working-calendar", "days.csv")
    assert again.code == 0, again.err


def test_only_ones_own_people_are_supervised(team: dict[str, Cli]) -> None:
    refused = team["MAX"]("supervise", "--operator", "WIM")
    assert (refused.code, "no manager" in refused.err) == (4, True)
    assert set(by_person(team["ADMIN"].ok("supervise", "--department", "WEST"))) == {"WIM"}
    assert set(by_person(team["ANN"].ok("supervise"))) == {"ANN"}


def test_leave_is_recorded_by_managers_and_ends_a_dispute(team: dict[str, Cli]) -> None:
    assert team["ANN"]("leave", "add", "BEN", "--from", "today").code == 4
    made = team["MAX"].ok("leave", "add", "BEN", "--from", "today", "--to", "+2d")
    assert made["ends_on"] == "2026-03-18"
    assert by_person(team["MAX"].ok("supervise"))["BEN"]["status"] == "leave"
    again = team["MAX"]("leave", "add", "BEN", "--from", "+1d")
    assert (again.code, "already" in again.err) == (5, True)
    assert [row["operator"] for row in team["ANN"].ok("leave", "list")] == ["BEN"]
    assert team["MAX"]("leave", "add", "WIM", "--from", "today").code == 4
    assert team["MAX"]("leave", "remove", "99").code == 3
    team["MAX"].ok("leave", "remove", str(made["id"]))
    assert by_person(team["MAX"].ok("supervise"))["BEN"]["status"] == "silent"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--date", "today", "--from", "today"), "cannot both"),
        (("--from", "2026-01-01", "--to", "2026-12-31"), "too many days"),
        (("--operator", "ANN", "--department", "EAST"), "cannot both"),
        (("--matrix", "--records"), "cannot both"),
    ],
)
def test_what_cannot_be_asked_is_told(
    team: dict[str, Cli], words: tuple[str, ...], said: str
) -> None:
    refused = team["MAX"]("supervise", *words)
    assert (refused.code, said in refused.err) == (2, True), refused.err


def test_new_people_are_not_silent_before_they_came(team: dict[str, Cli]) -> None:
    hire(team["ADMIN"], ("NEW", "EAST", "SALESPERSON", "own"))
    rows = by_person(team["MAX"].ok("supervise", "--from", "2026-03-01", "--to", "2026-03-16"))
    assert rows["NEW"]["silent_days"] == 1


def test_taking_a_day_out_of_the_calendar_is_previewed(crm: Cli) -> None:
    crm.ok("working-calendar", "set", "2026-03-14", "--working", "--name", "调休")
    (entry,) = crm.ok("working-calendar", "remove", "2026-03-14", "--dry-run")
    assert (entry["change"], entry["old"]["name"]) == ("delete", "调休")
    assert [row["day"] for row in crm.ok("working-calendar", "list")] == ["2026-03-14"]
    crm.ok("working-calendar", "remove", "2026-03-14", "--yes")
    assert crm.ok("working-calendar", "list") == []
    assert crm.ok("log", "list", "--noun", "working-calendar") != []
