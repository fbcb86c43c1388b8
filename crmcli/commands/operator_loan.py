"""crm operator loan"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.lending import LoanRow

app = kit.noun_app(N_("What is lent to people until a day: rows and permissions"))


@app.command("list", help=N_("List what is lent, newest first"))
@kit.reads(LoanRow)
def list_(
    operator: Annotated[
        str | None,
        typer.Option("--operator", metavar="CODE", help=N_("Lent by or to this operator")),
    ] = None,
    over: Annotated[bool, typer.Option("--over", help=N_("Also those that are over"))] = False,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """List loans."""
    from crmcli.services import lending

    cut = output.list_limit(limit, everything=everything)
    with kit.listing() as (w, show):
        show(lending.find(w, person=operator, everything=over, limit=cut), LoanRow)


@app.command("end", help=N_("End what is lent before its day"))
@kit.writes(LoanRow)
def end(
    number: Annotated[str, typer.Argument(metavar="N", help=N_("Its number in the list"))],
) -> None:
    """End a loan."""
    from crmcli.db import work
    from crmcli.services import lending

    with work.write() as w:
        row = lending.end(w, number)
    output.written(row, str(row.id), w)
