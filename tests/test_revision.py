"""Revisions of key fields: proposed, decided by somebody else, applied once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from crmcli.db import connect
from crmcli.db.connect import Store
from tests.conftest import Cli
from tests.people import hire

KEY_FIELDS = "name,tax_number,region,level,credit_limit,payment_terms,billing"


@pytest.fixture
def team(crm: Cli) -> dict[str, Cli]:
    """Two salespeople of one department, its manager, and a manager of another one."""
    for code in ("D1", "D2"):
        crm.ok("department", "add", "--name", f"Team {code}", "--code", code)
    team = hire(
        crm,
        ("ANN", "D1", "SALESPERSON", "own"),
        ("BEN", "D1", "SALESPERSON", "own"),
        ("MAY", "D1", "MANAGER", "department"),
        ("MAX", "D2", "MANAGER", "department"),
    )
    crm.ok("setting", "edit", "key_fields_customer", KEY_FIELDS)
    team["ANN"].ok("customer", "add", "--name", "Acme", "--code", "C1", "--level", "B")
    return team


def test_a_key_field_changes_by_an_approved_revision_only(team: dict[str, Cli]) -> None:
    ann, may = team["ANN"], team["MAY"]
    refused = ann("customer", "edit", "C1", "--level", "A", "--remark", "x")
    assert refused.code == 5
    assert "changes by revision only" in refused.err
    assert "--propose" in refused.err
    row = ann.ok("customer", "edit", "C1", "--remark", "y", "--level", "A", "--propose")
    assert (row["level"]["code"] if isinstance(row["level"], dict) else row["level"]) == "B"
    assert row["remark"] == "y"
    (waiting,) = may.ok("approval", "list", "--waiting")
    number = waiting["number"]
    assert waiting["customer"] == "C1"
    shown = may.ok("revision", "show", number)
    assert [(one["field"], one["old"], one["new"]) for one in shown["fields"]] == [
        ("level", "B", "A")
    ]
    (decided,) = may.ok("revision", "approve", number, "--reason", "grown")
    assert decided["status"] == "approved"
    assert may.ok("customer", "show", "C1")["level"] == "A"
    assert team["ADMIN"]("db", "check").code == 0


def test_nobody_approves_their_own_or_twice(team: dict[str, Cli]) -> None:
    may = team["MAY"]
    row = may.ok("revision", "propose", "C1", "--credit-limit", "5000", "--reason", "trust")
    number = row["number"]
    assert may("revision", "approve", number).code == 4
    assert team["ANN"]("revision", "approve", number).code == 4
    assert team["MAX"]("revision", "approve", number).code == 3
    (done,) = team["ADMIN"].ok("revision", "approve", number)
    assert done["status"] == "approved"
    again = team["ADMIN"]("revision", "approve", number)
    assert again.code == 5
    assert "approved already" in again.err


def test_a_revision_is_overtaken(team: dict[str, Cli]) -> None:
    ann, may, admin = team["ANN"], team["MAY"], team["ADMIN"]
    first = ann.ok("revision", "propose", "C1", "--level", "A")["number"]
    second = ann("revision", "propose", "C1", "--level", "C")
    assert second.code == 5
    assert first in second.err
    admin.ok("setting", "edit", "key_fields_customer", "none")
    ann.ok("customer", "edit", "C1", "--level", "D")
    admin.ok("setting", "edit", "key_fields_customer", KEY_FIELDS)
    (done,) = may.ok("revision", "approve", first)
    assert done["status"] == "stale"
    assert may.ok("customer", "show", "C1")["level"] == "D"


def test_rejecting_and_withdrawing(team: dict[str, Cli]) -> None:
    ann, may = team["ANN"], team["MAY"]
    first = ann.ok("revision", "propose", "C1", "--level", "A")["number"]
    assert may("revision", "reject", first).code == 2
    (done,) = may.ok("revision", "reject", first, "--reason", "too early")
    assert done["status"] == "rejected"
    second = ann.ok("revision", "propose", "C1", "--level", "A")["number"]
    assert team["MAY"]("revision", "withdraw", second).code == 4
    assert ann.ok("revision", "withdraw", second)["status"] == "withdrawn"
    assert may("revision", "approve", second).code == 5
    assert may.ok("customer", "show", "C1")["level"] == "B"


def test_a_renamed_customer_is_found_by_both_names(team: dict[str, Cli]) -> None:
    ann, may = team["ANN"], team["MAY"]
    number = (
        ann.ok("customer", "edit", "C1", "--name", "华信电子", "--propose")
        and ann.ok("revision", "list")[0]["number"]
    )
    may.ok("revision", "approve", number)
    for text in ("华信", "hxdz", "Acme"):
        assert [one["code"] for one in ann.ok("customer", "list", "--find", text)] == ["C1"]
    assert ann.ok("customer", "show", "C1")["former_names"] == ["Acme"]
    assert team["ADMIN"]("db", "check").code == 0


def test_two_steps_by_amount(team: dict[str, Cli]) -> None:
    ann, may, admin = team["ANN"], team["MAY"], team["ADMIN"]
    admin.ok(
        "approval", "rule", "add", "--name", "Large limits", "--from-amount", "100000",
        "--step", "2", "--approver", "ADMIN",
    )  # fmt: skip
    small = ann.ok("revision", "propose", "C1", "--credit-limit", "50000")
    assert small["steps"] == 1
    may.ok("revision", "approve", small["number"])
    large = ann.ok("revision", "propose", "C1", "--credit-limit", "200000")
    assert large["steps"] == 2
    (half,) = may.ok("revision", "approve", large["number"])
    assert (half["status"], half["step"]) == ("pending", 1)
    assert may("revision", "approve", large["number"]).code == 4
    assert may.ok("customer", "show", "C1")["credit_limit"] == "50000.00"
    (done,) = admin.ok("revision", "approve", large["number"])
    assert done["status"] == "approved"
    assert may.ok("customer", "show", "C1")["credit_limit"] == "200000.00"


def test_no_limit_is_the_largest_limit(team: dict[str, Cli]) -> None:
    ann, may, admin = team["ANN"], team["MAY"], team["ADMIN"]
    small = ann.ok("revision", "propose", "C1", "--credit-limit", "50000")["number"]
    may.ok("revision", "approve", small)
    admin.ok(
        "approval", "rule", "add", "--name", "Large limits", "--from-amount", "100000",
        "--step", "2", "--approver", "ADMIN",
    )  # fmt: skip
    admin.ok(
        "approval", "rule", "add", "--name", "Any limit", "--from-amount", "1000000",
        "--step", "1", "--approver", "MAY",
    )  # fmt: skip
    removed = ann.ok("revision", "propose", "C1", "--credit-limit", "")
    assert (removed["steps"], removed["amount"]) == (2, None)
    assert admin.ok("approval", "list", "--waiting") == []
    assert admin("revision", "approve", removed["number"]).code == 4
    may.ok("revision", "approve", removed["number"])
    assert may("revision", "approve", removed["number"]).code == 4
    (done,) = admin.ok("revision", "approve", removed["number"])
    assert done["status"] == "approved"
    assert may.ok("customer", "show", "C1")["credit_limit"] is None


def test_a_rule_that_names_nobody_does_not_widen_a_step(team: dict[str, Cli]) -> None:
    ann, may, admin = team["ANN"], team["MAY"], team["ADMIN"]
    rule = ("approval", "rule", "add", "--name")
    admin.ok(*rule, "Anybody", "--code", "AR1")
    number = ann.ok("revision", "propose", "C1", "--level", "A")["number"]
    assert len(admin.ok("approval", "list", "--waiting")) == 1
    admin.ok(*rule, "May alone", "--approver", "MAY")
    assert admin.ok("approval", "list", "--waiting") == []
    assert admin("revision", "approve", number).code == 4
    may.ok("revision", "approve", number)


def test_a_rule_names_only_who_may_decide(team: dict[str, Cli]) -> None:
    admin = team["ADMIN"]
    add = ("approval", "rule", "add", "--name", "Large", "--code", "AR1")
    refused = admin(*add, "--approver", "ANN")
    assert refused.code == 5
    assert "Ann may not decide approvals" in refused.err
    admin.ok(*add, "--approver", "MAY")
    assert admin("approval", "rule", "edit", "AR1", "--approver", "ANN").code == 5
    admin.ok("approval", "rule", "edit", "AR1", "--approver", "MAX")
    assert admin.ok("approval", "rule", "edit", "AR1", "--approver", "")["approver"] is None


def test_who_stands_in_may_decide_approvals(team: dict[str, Cli]) -> None:
    ann, ben, may, admin = team["ANN"], team["BEN"], team["MAY"], team["ADMIN"]
    until = ("--until", "2026-03-20")
    number = ann.ok("revision", "propose", "C1", "--level", "A")["number"]
    refused = may("approval", "delegate", "--to", "BEN", *until)
    assert refused.code == 5
    hint = "crm operator lend MAY --to BEN --may approval.decide --until 2026-03-20"
    assert hint in refused.err
    assert admin("approval", "delegate", "--of", "BEN", "--to", "MAX", *until).code == 5
    assert admin.ok("approval", "delegates") == []
    admin.ok(*hint.split()[1:])
    may.ok("approval", "delegate", "--to", "BEN", *until)
    (done,) = ben.ok("approval", "approve", number)
    assert done["decisions"][0]["stands_in_for"] == "MAY"


def test_a_stand_in_decides_until_the_day(team: dict[str, Cli]) -> None:
    ann, ben, may, max_ = team["ANN"], team["BEN"], team["MAY"], team["MAX"]
    number = ann.ok("revision", "propose", "C1", "--level", "A")["number"]
    assert max_("approval", "show", number).code == 3
    loan = may.ok("approval", "delegate", "--to", "MAX", "--until", "2026-03-20")
    assert [one["number"] for one in max_.ok("approval", "list", "--waiting")] == [number]
    assert ben("approval", "approve", number).code in (3, 4)
    over = replace(max_, environment={"CRM_NOW": "2026-03-21T09:00:00+08:00"})
    assert over("approval", "approve", number).code == 3
    assert max_("customer", "edit", "C1", "--remark", "z").code == 4
    (done,) = max_.ok("approval", "approve", number)
    assert done["decisions"][0]["operator"] == "MAX"
    assert done["decisions"][0]["stands_in_for"] == "MAY"
    may.ok("approval", "undelegate", str(loan["id"]))
    assert max_("approval", "show", number).code == 3


def test_what_needs_no_revision(team: dict[str, Cli], store: Store) -> None:
    ann = team["ANN"]
    assert ann("revision", "propose", "C1", "--remark", "x").code == 5
    assert ann("revision", "propose", "C1", "--level", "B").code == 2
    assert ann("revision", "propose", "C1").code == 2
    assert team["BEN"]("revision", "propose", "C1", "--level", "A").code == 3
    assert ann.ok("customer", "edit", "C1", "--level", "B", "--remark", "same")["remark"] == "same"


def test_history_names_the_approval_and_the_past_is_shown(team: dict[str, Cli]) -> None:
    ann, may = team["ANN"], team["MAY"]
    number = ann.ok("revision", "propose", "C1", "--level", "A")["number"]
    tomorrow = {"CRM_NOW": "2026-03-16T09:30:00+08:00"}
    replace(may, environment=tomorrow).ok("revision", "approve", number)
    (change,) = [row for row in may.ok("history", "customer", "C1") if row["approval"]]
    assert (change["approval"], change["operator"]) == (number, "MAY")
    assert (change["old"], change["new"]) == ({"level": "B"}, {"level": "A"})
    later = replace(ann, environment={"CRM_NOW": "2026-03-20T09:30:00+08:00"})
    assert later.ok("customer", "show", "C1")["level"] == "A"
    assert later.ok("customer", "show", "C1", "--as-of", "2026-03-15")["level"] == "B"
    assert later.ok("customer", "show", "C1", "--as-of", "2026-03-16")["level"] == "A"
    assert later("customer", "show", "C1", "--as-of", "2026-03-14").code == 3
    assert later("customer", "show", "C1", "--as-of", "2027-01-01").code == 2
    assert later("customer", "show", "C1", "--as-of", "2026-03-15", "--reveal").code == 2


def test_who_has_to_decide_is_reminded_once_a_day(team: dict[str, Cli], store: Store) -> None:
    number = team["ANN"].ok("revision", "propose", "C1", "--level", "A")["number"]
    admin = team["ADMIN"]
    assert admin.ok("approval", "remind", "--days", "2") == []
    later = replace(admin, environment={"CRM_NOW": "2026-03-18T09:30:00+08:00"})
    preview = later("approval", "remind", "--dry-run", "--json")
    assert [row["number"] for row in preview.json] == [number]
    assert "Preview only" in preview.err
    assert [row["number"] for row in later.ok("approval", "remind", "--days", "2")] == [number]
    assert later.ok("approval", "remind", "--days", "2") == []
    assert team["ANN"]("approval", "remind").code == 4
    raw: Any = connect.connect(store)
    found = raw.execute(
        "SELECT o.code, n.kind FROM notification n JOIN operator o ON o.id = n.operator_id "
        "ORDER BY n.id"
    ).fetchall()
    raw.close()
    assert [tuple(row) for row in found] == [
        ("ADMIN", "approval-waits"),
        ("MAY", "approval-waits"),
        ("ADMIN", "approval-reminder"),
        ("MAY", "approval-reminder"),
    ]


def test_key_fields_of_contacts(team: dict[str, Cli]) -> None:
    ann, may, admin = team["ANN"], team["MAY"], team["ADMIN"]
    admin.ok("setting", "edit", "key_fields_contact", "name,position,category")
    ann.ok("contact", "add", "C1", "--name", "王小明", "--code", "K1", "--position", "Buyer")
    edit = ("contact", "edit", "K1", "--position", "Head", "--remark", "x")
    refused = ann(*edit)
    assert refused.code == 5
    assert "Position changes by revision only" in refused.err
    assert ann("contact", "edit", "K1", "--remark", "x", "--reason", "y").code == 2
    row = ann.ok(*edit, "--name", "王大明", "--propose", "--reason", "promoted")
    assert (row["name"], row["position"], row["remark"]) == ("王小明", "Buyer", "x")
    (waiting,) = may.ok("approval", "list", "--waiting")
    assert (waiting["customer"], waiting["contact"]) == ("C1", "K1")
    assert {one["field"]: (one["old"], one["new"]) for one in waiting["fields"]} == {
        "name": ("王小明", "王大明"),
        "position": ("Buyer", "Head"),
    }
    again = ann("contact", "edit", "K1", "--position", "Boss", "--propose")
    assert again.code == 5
    assert waiting["number"] in again.err
    assert ann("contact", "remove", "K1", "--yes").code == 5
    (done,) = may.ok("revision", "approve", waiting["number"])
    assert done["status"] == "approved"
    shown = ann.ok("contact", "show", "K1")
    assert (shown["name"], shown["position"]) == ("王大明", "Head")
    for text in ("王大明", "wdm"):
        assert [one["code"] for one in ann.ok("contact", "list", "--find", text)] == ["K1"]
        assert [one["code"] for one in ann.ok("customer", "list", "--find", text)] == ["C1"]
    changes = [one for one in ann.ok("history", "contact", "K1") if one["approval"] is not None]
    assert [one["approval"] for one in changes] == [waiting["number"]]
    assert admin("db", "check").code == 0


def test_a_revision_of_a_contact_is_overtaken(team: dict[str, Cli]) -> None:
    ann, may, admin = team["ANN"], team["MAY"], team["ADMIN"]
    ann.ok("contact", "add", "C1", "--name", "Wang", "--code", "K1")
    admin.ok("setting", "edit", "key_fields_contact", "salutation,decision_role")
    ann.ok("contact", "edit", "K1", "--decision-role", "decider", "--propose")
    (waiting,) = ann.ok("revision", "list")
    admin.ok("setting", "edit", "key_fields_contact", "none")
    ann.ok("contact", "edit", "K1", "--decision-role", "user")
    (done,) = may.ok("revision", "approve", waiting["number"])
    assert done["status"] == "stale"
    assert ann.ok("contact", "show", "K1")["decision_role"] == "user"


def test_only_fields_of_the_noun_are_its_key_fields(crm: Cli) -> None:
    refused = crm("setting", "edit", "key_fields_contact", "name,level")
    assert refused.code == 2
    assert "level" in refused.err
    row = crm.ok("setting", "edit", "key_fields_contact", "职务,姓名")
    assert row["value"] == "name,position"


def test_what_was_removed_since_is_known_by_the_log(team: dict[str, Cli]) -> None:
    ann, may, admin = team["ANN"], team["MAY"], team["ADMIN"]
    for code in ("Y", "Z"):
        admin.ok("level", "add", "--name", f"Level {code}", "--code", code)
    first = ann.ok("revision", "propose", "C1", "--level", "Z")["number"]
    may.ok("approval", "reject", first, "--reason", "x")
    number = ann.ok("revision", "propose", "C1", "--level", "Y")["number"]
    later = replace(admin, environment={"CRM_NOW": "2026-03-17T09:30:00+08:00"})
    for code in ("Y", "Z"):
        later.ok("level", "remove", code, "--yes")
    (waiting,) = may.ok("approval", "list", "--waiting")
    assert waiting["fields"][0]["new"] == "Y Level Y"
    assert [row["number"] for row in may.ok("revision", "list")] == [number, first]
    assert may.ok("inbox")[0]["number"] == number
    (done,) = may.ok("approval", "approve", number)
    assert done["status"] == "stale"
    assert may.ok("customer", "show", "C1")["level"] == "B"


def test_a_past_value_that_was_removed_is_shown(team: dict[str, Cli]) -> None:
    admin = team["ADMIN"]
    admin.ok("source", "add", "--name", "Fair", "--code", "F")
    admin.ok("customer", "edit", "C1", "--source", "F")
    later = replace(admin, environment={"CRM_NOW": "2026-03-17T09:30:00+08:00"})
    later.ok("customer", "edit", "C1", "--source", "")
    later.ok("source", "remove", "F", "--yes")
    assert later.ok("customer", "show", "C1", "--as-of", "2026-03-16")["source"] == "F"


def test_everybody_is_reminded_whoever_asks(team: dict[str, Cli]) -> None:
    admin = team["ADMIN"]
    admin.ok("role", "add", "--name", "Clock", "--code", "CLOCK")
    admin.ok("role", "grant", "CLOCK", "approval.remind", "approval.read")
    clock = hire(admin, ("CLK", "D2", "CLOCK", "own"))["CLK"]
    number = team["ANN"].ok("revision", "propose", "C1", "--level", "A")["number"]
    later = replace(clock, environment={"CRM_NOW": "2026-03-18T09:30:00+08:00"})
    assert later.ok("approval", "remind", "--days", "2") == []
    assert later.ok("approval", "list") == []
    again = replace(admin, environment=later.environment)
    assert again.ok("approval", "remind", "--days", "2") == []
    assert [row["number"] for row in admin.ok("approval", "list", "--waiting")] == [number]
