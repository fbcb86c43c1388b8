"""Whether the live store is what the declaration says: policies, grants, triggers, owners, modes.

On PostgreSQL everything is declared anew in a transaction that is rolled back, and what the
catalogs say before and after is compared: so both sides are written by the server itself.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from typing import Any

from crmcli.db import connect, log, schema
from crmcli.db.connect import Store
from crmcli.db.faults import explained
from crmcli.errors import CrmError
from crmcli.i18n import _
from crmcli.views.store import DoctorRow

LOCK_SECONDS = 5
Facts = dict[tuple[str, str], str]
"""Kind and name of a thing, and what it is."""


class SickError(CrmError):
    """The live store is not what is declared."""

    code = "sick"


def examine(store: Store) -> list[DoctorRow]:
    """Every difference between the live store and the declaration; none is good.

    Raises:
        StoreError: the store cannot be used, or one may not look at the catalogs.
    """
    raw: Any = connect.connect(store)
    try:
        with explained(store):
            schema.check(raw, store)
            found = _server(raw) if store.engine == "postgresql" else _file(raw, store)
            return list(found)
    finally:
        raw.close()


def require(rows: list[DoctorRow]) -> None:
    """Raise SickError when there is a difference."""
    if rows:
        raise SickError(
            _("{} things are not as they are declared").format(len(rows)),
            _("Find out who did it (crm log verify), then put it right: crm db doctor --repair"),
        )


def repair(store: Store) -> None:
    """Make everything again as it is declared.

    Raises:
        StoreError: the store cannot be used, or one has not the rights.
    """
    raw: Any = connect.connect(store)
    try:
        with explained(store):
            if store.engine == "postgresql":
                with raw.transaction():
                    _declare(raw)
            else:
                raw.execute("BEGIN IMMEDIATE")
                for statement in log.statements("sqlite"):
                    raw.execute(statement)
                raw.execute("COMMIT")
    finally:
        raw.close()


def _declare(raw: Any) -> None:
    from crmcli.db.server import install

    prefix = install.prefix_of(raw)
    assert prefix is not None
    install.declare(raw, prefix)
    for statement in log.statements("postgresql"):
        raw.execute(statement)


def _compared(live: Facts, declared: Facts) -> Iterator[DoctorRow]:
    for key in sorted({*live, *declared}):
        if live.get(key) != declared.get(key):
            fault = (
                _("missing")
                if key not in live
                else _("not declared")
                if key not in declared
                else _("differs")
            )
            yield DoctorRow(
                kind=key[0],
                name=key[1],
                fault=fault,
                live=live.get(key, ""),
                declared=declared.get(key, ""),
            )


def _file(raw: Any, store: Store) -> Iterator[DoctorRow]:
    live = {
        ("trigger", name): _plain(sql)
        for name, sql in raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    }
    declared = {}
    for statement in log.statements("sqlite"):
        if statement.startswith("CREATE TRIGGER "):
            declared["trigger", statement.split()[2]] = _plain(statement)
    yield from _compared(live, declared)
    modes: Facts = {}
    for suffix in ("", "-wal", "-shm"):
        path = store.path.with_name(store.path.name + suffix)
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            modes["file", str(path)] = oct(stat.S_IMODE(path.stat().st_mode))
    folder = store.path.parent
    if stat.S_IMODE(folder.stat().st_mode) & 0o022:
        modes["folder", str(folder)] = oct(stat.S_IMODE(folder.stat().st_mode))
    private = {key: "0o600" if key[0] == "file" else "0o700" for key in modes}
    yield from _compared(modes, private)


def _plain(sql: str) -> str:
    return " ".join(sql.split())


def _server(raw: Any) -> Iterator[DoctorRow]:
    from crmcli.db.server import catalog, install

    with raw.transaction(force_rollback=True):
        raw.execute(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
        prefix = install.prefix_of(raw)
        assert prefix is not None
        live = catalog.facts(raw, prefix)
        _declare(raw)
        declared = catalog.facts(raw, prefix)
    yield from _compared(live, declared)
