"""Work review (工作回顾): what each operator did in a period, and which next steps wait.

Follow-ups and the customers touched count by their author and moment, new customers by who added
them. A next step is overdue when its day was in the period or before, is past, and it still waits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.i18n import N_
from crmcli.reports.spec import PEOPLE_FILTERS, Report
from crmcli.views.entries import WorkEntry
from crmcli.views.report import WorkReviewRow

if TYPE_CHECKING:
    from crmcli.reports.asked import Asked


def select(asked: Asked) -> Any:
    """One line an operator; those who did nothing too."""
    from crmcli.reports import activity, facts

    keys = facts.with_lead(asked, ["salesperson"])
    both = facts.together(asked, activity.done(asked), keys)
    return facts.named(asked, both, keys, "followups")


def entries(asked: Asked) -> Any:
    """The follow-ups, customers, next steps, orders and allocations behind it."""
    from crmcli.reports import activity

    return activity.entries(asked)


REPORT = Report(
    key="work-review",
    title=N_("Work review"),
    row=WorkReviewRow,
    keys=("salesperson",),
    value="followups",
    select=select,
    entries=entries,
    entry=WorkEntry,
    filters=PEOPLE_FILTERS,
    counted_once=("touched",),
)
