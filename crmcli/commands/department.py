"""crm department"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.department import DepartmentRow

app = kit.noun_app(N_("Departments: a tree"))
Parent = Annotated[
    str | None, typer.Option("--parent", metavar="CODE", help=N_("The department it belongs to"))
]


@app.command("add", help=N_("Add a department"))
@kit.writes(DepartmentRow)
def add(name: kit.NewName, code: kit.Code = None, parent: Parent = None) -> None:
    """Add a department."""
    from crmcli.db import work
    from crmcli.services import department

    with work.write() as w:
        row = department.add(w, name=name, code=code, parent=parent)
    output.written(row, row.code, w)


@app.command("list", help=N_("List departments"))
@kit.reads(DepartmentRow)
def list_(
    find: kit.Find = None,
    parent: Annotated[
        str | None, typer.Option("--parent", metavar="CODE", help=N_("Only what is below it"))
    ] = None,
    active: kit.Active = None,
    sort: kit.Sort = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """List departments."""
    from crmcli.services import department

    with kit.listing() as (w, show):
        show(
            department.find(
                w,
                text=find,
                parent=parent,
                active=active,
                sort=sort,
                limit=output.list_limit(limit, everything=everything),
            ),
            DepartmentRow,
        )


@app.command("show", help=N_("Show a department"))
@kit.reads(DepartmentRow)
def show(key: kit.Key) -> None:
    """Show a department."""
    from crmcli.db import work
    from crmcli.services import department

    with work.read() as w:
        row = department.show(w, key)
    output.show(row)


@app.command("edit", help=N_("Change a department"))
@kit.writes(DepartmentRow)
def edit(
    key: kit.Key,
    name: kit.Name = None,
    code: kit.OtherCode = None,
    parent: Parent = None,
    active: kit.Active = None,
) -> None:
    """Change a department."""
    from crmcli.db import work
    from crmcli.services import department

    with work.write() as w:
        row = department.edit(w, key, name=name, code=code, parent=parent, active=active)
    output.written(row, row.code, w)


@app.command("remove", help=N_("Remove a department without people and customers"))
@kit.writes(DepartmentRow)
def remove(key: kit.Key) -> None:
    """Remove a department."""
    from crmcli.db import work
    from crmcli.services import department

    def act(sure: bool) -> tuple[DepartmentRow, work.Work]:
        with work.write() as w:
            return department.remove(w, key, sure=sure), w

    row, w = output.confirmed(act)
    output.removed(row, row.code, w)
