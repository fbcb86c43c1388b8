"""Ageing of receivables (应收账款账龄分析): what is outstanding, by how long it has been overdue.

As of a day: documents dated until then, less what was allocated until then. How long counts from
the due date; the limits are the company's setting ``ageing_days``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.i18n import N_
from crmcli.reports.spec import Report
from crmcli.views import ageing
from crmcli.views.entries import DueEntry
from crmcli.views.report import DEPARTMENT

if TYPE_CHECKING:
    from crmcli.reports.asked import Asked


def select(asked: Asked) -> Any:
    """What each customer owes, or each salesperson's, region's or department's customers."""
    from crmcli.reports import facts, receivables

    keys = facts.with_lead(asked, [])
    fact = receivables.aged(asked, limits(asked))
    sums = facts.grouped(asked.anytime(), fact, keys)
    return facts.named(asked, sums, keys, "outstanding")


def entries(asked: Asked) -> Any:
    """The documents on which it is outstanding."""
    from crmcli.reports import receivables

    return receivables.open_on(asked)


def limits(asked: Asked) -> tuple[int, ...]:
    """The days at which one age ends and the next begins."""
    from crmcli.services import setting

    return tuple(int(days) for days in setting.value(asked.work, "ageing_days").split(","))


def rows(asked: Asked) -> Any:
    """Lines with a column for each age."""
    return ageing.row_type(limits(asked))


REPORT = Report(
    key="receivables-ageing",
    title=N_("Ageing of receivables"),
    row=ageing.AgeingRow,
    keys=(),
    value="outstanding",
    select=select,
    entries=entries,
    entry=DueEntry,
    by=("customer", "salesperson", "region", DEPARTMENT),
    by_default="customer",
    until=True,
    rows=rows,
)
