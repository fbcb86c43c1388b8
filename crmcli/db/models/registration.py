"""Protected registrations 报备, and ownership conflicts 撞单."""

import datetime as dt
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from crmcli.db.models.base import (
    STRICT,
    Owned,
    Stamped,
    day,
    flag,
    of_customer,
    one_of,
    only_where,
    reference,
    text,
)
from crmcli.db.types import Key

OPEN, DECIDED = "open", "decided"
MATCHES = ("name", "phone", "tax_number", "identity_number")


class Registration(Stamped, Owned, table=True):
    """A customer is its owner's until a day: the pool does not take it back. First in time wins."""

    __tablename__ = "registration"
    __table_args__ = (
        of_customer(),
        Index("uq_registration_open", "customer_id", unique=True, **only_where("NOT ended")),
        Index(None, "customer_id"),
        Index(None, "owner_id", "id"),
        Index(None, "dept_id", "id"),
        STRICT,
    )
    __log_root__: ClassVar[tuple[str, str]] = ("customer", "customer_id")

    customer_id: int = reference("customer", foreign=False)
    ends_on: dt.date = day()
    reason: str | None = text(null=True)
    ended: bool = flag(default=False)


class Conflict(Stamped, Owned, table=True):
    """Somebody was about to add a customer that somebody else follows up; kept for ever.

    ``asked`` is the name as it was given, ``matched`` by what it is the same customer. A manager of
    both decides whose it is: ``winner_id``. ``xact`` is the transaction that wrote it, on
    PostgreSQL: what it tells is told to the asker after that only, so that it cannot be unsaid.
    """

    __tablename__ = "conflict"
    __table_args__ = (
        of_customer(),
        one_of("matched", MATCHES),
        one_of("status", (OPEN, DECIDED)),
        CheckConstraint(
            "(status = 'decided') = (winner_id IS NOT NULL AND decided_by IS NOT NULL "
            "AND reason IS NOT NULL)",
            "decided",
        ),
        Index(None, "customer_id"),
        Index(None, "asker_id", "created_at"),
        Index(None, "owner_id", "id"),
        Index(None, "dept_id", "id"),
        STRICT,
    )

    number: str = text(unique=True)
    customer_id: int = reference("customer", foreign=False)
    asker_id: int = reference("operator")
    asked: str = text()
    matched: str = text()
    status: str = text()
    winner_id: int | None = reference("operator", null=True)
    reason: str | None = text(null=True)
    decided_by: int | None = reference("operator", null=True)
    xact: int | None = Field(
        default=None, sa_type=Key, nullable=True, sa_column_kwargs={"info": {"derived": True}}
    )
