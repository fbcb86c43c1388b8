"""crm operator"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.operator import OperatorRow

app = kit.noun_app(N_("Operators: the people who use the store"))
Department = Annotated[
    str | None, typer.Option("--department", metavar="CODE", help=N_("Department"))
]
Region = Annotated[str | None, typer.Option("--region", metavar="CODE", help=N_("Region"))]
PersonnelType = Annotated[
    str | None, typer.Option("--personnel-type", metavar="CODE", help=N_("Personnel type"))
]
Position = Annotated[str | None, typer.Option("--position", metavar="CODE", help=N_("Position"))]


@app.command("add", help=N_("Add an operator"))
@kit.writes(OperatorRow)
def add(
    name: kit.NewPersonName,
    code: kit.Code = None,
    department: Department = None,
    region: Region = None,
    personnel_type: PersonnelType = None,
    position: Position = None,
) -> None:
    """Add an operator."""
    from crmcli.db import work
    from crmcli.services import operator

    with work.write() as w:
        row = operator.add(
            w,
            name=name,
            code=code,
            department=department,
            region=region,
            personnel_type=personnel_type,
            position=position,
        )
    output.written(row, row.code, w)


@app.command("list", help=N_("List operators"))
@kit.reads(OperatorRow)
def list_(
    find: kit.Find = None,
    department: Department = None,
    region: Region = None,
    personnel_type: PersonnelType = None,
    position: Position = None,
    active: kit.Active = None,
    sort: kit.Sort = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """List operators."""
    from crmcli.db import work
    from crmcli.services import operator

    with work.read() as w:
        page = operator.find(
            w,
            text=find,
            department=department,
            region=region,
            personnel_type=personnel_type,
            position=position,
            active=active,
            sort=sort,
            limit=output.list_limit(limit, everything=everything),
        )
    output.show_page(page, OperatorRow)


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
def edit(
    key: kit.Key,
    name: kit.PersonName = None,
    code: kit.OtherCode = None,
    department: Department = None,
    region: Region = None,
    personnel_type: PersonnelType = None,
    position: Position = None,
    active: kit.Active = None,
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
            department=department,
            region=region,
            personnel_type=personnel_type,
            position=position,
            active=active,
        )
    output.written(row, row.code, w)
