"""crm leave"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.calendar import LeaveRow

app = kit.noun_app(N_("Leave: who does not work when"))


@app.command("add", help=N_("Record that somebody does not work; one day unless --to"))
@kit.writes(LeaveRow)
def add(
    operator: Annotated[str, typer.Argument(metavar="CODE", help=N_("Operator"))],
    begins: Annotated[str, typer.Option("--from", metavar="DATE", help=N_("First day"))],
    ends: Annotated[str | None, typer.Option("--to", metavar="DATE", help=N_("Last day"))] = None,
    reason: Annotated[str | None, typer.Option("--reason", help=N_("Reason"))] = None,
) -> None:
    """Record a leave."""
    from crmcli.db import work
    from crmcli.services import leave

    with work.write() as w:
        row = leave.add(w, operator, begins=begins, ends=ends, reason=reason)
    output.written(row, str(row.id), w)


@app.command("list", help=N_("List who is on leave, from today on unless asked otherwise"))
@kit.reads(LeaveRow)
def list_(
    operator: kit.ByOperator = None,
    date_from: kit.From = None,
    date_to: kit.To = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """List leave."""
    from crmcli.services import dates, leave

    cut = output.list_limit(limit, everything=everything)
    with kit.listing() as (w, show):
        period = dates.between(date_from, date_to, w.today())
        show(leave.find(w, person=operator, period=period, limit=cut), LeaveRow)


@app.command("remove", help=N_("Take a leave back"))
@kit.writes(LeaveRow)
def remove(number: kit.Number) -> None:
    """Remove a leave."""
    from crmcli.db import work
    from crmcli.services import leave

    with work.write() as w:
        row = leave.remove(w, number)
    output.removed(row, str(row.id), w)
