"""SQLAlchemy over :mod:`crmcli.db.connect`: one engine per store, transactions begun by us.

A command opens one connection and is done. A process that serves many, such as the full-screen app,
keeps its connections open between them.
"""

from __future__ import annotations

import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import NullPool, QueuePool

from crmcli.db import authority, connect, schema, shadow
from crmcli.db.connect import SqliteConnection, Store
from crmcli.db.identity import Identity

WRITING, ADMITTED, USED = "crm_writing", "crm_admitted", "crm_used"
ASKED_AFTER = 30.0
"""Seconds after which a connection that was kept is tried before it is used again."""
Known = tuple[Store, Identity | None]
_kept: ContextVar[dict[Known, Engine] | None] = ContextVar("kept", default=None)


@contextmanager
def connections_kept() -> Iterator[None]:
    """Within the block the connections of finished units of work are used again, then closed."""
    engines: dict[Known, Engine] = {}
    token = _kept.set(engines)
    try:
        yield
    finally:
        _kept.reset(token)
        for engine in engines.values():
            engine.dispose()


def engine_for(store: Store, *, create: bool = False, identity: Identity | None = None) -> Engine:
    """The engine of a store, for one who is logged in or for the store itself.

    Nothing is opened until it is used, and no connection ever serves two. A store that is being
    made is closed after each step: its file is given its name at the end.
    """
    kept = _kept.get()
    if kept is None or create:
        return _engine(store, create, identity)
    if (store, identity) not in kept:
        kept[store, identity] = _make(store, create, identity, pooled=True)
    return kept[store, identity]


@lru_cache(maxsize=64)
def _engine(store: Store, create: bool, identity: Identity | None) -> Engine:
    return _make(store, create, identity, pooled=False)


def _make(store: Store, create: bool, identity: Identity | None, *, pooled: bool) -> Engine:
    def creator() -> Any:
        connection = connect.connect(store, create=create, identity=identity)
        if store.engine == "postgresql":
            connection.autocommit = False  # type: ignore[union-attr]
        return connection

    dialect = "sqlite" if store.engine == "sqlite" else "postgresql+psycopg"
    pool = QueuePool if pooled else NullPool
    engine = create_engine(f"{dialect}://", creator=creator, poolclass=pool)
    if pooled and store.engine == "postgresql":
        event.listen(engine, "checkout", partial(_still_there, engine.dialect))
        event.listen(engine, "checkin", _last_used)
    if store.engine == "sqlite":
        from crmcli.db.targets import Compiler

        engine.dialect.statement_compiler = Compiler
        if identity is not None:
            event.listen(engine, "begin", partial(_admit, store, identity))
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(engine, "checkin", _forget_operation)
    return engine


def _still_there(dialect: Dialect, raw: Any, record: Any, _proxy: Any) -> None:
    """Have a kept connection made anew that the server has ended meanwhile.

    A server that ends a session says so: what is to be read shows it without asking.
    """
    used = record.info.get(USED)
    if used is None:
        return
    if time.monotonic() - used > ASKED_AFTER or select.select([raw.fileno()], [], [], 0)[0]:
        try:
            dialect.do_ping(raw)
        except dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error


def _last_used(raw: Any, record: Any) -> None:
    if raw is not None and not raw.closed:
        record.info[USED] = time.monotonic()


def _admit(store: Store, identity: Identity, connection: Connection) -> None:
    """Before a transaction begins on SQLite: who is it, and what does this one see."""
    raw = connection.connection.dbapi_connection
    assert isinstance(raw, SqliteConnection)
    schema.check(raw, store)
    raw.authority = connection.info[ADMITTED] = authority.of(raw, store, identity)
    shadow.install(raw, raw.authority)


def _begin_sqlite(connection: Connection) -> None:
    """A transaction that will write takes the lock at once: a later upgrade could only fail."""
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _forget_operation(raw: Any, _record: Any) -> None:
    """What is written next belongs to another operation."""
    if isinstance(raw, SqliteConnection):
        raw.operation = None
        raw.authority = None
