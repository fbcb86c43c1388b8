"""What every table must be: on both engines, from the first migration on."""

from __future__ import annotations

import pkgutil
import sqlite3

import pytest
from sqlalchemy import inspect

from crmcli.cli.command import load
from crmcli.cli.nouns import ENTRIES
from crmcli.db import log, models
from crmcli.db.connect import SqliteConnection, Store, connect
from crmcli.db.engine import engine_for
from crmcli.db.models import every
from crmcli.db.models.base import STAMPS, Owned, Stamped
from crmcli.db.models.codelist import CODE_LISTS
from crmcli.db.models.every import metadata
from crmcli.services.basic_data import BASIC_DATA
from crmcli.services.setup import RULES
from crmcli.views.codelist import CODE_LISTS as CODE_LIST_NOUNS
from crmcli.views.nouns import NOUN_OF_TABLE, NOUNS, TABLES

SCOPED = {
    "customer",
    "contact",
    "contact_point",
    "former_name",
    "followup",
    "annotation",
    "sales_order",
    "order_line",
    "payment",
    "opening_balance",
    "allocation",
    "pending_allocation",
    "approval",
    "approval_decision",
    "revision_field",
    "share",
    "handed_over",
    "pool_move",
    "registration",
    "conflict",
    "merged_customer",
}
UNSTAMPED = {
    "operation",
    "log_entry",
    "log_seal",
    "number_counter",
    "login_secret",
    "store_key",
    "notification",
}

LOOSE = {
    *(f"log_entry.{name}_id" for name in ("row", "root", "customer")),
    "merged_customer.merged_id",
}
"""The log tells of rows that are gone, and so does what a customer was merged into."""
SCHEMAS = "('crm', 'crm_log')"
"""Where the tables are on PostgreSQL; the log's are apart, and views stand for them."""


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda t: t.name)
def test_every_row_has_identity_stamps_and_version(table) -> None:
    names = set(table.columns.keys())
    assert "id" in names
    if table.name not in UNSTAMPED:
        assert names >= set(STAMPS)


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda t: t.name)
def test_constraints_are_named_and_references_declared(table) -> None:
    assert all(c.name for c in table.constraints)
    for column in table.columns:
        if column.name.endswith("_id") and f"{table.name}.{column.name}" not in LOOSE:
            assert column.info.get("refers"), f"{table.name}.{column.name}"


def test_scoped_tables_carry_owner_and_department_by_a_key_that_cascades() -> None:
    carrying = {t.name for t in metadata.sorted_tables if "owner_id" in t.columns}
    assert carrying == SCOPED
    for name in SCOPED:
        table = metadata.tables[name]
        assert not table.c.owner_id.nullable
        assert not table.c.dept_id.nullable
        carried = [
            key
            for key in table.foreign_key_constraints
            if {"owner_id", "dept_id"} <= set(key.column_keys)
        ]
        assert carried, name
        assert all(key.onupdate == "CASCADE" for key in carried)


def test_scoped_models_say_so() -> None:
    owned = {c.__tablename__ for c in Owned.__subclasses__()}
    assert owned == SCOPED
    assert issubclass(CODE_LISTS["level"], Stamped)


def test_sqlite_tables_are_strict_with_identities_never_reused(new_sqlite) -> None:
    connection = connect(new_sqlite())
    assert isinstance(connection, SqliteConnection)
    ddl = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    for table in metadata.sorted_tables:
        assert ddl[table.name].rstrip().endswith("STRICT"), table.name
        assert "AUTOINCREMENT" in ddl[table.name], table.name
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT"):
        connection.execute("UPDATE setting SET version = 'one'")


def test_postgresql_types_are_those_of_the_conventions(new_postgresql) -> None:
    with engine_for(new_postgresql()).connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT table_name, column_name, data_type, is_identity, collation_name "
            "FROM information_schema.columns JOIN information_schema.tables "
            "USING (table_schema, table_name) "
            f"WHERE table_schema IN {SCHEMAS} AND table_type = 'BASE TABLE'"
        ).all()
    assert {row[0] for row in found} == {*metadata.tables, "alembic_version"}
    for table, column, kind, identity, collation in found:
        if table == "alembic_version":
            continue
        assert kind in ("bigint", "text", "date", "boolean", "timestamp with time zone", "jsonb")
        assert (identity == "YES") == (column == "id"), (table, column)
        if kind == "text":
            assert collation == "C", (table, column)


def test_a_store_keeps_journal_and_durability(new_sqlite) -> None:
    connection = connect(new_sqlite())
    pragmas = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
    }
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}
    assert pragmas == expected


def test_every_logged_table_has_its_trigger(store: Store) -> None:
    with engine_for(store).connect() as connection:
        query = (
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if store.engine == "sqlite"
            else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'"
        )
        triggers = {row[0] for row in connection.exec_driver_sql(query)}
    for table in log.logged_tables():
        names = (
            {f"log_{table.name}_{event}" for event in ("insert", "update", "delete")}
            if store.engine == "sqlite"
            else {f"log_{table.name}"}
        )
        assert names <= triggers


def test_every_noun_is_known_in_every_room(store: Store) -> None:
    with engine_for(store).connect() as connection:
        tables = set(inspect(connection).get_table_names())
        if store.engine == "postgresql":
            tables |= set(inspect(connection).get_table_names("crm_log"))
    assert set(TABLES.values()) <= tables
    assert set(NOUN_OF_TABLE) | UNSTAMPED | {"alembic_version"} == tables
    assert set(CODE_LISTS) == set(CODE_LIST_NOUNS)
    assert set(BASIC_DATA) <= set(CODE_LISTS) <= set(RULES) <= set(NOUNS)
    for noun in CODE_LISTS:
        assert ENTRIES[noun].module == "codelist"


@pytest.mark.parametrize("noun", ENTRIES)
def test_every_command_has_help_and_its_options_too(noun: str) -> None:
    command = load(noun)
    verbs = getattr(command, "commands", {noun: command})
    for name, verb in verbs.items():
        assert verb.help, f"{noun} {name}"
        for parameter in verb.params:
            assert parameter.name == "help" or parameter.help, f"{noun} {name} {parameter.name}"
            assert "{" not in (parameter.help or ""), f"{noun} {name} {parameter.name}"


def test_every_module_of_tables_is_among_all_of_them() -> None:
    found = {info.name for info in pkgutil.iter_modules(models.__path__)}
    assert set(every.__all__) - {"metadata"} == found - {"base", "every"}
