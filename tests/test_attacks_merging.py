"""Merging, registrations and conflicts with psql in hand: attacks lose."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.test_attacks_postgresql import Field, field, one, psql, refused
from tests.test_attacks_teams import NOW, STAMPS, manager, team

__all__ = ["field", "manager", "psql", "team"]
NOBODY = 10**9
SAME = '{"asked": "Hers", "name": "hers", "core": "hers", "numbers": []}'
TODAY = "(now() AT TIME ZONE 'Asia/Shanghai')::date"
REGISTER = (
    f"INSERT INTO registration (customer_id, owner_id, dept_id, ends_on, ended, {STAMPS}) "
    f"SELECT %s, owner_id, dept_id, {TODAY} + %s, false, {NOW.format(me='owner_id')} "
    "FROM customer WHERE code = %s"
)


def conflict(field: Field) -> int:
    """The salesperson met the other's customer; the conflict of it."""
    with field.connect() as psql:
        psql.execute("SELECT crm.record_conflict('CF1', %s)", (SAME,))
    return int(field.owner("SELECT id FROM crm.conflict")[0])


def test_nobody_merges_what_they_do_not_reach(team: Field, psql: Any, manager: Any) -> None:
    merge = "SELECT crm.merge_customers(%s, %s, '{}')"
    for asking in (psql, manager):
        for pair in ((team.mine, team.hers), (team.hers, team.mine), (team.mine, NOBODY)):
            assert refused(asking, merge, *pair) == "42501"
    before = team.owner("SELECT count(*), sum(total) FROM crm.sales_order")
    with team.connect("ADMIN") as admin:
        refused(admin, merge, team.mine, team.mine)
        refused(admin, "SELECT crm.merge_customers(%s, %s, '{owner_id}')", team.mine, team.hers)
        refused(admin, "SELECT crm.merge_customers(%s, 1, '{}')", team.mine)
        key = one(admin, merge, team.mine, team.hers)
        assert one(admin, "SELECT count(*) FROM customer WHERE code = 'C000002'") == 0
    assert team.owner("SELECT count(*), sum(total) FROM crm.sales_order") == before
    unmerge = "SELECT crm.unmerge_customer(%s)"
    for asking in (psql, manager):
        assert refused(asking, unmerge, key) == refused(asking, unmerge, NOBODY) == "42501"
    refused(psql, "UPDATE merged_customer SET name = 'x'")
    refused(psql, "DELETE FROM merged_customer")
    refused(psql, "SELECT image FROM merged_customer")
    with team.connect("ADMIN") as admin:
        assert one(admin, unmerge, key) == []


def test_who_asks_is_told_by_number_only(team: Field, psql: Any) -> None:
    team.admin.ok("setting", "edit", "conflict_answers_per_day", "1")
    team.admin.ok("customer", "add", "--name", "Other", "--owner", "OP0002", "--force")
    assert one(psql, "SELECT crm.held(%s)", f"[{SAME}]") == [0]
    assert one(psql, "SELECT crm.record_conflict(NULL, %s)", SAME) is None
    assert one(psql, "SELECT crm.record_conflict('CF1', %s)", SAME) is None
    told = psql.execute("SELECT number, asked FROM crm.my_conflicts()").fetchall()
    assert told == [("CF1", "Hers")]
    assert one(psql, "SELECT count(*) FROM conflict") == 0
    assert one(psql, "SELECT count(*) FROM log_entry WHERE table_name = 'conflict'") == 0
    assert one(psql, "SELECT crm.record_conflict('CF2', %s)", SAME) == "CF1"
    assert team.owner("SELECT count(*) FROM crm.conflict")[0] == 1
    other = SAME.replace("Hers", "Other").replace("hers", "other")
    refused(psql, "SELECT crm.record_conflict('CF3', %s)", other)
    refused(psql, "SELECT crm_private.same_as(%s)", SAME)
    refused(psql, "UPDATE conflict SET asked = 'x'")
    refused(psql, "DELETE FROM conflict")
    with team.connect("OP0002") as colleague:
        assert one(colleague, "SELECT count(*) FROM crm.my_conflicts()") == 0


def test_nothing_is_told_within_a_preview(team: Field, psql: Any) -> None:
    """What is taken back was not logged, so it tells nothing and spends nothing."""
    psql.execute("BEGIN")
    psql.execute("SELECT crm.record_conflict('CF1', %s)", (SAME,))
    assert one(psql, "SELECT count(*) FROM crm.my_conflicts()") == 0
    assert one(psql, "SELECT crm.record_conflict(NULL, %s)", SAME) is None
    psql.execute("ROLLBACK")
    assert team.owner("SELECT count(*) FROM crm.conflict")[0] == 0


def test_nobody_decides_a_conflict_of_their_own(team: Field, psql: Any, manager: Any) -> None:
    key = conflict(team)
    people = [
        team.owner("SELECT id FROM crm.operator WHERE code = %s", code)[0]
        for code in ("OP0001", "OP0002", "ADMIN")
    ]
    decide = "SELECT crm.decide_conflict(%s, %s, 'why')"
    for asking in (psql, manager):
        assert refused(asking, decide, key, people[0]) == "42501"
        assert refused(asking, decide, NOBODY, people[0]) == "42501"
    with team.connect("OP0002") as colleague:
        refused(colleague, decide, key, people[1])
    with team.connect("ADMIN") as admin:
        refused(admin, decide, key, people[2])
        admin.execute(decide, (key, people[1]))
        with pytest.raises(psycopg.errors.SerializationFailure):
            admin.execute(decide, (key, people[0]))
    assert team.owner("SELECT owner_id FROM crm.customer WHERE id = %s", team.hers)[0] == people[1]


def test_a_registration_is_for_ones_own_and_for_so_long(team: Field, psql: Any) -> None:
    for absent in (team.hers, NOBODY):
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            psql.execute(REGISTER, (absent, 5, "C000001"))
        forged = REGISTER.replace("SELECT %s, owner_id", "SELECT %s, 2")
        assert refused(psql, forged, absent, 5, "C000001") == "42501"
    refused(psql, REGISTER, team.mine, 91, "C000001")
    psql.execute(REGISTER, (team.mine, 90, "C000001"))
    refused(psql, f"UPDATE registration SET ends_on = {TODAY} + 91")
    refused(psql, "UPDATE registration SET customer_id = %s", team.hers)
    refused(psql, "DELETE FROM registration")
    psql.execute("UPDATE registration SET ended = true")
    refused(psql, "UPDATE registration SET ended = false")
