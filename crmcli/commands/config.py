"""crm config"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_, _
from crmcli.views.personal import ConfigRow, OriginRow

app = kit.noun_app(N_("Your own settings"))
Setting = Annotated[str, typer.Argument(metavar="SETTING", help=N_("Which one"))]


@app.command("list", help=N_("List your own settings that are in force"))
@kit.reads(OriginRow, ConfigRow)
def list_(
    origin: Annotated[bool, typer.Option("--origin", help=N_("Say where each comes from"))] = False,
) -> None:
    """List personal settings."""
    from crmcli.services import personal

    rows = personal.find()
    if origin:
        output.show_rows(rows, OriginRow)
    else:
        output.show_rows(rows, ConfigRow)


@app.command("show", help=N_("Show one of your settings, and where it comes from"))
@kit.reads(OriginRow)
def show(key: Setting) -> None:
    """Show a personal setting."""
    from crmcli.services import personal

    output.show(personal.show(key))


@app.command("set", help=N_("Set one of your settings, for all later commands"))
@kit.keeps(ConfigRow)
def set_(
    key: Setting, value: Annotated[str, typer.Argument(metavar="VALUE", help=N_("To what"))]
) -> None:
    """Set a personal setting."""
    from crmcli.services import personal

    row = personal.edit(key, value)
    output.kept_by_person(row, _("Saved: {}").format(row.key))


@app.command("unset", help=N_("Forget one of your settings"))
@kit.keeps(ConfigRow)
def unset(key: Setting) -> None:
    """Forget a personal setting."""
    from crmcli.services import personal

    row = personal.clear(key)
    output.kept_by_person(row, _("Removed: {}").format(row.key))
