"""crm whoami"""

from __future__ import annotations

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.operator import WhoRow

app = typer.Typer(add_completion=False)


@app.command("whoami", help=N_("Show who you are, what you may see, and on which store"))
@kit.reads(WhoRow)
def whoami() -> None:
    """Show the acting operator."""
    from crmcli.db import work
    from crmcli.services import access

    with work.read() as w:
        row = access.who(w)
    output.show(row)
