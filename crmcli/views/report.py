"""The rows of reports, and a report as a whole.

Which optional columns a report has depends on what is asked: ``period``, ``department`` and the
like when lines are split by them, ``previous`` and ``change`` when it is compared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, islice
from typing import Any, ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Column, Kind, Row, column

NO_REGION = N_("no region")
NO_TYPE = N_("no type")
NO_PRODUCT = N_("no product (freight, rounding off)")
ORDERED, RECEIVED = "ordered", "received"
MEASURES = {ORDERED: N_("amount ordered"), RECEIVED: N_("amount received")}
"""What a sales report can measure."""
PREVIOUS, LAST_YEAR = "previous", "last-year"
COMPARED = {PREVIOUS: N_("on the previous period"), LAST_YEAR: N_("on last year")}
BEFORE = {PREVIOUS: N_("Previous period"), LAST_YEAR: N_("Same period last year")}
"""What a period is compared with, and what the compared figure is called."""
MONTH, QUARTER, YEAR = "month", "quarter", "year"
DEPARTMENT = "department"
BY = {
    MONTH: N_("calendar month"),
    QUARTER: N_("quarter"),
    YEAR: N_("year"),
    DEPARTMENT: N_("department"),
    "customer": N_("customer"),
    "customer-type": N_("customer type"),
    "salesperson": N_("salesperson"),
    "region": N_("region"),
}
"""What lines can be split by."""
PERIODS = (MONTH, QUARTER, YEAR)
BARS, SHARES = "bars", "shares"
CHARTS = {BARS: N_("bars"), SHARES: N_("shares")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Row):
    """What the lines of all reports may be split by."""

    period: str | None = column(N_("Period"), Kind.CODE, default=None, vital=True)
    department: str | None = column(N_("Department code"), Kind.CODE, default=None, spare=True)
    department_name: str | None = column(N_("Department name"), default=None)


def region_code(empty: str = "") -> Any:
    """The code of a region; it goes first where a table is narrow."""
    return column(N_("Region code"), Kind.CODE, default=None, spare=True, empty=empty)


def region_name() -> Any:
    """The name of a region."""
    return column(N_("Region name"), default=None, empty=NO_REGION)


def salesperson_code() -> Any:
    """The code of a salesperson."""
    return column(N_("Salesperson code"), Kind.CODE, default=None, spare=True)


def salesperson_name() -> Any:
    """The name of a salesperson."""
    return column(N_("Salesperson name"), default=None)


def product_code() -> Any:
    """The code of a product."""
    return column(N_("Product code"), Kind.CODE, default=None, spare=True)


def product_name() -> Any:
    """The name of a product."""
    return column(N_("Product name"), default=None, empty=NO_PRODUCT)


def share() -> Any:
    """A line's part of all lines, in percent."""
    return column(N_("Share"), Kind.SHARE, default=None, total=True, spare=True)


def change() -> Any:
    """By how many percent a figure differs from the one it is compared with."""
    also = tuple(COMPARED.values())
    return column(N_("Change in percent"), Kind.SHARE, default=None, total=True, aliases=also)


def previous(kind: Kind = Kind.MONEY) -> Any:
    """The figure of the period that is compared with."""
    also = tuple(BEFORE.values())
    return column(N_("Previous period"), kind, default=None, total=True, aliases=also)


def amount() -> Any:
    """What was ordered or received."""
    also = tuple(MEASURES.values())
    return column(N_("Amount"), Kind.MONEY, default=Decimal(0), total=True, aliases=also)


def orders() -> Any:
    """How many orders that was."""
    return column(N_("Number of orders"), Kind.COUNT, default=0, total=True)


def customers() -> Any:
    """How many customers there are."""
    return column(N_("Number of customers"), Kind.COUNT, default=0, total=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRegionTypeRow(Line):
    """Customers of one region and type."""

    noun: ClassVar[str] = N_("customers by region and type")

    region: str | None = region_code()
    region_name: str | None = region_name()
    type: str | None = column(N_("Customer type code"), Kind.CODE, default=None, spare=True)
    type_name: str | None = column(N_("Customer type name"), default=None, empty=NO_TYPE)
    customers: int = customers()
    previous: int | None = previous(Kind.COUNT)
    change: Decimal | None = change()
    share: Decimal | None = share()


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerTypeRow(Line):
    """Customers of one type."""

    noun: ClassVar[str] = N_("customers by type")

    type: str | None = column(N_("Customer type code"), Kind.CODE, default=None, spare=True)
    type_name: str | None = column(N_("Customer type name"), default=None, empty=NO_TYPE)
    customers: int = customers()
    previous: int | None = previous(Kind.COUNT)
    change: Decimal | None = change()
    share: Decimal | None = share()


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRegionRow(Line):
    """Customers of one region."""

    noun: ClassVar[str] = N_("customers by region")

    region: str | None = region_code()
    region_name: str | None = region_name()
    customers: int = customers()
    previous: int | None = previous(Kind.COUNT)
    change: Decimal | None = change()
    share: Decimal | None = share()


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRegionPersonnelRow(Line):
    """People of one region and personnel type, and the customers that they follow up."""

    noun: ClassVar[str] = N_("customers by region and personnel type")

    region: str | None = region_code()
    region_name: str | None = region_name()
    personnel_type: str | None = column(
        N_("Personnel type code"), Kind.CODE, default=None, spare=True
    )
    personnel_type_name: str | None = column(
        N_("Personnel type name"), default=None, empty=N_("no personnel type")
    )
    type: str | None = column(N_("Customer type code"), Kind.CODE, default=None, spare=True)
    type_name: str | None = column(N_("Customer type name"), default=None, empty=NO_TYPE)
    people: int | None = column(N_("Number of people"), Kind.COUNT, default=None, total=True)
    customers: int = customers()
    previous: int | None = previous(Kind.COUNT)
    change: Decimal | None = change()
    share: Decimal | None = share()


@dataclass(frozen=True, slots=True, kw_only=True)
class SalespersonSalesRow(Line):
    """What one salesperson sold in one region."""

    noun: ClassVar[str] = N_("sales by salesperson")

    region: str | None = region_code()
    region_name: str | None = region_name()
    salesperson: str | None = salesperson_code()
    salesperson_name: str | None = salesperson_name()
    orders: int = orders()
    amount: Decimal = amount()
    previous: Decimal | None = previous()
    change: Decimal | None = change()
    share: Decimal | None = share()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionSalesRow(Line):
    """What was ordered or received in one region."""

    noun: ClassVar[str] = N_("sales by region")

    region: str | None = region_code()
    region_name: str | None = region_name()
    orders: int = orders()
    amount: Decimal = amount()
    previous: Decimal | None = previous()
    change: Decimal | None = change()
    share: Decimal | None = share()


@dataclass(frozen=True, slots=True, kw_only=True)
class SalespersonRankingRow(Line):
    """One salesperson's place; equal amounts share one."""

    noun: ClassVar[str] = N_("ranking of salespeople")

    rank: int | None = column(N_("Rank"), Kind.COUNT, default=None)
    salesperson: str | None = salesperson_code()
    salesperson_name: str | None = salesperson_name()
    region: str | None = column(N_("Own region code"), Kind.CODE, default=None, spare=True)
    region_name: str | None = column(N_("Own region"), default=None, empty=NO_REGION)
    orders: int = orders()
    amount: Decimal = amount()
    previous: Decimal | None = previous()
    change: Decimal | None = change()
    share: Decimal | None = share()


@dataclass(frozen=True, slots=True, kw_only=True)
class SalespersonProductRow(Line):
    """What one salesperson sold of one product in one region."""

    noun: ClassVar[str] = N_("sales by salesperson and product")

    salesperson: str | None = salesperson_code()
    salesperson_name: str | None = salesperson_name()
    region: str | None = region_code()
    region_name: str | None = region_name()
    product: str | None = product_code()
    product_name: str | None = product_name()
    quantity: Decimal | None = column(N_("Quantity"), Kind.QUANTITY, default=None, total=True)
    amount: Decimal = amount()
    previous: Decimal | None = previous()
    change: Decimal | None = change()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionProductRow(Line):
    """What was sold of one product in one region."""

    noun: ClassVar[str] = N_("sales by region and product")

    region: str | None = region_code()
    region_name: str | None = region_name()
    product: str | None = product_code()
    product_name: str | None = product_name()
    quantity: Decimal | None = column(N_("Quantity"), Kind.QUANTITY, default=None, total=True)
    amount: Decimal = amount()
    previous: Decimal | None = previous()
    change: Decimal | None = change()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptsRow(Line):
    """What fell due, how much of it is settled, and what was received in the same time."""

    noun: ClassVar[str] = N_("receipts against what was due")

    region: str | None = region_code()
    region_name: str | None = region_name()
    salesperson: str | None = salesperson_code()
    salesperson_name: str | None = salesperson_name()
    documents: int = column(N_("Documents due"), Kind.COUNT, default=0, total=True)
    due: Decimal = column(N_("Due"), Kind.MONEY, default=Decimal(0), total=True)
    settled: Decimal = column(
        N_("Received of it so far"), Kind.MONEY, default=Decimal(0), total=True
    )
    outstanding: Decimal = column(N_("Outstanding"), Kind.MONEY, default=Decimal(0), total=True)
    received: Decimal = column(
        N_("Received in the period"), Kind.MONEY, default=Decimal(0), total=True
    )
    previous: Decimal | None = previous()
    change: Decimal | None = change()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkReviewRow(Line):
    """What one operator did, and what waits."""

    noun: ClassVar[str] = N_("work review")

    salesperson: str | None = column(N_("Operator code"), Kind.CODE, default=None, spare=True)
    salesperson_name: str | None = column(N_("Operator name"), default=None)
    followups: int = column(N_("Follow-ups"), Kind.COUNT, default=0, total=True)
    touched: int | None = column(N_("Customers touched"), Kind.COUNT, default=0, spare=True)
    new_customers: int = column(N_("New customers"), Kind.COUNT, default=0, total=True, spare=True)
    overdue: int = column(N_("Next steps overdue"), Kind.COUNT, default=0, total=True)
    orders: int = orders()
    amount: Decimal = column(N_("Amount ordered"), Kind.MONEY, default=Decimal(0), total=True)
    received: Decimal = column(N_("Amount received"), Kind.MONEY, default=Decimal(0), total=True)
    previous: int | None = previous(Kind.COUNT)
    change: Decimal | None = change()


class Streamed:
    """Rows that come one after the other and are gone when they were looked at."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = iter(rows)
        self._first = list(islice(self._rows, 1))
        self._seen = 0

    def __iter__(self) -> Iterator[Row]:
        for row in chain(self._first, self._rows):
            self._seen += 1
            yield row

    def __bool__(self) -> bool:
        return bool(self._first)

    def __len__(self) -> int:
        """How many were looked at so far."""
        return self._seen


def _no_sql() -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A report with everything that stands on it, ready to be shown."""

    title: str
    row_type: type[Row]
    columns: tuple[Column, ...]
    rows: Sequence[Row] | Streamed
    rest: Row | None = None
    """What ``--top`` left out, in one line."""
    total: Row | None = None
    heads: tuple[tuple[str, str], ...]
    """What the report is of: period, filters and what else was asked, with its heading."""
    bars: tuple[tuple[str, Decimal], ...] = ()
    chart: str
    measured: Column
    """The column that is charted."""
    company: str
    made_by: str
    made_at: dt.datetime
    statements: Callable[[], str] = _no_sql

    @property
    def sql(self) -> str:
        """The SQL behind the lines, to be pasted."""
        return self.statements()

    @property
    def number(self) -> int:
        """How many lines there are; of those that come one by one it is not known yet: 0."""
        return len(self.rows) if isinstance(self.rows, Sequence) else 0

    @property
    def lines(self) -> Sequence[Row]:
        """The rows as people see them: with what was left out."""
        rows = self.rows if isinstance(self.rows, Sequence) else list(self.rows)
        return rows if self.rest is None else [*rows, self.rest]
