"""crm approval rule"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.approval import SUBJECTS, ApprovalRuleRow

app = kit.noun_app(N_("Rules of approval: who decides which step"))
Subject = Annotated[str, typer.Option("--subject", metavar="|".join(SUBJECTS), help=N_("What for"))]
OfDepartment = Annotated[
    str | None,
    typer.Option("--department", metavar="CODE", help=N_("In this department, with what is below")),
]
FromAmount = Annotated[
    str | None, typer.Option("--from-amount", metavar="AMOUNT", help=N_("From this amount on"))
]
Role = Annotated[str | None, typer.Option("--role", metavar="CODE", help=N_("Role of who decides"))]
Approver = Annotated[
    str | None, typer.Option("--approver", metavar="CODE", help=N_("The one who decides"))
]


@app.command("add", help=N_("Add a rule; one of step 2 makes two steps of it"))
@kit.writes(ApprovalRuleRow)
def add(
    name: kit.NewName,
    code: kit.Code = None,
    subject: Subject = "revision",
    department: OfDepartment = None,
    from_amount: FromAmount = None,
    step: Annotated[int, typer.Option("--step", metavar="1|2", help=N_("Which step"))] = 1,
    role: Role = None,
    approver: Approver = None,
) -> None:
    """Add a rule."""
    from crmcli.db import work
    from crmcli.services import approval_rule as rules

    with work.write() as w:
        row = rules.add(
            w,
            name=name,
            code=code,
            subject=subject,
            department=department,
            from_amount=from_amount,
            step=step,
            role=role,
            approver=approver,
        )
    output.written(row, row.code, w)


@app.command("list", help=N_("List rules"))
@kit.reads(ApprovalRuleRow)
def list_(active: kit.Active = None, limit: kit.Limit = None, everything: kit.All = False) -> None:
    """List rules."""
    from crmcli.services import approval_rule as rules

    cut = output.list_limit(limit, everything=everything)
    with kit.listing() as (w, show):
        show(rules.find(w, active=active, limit=cut), ApprovalRuleRow)


@app.command("show", help=N_("Show a rule"))
@kit.reads(ApprovalRuleRow)
def show(key: kit.Key) -> None:
    """Show a rule."""
    from crmcli.db import work
    from crmcli.services import approval_rule as rules

    with work.read() as w:
        row = rules.show(w, key)
    output.show(row)


@app.command("edit", help=N_("Change a rule; an empty value clears"))
@kit.writes(ApprovalRuleRow)
def edit(
    key: kit.Key,
    name: kit.Name = None,
    code: kit.OtherCode = None,
    department: OfDepartment = None,
    from_amount: FromAmount = None,
    step: Annotated[
        int | None, typer.Option("--step", metavar="1|2", help=N_("Which step"))
    ] = None,
    role: Role = None,
    approver: Approver = None,
    active: kit.Active = None,
) -> None:
    """Change a rule."""
    from crmcli.db import work
    from crmcli.services import approval_rule as rules

    with work.write() as w:
        row = rules.edit(
            w,
            key,
            name=name,
            code=code,
            department=department,
            from_amount=from_amount,
            step=step,
            role=role,
            approver=approver,
            active=active,
        )
    output.written(row, row.code, w)


@app.command("remove", help=N_("Remove a rule"))
@kit.writes(ApprovalRuleRow)
def remove(key: kit.Key) -> None:
    """Remove a rule."""
    from crmcli.db import work
    from crmcli.services import approval_rule as rules

    def act(sure: bool) -> tuple[ApprovalRuleRow, work.Work]:
        with work.write() as w:
            return rules.remove(w, key, sure=sure), w

    row, w = output.confirmed(act)
    output.removed(row, row.code, w)
