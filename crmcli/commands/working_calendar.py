"""crm working-calendar"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.calendar import WorkingDayRow

app = kit.noun_app(N_("The working calendar: days that are not as the week says"))
Day = Annotated[str, typer.Argument(metavar="DATE", help=N_("A day"))]


@app.command("set", help=N_("Say that a day is worked on, or is off"))
@kit.writes(WorkingDayRow)
def set_(
    day: Day,
    working: Annotated[
        bool, typer.Option("--working/--off", help=N_("It is worked on, or is off"))
    ] = False,
    name: Annotated[str | None, typer.Option("--name", help=N_("Occasion"))] = None,
) -> None:
    """Set a day."""
    from crmcli.db import work
    from crmcli.services import working_calendar

    with work.write() as w:
        row = working_calendar.put(w, day, working=working, name=name)
    output.written(row, row.day.isoformat(), w)


@app.command("list", help=N_("List the days that are not as the week says"))
@kit.reads(WorkingDayRow)
def list_(
    date_from: kit.From = None,
    date_to: kit.To = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """List days."""
    from crmcli.services import dates, working_calendar

    cut = output.list_limit(limit, everything=everything)
    with kit.listing() as (w, show):
        period = dates.between(date_from, date_to, w.today())
        show(working_calendar.find(w, period=period, limit=cut), WorkingDayRow)


@app.command("remove", help=N_("Let a day be as the week says again"))
@kit.writes(WorkingDayRow)
def remove(day: Day) -> None:
    """Remove a day."""
    from crmcli.db import work
    from crmcli.services import working_calendar

    with work.write() as w:
        row = working_calendar.remove(w, day)
    output.removed(row, row.day.isoformat(), w)
