"""crm token"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_, _
from crmcli.views.role import NewTokenRow, TokenRow

app = kit.noun_app(N_("Tokens: ways in for programs that act for an operator"))

Name = Annotated[str, typer.Argument(metavar="NAME", help=N_("The token's name"))]


@app.command("create", help=N_("Make a token; its secret is shown this once"))
@kit.writes(NewTokenRow)
def create(
    name: Name,
    operator: Annotated[
        str, typer.Option("--operator", metavar="CODE", help=N_("Whom it acts for"))
    ],
    expires: Annotated[
        str, typer.Option("--expires", metavar="DATE", help=N_("Its last day, such as +90d"))
    ],
    role: Annotated[
        str | None,
        typer.Option("--role", metavar="CODE", help=N_("At most what this role may do")),
    ] = None,
) -> None:
    """Make a token."""
    from crmcli.db import work
    from crmcli.services import dates, token

    with work.write() as w:
        day = dates.day(expires, _("expiry"), w.today())
        row = token.create(w, name, operator=operator, expires=day, role=role)
    output.written(row, row.name, w)
    output.say(_("Keep it in a file that only you can read, and name that in CRM_TOKEN_FILE"))


@app.command("list", help=N_("List tokens, with their last use"))
@kit.reads(TokenRow)
def list_(operator: kit.ByOperator = None) -> None:
    """List tokens."""
    from crmcli.services import token

    with kit.listing() as (w, show):
        show(token.find(w, operator=operator), TokenRow)


@app.command("revoke", help=N_("End a token"))
@kit.writes(TokenRow)
def revoke(name: Name) -> None:
    """End a token."""
    from crmcli.db import work
    from crmcli.services import token

    with work.write() as w:
        row = token.revoke(w, name)
    output.written(row, row.name, w)
