"""Customers by region and type (客户区域类型分析): all, or those added in a period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.i18n import N_
from crmcli.reports.spec import BY_PERIOD, CUSTOMER_FILTERS, NO_DEFAULT, Report
from crmcli.views.entries import CustomerEntry
from crmcli.views.report import CustomerRegionTypeRow

if TYPE_CHECKING:
    from crmcli.reports.asked import Asked


def select(asked: Asked) -> Any:
    """The number of customers of each region and type."""
    from crmcli.reports import facts

    return facts.lines(asked, facts.customers(), ["region", "type"], "customers")


def entries(asked: Asked) -> Any:
    """The customers behind it."""
    from crmcli.reports import behind

    return behind.customers(asked)


REPORT = Report(
    key="customer-region-type",
    title=N_("Customers by region and type"),
    row=CustomerRegionTypeRow,
    keys=("region", "type"),
    value="customers",
    select=select,
    entries=entries,
    entry=CustomerEntry,
    filters=CUSTOMER_FILTERS,
    by=BY_PERIOD,
    period=NO_DEFAULT,
)
