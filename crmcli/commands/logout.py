"""crm logout"""

from __future__ import annotations

import typer

from crmcli import output
from crmcli.i18n import N_, _

app = typer.Typer(add_completion=False)


@app.command("logout", help=N_("Log out of this store"))
def logout() -> None:
    """Log out."""
    from crmcli.db import work
    from crmcli.services import access

    access.log_out(work.current_store())
    output.say(_("You are logged out"))
