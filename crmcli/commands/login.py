"""crm login"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_, _
from crmcli.views.operator import WhoRow

app = typer.Typer(add_completion=False)


@app.command("login", help=N_("Say who you are: the operator written into everything you do"))
@kit.reads(WhoRow)
def login(
    code: Annotated[str, typer.Argument(metavar="CODE", help=N_("Your operator code"))],
) -> None:
    """Log in."""
    from crmcli.db import work
    from crmcli.services import operator

    with work.read() as w:
        row = operator.log_in(w, code)
    output.show(row)
    output.say(_("You are logged in as {}").format(row.code))
