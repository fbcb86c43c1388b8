"""crm customer: whose customers are, who else sees them, and which are one"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import config, output
from crmcli.commands import kit
from crmcli.i18n import N_, _
from crmcli.views.customer import CustomerRow
from crmcli.views.lending import ShareRow
from crmcli.views.merging import MergedCustomerRow, MergeRow
from crmcli.views.registration import RegistrationRow

app = typer.Typer()
Customers = Annotated[
    list[str], typer.Argument(metavar="CUSTOMER…", help=N_("Customers, by code or unique name"))
]
With = Annotated[
    list[str] | None,
    typer.Option("--with", metavar="CODE", help=N_("With this operator; can be repeated")),
]
WithDepartment = Annotated[
    str | None, typer.Option("--department", metavar="CODE", help=N_("With this department"))
]


@app.command("assign", help=N_("Give customers to another owner, with all that hangs on them"))
@kit.writes(CustomerRow)
def assign(
    customers: Customers,
    to: Annotated[str, typer.Option("--to", metavar="CODE", help=N_("The new owner"))],
) -> None:
    """Give customers to another owner."""
    from crmcli.db import work
    from crmcli.services import customer

    with work.write() as w:
        rows = customer.assign(w, customers, to)
    output.written_many(rows, CustomerRow, w)


@app.command("share", help=N_("Show a customer to colleagues or a department, until a day"))
@kit.writes(ShareRow)
def share(
    key: kit.Key,
    until: Annotated[str, typer.Option("--until", metavar="DATE", help=N_("The last day"))],
    with_: With = None,
    department: WithDepartment = None,
    write: Annotated[
        bool, typer.Option("--write", help=N_("To work on it, not only to look"))
    ] = False,
) -> None:
    """Share a customer."""
    from crmcli.db import work
    from crmcli.services import sharing

    with work.write() as w:
        rows = sharing.share(
            w, key, operators=with_ or (), department=department, write=write, until=until
        )
    output.written_many(rows, ShareRow, w)


@app.command("unshare", help=N_("Show a customer no more to whom it was shared with"))
@kit.writes(ShareRow)
def unshare(key: kit.Key, with_: With = None, department: WithDepartment = None) -> None:
    """End the sharing of a customer."""
    from crmcli.db import work
    from crmcli.services import sharing

    with work.write() as w:
        rows = sharing.unshare(w, key, operators=with_ or (), department=department)
    output.written_many(rows, ShareRow, w)


@app.command("shares", help=N_("List with whom customers are shared, newest first"))
@kit.reads(ShareRow)
def shares(
    key: Annotated[
        str | None, typer.Argument(metavar="[CUSTOMER]", help=N_("Only of this customer"))
    ] = None,
    with_: Annotated[
        str | None, typer.Option("--with", metavar="CODE", help=N_("Only with this operator"))
    ] = None,
    over: Annotated[bool, typer.Option("--over", help=N_("Also those that are over"))] = False,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """List shares."""
    from crmcli.services import sharing

    cut = output.list_limit(limit, everything=everything)
    with kit.listing() as (w, show):
        show(sharing.find(w, customer=key, person=with_, everything=over, limit=cut), ShareRow)


@app.command("release", help=N_("Give customers back to the pool"))
@kit.writes(CustomerRow)
def release(
    customers: Customers,
    reason: Annotated[str, typer.Option("--reason", help=N_("Why"))],
) -> None:
    """Give customers back to the pool."""
    from crmcli.db import work
    from crmcli.services import pool

    with work.write() as w:
        rows = pool.release(w, customers, reason=reason)
    output.written_many(rows, CustomerRow, w)


@app.command("claim", help=N_("Take customers out of the pool as your own"))
@kit.writes(CustomerRow)
def claim(customers: Customers) -> None:
    """Claim customers."""
    from crmcli.db import work
    from crmcli.services import pool

    with work.write() as w:
        rows = pool.claim(w, customers)
    output.written_many(rows, CustomerRow, w)


@app.command("merge", help=N_("Make two records of the same customer one; the first is kept"))
@kit.writes_many(MergeRow)
def merge(
    kept: Annotated[str, typer.Argument(metavar="CUSTOMER", help=N_("The one that is kept"))],
    merged: Annotated[
        str, typer.Argument(metavar="CUSTOMER2", help=N_("The one that is merged into it"))
    ],
    keep: Annotated[
        list[str] | None,
        typer.Option(
            "--keep", metavar="FIELD", help=N_("Keep the first one's; all, or several by commas")
        ),
    ] = None,
    take: Annotated[
        list[str] | None,
        typer.Option(
            "--take", metavar="FIELD", help=N_("Take the second one's; all, or several by commas")
        ),
    ] = None,
) -> None:
    """Merge two customers."""
    from crmcli.db import work
    from crmcli.services import merging

    with work.write(preview=False) as w:
        rows = merging.merge(w, kept, merged, keep=keep or (), take=take or ())
    output.show_rows(rows, MergeRow)
    if config.current().dry_run:
        output.say(_("Preview only, nothing saved"))
    else:
        output.say(_("Merged; take them apart again: crm customer unmerge {}").format(merged))


@app.command("unmerge", help=N_("Take a merged customer apart again, as it was"))
@kit.writes(CustomerRow)
def unmerge(
    code: Annotated[str, typer.Argument(metavar="CODE", help=N_("Its code until then"))],
) -> None:
    """Take a merged customer apart again."""
    from crmcli.db import work
    from crmcli.services import merging

    with work.write() as w:
        row = merging.unmerge(w, code)
    output.written(row, row.code, w)


@app.command("merged", help=N_("List the customers that were merged into others"))
@kit.reads(MergedCustomerRow)
def merged(
    key: Annotated[
        str | None, typer.Argument(metavar="[CUSTOMER]", help=N_("Only into this customer"))
    ] = None,
) -> None:
    """List merged customers."""
    from crmcli.services import merging

    with kit.listing() as (w, show_page):
        show_page(merging.find(w, customer=key), MergedCustomerRow)


@app.command("register", help=N_("Register a customer as yours until a day; add it if it is new"))
@kit.writes(RegistrationRow)
def register(
    key: Annotated[
        str,
        typer.Argument(metavar="NAME|CUSTOMER", help=N_("A customer, or the name of a new one")),
    ],
    until: Annotated[str, typer.Option("--until", metavar="DATE", help=N_("The last day"))],
    reason: Annotated[str | None, typer.Option("--reason", help=N_("Why"))] = None,
    force: Annotated[
        bool, typer.Option("--force", help=N_("Even if a customer like it exists"))
    ] = False,
) -> None:
    """Register a customer."""
    from crmcli.db import work
    from crmcli.services import conflict, registration

    def act(forced: bool) -> tuple[RegistrationRow, work.Work]:
        with work.write() as w:
            row = registration.register(w, key, until=until, reason=reason, force=forced)
        return row, w

    row, w = output.forced(lambda forced: conflict.answered(lambda: act(forced)), force=force)
    output.written(row, row.customer.code, w)


@app.command("unregister", help=N_("End the registration of a customer"))
@kit.writes(RegistrationRow)
def unregister(key: kit.Key) -> None:
    """End a registration."""
    from crmcli.db import work
    from crmcli.services import registration

    with work.write() as w:
        row = registration.unregister(w, key)
    output.written(row, row.customer.code, w)


@app.command("registrations", help=N_("List what is registered, the first to end at the top"))
@kit.reads(RegistrationRow)
def registrations(
    key: Annotated[
        str | None, typer.Argument(metavar="[CUSTOMER]", help=N_("Only of this customer"))
    ] = None,
    owner: Annotated[
        str | None, typer.Option("--owner", metavar="CODE", help=N_("Who follows the customer up"))
    ] = None,
    over: Annotated[bool, typer.Option("--over", help=N_("Also those that are over"))] = False,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """List registrations."""
    from crmcli.services import registration

    cut = output.list_limit(limit, everything=everything)
    with kit.listing() as (w, show):
        show(
            registration.find(w, customer=key, owner=owner, everything=over, limit=cut),
            RegistrationRow,
        )
