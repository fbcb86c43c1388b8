"""crm followup"""

from __future__ import annotations

from typing import Annotated, Unpack

import typer

from crmcli import output
from crmcli.commands import followup_template, kit
from crmcli.errors import InvalidError
from crmcli.i18n import N_, _
from crmcli.views.followup import DayRow, FollowupDetail, FollowupRow, FollowupValues, TimelineRow

app = kit.noun_app(N_("Follow-ups: what was said, what came of it, what comes next"))
app.add_typer(followup_template.app, name="template")
ByOperator = Annotated[
    str | None, typer.Option("--operator", metavar="CODE", help=N_("Recorded by"))
]
Template = Annotated[
    str | None, typer.Option("--template", metavar="CODE", help=N_("The template to follow"))
]


@app.command("add", help=N_("Record a follow-up; without --content an editor opens"))
@kit.writes(FollowupRow)
@kit.options(FollowupRow, required=("channel",))
def add(
    customer: kit.OfCustomer,
    number: Annotated[
        str | None, typer.Option("--number", help=N_("Number; made by rule unless given"))
    ] = None,
    template: Template = None,
    **values: Unpack[FollowupValues],
) -> None:
    """Record a follow-up."""
    from crmcli.db import work
    from crmcli.services import followup

    kit.read_texts(values, "content")
    written = ""
    if values.get("content") is None and output.possible():
        with work.read() as r:
            start = followup.draft(r, customer, template=template, **values)
        written = values["content"] = output.edited(start)
    with output.kept(written), work.write() as w:
        row = followup.add(w, customer, number=number, template=template, **values)
    output.written(row, row.number, w)


@app.command("correct", help=N_("Correct a follow-up of yours; its first text stays in history"))
@kit.writes(FollowupRow)
@kit.options(FollowupRow)
def correct(number: kit.Number, **values: Unpack[FollowupValues]) -> None:
    """Correct a follow-up."""
    from crmcli.db import work
    from crmcli.services import followup

    kit.read_texts(values, "content")
    with work.write() as w:
        row = followup.correct(w, number, **values)
    output.written(row, row.number, w)


@app.command("list", help=N_("List follow-ups, newest first"))
@kit.reads(FollowupRow)
def list_(
    customer: kit.ByCustomer = None,
    operator: ByOperator = None,
    department: kit.Department = None,
    channel: kit.ByChannel = None,
    date_from: kit.From = None,
    date_to: kit.To = None,
    due: Annotated[bool, typer.Option("--due", help=N_("Whose next date has come"))] = False,
    overdue: Annotated[
        bool, typer.Option("--overdue", help=N_("Whose next date has passed"))
    ] = False,
    late: Annotated[bool, typer.Option("--late", help=N_("Entered late"))] = False,
    returned: Annotated[
        bool, typer.Option("--returned", help=N_("Sent back for a correction"))
    ] = False,
    find: Annotated[
        str | None, typer.Option("--find", help=N_("Any part of content, result or next step"))
    ] = None,
    before: kit.Before = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """List follow-ups."""
    from crmcli.services import dates, followup
    from crmcli.services.followup_list import Wanted

    with kit.listing() as (w, show):
        show(
            followup.find(
                w,
                Wanted(
                    customer=customer,
                    operator=operator,
                    department=department,
                    channel=channel,
                    period=dates.between(date_from, date_to, w.today()),
                    due=due,
                    overdue=overdue,
                    late=late,
                    returned=returned,
                    text=find,
                ),
                before=before,
                limit=output.list_limit(limit, everything=everything),
            ),
            FollowupRow,
        )


@app.command("show", help=N_("Show a follow-up"))
@kit.reads(FollowupDetail)
def show(number: kit.Number) -> None:
    """Show a follow-up."""
    from crmcli.db import work
    from crmcli.services import followup

    with work.read() as w:
        row = followup.show(w, number)
    output.show(row)


@app.command("timeline", help=N_("Show follow-ups as a timeline, newest first"))
@kit.reads(TimelineRow, DayRow)
def timeline(
    customer: kit.ByCustomer = None,
    operator: ByOperator = None,
    department: kit.Department = None,
    date_from: kit.From = None,
    date_to: kit.To = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="day", help=N_("A row for each person and day"))
    ] = None,
    before: kit.Before = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """Show a timeline."""
    from crmcli.services import dates, followup
    from crmcli.services.followup_list import Wanted

    if by not in (None, "day"):
        raise InvalidError(
            _("“{}” is not a valid {}").format(by, "--by"), _("Known are: {}").format("day")
        )
    cut = output.list_limit(limit, everything=everything)
    with kit.listing() as (w, show):
        wanted = Wanted(
            customer=customer,
            operator=operator,
            department=department,
            period=dates.between(date_from, date_to, w.today()),
        )
        if by == "day":
            show(followup.by_day(w, wanted, before=before, limit=cut), DayRow)
        else:
            show(followup.timeline(w, wanted, before=before, limit=cut), TimelineRow)
