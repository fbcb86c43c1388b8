"""The ledger of a customer: basics, contacts, totals, what comes next, and one timeline."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column
from crmcli.views.contact import DECISION_ROLE
from crmcli.views.customer import CustomerRow

EVENT = {
    "followup": N_("follow-up"),
    "order": N_("order"),
    "payment": N_("receipt"),
    "opening": N_("opening balance"),
}


@dataclass(frozen=True, slots=True)
class PersonRow(Row):
    """A contact as its customer's ledger shows it."""

    noun: ClassVar[str] = N_("contact")

    code: str = column(N_("{noun} code"), Kind.CODE)
    name: str = column(N_("{noun}'s name"))
    position: str | None = column(N_("Position"))
    decision_role: str | None = column(N_("Decision role"), Kind.ENUM, labels=DECISION_ROLE)
    primary: bool = column(N_("Primary"), Kind.FLAG)
    phone: str | None = column(N_("Phone"), Kind.CODE)
    mobile: str | None = column(N_("Mobile"), Kind.CODE)
    email: str | None = column(N_("E-mail"), Kind.CODE)


@dataclass(frozen=True, slots=True)
class NextRow(Row):
    """A next step that nothing has followed yet."""

    noun: ClassVar[str] = N_("next step")

    next_on: dt.date | None = column(N_("Next date"), Kind.DATE)
    next: str | None = column(N_("Next step"))
    overdue: bool = column(N_("Overdue"), Kind.FLAG)
    author: Ref = column(N_("Recorded by"))
    number: str = column(N_("Follow-up number"), Kind.CODE)


@dataclass(frozen=True, slots=True)
class EventRow(Row):
    """One line of the timeline: a follow-up, an order or a receipt; the time is the company's."""

    noun: ClassVar[str] = N_("timeline")

    day: dt.date = column(N_("Day"), Kind.DATE)
    time: str | None = column(N_("Time"), Kind.CODE)
    kind: str = column(N_("Kind"), Kind.ENUM, labels=EVENT)
    number: str = column(N_("Number"), Kind.CODE)
    operator: Ref = column(N_("Operator"))
    text: str | None = column(N_("Content"))
    amount: Decimal | None = column(N_("Amount"), Kind.MONEY)
    status: Ref | None = column(N_("Status"))


@dataclass(frozen=True, slots=True)
class LedgerRow(CustomerRow):
    """A customer with everything that belongs to it; money in the company's currency."""

    ordered: Decimal = column(N_("Ordered"), Kind.MONEY)
    received: Decimal = column(N_("Received"), Kind.MONEY)
    outstanding: Decimal = column(N_("Outstanding"), Kind.MONEY)
    overdue: Decimal = column(N_("Overdue"), Kind.MONEY)
    on_account: Decimal = column(N_("On account"), Kind.MONEY)
    balance: Decimal = column(N_("Balance due"), Kind.MONEY)
    contacts: tuple[PersonRow, ...] = column(N_("Contacts"), Kind.ROWS, rows=PersonRow)
    next: tuple[NextRow, ...] = column(N_("Next"), Kind.ROWS, rows=NextRow)
    timeline: tuple[EventRow, ...] = column(N_("Timeline"), Kind.ROWS, rows=EventRow)
