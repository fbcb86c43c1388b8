"""crm role"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.role import RoleRow

app = kit.noun_app(N_("Roles: what people may do"))

Permissions = Annotated[
    list[str],
    typer.Argument(metavar="PERMISSION…", help=N_("Such as order.create, or order.* for all")),
]
Positions = Annotated[
    list[str] | None,
    typer.Option(
        "--position", metavar="CODE", help=N_("New operators in this position get it; repeat")
    ),
]


@app.command("add", help=N_("Add a role"))
@kit.writes(RoleRow)
def add(
    name: kit.NewName,
    code: kit.Code = None,
    permission: Annotated[
        list[str] | None,
        typer.Option("--permission", metavar="NAME", help=N_("What it may do; repeat, or order.*")),
    ] = None,
    position: Positions = None,
    remark: kit.Remark = None,
) -> None:
    """Add a role."""
    from crmcli.db import work
    from crmcli.services import role

    with work.write() as w:
        row = role.add(
            w,
            name=name,
            code=code,
            permissions=permission or (),
            positions=position or (),
            remark=output.text_given(remark),
        )
    output.written(row, row.code, w)


@app.command("list", help=N_("List roles"))
@kit.reads(RoleRow)
def list_(
    find: kit.Find = None,
    active: kit.Active = None,
    sort: kit.Sort = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """List roles."""
    from crmcli.services import role

    cut = output.list_limit(limit, everything=everything)
    with kit.listing() as (w, show):
        show(role.find(w, text=find, active=active, sort=sort, limit=cut), RoleRow)


@app.command("show", help=N_("Show a role and what it may do"))
@kit.reads(RoleRow)
def show(key: kit.Key) -> None:
    """Show a role."""
    from crmcli.db import work
    from crmcli.services import role

    with work.read() as w:
        row = role.show(w, key)
    output.show(row)


@app.command("edit", help=N_("Change a role"))
@kit.writes(RoleRow)
def edit(
    key: kit.Key,
    name: kit.Name = None,
    code: kit.OtherCode = None,
    active: kit.Active = None,
    position: Positions = None,
    remark: kit.Remark = None,
) -> None:
    """Change a role."""
    from crmcli.db import work
    from crmcli.services import role

    with work.write() as w:
        row = role.edit(
            w,
            key,
            name=name,
            code=code,
            active=active,
            positions=position,
            remark=output.text_given(remark),
        )
    output.written(row, row.code, w)


@app.command("remove", help=N_("Remove a role that nobody has"))
@kit.writes(RoleRow)
def remove(key: kit.Key) -> None:
    """Remove a role."""
    from crmcli.db import work
    from crmcli.services import role

    def act(sure: bool) -> tuple[RoleRow, work.Work]:
        with work.write() as w:
            return role.remove(w, key, sure=sure), w

    row, w = output.confirmed(act)
    output.removed(row, row.code, w)


@app.command("grant", help=N_("Let people with this role do more"))
@kit.writes(RoleRow)
def grant(key: kit.Key, permissions: Permissions) -> None:
    """Grant permissions."""
    from crmcli.db import work
    from crmcli.services import role

    with work.write() as w:
        row = role.grant(w, key, permissions)
    output.written(row, row.code, w)


@app.command("revoke", help=N_("Let people with this role do less"))
@kit.writes(RoleRow)
def revoke(key: kit.Key, permissions: Permissions) -> None:
    """Revoke permissions."""
    from crmcli.db import work
    from crmcli.services import role

    with work.write() as w:
        row = role.revoke(w, key, permissions)
    output.written(row, row.code, w)


@app.command("copy", help=N_("Add a role that may do what another may"))
@kit.writes(RoleRow)
def copy(key: kit.Key, name: kit.NewName, code: kit.Code = None) -> None:
    """Copy a role."""
    from crmcli.db import work
    from crmcli.services import role

    with work.write() as w:
        row = role.copy(w, key, name=name, code=code)
    output.written(row, row.code, w)
