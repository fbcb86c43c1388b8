"""The store as a whole: its state, upgrades, backups."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

from sqlalchemy import func, text
from sqlmodel import select

from crmcli import clock, config
from crmcli.db import connect, migrate, schema
from crmcli.db.connect import SCHEMA, SqliteConnection, Store
from crmcli.db.engine import WRITING, engine_for
from crmcli.db.models import Customer, Operation, Payment, SalesOrder
from crmcli.db.work import FIRST_OPERATOR_ID, Work, WorkSession, explained
from crmcli.errors import RefusedError, StoreError, UnconfirmedError
from crmcli.i18n import _
from crmcli.services import setup
from crmcli.views.store import FileRow, StoreRow


def status(work: Work) -> StoreRow:
    """Where the store is, whose it is, and how much is in it."""
    counts = [
        work.session.exec(select(func.count()).select_from(model)).one()
        for model in (Customer, SalesOrder, Payment, Operation)
    ]
    found = revision(work.store)
    return StoreRow(
        store=work.store.url,
        engine=work.store.engine,
        company=work.setting("company"),
        zone=work.setting("zone"),
        currency=work.setting("currency"),
        version=found or "",
        program=schema.head(),
        up_to_date=found == schema.head(),
        size=_size(work),
        customers=counts[0],
        orders=counts[1],
        payments=counts[2],
        operations=counts[3],
    )


def _size(work: Work) -> int:
    if work.store.engine == "sqlite":
        return work.store.path.stat().st_size
    return int(
        work.session.connection()
        .execute(text("SELECT pg_database_size(current_database())"))
        .scalar_one()
    )


def revision(store: Store) -> str | None:
    """The revision of the store's tables."""
    connection = connect.connect(store)
    try:
        return schema.revision(connection, store)
    finally:
        connection.close()


def newest() -> str:
    """The version that this program brings a store to."""
    return schema.head()


def upgrade(store: Store) -> tuple[str, Path | None]:
    """Bring the store's tables up to this program's version; a backup is made first.

    Returns the version reached, and the backup (``None`` when there was nothing to do).

    Raises:
        StoreError: no store, one of a newer program, or one that cannot be used.
    """
    found = revision(store)
    if found is None or found not in schema.known_revisions():
        connection = connect.connect(store)
        try:
            schema.check(connection, store)
        finally:
            connection.close()
    if found == schema.head():
        return schema.head(), None
    saved = backup(store, None)
    with explained(store), engine_for(store).execution_options(**{WRITING: True}).begin() as c:
        migrate.upgrade(c)
        session = WorkSession(bind=c, expire_on_commit=False)
        session.work = Work(session, store, writing=True)
        session.work.start_operation("store.upgrade", FIRST_OPERATOR_ID)
        setup.add_missing_rules(session.work)
    return schema.head(), Path(saved.file)


def default_backup(store: Store) -> Path:
    """Where a backup goes when no file is named: a folder beside the user's own store."""
    name = store.path.stem if store.engine == "sqlite" else _database(store)
    stamp = clock.now().strftime("%Y%m%d-%H%M%S")
    suffix = "db" if store.engine == "sqlite" else "dump"
    folder = config.default_store().parent / "backups"
    for number in range(1, 1000):
        path = folder / f"{name}-{stamp}{'' if number == 1 else f'-{number}'}.{suffix}"
        if not path.exists():
            return path
    raise StoreError(_("{} is full of backups").format(folder), _("Name a file"))


def _database(store: Store) -> str:
    return store.location.rpartition("/")[2].partition("?")[0] or "crm"


def backup(store: Store, file: Path | None) -> FileRow:
    """Write a whole copy of the store to ``file`` (mode 0600) by the engine's own means.

    Raises:
        RefusedError: the file exists.
        StoreError: the copy cannot be made; no half file is left.
    """
    if revision(store) is None:
        raise StoreError(
            _("There is no crm store in {} yet").format(store.location), _("Make one: crm init")
        )
    target = file if file is not None else default_backup(store)
    if target.exists():
        raise RefusedError(_("{} exists already").format(target), _("Name another file"))
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        if store.engine == "sqlite":
            _copy_sqlite(store, Store("sqlite", str(beside)))
        else:
            _run("pg_dump", "-C", "-Fc", "-n", SCHEMA, "-f", str(beside), "-d", store.location)
        beside.replace(target)
    except OSError as error:
        raise StoreError(
            _("Cannot write {}: {}").format(target, error.strerror), _("Choose another place")
        ) from error
    finally:
        beside.unlink(missing_ok=True)
    return FileRow(file=str(target), size=target.stat().st_size)


def restore(store: Store, file: Path, *, sure: bool) -> FileRow:
    """Make ``store`` what it was when ``file`` was written.

    What is there is replaced only when ``sure``, and backed up first.

    Raises:
        StoreError: the file is no backup of this engine's.
        UnconfirmedError: there is a store already, and ``sure`` is off.
    """
    if not file.is_file():
        raise StoreError(_("There is no file {}").format(file), _("Name a backup"))
    there = present(store)
    if store.engine == "sqlite":
        source = Store("sqlite", str(file.absolute()))
        _require_backup(source, file)
        _require_yes(store, there=there, sure=sure)
        if there:
            backup(store, None)
        _copy_sqlite(source, store)
    else:
        sql = _run("pg_restore", "--no-owner", "--no-privileges", "-f", "-", str(file))
        _require_yes(store, there=there, sure=sure)
        if there:
            backup(store, None)
        _run(
            "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction",
            "-c", f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE", "-f", "-", "-d", store.location,
            given=sql,
        )  # fmt: skip
    return FileRow(file=str(file), size=file.stat().st_size)


def _require_yes(store: Store, *, there: bool, sure: bool) -> None:
    if there and not sure:
        raise UnconfirmedError(_("Replace {}?").format(store.location))


def present(store: Store) -> bool:
    """Whether there is a crm store at the place."""
    if store.engine == "sqlite" and not store.path.exists():
        return False
    return revision(store) is not None


def _require_backup(source: Store, file: Path) -> None:
    if revision(source) is None:
        raise StoreError(_("{} is not a backup of a crm store").format(file), _("Name a backup"))


def _copy_sqlite(source: Store, target: Store) -> None:
    """SQLite's online backup, in one step: with smaller steps it restarts under every write."""
    origin: Any = connect.connect(source)
    copy: Any = connect.connect(target, create=True)
    try:
        assert isinstance(origin, SqliteConnection)
        assert isinstance(copy, SqliteConnection)
        origin.backup(copy, pages=-1)
    except sqlite3.Error as error:
        raise connect.explain(error, target) from error
    finally:
        copy.close()
        origin.close()


def _run(program: str, *arguments: str, given: bytes | None = None) -> bytes:
    found = shutil.which(program) or _newest(program)
    if found is None:
        raise StoreError(
            _("{} was not found").format(program), _("Install PostgreSQL's client programs")
        )
    done = subprocess.run(  # noqa: S603 - a fixed program, arguments without a shell
        [found, *arguments], input=given, capture_output=True, check=False
    )
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines() or [str(done.returncode)]
        raise StoreError(_("{} failed: {}").format(program, said[-1]), _("See the server's log"))
    return done.stdout


def _newest(program: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    return str(found[-1]) if found else None
