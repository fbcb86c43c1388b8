"""SQLAlchemy over :mod:`crmcli.db.connect`: one engine per store, transactions begun by us.

A command opens one connection and is done. A process that serves many, such as the full-screen app,
keeps its connections open between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool

from crmcli.db import connect
from crmcli.db.connect import SqliteConnection, Store

WRITING = "crm_writing"
_kept: ContextVar[dict[Store, Engine] | None] = ContextVar("kept", default=None)


@contextmanager
def connections_kept() -> Iterator[None]:
    """Within the block the connections of finished units of work are used again, then closed."""
    engines: dict[Store, Engine] = {}
    token = _kept.set(engines)
    try:
        yield
    finally:
        _kept.reset(token)
        for engine in engines.values():
            engine.dispose()


def engine_for(store: Store, *, create: bool = False) -> Engine:
    """The engine of a store. Nothing is opened until it is used.

    A store that is being made is closed after each step: its file is given its name at the end.
    """
    kept = _kept.get()
    if kept is None or create:
        return _engine(store, create)
    if store not in kept:
        kept[store] = _make(store, create, pooled=True)
    return kept[store]


@cache
def _engine(store: Store, create: bool) -> Engine:
    return _make(store, create, pooled=False)


def _make(store: Store, create: bool, *, pooled: bool) -> Engine:
    def creator() -> Any:
        connection = connect.connect(store, create=create)
        if store.engine == "postgresql":
            connection.autocommit = False  # type: ignore[union-attr]
        return connection

    dialect = "sqlite" if store.engine == "sqlite" else "postgresql+psycopg"
    pool = QueuePool if pooled else NullPool
    engine = create_engine(f"{dialect}://", creator=creator, poolclass=pool)
    if store.engine == "sqlite":
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(engine, "checkin", _forget_operation)
    return engine


def _begin_sqlite(connection: Connection) -> None:
    """A transaction that will write takes the lock at once: a later upgrade could only fail."""
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _forget_operation(raw: Any, _record: Any) -> None:
    """What is written next belongs to another operation."""
    if isinstance(raw, SqliteConnection):
        raw.operation = None
