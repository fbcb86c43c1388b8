"""A unit of work: what a service works with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, event, func, select
from sqlalchemy.orm import Session as OrmSession
from sqlmodel import Session

from crmcli import clock
from crmcli.db import bulk, prepared
from crmcli.db.authority import Authority
from crmcli.db.connect import SqliteConnection, Store
from crmcli.db.models.base import Coded, Stamped, table_of
from crmcli.db.models.operator import Operator
from crmcli.db.models.setting import Setting
from crmcli.db.prepared import Prepared, StampedT
from crmcli.db.types import Instant, Json, Key, Str
from crmcli.errors import CrmError
from crmcli.views.base import Ref

if TYPE_CHECKING:
    from crmcli.views.log import ChangeRow

FEW = 20
"""More rows than so many are worth the engine's way for very many."""
FIRST_OPERATOR_ID = 1
"""The engines count from one: the operator that ``init`` makes is the first row of its table."""

SETTING = table_of(Setting)
TOLD = ("at", "operator_id", "action", "login_id", "continues_id", "detail")
BEGIN_OPERATION = Prepared(
    select(
        func.crm.begin_operation(
            bindparam("action", type_=Str()),
            bindparam("at", type_=Instant()),
            bindparam("continues_id", None, type_=Key()),
            bindparam("detail", None, type_=Json()),
        )
    )
)
"""On PostgreSQL the server says who it is that begins, whatever a client would."""
_LOCKED = func.hashtext(bindparam("name", type_=Str()))
LOCKS = {
    True: Prepared(select(func.pg_advisory_xact_lock_shared(_LOCKED))),
    False: Prepared(select(func.pg_advisory_xact_lock(_LOCKED))),
}
SETTINGS = Prepared(SETTING.select().with_only_columns(SETTING.c.key, SETTING.c.value))


@cache
def _new_operation() -> Prepared:
    """On SQLite; made when somebody writes first."""
    from crmcli.db.models.log import Operation

    table = table_of(Operation)
    values = {name: bindparam(name, None, table.c[name].type) for name in TOLD}
    return Prepared(table.insert().values(values).returning(table.c.id))


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
        self.counting = False
        """Whether a list that is read while it is shown is counted before."""
        self.action: str | None = None
        self.depth = 0
        self.continues: int | None = None
        """The operation of an earlier transaction that this one is a part of."""
        self.authority: Authority | None = None
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
        """The acting operator."""
        if self._operator is None:
            assert self.authority is not None
            self._operator = self.get(Operator, self.authority.operator_id)
            self.stamped_by = self._operator.id
        return self._operator

    def may(self, permission: str) -> bool:
        """Whether the acting operator is allowed an action."""
        return self.authority is None or self.authority.may(permission)

    def require(self, permission: str) -> None:
        """Raise NotAllowedError unless the acting operator is allowed an action."""
        if self.authority is not None:
            self.authority.require(permission)

    def reaches(self, owner_id: int, dept_id: int) -> bool:
        """Whether the acting operator may write rows of that owner and department."""
        return self.authority is None or self.authority.reaches(owner_id, dept_id)

    @property
    def by_server(self) -> bool:
        """Whether a PostgreSQL server does what operators may not write themselves."""
        return self.store.engine == "postgresql" and self.authority is not None

    @contextmanager
    def trusted(self) -> Iterator[None]:
        """On SQLite: what the store does itself, beyond what the operator may write.

        The service checks what it checks on PostgreSQL in a function of the server.
        """
        raw = raw_of(self.session)
        if not isinstance(raw, SqliteConnection):
            yield
            return
        before, raw.authority = raw.authority, None
        try:
            yield
        finally:
            raw.authority = before

    @contextmanager
    def unhidden(self) -> Iterator[None]:
        """On SQLite: what is read in the meantime is read past the views that hide others' rows.

        On PostgreSQL functions of the server see what they need by themselves.
        """
        if self.store.engine == "postgresql":
            yield
            return
        connection = self.session.connection()
        connection.execution_options(schema_translate_map={None: "main"})
        try:
            yield
        finally:
            connection.execution_options(schema_translate_map=None)

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
            LOCKS[shared].all(self.session, name=name)

    def warn(self, message: str) -> None:
        """Tell the person something about what was given, which is kept nevertheless."""
        if message not in self.warnings:
            self.warnings.append(message)

    def insert(self, model: type[Stamped], rows: Sequence[dict[str, Any]]) -> None:
        """Insert many rows at once, stamped; nothing is read back. All have the same keys."""
        stamps = self._stamps()
        if len(rows) > FEW:
            bulk.insert(
                self.session.connection(),
                model,
                rows,
                stamps,
                as_operator=self.authority is not None,
            )
        else:
            prepared.insertion(model).many(self.session, [{**row, **stamps} for row in rows])
        self.changed = self.changed or bool(rows)

    def insert_coded(self, model: type[Coded], records: Sequence[Coded]) -> None:
        """Insert many records at once; each has its id from then on, found again by its code."""
        self.insert(model, [_without_id(record) for record in records])
        ids = bulk.ids_of(self.session.connection(), model, [record.code for record in records])
        for record in records:
            record.id = ids[record.code]

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
        """Called by every service function: who acts, and may, is known before anything is done.

        An action that is a part of another one is allowed with that.

        Raises:
            NotAllowedError: the operator has not the permission.
        """
        if self.authority is not None and not self.depth:
            self.authority.require(action)
        operator = self.operator
        clock.show_in(self.zone)
        if writes:
            if not self.writing:
                raise RuntimeError(f"{action} needs a writing unit of work")
            if self.operation_id is None:
                self.start_operation(action, operator.id)

    def start_operation(
        self,
        action: str,
        operator_id: int,
        *,
        detail: dict[str, Any] | None = None,
    ) -> None:
        """Open the operation that the log's entries of this transaction refer to.

        ``detail`` tells what was looked at, where no entry will.
        """
        self.action = action
        told = {"at": self.at, "action": action, "continues_id": self.continues, "detail": detail}
        told_by_server = self.store.engine == "postgresql" and self.authority is not None
        if told_by_server:
            found = BEGIN_OPERATION.first(self.session, **told)
        else:
            by = self.authority.login_id if self.authority else None
            found = _new_operation().first(
                self.session, operator_id=operator_id, login_id=by, **told
            )
        assert found is not None
        self.operation_id = found[0]
        raw = raw_of(self.session)
        if isinstance(raw, SqliteConnection):
            raw.operation = self.operation_id
        elif not told_by_server:
            raw.execute("SELECT set_config('crm.operation', %s, true)", (str(found[0]),))


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


def raw_of(session: Session) -> Any:
    """The driver's own connection."""
    return session.connection().connection.dbapi_connection


def _without_id(record: Coded) -> dict[str, Any]:
    return {key: value for key, value in vars(record).items() if key != "id"}
