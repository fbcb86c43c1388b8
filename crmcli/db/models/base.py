"""What every table has: identity, stamps, version; and the shorthands for its columns."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Identity, MetaData, Table
from sqlalchemy import text as sql
from sqlalchemy.orm import declared_attr, deferred
from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig

from crmcli.db import scope
from crmcli.db.types import Count, Day, Flag, Instant, Key, Money, Percent, Price, Quantity, Str

SQLModel.metadata.naming_convention = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
metadata = SQLModel.metadata

WHERE = "where"
STRICT: dict[str, Any] = {"sqlite_strict": True, "sqlite_autoincrement": True}
STAMPS = ("created_at", "created_by", "updated_at", "updated_by", "version")


def table_of(model: type[SQLModel]) -> Table:
    """The table that a class of rows declares."""
    return metadata.tables[str(model.__tablename__)]


def identity() -> Any:
    """The row's own key, given by the engine."""
    return Field(
        default=None,
        sa_type=Key,
        primary_key=True,
        nullable=False,
        sa_column_args=[Identity(always=True)],
    )


def text(*, null: bool = False, unique: bool = False, secret: bool = False) -> Any:
    """A text column; a ``secret`` one is only ever shown with its middle hidden."""
    more: dict[str, Any] = {"sa_column_kwargs": {"info": {"secret": True}}} if secret else {}
    return Field(sa_type=Str, nullable=null, unique=unique, **more, **_default(null))


def derived(*, null: bool = False) -> Any:
    """A text that follows from other columns, kept to find and sort by; the log leaves it out."""
    kept: dict[str, Any] = {"sa_column_kwargs": {"info": {"derived": True}}}
    return Field(sa_type=Str, nullable=null, **kept, **_default(null))


def reference(table: str, *, null: bool = False, foreign: bool = True) -> Any:
    """A column that refers to ``table``; without ``foreign`` a composite key does the checking."""
    more: dict[str, Any] = _default(null)
    if foreign:
        more["foreign_key"] = f"{table}.id"
    return Field(sa_type=Key, nullable=null, sa_column_kwargs={"info": {"refers": table}}, **more)


def count(*, null: bool = False) -> Any:
    """A whole number."""
    return Field(sa_type=Count, nullable=null, **_default(null))


def money(*, null: bool = False) -> Any:
    """An amount with two decimals."""
    return Field(sa_type=Money, nullable=null, **_default(null))


def price(*, null: bool = False) -> Any:
    """What a unit costs, with four decimals."""
    return Field(sa_type=Price, nullable=null, **_default(null))


def quantity() -> Any:
    """How much of something, with four decimals."""
    return Field(sa_type=Quantity, nullable=False)


def percent() -> Any:
    """A rate in percent with two decimals."""
    return Field(sa_type=Percent, nullable=False)


def day(*, null: bool = False) -> Any:
    """A business date."""
    return Field(sa_type=Day, nullable=null, **_default(null))


def instant(*, null: bool = False) -> Any:
    """An instant."""
    return Field(default=None, sa_type=Instant, nullable=null)


def flag(*, default: bool = True) -> Any:
    """Yes or no."""
    return Field(default=default, sa_type=Flag, nullable=False)


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    """A check that ``column`` holds one of ``values``, or nothing where it may be empty."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def only_if(column: str) -> dict[str, Any]:
    """What makes an index hold only the rows in which ``column`` has a value.

    The others are many and never looked for: an index with them misleads SQLite's planner.
    """
    return only_where(f"{column} IS NOT NULL")


def only_where(condition: str) -> dict[str, Any]:
    """What makes an index hold only the rows for which ``condition`` is true.

    SQLAlchemy loads all of PostgreSQL's dialect to take in one of its options, so they wait until
    :func:`for_postgresql` is asked for them.
    """
    return {"sqlite_where": sql(condition), "info": {WHERE: sql(condition)}}


def for_postgresql(known: MetaData) -> MetaData:
    """The tables with what only PostgreSQL is told: to make or to compare a schema."""
    for table in known.tables.values():
        for index in table.indexes:
            if WHERE in index.info:
                index.dialect_options["postgresql"]["where"] = index.info[WHERE]
    return known


def of_customer() -> ForeignKeyConstraint:
    """The composite key that carries a customer's owner and department to what hangs on it."""
    return _carried("customer", ["customer_id"], ["id"])


def of_same_customer(column: str, table: str) -> ForeignKeyConstraint:
    """A composite key to a record of the same customer, which carries its owner and department."""
    return _carried(table, [column, "customer_id"], ["id", "customer_id"])


def _carried(table: str, own: list[str], theirs: list[str]) -> ForeignKeyConstraint:
    scope = ["owner_id", "dept_id"]
    return ForeignKeyConstraint(
        [*own, *scope], [f"{table}.{name}" for name in (*theirs, *scope)], onupdate="CASCADE"
    )


def _default(null: bool) -> dict[str, Any]:
    return {"default": None} if null else {}


class Unchecked(SQLModel):
    """Values are checked by the services and by the engine, never by pydantic: its validators are
    not even built.
    """

    model_config = SQLModelConfig(from_attributes=True, defer_build=True)


class Stamped(Unchecked):
    """Identity, who and when, and a version that makes a stale write fail."""

    id: int = identity()
    created_at: dt.datetime = instant()
    created_by: int = Field(
        default=None, sa_type=Key, nullable=False, sa_column_kwargs={"info": {"refers": "operator"}}
    )
    updated_at: dt.datetime = instant()
    updated_by: int = Field(
        default=None, sa_type=Key, nullable=False, sa_column_kwargs={"info": {"refers": "operator"}}
    )
    version: int = Field(default=None, sa_type=Count, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy passes the class
        table = cls.__table__  # type: ignore[attr-defined]
        hidden = scope.SENSITIVE.get(table.name, ())
        return {
            "version_id_col": table.c.version,
            "properties": {name: deferred(table.c[name]) for name in hidden},
        }


class Coded(Stamped):
    """A record with a unique code and a name.

    ``sort_key`` sorts Chinese names by pinyin; ``search_text`` holds what ``--find`` looks in.
    """

    code: str = text(unique=True)
    name: str = text()
    sort_key: str = derived()
    search_text: str = derived()
    active: bool = flag()


class Owned(SQLModel):
    """A row that belongs to an operator and a department: what scope is decided by."""

    owner_id: int = reference("operator", foreign=False)
    dept_id: int = reference("department", foreign=False)
