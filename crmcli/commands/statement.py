"""crm statement"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.statement import EntryRow, StatementRow

app = typer.Typer(add_completion=False)


@app.command(
    "statement", help=N_("The account of a customer for a period; this month unless given")
)
@kit.reads(StatementRow, EntryRow)
def statement(
    customer: kit.OfCustomer,
    date_from: kit.From = None,
    date_to: kit.To = None,
    form: Annotated[
        bool, typer.Option("--print", help=N_("As a form to send, in plain text"))
    ] = False,
) -> None:
    """Show a statement."""
    from crmcli.db import work
    from crmcli.services import dates, forms, statement

    with work.read() as w:
        begins, ends = dates.between(date_from, date_to, w.today())
        row = statement.of(w, customer, date_from=begins, date_to=ends)
        printed = forms.of_statement(w, row) if form else None
    if printed is not None and output.prints_forms():
        output.show_form(printed, row)
    else:
        output.show_entries(row, row.entries, EntryRow)
