"""crm followup template"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.followup import TemplateRow

app = kit.noun_app(N_("Templates of follow-ups: a text to start from, and what is required"))
Required = Annotated[
    list[str] | None,
    typer.Option(
        "--required",
        metavar="FIELDS",
        help=N_("What must be given: result, next, next_on, contact, order, participants"),
    ),
]


@app.command("add", help=N_("Add a template for a channel"))
@kit.writes(TemplateRow)
def add(
    name: kit.NewName,
    code: kit.Code = None,
    channel: kit.ByChannel = None,
    required: Required = None,
    content: kit.Content = None,
) -> None:
    """Add a template."""
    from crmcli.db import work
    from crmcli.services import followup_template as templates

    with work.write() as w:
        row = templates.add(
            w,
            name=name,
            code=code,
            channel=channel,
            required=required or (),
            content=output.text_given(content),
        )
    output.written(row, row.code, w)


@app.command("list", help=N_("List templates"))
@kit.reads(TemplateRow)
def list_(
    find: kit.Find = None,
    channel: kit.ByChannel = None,
    active: kit.Active = None,
    sort: kit.Sort = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """List templates."""
    from crmcli.services import followup_template as templates

    cut = output.list_limit(limit, everything=everything)
    with kit.listing() as (w, show):
        show(
            templates.find(w, text=find, channel=channel, active=active, sort=sort, limit=cut),
            TemplateRow,
        )


@app.command("show", help=N_("Show a template"))
@kit.reads(TemplateRow)
def show(key: kit.Key) -> None:
    """Show a template."""
    from crmcli.db import work
    from crmcli.services import followup_template as templates

    with work.read() as w:
        row = templates.show(w, key)
    output.show(row)


@app.command("edit", help=N_("Change a template"))
@kit.writes(TemplateRow)
def edit(
    key: kit.Key,
    name: kit.Name = None,
    code: kit.OtherCode = None,
    channel: kit.ByChannel = None,
    required: Required = None,
    content: kit.Content = None,
    active: kit.Active = None,
) -> None:
    """Change a template."""
    from crmcli.db import work
    from crmcli.services import followup_template as templates

    with work.write() as w:
        row = templates.edit(
            w,
            key,
            name=name,
            code=code,
            channel=channel,
            required=required,
            content=output.text_given(content),
            active=active,
        )
    output.written(row, row.code, w)


@app.command("remove", help=N_("Remove a template by which nothing was recorded"))
@kit.writes(TemplateRow)
def remove(key: kit.Key) -> None:
    """Remove a template."""
    from crmcli.db import work
    from crmcli.services import followup_template as templates

    def act(sure: bool) -> tuple[TemplateRow, work.Work]:
        with work.write() as w:
            return templates.remove(w, key, sure=sure), w

    row, w = output.confirmed(act)
    output.removed(row, row.code, w)
