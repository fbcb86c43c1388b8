"""crm period"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.period import PeriodRow

app = kit.noun_app(N_("Closing months"))
Month = Annotated[str, typer.Argument(metavar="MONTH", help=N_("2026-03, or last-month"))]


@app.command("close", help=N_("Close a month and all before it: nothing is dated there any more"))
@kit.writes(PeriodRow)
def close(month: Month) -> None:
    """Close a month."""
    from crmcli.db import work
    from crmcli.services import period

    with work.write() as w:
        row = period.close(w, month)
    output.written(row, row.closed_through, w)


@app.command("open", help=N_("Open a closed month and all after it again"))
@kit.writes(PeriodRow)
def open_(
    month: Month, reason: Annotated[str, typer.Option("--reason", help=N_("Reason"))]
) -> None:
    """Open a month again."""
    from crmcli.db import work
    from crmcli.services import period

    with work.write() as w:
        row = period.reopen(w, month, reason=reason)
    output.written(row, month, w)


@app.command("list", help=N_("List the closings and openings, newest first"))
@kit.reads(PeriodRow)
def list_(limit: kit.Limit = None, everything: kit.All = False) -> None:
    """List closings and openings."""
    from crmcli.services import period

    cut = output.list_limit(limit, everything=everything)
    with kit.listing() as (w, show):
        show(period.find(w, limit=cut), PeriodRow)
