"""Receipts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column

STATUS = {"confirmed": N_("received"), "void": N_("void"), "reversal": N_("reversing entry")}


@dataclass(frozen=True, slots=True)
class PaymentRow(Row):
    """A receipt; ``allocated`` is what of it pays orders. A reversing entry is negative."""

    noun: ClassVar[str] = N_("receipt")

    number: str = column(N_("Receipt number"), Kind.CODE)
    date: dt.date = column(N_("Receipt date"), Kind.DATE)
    customer: str = column(N_("Customer code"), Kind.CODE, listed=False)
    customer_name: str = column(N_("Customer name"))
    payer: str = column(N_("Payer"), listed=False)
    method: Ref = column(N_("Payment method"), Kind.CODE)
    handler: Ref = column(N_("Handler"), Kind.CODE)
    amount: Decimal = column(N_("Amount"), Kind.MONEY, total=True)
    allocated: Decimal = column(N_("Allocated amount"), Kind.MONEY, total=True)
    status: str = column(N_("Status"), Kind.ENUM, labels=STATUS)
    reverses: str | None = column(N_("Reverses"), Kind.CODE, listed=False)
    reversed_by: str | None = column(N_("Reversed by"), Kind.CODE, listed=False)
    remark: str | None = column(N_("Remark"), listed=False)
    reason: str | None = column(N_("Reason"), listed=False)
    created_at: dt.datetime = column(N_("Created at"), Kind.INSTANT, listed=False)


@dataclass(frozen=True, slots=True)
class PaymentAllocationRow(Row):
    """A part of a receipt and the order that it pays."""

    noun: ClassVar[str] = N_("allocation")

    order: str = column(N_("Order number"), Kind.CODE)
    date: dt.date = column(N_("Allocated on"), Kind.DATE)
    amount: Decimal = column(N_("Allocated amount"), Kind.MONEY, total=True)


@dataclass(frozen=True, slots=True)
class PaymentDetail(PaymentRow):
    """A receipt with the orders it pays."""

    allocations: tuple[PaymentAllocationRow, ...] = column(
        N_("Allocations"), Kind.ROWS, rows=PaymentAllocationRow
    )
