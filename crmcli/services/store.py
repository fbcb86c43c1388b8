"""The store as a whole: its state, upgrades, backups."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from crmcli import clock, config
from crmcli.db import audit, authority, connect, identity, migrate, numbering, schema, shadow
from crmcli.db.connect import LOG_SCHEMA, PRIVATE_SCHEMA, SCHEMA, SqliteConnection, Store
from crmcli.db.engine import WRITING, engine_for
from crmcli.db.faults import explained
from crmcli.db.identity import Identity
from crmcli.db.types import INSTANT_FORMAT
from crmcli.db.work import FIRST_OPERATOR_ID, Work, WorkSession
from crmcli.errors import NotLoggedInError, RefusedError, StoreError, UnconfirmedError
from crmcli.i18n import _
from crmcli.services import catching_up, restoring, setup
from crmcli.services.programs import run
from crmcli.views.store import FileRow, StoreRow

SCHEMAS = (SCHEMA, LOG_SCHEMA, PRIVATE_SCHEMA)
COUNTED = ("customer", "sales_order", "payment", "operation")
RESERVED = "20261124"
"""Since this version there is a customer that only holds money."""


def status(store: Store) -> StoreRow:
    """Where the store is, whose it is, and how much of it one sees; also of another version.

    Raises:
        StoreError: there is no store.
        NotLoggedInError: the server does not let in who is logged in.
    """
    who = identity.present(store)
    on_server = store.engine == "postgresql"
    connection: Any = connect.connect(store, identity=who if on_server else None)
    try:
        found = schema.revision(connection, store)
        if found is None:
            schema.check(connection, store)
        settings = dict(connection.execute("SELECT key, value FROM setting").fetchall())
        counts = _counts(connection, store, found, who)
        size = _size(connection) if on_server else store.path.stat().st_size
    finally:
        connection.close()
    return StoreRow(
        store=store.url,
        engine=store.engine,
        company=settings.get("company", ""),
        zone=settings.get("zone", ""),
        currency=settings.get("currency", ""),
        version=found or "",
        program=schema.head(),
        up_to_date=found == schema.head(),
        size=size,
        customers=counts[0],
        orders=counts[1],
        payments=counts[2],
        operations=counts[3],
    )


def _counts(
    connection: Any, store: Store, found: str | None, who: Identity | None
) -> list[int | None]:
    """How many rows of each kind one sees; in a file nothing is told to who is not logged in."""
    if store.engine == "sqlite" and found == schema.head():
        try:
            shadow.install(connection, authority.of(connection, store, who))
        except NotLoggedInError:
            return [None] * len(COUNTED)
    return [
        connection.execute(f"SELECT count(*) FROM {table}{where}").fetchone()[0]
        for table, where in ((table, _counted(table, found)) for table in COUNTED)
    ]


def _counted(table: str, revision: str | None) -> str:
    """Which rows of a table count: not the customer that only holds money."""
    return " WHERE NOT reserved" if table == "customer" and (revision or "") >= RESERVED else ""


def _size(connection: Any) -> int:
    return int(connection.execute("SELECT pg_database_size(current_database())").fetchone()[0])


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
    with explained(store), engine_for(store).execution_options(**{WRITING: True}).connect() as c:
        if store.engine == "sqlite":
            # Batch migrations copy and drop tables that others refer to; checked again below.
            _bare(c).execute("PRAGMA foreign_keys = OFF")
        with c.begin():
            _migrate(c, store)
    return schema.head(), Path(saved.file)


def _bare(connection: Connection) -> Any:
    return connection.connection.dbapi_connection


def _migrate(connection: Connection, store: Store) -> None:
    session = WorkSession(bind=connection, expire_on_commit=False)
    work = session.work = Work(session, store, writing=True)
    work.operation_id = _begin(connection, store, work.at)
    migrate.upgrade(connection)
    setup.add_missing_rules(work)
    setup.first_people(work)
    catching_up.run(work)
    audit.adopt_new_columns(session, work.operation_id or 0)
    session.flush()
    if store.engine == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise StoreError(
                _("The upgrade would leave {} with a broken reference").format(broken[0]),
                _("Nothing was changed; please report it"),
            )


def _begin(connection: Connection, store: Store, at: dt.datetime) -> int:
    """Open the operation of an upgrade by plain SQL: the tables may be older than the models."""
    told = {"at": at, "by": _acting_id(connection, store)}
    if store.engine == "sqlite":
        told["at"] = at.strftime(INSTANT_FORMAT)
    made = connection.execute(
        text(
            "INSERT INTO operation (at, operator_id, action) "
            "VALUES (:at, :by, 'store.upgrade') RETURNING id"
        ),
        told,
    ).scalar_one()
    raw = _bare(connection)
    if isinstance(raw, SqliteConnection):
        raw.operation = int(made)
    else:
        raw.execute("SELECT set_config('crm.operation', %s, true)", (str(made),))
    return int(made)


def _acting_id(connection: Connection, store: Store) -> int:
    """Who upgrades, by plain SQL: the models may be newer than the tables."""
    code = identity.current(store)
    if code:
        found = connection.execute(
            text("SELECT id FROM operator WHERE code = :code"),
            {"code": numbering.normalise(code)},
        ).first()
        if found is not None:
            return int(found[0])
    return FIRST_OPERATOR_ID


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
            schemas = [word for name in SCHEMAS for word in ("-n", name)]
            run("pg_dump", "-C", "-Fc", *schemas, "-f", str(beside), "-d", store.location)
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
        StoreError: the file is no sound backup of this engine's, or of a newer program.
        UnconfirmedError: there is a store already, and ``sure`` is off.
    """
    check_backup(store, file)
    there = present(store)
    if there and not sure:
        raise UnconfirmedError(_("Replace {}?").format(store.location))
    if there:
        backup(store, None)
    if store.engine == "sqlite":
        _copy_sqlite(Store("sqlite", str(file.absolute())), store)
    else:
        restoring.into_server(store, file)
    return FileRow(file=str(file), size=file.stat().st_size)


def check_backup(store: Store, file: Path) -> None:
    """Raise StoreError unless ``file`` is a sound backup that this program can read."""
    if not file.is_file():
        raise StoreError(_("There is no file {}").format(file), _("Name a backup"))
    if store.engine == "sqlite":
        found = _sqlite_backup(Store("sqlite", str(file.absolute())))
    else:
        found = _postgresql_backup(file)
    if found is None:
        raise StoreError(_("{} is not a backup of a crm store").format(file), _("Name a backup"))
    if found not in schema.known_revisions():
        raise StoreError(
            _("The store was written by a newer crm ({})").format(found), _("Upgrade this program")
        )


def _sqlite_backup(source: Store) -> str | None:
    connection: Any = connect.connect(source)
    try:
        found = schema.revision(connection, source)
        said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        raise connect.explain(error, source) from error
    finally:
        connection.close()
    if said != "ok":
        raise StoreError(
            _("{} is not a crm store, or is damaged").format(source.location), _("Name a backup")
        )
    return found


def _postgresql_backup(file: Path) -> str | None:
    """The revision that a dump holds, read off its data."""
    contents = run("pg_restore", "-l", str(file)).decode(errors="replace")
    if f"TABLE DATA {SCHEMA} alembic_version" not in contents:
        return None
    data = run("pg_restore", "-a", "-n", SCHEMA, "-t", "alembic_version", "-f", "-", str(file))
    lines = data.decode(errors="replace").splitlines()
    copied = [n for n, line in enumerate(lines) if line.startswith("COPY ")]
    return lines[copied[0] + 1].strip() if copied and len(lines) > copied[0] + 1 else None


def present(store: Store) -> bool:
    """Whether there is a crm store at the place."""
    if store.engine == "sqlite" and not store.path.exists():
        return False
    return revision(store) is not None


def _copy_sqlite(source: Store, target: Store) -> None:
    """SQLite's online backup, in one step: with smaller steps it restarts under every write."""
    origin: Any = connect.connect(source)
    copy: Any = connect.connect(target, create=True)
    try:
        assert isinstance(origin, SqliteConnection)
        assert isinstance(copy, SqliteConnection)
        # backup() would wait for a lock without end: ask for it first, with the usual patience.
        copy.execute("BEGIN IMMEDIATE")
        copy.execute("ROLLBACK")
        origin.backup(copy, pages=-1)
    except sqlite3.Error as error:
        raise connect.explain(error, target) from error
    finally:
        copy.close()
        origin.close()
