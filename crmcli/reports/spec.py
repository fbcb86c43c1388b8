"""What a report is: declared once in its file, without anything heavy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crmcli.views.base import Row
from crmcli.views.report import BARS, DEPARTMENT, PERIODS

if TYPE_CHECKING:
    from crmcli.reports.asked import Asked

SALES_FILTERS = ("region", "salesperson", "department", "customer", "customer_type")
PRODUCT_FILTERS = (*SALES_FILTERS, "product")
CUSTOMER_FILTERS = (
    "region", "customer_type", "level", "source", "industry", "salesperson", "department",
)  # fmt: skip
PEOPLE_FILTERS = ("salesperson", "department")
BY_PERIOD = (*PERIODS, DEPARTMENT)
NO_DEFAULT = ""
"""Without a period the report is of everything there is."""

Select = Callable[["Asked"], Any]


@dataclass(frozen=True, slots=True)
class Report:
    """One report: what it is called, takes and shows, and the selects behind it.

    ``keys`` are the columns that tell one line from another, ``value`` the one that is compared,
    charted and cut by. ``select`` finds the lines, ``entries`` the rows behind them or behind one.
    """

    key: str
    title: str
    row: type[Row]
    keys: tuple[str, ...]
    value: str
    select: Select
    entries: Select
    entry: type[Row]
    filters: tuple[str, ...] = SALES_FILTERS
    by: tuple[str, ...] = BY_PERIOD
    by_default: str | None = None
    measures: bool = False
    """Whether it can be of what was ordered or of what was received."""
    entry_of: Mapping[str, type[Row]] = field(default_factory=dict)
    """The rows behind lines of another measure."""
    period: str = "this-month"
    """What holds unless a period is asked for."""
    until: bool = False
    """Whether it shows how things stand on a day, and not what happened in a period."""
    compare: str | None = None
    """What it is compared with unless asked otherwise."""
    chart: str = BARS
    ranked: bool = False
    also: tuple[str, ...] = ()
    """Columns that it has though its lines are not told apart by them."""
    counted_once: tuple[str, ...] = ()
    """Columns whose sum over lines could count something twice: they have no total."""
    rows: Callable[[Asked], type[Row]] | None = None
    """The type of its lines, where that depends on settings of the company."""
