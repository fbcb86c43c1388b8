"""crm init"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import config, output
from crmcli.commands import kit
from crmcli.i18n import N_, _
from crmcli.views.store import StoreRow

app = typer.Typer(add_completion=False)


@app.command("init", help=N_("Make a store: tables, company settings, basic data, first operator"))
@kit.writes(StoreRow)
def init(
    company: Annotated[str, typer.Option("--company", help=N_("The company's name"))] = "",
    zone: Annotated[
        str, typer.Option("--zone", help=N_("The company's time zone (IANA name)"))
    ] = "Asia/Shanghai",
    currency: Annotated[
        str, typer.Option("--currency", help=N_("The company's currency (ISO 4217)"))
    ] = "CNY",
    operator: Annotated[
        str, typer.Option("--operator", metavar="CODE", help=N_("Code of the first operator"))
    ] = "ADMIN",
    operator_name: Annotated[
        str, typer.Option("--operator-name", metavar="NAME", help=N_("Name of the first operator"))
    ] = "",
    print_sql: Annotated[
        bool,
        typer.Option(
            "--print-sql",
            help=N_("Print what a superuser of the server has to run, and do nothing"),
        ),
    ] = False,
    password_stdin: kit.PasswordStdin = False,
    password_file: kit.PasswordFile = None,
) -> None:
    """Make a store."""
    from crmcli.db import work
    from crmcli.db.faults import explained
    from crmcli.errors import InvalidError, NotLoggedInError, StoreError
    from crmcli.services import access, setup, store

    place = work.current_store()
    if print_sql:
        output.show_text(setup.sql_for_administrators(place))
        return
    keep = not config.current().dry_run
    password = kit.secret_given(stdin=password_stdin, file=password_file)
    if password is None and keep and place.engine == "postgresql":
        with explained(place):
            setup.refuse_existing(place)
        if not output.can_ask():
            raise InvalidError(
                _("A password for {} is needed").format(operator),
                _("Set CRM_PASSWORD, or use --password-stdin"),
            )
        password = kit.new_password(_("New password of {}").format(operator))
    if password is not None:
        access.require_good(password, operator)
    wanted = setup.Company(company or _("My company"), zone, currency, operator, operator_name)
    setup.initialise(place, wanted, keep=keep)
    if not keep:
        output.say(_("Would make a store at {}").format(place.location))
        output.say(_("Preview only, nothing saved"))
        return
    told = _("You are logged in as {}").format(operator)
    try:
        access.begin(place, operator, password)
    except (StoreError, NotLoggedInError) as error:
        told = f"{error.message} ({error.hint})"
    output.show(store.status(place))
    output.say(_("Saved: {}").format(place.location))
    output.say(told)
