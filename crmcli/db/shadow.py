"""SQLite: what an operator sees of each table, as a temporary view that stands before it.

Every read by the table's name then finds only these rows, whatever its form. The conditions are
constants, so that SQLite uses the tables' indexes. No SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crmcli.db import scope
from crmcli.db.authority import Authority
from crmcli.db.connect import SqliteConnection

NOTHING = "0"


def condition(authority: Authority, table: str) -> str:
    """Which rows of a scoped table are seen, in SQL."""
    if authority.sees_all:
        return "1"
    parts = [
        _among(column, keys)
        for column, keys in (
            ("dept_id", authority.all_depts),
            ("owner_id", authority.all_owners),
            (scope.customer_of(table), authority.shared),
        )
        if keys
    ]
    if table in scope.ADDRESSED:
        parts.append(f"{scope.ADDRESSED[table]} = {int(authority.operator_id)}")
    return f"({' OR '.join(parts)})"


def _among(column: str, keys: frozenset[int]) -> str:
    if len(keys) == 1:
        return f"{column} = {int(next(iter(keys)))}"
    return f"{column} IN ({', '.join(str(int(key)) for key in sorted(keys))})"


def install(connection: SqliteConnection, authority: Authority) -> None:
    """Put the views of ``authority`` before the tables; those of somebody else go."""
    whose, there = connection.shadows or (None, ())
    if whose == authority:
        return
    for name in there:
        connection.execute(f"DROP VIEW temp.{name}")
    wanted = dict(views(connection, authority))
    for name, select in wanted.items():
        connection.execute(f"CREATE TEMP VIEW {name} AS {select}")
    connection.shadows = (authority, tuple(wanted))


def views(connection: Any, authority: Authority) -> Iterator[tuple[str, str]]:
    """The view of each table that is not seen whole, and what it selects."""
    for table in scope.SCOPED:
        if not authority.sees_all or table in scope.SENSITIVE:
            seen = condition(authority, table)
            yield table, f"SELECT {_columns(connection, table)} FROM main.{table} WHERE {seen}"
    yield from _log(authority)


def _columns(connection: Any, table: str) -> str:
    """The columns of a table, NULL instead of those that nobody reads."""
    hidden = scope.SENSITIVE.get(table)
    if hidden is None:
        return "*"
    names = [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]
    return ", ".join(f"NULL AS {name}" if name in hidden else name for name in names)


def _log(authority: Authority) -> Iterator[tuple[str, str]]:
    """The log: one's own operations, and what concerns records that are seen."""
    image = "crm_hidden(table_name, {0}) AS {0}"
    columns = (
        "id, operation_id, change, table_name, row_id, root_table, root_id, customer_id, "
        f"{image.format('old')}, {image.format('new')}"
    )
    seen = "1"
    if not authority.may("log.read-all"):
        mine = (
            f"operation_id IN (SELECT id FROM main.operation "
            f"WHERE operator_id = {int(authority.operator_id)}) AND table_name <> 'conflict'"
        )
        others = NOTHING
        if authority.may("log.read") or authority.may("log.history"):
            others = "1"
            if not authority.sees_all:
                others = (
                    "(customer_id IS NULL OR customer_id IN (SELECT id FROM temp.customer "
                    "UNION ALL SELECT merged_id FROM temp.merged_customer))"
                )
            if not authority.may("operator.update"):
                kept = ", ".join(f"'{name}'" for name in scope.ADMINISTERED)
                others += f" AND table_name NOT IN ({kept})"
        seen = f"(({others}) OR {mine})"
        yield (
            "operation",
            "SELECT * FROM main.operation AS o "
            f"WHERE o.operator_id = {int(authority.operator_id)} OR EXISTS "
            "(SELECT 1 FROM temp.log_entry e WHERE e.operation_id = o.id)",
        )
    yield "log_entry", f"SELECT {columns} FROM main.log_entry WHERE {seen}"
    if not authority.may("log.seal") and not authority.may("log.verify"):
        yield "log_seal", "SELECT * FROM main.log_seal WHERE 0"
    mine = f"operator_id = {int(authority.operator_id)}"
    for table in scope.TOLD:
        yield table, f"SELECT * FROM main.{table} WHERE {mine}"
    for table in ("login_secret", "store_key"):
        yield table, f"SELECT * FROM main.{table} WHERE 0"
