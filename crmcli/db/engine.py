"""SQLAlchemy over :mod:`crmcli.db.connect`: one engine per store, transactions begun by us."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from crmcli.db import connect
from crmcli.db.connect import Store

WRITING = "crm_writing"


@cache
def engine_for(store: Store, *, create: bool = False) -> Engine:
    """The engine of a store. Nothing is opened until it is used."""

    def creator() -> Any:
        connection = connect.connect(store, create=create)
        if store.engine == "postgresql":
            connection.autocommit = False  # type: ignore[union-attr]
        return connection

    dialect = "sqlite" if store.engine == "sqlite" else "postgresql+psycopg"
    engine = create_engine(f"{dialect}://", creator=creator, poolclass=NullPool)
    if store.engine == "sqlite":
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _begin_sqlite(connection: Connection) -> None:
    """A transaction that will write takes the lock at once: a later upgrade could only fail."""
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
