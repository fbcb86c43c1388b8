"""crm log"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_, _
from crmcli.views.log import ChangeRow

app = typer.Typer(add_completion=False)


@app.command("log", help=N_("What was done, by whom, when; newest first"))
@kit.reads(ChangeRow)
def log(
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help=N_("Not before this day"))
    ] = None,
    noun: Annotated[
        str | None, typer.Option("--noun", metavar="NOUN", help=N_("Only of this noun"))
    ] = None,
    key: Annotated[
        str | None, typer.Option("--key", metavar="CODE", help=N_("Only of this record"))
    ] = None,
    operator: Annotated[
        str | None, typer.Option("--operator", metavar="CODE", help=N_("Only by this operator"))
    ] = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """Show the log."""
    from crmcli.services import dates
    from crmcli.services import log as logs

    with kit.listing() as (w, show):
        show(
            logs.find(
                w,
                since=dates.first_day(since, _("start date"), w.today()) if since else None,
                noun=noun,
                key=key,
                operator=operator,
                limit=output.list_limit(limit, everything=everything),
            ),
            ChangeRow,
        )
