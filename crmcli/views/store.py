"""The store itself: its state, its settings, what a check found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Row, column


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
    customers: int = column(N_("Number of customers"), Kind.COUNT)
    orders: int = column(N_("Number of orders"), Kind.COUNT)
    payments: int = column(N_("Number of receipts"), Kind.COUNT)
    operations: int = column(N_("Number of operations"), Kind.COUNT)


@dataclass(frozen=True, slots=True)
class CheckRow(Row):
    """One thing that a check proved, or the first row that contradicts it."""

    noun: ClassVar[str] = N_("check")

    check: str = column(N_("Check"))
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
