"""A bare DB-API connection to the store, and what the engines say put into one clear line.

SQLAlchemy uses :func:`connect` as its ``creator``; completion and the schema-version check use it
directly, since importing SQLAlchemy costs more than their work.
"""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from crmcli.errors import InvalidError, StoreError
from crmcli.i18n import _

if TYPE_CHECKING:
    import psycopg

    from crmcli.db.authority import Authority
    from crmcli.db.identity import Identity

APPLICATION_ID = 0x43524D31  # "CRM1", in the header of every SQLite store
SCHEMA, LOG_SCHEMA, PRIVATE_SCHEMA = "crm", "crm_log", "crm_private"
"""On PostgreSQL: what operators use, the log, and what decides who sees what."""
BUSY_SECONDS = 10.0
NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "9p", "afs", "ceph", "fuse.sshfs", "glusterfs"}
)
MOUNTS = Path("/proc/self/mounts")


@dataclass(frozen=True)
class Store:
    """Where a company's data is: the engine, and a path or a connection URL."""

    engine: Literal["sqlite", "postgresql"]
    location: str

    @property
    def url(self) -> str:
        """The address in the form that ``--db`` accepts."""
        return f"sqlite:///{self.location}" if self.engine == "sqlite" else self.location

    @property
    def path(self) -> Path:
        """The file of a SQLite store."""
        return Path(self.location)

    @property
    def database(self) -> str:
        """The database of a PostgreSQL store; empty where a service file names it."""
        parts = _split(self.location)
        named = dict(parse_qsl(parts.query)).get("dbname") or unquote(parts.path.removeprefix("/"))
        return named or ("" if "service=" in parts.query else self.user)

    @property
    def user(self) -> str:
        """Whom the address of a PostgreSQL store names; empty where it leaves that open."""
        parts = _split(self.location)
        return dict(parse_qsl(parts.query)).get("user") or unquote(parts.username or "")


def parse(address: str) -> Store:
    """The store that ``--db`` or ``CRM_DB`` names: a path, ``sqlite:///…`` or ``postgresql://…``.

    Raises:
        InvalidError: another scheme, or a password inside the address.
    """
    scheme, separator, rest = address.partition("://")
    if not separator:
        return Store("sqlite", _absolute(address))
    if scheme == "sqlite":
        return Store("sqlite", _absolute(unquote(rest.removeprefix("/"))))
    if scheme in ("postgresql", "postgres"):
        parts = _split(address)
        secrets = {"password", "passfile", "sslpassword"}
        if parts.password is not None or secrets & {key for key, _v in parse_qsl(parts.query)}:
            raise InvalidError(
                _("A password must not stand in the address of the store"),
                _("Use a passfile (~/.pgpass, PGPASSFILE) or a service file"),
            )
        return Store("postgresql", "postgresql" + address[len(scheme) :])
    raise InvalidError(
        _("Unknown kind of store “{}”").format(scheme),
        _("Give a path, sqlite:///… or postgresql://…"),
    )


def _absolute(path: str) -> str:
    try:
        return str(Path(path).expanduser().absolute())
    except RuntimeError:
        raise InvalidError(
            _("“{}” names a home folder that does not exist").format(path),
            _("Give a path, sqlite:///… or postgresql://…"),
        ) from None
    except OSError as error:
        raise StoreError(
            _("The working folder cannot be used: {}").format(error.strerror),
            _("Go to another folder"),
        ) from None


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        raise InvalidError(
            _("“{}” is not an address of a store").format(address),
            _("Give a path, sqlite:///… or postgresql://…"),
        ) from None


class SqliteConnection(sqlite3.Connection):
    """A connection that knows for whom and for which operation it writes; triggers ask for both.

    Without an ``authority`` the store itself is at work: it is made, upgraded, copied or checked.
    """

    operation: int | None = None
    authority: Authority | None = None
    shadows: tuple[Authority, tuple[str, ...]] | None = None
    """For whom there are views before the tables, and which."""


def connect(
    store: Store, *, create: bool = False, identity: Identity | None = None
) -> SqliteConnection | psycopg.Connection[Any]:
    """Open the store. The caller begins and ends transactions.

    With ``create`` a SQLite file (mode 0600, in a folder of mode 0700) is made when absent. With
    an ``identity`` a PostgreSQL server is told that it is this one who connects.

    Raises:
        StoreError: in one line, why the store cannot be opened.
        NotLoggedInError: the server does not let this one in.
    """
    if store.engine == "sqlite":
        try:
            return _connect_sqlite(store, create)
        except sqlite3.Error as error:
            raise explain(error, store) from error
    from crmcli.db.server import opening

    return opening.connect(store, identity)


def _connect_sqlite(store: Store, create: bool) -> SqliteConnection:
    path = store.path.absolute()
    if path.is_dir():
        raise StoreError(
            _("{} is a folder, not a store").format(path), _("Name a file with --db or CRM_DB")
        )
    _refuse_network(path)
    if create:
        _make_private(path)
    elif not path.exists():
        raise StoreError(_("There is no store at {}").format(path), _("Make one: crm init"))
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode=rw",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        factory=SqliteConnection,
    )
    connection.create_function("crm_operation", 0, lambda: connection.operation)
    connection.create_function("crm_allowed", -1, partial(_allowed, connection))
    connection.create_function("crm_hidden", 2, _hidden, deterministic=True)
    for pragma in (
        "foreign_keys = ON",
        "synchronous = FULL",
        "recursive_triggers = ON",
        "trusted_schema = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _allowed(connection: SqliteConnection, *asked: Any) -> int:
    from crmcli.db.authority import allowed

    return allowed(connection.authority, *asked)


def _hidden(table: str, image: str | None) -> str | None:
    from crmcli.db.masking import hidden

    return hidden(table, image)


def require_place(path: Path) -> None:
    """Raise StoreError where no store can be; make the folder (mode 0700) where there is none."""
    _refuse_network(path)
    try:
        if not path.parent.exists():
            path.parent.mkdir(parents=True, mode=0o700)
    except OSError as error:
        raise _unwritable(path, error) from None


def _make_private(path: Path) -> None:
    require_place(path)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise _unwritable(path, error) from None


def _unwritable(path: Path, error: OSError) -> StoreError:
    return StoreError(
        _("Cannot write {}: {}").format(path, error.strerror), _("Choose another place")
    )


def _refuse_network(path: Path) -> None:
    system = file_system(path)
    if system in NETWORK_FILE_SYSTEMS:
        raise StoreError(
            _("{} is on a network file system ({}), where SQLite loses data").format(path, system),
            _("Keep the file on a local disk, or use PostgreSQL"),
        )


def file_system(path: Path) -> str:
    """The kind of file system that ``path`` is on, as Linux names it; else empty."""
    try:
        mounts = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    target = str(path.resolve())
    best, kind = "", ""
    for line in mounts:
        fields = line.split(" ")
        point = fields[1].replace("\\040", " ")
        inside = target == point or target.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind


def explain(error: BaseException, store: Store) -> StoreError:
    """One clear line for what a driver raised about the store."""
    said = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    state = getattr(error, "sqlstate", None)
    if state in _BUSY:
        return StoreError(
            _("{} is locked by another program").format(_database(store)),
            _("Try again in a moment"),
        )
    if state == _READ_ONLY:
        return StoreError(
            _("The server only reads: it is a standby"),
            _("Use the primary; what is revealed or exported is logged, and needs it too"),
        )
    if state == _DENIED:
        return StoreError(
            _("The database server refuses it: {}").format(said),
            _("Ask the administrator of the database"),
        )
    if state == _DISK_FULL:
        return StoreError(
            _("The disk is full; nothing was saved to {}").format(_database(store)), _("Make room")
        )
    if store.engine == "sqlite":
        return _explain_sqlite(said, store)
    if "does not exist" in said and "database" in said:
        return StoreError(
            _("There is no database there: {}").format(said), _("Make it first: createdb NAME")
        )
    return StoreError(
        _("The database server cannot be used: {}").format(said),
        _("Is it running, and are host, user and passfile right?"),
    )


def _database(store: Store) -> str:
    return store.location.rpartition("/")[2].partition("?")[0] or store.location


_BUSY = ("55P03", "57014")
_DENIED = "42501"
_READ_ONLY = "25006"
_DISK_FULL = "53100"
"""SQLSTATE codes (PostgreSQL, appendix A): messages are in the server's language."""


def _explain_sqlite(said: str, store: Store) -> StoreError:
    path = store.location
    if "not a database" in said or "malformed" in said:
        return StoreError(
            _("{} is not a crm store, or is damaged").format(path),
            _("Name another file, or restore a backup: crm db restore FILE"),
        )
    if "locked" in said or "busy" in said:
        return StoreError(
            _("{} is locked by another program").format(path), _("Try again in a moment")
        )
    if "readonly" in said or "read-only" in said:
        return StoreError(
            _("{} is read-only").format(path), _("Check the rights of the file and its folder")
        )
    if "full" in said:
        return StoreError(
            _("The disk is full; nothing was saved to {}").format(path), _("Make room")
        )
    if "unable to open" in said:
        return StoreError(
            _("{} cannot be opened").format(path), _("Check the rights of the file and its folder")
        )
    return StoreError(_("{} cannot be used: {}").format(path, said))
