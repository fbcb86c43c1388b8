"""crm revision"""

from __future__ import annotations

from typing import Annotated, Unpack

import typer

from crmcli import output
from crmcli.commands import approval, kit
from crmcli.i18n import N_
from crmcli.views.approval import ApprovalRow
from crmcli.views.customer import CustomerRow, CustomerValues

app = kit.noun_app(N_("Revisions: key fields change when somebody has approved it"))


@app.command("propose", help=N_("Propose other values for key fields of a customer"))
@kit.writes(ApprovalRow)
@kit.options(CustomerRow)
def propose(
    key: kit.OfCustomer,
    name: kit.Name = None,
    reason: approval.Reason = None,
    **values: Unpack[CustomerValues],
) -> None:
    """Propose a revision."""
    from crmcli.db import work
    from crmcli.services import revision

    with work.write() as w:
        row = revision.propose(w, key, reason=reason, name=name, values=values)
    output.written(row, row.number, w)


@app.command("list", help=N_("List revisions, newest first"))
@kit.reads(ApprovalRow)
def list_(
    waiting: Annotated[
        bool, typer.Option("--waiting", help=N_("Only those that wait for you"))
    ] = False,
    status: approval.ByStatus = None,
    customer: kit.ByCustomer = None,
    proposer: approval.ByProposer = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """List revisions."""
    approval.list_(waiting, "revision", status, customer, proposer, limit, everything)


@app.command("show", help=N_("Show a revision: old and new side by side"))
@kit.reads(ApprovalRow)
def show(number: kit.Number) -> None:
    """Show a revision."""
    approval.show(number)


@app.command("approve", help=N_("Approve revisions; with the last step they take effect"))
@kit.writes(ApprovalRow)
def approve(numbers: approval.Numbers, reason: approval.Reason = None) -> None:
    """Approve revisions."""
    approval.decide(numbers, "approve", reason)


@app.command("reject", help=N_("Reject revisions, and say why"))
@kit.writes(ApprovalRow)
def reject(numbers: approval.Numbers, reason: approval.Reason = None) -> None:
    """Reject revisions."""
    approval.decide(numbers, "reject", reason)


@app.command("withdraw", help=N_("Take back a revision of yours that waits"))
@kit.writes(ApprovalRow)
def withdraw(number: kit.Number) -> None:
    """Withdraw a revision."""
    from crmcli.db import work
    from crmcli.services import revision

    with work.write() as w:
        row = revision.withdraw(w, number)
    output.written(row, row.number, w)
