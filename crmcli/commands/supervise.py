"""crm supervise"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.errors import InvalidError
from crmcli.i18n import N_, _
from crmcli.views.base import Page
from crmcli.views.followup import FollowupRow
from crmcli.views.supervision import MatrixRow, SupervisionRow, row_type_of

app = typer.Typer(add_completion=False)


@app.command("supervise", help=N_("What your people did and plan, and who recorded nothing"))
@kit.reads(SupervisionRow, MatrixRow, FollowupRow)
def supervise(
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help=N_("Day; today unless given"))
    ] = None,
    date_from: kit.From = None,
    date_to: kit.To = None,
    department: kit.Department = None,
    operator: kit.ByOperator = None,
    matrix: Annotated[bool, typer.Option("--matrix", help=N_("People and days"))] = False,
    records: Annotated[
        bool, typer.Option("--records", help=N_("The follow-ups behind the numbers"))
    ] = False,
    before: kit.Before = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """Show what people did."""
    from crmcli.services import supervision
    from crmcli.services.supervision import Wanted

    if matrix and records:
        raise InvalidError(
            _("{} and {} cannot both be asked for").format("--matrix", "--records"),
            _("Give only one of the two"),
        )
    wanted = Wanted(date, date_from, date_to, department, operator)
    with kit.listing(totals=not matrix and not records) as (w, show):
        if records:
            cut = output.list_limit(limit, everything=everything)
            show(supervision.records(w, wanted, before=before, limit=cut), FollowupRow)
        elif matrix:
            rows = supervision.matrix(w, wanted)
            show(Page(rows, len(rows)), row_type_of(rows))
        else:
            found = supervision.find(w, wanted)
            show(Page(found, len(found)), SupervisionRow)
