"""crm customer"""

from __future__ import annotations

from typing import Annotated, Unpack

import typer

from crmcli import output
from crmcli.commands import customer_teams, kit
from crmcli.errors import InvalidError
from crmcli.i18n import N_, _
from crmcli.views.customer import CustomerFilters, CustomerRow, CustomerValues
from crmcli.views.ledger import LedgerRow

app = kit.noun_app(N_("Customers"))
Owner = Annotated[
    str | None, typer.Option("--owner", metavar="CODE", help=N_("Who follows the customer up"))
]
NoOwner = Annotated[bool, typer.Option("--no-owner", help=N_("In the pool of a department"))]


@app.command("add", help=N_("Add a customer; yours unless said otherwise"))
@kit.writes(CustomerRow)
@kit.options(CustomerRow)
def add(
    name: kit.NewName,
    code: kit.Code = None,
    owner: Owner = None,
    no_owner: NoOwner = False,
    force: Annotated[
        bool, typer.Option("--force", help=N_("Even if a customer like it exists"))
    ] = False,
    **values: Unpack[CustomerValues],
) -> None:
    """Add a customer."""
    from crmcli.db import work
    from crmcli.services import conflict, customer

    kit.read_texts(values, "needs", "remark")

    def act(forced: bool) -> tuple[CustomerRow, work.Work]:
        with work.write() as w:
            row = customer.add(
                w, name=name, code=code, owner=owner, no_owner=no_owner, force=forced, **values
            )
        return row, w

    row, w = output.forced(lambda forced: conflict.answered(lambda: act(forced)), force=force)
    output.written(row, row.code, w)


@app.command(
    "list",
    help=N_("List customers, newest first; an empty value finds those without, A..B a range"),
)
@kit.reads(CustomerRow)
@kit.options(CustomerRow)
def list_(
    find: Annotated[
        str | None,
        typer.Option(
            "--find",
            help=N_("Any part of a name, code, tax number, contact, pinyin, initials or phone"),
        ),
    ] = None,
    owner: Owner = None,
    no_owner: NoOwner = False,
    department: kit.Department = None,
    untouched_for: Annotated[
        str | None,
        typer.Option("--untouched-for", metavar="30d", help=N_("Not followed up for so long")),
    ] = None,
    active: kit.Active = None,
    sort: kit.Sort = None,
    before: kit.Before = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
    **values: Unpack[CustomerFilters],
) -> None:
    """List customers."""
    from crmcli.services import customer

    with kit.listing() as (w, show):
        show(
            customer.find(
                w,
                text=find,
                owner=owner,
                no_owner=no_owner,
                department=department,
                active=active,
                untouched_for=untouched_for,
                sort=sort,
                before=before,
                limit=output.list_limit(limit, everything=everything),
                **values,
            ),
            CustomerRow,
        )


@app.command("show", help=N_("Show a customer's ledger: basics, contacts, totals and timeline"))
@kit.reads(LedgerRow, CustomerRow)
def show(
    key: kit.Key,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="followup|order|payment",
            help=N_("Only these in the timeline: followup, order, payment"),
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help=N_("The timeline from this day on")),
    ] = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE", help=N_("The basics as they were at the end of that day")
        ),
    ] = None,
    reveal: kit.Reveal = False,
) -> None:
    """Show a customer's ledger, or the basics as they once were."""
    if as_of is not None:
        from crmcli.services import as_of as past

        if kind or since or limit or everything or reveal:
            raise InvalidError(
                _("--as-of shows the basics alone"), _("Leave out the options of the timeline")
            )
        with kit.looking(reveal=False) as w:
            basics = past.customer(w, key, as_of)
        output.show(basics)
        return
    from crmcli.services import ledger, revealing

    with kit.looking(reveal=reveal) as w:
        row = ledger.show(
            w,
            key,
            kinds=kind or (),
            since=since,
            limit=output.list_limit(limit, everything=everything),
        )
        row = revealing.customer(w, row) if reveal else row
    output.show(row)


@app.command("edit", help=N_("Change a customer; an empty value clears"))
@kit.writes(CustomerRow)
@kit.options(CustomerRow)
def edit(
    key: kit.Key,
    name: kit.Name = None,
    code: kit.OtherCode = None,
    owner: Owner = None,
    no_owner: NoOwner = False,
    active: kit.Active = None,
    reason: Annotated[
        str | None,
        typer.Option(
            "--reason", help=N_("Why the lifecycle stage is moved by hand, or a revision proposed")
        ),
    ] = None,
    propose: kit.Propose = False,
    version: kit.Version = None,
    **values: Unpack[CustomerValues],
) -> None:
    """Change a customer."""
    from crmcli.db import work
    from crmcli.services import customer

    kit.read_texts(values, "needs", "remark")
    with work.write() as w:
        row = customer.edit(
            w,
            key,
            name=name,
            code=code,
            owner=owner,
            no_owner=no_owner,
            active=active,
            reason=reason,
            propose=propose,
            version=version,
            **values,
        )
    output.written(row, row.code, w)


app.registered_commands += customer_teams.app.registered_commands
