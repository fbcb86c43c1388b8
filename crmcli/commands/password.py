"""crm password"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import config, output
from crmcli.commands import kit
from crmcli.i18n import N_, _
from crmcli.views.operator import WhoRow

app = typer.Typer(add_completion=False)


@app.command("password", help=N_("Change your password, or give somebody else a new one"))
@kit.writes(WhoRow)
def password(
    operator: Annotated[
        str | None,
        typer.Argument(
            metavar="[OPERATOR]",
            help=N_("Whose: for administrators; to be changed at the first log-in"),
        ),
    ] = None,
    password_stdin: Annotated[
        bool,
        typer.Option(
            "--password-stdin",
            help=N_("Read the passwords from stdin, a line each: the old one, the new one"),
        ),
    ] = False,
    password_file: kit.PasswordFile = None,
) -> None:
    """Change a password."""
    from crmcli.db import identity, work
    from crmcli.services import access

    if operator is not None and not access.is_own(work.current_store(), operator):
        new = kit.secret_given(stdin=password_stdin, file=password_file)
        if new is None:
            new = kit.new_password(_("New password of {}").format(operator))
        if access.keeps(work.current_store()):
            access.let_in(work.current_store(), operator, new)
            output.say(_("Saved: {}").format(operator))
            return
        with work.write() as w:
            row = access.reset(w, operator, new)
        output.written(row, row.code, w)
        return
    store = work.current_store()
    lines = output.secret_lines() if password_stdin else []
    old = lines[0] if lines else kit.secret_given(stdin=False, file=password_file)
    if old is None:
        old = kit.password(_("Old password"))
    proof = access.prove(store, old)
    new = lines[1] if len(lines) > 1 else kit.new_password(_("New password"))
    with work.write() as w:
        row = access.change(w, proof, new)
        known = access.renew(w)
    if not config.current().dry_run:
        identity.remember(store, known)
    output.written(row, row.code, w)
