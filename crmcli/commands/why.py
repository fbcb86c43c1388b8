"""crm why"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.role import WhyRow

app = typer.Typer(add_completion=False)


@app.command("why", help=N_("Why somebody sees a record or does not, may do something or may not"))
@kit.reads(WhyRow)
def why(
    noun: Annotated[str, typer.Argument(metavar="NOUN", help=N_("customer, order, followup, …"))],
    key: Annotated[str, typer.Argument(metavar="KEY", help=N_("Its code or number"))],
    operator: Annotated[
        str | None, typer.Option("--as", metavar="OPERATOR", help=N_("Who; you unless given"))
    ] = None,
    may: Annotated[
        str | None,
        typer.Option("--may", metavar="ACTION", help=N_("Whether this may be done: order.create")),
    ] = None,
) -> None:
    """Explain."""
    from crmcli.services import why as reasons
    from crmcli.views.base import Page

    with kit.listing() as (w, show):
        rows = reasons.explain(w, noun, key, operator=operator, may=may)
        show(Page(rows, len(rows)), WhyRow)
