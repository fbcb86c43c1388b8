"""crm permission"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.role import PermissionRow

app = kit.noun_app(N_("Permissions: who may do what"))


@app.command("matrix", help=N_("Every permission, and which roles or people have it"))
@kit.reads(PermissionRow)
def matrix(
    role: Annotated[
        str | None, typer.Option("--role", metavar="CODE", help=N_("Only what this role may do"))
    ] = None,
    operator: Annotated[
        str | None,
        typer.Option("--operator", metavar="CODE", help=N_("Only what this operator may do")),
    ] = None,
    people: Annotated[
        bool, typer.Option("--people", help=N_("Name the people instead of the roles"))
    ] = False,
) -> None:
    """Show the matrix."""
    from crmcli.services import permission
    from crmcli.views.base import Page

    with kit.listing() as (w, show):
        rows = permission.matrix(w, role=role, operator=operator, people=people)
        show(Page(rows, len(rows)), PermissionRow)
