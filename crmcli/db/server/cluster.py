"""PostgreSQL: what of a company stands outside its database, and needs rights over the server.

Who has them may also do only this, from a printed script; ``init`` then needs none: it works as
the owner of the database, who is a member of the three roles that own everything.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from typing import Any

from crmcli.db.connect import Store
from crmcli.db.server import naming
from crmcli.db.server.naming import literal, quoted
from crmcli.errors import InvalidError, StoreError
from crmcli.i18n import _

LARGE_OBJECTS = (
    "lo_creat(integer)",
    "lo_create(oid)",
    "lo_from_bytea(oid, bytea)",
    "lo_put(oid, bigint, bytea)",
    "lowrite(integer, bytea)",
)
"""With these anybody could write to the server's disk as much as they like."""


def prepare(raw: Any, prefix: str) -> None:
    """Make what stands outside the database, in the present transaction, where it is not there.

    Raises:
        StoreError: it is not there, and who is connected has not the rights.
    """
    me, is_super, may_create = raw.execute(
        "SELECT rolname::text, rolsuper, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    if is_super or (may_create and not _stands(raw, prefix)):
        raw.execute(";\n".join(_statements(prefix, me, is_super=is_super)))
    elif not _stands(raw, prefix):
        raise StoreError(
            _("“{}” may not make roles on this server, which a store needs").format(me),
            _("Connect as a superuser, or let one run what this prints: crm init --print-sql"),
        )
    if not is_super and not _owns(raw):
        raise StoreError(
            _("“{}” is not the owner of the database").format(me),
            _("Connect as a superuser, or let one run what this prints: crm init --print-sql"),
        )
    raw.execute(f"SET LOCAL ROLE {quoted(naming.roles(prefix))}")
    raw.execute(_make_roles(naming.fixed(prefix), " NOINHERIT"))
    raw.execute("RESET ROLE")


def for_administrators(store: Store) -> str:
    """What a superuser runs with psql, so that the role in the address can make the store.

    Raises:
        InvalidError: the store is a file, or its address names no database.
    """
    if store.engine != "postgresql":
        raise InvalidError(
            _("A store in a file needs no rights over a server"), _("Just make it: crm init")
        )
    name = store.database
    prefix = naming.checked(name)
    who = store.user or os.environ.get("PGUSER") or getpass.getuser()
    database = (
        f"CREATE DATABASE {quoted(name)} OWNER {quoted(who)} ENCODING UTF8 TEMPLATE template0"
    )
    lines = [
        "-- psql -X -v ON_ERROR_STOP=1 -d postgres",
        _make_roles([who], " LOGIN"),
        f"SELECT {literal(database)} WHERE NOT EXISTS "
        f"(SELECT 1 FROM pg_database WHERE datname = {literal(name)}) \\gexec",
        f"\\connect {quoted(name)}",
        f"ALTER DATABASE {quoted(name)} OWNER TO {quoted(who)}",
        *_statements(prefix, who, is_super=True),
    ]
    return "\n".join(line if line[:1] in "\\-" or "\\g" in line else f"{line};" for line in lines)


def _stands(raw: Any, prefix: str) -> bool:
    """Whether everything is there that needs rights over the server."""
    names = (naming.owner(prefix), naming.log(prefix), naming.roles(prefix))
    found = raw.execute(
        "SELECT count(*), coalesce(bool_or(rolcreaterole AND pg_has_role(rolname,"
        " 'pg_signal_backend', 'USAGE')), false) FROM pg_roles"
        " WHERE rolname = ANY(%s) AND pg_has_role(current_user, rolname, 'MEMBER')"
        " AND NOT rolsuper AND NOT rolbypassrls AND NOT rolcanlogin",
        (list(names),),
    ).fetchone()
    return tuple(found) == (len(names), True)


def _owns(raw: Any) -> bool:
    found = raw.execute(
        "SELECT pg_has_role(datdba, 'MEMBER') FROM pg_database WHERE datname = current_database()"
    ).fetchone()
    return bool(found[0])


def _statements(prefix: str, who: str, *, is_super: bool) -> Iterator[str]:
    """What needs rights over the server; running it twice changes nothing."""
    owner, log, roles = naming.owner(prefix), naming.log(prefix), naming.roles(prefix)
    yield _make_roles([owner, log, roles], " NOINHERIT")
    yield f"""DO $crm$ DECLARE one text; BEGIN
  FOR one IN SELECT r.rolname FROM pg_roles r
    WHERE starts_with(r.rolname, {literal(prefix + ":")})
      AND (r.rolsuper OR r.rolbypassrls OR r.rolreplication OR r.rolcanlogin OR r.rolcreatedb)
  LOOP
    EXECUTE format('ALTER ROLE %I NOSUPERUSER NOBYPASSRLS NOREPLICATION NOLOGIN NOCREATEDB', one);
  END LOOP;
END $crm$"""
    yield f"ALTER ROLE {quoted(roles)} CREATEROLE INHERIT"
    yield f"GRANT pg_signal_backend TO {quoted(roles)}"
    yield f"""DO $crm$ BEGIN
  IF NOT (SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = {literal(who)}) THEN
    GRANT {quoted(owner)}, {quoted(log)}, {quoted(roles)} TO {quoted(who)};
  END IF;
END $crm$"""
    if is_super:
        for function in LARGE_OBJECTS:
            yield f"REVOKE EXECUTE ON FUNCTION pg_catalog.{function} FROM PUBLIC"


def _make_roles(names: list[str], how: str) -> str:
    wanted = ", ".join(literal(name) for name in names)
    return f"""DO $crm$ DECLARE one text; BEGIN
  FOREACH one IN ARRAY ARRAY[{wanted}] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolname = one) THEN
      EXECUTE format('CREATE ROLE %I{how}', one);
    END IF;
  END LOOP;
END $crm$"""
