"""All rows of a store in one form that both engines share, read and written as they are.

A value is a whole number, a text or nothing: flags are 0 and 1, days and instants ISO texts (UTC),
JSON has its keys sorted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table

from crmcli.db import bulk, log
from crmcli.db.connect import LOG_SCHEMA, SCHEMA
from crmcli.db.models.every import metadata
from crmcli.db.server import install
from crmcli.db.types import Day, Flag, Instant, Json

Raw = tuple[int | str | None, ...]
BATCH = 5_000
UNBROKEN = ("operation", "log_entry")
"""Nothing is ever taken from these: their next id follows from their rows."""


SECRET = ("login_secret", "store_key")
"""What is in these leaves no store but as a whole backup."""
OF_SERVER = {"login": ("account",), "operation": ("xact",)}
"""Columns that mean something on one server only."""


def tables() -> list[Table]:
    """Every table but secrets, in an order in which what is referred to comes first."""
    return [table for table in metadata.sorted_tables if table.name not in SECRET]


def columns(table: Table) -> list[str]:
    """The columns of a table, in the order in which they are read and written."""
    return [column.name for column in table.columns]


def count(connection: Connection, table: Table) -> int:
    """How many rows a table has."""
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table.name}").scalar_one())


def rows(connection: Connection, table: Table) -> Iterator[Raw]:
    """The rows of a table by id, read as they are asked for."""
    places = [place for place, c in enumerate(table.columns) if isinstance(c.type, Json)]
    local = OF_SERVER.get(table.name, ())
    emptied = [place for place, c in enumerate(table.columns) if c.name in local]
    for found in _found(connection, table):
        if not places and not emptied:
            yield found
            continue
        values = list(found)
        for place in places:
            values[place] = _sorted(values[place])
        for place in emptied:
            values[place] = None
        yield tuple(values)


def _found(connection: Connection, table: Table) -> Iterator[Raw]:
    raw: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite":
        named = ", ".join(columns(table))
        yield from raw.execute(f"SELECT {named} FROM {table.name} ORDER BY id")
        return
    shown = ", ".join(_shown(column) for column in table.columns)
    with raw.cursor(name=f"whole_{table.name}") as cursor:
        cursor.itersize = BATCH
        cursor.execute(f"SELECT {shown} FROM {table.name} ORDER BY id")
        yield from cursor


def _shown(column: Any) -> str:
    """A column as PostgreSQL shall send it."""
    if isinstance(column.type, Flag):
        return f"{column.name}::int"
    if isinstance(column.type, Instant):
        form = '\'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\''
        return f"to_char({column.name} AT TIME ZONE 'UTC', {form})"
    if isinstance(column.type, Day | Json):
        return f"{column.name}::text"
    return str(column.name)


def _sorted(value: Any) -> str | None:
    if value is None:
        return None
    return json.dumps(json.loads(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fill(connection: Connection, table: Table, found: Iterator[Raw]) -> Iterator[int]:
    """Write rows into a table; how many were written, batch after batch."""
    keys = columns(table)
    while batch := list(islice(found, BATCH)):
        bulk.write(connection, table.name, keys, batch)
        yield len(batch)


def open_to_all(connection: Connection) -> list[str]:
    """Take the log's triggers and the indexes away and every row out, to fill the tables anew.

    What makes the indexes again is returned: to fill them at once takes a part of the time.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for statement in log.removal(connection.dialect.name):
        connection.exec_driver_sql(statement)
    for table in reversed(metadata.sorted_tables):
        connection.exec_driver_sql(f"DELETE FROM {table.name}")
    known = SQLITE_INDEXES if connection.dialect.name == "sqlite" else POSTGRESQL_INDEXES
    indexes = connection.exec_driver_sql(known).all()
    for name, _made_by in indexes:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    return [made_by for _name, made_by in indexes]


SQLITE_INDEXES = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
)
POSTGRESQL_INDEXES = f"""
SELECT c.oid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname IN ('{SCHEMA}', '{LOG_SCHEMA}')
  AND NOT EXISTS (SELECT 1 FROM pg_constraint p WHERE p.conindid = i.indexrelid)
ORDER BY c.relname
"""
"""Indexes that stand for themselves, and not for a key or what is unique."""


def sequences(connection: Connection) -> dict[str, int]:
    """The last id that was given in each table of which rows can be removed."""
    found = {}
    for table in tables():
        if table.name in UNBROKEN:
            continue
        if connection.dialect.name == "sqlite":
            known = "SELECT seq FROM sqlite_sequence WHERE name = ?"
            last = connection.exec_driver_sql(known, (table.name,)).scalar()
        else:
            known = f"SELECT last_value FROM {_sequence(table)} WHERE is_called"
            last = connection.exec_driver_sql(known).scalar()
        found[table.name] = int(last or 0)
    return found


def close(connection: Connection, last: dict[str, int], indexes: Sequence[str]) -> None:
    """Go on with ids after ``last`` and after those there; put indexes and triggers back."""
    for made_by in indexes:
        connection.exec_driver_sql(made_by)
    for table in tables():
        there = connection.exec_driver_sql(f"SELECT max(id) FROM {table.name}").scalar() or 0
        given = max(int(there), last.get(table.name, 0))
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table.name,))
            connection.exec_driver_sql(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table.name, given)
            )
        else:
            called = "true" if given else "false"
            connection.exec_driver_sql(
                f"SELECT setval('{_sequence(table)}', {max(given, 1)}, {called})"
            )
    if connection.dialect.name == "sqlite":
        _remember_gaps(connection)
    log.install(connection)
    if connection.dialect.name == "postgresql":
        install.install(connection)


def _remember_gaps(connection: Connection) -> None:
    """How many numbers of log entries an engine skipped that does so; SQLite never does."""
    missing = connection.exec_driver_sql(
        "SELECT coalesce(max(id), 0) - count(*) FROM log_entry"
    ).scalar_one()
    connection.exec_driver_sql(f"PRAGMA user_version = {int(missing)}")


def _sequence(table: Table) -> str:
    schema = LOG_SCHEMA if table.name in install.LOG_TABLES else SCHEMA
    return f"{schema}.{table.name}_id_seq"


def differing(one: Iterator[Raw], other: Iterator[Raw]) -> Sequence[Any] | None:
    """The first row on which two tables differ, as the one or the other has it."""
    while True:
        left, right = next(one, None), next(other, None)
        if left is None and right is None:
            return None
        if left is None or right is None or tuple(left) != tuple(right):
            return left if left is not None else right
