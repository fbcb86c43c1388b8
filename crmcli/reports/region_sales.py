"""Sales by region (区域销售额分析): orders and amounts of a period, one row a region.

``ordered`` counts confirmed and completed orders on their date; ``received`` allocations to orders
less what was taken back, on theirs. Both by the region that the order has kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.i18n import N_
from crmcli.reports.spec import Report
from crmcli.views.entries import OrderEntry, ReceiptEntry
from crmcli.views.report import RECEIVED, RegionSalesRow

if TYPE_CHECKING:
    from crmcli.reports.asked import Asked


def select(asked: Asked) -> Any:
    """One line a region."""
    from crmcli.reports import facts

    return facts.lines(asked, facts.measured(asked), ["region"], "amount")


def entries(asked: Asked) -> Any:
    """The orders or allocations behind it."""
    from crmcli.reports import behind

    return behind.sales(asked)


REPORT = Report(
    key="region-sales",
    title=N_("Sales by region"),
    row=RegionSalesRow,
    keys=("region",),
    value="amount",
    select=select,
    entries=entries,
    entry=OrderEntry,
    entry_of={RECEIVED: ReceiptEntry},
    measures=True,
)
