"""PostgreSQL: opening a connection, for somebody who is logged in or for who administers it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql

from crmcli import clock
from crmcli.db.connect import BUSY_SECONDS, LOG_SCHEMA, SCHEMA, Store, explain
from crmcli.errors import NotLoggedInError, StoreError
from crmcli.i18n import _

if TYPE_CHECKING:
    from crmcli.db.identity import Identity

_TURNED_AWAY = ("28000", "28P01")
_SAID_OF_PASSWORDS = (
    "no password supplied",
    "password authentication failed",
    "is not permitted to log in",
    "permission denied for database",
    'role "',
)


def connect(store: Store, identity: Identity | None) -> psycopg.Connection[Any]:
    """A connection for ``identity``, or for the role in the address.

    Raises:
        StoreError: in one line, why the server cannot be used.
        NotLoggedInError: the server does not let this one in.
    """
    asked = {} if identity is None else {"user": identity.account, "password": identity.secret}
    who: dict[str, Any] = {key: value for key, value in asked.items() if value is not None}
    path = SCHEMA if identity is not None else f"{LOG_SCHEMA},{SCHEMA}"
    try:
        connection = psycopg.connect(
            store.location,
            **who,
            autocommit=True,
            connect_timeout=10,
            application_name="crm",
            options=(
                f"-c search_path={path} -c timezone=UTC -c client_encoding=UTF8 "
                f"-c lock_timeout={int(BUSY_SECONDS * 1000)}{_clock()}"
            ),
        )
    except psycopg.Error as error:
        if identity is not None and not identity.name and _turned_away(error):
            from crmcli.db import authority

            raise authority.nobody() from error
        if identity is not None and _turned_away(error):
            raise NotLoggedInError(
                _("The server does not let {} in: wrong password, or no log-in").format(
                    identity.name
                ),
                _("Log in: crm login {}").format(identity.name),
            ) from error
        raise explain(error, store) from error
    if identity is not None and identity.trusted:
        try:
            _become(connection, identity.name)
        except NotLoggedInError:
            connection.close()
            raise
    if identity is not None and identity.token:
        _note_use(connection)
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        connection.close()
        raise StoreError(
            _("The database is encoded in {}, not UTF-8").format(encoding),
            _("Make it with: createdb --encoding=UTF8 --template=template0 NAME"),
        )
    if connection.info.server_version < 150000:  # noqa: PLR2004 - PostgreSQL 15
        connection.close()
        raise StoreError(_("PostgreSQL 15 or later is needed"), _("Upgrade the server"))
    return connection


def _clock() -> str:
    """What the clock is set to, for a server that trusts clocks: only those of tests do."""
    return f" -c crm.now={clock.now().isoformat()}" if clock.is_set() else ""


def _become(connection: psycopg.Connection[Any], name: str) -> None:
    """Work as somebody else, which a superuser can: as far as rights go, that is who is there."""
    found = connection.execute(
        "SELECT account FROM crm.login WHERE name = %s AND account IS NOT NULL", (name,)
    ).fetchone()
    if found is None:
        raise NotLoggedInError(
            _("{} has no log-in on the server").format(name),
            _("Give a password: crm password {}").format(name),
        )
    statement = sql.SQL("SET SESSION AUTHORIZATION {}").format(sql.Identifier(found[0]))
    try:
        connection.execute(statement)
    except psycopg.errors.InsufficientPrivilege as error:
        raise StoreError(
            _("Only a superuser can look as somebody else"),
            _("Name one in the address of the store: postgresql://postgres@…"),
        ) from error


def _note_use(connection: psycopg.Connection[Any]) -> None:
    """Let the server remember that a token was used, where it can: a standby cannot."""
    with suppress(psycopg.errors.ReadOnlySqlTransaction):
        connection.execute("SELECT crm.used()")


def _turned_away(error: BaseException) -> bool:
    """Whether the server knows no such role, refuses it, or was given no right password.

    libpq tells no SQLSTATE of a connection that failed; what it says itself is in English, what
    the server says in the server's language, with the role's name in it.
    """
    state = getattr(error, "sqlstate", None)
    said = str(error)
    return state in _TURNED_AWAY or any(word in said for word in _SAID_OF_PASSWORDS)
