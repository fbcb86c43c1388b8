"""Ranking of salespeople (销售人员排名): one line each, with the own region, the largest first.

Those with equal amounts share a rank, and the next one comes after all of them (1, 2, 2, 4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.i18n import N_
from crmcli.reports.spec import Report
from crmcli.views.entries import OrderEntry, ReceiptEntry
from crmcli.views.report import PREVIOUS, RECEIVED, SalespersonRankingRow

if TYPE_CHECKING:
    from crmcli.reports.asked import Asked


def select(asked: Asked) -> Any:
    """One line a salesperson, wherever the orders come from."""
    from crmcli.reports import facts

    keys = facts.with_lead(asked, ["salesperson"])
    sums = facts.grouped(asked, facts.measured(asked), keys)
    return facts.named(asked, sums, keys, "amount", own_region=True)


def entries(asked: Asked) -> Any:
    """The orders or allocations behind it."""
    from crmcli.reports import behind

    return behind.sales(asked)


REPORT = Report(
    key="salesperson-ranking",
    title=N_("Ranking of salespeople"),
    row=SalespersonRankingRow,
    keys=("salesperson",),
    value="amount",
    select=select,
    entries=entries,
    entry=OrderEntry,
    entry_of={RECEIVED: ReceiptEntry},
    measures=True,
    compare=PREVIOUS,
    ranked=True,
    also=("region",),
)
