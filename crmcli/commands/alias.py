"""crm alias"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_, _
from crmcli.views.personal import AliasRow

app = kit.noun_app(N_("Commands of your own"))
Name = Annotated[str, typer.Argument(metavar="NAME", help=N_("What it is called"))]


@app.command("list", help=N_("List your own commands"))
@kit.reads(AliasRow)
def list_() -> None:
    """List aliases."""
    from crmcli.services import personal

    output.show_rows(personal.aliases(), AliasRow)


@app.command("add", help=N_('Make a command of your own, such as: top "customer list --level A"'))
@kit.keeps(AliasRow)
def add(
    ctx: typer.Context,
    name: Name,
    words: Annotated[
        str,
        typer.Argument(
            metavar="COMMAND", help=N_("What it stands for; $1 is what is given to it first")
        ),
    ],
) -> None:
    """Add an alias."""
    from crmcli.services import personal

    root = ctx.find_root()
    taken = frozenset(root.command.list_commands(root))  # type: ignore[attr-defined]
    row = personal.add_alias(name, words, taken=taken)
    output.kept_by_person(row, _("Saved: {}").format(row.name))


@app.command("remove", help=N_("Forget a command of your own"))
@kit.keeps(AliasRow)
def remove(name: Name) -> None:
    """Remove an alias."""
    from crmcli.services import personal

    row = personal.remove_alias(name)
    output.kept_by_person(row, _("Removed: {}").format(row.name))
