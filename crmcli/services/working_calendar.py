"""The working calendar 工作日历: the company's week, and the days that are not as it says 调休."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from crmcli.db.models.calendar import WorkingCalendar
from crmcli.db.work import Work, action
from crmcli.errors import NotFoundError
from crmcli.i18n import _
from crmcli.services import dates, fields, listing, setting, texts
from crmcli.views.base import Page
from crmcli.views.calendar import WorkingDayRow

NOUN = "working-calendar"


@action("working-calendar.read", writes=False)
def find(
    work: Work, *, period: dates.Range = (None, None), limit: int | None = None
) -> Page[WorkingDayRow]:
    """The days that are not as the week says, in order."""
    statement = select(WorkingCalendar)
    first, last = period
    if first is not None:
        statement = statement.where(WorkingCalendar.day >= first)
    if last is not None:
        statement = statement.where(WorkingCalendar.day <= last)

    def convert(found: Sequence[Any]) -> list[WorkingDayRow]:
        return [_view(row) for row in found]

    order = [col(WorkingCalendar.day), col(WorkingCalendar.id)]
    return listing.page(work, statement, convert, order=order, limit=limit)


@action("working-calendar.update")
def put(work: Work, day: str, *, working: bool, name: str | None = None) -> WorkingDayRow:
    """Say that a day is worked on, or is not, whatever the week says.

    Raises:
        InvalidError: no such day.
    """
    called = fields.titles(WorkingDayRow)
    date = dates.day(day, called["day"], work.today())
    row = _on(work, date)
    if row is None:
        row = WorkingCalendar(day=date, working=working)
        work.session.add(row)
    row.working = working
    if name is not None:
        row.name = texts.line(name, called["name"])
    work.session.flush()
    return _view(row)


@action("working-calendar.delete")
def remove(work: Work, day: str) -> WorkingDayRow:
    """Let a day be as the week says again.

    Raises:
        NotFoundError: it is already.
    """
    date = dates.day(day, fields.titles(WorkingDayRow)["day"], work.today())
    row = _on(work, date)
    if row is None:
        raise NotFoundError(
            _("{} is as the week says").format(date), _("See: crm working-calendar list")
        )
    shown = _view(row)
    work.session.delete(row)
    work.session.flush()
    return shown


def working_days(work: Work, first: dt.date, last: dt.date) -> set[dt.date]:
    """The days of a period on which work is done, the first and the last among them."""
    week = set(map(int, setting.value(work, "working_week").split(",")))
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    worked = {day for day in days if day.isoweekday() in week}
    shifted = select(WorkingCalendar).where(
        WorkingCalendar.day >= first, WorkingCalendar.day <= last
    )
    for row in work.session.exec(shifted):
        (worked.add if row.working else worked.discard)(row.day)
    return worked


def _on(work: Work, day: dt.date) -> WorkingCalendar | None:
    return work.session.exec(select(WorkingCalendar).where(WorkingCalendar.day == day)).first()


def _view(row: WorkingCalendar) -> WorkingDayRow:
    return WorkingDayRow(day=row.day, working=row.working, name=row.name)
