"""Is this a crm store, and of the version that this program reads? Without SQLAlchemy."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from crmcli.db.connect import APPLICATION_ID, SCHEMA, Store, explain
from crmcli.errors import StoreError
from crmcli.i18n import _

VERSIONS = Path(__file__).parent / "migrations" / "versions"


@cache
def known_revisions() -> tuple[str, ...]:
    """Every migration, oldest first; files are named by date and bear their revision's name."""
    return tuple(sorted(path.stem for path in VERSIONS.glob("2*.py")))


def head() -> str:
    """The revision that this program reads and writes."""
    return known_revisions()[-1]


def revision(connection: Any, store: Store) -> str | None:
    """The store's revision; ``None`` where there is a database but no crm store in it yet.

    Raises:
        StoreError: the file belongs to another program, or cannot be read.
    """
    try:
        if store.engine == "sqlite":
            return _sqlite_revision(connection, store)
        found = connection.execute(
            "SELECT to_regclass(%s) IS NOT NULL", (f"{SCHEMA}.alembic_version",)
        ).fetchone()[0]
        if not found:
            return None
        row = connection.execute(f"SELECT version_num FROM {SCHEMA}.alembic_version").fetchone()
    except StoreError:
        raise
    except Exception as error:
        raise explain(error, store) from error
    return str(row[0]) if row else None


def _sqlite_revision(connection: Any, store: Store) -> str | None:
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if owner == 0 and tables == 0:
        return None
    if owner != APPLICATION_ID:
        raise StoreError(
            _("{} belongs to another program").format(store.location),
            _("Name another file with --db or CRM_DB"),
        )
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def check(connection: Any, store: Store) -> None:
    """Raise StoreError, with what to do, unless the store is of this program's version."""
    found = revision(connection, store)
    if found is None:
        raise StoreError(
            _("There is no crm store in {} yet").format(store.location), _("Make one: crm init")
        )
    if found == head():
        return
    if found in known_revisions():
        raise StoreError(
            _("The store is of an older version ({})").format(found),
            _("Bring it up to date: crm db upgrade"),
        )
    raise StoreError(
        _("The store was written by a newer crm ({})").format(found), _("Upgrade this program")
    )
