"""One command, one transaction: opened here, committed once on a clean exit, else rolled back.

A service function is declared with :func:`action`, which names what it does (its permission) and
makes the acting operator and, for writes, the operation known to the store before it runs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine, bindparam, event, text
from sqlalchemy.orm import Session as OrmSession
from sqlmodel import Session

from crmcli import clock, config
from crmcli.db import bulk, connect, faults, login, numbering, prepared, schema
from crmcli.db.connect import SqliteConnection, Store
from crmcli.db.engine import WRITING, engine_for
from crmcli.db.models import Operator, Stamped, metadata
from crmcli.db.models.operator import PERSON
from crmcli.db.prepared import Prepared, StampedT
from crmcli.errors import (
    CrmError,
    NotLoggedInError,
)
from crmcli.i18n import _
from crmcli.views.base import Ref

if TYPE_CHECKING:
    from crmcli.views.log import ChangeRow

P = ParamSpec("P")
R = TypeVar("R")


CHECKED = "crm_checked"
"""Remembered on a connection that is kept: its store is of this program's version."""
FEW = 20
"""More rows than so many are worth the engine's way for very many."""
SNAPSHOT = {"isolation_level": "REPEATABLE READ"}
FIRST_OPERATOR_ID = 1
"""The engines count from one: the operator that ``init`` makes is the first row of its table."""


_committed: ContextVar[bool] = ContextVar("committed", default=False)


def committed() -> bool:
    """Whether this command has saved something: what fails afterwards must not hide it."""
    return _committed.get()


OPERATION, SETTING = metadata.tables["operation"], metadata.tables["setting"]
NEW_OPERATION = Prepared(
    OPERATION.insert()
    .values({name: bindparam(name) for name in ("at", "operator_id", "action")})
    .returning(OPERATION.c.id)
)
SETTINGS = Prepared(SETTING.select().with_only_columns(SETTING.c.key, SETTING.c.value))


class WorkSession(Session):
    """A session that knows the work it belongs to, so that rows are stamped."""

    work: Work


class Work:
    """What a service works with: the session, the acting operator, the company's day."""

    def __init__(self, session: WorkSession, store: Store, *, writing: bool) -> None:
        self.session = session
        self.store = store
        self.writing = writing
        self.streaming = False
        self.action: str | None = None
        self.operation_id: int | None = None
        self.preview: list[ChangeRow] | None = None
        self.changed = False
        self.warnings: list[str] = []
        self.held: set[int] = set()
        self.locked: set[str] = set()
        self.closed_through: str | None = None
        self.kept: list[Any] = []
        """Rows that were named are kept in memory, so that they are not read again."""
        self.refs: dict[tuple[type[Any], int], Ref] = {}
        self.named: dict[tuple[str, str], int | CrmError] | None = None
        """While a list is brought in: what words mean that stand in many rows."""
        self.at = clock.now()
        self.stamped_by = FIRST_OPERATOR_ID
        self._operator: Operator | None = None
        self._settings: dict[str, str] | None = None

    @property
    def operator(self) -> Operator:
        """The acting operator.

        Raises:
            NotLoggedInError: nobody is logged in, or the one who is is unknown here or inactive.
        """
        if self._operator is None:
            self._operator = self._find_operator()
            self.stamped_by = self._operator.id
        return self._operator

    @property
    def zone(self) -> str:
        """The company's time zone, an IANA name."""
        return self.setting("zone")

    def setting(self, key: str) -> str:
        """A setting of the company; empty when it was never set."""
        if self._settings is None:
            self._settings = dict(SETTINGS.all(self.session))
        return self._settings.get(key, "")

    def forget_settings(self) -> None:
        """Read the settings anew: one was changed."""
        self._settings = None

    def lock(self, name: str, *, shared: bool = False) -> None:
        """Let nobody else who asks for the same name go on until this transaction ends.

        Those who share it keep out only those who do not. On SQLite every writing transaction is
        alone anyway.
        """
        self.locked.add(name)
        if self.store.engine == "postgresql":
            function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
            self.session.connection().execute(
                text(f"SELECT {function}(hashtext(:name))"), {"name": name}
            )

    def warn(self, message: str) -> None:
        """Tell the person something about what was given, which is kept nevertheless."""
        if message not in self.warnings:
            self.warnings.append(message)

    def insert(self, model: type[Stamped], rows: Sequence[dict[str, Any]]) -> None:
        """Insert many rows at once, stamped; nothing is read back. All have the same keys."""
        stamps = self._stamps()
        if rows and ("id" in rows[0] or len(rows) > FEW):
            bulk.insert(self.session.connection(), model, rows, stamps)
        else:
            prepared.insertion(model).many(self.session, [{**row, **stamps} for row in rows])
        self.changed = self.changed or bool(rows)

    def add(self, row: Stamped) -> None:
        """Insert a new row at once; it has its id from then on, and is known to the session."""
        prepared.add(self.session, row, self._stamps())
        self.changed = True

    def get(self, model: type[StampedT], key: int) -> StampedT:
        """The record with that id, which exists.

        Raises:
            NoResultFound: it does not.
        """
        return prepared.get(self.session, model, key)

    def _stamps(self) -> dict[str, Any]:
        return {
            "created_at": self.at,
            "created_by": self.stamped_by,
            "updated_at": self.at,
            "updated_by": self.stamped_by,
            "version": 1,
        }

    def today(self) -> dt.date:
        """The present business date."""
        return clock.today(self.zone)

    def begin(self, action: str, *, writes: bool) -> None:
        """Called by every service function: who acts is known before anything is done."""
        operator = self.operator
        clock.show_in(self.zone)
        if writes:
            if not self.writing:
                raise RuntimeError(f"{action} needs a writing unit of work")
            if self.operation_id is None:
                self.start_operation(action, operator.id)

    def start_operation(self, action: str, operator_id: int) -> None:
        """Open the operation that the log's entries of this transaction refer to."""
        self.action = action
        found = NEW_OPERATION.first(
            self.session, at=self.at, operator_id=operator_id, action=action
        )
        assert found is not None
        self.go_on(found[0])

    def go_on(self, operation_id: int) -> None:
        """Write as a part of an operation that was begun, here or in a transaction before."""
        self.operation_id = operation_id
        if self.store.engine == "sqlite":
            raw = _raw(self.session)
            assert isinstance(raw, SqliteConnection)
            raw.operation = self.operation_id
        else:
            self.session.connection().execute(
                text("SELECT set_config('crm.operation', :id, true)"),
                {"id": str(self.operation_id)},
            )

    def _find_operator(self) -> Operator:
        code = config.current().operator or login.remembered(self.store)
        if not code:
            raise NotLoggedInError(
                _("Not logged in"), _("Say who you are: crm login CODE, or CRM_OPERATOR")
            )
        found: Operator | None = prepared.by_code(Operator).first(
            self.session, code=numbering.normalise(code)
        )
        if found is None or found.kind != PERSON:
            raise NotLoggedInError(_("No operator “{}”").format(code), _("crm login CODE"))
        if not found.active:
            raise NotLoggedInError(
                _("Operator “{}” is deactivated").format(code), _("Ask your administrator")
            )
        return found


@event.listens_for(WorkSession, "before_flush")
def _stamp(session: OrmSession, _context: Any, _instances: Any) -> None:
    work = session.work  # type: ignore[attr-defined]
    by = work.stamped_by
    for row in session.new:
        if isinstance(row, Stamped) and row.created_at is None:
            row.created_at, row.created_by = work.at, by
            row.updated_at, row.updated_by = work.at, by
            work.changed = True
    for row in session.dirty:
        if isinstance(row, Stamped) and session.is_modified(row):
            row.updated_at, row.updated_by = work.at, by
            work.changed = True
    if session.deleted:
        work.changed = True


def current_store() -> Store:
    """The store that the settings in force name, or the user's default one."""
    named = config.current().db
    return connect.parse(named if named else str(config.default_store()))


@contextmanager
def read(*, stream: bool = False) -> Iterator[Work]:
    """A unit of work that only reads, on one snapshot of the store.

    With ``stream`` lists of everything are read while they are shown.
    """
    with _open(writing=False) as work:
        work.streaming = stream
        yield work
        work.session.rollback()


@contextmanager
def write(*, preview: bool = True) -> Iterator[Work]:
    """A unit of work that writes; with ``--dry-run`` everything is done, then rolled back.

    What would change is read then, unless ``preview`` is off.

    Raises:
        StaleError, DuplicateError, RefusedError, StoreError: as the engines report them.
    """
    _committed.set(False)
    with _open(writing=True) as work:
        yield work
        work.session.flush()
        if config.current().dry_run:
            if preview:
                from crmcli.db import changes

                work.preview = changes.of_operation(work.session, work.operation_id or 0)
            work.session.rollback()
        elif work.changed:
            work.session.commit()
            _committed.set(True)


@contextmanager
def _open(*, writing: bool) -> Iterator[Work]:
    store = current_store()
    engine = _engine(engine_for(store), writing=writing)
    with faults.explained(store), WorkSession(engine, expire_on_commit=False) as session:
        work = Work(session, store, writing=writing)
        session.work = work
        known = session.connection().info
        if not known.get(CHECKED):
            schema.check(_raw(session), store)
            known[CHECKED] = True
        yield work


@lru_cache(maxsize=8)
def _engine(engine: Engine, *, writing: bool) -> Engine:
    """The engine as a unit of work wants it; made once."""
    snapshot = {} if writing or engine.dialect.name == "sqlite" else SNAPSHOT
    return engine.execution_options(**{WRITING: writing}, **snapshot)


@contextmanager
def planned_anew(work: Work) -> Iterator[None]:
    """Statements in the meantime are planned for their values, however often they are sent.

    After five times psycopg would prepare them, and PostgreSQL plan for any period: for a report
    over years that takes half as long again.
    """
    raw = _raw(work.session)
    before = getattr(raw, "prepare_threshold", None)
    if before is not None:
        raw.prepare_threshold = None
    try:
        yield
    finally:
        if before is not None:
            raw.prepare_threshold = before


def _raw(session: Session) -> Any:
    return session.connection().connection.dbapi_connection


ACTIONS: dict[str, Callable[..., Any]] = {}
"""Every declared action: what a permission can be given for."""


def action(
    name: str, *, writes: bool = True
) -> Callable[[Callable[Concatenate[Work, P], R]], Callable[Concatenate[Work, P], R]]:
    """Declare a service function as the action ``noun.verb``, which is also its permission."""

    def declare(function: Callable[Concatenate[Work, P], R]) -> Callable[Concatenate[Work, P], R]:
        @wraps(function)
        def run(work: Work, /, *args: P.args, **kwargs: P.kwargs) -> R:
            work.begin(name, writes=writes)
            return function(work, *args, **kwargs)

        run.action = name  # type: ignore[attr-defined]
        run.writes = writes  # type: ignore[attr-defined]
        ACTIONS.setdefault(name, run)
        return run

    return declare
