"""crm opening"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.payment import OpeningRow

app = kit.noun_app(N_("Opening balances; crm payment opening records one"))


@app.command("list", help=N_("List opening balances, newest first"))
@kit.reads(OpeningRow)
def list_(
    customer: kit.ByCustomer = None,
    date_from: kit.From = None,
    date_to: kit.To = None,
    sort: kit.Sort = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """List opening balances."""
    from crmcli.services import dates, opening

    with kit.listing() as (w, show):
        begins, ends = dates.between(date_from, date_to, w.today())
        show(
            opening.find(
                w,
                customer=customer,
                date_from=begins,
                date_to=ends,
                sort=sort,
                limit=output.list_limit(limit, everything=everything),
            ),
            OpeningRow,
        )


@app.command("show", help=N_("Show an opening balance"))
@kit.reads(OpeningRow)
def show(number: kit.Number) -> None:
    """Show an opening balance."""
    from crmcli.db import work
    from crmcli.services import opening

    with work.read() as w:
        row = opening.show(w, number)
    output.show(row)


@app.command("void", help=N_("Take back an opening balance without money on it"))
@kit.writes(OpeningRow)
def void(
    number: kit.Number,
    reason: Annotated[str, typer.Option("--reason", help=N_("Reason"))],
) -> None:
    """Take back an opening balance."""
    from crmcli.db import work
    from crmcli.services import opening

    with work.write() as w:
        row = opening.void(w, number, reason=reason)
    output.written(row, row.number, w)
