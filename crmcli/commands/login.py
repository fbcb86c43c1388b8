"""crm login"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_, _
from crmcli.views.operator import WhoRow

app = typer.Typer(add_completion=False)


@app.command("login", help=N_("Log in: from now on you are written into everything you do"))
@kit.reads(WhoRow)
def login(
    code: Annotated[
        str | None,
        typer.Argument(metavar="[CODE]", help=N_("Your operator code; CRM_OPERATOR unless given")),
    ] = None,
    password_stdin: kit.PasswordStdin = False,
    password_file: kit.PasswordFile = None,
) -> None:
    """Log in."""
    from crmcli import config
    from crmcli.db import identity, work
    from crmcli.services import access

    store = work.current_store()
    name = code or identity.current(store)
    if not name:
        raise kit.missing("CODE")
    given = kit.secret_given(stdin=password_stdin, file=password_file)
    chosen = None
    if not access.needs_password(store, name):
        chosen = given or kit.new_password(_("{} has no password yet").format(name))
    elif given is None:
        given = kit.password(_("Password of {}").format(name))
    who = access.log_in(store, name, given, chosen)
    from dataclasses import replace

    with config.using(replace(config.current(), operator=who.name)), work.read() as w:
        row = access.who(w)
        must_change = w.authority is not None and w.authority.must_change
    output.show(row)
    output.say(_("You are logged in as {}").format(row.code))
    if must_change:
        output.say(_("Your password must be changed first: crm password"))
