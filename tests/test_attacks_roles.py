"""Roles that may do a little, and forgers, with the server’s own client in hand: all lose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.conftest import Cli
from tests.test_attacks_postgresql import Field, field, one, psql, refused

__all__ = ["field", "psql"]


ONLY = {
    "departments": ("customer.read", "department.create", "department.update"),
    "tokens": ("customer.read", "token.read", "token.revoke"),
    "roles": ("customer.read", "role.read", "role.update"),
    "receipts": ("customer.read", "payment.read", "payment.record"),
    "looking": ("customer.read", "contact.read"),
}


@pytest.fixture
def as_role(field: Field) -> Iterator[Any]:
    """OP0001 with a role that may only so much."""
    opened: list[psycopg.Connection[Any]] = []

    def enter(name: str) -> psycopg.Connection[Any]:
        field.admin.ok("role", "add", "--name", name, "--code", name.upper())
        field.admin.ok("role", "grant", name.upper(), *ONLY[name])
        field.admin.ok("operator", "edit", "OP0001", "--role", name.upper())
        opened.append(field.connect())
        return opened[0]

    yield enter
    for connection in opened:
        connection.close()


STAMPS = "created_at, created_by, updated_at, updated_by, version"
NOW = "now(), {me}, now(), {me}, 1"


def test_who_makes_departments_makes_no_people(as_role: Any) -> None:
    psql = as_role("departments")
    refused(psql, "UPDATE operator SET active = false WHERE code = 'OP0002'")
    refused(psql, "UPDATE operator SET code = 'X' WHERE code = 'ADMIN'")
    refused(
        psql,
        f"INSERT INTO operator (code, name, sort_key, search_text, active, kind, dept_id, scope, "
        f"{STAMPS}) SELECT 'EVE', 'Eve', 'eve', 'eve', true, 'person', dept_id, 'all', "
        f"{NOW.format(me='id')} FROM operator WHERE code = 'OP0001'",
    )


def test_a_token_stays_what_it_was_made(as_role: Any, field: Field) -> None:
    field.admin.ok("token", "create", "LIM", "--operator", "OP0001", "--expires", "2026-12-31")
    psql = as_role("tokens")
    for change in ("role_id = NULL", "expires_at = '2099-01-01'", "name = 'X'"):
        refused(psql, f"UPDATE login SET {change} WHERE name = 'LIM'")
    refused(psql, "UPDATE login SET revoked_at = now() WHERE name = 'ADMIN'")
    psql.execute("UPDATE login SET revoked_at = now(), epoch = epoch + 1 WHERE name = 'LIM'")
    refused(psql, "UPDATE login SET revoked_at = NULL WHERE name = 'LIM'")


def test_nobody_grants_to_the_administrators_or_ones_own_role(as_role: Any, field: Field) -> None:
    psql = as_role("roles")
    for role in ("ADMINISTRATOR", "ROLES"):
        refused(
            psql,
            f"INSERT INTO role_permission (role_id, permission, {STAMPS}) SELECT r.id, "
            f"'log.read-all', {NOW.format(me='o.id')} FROM role r, operator o "
            f"WHERE r.code = '{role}' AND o.code = 'OP0001'",
        )
    field.admin.ok("operator", "add", "--name", "Boss", "--role", "ADMINISTRATOR")
    with field.connect("OP0003") as admin:
        refused(admin, "UPDATE role SET active = false WHERE code = 'ADMINISTRATOR'")
        refused(admin, "DELETE FROM role_permission WHERE role_id = (SELECT role_id FROM operator "
                       "WHERE code = 'OP0003')")  # fmt: skip


def test_nobody_moves_themselves_to_see_more(field: Field) -> None:
    field.admin.ok("role", "add", "--name", "people", "--code", "PEOPLE")
    field.admin.ok("role", "grant", "PEOPLE", "customer.read", "operator.read", "operator.update")
    field.admin.ok("operator", "edit", "OP0001", "--role", "PEOPLE", "--scope", "department")
    person = Cli(field.store, operator="OP0001")
    assert person("operator", "edit", "OP0001", "--department", "D001").code == 5
    with field.connect() as psql:
        refused(psql, "UPDATE operator SET dept_id = 1 WHERE code = 'OP0001'")


def test_nobody_reverses_what_they_do_not_see(as_role: Any, field: Field) -> None:
    hers = field.admin.ok(
        "payment",
        "record",
        "--customer",
        "C000002",
        "--amount",
        "5",
        "--method",
        "CASH",
        "--on-account",
    )
    psql = as_role("receipts")
    columns = (
        "number, customer_id, owner_id, dept_id, date, amount, kind, status, method_id, "
        f"reverses_id, {STAMPS}"
    )
    hidden = field.owner("SELECT id FROM crm.payment WHERE number = %s", hers["number"])[0]
    for status in ("reversal", "confirmed"):
        refused(
            psql,
            f"INSERT INTO payment ({columns}) SELECT 'X1', c.id, c.owner_id, c.dept_id, "
            f"current_date, -500, 'receipt', '{status}', (SELECT min(id) FROM payment_method), "
            f"{hidden}, {NOW.format(me='c.owner_id')} FROM customer c",
        )
    assert field.admin("payment", "void", hers["number"], "--reason", "x").code == 0


def test_a_hidden_number_is_not_found_by_trying(as_role: Any) -> None:
    psql = as_role("looking")
    tried = "ARRAY(SELECT '+86138' || lpad(g::text, 8, '0') FROM generate_series(0, 9999) g)"
    refused(psql, f"SELECT * FROM crm.find_points({tried}, '{{}}', '{{mobile,phone}}')")
    refused(psql, f"SELECT * FROM crm.find_identities({tried})")
    with psql.transaction():
        psql.execute("SET TRANSACTION READ ONLY")
        with pytest.raises(psycopg.errors.InsufficientPrivilege), psql.transaction():
            psql.execute("SELECT * FROM crm.find_points(ARRAY['+8613800138000'], '{}', '{phone}')")
    found = psql.execute("SELECT * FROM crm.find_points(ARRAY['+8613800138000'], '{}', '{phone}')")
    assert len(found.fetchall()) == 1


def test_an_order_for_a_hidden_customer_tells_no_number(psql: Any, field: Field) -> None:
    with pytest.raises(psycopg.Error) as caught:
        psql.execute(
            "INSERT INTO sales_order (number, customer_id, owner_id, dept_id, phone) SELECT 'X', "
            "%s, owner_id, dept_id, E'\\x1fcontact:0' FROM customer RETURNING phone_masked::int",
            (field.hers,),
        )
    assert "138" not in str(caught.value)


def test_a_counter_is_not_driven_to_its_end(psql: Any) -> None:
    rule = "(SELECT id FROM crm.number_rule WHERE noun = 'customer')"
    refused(psql, f"SELECT crm.take_number({rule}, '', 9223372036854775807, true)")


def test_who_must_change_the_password_does_nothing_else(field: Field) -> None:
    field.admin.ok("operator", "edit", "OP0001", "--role", "MANAGER")
    reset = field.admin("password", "OP0001", "--password-stdin", typed="a good long one\n")
    assert reset.code == 0, reset.err
    with field.connect() as psql:
        refused(psql, "SELECT crm.seal(1, 0, 'x', 'y')")
        refused(psql, "SELECT crm.set_verifier(1, 'SCRAM-SHA-256$4096:x$y:z')")
        refused(psql, f"SELECT crm.reveal('customer', {field.mine})")
        refused(
            psql,
            "INSERT INTO followup_template (code, name, sort_key, search_text, active, required, "
            f"{STAMPS}) "
            f"VALUES ('T', 't', 't', 't', true, '', {NOW.format(me='1')})",
        )


def test_who_comes_back_gets_in_again(field: Field) -> None:
    field.connect().close()
    field.admin.ok("operator", "edit", "OP0001", "--inactive")
    field.admin.ok("operator", "edit", "OP0001", "--active")
    with field.connect() as psql:
        assert one(psql, "SELECT count(*) FROM customer") == 1


def test_19_what_is_revealed_is_logged_whatever_one_claims(psql: Any, field: Field) -> None:
    with psql.transaction():
        claimed = one(psql, "SELECT crm.begin_operation('customer.update', now())")
        psql.execute("SELECT set_config('crm.operation', %s, true)", (str(claimed),))
        assert "13800138000" in str(one(psql, "SELECT crm.reveal('customer', %s)", field.mine))
        assert one(psql, "SELECT crm.reveal('customer', %s)", field.hers) is None
    told = field.owner(
        "SELECT o.detail FROM crm_log.operation o WHERE o.action = 'contact.reveal' "
        "ORDER BY o.id DESC LIMIT 1"
    )
    assert told == ({"noun": "customer", "code": "C000001"},)
    with psql.transaction(force_rollback=True):
        psql.execute("SELECT crm.reveal('customer', %s)", (field.mine,))
    log = (field.server.folder / "log").read_text(encoding="utf-8")
    assert log.count("OP0001@template_crm reveals customer C000001") >= 2


def test_19_a_copied_store_lets_nobody_write_under_anothers_name(psql: Any, field: Field) -> None:
    """After a restore on another server, operations bear numbers of transactions yet to come."""
    before = field.owner("SELECT max(id) FROM crm_log.operation")[0]
    mine = one(psql, "SELECT operator_id FROM crm.authority()")
    with psql.transaction():
        number = one(psql, "SELECT pg_current_xact_id()::text::bigint")
        made = field.owner(
            "INSERT INTO crm_log.operation (at, operator_id, action, login_id, xact) "
            "SELECT now(), 1, 'x', min(id), %s FROM crm.login RETURNING id",
            number,
        )[0]
        psql.execute("SELECT set_config('crm.operation', %s, true)", (str(made),))
        psql.execute("UPDATE customer SET remark = 'forged', updated_by = %s", (mine,))
    told = field.owner(
        "SELECT count(*) FROM crm_log.log_entry WHERE operation_id = %s OR operation_id <= %s "
        "AND new ->> 'remark' = 'forged'",
        made,
        before,
    )
    assert told[0] == 0
    assert one(psql, "SELECT count(*) FROM operation WHERE xact IS NOT NULL") == 0
