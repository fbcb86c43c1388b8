"""Handovers: everything goes along at once, the past stays, and it can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmcli.oracle import scope_audit
from tests.conftest import Cli, acting
from tests.people import hire


@pytest.fixture
def team(crm: Cli) -> dict[str, Cli]:
    """A department with a leaver of four customers, two successors and a manager."""
    for code in ("D1", "D2"):
        crm.ok("department", "add", "--name", f"Team {code}", "--code", code)
    for code in ("N", "S"):
        crm.ok("region", "add", "--name", f"Region {code}", "--code", code)
    team = hire(
        crm,
        ("ANN", "D1", "SALESPERSON", "own"),
        ("BEN", "D1", "SALESPERSON", "own"),
        ("CAT", "D1", "SALESPERSON", "own"),
        ("DAN", "D2", "SALESPERSON", "own"),
        ("MAY", "D1", "MANAGER", "department"),
    )
    crm.ok("product", "add", "--name", "Pump", "--code", "P1", "--price", "100")
    ann = team["ANN"]
    for number, (region, level) in enumerate((("N", "A"), ("N", "B"), ("S", "A"), ("S", "B"))):
        key = f"C{number}"
        ann.ok(
            "customer", "add", "--name", f"Firm {number}", "--code", key, "--region", region,
            "--level", level, "--force",
        )  # fmt: skip
        ann.ok(
            "followup", "add", key, "--channel", "PHONE", "--content", "talked",
            "--next", "call", "--next-on", "2026-03-20",
        )  # fmt: skip
        ann.ok("order", "new", "--customer", key, "--line", "P1:2", "--confirm")
    return team


def seen(person: Cli) -> list[str]:
    return sorted(row["code"] for row in person.ok("customer", "list"))


def totals(crm: Cli) -> object:
    return [crm.ok("report", name, "--from", "2026-01", "--to", "2026-12") for name in (
        "salesperson-sales", "region-sales"
    )]  # fmt: skip


def test_everything_goes_along_and_the_past_stays(team: dict[str, Cli]) -> None:
    admin, may, ben = team["ADMIN"], team["MAY"], team["BEN"]
    before = totals(admin)
    sheet = may.ok("handover", "preview", "ANN", "--to", "BEN")
    assert [(row["customer"], row["orders"], row["outstanding"]) for row in sheet] == [
        (f"C{n}", 1, "200.00") for n in range(4)
    ]
    assert sheet[0]["next_step"] == "call"
    assert seen(ben) == []
    table = may("handover", "preview", "ANN", "--to", "BEN", "--format", "markdown").out
    assert ["C0", "Firm 0"] in [
        [cell.strip() for cell in line.split("|")][1:3] for line in table.splitlines()
    ]
    assert may("handover", "preview", "ANN", "--to", "BEN", "-O", "sheet.xlsx").code == 0
    assert may.ok("log", "access")[0]["action"] == "list.export"
    done = may.ok("handover", "run", "ANN", "--to", "BEN", "--reason", "leaves")
    assert done == sheet
    assert seen(ben) == ["C0", "C1", "C2", "C3"]
    assert {row["author"] for row in ben.ok("followup", "list")} == {"ANN"}
    assert {row["salesperson"] for row in ben.ok("order", "list")} == {"ANN"}
    assert totals(admin) == before
    assert team["ANN"]("customer", "list").code == 4
    assert not admin.ok("operator", "show", "ANN")["active"]
    assert admin("db", "check").code == 0
    with acting(admin.store):
        assert scope_audit.audit(admin.store) == []


@pytest.mark.parametrize("heading", ["", "Customer, successor\n", "\n客户,接替人\n"])
def test_several_successors(team: dict[str, Cli], tmp_path: Path, heading: str) -> None:
    may = team["MAY"]
    file = tmp_path / "list.csv"
    file.write_text(heading + "C3,CAT\n", encoding="utf-8")
    rows = may.ok(
        "handover", "run", "ANN", "--list", str(file), "--by-level", "A=BEN",
        "--by-region", "N=CAT", "--stay",
    )  # fmt: skip
    assert {row["customer"]: row["successor"] for row in rows} == {
        "C0": "BEN", "C1": "CAT", "C2": "BEN", "C3": "CAT",
    }  # fmt: skip
    assert seen(team["ANN"]) == []
    (handover,) = may.ok("handover", "list")
    assert handover["successors"] == ["BEN", "CAT"]
    assert not handover["deactivated"]


def test_a_handover_is_undone(team: dict[str, Cli]) -> None:
    admin, may = team["ADMIN"], team["MAY"]
    before = totals(admin)
    may.ok("handover", "run", "ANN", "--to", "BEN")
    (handover,) = may.ok("handover", "list")
    row = may.ok("handover", "undo", handover["number"])
    assert row["undone"]
    assert may("handover", "undo", handover["number"]).code == 5
    assert seen(team["BEN"]) == []
    assert admin.ok("operator", "show", "ANN")["active"]
    assert totals(admin) == before
    may.ok("handover", "run", "ANN", "--to", "BEN", "--stay")
    second = may.ok("handover", "list")[0]["number"]
    may.ok("customer", "assign", "C2", "--to", "CAT")
    refused = may("handover", "undo", second)
    assert refused.code == 5
    assert "C2" in refused.err


def test_what_cannot_be_handed_over(team: dict[str, Cli], tmp_path: Path) -> None:
    may, admin = team["MAY"], team["ADMIN"]
    assert may("handover", "run", "ANN", "--to", "DAN").code == 4
    assert may("handover", "run", "DAN", "--to", "BEN").code == 4
    assert may("handover", "run", "MAY", "--to", "BEN").code == 5
    assert may("handover", "run", "ANN", "--to", "ANN").code == 2
    assert may("handover", "run", "BEN", "--to", "CAT").code == 5
    assert may("handover", "run", "ANN", "--by-level", "A=BEN").code == 5
    assert may("handover", "run", "ANN", "--by-level", "A").code == 2
    assert team["BEN"]("handover", "run", "ANN", "--to", "BEN").code == 4
    file = tmp_path / "list.csv"
    file.write_text("C1\n")
    assert may("handover", "preview", "ANN", "--list", str(file)).code == 2
    assert may("handover", "run", "ANN", "--to", "BEN", "--dry-run").code == 0
    assert len(seen(team["ANN"])) == 4
    assert admin.ok("handover", "list") == []


def test_every_successor_is_one_whom_one_reaches(team: dict[str, Cli]) -> None:
    may = team["MAY"]
    for option in ("--by-level", "--by-region"):
        key = "A" if option == "--by-level" else "N"
        assert may("handover", "run", "ANN", option, f"{key}=DAN", "--stay").code == 4
        assert may("handover", "run", "ANN", option, f"{key}=ANN", "--to", "BEN").code == 2
    assert seen(team["ANN"]) == ["C0", "C1", "C2", "C3"]


def test_nobody_takes_their_own_back(team: dict[str, Cli]) -> None:
    admin = team["ADMIN"]
    admin.ok("operator", "edit", "ANN", "--role", "MANAGER", "--scope", "department")
    team["MAY"].ok("handover", "run", "ANN", "--to", "BEN", "--stay")
    (handover,) = admin.ok("handover", "list")
    refused = team["ANN"]("handover", "undo", handover["number"])
    assert refused.code in (4, 5)
    assert admin.ok("customer", "show", "C0")["owner"] == "BEN"


def test_what_stands_against_taking_it_back(team: dict[str, Cli]) -> None:
    admin, may = team["ADMIN"], team["MAY"]
    team["BEN"].ok("customer", "add", "--name", "Other", "--code", "X", "--force")
    may.ok("handover", "run", "ANN", "--to", "BEN", "--stay")
    (handover,) = admin.ok("handover", "list")
    admin.ok("operator", "edit", "ANN", "--inactive")
    refused = may("handover", "undo", handover["number"])
    assert (refused.code, "deactivated since" in refused.err) == (5, True)
    admin.ok("operator", "edit", "ANN", "--active")
    may.ok("customer", "merge", "X", "C0", "--keep", "all")
    refused = may("handover", "undo", handover["number"])
    assert (refused.code, "was merged into X Other since" in refused.err) == (5, True)
    assert admin.ok("customer", "show", "X")["owner"] == "BEN"
    may.ok("customer", "unmerge", "C0")
    may.ok("handover", "undo", handover["number"])
    assert seen(team["BEN"]) == ["X"]


def test_a_rule_that_names_the_leaver_is_told(team: dict[str, Cli]) -> None:
    admin = team["ADMIN"]
    admin.ok("operator", "edit", "ANN", "--role", "MANAGER", "--scope", "own")
    admin.ok("approval", "rule", "add", "--name", "By Ann", "--code", "R1", "--approver", "ANN")
    done = admin("handover", "run", "ANN", "--to", "BEN")
    assert (done.code, "R1" in done.err) == (0, True)
