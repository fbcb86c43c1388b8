"""Working calendars as lists have them: a day a row, worked on or not."""

from __future__ import annotations

from sqlmodel import select

from crmcli.db.models.calendar import WorkingCalendar
from crmcli.db.work import Work
from crmcli.i18n import _
from crmcli.imports import values
from crmcli.imports.one_by_one import Named, OneByOne, Verbs
from crmcli.imports.spec import Entry, Import, some
from crmcli.services import dates, fields, working_calendar
from crmcli.views.calendar import WorkingDayRow


def _find(work: Work, entry: Entry) -> str | None:
    called = fields.titles(WorkingDayRow)["day"]
    day = dates.day(entry.values.get("day", ""), called, work.today())
    there = select(WorkingCalendar).where(WorkingCalendar.day == day)
    found = work.session.exec(there).first()
    return None if found is None else found.day.isoformat()


def _put(work: Work, entry: Entry) -> Named:
    said = entry.values
    row = working_calendar.put(
        work,
        said.get("day", ""),
        working=values.flag(said.get("working", ""), _("Working day")),
        name=said.get("name"),
    )
    return row.day.isoformat(), row.name or ""


VERBS = Verbs(_find, _put, lambda work, _key, entry: _put(work, entry))
IMPORT = Import(
    noun=working_calendar.NOUN,
    columns=some(WorkingDayRow, "day", "working", "name"),
    required=("day", "working"),
    taker=lambda asked: OneByOne(VERBS, {}, asked),
)
