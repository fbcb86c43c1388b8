"""crm setting"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.setting import SettingRow

app = kit.noun_app(N_("Settings of the company"))
Setting = Annotated[str, typer.Argument(metavar="SETTING", help=N_("Which one"))]


@app.command("list", help=N_("List the settings"))
@kit.reads(SettingRow)
def list_() -> None:
    """List settings."""
    from crmcli.db import work
    from crmcli.services import setting

    with work.read() as w:
        rows = setting.find(w)
    output.show_rows(rows, SettingRow)


@app.command("show", help=N_("Show a setting"))
@kit.reads(SettingRow)
def show(key: Setting) -> None:
    """Show a setting."""
    from crmcli.db import work
    from crmcli.services import setting

    with work.read() as w:
        row = setting.show(w, key)
    output.show(row)


@app.command("edit", help=N_("Change a setting, for everybody"))
@kit.writes(SettingRow)
def edit(
    key: Setting, value: Annotated[str, typer.Argument(metavar="VALUE", help=N_("To what"))]
) -> None:
    """Change a setting."""
    from crmcli.db import work
    from crmcli.services import setting

    with work.write() as w:
        row = setting.edit(w, key, value)
    output.written(row, row.key, w)
