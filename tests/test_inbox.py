"""The inbox: what each person is told, and what waits for them."""

from __future__ import annotations

import pytest

from crmcli import clock
from tests.conftest import Cli
from tests.people import hire


@pytest.fixture
def team(crm: Cli) -> dict[str, Cli]:
    people = hire(
        crm,
        ("MAX", "D001", "MANAGER", "department"),
        ("ANN", "D001", "SALESPERSON", "own"),
        ("BEN", "D001", "SALESPERSON", "own"),
    )
    crm.ok("customer", "add", "--name", "华信科技", "--code", "C1", "--owner", "ANN")
    return people


def kinds(who: Cli) -> list[str]:
    return [row["kind"] for row in who.ok("inbox")]


def test_an_empty_inbox_says_so(team: dict[str, Cli]) -> None:
    result = team["ANN"]("inbox", terminal=True)
    assert (result.code, "Nothing found" in result.out + result.err) == (0, True)


def test_assignments_are_told_until_they_are_cleared(team: dict[str, Cli]) -> None:
    team["ADMIN"].ok("customer", "assign", "C1", "--to", "BEN")
    (row,) = team["BEN"].ok("inbox")
    assert (row["kind"], row["number"], row["customer"]) == ("assignment", "C1", "C1")
    team["BEN"].ok("inbox", "--clear", "--dry-run")
    assert kinds(team["BEN"]) == ["assignment"]
    (cleared,) = team["BEN"].ok("inbox", "--clear")
    assert cleared == row
    assert kinds(team["BEN"]) == []


def test_a_handover_is_told_once(team: dict[str, Cli]) -> None:
    team["ADMIN"].ok("customer", "add", "--name", "远大", "--code", "C2", "--owner", "ANN")
    team["ADMIN"].ok("handover", "run", "ANN", "--to", "BEN", "--stay")
    (row,) = team["BEN"].ok("inbox")
    assert (row["kind"], row["event"], row["detail"]) == ("assignment", "handed-over", "2")


def test_approvals_wait_for_who_decides_and_answers_for_who_proposed(
    team: dict[str, Cli],
) -> None:
    team["ADMIN"].ok("setting", "edit", "key_fields_customer", "level")
    team["ANN"].ok("customer", "edit", "C1", "--level", "A", "--propose")
    (row,) = team["MAX"].ok("inbox")
    assert (row["kind"], row["operator"]) == ("approval", "ANN")
    number = row["number"]
    assert kinds(team["BEN"]) == []
    team["MAX"].ok("approval", "reject", number, "--reason", "too early")
    assert kinds(team["MAX"]) == []
    (row,) = team["ANN"].ok("inbox")
    assert (row["kind"], row["detail"]) == ("notice", "too early")


def test_next_steps_follow_the_customer(
    team: dict[str, Cli], monkeypatch: pytest.MonkeyPatch
) -> None:
    team["ANN"].ok(
        "followup", "add", "C1", "--channel", "VISIT", "--content", "x", "--next", "报价",
        "--next-on", "2026-03-16",
    )  # fmt: skip
    assert kinds(team["ANN"]) == []
    monkeypatch.setenv("CRM_NOW", "2026-03-16T09:00:00+08:00")
    assert kinds(team["ANN"]) == ["due"]
    monkeypatch.setenv("CRM_NOW", "2026-03-17T09:00:00+08:00")
    assert kinds(team["ANN"]) == ["overdue"]
    team["ADMIN"].ok("customer", "assign", "C1", "--to", "BEN")
    assert kinds(team["BEN"]) == ["assignment", "overdue"]
    assert kinds(team["ANN"]) == []
    assert team["BEN"].ok("inbox", "--counts") == [
        {"kind": "assignment", "count": 1},
        {"kind": "overdue", "count": 1},
    ]


def test_watch_shows_it_again_when_it_changes(
    team: dict[str, Cli], monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 1:
            team["ADMIN"].ok("customer", "assign", "C1", "--to", "BEN")
        if len(waited) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(clock, "wait", wait)
    result = team["BEN"]("inbox", "--watch", "--every", "5", "--json")
    assert (result.code, waited) == (130, [5, 5, 5])
    assert result.out.count('"assignment"') == 1


def test_seconds_that_cannot_be_are_refused(team: dict[str, Cli]) -> None:
    assert team["ANN"]("inbox", "--every", "0").code == 2
