"""Orders."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column

STATUS = {
    "draft": N_("draft"),
    "confirmed": N_("confirmed"),
    "completed": N_("completed"),
    "cancelled": N_("cancelled"),
}


@dataclass(frozen=True, slots=True)
class OrderRow(Row):
    """An order in a list; ``paid`` and ``outstanding`` are derived from its allocations."""

    noun: ClassVar[str] = N_("order")

    number: str = column(N_("Order number"), Kind.CODE)
    date: dt.date = column(N_("Order date"), Kind.DATE)
    status: str = column(N_("Status"), Kind.ENUM, labels=STATUS)
    customer: str = column(N_("Customer code"), Kind.CODE, listed=False)
    customer_name: str = column(N_("Customer name"))
    salesperson: Ref = column(N_("Salesperson"), Kind.CODE)
    region: Ref | None = column(N_("Region"), Kind.CODE)
    total: Decimal = column(N_("Total incl. tax"), Kind.MONEY, total=True)
    paid: Decimal = column(N_("Received"), Kind.MONEY, total=True)
    outstanding: Decimal = column(N_("Outstanding"), Kind.MONEY, total=True)
    due_date: dt.date = column(N_("Due date"), Kind.DATE, listed=False)
    remark: str | None = column(N_("Remark"), listed=False)
    reason: str | None = column(N_("Reason"), listed=False)
    created_at: dt.datetime = column(N_("Created at"), Kind.INSTANT, listed=False)
    updated_at: dt.datetime = column(N_("Updated at"), Kind.INSTANT, listed=False)


@dataclass(frozen=True, slots=True)
class OrderLineRow(Row):
    """A line of an order; ``discount`` is the percentage taken off, the amount includes tax."""

    noun: ClassVar[str] = N_("order line")

    line: int = column(N_("Line"), Kind.COUNT)
    product: str = column(N_("Product code"), Kind.CODE)
    product_name: str = column(N_("Product name"))
    unit: str | None = column(N_("Unit"))
    quantity: Decimal = column(N_("Quantity"), Kind.QUANTITY)
    price: Decimal = column(N_("Price incl. tax"), Kind.MONEY)
    discount: Decimal = column(N_("Discount"), Kind.PERCENT)
    tax_rate: Decimal = column(N_("Tax rate"), Kind.PERCENT)
    net: Decimal = column(N_("Net"), Kind.MONEY, total=True)
    tax: Decimal = column(N_("Tax"), Kind.MONEY, total=True)
    amount: Decimal = column(N_("Amount incl. tax"), Kind.MONEY, total=True)


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
