"""One command, one transaction: opened here, committed once on a clean exit, else rolled back.

A service function is declared with :func:`action`, which names what it does (its permission) and
makes the acting operator and, for writes, the operation known to the store before it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from importlib import import_module
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine

from crmcli import config
from crmcli.db import authority, connect, faults, identity, schema
from crmcli.db.connect import Store
from crmcli.db.engine import ADMITTED, WRITING, engine_for
from crmcli.db.unit import FIRST_OPERATOR_ID, Work, WorkSession, raw_of

if TYPE_CHECKING:
    pass

P = ParamSpec("P")
R = TypeVar("R")


CHECKED = "crm_checked"
"""Remembered on a connection that is kept: its store is of this program's version."""
SNAPSHOT = {"isolation_level": "REPEATABLE READ"}


_committed: ContextVar[bool] = ContextVar("committed", default=False)


def committed() -> bool:
    """Whether this command has saved something: what fails afterwards must not hide it."""
    return _committed.get()


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


def admit(store: Store, permission: str) -> None:
    """Before something is done with a store as a whole: is the one who is logged in allowed to?

    On PostgreSQL the server decides, by the rights of the role in the store's address.

    Raises:
        NotLoggedInError, NotAllowedError: nobody is logged in, or without the permission.
    """
    if store.engine == "postgresql":
        return
    with _opened(store, writing=False) as work:
        assert work.authority is not None
        work.authority.require(permission)


@contextmanager
def whole(permission: str) -> Iterator[Work]:
    """A unit of work that reads everything in the store, for what is done with it as a whole.

    Raises:
        NotLoggedInError, NotAllowedError: as :func:`admit`.
    """
    store = current_store()
    admit(store, permission)
    engine = _engine(engine_for(store), writing=False)
    with faults.explained(store), WorkSession(engine, expire_on_commit=False) as session:
        work = session.work = Work(session, store, writing=False)
        schema.check(raw_of(session), store)
        yield work
        session.rollback()


@contextmanager
def _open(*, writing: bool) -> Iterator[Work]:
    with _opened(current_store(), writing=writing) as work:
        yield work


@contextmanager
def _opened(store: Store, *, writing: bool) -> Iterator[Work]:
    if writing:
        import_module("crmcli.db.models.every")  # changes are sorted by what refers to what
    who = identity.present(store) or identity.NOBODY
    engine = _engine(engine_for(store, identity=who), writing=writing)
    with faults.explained(store), WorkSession(engine, expire_on_commit=False) as session:
        work = Work(session, store, writing=writing)
        session.work = work
        known = session.connection().info
        if store.engine == "postgresql":
            if not known.get(CHECKED):
                schema.check(raw_of(session), store)
                known[CHECKED] = True
            known[ADMITTED] = authority.of(raw_of(session), store, who)
        work.authority = known[ADMITTED]
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
    raw = raw_of(work.session)
    before = getattr(raw, "prepare_threshold", None)
    if before is not None:
        raw.prepare_threshold = None
    try:
        yield
    finally:
        if before is not None:
            raw.prepare_threshold = before


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
            work.depth += 1
            try:
                return function(work, *args, **kwargs)
            finally:
                work.depth -= 1

        run.action = name  # type: ignore[attr-defined]
        run.writes = writes  # type: ignore[attr-defined]
        ACTIONS.setdefault(name, run)
        return run

    return declare


__all__ = [
    "ACTIONS",
    "FIRST_OPERATOR_ID",
    "SNAPSHOT",
    "Work",
    "WorkSession",
    "action",
    "admit",
    "committed",
    "current_store",
    "planned_anew",
    "raw_of",
    "read",
    "whole",
    "write",
]
