"""Sharing customers, lending rows and permissions: until the day, and no longer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from crmcli.db import connect
from crmcli.oracle import scope_audit
from tests.conftest import Cli, acting
from tests.people import hire

LATER = {"CRM_NOW": "2026-03-21T09:00:00+08:00"}
UNTIL = "2026-03-20"


@pytest.fixture
def team(crm: Cli) -> dict[str, Cli]:
    """Salespeople of two departments with a customer each, and a manager of the first."""
    for code in ("D1", "D2"):
        crm.ok("department", "add", "--name", f"Team {code}", "--code", code)
    team = hire(
        crm,
        ("ANN", "D1", "SALESPERSON", "own"),
        ("BEN", "D2", "SALESPERSON", "own"),
        ("CAT", "D2", "SALESPERSON", "own"),
        ("MAY", "D1", "MANAGER", "department"),
        ("FIN", "D2", "FINANCE", "all"),
    )
    for place, code in enumerate(("ANN", "BEN", "CAT")):
        team[code].ok(
            "customer", "add", "--name", f"Firm of {code}", "--code", f"C{code}",
            "--mobile", f"1381234567{place}", "--force",
        )  # fmt: skip
        team[code].ok(
            "followup", "add", f"C{code}", "--channel", "PHONE", "--content", f"by {code}"
        )
    return team


def seen(person: Cli) -> list[str]:
    return sorted(row["code"] for row in person.ok("customer", "list"))


def later(person: Cli) -> Cli:
    return replace(person, environment=LATER)


def require_oracle(crm: Cli) -> None:
    with acting(crm.store):
        assert scope_audit.audit(crm.store) == []


def test_a_customer_is_shared_to_be_read(team: dict[str, Cli]) -> None:
    ann, ben = team["ANN"], team["BEN"]
    assert seen(ben) == ["CBEN"]
    (share,) = ann.ok("customer", "share", "CANN", "--with", "BEN", "--until", UNTIL)
    assert (share["customer"], share["operator"], share["can_write"]) == ("CANN", "BEN", False)
    assert seen(ben) == ["CANN", "CBEN"]
    assert len(ben.ok("followup", "list")) == 2
    assert ben("followup", "add", "CANN", "--channel", "PHONE", "--content", "x").code == 4
    assert ben("customer", "edit", "CANN", "--remark", "x").code == 4
    assert ben("customer", "share", "CANN", "--with", "CAT", "--until", UNTIL).code == 4
    assert ben.ok("why", "customer", "CANN")[0]["rule"] == "share"
    assert "shared until 2026-03-20" in ben("why", "customer", "CANN").out
    require_oracle(team["ADMIN"])
    assert seen(later(ben)) == ["CBEN"]
    ann.ok("customer", "unshare", "CANN")
    assert seen(ben) == ["CBEN"]
    require_oracle(team["ADMIN"])


def test_a_customer_is_shared_to_be_worked_on(team: dict[str, Cli]) -> None:
    ann, cat = team["ANN"], team["CAT"]
    ann.ok("customer", "share", "CANN", "--department", "D2", "--write", "--until", UNTIL)
    assert seen(team["BEN"]) == ["CANN", "CBEN"]
    cat.ok("followup", "add", "CANN", "--channel", "PHONE", "--content", "helped")
    cat.ok("customer", "edit", "CANN", "--remark", "seen by Cat")
    rows = ann.ok("followup", "list", "--customer", "CANN")
    assert {row["author"] for row in rows} == {"ANN", "CAT"}
    assert cat("customer", "edit", "CANN", "--owner", "CAT").code == 4
    assert cat("customer", "share", "CANN", "--with", "BEN", "--until", UNTIL).code == 4
    require_oracle(team["ADMIN"])
    assert later(cat)("customer", "edit", "CANN", "--remark", "late").code == 3


def test_a_new_owner_takes_the_shares_along(team: dict[str, Cli]) -> None:
    ann, ben = team["ANN"], team["BEN"]
    ann.ok("customer", "share", "CANN", "--with", "BEN", "--until", UNTIL)
    team["ADMIN"].ok("customer", "assign", "CANN", "--to", "CAT")
    assert seen(ben) == ["CANN", "CBEN"]
    assert seen(ann) == []
    assert ann("customer", "unshare", "CANN").code == 3
    require_oracle(team["ADMIN"])


def test_rows_are_lent(team: dict[str, Cli]) -> None:
    admin, cat = team["ADMIN"], team["CAT"]
    (loan,) = admin.ok("operator", "lend", "MAY", "--to", "CAT", "--until", UNTIL)
    assert seen(cat) == ["CANN", "CCAT"]
    assert cat("customer", "edit", "CANN", "--remark", "x").code == 4
    assert cat.ok("why", "customer", "CANN")[0]["rule"] == "loan"
    require_oracle(admin)
    admin.ok("operator", "loan", "end", str(loan["id"]))
    assert seen(cat) == ["CCAT"]
    admin.ok("operator", "lend", "MAY", "--to", "CAT", "--write", "--until", UNTIL)
    cat.ok("customer", "edit", "CANN", "--remark", "x")
    require_oracle(admin)
    assert seen(later(cat)) == ["CCAT"]


def test_the_rows_of_who_sees_all_are_lent(team: dict[str, Cli]) -> None:
    team["ADMIN"].ok("operator", "lend", "FIN", "--to", "ANN", "--until", UNTIL)
    assert seen(team["ANN"]) == ["CANN", "CBEN", "CCAT"]
    require_oracle(team["ADMIN"])


def test_a_permission_is_lent(team: dict[str, Cli]) -> None:
    admin, ann = team["ADMIN"], team["ANN"]
    assert ann("product", "add", "--name", "Pump", "--price", "1").code == 4
    admin.ok("operator", "lend", "FIN", "--to", "ANN", "--may", "product.create", "--until", UNTIL)
    ann.ok("product", "add", "--name", "Pump", "--price", "1", "--code", "P1")
    answer = ann("why", "customer", "CANN", "--may", "product.create")
    assert "has lent product.create" in answer.out
    after = later(ann)
    assert after("product", "add", "--name", "Valve", "--price", "1").code == 4
    assert seen(after) == ["CANN"]
    assert (
        admin(
            "operator", "lend", "ANN", "--to", "BEN", "--may", "role.update", "--until", UNTIL
        ).code
        == 5
    )


def test_a_loan_begins_by_itself(team: dict[str, Cli]) -> None:
    admin, ann = team["ADMIN"], team["ANN"]
    admin.ok(
        "operator", "lend", "FIN", "--to", "ANN", "--may", "product.create",
        "--from", "2026-03-18", "--until", UNTIL,
    )  # fmt: skip
    assert ann("product", "add", "--name", "Pump", "--price", "1").code == 4
    then = replace(ann, environment={"CRM_NOW": "2026-03-18T09:00:00+08:00"})
    then.ok("product", "add", "--name", "Pump", "--price", "1", "--code", "P1")


def test_who_may_lend(team: dict[str, Cli]) -> None:
    may, ann, admin = team["MAY"], team["ANN"], team["ADMIN"]
    may.ok("operator", "lend", "ANN", "--to", "BEN", "--until", UNTIL)
    assert may("operator", "lend", "CAT", "--to", "BEN", "--until", UNTIL).code == 4
    assert may("operator", "lend", "ANN", "--to", "MAY", "--until", UNTIL).code == 4
    assert ann("operator", "lend", "ANN", "--to", "BEN", "--until", UNTIL).code == 4
    assert admin("operator", "lend", "ANN", "--to", "BEN", "--until", "2026-03-01").code == 2
    assert admin("operator", "lend", "ANN", "--to", "BEN", "--until", "2029-01-01").code == 2
    assert admin("operator", "lend", "ANN", "--to", "ANN", "--until", UNTIL).code == 2


@pytest.mark.parametrize("engine", ["postgresql"])
def test_psql_sees_what_is_lent_no_longer_than_the_day(team: dict[str, Cli], crm: Cli) -> None:
    team["ADMIN"].ok(
        "operator", "lend", "FIN", "--to", "ANN", "--may", "product.create", "--until", UNTIL
    )
    team["ANN"].ok("customer", "share", "CANN", "--with", "BEN", "--until", UNTIL)
    raw: Any = connect.connect(crm.store)
    account = {
        name: raw.execute("SELECT account FROM crm.login WHERE name = %s", (name,)).fetchone()[0]
        for name in ("ANN", "BEN")
    }

    def alone(name: str, day: str, statement: str) -> Any:
        raw.execute("RESET SESSION AUTHORIZATION")
        raw.execute(f"SET crm.now = '{day}T09:00:00+08:00'")
        raw.execute(f'SET SESSION AUTHORIZATION "{account[name]}"')
        return raw.execute(statement).fetchone()[0]

    count = "SELECT count(*) FROM crm.customer"
    assert alone("ANN", "2026-03-15", count) == 1
    assert alone("ANN", "2026-03-21", count) == 0
    assert alone("ANN", "2026-03-21", "SELECT crm.renew()") is True
    assert alone("ANN", "2026-03-21", count) == 1
    assert alone("BEN", "2026-03-15", count) == 2
    assert alone("BEN", "2026-03-21", count) == 1
    raw.close()
