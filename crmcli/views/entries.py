"""The rows behind a line of a report."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Row, column

ORDER, OPENING, RECEIPT = "order", "opening", "receipt"
FOLLOWUP, CUSTOMER, NEXT_STEP = "followup", "customer", "next-step"
WHAT = {
    ORDER: N_("order"),
    OPENING: N_("opening balance"),
    RECEIPT: N_("receipt"),
    FOLLOWUP: N_("follow-up"),
    CUSTOMER: N_("new customer"),
    NEXT_STEP: N_("next step overdue"),
}
"""What an entry is."""


def entry() -> Any:
    """Which of several things an entry is."""
    return column(N_("What"), Kind.ENUM, labels=WHAT)


def document(heading: str) -> Any:
    """The number of a document."""
    return column(heading, Kind.CODE)


def day(heading: str = N_("Date")) -> Any:
    """The day on which an entry counts."""
    return column(heading, Kind.DATE)


def customer_code() -> Any:
    """A customer's code; it goes first where a table is narrow."""
    return column(N_("Customer code"), Kind.CODE, spare=True)


def name_of_customer() -> Any:
    """A customer's name."""
    return column(N_("Customer name"))


def money(heading: str) -> Any:
    """An amount that adds up to the line's."""
    return column(heading, Kind.MONEY, total=True)


@dataclass(frozen=True, slots=True)
class OrderEntry(Row):
    """An order behind a line."""

    noun: ClassVar[str] = N_("order")

    number: str = document(N_("Order number"))
    date: dt.date = day(N_("Order date"))
    customer: str = customer_code()
    customer_name: str = name_of_customer()
    region_name: str | None = column(N_("Region name"))
    salesperson_name: str = column(N_("Salesperson name"))
    amount: Decimal = money(N_("Amount"))


@dataclass(frozen=True, slots=True)
class ReceiptEntry(Row):
    """What was allocated to an order, or taken back."""

    noun: ClassVar[str] = N_("allocation")

    number: str = document(N_("Receipt number"))
    date: dt.date = day()
    order: str = document(N_("Order number"))
    customer: str = customer_code()
    customer_name: str = name_of_customer()
    region_name: str | None = column(N_("Region name"))
    salesperson_name: str = column(N_("Salesperson name"))
    amount: Decimal = money(N_("Amount"))


@dataclass(frozen=True, slots=True)
class LineEntry(Row):
    """A line of an order."""

    noun: ClassVar[str] = N_("order line")

    number: str = document(N_("Order number"))
    date: dt.date = day(N_("Order date"))
    customer: str = customer_code()
    customer_name: str = name_of_customer()
    line: int = column(N_("Line"), Kind.CODE)
    product: str | None = column(N_("Product code"), Kind.CODE, spare=True)
    product_name: str | None = column(N_("Product name"))
    quantity: Decimal = column(N_("Quantity"), Kind.QUANTITY, total=True)
    amount: Decimal = money(N_("Amount"))


@dataclass(frozen=True, slots=True)
class CustomerEntry(Row):
    """A customer behind a line."""

    noun: ClassVar[str] = N_("customer")

    code: str = column(N_("Customer code"), Kind.CODE)
    name: str = name_of_customer()
    type_name: str | None = column(N_("Customer type"))
    region_name: str | None = column(N_("Region name"))
    owner_name: str | None = column(N_("Owner"))
    created_at: dt.datetime = column(N_("Created at"), Kind.INSTANT)


@dataclass(frozen=True, slots=True)
class DueEntry(Row):
    """A document on which something is outstanding."""

    noun: ClassVar[str] = N_("receivable")

    what: str = entry()
    number: str = document(N_("Number"))
    customer: str = customer_code()
    customer_name: str = name_of_customer()
    date: dt.date = day()
    due_date: dt.date = day(N_("Due date"))
    total: Decimal = money(N_("Total"))
    settled: Decimal = money(N_("Received of it so far"))
    outstanding: Decimal = money(N_("Outstanding"))


@dataclass(frozen=True, slots=True)
class FlowEntry(Row):
    """A document that fell due, or money that was received."""

    noun: ClassVar[str] = N_("receipt")

    what: str = entry()
    number: str = document(N_("Number"))
    date: dt.date = day()
    customer: str = customer_code()
    customer_name: str = name_of_customer()
    due: Decimal | None = money(N_("Due"))
    settled: Decimal | None = money(N_("Received of it so far"))
    received: Decimal | None = money(N_("Received in the period"))


@dataclass(frozen=True, slots=True)
class WorkEntry(Row):
    """Something that an operator did, or that waits."""

    noun: ClassVar[str] = N_("work review")

    what: str = entry()
    number: str = document(N_("Number"))
    date: dt.date = day()
    customer: str = customer_code()
    customer_name: str = name_of_customer()
    amount: Decimal | None = money(N_("Amount ordered"))
    received: Decimal | None = money(N_("Amount received"))
