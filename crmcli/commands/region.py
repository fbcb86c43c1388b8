"""crm region"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.region import RegionRow

app = kit.noun_app(N_("Regions: a tree"))
Parent = Annotated[
    str | None, typer.Option("--parent", metavar="CODE", help=N_("The region it belongs to"))
]


@app.command("add", help=N_("Add a region"))
@kit.writes(RegionRow)
def add(name: kit.NewName, code: kit.Code = None, parent: Parent = None) -> None:
    """Add a region."""
    from crmcli.db import work
    from crmcli.services import region

    with work.write() as w:
        row = region.add(w, name=name, code=code, parent=parent)
    output.written(row, row.code, w)


@app.command("list", help=N_("List regions"))
@kit.reads(RegionRow)
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
    """List regions."""
    from crmcli.services import region

    with kit.listing() as (w, show):
        show(
            region.find(
                w,
                text=find,
                parent=parent,
                active=active,
                sort=sort,
                limit=output.list_limit(limit, everything=everything),
            ),
            RegionRow,
        )


@app.command("show", help=N_("Show a region"))
@kit.reads(RegionRow)
def show(key: kit.Key) -> None:
    """Show a region."""
    from crmcli.db import work
    from crmcli.services import region

    with work.read() as w:
        row = region.show(w, key)
    output.show(row)


@app.command("edit", help=N_("Change a region"))
@kit.writes(RegionRow)
def edit(
    key: kit.Key,
    name: kit.Name = None,
    code: kit.OtherCode = None,
    parent: Parent = None,
    active: kit.Active = None,
) -> None:
    """Change a region."""
    from crmcli.db import work
    from crmcli.services import region

    with work.write() as w:
        row = region.edit(w, key, name=name, code=code, parent=parent, active=active)
    output.written(row, row.code, w)


@app.command("remove", help=N_("Remove a region that nothing uses"))
@kit.writes(RegionRow)
def remove(key: kit.Key) -> None:
    """Remove a region."""
    from crmcli.db import work
    from crmcli.services import region

    def act(sure: bool) -> tuple[RegionRow, work.Work]:
        with work.write() as w:
            return region.remove(w, key, sure=sure), w

    row, w = output.confirmed(act)
    output.removed(row, row.code, w)


@app.command("load", help=N_("Add the regions of a built-in list: cn is GB/T 2260"))
@kit.writes(RegionRow)
def load(
    source: Annotated[str, typer.Argument(metavar="LIST", help=N_("Which list: cn"))],
) -> None:
    """Add a built-in list of regions."""
    from crmcli.db import work
    from crmcli.services import region

    with work.write() as w:
        rows = region.load(w, source)
    output.written_many(rows, RegionRow, w)
