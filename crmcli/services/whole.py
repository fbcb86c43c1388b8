"""The whole store as a folder of CSV files, and from one store into another, of either engine.

Every table is a file of its name with a row a record, ids and log included. An empty cell is no
value; a text that is empty or begins with a backslash has one before it. ``manifest.json`` tells
the version of the tables, how many rows each has, its SHA-256, and the last id that was given. The
same rows give the same bytes on both engines.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table

from crmcli.db import audit, faults, schema, whole
from crmcli.db.connect import Store
from crmcli.db.engine import WRITING, engine_for
from crmcli.db.types import Day, Instant, Json, Str
from crmcli.db.whole import Raw
from crmcli.db.work import SNAPSHOT, WorkSession
from crmcli.errors import InvalidError, RefusedError, StoreError
from crmcli.i18n import _
from crmcli.services import setup
from crmcli.views.store import TableRow

MANIFEST = "manifest.json"
FORMAT = "crm-export-1"
ESCAPE = "\\"
TEXTS = (Str, Json, Day, Instant)
LARGEST_CELL = 100_000_000
Tell = Callable[[int], None]
"""Told how many more rows are done."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """A table as a manifest has it."""

    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an export says of itself."""

    revision: str
    tables: Mapping[str, _Counted]
    last_ids: Mapping[str, int]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(table.rows for table in self.tables.values())


def rows_of(store: Store) -> int:
    """How many rows a store has in all tables."""
    with _reading(store) as connection:
        return sum(whole.count(connection, table) for table in whole.tables())


def export(store: Store, folder: Path, tell: Tell) -> list[TableRow]:
    """Write every table of a store into a new folder, readable by its owner alone.

    Raises:
        RefusedError: there is something in the folder, or entries of the log are missing.
        StoreError: it cannot be written; nothing is left.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RefusedError(_("{} exists already").format(folder), _("Name another folder"))
    beside = folder.absolute().with_name(f".{folder.absolute().name}.{os.getpid()}")
    try:
        beside.mkdir(mode=0o700, parents=True)
        with _reading(store) as connection:
            _require_log(connection)
            written = {
                table.name: _write(connection, table, beside / f"{table.name}.csv", tell)
                for table in whole.tables()
            }
            last = whole.sequences(connection)
        _write_manifest(beside / MANIFEST, Manifest(schema.head(), written, last))
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)
    except OSError as error:
        raise StoreError(
            _("Cannot write {}: {}").format(folder, error.strerror), _("Choose another place")
        ) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return _shown(written)


def load(folder: Path, store: Store, tell: Tell, *, keep: bool = True) -> list[TableRow]:
    """Fill a new store from an export; without ``keep`` only try.

    Raises:
        InvalidError: it is no export, was changed, or is of another version.
        RefusedError: the store has data of its own.
    """
    manifest = read_manifest(folder)

    def source(table: Table) -> Iterator[Raw]:
        return _read(folder / f"{table.name}.csv", table)

    _fill(store, source, manifest.last_ids, tell, keep=keep)
    return _shown(manifest.tables)


def copy(source: Store, store: Store, tell: Tell, *, keep: bool = True) -> list[TableRow]:
    """Fill a new store from another one, of either engine, and compare the two row by row.

    Raises:
        RefusedError: the target has data of its own, or entries of the source's log are missing.
    """
    with _reading(source) as connection:
        _require_log(connection)

        def found(table: Table) -> Iterator[Raw]:
            return whole.rows(connection, table)

        counts = {
            table.name: _Counted(whole.count(connection, table), "") for table in whole.tables()
        }
        _fill(store, found, whole.sequences(connection), tell, keep=keep)
    return _shown(counts)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of an export, every file of it proved.

    Raises:
        InvalidError: it is no export, or a file was changed.
    """
    try:
        said: Any = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        found = Manifest(
            said["revision"],
            {name: _Counted(**table) for name, table in said["tables"].items()},
            said["last_ids"],
        )
        known = said["format"] == FORMAT
    except (OSError, ValueError, KeyError, TypeError):
        known = False
    if not known:
        raise InvalidError(
            _("{} is no export of a store").format(folder), _("Name the folder of crm export all")
        )
    if found.revision != schema.head():
        raise InvalidError(
            _("The export is of version {}, this program of {}").format(
                found.revision, schema.head()
            ),
            _("Import it with that version, upgrade there, and export again"),
        )
    for table in whole.tables():
        file = folder / f"{table.name}.csv"
        told = found.tables.get(table.name)
        if told is None or not file.is_file() or _sha256(file) != told.sha256:
            raise InvalidError(
                _("{} is missing or was changed after the export").format(file.name),
                _("Export again"),
            )
    return found


@contextmanager
def _reading(store: Store) -> Iterator[Connection]:
    """A connection on one snapshot of a store of this program's version."""
    snapshot = {} if store.engine == "sqlite" else SNAPSHOT
    engine = engine_for(store).execution_options(**snapshot)
    with faults.explained(store), engine.connect() as connection, connection.begin():
        schema.check(connection.connection.dbapi_connection, store)
        yield connection


def _require_log(connection: Connection) -> None:
    for _table, row, _fault in audit.gaps(WorkSession(bind=connection)):
        raise RefusedError(
            _("Entries of the log are missing before #{}").format(row), _("See: crm db check")
        )


def _fill(
    store: Store,
    source: Callable[[Table], Iterator[Raw]],
    last_ids: Mapping[str, int],
    tell: Tell,
    *,
    keep: bool,
) -> None:
    """Make a store of what ``source`` gives, in one transaction, and compare every row."""

    def fill(connection: Connection) -> None:
        indexes = whole.open_to_all(connection)
        for table in whole.tables():
            for number in whole.fill(connection, table, source(table)):
                tell(number)
        whole.close(connection, dict(last_ids), indexes)
        for table in whole.tables():
            row = whole.differing(source(table), whole.rows(connection, table))
            if row is not None:
                raise StoreError(
                    _("The copy differs: {} #{}").format(table.name, row[0]),
                    _("Nothing was saved; please report it"),
                )

    if setup.is_new(store):
        with faults.explained(store), _writing(store) as connection:
            fill(connection)
            if keep:
                connection.commit()
            else:
                connection.rollback()
        return
    setup.build(store, fill, keep=keep)


@contextmanager
def _writing(store: Store) -> Iterator[Connection]:
    with engine_for(store).execution_options(**{WRITING: True}).connect() as connection:
        yield connection


def _write(connection: Connection, table: Table, file: Path, tell: Tell) -> _Counted:
    """Write a table; how many rows it has, and the digest of the file."""
    number = 0
    handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(whole.columns(table))
        for number, row in enumerate(whole.rows(connection, table), start=1):
            writer.writerow([_cell(value) for value in row])
            if not number % whole.BATCH:
                tell(whole.BATCH)
    tell(number % whole.BATCH)
    return _Counted(number, _sha256(file))


def _cell(value: int | str | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str) and (not value or value.startswith(ESCAPE)):
        return ESCAPE + value
    return str(value)


def _read(file: Path, table: Table) -> Iterator[Raw]:
    """The rows of a file as they were in the store."""
    texts = [isinstance(column.type, TEXTS) for column in table.columns]
    with file.open(encoding="utf-8", newline="") as read:
        found = csv.reader(read, strict=True)
        csv.field_size_limit(LARGEST_CELL)
        try:
            heads = next(found, None)
            if heads != whole.columns(table):
                raise ValueError(heads)
            for row in found:
                yield tuple(_value(cell, text) for cell, text in zip(row, texts, strict=True))
        except (csv.Error, ValueError):
            raise InvalidError(
                _("{} is no table of an export").format(file.name), _("Export again")
            ) from None


def _value(cell: str, text: bool) -> int | str | None:
    if not cell:
        return None
    if not text:
        return int(cell)
    return cell.removeprefix(ESCAPE) if cell.startswith(ESCAPE) else cell


def _sha256(file: Path) -> str:
    with file.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()


def _write_manifest(file: Path, manifest: Manifest) -> None:
    said = {
        "format": FORMAT,
        "revision": manifest.revision,
        "tables": {name: asdict(table) for name, table in manifest.tables.items()},
        "last_ids": dict(manifest.last_ids),
    }
    file.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
    file.chmod(0o600)


def _shown(tables: Mapping[str, _Counted]) -> list[TableRow]:
    return [TableRow(table=name, rows=table.rows) for name, table in tables.items()]
