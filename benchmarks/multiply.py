"""A large store made larger inside the engine: each order with its lines and receipts many times.

Copies are of the same customers and days, under numbers of their own. The engine does it alone, so
that millions of orders take minutes.
"""

from __future__ import annotations

from sqlalchemy import Connection, Table

from benchmarks import bulk, sales
from crmcli.db.connect import Store
from crmcli.db.engine import WRITING, engine_for
from crmcli.db.models.every import metadata

OWN = {"order_id": "sales_order", "payment_id": "payment", "reverses_id": "payment",
       "claims_id": "payment", "draws_id": "payment"}  # fmt: skip
"""Columns that refer to what is copied too."""
UNIQUE = ("number", "bank_reference")


def orders(store: Store, times: int) -> None:
    """Make the orders of a store ``times`` as many."""
    engine = engine_for(store).execution_options(**{WRITING: True})
    with engine.begin() as connection, bulk.unlogged(connection, sales.TABLES):
        tables = [metadata.tables[name] for name in sales.TABLES]
        indexes = [index for table in tables for index in table.indexes]
        for index in indexes:
            connection.exec_driver_sql(f"DROP INDEX {index.name}")
        if store.engine == "postgresql":
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        else:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        last = {table.name: _last(connection, table) for table in tables}
        for turn in range(1, times):
            for table in tables:
                connection.exec_driver_sql(_copy(table, turn, last, store.engine))
        for index in indexes:
            index.create(connection)
    if store.engine == "postgresql":
        with engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(
                "VACUUM ANALYZE"
            )


def _last(connection: Connection, table: Table) -> int:
    return int(connection.exec_driver_sql(f"SELECT max(id) FROM {table.name}").scalar_one())


def _copy(table: Table, turn: int, last: dict[str, int], engine: str) -> str:
    """The statement that copies the first rows of a table once more."""
    shown = []
    for column in table.columns:
        name = column.name
        if name == "id":
            shown.append(f"id + {turn * last[table.name]}")
        elif name in OWN:
            shown.append(f"{name} + {turn * last[OWN[name]]}")
        elif name in UNIQUE:
            shown.append(f"{name} || '-{turn}'")
        else:
            shown.append(name)
    names = ", ".join(column.name for column in table.columns)
    overriding = " OVERRIDING SYSTEM VALUE" if engine == "postgresql" else ""
    rows = f"SELECT {', '.join(shown)} FROM {table.name} WHERE id <= {last[table.name]}"
    return f"INSERT INTO {table.name} ({names}){overriding} {rows}"
