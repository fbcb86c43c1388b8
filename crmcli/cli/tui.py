"""crm tui"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from crmcli import config
from crmcli.errors import InvalidError
from crmcli.i18n import N_, _

PLACES = "today|customers|timeline|supervision|approvals|orders|reports"

app = typer.Typer(add_completion=False)


@app.command("tui", help=N_("The full-screen app: browse, annotate, approve, sell"))
def tui(
    place: Annotated[
        str, typer.Option("--at", metavar=PLACES, help=N_("The screen to begin with"))
    ] = "today",
) -> None:
    """Start the app."""
    if place not in PLACES.split("|"):
        raise InvalidError(
            _("“{}” is not a valid {}").format(place, "--at"),
            _("Known are: {}").format(PLACES.replace("|", ", ")),
        )
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InvalidError(
            _("The app needs a terminal"), _("In scripts use the commands: crm --help")
        )
    from crmcli.tui.app import CrmApp

    ended = CrmApp(config.current(), place).run()
    if ended is not None:
        raise ended
