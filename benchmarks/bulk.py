"""Rows written past the log, the fastest way that an engine has."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Table

from crmcli.db import log
from crmcli.db.models import metadata

BATCH = 10_000
Row = dict[str, Any]


@contextmanager
def unlogged(connection: Connection, tables: Sequence[str]) -> Iterator[None]:
    """The log of these tables is off; at the end it is put back."""
    for name in tables:
        if connection.dialect.name == "sqlite":
            for event in ("insert", "update", "delete"):
                connection.exec_driver_sql(f"DROP TRIGGER log_{name}_{event}")
        else:
            connection.exec_driver_sql(f"DROP TRIGGER log_{name} ON {name}")
    yield
    log.install(connection)


def write(connection: Connection, name: str, rows: Iterable[Row]) -> None:
    """Write the rows of one table; each has the same keys."""
    for batch in batched(rows):
        _write(connection, metadata.tables[name], batch)


def batched(rows: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """Ten thousand at a time."""
    left = iter(rows)
    while batch := tuple(itertools.islice(left, BATCH)):
        yield batch


def _write(connection: Connection, table: Table, batch: Sequence[Row]) -> None:
    keys = list(batch[0])
    convert = [_converter(table, key, connection) for key in keys]
    values = [tuple(c(row[k]) for c, k in zip(convert, keys, strict=True)) for row in batch]
    raw: Any = connection.connection.dbapi_connection
    named = f"{table.name} ({', '.join(keys)})"
    if connection.dialect.name == "sqlite":
        raw.executemany(f"INSERT INTO {named} VALUES ({', '.join('?' * len(keys))})", values)
        return
    with raw.cursor() as cursor, cursor.copy(f"COPY {named} FROM STDIN") as copy:
        for value in values:
            copy.write_row(value)


def _converter(table: Table, key: str, connection: Connection) -> Callable[[Any], Any]:
    found = table.c[key].type.bind_processor(connection.dialect)
    return found or (lambda value: value)
