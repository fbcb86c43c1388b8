"""`crm db check` finds each kind of damage and names the first wrong row."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from crmcli.db.connect import SqliteConnection, Store
from crmcli.db.engine import WRITING, engine_for
from crmcli.views.store import CHECK
from tests.conftest import Cli


@pytest.fixture
def sound(crm: Cli) -> Cli:
    crm.ok("product", "add", "--name", "P", "--price", "100")
    crm.ok("customer", "add", "--name", "A")
    crm.ok("period", "close", "2026-02")
    for _order in range(2):
        crm.ok("order", "new", "--customer", "A", "--line", "P:1", "--confirm")
    pay = ("payment", "record", "--method", "CASH", "--order", "SO202603-00001", "--amount")
    crm.ok(*pay, "60")
    crm.ok(*pay, "10")
    crm.ok("payment", "void", "RC202603-00002", "--reason", "x")
    assert crm("db", "check").code == 0
    return crm


def damage(store: Store, *statements: str) -> None:
    """Change rows the way a hand with the file or the owner's role could: triggers off."""
    with engine_for(store).execution_options(**{WRITING: True}).connect() as connection:
        if store.engine == "sqlite":
            raw = connection.connection.dbapi_connection
            assert isinstance(raw, SqliteConnection)
            raw.execute("PRAGMA foreign_keys = OFF")
            names = [
                row[0]
                for row in connection.exec_driver_sql(
                    "SELECT name FROM sqlite_master WHERE type = 'trigger'"
                )
            ]
            for name in names:
                connection.execute(sa.text(f"DROP TRIGGER {name}"))
        else:
            for table in sa.inspect(connection).get_table_names():
                connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.commit()


DAMAGES = {
    "line-amounts": "UPDATE order_line SET amount = amount + 1 WHERE id = 1",
    "order-totals": "UPDATE sales_order SET total = total + 1 WHERE id = 1",
    "allocated-documents": "UPDATE allocation SET amount = 10001 WHERE id = 1",
    "allocated-receipts": "UPDATE payment SET amount = 5999 WHERE id = 1",
    "pending": (
        "INSERT INTO pending_allocation (owner_id, dept_id, created_at, created_by, updated_at, "
        "updated_by, version, payment_id, order_id, customer_id, amount) SELECT owner_id, dept_id, "
        "created_at, created_by, updated_at, updated_by, version, payment_id, order_id, "
        "customer_id, amount FROM allocation WHERE id = 1"
    ),
    "outgoing": "UPDATE payment SET kind = 'refund', amount = -amount WHERE id = 1",
    "claims": "UPDATE payment SET kind = 'claim', claims_id = 2 WHERE id = 1",
    "balances": "UPDATE payment SET customer_id = 1 WHERE id = 1",
    "at-any-time": "UPDATE allocation SET date = '2025-01-01' WHERE id = 1",
    "closed-months": "UPDATE sales_order SET date = '2026-02-10' WHERE id = 2",
    "reversals": "UPDATE payment SET amount = -999 WHERE status = 'reversal'",
    "counters": "UPDATE number_counter SET last = 1 WHERE last = 2 AND period <> ''",
    "references": "UPDATE region SET created_by = 99",
    "log": "UPDATE customer SET name = 'forged'",
}


def test_every_check_has_its_damage() -> None:
    assert set(DAMAGES) == set(CHECK) - {"whole", "trees"}


@pytest.mark.parametrize("label", DAMAGES)
def test_damage_is_found(sound: Cli, label: str) -> None:
    sound.ok("region", "add", "--name", "R")
    damage(sound.store, DAMAGES[label])
    result = sound("db", "check", "--json")
    assert result.code == 1
    wrong = [row for row in result.json if not row["ok"]]
    assert any(row["check"] == label for row in wrong), wrong
    assert all(row["first"] for row in wrong)
    assert "not sound" in result.err


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM log_entry WHERE table_name = 'customer'",
        "DELETE FROM customer",
        "INSERT INTO level (created_at, created_by, updated_at, updated_by, version, code, name, "
        "sort_key, search_text, active) SELECT created_at, 1, updated_at, 1, 1, 'Z', 'Z', "
        "'z', 'z', active FROM level WHERE code = 'A'",
    ],
)
def test_rows_the_log_does_not_know_or_misses_are_found(crm: Cli, statement: str) -> None:
    crm.ok("customer", "add", "--name", "A")
    damage(crm.store, statement)
    result = crm("db", "check", "--json")
    assert result.code == 1
    assert any(row["check"] == "log" for row in result.json if not row["ok"])
