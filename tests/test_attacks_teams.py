"""Approvals, key fields, loans, shares, the pool and handovers with psql in hand: attacks lose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.test_attacks_postgresql import Field, field, one, psql, refused

__all__ = ["field", "psql"]
STAMPS = "created_at, created_by, updated_at, updated_by, version"
NOW = "now(), {me}, now(), {me}, 1"
KEY_FIELDS = "name,level,credit_limit"


@pytest.fixture
def team(field: Field) -> Field:
    """With key fields in force, and a manager OP0003 of another department."""
    admin = field.admin
    admin.ok("setting", "edit", "key_fields_customer", KEY_FIELDS)
    admin.ok("department", "add", "--name", "West")
    admin.ok(
        "operator", "add", "--name", "Zhao", "--department", "D003", "--role", "MANAGER",
        "--scope", "department",
    )  # fmt: skip
    return field


@pytest.fixture
def manager(team: Field) -> Iterator[psycopg.Connection[Any]]:
    with team.connect("OP0003") as connection:
        yield connection


def test_20_a_hidden_customer_is_proposed_for_like_an_absent_one(team: Field) -> None:
    with team.connect() as psql:
        asked = "SELECT crm.propose('X1', %s, '{\"credit_limit\": 5}', 'why')"
        assert refused(psql, asked, team.hers) == refused(psql, asked, 10**9) == "42501"
        assert one(psql, asked, team.mine) is not None
        assert one(psql, "SELECT count(*) FROM approval") == 1
        refused(psql, "SELECT crm.propose('X2', %s, '{\"remark\": \"x\"}', 'why')", team.mine)
        refused(psql, "SELECT crm.propose('X3', %s, '{\"owner_id\": 1}', 'why')", team.mine)


def test_21_nobody_approves_what_is_not_theirs_to_approve(team: Field, manager: Any) -> None:
    decide = "SELECT crm.decide(%s, 'approve', NULL, '{}')"
    with team.connect() as psql:
        key = one(psql, "SELECT crm.propose('X1', %s, '{\"credit_limit\": 5}', 'w')", team.mine)
        refused(psql, decide, key)
    with team.connect("OP0002") as colleague:
        refused(colleague, decide, key)
    refused(manager, decide, key)
    assert refused(manager, decide, 10**9) == "42501"
    team.admin.ok("approval", "approve", "X1")
    with team.connect("ADMIN") as admin, pytest.raises(psycopg.errors.SerializationFailure):
        admin.execute(decide, (key,))
    assert team.owner("SELECT credit_limit FROM crm.customer WHERE id = %s", team.mine)[0] == 5


def test_an_overtaken_revision_changes_nothing(team: Field) -> None:
    with team.connect() as psql:
        key = one(psql, "SELECT crm.propose('X1', %s, '{\"credit_limit\": 5}', 'w')", team.mine)
    for keys in ("none", KEY_FIELDS):
        team.admin.ok("setting", "edit", "key_fields_customer", keys)
        if keys == "none":
            team.admin.ok("customer", "edit", "C000001", "--credit-limit", "0.09")
    with team.connect("ADMIN") as admin:
        assert one(admin, "SELECT crm.decide(%s, 'approve', NULL, '{}')", key) == "stale"
    assert team.owner("SELECT credit_limit FROM crm.customer WHERE id = %s", team.mine)[0] == 9


def test_key_fields_and_approvals_are_not_written_directly(team: Field) -> None:
    with team.connect() as psql:
        refused(psql, "UPDATE customer SET credit_limit = 5")
        refused(psql, "UPDATE customer SET name = 'Mine own', remark = 'x'")
        psql.execute("UPDATE customer SET remark = 'x'")
        key = one(psql, "SELECT crm.propose('X1', %s, '{\"credit_limit\": 5}', 'w')", team.mine)
        refused(psql, "UPDATE approval SET status = 'approved', step = 1")
        refused(psql, "UPDATE revision_field SET new = '99999'")
        refused(psql, "DELETE FROM approval")
        refused(
            psql,
            "INSERT INTO approval_decision (approval_id, customer_id, owner_id, dept_id, step, "
            f"decision, decided_by, {STAMPS}) SELECT %s, id, owner_id, dept_id, 1, 'approve', "
            f"{NOW.format(me='owner_id').join(('1, ', ''))} FROM customer",
            key,
        )
        refused(psql, "UPDATE setting SET value = 'none' WHERE key = 'key_fields_customer'")
        refused(psql, "SELECT crm_private.apply_revision(%s, %s, '{}')", key, team.mine)


def test_key_fields_of_contacts_are_kept_too(team: Field) -> None:
    team.admin.ok("setting", "edit", "key_fields_contact", "name,position")
    for code, key in (("C000001", "K1"), ("C000002", "K2")):
        team.admin.ok("contact", "add", code, "--name", "Person", "--code", key)
    mine, hers = (
        team.owner("SELECT id FROM crm.contact WHERE code = %s", key)[0] for key in ("K1", "K2")
    )
    ask = "SELECT crm.propose(%s, %s, %s, 'why', %s)"
    with team.connect() as psql:
        refused(psql, "UPDATE contact SET position = 'x'")
        psql.execute("UPDATE contact SET remark = 'x'")
        for customer, contact in ((team.mine, hers), (team.hers, hers), (team.mine, 10**9)):
            assert refused(psql, ask, "X1", customer, '{"position": "x"}', contact) == "42501"
        refused(psql, ask, "X1", team.mine, '{"credit_limit": 5}', mine)
        refused(psql, ask, "X1", team.mine, '{"remark": "x"}', mine)
        key = one(psql, ask, "X1", team.mine, '{"position": "x"}', mine)
    with team.connect("ADMIN") as admin:
        forged = '{"owner_id": 1, "code": "stolen", "sort_key": "x"}'
        assert one(admin, "SELECT crm.decide(%s, 'approve', NULL, %s)", key, forged) == "approved"
    changed = "SELECT position, code, sort_key FROM crm.contact WHERE id = %s"
    assert team.owner(changed, mine) == ("x", "K1", "x")


def lend(lender: str, borrower: str, what: str = "read", permission: str = "NULL") -> str:
    return (
        f"INSERT INTO loan (lender_id, borrower_id, what, permission, begins_on, ends_on, ended, "
        f"{STAMPS}) SELECT l.id, b.id, '{what}', {permission}, current_date, current_date + 5, "
        f"false, {NOW.format(me='m.id')} FROM operator l, operator b, operator m "
        f"WHERE l.code = '{lender}' AND b.code = '{borrower}' AND m.code = 'OP0003'"
    )


def test_nobody_lends_what_they_do_not_reach(team: Field, manager: Any) -> None:
    team.admin.ok("operator", "add", "--name", "Qian", "--department", "D003")
    team.admin.ok(
        "operator", "add", "--name", "Sun", "--department", "D003", "--role", "FINANCE",
        "--scope", "all",
    )  # fmt: skip
    refused(manager, lend("OP0001", "OP0004"))
    refused(manager, lend("OP0004", "OP0003"))
    refused(manager, lend("ADMIN", "OP0004"))
    refused(manager, lend("OP0005", "OP0004"))
    refused(manager, lend("OP0005", "OP0004", "approve"))
    refused(manager, lend("OP0005", "OP0004", "function", "'period.close'"))
    refused(manager, lend("ADMIN", "OP0004", "function", "'role.update'"))
    refused(manager, lend("OP0003", "OP0004", "approve"))
    refused(manager, lend("OP0004", "ADMIN", "approve"))
    manager.execute(lend("OP0004", "OP0001"))
    refused(manager, "UPDATE loan SET ends_on = '2099-01-01'")
    manager.execute("UPDATE loan SET ended = true")
    refused(manager, "UPDATE loan SET ended = false")
    with team.connect() as psql:
        refused(psql, lend("OP0001", "OP0002"))


def test_nobody_shares_or_takes_what_is_not_theirs(team: Field) -> None:
    share = (
        f"INSERT INTO share (customer_id, owner_id, dept_id, with_id, can_write, ends_on, ended, "
        f"{STAMPS}) SELECT %s, o.id, o.dept_id, m.id, true, {{}}, false, {NOW.format(me='m.id')} "
        "FROM operator o, operator m WHERE o.code = 'OP0002' AND m.code = 'OP0001'"
    )
    team.admin.ok(
        "customer", "share", "C000002", "--with", "OP0001", "--write", "--until", "2026-04-01"
    )
    with team.connect() as psql:
        psql.execute("SET crm.now = '2026-03-15T09:00:00+08:00'")
        assert one(psql, "SELECT count(*) FROM customer") == 2
        refused(psql, share.format("'2026-04-01'"), team.hers)
        refused(psql, "UPDATE share SET ends_on = '2099-01-01'")
        assert psql.execute("UPDATE share SET ended = true").rowcount == 0
        refused(psql, "SELECT crm.to_pool(ARRAY[%s::bigint], 'release', 'x')", team.hers)
        refused(psql, "SELECT crm.assign_customer(%s, 1)", team.hers)
        refused(psql, "SELECT crm.to_pool(ARRAY[%s::bigint], 'recycle', 'x')", team.mine)


def test_the_pool_takes_only_what_it_may(team: Field) -> None:
    """Nothing by assigning, nothing with open orders, nothing of which its owner was not warned."""
    pool = team.owner("SELECT id FROM crm.operator WHERE kind = 'pool' AND dept_id = 2")[0]
    release = "SELECT crm.to_pool(ARRAY[%s::bigint], %s, 'x')"
    with team.connect("ADMIN") as admin:
        refused(admin, "SELECT crm.assign_customer(%s, %s)", team.hers, pool)
        refused(admin, release, team.hers, "release")
        refused(admin, release, team.hers, "recycle")
        for number in admin.execute("SELECT number FROM sales_order").fetchall():
            team.admin.ok("order", "cancel", number[0], "--reason", "x")
        refused(admin, release, team.hers, "recycle")
        told = "SELECT crm.warn_of_recycling(ARRAY[o.id], ARRAY['C000002'], ARRAY[current_date])"
        admin.execute("SET crm.now = '2026-04-10T09:00:00+08:00'")
        admin.execute(f"{told} FROM operator o WHERE o.code = 'OP0002'")
        admin.execute("SET crm.now = '2026-04-16T09:00:00+08:00'")
        refused(admin, release, team.hers, "recycle")
        admin.execute("SET crm.now = '2026-04-17T09:00:00+08:00'")
        admin.execute(release, (team.hers, "recycle"))
    with team.connect("OP0001") as psql:
        assert one(psql, "SELECT count(*) FROM crm.recycling_warnings()") == 0


def test_a_rule_names_only_who_may_decide(team: Field, manager: Any) -> None:
    name = (
        f"INSERT INTO approval_rule (code, name, noun, step, approver_id, active, sort_key, "
        f"search_text, {STAMPS}) SELECT 'AR1', 'x', 'revision', 1, o.id, true, 'x', 'x', "
        f"{NOW.format(me='m.id')} FROM operator o, operator m "
        "WHERE o.code = %s AND m.code = 'ADMIN'"
    )
    with team.connect("ADMIN") as admin:
        refused(admin, name, "OP0001")
        admin.execute(name, ("OP0003",))
        changed = "UPDATE approval_rule SET approver_id = %s WHERE code = 'AR1'"
        nobody = team.owner("SELECT id FROM crm.operator WHERE code = 'OP0001'")[0]
        refused(admin, changed, nobody)


def test_the_pool_tells_little_and_gives_by_its_rules(team: Field, manager: Any) -> None:
    (order,) = team.admin.ok("order", "list", "--customer", "C000002")
    team.admin.ok("order", "cancel", order["number"], "--reason", "x")
    team.admin.ok("customer", "release", "C000002", "--reason", "x")
    team.admin.ok("setting", "edit", "pool_holding_limit", "1")
    claim = "SELECT crm.claim(ARRAY[%s::bigint])"
    with team.connect() as psql:
        assert one(psql, "SELECT string_agg(code, ',') FROM crm.pool_customers()") == "C000002"
        assert one(psql, "SELECT count(*) FROM customer") == 1
        refused(psql, claim, team.hers)
        refused(psql, claim, 10**9)
    assert one(manager, "SELECT count(*) FROM crm.pool_customers()") == 0
    refused(manager, claim, team.hers)
    refused(manager, claim, team.mine)


def test_25_handing_over_is_for_who_reaches_both(team: Field, manager: Any) -> None:
    people = {
        code: team.owner("SELECT id FROM crm.operator WHERE code = %s", code)[0]
        for code in ("ADMIN", "OP0001", "OP0002", "OP0003")
    }
    hand = "SELECT crm.hand_over('H1', %s, ARRAY[%s::bigint], ARRAY[%s::bigint], %s, 'x')"
    refused(manager, hand, people["OP0001"], team.mine, people["OP0003"], False)
    refused(manager, hand, people["ADMIN"], team.mine, people["OP0003"], True)
    nobody = "SELECT crm.hand_over('H1', %s, NULL, NULL, true, 'x')"
    refused(manager, nobody, people["OP0001"])
    with team.connect() as psql:
        refused(psql, hand, people["OP0002"], team.hers, people["OP0001"], False)
        refused(psql, "UPDATE customer SET owner_id = 1")
    before = team.owner("SELECT count(*), sum(total) FROM crm.sales_order")
    done = team.admin.ok("handover", "run", "OP0001", "--to", "OP0002")
    assert len(done) == 1
    assert team.owner("SELECT count(*), sum(total) FROM crm.sales_order") == before
    left = "SELECT count(*) FROM crm.customer WHERE owner_id = %s"
    assert team.owner(left, people["OP0001"])[0] == 0
    changed = (
        "SELECT count(*) FROM crm_log.log_entry WHERE table_name = 'customer' "
        "AND new ? 'owner_id' AND row_id = %s AND change = 'update'"
    )
    assert team.owner(changed, team.mine)[0] == 1
    refused(manager, "SELECT crm.undo_handover(1)")


def test_21_a_token_decides_only_with_the_permission(team: Field) -> None:
    with team.connect() as psql:
        key = one(psql, "SELECT crm.propose('X1', %s, '{\"credit_limit\": 5}', 'w')", team.mine)
    team.admin.ok("role", "add", "--name", "Nothing", "--code", "NOTHING")
    team.admin.ok(
        "token", "create", "WEAK", "--operator", "ADMIN", "--role", "NOTHING",
        "--expires", "2026-12-31",
    )  # fmt: skip
    with team.connect("WEAK") as weak:
        assert refused(weak, "SELECT crm.decide(%s, 'approve', NULL, '{}')", key) == "42501"
        assert refused(weak, "SELECT crm.withdraw(%s)", key) == "42501"


def test_money_that_nobody_has_matched_is_given_to_nobody(team: Field) -> None:
    (reserved,) = team.owner("SELECT id FROM crm.customer WHERE reserved")
    with team.connect("ADMIN") as admin:
        assign = "SELECT crm.assign_customer(%s, (SELECT id FROM operator WHERE code = 'OP0001'))"
        assert refused(admin, assign, reserved) == "42501"


def test_what_is_lent_follows_the_lender_and_the_role(team: Field) -> None:
    admin = team.admin
    admin.ok(
        "operator", "lend", "OP0003", "--to", "OP0001", "--until", "2026-04-01",
        "--may", "annotation.create",
    )  # fmt: skip
    held = "SELECT pg_has_role(session_user, %s, 'member')"
    prefix = team.owner("SELECT prefix FROM crm_private.company")[0]
    with team.connect() as psql:
        assert one(psql, held, f"{prefix}:may:annotation.create")
        assert one(psql, held, f"{prefix}:may:followup.create")
    admin.ok("role", "revoke", "SALESPERSON", "followup.create")
    with team.connect() as psql:
        assert not one(psql, held, f"{prefix}:may:followup.create")
        assert one(psql, held, f"{prefix}:may:annotation.create")
    admin.ok("role", "revoke", "MANAGER", "annotation.create")
    with team.connect() as psql:
        assert not one(psql, held, f"{prefix}:may:annotation.create")
