"""Who did what when, every change of it, and the chain over both."""

import datetime as dt
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from crmcli.db.models.base import (
    STRICT,
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
