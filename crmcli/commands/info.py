"""crm info"""

from __future__ import annotations

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.personal import InfoRow

app = typer.Typer(add_completion=False)


@app.command("info", help=N_("Show what runs here: for a report of a defect"))
@kit.reads(InfoRow)
def info() -> None:
    """Show facts about this installation."""
    from crmcli.services import installation

    output.show_rows(installation.facts(), InfoRow)
