"""Sales by salesperson (业务员销售额分析): what each sold in each region in a period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.i18n import N_
from crmcli.reports.spec import Report
from crmcli.views.entries import OrderEntry, ReceiptEntry
from crmcli.views.report import RECEIVED, SalespersonSalesRow

if TYPE_CHECKING:
    from crmcli.reports.asked import Asked


def select(asked: Asked) -> Any:
    """One line a region and salesperson."""
    from crmcli.reports import facts

    return facts.lines(asked, facts.measured(asked), ["region", "salesperson"], "amount")


def entries(asked: Asked) -> Any:
    """The orders or allocations behind it."""
    from crmcli.reports import behind

    return behind.sales(asked)


REPORT = Report(
    key="salesperson-sales",
    title=N_("Sales by salesperson"),
    row=SalespersonSalesRow,
    keys=("region", "salesperson"),
    value="amount",
    select=select,
    entries=entries,
    entry=OrderEntry,
    entry_of={RECEIVED: ReceiptEntry},
    measures=True,
)
