"""A query that somebody wrote: on a connection of its own, which only reads, and only their rows.

SQLite: an authorizer allows what is on a list, views stand before the tables, and time and size are
limited. A view is reached through a second one with a random name, so that a table of the query's
own (WITH) that is called like the view gains nothing. PostgreSQL: the operator's own rights, in a
transaction that only reads. No SQLAlchemy.
"""

from __future__ import annotations

import re
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from crmcli.db import authority, connect, rights, schema, scope, shadow
from crmcli.db.authority import Authority
from crmcli.db.connect import SqliteConnection, Store
from crmcli.db.identity import Identity
from crmcli.errors import CrmError, InvalidError, NotAllowedError
from crmcli.i18n import _

SECONDS = 10
LONGEST = 1_000_000
"""Bytes of a value, and characters of a query."""
STEPS = 10_000
"""So many instructions of SQLite's machine pass between looks at the clock."""
BEGINS = re.compile(r"\s*(?:--[^\n]*\n\s*|/\*.*?\*/\s*)*(select|with|values)\b", re.I | re.S)
REFUSED = frozenset({"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"})
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: LONGEST,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
Answer = tuple[list[str], list[tuple[Any, ...]]]


def ask(store: Store, identity: Identity, query: str, most: int) -> Answer:
    """The columns and at most ``most`` rows of a query, among what this one sees.

    Raises:
        InvalidError: it is no single SELECT, or the engine does not understand it.
        NotAllowedError: it asks for what is not seen.
        CrmError: it takes too long.
    """
    if not BEGINS.match(query):
        raise InvalidError(_("Only a SELECT can be asked"), _("Begin with SELECT, WITH or VALUES"))
    if store.engine == "postgresql":
        return _ask_server(store, identity, query, most)
    with _limited(store, identity) as connection:
        return _told(lambda: connection.execute(query), most, sqlite3.Error, _sqlite_error)


def _told(
    execute: Callable[[], Any], most: int, failure: type[Exception],
    explain: Callable[[Exception], CrmError],
) -> Answer:  # fmt: skip
    try:
        cursor = execute()
        if cursor.description is None:
            raise InvalidError(
                _("Only a SELECT can be asked"), _("Begin with SELECT, WITH or VALUES")
            )
        return [column[0] for column in cursor.description], cursor.fetchmany(most)
    except failure as error:
        raise explain(error) from error


@contextmanager
def _limited(store: Store, identity: Identity) -> Iterator[SqliteConnection]:
    connection = connect.connect(store)
    assert isinstance(connection, SqliteConnection)
    try:
        schema.check(connection, store)
        acting = authority.of(connection, store, identity)
        acting.require("sql.run")
        allowed = _prepare(connection, acting)
        connection.execute("PRAGMA query_only = ON")
        for limit, value in LIMITS.items():
            connection.setlimit(limit, value)
        until = time.monotonic() + SECONDS
        connection.set_progress_handler(lambda: int(time.monotonic() > until), STEPS)
        connection.set_authorizer(allowed)
        yield connection
    finally:
        connection.set_authorizer(None)
        connection.close()


def _prepare(connection: SqliteConnection, acting: Authority) -> Callable[..., int]:
    """Put views before the tables; what is returned says what a query may do."""
    inner = f"v{secrets.token_hex(12)}_"
    readable = {*scope.OPEN}
    for permission in acting.permissions:
        readable.update(rights.readable(permission))
    views = dict(shadow.views(connection, acting))
    outer: set[str] = set()
    for table in (*sorted(readable), *scope.LOGGED):
        select = views.get(table, f"SELECT * FROM main.{table}")
        select = select.replace("temp.", f"temp.{inner}")
        connection.execute(f"CREATE TEMP VIEW {inner}{table} AS {select}")
        connection.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM temp.{inner}{table}")
        outer.add(table)

    def allowed(
        action: int, first: str | None, second: str | None, database: str | None, within: str | None
    ) -> int:
        if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE):
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION:
            denied = (second or "").lower() in REFUSED
            return sqlite3.SQLITE_DENY if denied else sqlite3.SQLITE_OK
        if action != sqlite3.SQLITE_READ or first is None:
            return sqlite3.SQLITE_DENY
        if database == "main":
            inside = within is not None and within.startswith(inner)
            return sqlite3.SQLITE_OK if inside else sqlite3.SQLITE_DENY
        through = within in outer or (within or "").startswith(inner)
        named = first in outer or (first.startswith(inner) and through)
        return sqlite3.SQLITE_OK if named or not database else sqlite3.SQLITE_DENY

    return allowed


def _sqlite_error(error: Exception) -> CrmError:
    said = str(error)
    if "prohibited" in said or "not authorized" in said:
        return NotAllowedError(
            _("The query asks for something that is not yours to see"),
            _("Name tables without a schema; see docs/security.md"),
        )
    return _failed(said, "interrupted" in said)


def _failed(said: str, slow: bool) -> CrmError:
    if slow:
        return CrmError(
            _("The query took longer than {} seconds").format(SECONDS), _("Ask for less")
        )
    return InvalidError(_("The query cannot be answered: {}").format(said), _("Correct it"))


def _ask_server(store: Store, identity: Identity, query: str, most: int) -> Answer:
    import psycopg

    connection: Any = connect.connect(store, identity=identity)
    try:
        schema.check(connection, store)
        authority.of(connection, store, identity).require("sql.run")
        connection.execute("SET default_transaction_read_only = on")
        connection.execute(f"SET statement_timeout = {SECONDS * 1000}")
        connection.autocommit = False
        return _told(
            lambda: connection.execute(query, prepare=True), most, psycopg.Error, _server_error
        )
    finally:
        connection.close()


def _server_error(error: Exception) -> CrmError:
    state = getattr(error, "sqlstate", None)
    said: Sequence[str] = str(error).strip().splitlines() or [type(error).__name__]
    if state in ("42501", "25006"):
        return NotAllowedError(
            _("The query asks for something that is not yours to see"),
            _("Name tables without a schema; see docs/security.md"),
        )
    return _failed(said[0], state == "57014")
