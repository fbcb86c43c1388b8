"""Orders."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, TypedDict

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column

STATUS = {
    "draft": N_("draft"),
    "confirmed": N_("confirmed"),
    "completed": N_("completed"),
    "cancelled": N_("cancelled"),
}
PAID_STATUS = {"unpaid": N_("unpaid"), "part": N_("part paid"), "paid": N_("paid")}
LINE_KIND = {
    "product": N_("product"),
    "gift": N_("gift"),
    "freight": N_("freight"),
    "rounding": N_("rounding off"),
}


class OrderValues(TypedDict, total=False):
    """What people enter of an order besides its lines; each is a column of :class:`OrderRow`."""

    salesperson: str | None
    contact: str | None
    phone: str | None
    ship_to: str | None
    due_date: str | None
    remark: str | None


class LineValues(TypedDict, total=False):
    """What people enter of a line; each is a column of :class:`OrderLineRow`."""

    product: str | None
    quantity: str | None
    price: str | None
    discount: str | None
    tax_rate: str | None
    remark: str | None


@dataclass(frozen=True, slots=True)
class OrderRow(Row):
    """An order in a list; ``paid`` and what follows from it are derived from its allocations.

    Only what is ordered can be paid: a draft and a cancelled order have no payment status.
    """

    noun: ClassVar[str] = N_("order")

    number: str = column(N_("Order number"), Kind.CODE)
    date: dt.date = column(N_("Order date"), Kind.DATE)
    status: str = column(N_("Status"), Kind.ENUM, labels=STATUS, vital=True)
    customer: str = column(N_("Customer code"), Kind.CODE, listed=False)
    customer_name: str = column(N_("Customer name"))
    salesperson: Ref = column(N_("Salesperson"), Kind.CODE)
    region: Ref | None = column(N_("Region"), Kind.CODE)
    contact: Ref | None = column(
        N_("Contact"),
        Kind.CODE,
        listed=False,
        entry=N_("Contact; the customer's primary one unless given"),
    )
    phone: str | None = column(
        N_("Phone"), Kind.CODE, listed=False, entry=N_("Phone; the contact's unless given")
    )
    ship_to: str | None = column(
        N_("Ship-to address"),
        listed=False,
        entry=N_("Ship-to address; the customer's unless given"),
    )
    total: Decimal = column(N_("Total incl. tax"), Kind.MONEY, total=True)
    paid: Decimal = column(N_("Received"), Kind.MONEY, total=True)
    outstanding: Decimal = column(N_("Outstanding"), Kind.MONEY, total=True)
    paid_status: str | None = column(
        N_("Payment status"), Kind.ENUM, labels=PAID_STATUS, listed=False
    )
    due_date: dt.date = column(
        N_("Due date"),
        Kind.DATE,
        listed=False,
        entry=N_("Due date; by the customer's payment terms unless given"),
    )
    overdue_days: int | None = column(N_("Days overdue"), Kind.COUNT, listed=False)
    remark: str | None = column(
        N_("Remark"), listed=False, entry=N_("Remark; - reads it from stdin")
    )
    reason: str | None = column(N_("Reason"), listed=False)
    version: int = column(N_("Version"), Kind.COUNT, listed=False)
    created_at: dt.datetime = column(N_("Created at"), Kind.INSTANT, listed=False)
    updated_at: dt.datetime = column(N_("Updated at"), Kind.INSTANT, listed=False)


@dataclass(frozen=True, slots=True)
class OrderLineRow(Row):
    """A line of an order; ``discount`` is the percentage taken off, the amount includes tax.

    Freight and rounding off have no product; net and tax add up to the amount.
    """

    noun: ClassVar[str] = N_("order line")

    line: int = column(N_("Line"), Kind.COUNT)
    kind: str = column(N_("Kind"), Kind.ENUM, labels=LINE_KIND)
    product: str | None = column(
        N_("Product code"), Kind.CODE, entry=N_("Another product, by code or unique name")
    )
    product_name: str | None = column(N_("Product name"))
    unit: str | None = column(N_("Unit"))
    quantity: Decimal = column(N_("Quantity"), Kind.QUANTITY)
    price: Decimal = column(
        N_("Price incl. tax"),
        Kind.PRICE,
        entry=N_("Price incl. tax; of freight and rounding off the amount"),
    )
    discount: Decimal = column(
        N_("Discount"), Kind.DISCOUNT, entry=N_("Discount: 10% or 9折; 0 for none")
    )
    tax_rate: Decimal = column(
        N_("Tax rate"), Kind.PERCENT, entry=N_("Tax rate in percent"), spare=True
    )
    net: Decimal = column(N_("Net"), Kind.MONEY, total=True, spare=True)
    tax: Decimal = column(N_("Tax"), Kind.MONEY, total=True, spare=True)
    amount: Decimal = column(N_("Amount incl. tax"), Kind.MONEY, total=True)
    remark: str | None = column(N_("Remark"), entry=N_("Remark; - reads it from stdin"))


@dataclass(frozen=True, slots=True)
class OrderPaymentRow(Row):
    """What one receipt paid of an order, or took back."""

    noun: ClassVar[str] = N_("receipt")

    number: str = column(N_("Receipt number"), Kind.CODE)
    date: dt.date = column(N_("Allocated on"), Kind.DATE)
    amount: Decimal = column(N_("Allocated amount"), Kind.MONEY, total=True)


@dataclass(frozen=True, slots=True)
class OrderDetail(OrderRow):
    """An order with everything that belongs to it."""

    net: Decimal = column(N_("Net"), Kind.MONEY)
    tax: Decimal = column(N_("Tax"), Kind.MONEY)
    lines: tuple[OrderLineRow, ...] = column(N_("Order lines"), Kind.ROWS, rows=OrderLineRow)
    payments: tuple[OrderPaymentRow, ...] = column(N_("Receipts"), Kind.ROWS, rows=OrderPaymentRow)
