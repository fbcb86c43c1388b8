"""What waits for approval 审批, what was decided and who may; what a revision 修订 changes."""

from decimal import Decimal
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from crmcli.db.models.base import (
    STRICT,
    Coded,
    Owned,
    Stamped,
    count,
    money,
    of_customer,
    of_same_customer,
    one_of,
    only_if,
    only_where,
    reference,
    text,
)

PENDING, APPROVED, REJECTED = "pending", "approved", "rejected"
WITHDRAWN, STALE = "withdrawn", "stale"
STATUSES = (PENDING, APPROVED, REJECTED, WITHDRAWN, STALE)
DECISIONS = ("approve", "reject")
REVISION = "revision"
KINDS = (REVISION,)
MOST_STEPS = 2


class Approval(Stamped, Owned, table=True):
    """Something about a customer that takes effect when it is approved, in one step or two.

    Or about a person there, with ``contact_id``. ``noun`` says what it is; of a revision the fields
    are in ``revision_field``. ``amount`` is what rules go by. A stale one was overtaken: what it
    would change is no longer what it was.
    """

    __tablename__ = "approval"
    __table_args__ = (
        UniqueConstraint("id", "customer_id", "owner_id", "dept_id"),
        of_customer(),
        of_same_customer("contact_id", "contact"),
        one_of("noun", KINDS),
        one_of("status", STATUSES),
        CheckConstraint(f"steps BETWEEN 1 AND {MOST_STEPS} AND step BETWEEN 0 AND steps", "step"),
        CheckConstraint("status <> 'approved' OR step = steps", "approved"),
        Index(None, "owner_id", "id"),
        Index(None, "dept_id", "id"),
        Index(None, "customer_id"),
        Index(None, "contact_id", **only_if("contact_id")),
        Index("ix_approval_waiting", "id", **only_where("status = 'pending'")),
        STRICT,
    )

    number: str = text(unique=True)
    noun: str = text()
    customer_id: int = reference("customer", foreign=False)
    contact_id: int | None = reference("contact", null=True, foreign=False)
    proposer_id: int = reference("operator")
    amount: Decimal | None = money(null=True)
    reason: str | None = text(null=True)
    status: str = text()
    step: int = count()
    steps: int = count()


class ApprovalDecision(Stamped, Owned, table=True):
    """What somebody decided at one step, for themselves or for the one they stand in for."""

    __tablename__ = "approval_decision"
    __table_args__ = (
        of_customer(),
        of_same_customer("approval_id", "approval"),
        UniqueConstraint("approval_id", "step"),
        one_of("decision", DECISIONS),
        CheckConstraint("decided_by <> for_id", "stands_in"),
        Index(None, "customer_id"),
        STRICT,
    )
    __log_root__: ClassVar[tuple[str, str]] = ("approval", "approval_id")

    approval_id: int = reference("approval", foreign=False)
    customer_id: int = reference("customer", foreign=False)
    step: int = count()
    decision: str = text()
    reason: str | None = text(null=True)
    decided_by: int = reference("operator")
    for_id: int | None = reference("operator", null=True)


class RevisionField(Stamped, Owned, table=True):
    """One field that a revision changes: its stored value before, and the one that is proposed."""

    __tablename__ = "revision_field"
    __table_args__ = (
        of_customer(),
        of_same_customer("approval_id", "approval"),
        UniqueConstraint("approval_id", "field"),
        Index(None, "customer_id"),
        STRICT,
    )
    __log_root__: ClassVar[tuple[str, str]] = ("approval", "approval_id")

    approval_id: int = reference("approval", foreign=False)
    customer_id: int = reference("customer", foreign=False)
    field: str = text()
    old: str | None = text(null=True)
    new: str | None = text(null=True)


class ApprovalRule(Coded, table=True):
    """Who may decide a step of what is proposed: people with ``role_id``, or one ``approver_id``.

    It holds for what belongs to ``dept_id`` or is below it, and from an amount on.
    """

    __tablename__ = "approval_rule"
    __table_args__ = (
        one_of("noun", KINDS),
        CheckConstraint(f"step BETWEEN 1 AND {MOST_STEPS}", "step"),
        STRICT,
    )

    noun: str = text()
    dept_id: int | None = reference("department", null=True)
    from_amount: Decimal | None = money(null=True)
    step: int = count()
    role_id: int | None = reference("role", null=True)
    approver_id: int | None = reference("operator", null=True)
