"""crm history"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.log import ChangeRow

app = typer.Typer(add_completion=False)


@app.command("history", help=N_("Every change of one record, oldest first"))
@kit.reads(ChangeRow)
def history(
    noun: Annotated[str, typer.Argument(metavar="NOUN", help=N_("Customer, order and so on"))],
    key: kit.Key,
) -> None:
    """Show the history of a record."""
    from crmcli.services import log as logs

    with kit.listing() as (w, show):
        show(logs.history(w, noun, key), ChangeRow)
