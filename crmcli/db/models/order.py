"""Orders and their lines."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint

from crmcli.db.models import base
from crmcli.db.models.base import (
    STRICT,
    Owned,
    Stamped,
    count,
    day,
    money,
    of_customer,
    of_same_customer,
    one_of,
    percent,
    reference,
    text,
)

STATUSES = ("draft", "confirmed", "completed", "cancelled")


class SalesOrder(Stamped, Owned, table=True):
    """An order; ``total`` is the sum of its stored lines, ``region_id`` the customer's of then."""

    __tablename__ = "sales_order"
    __table_args__ = (
        UniqueConstraint("id", "customer_id", "owner_id", "dept_id"),
        of_customer(),
        one_of("status", STATUSES),
        Index(None, "customer_id", "date"),
        Index(None, "date", "region_id", "status", "total"),
        Index(None, "date", "salesperson_id", "status", "total"),
        Index(None, "owner_id", "date"),
        Index(None, "dept_id", "date"),
        STRICT,
    )

    number: str = text(unique=True)
    date: dt.date = day()
    due_date: dt.date = day()
    status: str = text()
    customer_id: int = reference("customer", foreign=False)
    salesperson_id: int = reference("operator")
    region_id: int | None = reference("region", null=True)
    total: Decimal = money()
    remark: str | None = text(null=True)
    reason: str | None = text(null=True)


class OrderLine(Stamped, Owned, table=True):
    """A line of an order, with the product's name, unit and tax rate as they were then."""

    __tablename__ = "order_line"
    __table_args__ = (
        UniqueConstraint("order_id", "line"),
        of_same_customer("order_id", "sales_order"),
        Index(None, "order_id", "product_id", "amount"),
        Index(None, "product_id"),
        STRICT,
    )
    __log_root__: ClassVar[tuple[str, str]] = ("sales_order", "order_id")

    order_id: int = reference("sales_order", foreign=False)
    customer_id: int = reference("customer", foreign=False)
    line: int = count()
    product_id: int = reference("product")
    product_name: str = text()
    unit: str | None = text(null=True)
    quantity: Decimal = base.quantity()
    price: Decimal = base.price()
    discount: Decimal = percent()
    tax_rate: Decimal = percent()
    amount: Decimal = money()
