"""Money in and out of a customer's account, and what it is allocated to."""

import datetime as dt
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from crmcli.db.models.base import (
    STRICT,
    Owned,
    Stamped,
    day,
    money,
    of_customer,
    of_same_customer,
    one_of,
    only_if,
    only_where,
    reference,
    text,
)

KINDS = ("receipt", "refund", "opening", "claim")
STATUSES = ("pending", "confirmed", "rejected", "void", "reversal")
UNCOUNTED = ("pending", "rejected")
"""What these hold is in nobody's account: finance has not seen the money."""
CONFIRMED = "confirmed"
OPENING_STATUSES = (CONFIRMED, "void")


class Payment(Stamped, Owned, table=True):
    """A movement on the account of one customer; ``amount`` is what it adds to its money.

    A receipt adds and a refund takes. An ``opening`` is an advance from before the store. A claim
    is a pair: one row takes money from the reserved customer, whose receipt it names by
    ``claims_id``; the other gives it to the customer it belongs to, and names the first. A
    reversing entry undoes the row it names.
    """

    __tablename__ = "payment"
    __table_args__ = (
        UniqueConstraint("id", "customer_id", "owner_id", "dept_id"),
        UniqueConstraint("reverses_id"),
        of_customer(),
        one_of("kind", KINDS),
        one_of("status", STATUSES),
        CheckConstraint(
            "amount <> 0 AND (kind = 'claim' OR "
            "(amount < 0) = ((kind = 'refund') <> (status = 'reversal')))",
            name="sign",
        ),
        CheckConstraint("(reverses_id IS NOT NULL) = (status = 'reversal')", name="reverses"),
        CheckConstraint(
            "(claims_id IS NOT NULL) = (kind = 'claim' AND status <> 'reversal')", name="claims"
        ),
        CheckConstraint("(method_id IS NULL) = (kind = 'opening')", name="method"),
        CheckConstraint("kind = 'receipt' OR status NOT IN ('pending', 'rejected')", name="waits"),
        Index(None, "date"),
        Index(None, "customer_id", "date"),
        Index(None, "owner_id", "date"),
        Index(None, "dept_id", "date"),
        Index(None, "claims_id", **only_if("claims_id")),
        Index("ix_payment_pending", "id", **only_where("status = 'pending'")),
        Index(
            "uq_payment_bank_reference",
            "bank_reference",
            unique=True,
            **only_where("bank_reference IS NOT NULL AND status IN ('pending', 'confirmed')"),
        ),
        STRICT,
    )

    number: str = text(unique=True)
    date: dt.date = day()
    kind: str = text()
    status: str = text()
    customer_id: int = reference("customer", foreign=False)
    payer: str = text()
    method_id: int | None = reference("payment_method", null=True)
    account_id: int | None = reference("receiving_account", null=True)
    bank_reference: str | None = text(null=True)
    handler_id: int = reference("operator")
    amount: Decimal = money()
    reverses_id: int | None = reference("payment", null=True)
    claims_id: int | None = reference("payment", null=True)
    remark: str | None = text(null=True)
    reason: str | None = text(null=True)


class OpeningBalance(Stamped, Owned, table=True):
    """What a customer owed when the store was begun: paid like an order."""

    __tablename__ = "opening_balance"
    __table_args__ = (
        UniqueConstraint("id", "customer_id", "owner_id", "dept_id"),
        of_customer(),
        one_of("status", OPENING_STATUSES),
        CheckConstraint("amount > 0", name="amount"),
        Index(None, "customer_id", "date"),
        Index(None, "owner_id", "date"),
        Index(None, "dept_id", "date"),
        STRICT,
    )

    number: str = text(unique=True)
    date: dt.date = day()
    due_date: dt.date = day()
    status: str = text()
    customer_id: int = reference("customer", foreign=False)
    amount: Decimal = money()
    remark: str | None = text(null=True)
    reason: str | None = text(null=True)


ONE_TARGET = (
    "CASE WHEN order_id IS NULL THEN 0 ELSE 1 END + CASE WHEN opening_id IS NULL THEN 0 ELSE 1 END"
)


class Allocation(Stamped, Owned, table=True):
    """A part of a receipt and what it went to: an order, an opening balance, or a payment out.

    ``draws_id`` names that payment: a refund, or the part of a claim that takes. Rows are never
    changed: what is taken back is a negative row of its own date.
    """

    __tablename__ = "allocation"
    __table_args__ = (
        of_same_customer("payment_id", "payment"),
        of_same_customer("order_id", "sales_order"),
        of_same_customer("opening_id", "opening_balance"),
        of_same_customer("draws_id", "payment"),
        CheckConstraint("amount <> 0", name="amount"),
        CheckConstraint(
            f"{ONE_TARGET} + CASE WHEN draws_id IS NULL THEN 0 ELSE 1 END = 1", name="target"
        ),
        Index(None, "order_id", "date", "amount"),
        Index(None, "opening_id", "date", "amount", **only_if("opening_id")),
        Index(None, "draws_id", "amount", **only_if("draws_id")),
        Index(None, "payment_id", "amount"),
        Index(None, "date", "order_id", "amount"),
        STRICT,
    )
    __log_root__: ClassVar[tuple[str, str]] = ("payment", "payment_id")

    payment_id: int = reference("payment", foreign=False)
    order_id: int | None = reference("sales_order", null=True, foreign=False)
    opening_id: int | None = reference("opening_balance", null=True, foreign=False)
    draws_id: int | None = reference("payment", null=True, foreign=False)
    customer_id: int = reference("customer", foreign=False)
    date: dt.date = day()
    amount: Decimal = money()


class PendingAllocation(Stamped, Owned, table=True):
    """What a receipt that waits for finance will pay, once it is confirmed."""

    __tablename__ = "pending_allocation"
    __table_args__ = (
        of_same_customer("payment_id", "payment"),
        of_same_customer("order_id", "sales_order"),
        of_same_customer("opening_id", "opening_balance"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint(f"{ONE_TARGET} = 1", name="target"),
        Index(None, "payment_id"),
        Index(None, "order_id", **only_if("order_id")),
        Index(None, "opening_id", **only_if("opening_id")),
        STRICT,
    )
    __log_root__: ClassVar[tuple[str, str]] = ("payment", "payment_id")

    payment_id: int = reference("payment", foreign=False)
    order_id: int | None = reference("sales_order", null=True, foreign=False)
    opening_id: int | None = reference("opening_balance", null=True, foreign=False)
    customer_id: int = reference("customer", foreign=False)
    amount: Decimal = money()
