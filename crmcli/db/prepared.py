"""Statements that every write sends: compiled once for each engine, then given to the driver as is.

SQLAlchemy builds a context and a result around each execution, and the ORM an object for each load.
That costs several times what SQLite needs for the statement itself, so the few statements that all
orders and receipts consist of go this way; all others are sent as SQLAlchemy sends them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Dialect, bindparam, select
from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.orm import class_mapper, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session

from crmcli.db import scope
from crmcli.db.models.base import Coded, Stamped, table_of

StampedT = TypeVar("StampedT", bound=Stamped)
MISSING = object()
Change = Callable[[Any], Any] | None
"""What makes a stored value of a value, or the other way round; mostly nothing has to."""


class Prepared:
    """A Core statement whose parameters are all named and given with each execution."""

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._forms: dict[str, _Form] = {}

    def all(self, session: Session, **values: Any) -> list[tuple[Any, ...]]:
        """Execute it; its rows. What the session holds back is written first.

        Raises:
            DBAPIError: as the engine reports it.
        """
        session.flush()
        form = self._form(session)
        cursor = _cursor(session)
        _tell(form, cursor.execute, form.text, form.parameters(values))
        return form.rows(cursor.fetchall()) if form.results else []

    def first(self, session: Session, **values: Any) -> tuple[Any, ...] | None:
        """Execute it; its first row, if there is one."""
        found = self.all(session, **values)
        return found[0] if found else None

    def many(self, session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
        """Execute it for each of the rows; nothing is read back."""
        form = self._form(session)
        given = [form.parameters(row) for row in rows]
        cursor = _cursor(session)
        if len(given) == 1:
            _tell(form, cursor.execute, form.text, given[0])
        else:
            _tell(form, cursor.executemany, form.text, given)

    def _form(self, session: Session) -> _Form:
        dialect = session.get_bind().dialect
        form = self._forms.get(dialect.name)
        if form is None:
            form = self._forms[dialect.name] = _Form(self._statement, dialect)
        return form


class _Form:
    """What a statement is to one engine: its text, and how values go in and come out."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        self.dialect = dialect
        self.text: str = str(compiled)
        self.positional: bool = compiled.positional
        names = compiled.positiontup if self.positional else compiled.binds
        self.binds = [
            (name, MISSING if one.required else one.value, _inward(one.type, dialect))
            for name in names
            for one in (compiled.binds[name],)
        ]
        self.results: list[Change] = [
            column.type.dialect_impl(dialect).result_processor(dialect, None)
            for column in getattr(statement, "exported_columns", ())
        ]
        self.plain = not any(self.results)

    def parameters(self, given: Mapping[str, Any]) -> Any:
        values = [
            given.get(name, default) if change is None else change(given.get(name, default))
            for name, default, change in self.binds
        ]
        if MISSING in values:
            raise TypeError(f"{self.text} needs more than {sorted(given)}")
        if self.positional:
            return values
        return dict(zip((bind[0] for bind in self.binds), values, strict=True))

    def rows(self, found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        if self.plain:
            return found
        return [
            tuple(
                value if change is None else change(value)
                for value, change in zip(row, self.results, strict=True)
            )
            for row in found
        ]


def _inward(kind: Any, dialect: Dialect) -> Change:
    change: Change = kind.dialect_impl(dialect).bind_processor(dialect)
    return change


def _cursor(session: Session) -> Any:
    raw: Any = session.connection().connection.dbapi_connection
    return raw.cursor()


def _tell(form: _Form, execute: Callable[[str, Any], Any], text: str, parameters: Any) -> None:
    """Execute; what the driver raises becomes what SQLAlchemy raises."""
    driver: Any = form.dialect.loaded_dbapi
    try:
        execute(text, parameters)
    except driver.Error as error:
        raise DBAPIError.instance(
            text, parameters, error, driver.Error, dialect=form.dialect
        ) from error


class Loading:
    """A Prepared whose rows are all columns of ``model`` that are read: records of the session."""

    def __init__(self, model: type[Stamped], *conditions: Any) -> None:
        table = table_of(model)
        self._model = model
        self._mapper: Any = class_mapper(model)
        self._keys = scope.shown_columns(table.name, [column.name for column in table.columns])
        self._id = self._keys.index("id")
        self._prepared = Prepared(select(*(table.c[key] for key in self._keys)).where(*conditions))

    def all(self, session: Session, **values: Any) -> list[Any]:
        """The records; one that the session knows already stays as it is there."""
        return [self._record(session, row) for row in self._prepared.all(session, **values)]

    def first(self, session: Session, **values: Any) -> Any:
        """The first record, if there is one."""
        found = self.all(session, **values)
        return found[0] if found else None

    def renew(self, session: Session, record: Stamped) -> None:
        """Let a record whose changes are written be as it is stored now.

        Raises:
            StaleDataError: it is gone, or hidden.
        """
        row = self._prepared.first(session, id=record.id)
        if row is None:
            raise StaleDataError(f"{record.__tablename__} {record.id}")
        for key, value in zip(self._keys, row, strict=True):
            set_committed_value(record, key, value)

    def _record(self, session: Session, row: tuple[Any, ...]) -> Any:
        key = self._mapper.identity_key_from_primary_key((row[self._id],))
        known = session.identity_map.get(key)
        if known is not None:
            return known
        record = self._mapper.class_manager.new_instance()
        record.__dict__.update(zip(self._keys, row, strict=True))
        attach(session, record)
        return record


def attach(session: Session, record: Stamped) -> None:
    """Make a record that is as the store has it known to the session, as if loaded."""
    make_transient_to_detached(record)
    session.add(record)


def unsaved(model: type[StampedT], **values: Any) -> StampedT:
    """A record that is not stored yet: its values are checked already, the rest is empty.

    Raises:
        TypeError: a value for something that is no column.
    """
    columns = _columns(model)
    if not values.keys() <= columns.keys():
        raise TypeError(f"{model.__name__} has no {sorted(values.keys() - columns.keys())}")
    record: StampedT = class_mapper(model).class_manager.new_instance()
    record.__dict__.update(columns)
    record.__dict__.update(values)
    return record


@cache
def _columns(model: type[Stamped]) -> dict[str, None]:
    return dict.fromkeys(class_mapper(model).columns.keys())


def add(session: Session, record: Stamped, stamps: Mapping[str, Any]) -> None:
    """Insert a record at once, stamped; it has its id from then on."""
    values = record.__dict__
    values.update(stamps)
    ((values["id"],),) = insertion(type(record), back=True).all(session, **values)
    attach(session, record)


def get(session: Session, model: type[StampedT], key: int) -> StampedT:
    """The record with that id, as the session knows it or else as it is stored.

    Raises:
        NoResultFound: there is none.
    """
    mapper: Any = class_mapper(model)
    known = session.identity_map.get(mapper.identity_key_from_primary_key((key,)))
    found: StampedT | None = known or by_id(model).first(session, id=key)
    if found is None:
        raise NoResultFound(f"{model.__tablename__} {key}")
    return found


@cache
def by_id(model: type[Stamped]) -> Loading:
    """The record with the ``id`` that is given."""
    return Loading(model, _column(model, "id") == bindparam("id"))


@cache
def by_code(model: type[Coded]) -> Loading:
    """The record with the ``code`` that is given."""
    return Loading(model, _column(model, "code") == bindparam("code"))


@cache
def by_codes(model: type[Coded], number: int) -> Loading:
    """The records with the codes that are given as ``code_0``, ``code_1``, …"""
    codes: list[Any] = [bindparam(f"code_{n}") for n in range(number)]
    return Loading(model, _column(model, "code").in_(codes))


@cache
def by_number(model: type[Stamped]) -> Loading:
    """The document with the ``number`` that is given."""
    return Loading(model, _column(model, "number") == bindparam("number"))


@cache
def insertion(model: type[Stamped], *, back: bool = False) -> Prepared:
    """The INSERT of a row, all columns but the id given; with ``back`` it returns the id."""
    table = table_of(model)
    columns = {c.name: bindparam(c.name, None, c.type) for c in table.columns if c.name != "id"}
    statement = table.insert().values(columns)
    return Prepared(statement.returning(table.c.id) if back else statement)


def _column(model: type[Stamped], name: str) -> Any:
    return table_of(model).columns[name]
