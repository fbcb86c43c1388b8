"""What was sold of each product in each region (区域销售产品分析).

Of confirmed and completed orders, by their lines. Freight and rounding off are of no product; they
have a line of their own, so that all lines add up to the orders. What is received is received for
an order as a whole, and is of no product.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.i18n import N_
from crmcli.reports.spec import PRODUCT_FILTERS, Report
from crmcli.views.entries import LineEntry
from crmcli.views.report import RegionProductRow

if TYPE_CHECKING:
    from crmcli.reports.asked import Asked


def select(asked: Asked) -> Any:
    """Quantity and amount of each region, product."""
    from crmcli.reports import facts

    return facts.lines(asked, facts.sold(), ["region", "product"], "amount")


def entries(asked: Asked) -> Any:
    """The order lines behind it."""
    from crmcli.reports import behind

    return behind.lines(asked)


REPORT = Report(
    key="region-product",
    title=N_("Sales by region and product"),
    row=RegionProductRow,
    keys=("region", "product"),
    value="amount",
    select=select,
    entries=entries,
    entry=LineEntry,
    filters=PRODUCT_FILTERS,
)
