"""Receipts and the other movements on a customer's account."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, TypedDict

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column

KIND = {
    "receipt": N_("receipt"),
    "refund": N_("refund"),
    "opening": N_("advance from before"),
    "claim": N_("matched receipt"),
}
STATUS = {
    "pending": N_("awaiting finance"),
    "confirmed": N_("received"),
    "rejected": N_("not received"),
    "void": N_("void"),
    "reversal": N_("reversing entry"),
}


OPENING_STATUS = {"confirmed": N_("recorded"), "void": N_("void")}


class PaymentValues(TypedDict, total=False):
    """What people enter of a receipt or refund; each is a column of :class:`PaymentRow`."""

    method: str | None
    payer: str | None
    account: str | None
    bank_reference: str | None
    handler: str | None
    remark: str | None


@dataclass(frozen=True, slots=True)
class PaymentRow(Row):
    """A movement; ``allocated`` is what of it went to orders or out again.

    A refund, a reversing entry and the part of a claim that takes are negative. ``unallocated`` is
    what is held on account.
    """

    noun: ClassVar[str] = N_("receipt")

    number: str = column(N_("Receipt number"), Kind.CODE)
    date: dt.date = column(N_("Receipt date"), Kind.DATE)
    kind: str = column(N_("Kind"), Kind.ENUM, labels=KIND)
    customer: str = column(N_("Customer code"), Kind.CODE, listed=False)
    customer_name: str = column(N_("Customer name"))
    payer: str = column(N_("Payer"), listed=False, entry=N_("Who paid; the customer unless given"))
    method: Ref | None = column(N_("Payment method"), Kind.CODE)
    account: Ref | None = column(N_("Receiving account"), Kind.CODE, listed=False)
    bank_reference: str | None = column(
        N_("Bank reference"),
        Kind.CODE,
        listed=False,
        entry=N_("The bank's reference of the transfer; stands in the store once"),
    )
    handler: Ref = column(N_("Handler"), Kind.CODE, entry=N_("Who received the money"))
    amount: Decimal = column(N_("Amount"), Kind.MONEY, total=True)
    allocated: Decimal = column(N_("Allocated amount"), Kind.MONEY, total=True)
    unallocated: Decimal = column(N_("Not yet allocated"), Kind.MONEY, total=True)
    status: str = column(N_("Status"), Kind.ENUM, labels=STATUS)
    reverses: str | None = column(N_("Reverses"), Kind.CODE, listed=False)
    reversed_by: str | None = column(N_("Reversed by"), Kind.CODE, listed=False)
    claims: str | None = column(N_("Matches"), Kind.CODE, listed=False)
    remark: str | None = column(
        N_("Remark"), listed=False, entry=N_("Remark; - reads it from stdin")
    )
    reason: str | None = column(N_("Reason"), listed=False)
    created_at: dt.datetime = column(N_("Created at"), Kind.INSTANT, listed=False)


@dataclass(frozen=True, slots=True)
class PaymentAllocationRow(Row):
    """A part of a receipt and what it went to; while finance is awaited, what it will go to."""

    noun: ClassVar[str] = N_("allocation")

    order: str | None = column(N_("Order number"), Kind.CODE)
    opening: str | None = column(N_("Opening balance number"), Kind.CODE)
    payment: str | None = column(N_("Receipt number"), Kind.CODE)
    date: dt.date | None = column(
        N_("Allocated on"), Kind.DATE, empty=N_("once finance has confirmed")
    )
    amount: Decimal = column(N_("Allocated amount"), Kind.MONEY, total=True)


@dataclass(frozen=True, slots=True)
class PaymentDetail(PaymentRow):
    """A receipt with what it pays."""

    allocations: tuple[PaymentAllocationRow, ...] = column(
        N_("Allocations"), Kind.ROWS, rows=PaymentAllocationRow
    )


@dataclass(frozen=True, slots=True)
class OpeningRow(Row):
    """What a customer owed when the store was begun."""

    noun: ClassVar[str] = N_("opening balance")

    number: str = column(N_("{noun} number"), Kind.CODE)
    date: dt.date = column(N_("Date"), Kind.DATE)
    due_date: dt.date = column(N_("Due date"), Kind.DATE)
    customer: str = column(N_("Customer code"), Kind.CODE, listed=False)
    customer_name: str = column(N_("Customer name"))
    amount: Decimal = column(N_("Amount"), Kind.MONEY, total=True)
    paid: Decimal = column(N_("Received"), Kind.MONEY, total=True)
    outstanding: Decimal = column(N_("Outstanding"), Kind.MONEY, total=True)
    status: str = column(N_("Status"), Kind.ENUM, labels=OPENING_STATUS)
    remark: str | None = column(N_("Remark"), listed=False)
    reason: str | None = column(N_("Reason"), listed=False)
    created_at: dt.datetime = column(N_("Created at"), Kind.INSTANT, listed=False)
