"""crm conflict"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.registration import ConflictRow

app = kit.noun_app(N_("Ownership conflicts: who was about to add what others follow up"))


@app.command("list", help=N_("List conflicts over your customers, and those that you met"))
@kit.reads(ConflictRow)
def list_(
    status: Annotated[
        str | None,
        typer.Option("--status", metavar="open|decided", help=N_("Only these: open, decided")),
    ] = None,
    mine: Annotated[bool, typer.Option("--mine", help=N_("Only those that you met"))] = False,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """List conflicts."""
    from crmcli.services import conflict

    cut = output.list_limit(limit, everything=everything)
    with kit.listing() as (w, show):
        show(conflict.find(w, status=status, mine=mine, limit=cut), ConflictRow)


@app.command("decide", help=N_("Decide whose a customer is, and say why; it is kept for ever"))
@kit.writes(ConflictRow)
def decide(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help=N_("Its number"))],
    winner: Annotated[
        str, typer.Option("--for", metavar="CODE", help=N_("Whose it is: the owner's or the other"))
    ],
    reason: Annotated[str, typer.Option("--reason", help=N_("Why"))],
) -> None:
    """Decide a conflict."""
    from crmcli.db import work
    from crmcli.services import conflict

    with work.write() as w:
        row = conflict.decide(w, number, winner=winner, reason=reason)
    output.written(row, row.number, w)
