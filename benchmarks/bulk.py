"""Rows written past the log, the fastest way that an engine has."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

from crmcli.db import bulk, log
from crmcli.db.models.every import metadata

BATCH = 10_000
Row = dict[str, Any]


@contextmanager
def unlogged(connection: Connection, tables: Sequence[str]) -> Iterator[None]:
    """The log of these tables is off; at the end it is put back."""
    drop_log(connection, tables)
    yield
    log.install(connection)


def drop_log(connection: Connection, tables: Sequence[str]) -> None:
    """Drop the triggers that log changes of these tables."""
    for name in tables:
        if connection.dialect.name == "sqlite":
            for event in ("insert", "update", "delete"):
                connection.exec_driver_sql(f"DROP TRIGGER log_{name}_{event}")
        else:
            connection.exec_driver_sql(f"DROP TRIGGER log_{name} ON {name}")


def write(connection: Connection, name: str, rows: Iterable[Row]) -> None:
    """Write the rows of one table; each has the same keys."""
    table = metadata.tables[name]
    for batch in batched(rows):
        keys = list(batch[0])
        changes = [(key, bulk.converter(table, key, connection)) for key in keys]
        stored = [[row[k] if c is None else c(row[k]) for k, c in changes] for row in batch]
        bulk.write(connection, name, keys, stored)


def batched(rows: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """Ten thousand at a time."""
    left = iter(rows)
    while batch := tuple(itertools.islice(left, BATCH)):
        yield batch
