"""Money due against money received (应收与实收): order totals by due date, allocations by theirs.

Due are confirmed and completed orders and opening balances by their due date. What is received of
them so far counts whenever it came; what is received in the period counts whatever it is for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.i18n import N_
from crmcli.reports.spec import BY_PERIOD, Report
from crmcli.views.entries import FlowEntry
from crmcli.views.report import MONTH, ReceiptsRow

if TYPE_CHECKING:
    from crmcli.reports.asked import Asked


def select(asked: Asked) -> Any:
    """What fell due and what was received, by month unless asked otherwise."""
    from crmcli.reports import facts, receivables

    keys = facts.with_lead(asked, [])
    both = facts.together(asked, [*receivables.due(), *receivables.received()], keys)
    return facts.named(asked, receivables.with_outstanding(both), keys, "received")


def entries(asked: Asked) -> Any:
    """The documents that fell due, and the allocations."""
    from crmcli.reports import receivables

    return receivables.flow(asked)


REPORT = Report(
    key="receipts",
    title=N_("Receipts against what was due"),
    row=ReceiptsRow,
    keys=(),
    value="received",
    select=select,
    entries=entries,
    entry=FlowEntry,
    by=(*BY_PERIOD, "salesperson", "region"),
    by_default=MONTH,
    period="this-year",
)
