"""The store's own tables: settings, numbering, operations and the log."""

import datetime as dt
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from crmcli.db.models.base import (
    STRICT,
    Stamped,
    Unchecked,
    count,
    identity,
    instant,
    one_of,
    only_if,
    reference,
    text,
)
from crmcli.db.types import Json, Key


class Setting(Stamped, table=True):
    """A setting of the company."""

    __tablename__ = "setting"
    __table_args__ = STRICT

    key: str = text(unique=True)
    value: str = text()


class ImportMapping(Stamped, table=True):
    """What the headings of a kind of list mean; ``headings`` is JSON: key -> heading."""

    __tablename__ = "import_mapping"
    __table_args__ = STRICT

    name: str = text(unique=True)
    noun: str = text()
    headings: str = text()


class PeriodLock(Stamped, table=True):
    """A month was closed or opened again; the newest row says through which month all is closed."""

    __tablename__ = "period_lock"
    __table_args__ = STRICT

    closed_through: str = text()
    reason: str | None = text(null=True)


class NumberRule(Stamped, table=True):
    """How the codes or numbers of a noun are made."""

    __tablename__ = "number_rule"
    __table_args__ = STRICT

    noun: str = text(unique=True)
    pattern: str = text()


class NumberCounter(Unchecked, table=True):
    """The last number given by a rule in a period. Provable from the numbers: not logged."""

    __tablename__ = "number_counter"
    __table_args__ = (UniqueConstraint("rule_id", "period"), STRICT)

    id: int = identity()
    rule_id: int = reference("number_rule")
    period: str = text()
    last: int = count()


class Operation(Unchecked, table=True):
    """One transaction that wrote: who did what when. Written once, never changed.

    ``login_id`` tells by which way in. ``continues_id`` is the operation that a long command began
    with. ``detail`` tells what was looked at or refused, where no row tells it. ``xact`` is
    PostgreSQL's number of the transaction.
    """

    __tablename__ = "operation"
    __table_args__ = (
        Index(None, "at"),
        Index(None, "operator_id", "id"),
        Index(None, "continues_id", **only_if("continues_id")),
        STRICT,
    )

    id: int = identity()
    at: dt.datetime = instant()
    operator_id: int = Field(
        sa_type=Key, nullable=False, sa_column_kwargs={"info": {"refers": "operator"}}
    )
    action: str = text()
    login_id: int | None = reference("login", null=True, foreign=False)
    continues_id: int | None = reference("operation", null=True)
    detail: dict[str, Any] | None = Field(default=None, sa_type=Json, nullable=True)
    xact: int | None = count(null=True)


class LogEntry(Unchecked, table=True):
    """One change of one row, written by triggers. ``root`` is the record whose history it is.

    Who sees the customer of ``customer_id`` sees it; without one it is about what all share.
    """

    __tablename__ = "log_entry"
    __table_args__ = (
        one_of("change", ("insert", "update", "delete")),
        Index(None, "operation_id"),
        Index(None, "root_table", "root_id", "id"),
        Index(None, "table_name", "row_id", "id"),
        STRICT,
    )

    id: int = identity()
    operation_id: int = reference("operation")
    change: str = text()
    table_name: str = text()
    row_id: int = Field(sa_type=Key, nullable=False)
    root_table: str = text()
    root_id: int = Field(sa_type=Key, nullable=False)
    customer_id: int | None = count(null=True)
    old: dict[str, Any] | None = Field(default=None, sa_type=Json, nullable=True)
    new: dict[str, Any] | None = Field(default=None, sa_type=Json, nullable=True)


class LogSeal(Unchecked, table=True):
    """A link of the chain over what is logged: one operation with its entries.

    ``digests`` are those of its entries, shortened, by which a broken one is found; ``digest``
    covers all of it and the link before.
    """

    __tablename__ = "log_seal"
    __table_args__ = (UniqueConstraint("operation_id"), STRICT)

    id: int = identity()
    operation_id: int = reference("operation")
    sealed_at: dt.datetime = instant()
    entries: int = count()
    digests: str = text()
    digest: str = text()
