"""Handovers 交接: what somebody followed up, given to others at once."""

from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint

from crmcli.db.models.base import (
    STRICT,
    Owned,
    Stamped,
    flag,
    of_customer,
    reference,
    text,
)


class Handover(Stamped, table=True):
    """One handover; a leaver is ``deactivated`` by it, and it may be ``undone``."""

    __tablename__ = "handover"
    __table_args__ = (Index(None, "leaver_id"), STRICT)

    number: str = text(unique=True)
    leaver_id: int = reference("operator")
    reason: str | None = text(null=True)
    deactivated: bool = flag(default=False)
    undone: bool = flag(default=False)


class HandedOver(Stamped, Owned, table=True):
    """A customer that was handed over, and to whom; with it all that hangs on it."""

    __tablename__ = "handed_over"
    __table_args__ = (
        of_customer(),
        UniqueConstraint("handover_id", "customer_id"),
        Index(None, "customer_id"),
        Index(None, "owner_id", "id"),
        Index(None, "dept_id", "id"),
        STRICT,
    )
    __log_root__: ClassVar[tuple[str, str]] = ("handover", "handover_id")

    handover_id: int = reference("handover")
    customer_id: int = reference("customer", foreign=False)
    successor_id: int = reference("operator")
