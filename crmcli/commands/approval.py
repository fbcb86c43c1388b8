"""crm approval"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import config, output
from crmcli.commands import approval_rule, kit
from crmcli.i18n import N_, _
from crmcli.views.approval import STATUS, SUBJECTS, ApprovalRow
from crmcli.views.lending import LoanRow

app = kit.noun_app(N_("Approvals: what waits for somebody to agree"))
app.add_typer(approval_rule.app, name="rule")
Numbers = Annotated[list[str], typer.Argument(metavar="NUMBER…", help=N_("Their numbers"))]
Reason = Annotated[str | None, typer.Option("--reason", help=N_("Why"))]
ByStatus = Annotated[
    str | None,
    typer.Option("--status", metavar="|".join(STATUS), help=N_("Only with this status")),
]
ByProposer = Annotated[
    str | None, typer.Option("--proposer", metavar="CODE", help=N_("Only proposed by this one"))
]


@app.command("list", help=N_("List approvals, newest first"))
@kit.reads(ApprovalRow)
def list_(
    waiting: Annotated[
        bool, typer.Option("--waiting", help=N_("Only those that wait for you"))
    ] = False,
    subject: Annotated[
        str | None,
        typer.Option("--subject", metavar="|".join(SUBJECTS), help=N_("Only of this kind")),
    ] = None,
    status: ByStatus = None,
    customer: kit.ByCustomer = None,
    proposer: ByProposer = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """List approvals."""
    from crmcli.services import approval

    cut = output.list_limit(limit, everything=everything)
    with kit.listing() as (w, show):
        found = approval.find(
            w,
            subject=subject,
            status=status,
            customer=customer,
            proposer=proposer,
            waiting=waiting,
            limit=cut,
        )
        show(found, ApprovalRow)


@app.command("show", help=N_("Show what is to be approved: old and new, and who decided"))
@kit.reads(ApprovalRow)
def show(number: kit.Number) -> None:
    """Show an approval."""
    from crmcli.db import work
    from crmcli.services import approval

    with work.read() as w:
        row = approval.show(w, number)
    output.show(row)


@app.command("approve", help=N_("Approve; with the last step it takes effect"))
@kit.writes(ApprovalRow)
def approve(numbers: Numbers, reason: Reason = None) -> None:
    """Approve."""
    decide(numbers, "approve", reason)


@app.command("reject", help=N_("Reject, and say why"))
@kit.writes(ApprovalRow)
def reject(numbers: Numbers, reason: Reason = None) -> None:
    """Reject."""
    decide(numbers, "reject", reason)


def decide(numbers: list[str], decision: str, reason: str | None) -> None:
    """Decide several, all or none."""
    from crmcli.db import work
    from crmcli.services import approval

    with work.write() as w:
        rows = [approval.decide(w, one, decision, reason=reason) for one in numbers]
    output.written_many(rows, ApprovalRow, w)


@app.command("remind", help=N_("For cron: remind who has to decide of what waits"))
@kit.writes_many(ApprovalRow)
def remind(
    days: Annotated[
        int, typer.Option("--days", metavar="DAYS", help=N_("Of what has waited for so many days"))
    ] = 2,
) -> None:
    """Remind who has to decide."""
    from crmcli.db import work
    from crmcli.services import approval

    with work.write(preview=False) as w:
        rows = approval.remind(w, days=days)
    output.show_rows(rows, ApprovalRow)
    if config.current().dry_run:
        output.say(_("Preview only, nothing saved"))


@app.command("delegate", help=N_("Let somebody decide in your place until a day"))
@kit.writes(LoanRow)
def delegate(
    to: Annotated[str, typer.Option("--to", metavar="CODE", help=N_("Who stands in"))],
    until: Annotated[str, typer.Option("--until", metavar="DATE", help=N_("The last day"))],
    begins: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help=N_("The first day; today unless given")),
    ] = None,
    lender: Annotated[
        str | None,
        typer.Option("--of", metavar="CODE", help=N_("In whose place; yours unless given")),
    ] = None,
) -> None:
    """Name a stand-in."""
    from crmcli.db import work
    from crmcli.services import lending

    with work.write() as w:
        row = lending.delegate(w, to=to, until=until, begins=begins, lender=lender)
    output.written(row, str(row.id), w)


@app.command("delegates", help=N_("List who stands in for whom"))
@kit.reads(LoanRow)
def delegates(
    over: Annotated[bool, typer.Option("--over", help=N_("Also those that are over"))] = False,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """List stand-ins."""
    from crmcli.services import lending

    cut = output.list_limit(limit, everything=everything)
    with kit.listing() as (w, show):
        show(lending.find(w, what="approve", everything=over, limit=cut), LoanRow)


@app.command("undelegate", help=N_("Decide yourself again before the day"))
@kit.writes(LoanRow)
def undelegate(
    number: Annotated[str, typer.Argument(metavar="N", help=N_("Its number in the list"))],
) -> None:
    """End a stand-in."""
    from crmcli.db import work
    from crmcli.services import lending

    with work.write() as w:
        row = lending.undelegate(w, number)
    output.written(row, str(row.id), w)
