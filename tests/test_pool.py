"""The pool: released, claimed by the rules, recycled by the clock."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crmcli.db import connect
from crmcli.oracle import scope_audit
from tests.conftest import Cli, acting


@pytest.fixture
def team(crm: Cli) -> dict[str, Cli]:
    """A department with another below it, a salesperson of each and one apart."""
    crm.ok("department", "add", "--name", "Sales", "--code", "S")
    crm.ok("department", "add", "--name", "Sales 1", "--code", "S1", "--parent", "S")
    crm.ok("department", "add", "--name", "Service", "--code", "V")
    for code, dept in (("ANN", "S"), ("BEN", "S1"), ("CAT", "S1"), ("DAN", "V")):
        crm.ok("operator", "add", "--name", code.title(), "--code", code, "--department", dept)
    people = {code: replace(crm, operator=code) for code in ("ANN", "BEN", "CAT", "DAN")}
    for number in range(3):
        people["ANN"].ok("customer", "add", "--name", f"Firm {number}", "--code", f"C{number}",
                         "--level", "AB"[number % 2], "--force")  # fmt: skip
    return {**people, "ADMIN": crm}


def seen(person: Cli) -> list[str]:
    return sorted(row["code"] for row in person.ok("customer", "list"))


def at(person: Cli, day: str) -> Cli:
    return replace(person, environment={"CRM_NOW": f"{day}T09:30:00+08:00"})


def test_a_customer_is_released_and_claimed(team: dict[str, Cli]) -> None:
    ann, ben, admin = team["ANN"], team["BEN"], team["ADMIN"]
    assert ann("customer", "release", "C0").code == 2
    ann.ok("customer", "release", "C0", "C1", "--reason", "no time")
    assert seen(ann) == ["C2"]
    assert ann("customer", "release", "C0", "--reason", "again").code == 3
    (first, second) = ben.ok("pool", "list")
    assert (first["customer"], first["department"], first["last_owner"]) == ("C0", "S", "ANN")
    assert first["reason"] == "no time"
    assert seen(ben) == []
    assert ben("customer", "show", "C0").code == 3
    assert team["DAN"].ok("pool", "list") == []
    assert team["DAN"]("customer", "claim", "C0").code == 3
    ben.ok("customer", "claim", "C0")
    assert seen(ben) == ["C0"]
    assert second["customer"] == "C1"
    lost = team["CAT"]("customer", "claim", "C0")
    assert (lost.code, "Somebody else has claimed C0" in lost.err) == (5, True)
    assert team["DAN"]("customer", "claim", "C0").code == 3
    assert len(ben.ok("history", "customer", "C0")) > 2
    with acting(admin.store):
        assert scope_audit.audit(admin.store) == []
    assert admin("db", "check").code == 0


def test_rules_of_claiming(team: dict[str, Cli]) -> None:
    ann, ben, admin = team["ANN"], team["BEN"], team["ADMIN"]
    ann.ok("customer", "release", "C0", "C1", "C2", "--reason", "x")
    admin.ok("setting", "edit", "pool_claims_per_day", "1")
    assert ben("customer", "claim", "C0", "C1").code == 5
    ben.ok("customer", "claim", "C0")
    refused = ben("customer", "claim", "C1")
    assert refused.code == 5
    assert "within a day" in refused.err
    ben.ok("customer", "release", "C0", "--reason", "what is hidden again counts still")
    assert "within a day" in ben("customer", "claim", "C1").err
    at(ben, "2026-03-17").ok("customer", "claim", "C1")
    admin.ok("customer", "assign", "C0", "--to", "BEN")
    admin.ok("setting", "edit", "pool_claims_per_day", "0")
    admin.ok("setting", "edit", "pool_holding_limit", "2")
    assert "may hold 2" in ben("customer", "claim", "C2").err
    admin.ok("setting", "edit", "pool_reclaim_days", "30")
    assert "was yours" in ann("customer", "claim", "C2").err
    admin.ok("setting", "edit", "pool_holding_limit", "9")
    admin.ok("setting", "edit", "pool_by", "company")
    cat = team["CAT"]
    cat.ok("customer", "claim", "C2")
    cat.ok("customer", "release", "C2", "--reason", "the last owner is another one now")
    ann.ok("customer", "claim", "C2")


@pytest.mark.parametrize(("by", "codes"), [("company", ["C0"]), ("region", [])])
def test_whose_pools(team: dict[str, Cli], by: str, codes: list[str]) -> None:
    team["ADMIN"].ok("setting", "edit", "pool_by", by)
    team["ANN"].ok("customer", "release", "C0", "--reason", "x")
    assert [row["customer"] for row in team["DAN"].ok("pool", "list")] == codes


def test_a_pool_by_region(team: dict[str, Cli]) -> None:
    admin, ann, dan = team["ADMIN"], team["ANN"], team["DAN"]
    admin.ok("region", "add", "--name", "North", "--code", "N")
    admin.ok("region", "add", "--name", "City", "--code", "NC", "--parent", "N")
    admin.ok("setting", "edit", "pool_by", "region")
    admin.ok("operator", "edit", "DAN", "--region", "N")
    ann.ok("customer", "edit", "C0", "--region", "NC")
    ann.ok("customer", "release", "C0", "C1", "--reason", "x")
    assert [row["customer"] for row in dan.ok("pool", "list")] == ["C0"]
    dan.ok("customer", "claim", "C0")
    assert seen(dan) == ["C0"]


def test_recycling(team: dict[str, Cli]) -> None:
    ann, admin = team["ANN"], team["ADMIN"]
    assert admin("pool", "recycle").code == 2
    admin.ok("setting", "edit", "pool_protection_days", "A=30,60")
    admin.ok("product", "add", "--name", "Pump", "--code", "P1", "--price", "100")
    ann.ok("order", "new", "--customer", "C2", "--line", "P1:1")
    assert at(admin, "2026-04-01").ok("pool", "recycle") == []
    (soon,) = at(admin, "2026-04-08").ok("pool", "recycle")
    assert (soon["customer"], soon["due_on"], soon["recycled"]) == ("C0", "2026-04-14", False)
    assert at(admin, "2026-04-08").ok("pool", "recycle") == []
    assert at(admin, "2026-04-14").ok("pool", "recycle") == []
    later = at(admin, "2026-04-15")
    preview = later("pool", "recycle", "--dry-run", "--json")
    assert [(row["customer"], row["recycled"]) for row in preview.json] == [("C0", True)]
    assert len(seen(ann)) == 3
    (gone,) = later.ok("pool", "recycle")
    assert [gone] == preview.json
    assert seen(ann) == ["C1", "C2"]
    assert later.ok("pool", "recycle") == []
    at(ann, "2026-05-10").ok(
        "followup", "add", "C1", "--channel", "PHONE", "--content", "still there",
        "--at", "2026-05-10 09:00",
    )  # fmt: skip
    assert at(admin, "2026-05-20").ok("pool", "recycle") == []
    assert team["BEN"]("pool", "recycle").code == 4
    assert told(admin) == [
        ("ANN", "recycle-soon", "customer", "C0", "2026-04-14"),
        ("ANN", "recycled", "customer", "C0", None),
    ]


def told(admin: Cli) -> list[tuple[Any, ...]]:
    raw: Any = connect.connect(admin.store)
    found = raw.execute(
        "SELECT o.code, n.kind, n.noun, n.key, n.detail FROM notification n "
        "JOIN operator o ON o.id = n.operator_id ORDER BY n.id"
    ).fetchall()
    raw.close()
    return [tuple(row) for row in found]


def test_nothing_is_recycled_of_which_its_owner_does_not_know(team: dict[str, Cli]) -> None:
    """The clock stood still: who comes back to it is warned now, and has the days."""
    ann, admin = team["ANN"], team["ADMIN"]
    admin.ok("setting", "edit", "pool_protection_days", "30")
    admin.ok("setting", "edit", "pool_warning_days", "5")
    for number in (1, 2):
        ann.ok("customer", "edit", f"C{number}", "--inactive")
    late = at(admin, "2026-08-01")
    preview = late("pool", "recycle", "--dry-run", "--json").json
    (row,) = late.ok("pool", "recycle")
    assert preview == [row]
    assert (row["customer"], row["due_on"], row["recycled"]) == ("C0", "2026-08-05", False)
    assert late("pool", "recycle").err.strip().endswith("Recycled: 0; warned of: 0")
    assert at(admin, "2026-08-05").ok("pool", "recycle") == []
    at(ann, "2026-08-05").ok(
        "followup", "add", "C0", "--channel", "PHONE", "--content", "x", "--at", "2026-08-05 09:00"
    )
    assert at(admin, "2026-08-06").ok("pool", "recycle") == []
    (again,) = at(admin, "2026-12-01").ok("pool", "recycle")
    assert (again["due_on"], again["recycled"]) == ("2026-12-05", False)
    (gone,) = at(admin, "2026-12-06").ok("pool", "recycle")
    assert gone["recycled"]
    assert [row[1] for row in told(admin)] == ["recycle-soon", "recycle-soon", "recycled"]


def test_without_days_of_warning_nobody_is_warned(team: dict[str, Cli]) -> None:
    admin = team["ADMIN"]
    admin.ok("setting", "edit", "pool_protection_days", "30")
    admin.ok("setting", "edit", "pool_warning_days", "0")
    assert at(admin, "2026-04-14").ok("pool", "recycle") == []
    gone = at(admin, "2026-04-15").ok("pool", "recycle")
    assert [(row["customer"], row["recycled"]) for row in gone] == [
        (f"C{number}", True) for number in range(3)
    ]
    assert {row[1] for row in told(admin)} == {"recycled"}


def test_what_is_open_is_not_released(team: dict[str, Cli]) -> None:
    """A customer with open orders, or some that are not paid, has somebody to see to it."""
    ann, admin = team["ANN"], team["ADMIN"]
    admin.ok("product", "add", "--name", "Pump", "--code", "P1", "--price", "100")
    number = ann.ok("order", "new", "--customer", "C0", "--line", "P1:1")["number"]
    release = ("customer", "release", "C1", "C0", "--reason", "x")
    refused = ann(*release)
    assert refused.code == 5
    assert "crm customer assign C0 --to" in refused.err
    ann.ok("order", "confirm", number)
    assert ann(*release).code == 5
    admin.ok("order", "complete", number)
    assert ann(*release).code == 5
    assert seen(ann) == ["C0", "C1", "C2"]
    admin.ok("payment", "record", "--order", number, "--method", "CASH")
    ann.ok(*release)
    assert seen(ann) == ["C2"]


def test_what_is_owed_from_before_keeps_a_customer(team: dict[str, Cli], tmp_path: Path) -> None:
    file = tmp_path / "opening.csv"
    file.write_text("customer,amount,date\nC0,500,2026-01-01\n", encoding="utf-8")
    team["ADMIN"].ok("import", "opening", str(file))
    refused = team["ANN"]("customer", "release", "C0", "--reason", "x")
    assert (refused.code, "not paid" in refused.err) == (5, True)
    team["ADMIN"].ok("setting", "edit", "pool_protection_days", "10")
    team["ADMIN"].ok("setting", "edit", "pool_warning_days", "0")
    later = at(team["ADMIN"], "2026-05-01")
    assert [row["customer"] for row in later.ok("pool", "recycle")] == ["C1", "C2"]


def test_only_what_one_reaches_is_recycled(team: dict[str, Cli]) -> None:
    admin = team["ADMIN"]
    admin.ok("role", "add", "--name", "Caretaker", "--code", "CARE")
    admin.ok("role", "grant", "CARE", "customer.recycle", "customer.read")
    admin.ok("operator", "edit", "DAN", "--role", "CARE", "--scope", "department")
    admin.ok("customer", "share", "C0", "--with", "DAN", "--until", "2026-06-01")
    admin.ok("setting", "edit", "pool_protection_days", "10")
    later = at(team["DAN"], "2026-05-01")
    assert [row["code"] for row in later.ok("customer", "list")] == ["C0"]
    assert later.ok("pool", "recycle") == []
