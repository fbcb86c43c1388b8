"""Receipts and their allocation to orders."""

from __future__ import annotations

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
    reference,
    text,
)

STATUSES = ("confirmed", "void", "reversal")


class Payment(Stamped, Owned, table=True):
    """A receipt of one customer; a reversing entry is negative and names what it undoes."""

    __tablename__ = "payment"
    __table_args__ = (
        UniqueConstraint("id", "customer_id", "owner_id", "dept_id"),
        UniqueConstraint("reverses_id"),
        of_customer(),
        one_of("status", STATUSES),
        CheckConstraint("(amount < 0) = (status = 'reversal')", name="sign"),
        CheckConstraint("(reverses_id IS NOT NULL) = (status = 'reversal')", name="reverses"),
        Index(None, "customer_id", "date"),
        Index(None, "owner_id", "date"),
        Index(None, "dept_id", "date"),
        STRICT,
    )

    number: str = text(unique=True)
    date: dt.date = day()
    status: str = text()
    customer_id: int = reference("customer", foreign=False)
    payer: str = text()
    method_id: int = reference("payment_method")
    handler_id: int = reference("operator")
    amount: Decimal = money()
    reverses_id: int | None = reference("payment", null=True)
    remark: str | None = text(null=True)
    reason: str | None = text(null=True)


class Allocation(Stamped, Owned, table=True):
    """A part of a receipt that pays an order of the same customer; negative when taken back."""

    __tablename__ = "allocation"
    __table_args__ = (
        of_same_customer("payment_id", "payment"),
        of_same_customer("order_id", "sales_order"),
        CheckConstraint("amount <> 0", name="amount"),
        Index(None, "order_id", "date", "amount"),
        Index(None, "payment_id", "amount"),
        Index(None, "date", "order_id", "amount"),
        STRICT,
    )
    __log_root__: ClassVar[tuple[str, str]] = ("payment", "payment_id")

    payment_id: int = reference("payment", foreign=False)
    order_id: int = reference("sales_order", foreign=False)
    customer_id: int = reference("customer", foreign=False)
    date: dt.date = day()
    amount: Decimal = money()
