"""What customers owe: document by document, customer by customer, and as a statement."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column

DOCUMENT = {"order": N_("order"), "opening": N_("opening balance")}
ENTRY = {
    "forward": N_("balance brought forward"),
    "order": N_("order"),
    "opening": N_("opening balance"),
    "receipt": N_("receipt"),
    "refund": N_("refund"),
    "advance": N_("advance from before"),
    "claim": N_("matched receipt"),
    "reversal": N_("reversing entry"),
    "closing": N_("closing balance"),
}


@dataclass(frozen=True, slots=True)
class DueRow(Row):
    """A document on which something is outstanding; overdue since its due date has passed."""

    noun: ClassVar[str] = N_("receivable")

    customer: str = column(N_("Customer code"), Kind.CODE, listed=False)
    customer_name: str = column(N_("Customer name"))
    kind: str = column(N_("Kind"), Kind.ENUM, labels=DOCUMENT)
    number: str = column(N_("Number"), Kind.CODE)
    date: dt.date = column(N_("Date"), Kind.DATE)
    due_date: dt.date = column(N_("Due date"), Kind.DATE, vital=True)
    overdue_days: int | None = column(N_("Days overdue"), Kind.COUNT)
    total: Decimal = column(N_("Amount"), Kind.MONEY, total=True)
    paid: Decimal = column(N_("Received"), Kind.MONEY, total=True)
    outstanding: Decimal = column(N_("Outstanding"), Kind.MONEY, total=True)
    salesperson: Ref = column(N_("Salesperson"), Kind.CODE)


@dataclass(frozen=True, slots=True)
class DebtorRow(Row):
    """A customer who owes something; money held on account stands apart, netted in the balance."""

    noun: ClassVar[str] = N_("receivable")

    customer: str = column(N_("Customer code"), Kind.CODE)
    customer_name: str = column(N_("Customer name"))
    documents: int = column(N_("Documents"), Kind.COUNT, total=True)
    due_date: dt.date = column(N_("Earliest due date"), Kind.DATE)
    overdue_days: int | None = column(N_("Days overdue"), Kind.COUNT)
    outstanding: Decimal = column(N_("Outstanding"), Kind.MONEY, total=True)
    overdue: Decimal = column(N_("Overdue"), Kind.MONEY, total=True)
    on_account: Decimal = column(N_("On account"), Kind.MONEY, total=True)
    balance: Decimal = column(N_("Balance due"), Kind.MONEY, total=True)
    owner: Ref | None = column(N_("Owner"), Kind.CODE)


@dataclass(frozen=True, slots=True)
class EntryRow(Row):
    """A line of a statement; ``balance`` is what is owed after it."""

    noun: ClassVar[str] = N_("statement")

    date: dt.date = column(N_("Date"), Kind.DATE)
    kind: str = column(N_("Kind"), Kind.ENUM, labels=ENTRY)
    number: str | None = column(N_("Number"), Kind.CODE)
    text: str | None = column(N_("Remark"))
    charged: Decimal | None = column(N_("Owed"), Kind.MONEY)
    paid: Decimal | None = column(N_("Received"), Kind.MONEY)
    balance: Decimal = column(N_("Balance"), Kind.MONEY)


@dataclass(frozen=True, slots=True)
class StatementRow(Row):
    """The account of a customer for a period; the closing balance is outstanding less on account.

    A negative balance is money that the company holds for the customer.
    """

    noun: ClassVar[str] = N_("statement")

    customer: str = column(N_("Customer code"), Kind.CODE)
    customer_name: str = column(N_("Customer name"))
    date_from: dt.date = column(N_("From"), Kind.DATE)
    date_to: dt.date = column(N_("To"), Kind.DATE)
    opening: Decimal = column(N_("Balance brought forward"), Kind.MONEY)
    charged: Decimal = column(N_("Owed in the period"), Kind.MONEY)
    paid: Decimal = column(N_("Received in the period"), Kind.MONEY)
    closing: Decimal = column(N_("Closing balance"), Kind.MONEY)
    in_words: str = column(N_("Amount in words"))
    outstanding: Decimal = column(N_("Of it outstanding"), Kind.MONEY)
    on_account: Decimal = column(N_("Less on account"), Kind.MONEY)
    entries: tuple[EntryRow, ...] = column(N_("Entries"), Kind.ROWS, rows=EntryRow)
