"""crm operator"""

from __future__ import annotations

from typing import Annotated, Unpack

import typer

from crmcli import output
from crmcli.commands import kit, operator_loan
from crmcli.i18n import N_
from crmcli.views.lending import LoanRow
from crmcli.views.operator import OperatorRow, OperatorValues
from crmcli.views.scopes import SCOPES

app = kit.noun_app(N_("Operators: the people who use the store"))
app.add_typer(operator_loan.app, name="loan")

Role = Annotated[
    str | None, typer.Option("--role", metavar="CODE", help=N_("What this one may do"))
]
Scope = Annotated[
    str | None,
    typer.Option(
        "--scope", metavar="|".join(SCOPES), help=N_("Which customers this one sees, and more")
    ),
]
Of = Annotated[
    str | None,
    typer.Option("--of", metavar="DEPARTMENT", help=N_("A scope of another department")),
]
Like = Annotated[
    str | None,
    typer.Option("--like", metavar="CODE", help=N_("Role and scope of this colleague")),
]


@app.command("add", help=N_("Add an operator"))
@kit.writes(OperatorRow)
@kit.options(OperatorRow)
def add(
    name: kit.NewPersonName,
    code: kit.Code = None,
    role: Role = None,
    scope: Scope = None,
    of: Of = None,
    like: Like = None,
    **values: Unpack[OperatorValues],
) -> None:
    """Add an operator."""
    from crmcli.db import work
    from crmcli.services import operator

    with work.write() as w:
        row = operator.add(
            w,
            name=name,
            code=code,
            role=role,
            scope=scope,
            of=of,
            like=like,
            **values,
        )
    output.written(row, row.code, w)


@app.command("list", help=N_("List operators"))
@kit.reads(OperatorRow)
@kit.options(OperatorRow)
def list_(
    find: kit.Find = None,
    active: kit.Active = None,
    sort: kit.Sort = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
    **values: Unpack[OperatorValues],
) -> None:
    """List operators."""
    from crmcli.services import operator

    with kit.listing() as (w, show):
        show(
            operator.find(
                w,
                text=find,
                active=active,
                sort=sort,
                limit=output.list_limit(limit, everything=everything),
                **values,
            ),
            OperatorRow,
        )


@app.command("show", help=N_("Show an operator"))
@kit.reads(OperatorRow)
def show(key: kit.Key) -> None:
    """Show an operator."""
    from crmcli.db import work
    from crmcli.services import operator

    with work.read() as w:
        row = operator.show(w, key)
    output.show(row)


@app.command("edit", help=N_("Change an operator; another department takes the customers along"))
@kit.writes(OperatorRow)
@kit.options(OperatorRow)
def edit(
    key: kit.Key,
    name: kit.PersonName = None,
    code: kit.OtherCode = None,
    active: kit.Active = None,
    role: Role = None,
    scope: Scope = None,
    of: Of = None,
    like: Like = None,
    **values: Unpack[OperatorValues],
) -> None:
    """Change an operator."""
    from crmcli.db import work
    from crmcli.services import operator

    with work.write() as w:
        row = operator.edit(
            w,
            key,
            name=name,
            code=code,
            active=active,
            role=role,
            scope=scope,
            of=of,
            like=like,
            **values,
        )
    output.written(row, row.code, w)


@app.command("lend", help=N_("Lend what somebody sees, or may do, to another until a day"))
@kit.writes(LoanRow)
def lend(
    lender: Annotated[str, typer.Argument(metavar="CODE", help=N_("Of whom"))],
    to: Annotated[str, typer.Option("--to", metavar="CODE", help=N_("To whom"))],
    until: Annotated[str, typer.Option("--until", metavar="DATE", help=N_("The last day"))],
    begins: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help=N_("The first day; today unless given")),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help=N_("To work on it, not only to look"))
    ] = False,
    may: Annotated[
        list[str] | None,
        typer.Option(
            "--may", metavar="PERMISSION", help=N_("Lend this permission instead of rows; repeat")
        ),
    ] = None,
) -> None:
    """Lend rows or permissions."""
    from crmcli.db import work
    from crmcli.services import lending

    with work.write() as w:
        rows = lending.lend(
            w, lender, to=to, until=until, begins=begins, write=write, permissions=may or ()
        )
    output.written_many(rows, LoanRow, w)
