"""Orders and their lines."""

import datetime as dt
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from crmcli.db.models import base
from crmcli.db.models.base import (
    STRICT,
    Owned,
    Stamped,
    count,
    day,
    derived,
    flag,
    money,
    of_customer,
    of_same_customer,
    one_of,
    only_if,
    only_where,
    percent,
    reference,
    text,
)

STATUSES = ("draft", "confirmed", "completed", "cancelled")
OPEN = ("draft", "confirmed")
"""The statuses of orders that are not done with."""
ORDERED = ("confirmed", "completed")
"""The statuses that count as ordered, on the order date."""
LINE_KINDS = ("product", "gift", "freight", "rounding")


class SalesOrder(Stamped, Owned, table=True):
    """An order; ``total`` is the sum of its stored lines, ``region_id`` the customer's of then.

    So are ``phone`` and ``ship_to``. ``due_by_hand`` says that somebody set the due date, which
    otherwise follows from the customer's payment terms.
    """

    __tablename__ = "sales_order"
    __table_args__ = (
        UniqueConstraint("id", "customer_id", "owner_id", "dept_id"),
        of_customer(),
        of_same_customer("contact_id", "contact"),
        one_of("status", STATUSES),
        Index(None, "customer_id", "date"),
        Index(None, "date", "region_id", "salesperson_id", "status", "total"),
        Index(None, "owner_id", "date"),
        Index(None, "dept_id", "date"),
        Index(None, "contact_id", **only_if("contact_id")),
        STRICT,
    )

    number: str = text(unique=True)
    date: dt.date = day()
    due_date: dt.date = day()
    due_by_hand: bool = flag(default=False)
    status: str = text()
    customer_id: int = reference("customer", foreign=False)
    salesperson_id: int = reference("operator")
    region_id: int | None = reference("region", null=True)
    contact_id: int | None = reference("contact", null=True, foreign=False)
    phone: str | None = text(null=True, secret=True)
    phone_masked: str | None = derived(null=True)
    ship_to: str | None = text(null=True)
    total: Decimal = money()
    remark: str | None = text(null=True)
    reason: str | None = text(null=True)


class OrderLine(Stamped, Owned, table=True):
    """A line of an order, with the product's name, unit and tax rate as they were then.

    A gift is a product at 100 percent off. Freight and rounding off have no product; rounding off
    is the only negative line, at most one an order.
    """

    __tablename__ = "order_line"
    __table_args__ = (
        UniqueConstraint("order_id", "line"),
        of_same_customer("order_id", "sales_order"),
        one_of("kind", LINE_KINDS),
        CheckConstraint("(product_id IS NULL) = (kind IN ('freight', 'rounding'))", name="product"),
        CheckConstraint(
            "(amount < 0) = (kind = 'rounding') AND (kind <> 'gift' OR amount = 0)", name="sign"
        ),
        Index(
            "uq_order_line_rounding",
            "order_id",
            unique=True,
            **only_where("kind = 'rounding'"),
        ),
        Index(None, "order_id", "product_id", "quantity", "amount"),
        Index(None, "product_id"),
        STRICT,
    )
    __log_root__: ClassVar[tuple[str, str]] = ("sales_order", "order_id")

    order_id: int = reference("sales_order", foreign=False)
    customer_id: int = reference("customer", foreign=False)
    line: int = count()
    kind: str = text()
    product_id: int | None = reference("product", null=True)
    product_name: str | None = text(null=True)
    unit: str | None = text(null=True)
    quantity: Decimal = base.quantity()
    price: Decimal = base.price()
    discount: Decimal = percent()
    tax_rate: Decimal = percent()
    amount: Decimal = money()
    remark: str | None = text(null=True)
