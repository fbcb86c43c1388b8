"""What each salesperson sold of each product, by region (业务员销售产品分析).

Of confirmed and completed orders, by their lines. Freight and rounding off are of no product; they
have a line of their own, so that all lines add up to the orders. What is received is received for
an order as a whole, and is of no product.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.i18n import N_
from crmcli.reports.spec import PRODUCT_FILTERS, Report
from crmcli.views.entries import LineEntry
from crmcli.views.report import SalespersonProductRow

if TYPE_CHECKING:
    from crmcli.reports.asked import Asked


def select(asked: Asked) -> Any:
    """Quantity and amount of each salesperson, region, product."""
    from crmcli.reports import facts

    return facts.lines(asked, facts.sold(), ["salesperson", "region", "product"], "amount")


def entries(asked: Asked) -> Any:
    """The order lines behind it."""
    from crmcli.reports import behind

    return behind.lines(asked)


REPORT = Report(
    key="salesperson-product",
    title=N_("Sales by salesperson and product"),
    row=SalespersonProductRow,
    keys=("salesperson", "region", "product"),
    value="amount",
    select=select,
    entries=entries,
    entry=LineEntry,
    filters=PRODUCT_FILTERS,
)
