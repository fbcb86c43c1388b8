"""The store itself: its state, its settings, what a check found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Row, column
from crmcli.views.scopes import SCOPES

NOT_TOLD = N_("log in to see")


@dataclass(frozen=True, slots=True)
class StoreRow(Row):
    """Where the store is and in what state."""

    noun: ClassVar[str] = N_("store")

    store: str = column(N_("Store"))
    engine: str = column(N_("Engine"), Kind.CODE)
    company: str = column(N_("Company"))
    zone: str = column(N_("Time zone"), Kind.CODE)
    currency: str = column(N_("Currency"), Kind.CODE)
    version: str = column(N_("Store version"), Kind.CODE)
    program: str = column(N_("Program's version"), Kind.CODE)
    up_to_date: bool = column(N_("Up to date"), Kind.FLAG)
    size: int = column(N_("Size in bytes"), Kind.COUNT)
    customers: int | None = column(N_("Number of customers"), Kind.COUNT, empty=NOT_TOLD)
    orders: int | None = column(N_("Number of orders"), Kind.COUNT, empty=NOT_TOLD)
    payments: int | None = column(N_("Number of receipts"), Kind.COUNT, empty=NOT_TOLD)
    operations: int | None = column(N_("Number of operations"), Kind.COUNT, empty=NOT_TOLD)


CHECK = {
    "whole": N_("the database is whole"),
    "references": N_("every reference resolves"),
    "trees": N_("no tree has a circle"),
    "line-amounts": N_("each line is quantity × price less discount"),
    "order-totals": N_("lines add up to their order"),
    "allocated-documents": N_("allocations never exceed what they pay"),
    "allocated-receipts": N_("allocations never exceed the receipt"),
    "pending": N_("only receipts that wait for finance have something planned"),
    "reversals": N_("each void receipt is taken back exactly"),
    "outgoing": N_("what was given back was taken from receipts"),
    "claims": N_("what was matched left one account and reached the other"),
    "balances": N_("what is owed and held makes the balance"),
    "at-any-time": N_("on no day more was allocated than there was"),
    "closed-months": N_("closed months are as they were"),
    "counters": N_("counters are ahead of their numbers"),
    "log": N_("the log is unbroken and tells the present state"),
}
"""What is proved, each under its key."""


@dataclass(frozen=True, slots=True)
class CheckRow(Row):
    """One thing that a check proved, or the first row that contradicts it."""

    noun: ClassVar[str] = N_("check")

    check: str = column(N_("Check"), Kind.ENUM, labels=CHECK)
    ok: bool = column(N_("Holds"), Kind.FLAG)
    wrong: int = column(N_("Wrong rows"), Kind.COUNT)
    first: str | None = column(N_("First wrong row"))
    detail: str | None = column(N_("Detail"))


@dataclass(frozen=True, slots=True)
class FileRow(Row):
    """A file that was written or read."""

    noun: ClassVar[str] = N_("file")

    file: str = column(N_("File"))
    size: int = column(N_("Size in bytes"), Kind.COUNT)


@dataclass(frozen=True, slots=True)
class TableRow(Row):
    """A table of the store, and how many rows of it were written."""

    noun: ClassVar[str] = N_("table")

    table: str = column(N_("Table"), Kind.CODE)
    rows: int = column(N_("Rows"), Kind.COUNT, total=True)


@dataclass(frozen=True, slots=True)
class AuditRow(Row):
    """Something that an operator is shown, or is not, against what is true."""

    noun: ClassVar[str] = N_("difference")

    operator: str = column(N_("Operator"), Kind.CODE)
    scope: str = column(N_("Scope"), Kind.ENUM, labels=SCOPES)
    where: str = column(N_("Where"))
    shown: str = column(N_("Shown"))
    truth: str = column(N_("Should be"))


@dataclass(frozen=True, slots=True)
class DoctorRow(Row):
    """Something in the live store that is not as it is declared."""

    noun: ClassVar[str] = N_("difference")

    kind: str = column(N_("Kind"))
    name: str = column(N_("Name"), vital=True)
    fault: str = column(N_("Fault"))
    live: str = column(N_("In the store"))
    declared: str = column(N_("Declared"))
