"""Registrations, and customers that others follow up: told whom to ask, and nothing else."""

from __future__ import annotations

import json

import pytest

from crmcli.oracle import scope_audit
from tests.conftest import Cli, acting
from tests.people import hire

TAX = "91110108551385082Q"


@pytest.fixture
def team(crm: Cli) -> dict[str, Cli]:
    """Two departments, each with a salesperson and a manager, and a head of both."""
    crm.ok("department", "add", "--name", "Sales", "--code", "S")
    for code in ("D1", "D2"):
        crm.ok("department", "add", "--name", f"Team {code}", "--code", code, "--parent", "S")
    team = hire(
        crm,
        ("ANN", "D1", "SALESPERSON", "own"),
        ("BEN", "D2", "SALESPERSON", "own"),
        ("MAY", "D1", "MANAGER", "department"),
        ("EVE", "S", "MANAGER", "subtree"),
    )
    team["ANN"].ok(
        "customer", "add", "--name", "Huadong Trade (Shanghai) Ltd", "--code", "A",
        "--phone", "021-55551234", "--tax-number", TAX,
    )  # fmt: skip
    return team


SAME = {
    "name": ("--name", "huadong trade（shanghai）ltd"),
    "phone": ("--name", "Something", "--phone", "(021) 5555 1234"),
    "tax_number": ("--name", "Something", "--tax-number", TAX),
}


@pytest.mark.parametrize("by", SAME)
def test_who_adds_it_is_told_whom_to_ask_and_nothing_else(team: dict[str, Cli], by: str) -> None:
    ben, may, ann = team["BEN"], team["MAY"], team["ANN"]
    for force in ((), ("--force",)):
        refused = ben("customer", "add", *SAME[by], "--code", "X", *force, "--json")
        assert refused.code == 5
        error = json.loads(refused.err)["error"]
        assert error["code"] == "held_by_other"
        assert error["message"] == "Exists already; department Team D1, ask Ann"
    assert ben.ok("customer", "list") == []
    met = ben.ok("conflict", "list")
    assert [(row["matched"], row["owner"], row["customer"]) for row in met] == [(by, "ANN", None)]
    assert "55551234" not in json.dumps(met).replace(" ", "") or by == "name"
    assert ben.ok("conflict", "list", "--mine") == met
    for person in (may, ann):
        told = person.ok("conflict", "list")
        assert [(row["asker"], row["customer"]) for row in told] == [("BEN", "A")]
    assert team["ADMIN"].ok("log", "list", "--noun", "conflict")[0]["action"] == "customer.create"
    assert all(row["record"] != "conflict" for row in ben.ok("log", "list"))
    assert team["ADMIN"]("db", "check").code == 0
    with acting(ben.store):
        assert scope_audit.audit(ben.store) == []


def test_in_chinese(team: dict[str, Cli]) -> None:
    from dataclasses import replace

    refused = replace(team["BEN"], lang="zh_CN")("customer", "add", *SAME["name"])
    assert "该客户已有人跟进（Team D1），请联系 Ann" in refused.err


def test_what_is_seen_or_only_alike_is_no_conflict(team: dict[str, Cli]) -> None:
    ben, eve, may = team["BEN"], team["EVE"], team["MAY"]
    ben.ok("customer", "add", "--name", "Huadong Trade (Peking) Ltd")
    ben.ok("customer", "add", "--name", "Huadong Trade (Shanghai) Ltd", "--kind", "person")
    assert eve("customer", "add", *SAME["name"]).code == 5
    assert may.ok("customer", "add", *SAME["name"], "--force")["owner"] == "MAY"
    assert eve.ok("conflict", "list") == []
    team["ADMIN"].ok("customer", "edit", "A", "--inactive")
    assert ben("customer", "add", "--name", "Other", "--phone", "02155551234").code == 0


def test_a_preview_is_an_answer_too(team: dict[str, Cli]) -> None:
    refused = team["BEN"]("customer", "add", *SAME["name"], "--dry-run")
    assert "ask Ann" in refused.err
    assert len(team["MAY"].ok("conflict", "list")) == 1


def test_so_many_answers_a_day(team: dict[str, Cli]) -> None:
    """So many customers: to ask again for one that was met is the same conflict."""
    team["ADMIN"].ok("setting", "edit", "conflict_answers_per_day", "2")
    team["ANN"].ok("customer", "add", "--name", "Nanhai Works Ltd")
    team["ANN"].ok("customer", "add", "--name", "Donghai Mills Ltd")
    ben = team["BEN"]
    told = [
        ben("customer", "add", "--name", name).err
        for name in ("Nanhai Works Ltd", "Nanhai Works Ltd", SAME["name"][1], "Donghai Mills Ltd")
    ]
    assert [("ask Ann" in one) for one in told] == [True, True, True, False]
    assert "You have met 2 customers of others within a day" in told[3]
    assert "ask Ann" in ben("customer", "add", *SAME["tax_number"]).err
    met = ben.ok("conflict", "list")
    assert [row["number"] for row in met] == ["CF202603-0002", "CF202603-0001"]


def test_what_lies_in_a_pool(team: dict[str, Cli]) -> None:
    team["ANN"].ok("customer", "release", "A", "--reason", "no time")
    refused = team["BEN"]("customer", "add", *SAME["name"])
    assert "it lies in the pool of Team D1" in refused.err
    assert refused.code == 5


def test_a_manager_of_both_decides_and_it_is_kept(team: dict[str, Cli]) -> None:
    ben, ann, may, eve = team["BEN"], team["ANN"], team["MAY"], team["EVE"]
    ann.ok("customer", "register", "A", "--until", "2026-05-01")
    ben("customer", "add", *SAME["name"])
    (first,) = [row["number"] for row in eve.ok("conflict", "list")]
    decide = ("--reason", "agreed by phone")
    assert ben("conflict", "decide", first, "--for", "BEN", *decide).code == 4
    assert may("conflict", "decide", first, "--for", "ANN", *decide).code == 4
    assert eve("conflict", "decide", first, "--for", "MAY", *decide).code == 2
    assert eve("conflict", "decide", first, "--for", "ANN", "--reason", " ").code == 2
    assert eve("conflict", "decide", "NONE", "--for", "ANN", *decide).code == 3
    stays = eve.ok("conflict", "decide", first, "--for", "ANN", *decide)
    assert (stays["status"], stays["winner"], stays["decided_by"]) == ("decided", "ANN", "EVE")
    assert eve("conflict", "decide", first, "--for", "BEN", *decide).code == 5
    ben("customer", "add", *SAME["tax_number"])
    (second,) = [row["number"] for row in eve.ok("conflict", "list") if row["status"] == "open"]
    goes = eve.ok("conflict", "decide", second, "--for", "BEN", *decide)
    assert goes["registered_until"] is None
    assert [row["code"] for row in ben.ok("customer", "list")] == ["A"]
    assert ann.ok("customer", "list") == []
    assert eve.ok("customer", "registrations") == []
    told = {row["number"]: row["winner"] for row in ben.ok("conflict", "list")}
    assert told == {first: "ANN", second: "BEN"}
    assert team["ADMIN"]("db", "check").code == 0


def test_registering_adds_what_is_new_and_the_first_wins(team: dict[str, Cli]) -> None:
    ann, ben, eve = team["ANN"], team["BEN"], team["EVE"]
    made = ann.ok("customer", "register", "Xihai Works", "--until", "30d", "--reason", "tender")
    assert (made["owner"], made["ends_on"], made["in_force"]) == ("ANN", "2026-04-14", True)
    refused = ben("customer", "register", "Xihai Works", "--until", "30d")
    assert refused.code == 5
    assert "ask Ann" in refused.err
    assert eve.ok("conflict", "list")[0]["registered_until"] == "2026-04-14"
    again = ann.ok("customer", "register", "Xihai Works", "--until", "2026-06-01")
    assert (again["since"], again["ends_on"]) == (made["since"], "2026-06-01")
    assert len(ann.ok("customer", "registrations", "--over")) == 1
    assert ben.ok("customer", "registrations") == []
    ended = ann.ok("customer", "unregister", "Xihai Works")
    assert not ended["in_force"]
    assert ann("customer", "unregister", "Xihai Works").code == 3
    assert ann.ok("customer", "registrations") == []
    assert len(ann.ok("customer", "registrations", "--over")) == 1


def test_a_code_is_not_the_name_of_a_new_one(team: dict[str, Cli]) -> None:
    ann = team["ANN"]
    for code in ("C000099", "c-12", "2026"):
        absent = ann("customer", "register", code, "--until", "30d")
        assert absent.code == 3
        assert f"No customer “{code}”" in absent.err
    hidden = team["BEN"]("customer", "register", "A1", "--until", "30d")
    assert hidden.code == 3
    assert len(ann.ok("customer", "list")) == 1
    for name in ("Xihai", "360 Works", "7天酒店", "T.C1"):
        ann.ok("customer", "register", name, "--until", "30d", "--force")


@pytest.mark.parametrize("way", ["assign", "edit", "handover", "undo"])
def test_who_gets_it_has_it_not_registered(team: dict[str, Cli], way: str) -> None:
    ann, eve = team["ANN"], team["EVE"]
    ann.ok("customer", "register", "A", "--until", "30d")
    assert ann.ok("customer", "edit", "A", "--owner", "ANN")["owner"] == "ANN"
    assert len(eve.ok("customer", "registrations")) == 1
    if way == "assign":
        eve.ok("customer", "assign", "A", "--to", "BEN")
    elif way == "edit":
        eve.ok("customer", "edit", "A", "--owner", "BEN")
    else:
        eve.ok("handover", "run", "ANN", "--to", "BEN", "--stay")
    assert eve.ok("customer", "registrations") == []
    if way == "undo":
        team["BEN"].ok("customer", "register", "A", "--until", "30d")
        eve.ok("handover", "undo", eve.ok("handover", "list")[0]["number"])
        assert eve.ok("customer", "registrations") == []
    assert len(eve.ok("customer", "registrations", "--over")) == 1 + (way == "undo")
    assert team["ADMIN"]("db", "check").code == 0


def test_what_cannot_be_registered(team: dict[str, Cli]) -> None:
    admin, ann, may = team["ADMIN"], team["ANN"], team["MAY"]
    assert ann("customer", "register", "A", "--until", "2026-01-01").code == 2
    assert ann("customer", "register", "A", "--until", "2027-01-01").code == 2
    assert ann("customer", "register", "A", "--until", "soon").code == 2
    admin.ok("setting", "edit", "registration_limit", "1")
    ann.ok("customer", "register", "A", "--until", "30d")
    refused = ann("customer", "register", "Another", "--until", "30d")
    assert refused.code == 5
    assert "may be 1" in refused.err
    assert [row["name"] for row in ann.ok("customer", "list", "--find", "Another")] == []
    ann.ok("customer", "release", "A", "--reason", "no time")
    assert admin.ok("customer", "registrations") == []
    assert may("customer", "register", "A", "--until", "30d").code == 5
    admin.ok("role", "revoke", "SALESPERSON", "customer.register")
    assert ann("customer", "register", "Third", "--until", "30d").code == 4


def test_the_pool_takes_nothing_back_that_is_registered(
    team: dict[str, Cli], monkeypatch: pytest.MonkeyPatch
) -> None:
    admin, ann = team["ADMIN"], team["ANN"]
    admin.ok("setting", "edit", "pool_protection_days", "10")
    admin.ok("setting", "edit", "registration_days", "200")
    ann.ok("customer", "register", "A", "--until", "2026-06-30")
    monkeypatch.setenv("CRM_NOW", "2026-06-30T10:00:00+08:00")
    assert admin.ok("pool", "recycle") == []
    monkeypatch.setenv("CRM_NOW", "2026-07-02T10:00:00+08:00")
    assert [row["recycled"] for row in admin.ok("pool", "recycle")] == [False]
    monkeypatch.setenv("CRM_NOW", "2026-07-09T10:00:00+08:00")
    assert [(row["customer"], row["recycled"]) for row in admin.ok("pool", "recycle")] == [
        ("A", True)
    ]
    assert ann.ok("customer", "registrations", "--over") == []


def test_a_list_tells_nobody_whose_it_is(team: dict[str, Cli], tmp_path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(f"name,tax number\nNew one,\nSomething,{TAX}\n", encoding="utf-8")
    ben = team["BEN"]
    done = ben("import", "customer", str(file))
    assert done.code != 0
    assert "Somebody else follows up" in done.out + done.err
    assert "Ann" not in done.out + done.err
    assert team["MAY"].ok("conflict", "list") == []
