"""The pool 公海: what goes into it and out again."""

from typing import ClassVar

from sqlalchemy import Index

from crmcli.db.models.base import (
    STRICT,
    Owned,
    Stamped,
    of_customer,
    one_of,
    reference,
    text,
)

RELEASE, CLAIM, RECYCLE = "release", "claim", "recycle"
MOVES = (RELEASE, CLAIM, RECYCLE)


class PoolMove(Stamped, Owned, table=True):
    """A customer was released 退回, claimed 领取 or recycled 回收; ``person_id`` is whose it was or
    is since.
    """

    __tablename__ = "pool_move"
    __table_args__ = (
        of_customer(),
        one_of("move", MOVES),
        Index(None, "customer_id", "id"),
        Index(None, "person_id", "created_at"),
        Index(None, "owner_id", "id"),
        Index(None, "dept_id", "id"),
        STRICT,
    )
    __log_root__: ClassVar[tuple[str, str]] = ("customer", "customer_id")

    customer_id: int = reference("customer", foreign=False)
    person_id: int = reference("operator")
    move: str = text()
    reason: str | None = text(null=True)
