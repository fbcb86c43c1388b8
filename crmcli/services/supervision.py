"""Supervision 员工监督: what each person did within a period and plans now, who recorded nothing.

A person counts for a day by what was contacted on it, as the list of follow-ups of the day does.
Somebody is silent on a working day that has begun, without leave and without a follow-up, where
the person's role is one that records (a setting).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlmodel import col

from crmcli.db.models.authority import Role
from crmcli.db.models.department import Department
from crmcli.db.models.operator import PERSON, Operator
from crmcli.db.models.order import ORDERED, SalesOrder
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.services import (
    dates,
    followup_list,
    leave,
    lookup,
    managers,
    operator,
    setting,
    tree,
    working_calendar,
)
from crmcli.services.followup_list import C, F
from crmcli.services.paid import ZERO
from crmcli.views.base import Page, Ref
from crmcli.views.followup import FollowupRow
from crmcli.views.supervision import MatrixRow, SupervisionRow, matrix_row

MOST_DAYS = 92
SHOWN = 3
"""So many follow-ups and next steps of a person are told in a line; the drill shows all."""
ROLES = "recording_roles"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose doings and when, as typed: a day, or a period; today unless given."""

    date: str | None = None
    first: str | None = None
    last: str | None = None
    department: str | None = None
    operator: str | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """The same, understood: days of the company."""

    first: dt.date
    last: dt.date
    department: str | None
    operator: str | None


@dataclass(slots=True)
class _Person:
    """What is known of one person."""

    row: Operator
    records: bool
    by_day: Counter[dt.date]
    leave: set[dt.date]
    silent: list[dt.date]
    since: dt.date


def _asked(work: Work, wanted: Wanted) -> _Asked:
    """What is asked for.

    Raises:
        InvalidError: no date, both a day and a period, or too long a period.
    """
    date, first, last = wanted.date, wanted.first, wanted.last
    today = work.today()
    if date is not None and (first is not None or last is not None):
        raise InvalidError(
            _("A day and a period cannot both be asked for"), _("Give --date, or --from and --to")
        )
    if date is not None:
        begins, ends = dates.first_day(date, "--date", today), dates.last_day(date, "--date", today)
    else:
        given, until = dates.between(first, last, today)
        ends = until or (today if given is None or given <= today else given)
        begins = given or ends
    if (ends - begins).days >= MOST_DAYS:
        raise InvalidError(
            _("From {} to {} are too many days").format(begins, ends),
            _("Ask for at most {} days").format(MOST_DAYS),
        )
    if wanted.department is not None and wanted.operator is not None:
        raise InvalidError(
            _("An operator and a department cannot both be asked for"),
            _("Give only one of the two"),
        )
    return _Asked(begins, ends, wanted.department, wanted.operator)


@action("supervision.read", writes=False)
def find(work: Work, asked: Wanted) -> list[SupervisionRow]:
    """What each person of one's did and plans, in the order of departments and names.

    Raises:
        NotFoundError: no such department or operator.
    """
    wanted = _asked(work, asked)
    known = _people(work, wanted)
    keys = [one.row.id for one in known]
    spoken = _spoken(work, keys, wanted)
    added = _added(work, keys, wanted)
    bought = _bought(work, keys, wanted)
    done = _done(work, keys, wanted)
    planned, overdue, plans = _planned(work, keys)
    worked = working_calendar.working_days(work, wanted.first, wanted.last)
    return [
        SupervisionRow(
            operator=Ref(one.row.code, one.row.name),
            department=_department(work, one.row.dept_id),
            status=_status(one, wanted, work.today(), worked),
            followups=one.by_day.total(),
            customers=spoken.get(one.row.id, 0),
            new_customers=added.get(one.row.id, 0),
            orders=bought.get(one.row.id, (0, 0))[0],
            ordered=bought[one.row.id][1] if one.row.id in bought else ZERO,
            silent_days=len(one.silent),
            leave_days=len(one.leave & worked),
            planned=planned.get(one.row.id, 0),
            overdue=overdue.get(one.row.id, 0),
            done=tuple(done.get(one.row.id, ())),
            plans=tuple(plans.get(one.row.id, ())),
        )
        for one in known
    ]


@action("supervision.read", writes=False)
def matrix(work: Work, asked: Wanted) -> list[MatrixRow]:
    """The number of follow-ups of each person on each day, or why there are none.

    Raises:
        NotFoundError: no such department or operator.
    """
    wanted = _asked(work, asked)
    worked = working_calendar.working_days(work, wanted.first, wanted.last)
    return [
        matrix_row(
            MatrixRow(
                operator=Ref(one.row.code, one.row.name),
                department=_department(work, one.row.dept_id),
                followups=one.by_day.total(),
                silent_days=len(one.silent),
            ),
            {day: _mark(one, day, worked) for day in _days(wanted)},
        )
        for one in _people(work, wanted)
    ]


@action("supervision.read", writes=False)
def records(
    work: Work, asked: Wanted, *, before: str | None = None, limit: int | None = None
) -> Page[FollowupRow]:
    """The follow-ups behind the counts, newest first.

    Raises:
        NotFoundError: no such department or operator.
    """
    from crmcli.services import followup

    wanted = _asked(work, asked)
    keys = [one.row.id for one in _people(work, wanted)]
    among = followup_list.Wanted(period=(wanted.first, wanted.last), authors=tuple(keys))
    return followup.find(work, among, before=before, limit=limit)


def _people(work: Work, wanted: _Asked) -> list[_Person]:
    """Whom the acting operator supervises: those who record, and others who recorded something.

    Oneself too. An operator who is asked for by name is shown in any case.
    """
    rows = _rows(work, wanted)
    counts = _counted(work, [row.id for row in rows], wanted)
    on_leave = leave.days(work, [row.id for row in rows], wanted.first, wanted.last)
    worked = working_calendar.working_days(work, wanted.first, wanted.last)
    recording = _recording_roles(work)
    begun = {day for day in worked if day <= work.today()}
    found = []
    for row in rows:
        records = row.role_id in recording
        by_day = counts.get(row.id, Counter())
        if not records and not by_day and wanted.operator is None:
            continue
        since = dates.day_of(row.created_at, work.zone)
        missed = begun - set(by_day) - on_leave[row.id] if records else set()
        silent = sorted(day for day in missed if day >= since)
        found.append(_Person(row, records, by_day, on_leave[row.id], silent, since))
    return found


def _rows(work: Work, wanted: _Asked) -> list[Operator]:
    statement = select(Operator).where(col(Operator.kind) == PERSON, col(Operator.active))
    if wanted.operator is not None:
        one = lookup.coded(work, Operator, "operator", wanted.operator, operator.IS_PERSON)
        if one.id != work.operator.id:
            managers.require_manages(work, one)
        return [one]
    if wanted.department is not None:
        above = lookup.coded(work, Department, "department", wanted.department)
        statement = statement.where(col(Operator.dept_id).in_(tree.below(Department, above.id)))
    order = (col(Operator.dept_id), col(Operator.sort_key), col(Operator.id))
    me = work.operator.id
    return [
        row
        for row in work.session.execute(statement.order_by(*order)).scalars()
        if row.id == me or managers.manages(work, row)
    ]


def _recording_roles(work: Work) -> set[int]:
    """The roles whose people record every working day."""
    codes = setting.value(work, ROLES).split(",")
    found = select(col(Role.id)).where(col(Role.code).in_(codes))
    return set(work.session.execute(found).scalars())


def _days(wanted: _Asked) -> Iterator[dt.date]:
    for number in range((wanted.last - wanted.first).days + 1):
        yield wanted.first + dt.timedelta(days=number)


def _status(one: _Person, wanted: _Asked, today: dt.date, worked: set[dt.date]) -> str:
    """How the last day of the period is, or today where that is within it."""
    day = min(wanted.last, max(today, wanted.first))
    return "recorded" if day in one.by_day else _without(one, day, worked)


def _mark(one: _Person, day: dt.date, worked: set[dt.date]) -> str:
    return str(one.by_day[day]) if day in one.by_day else _without(one, day, worked)


def _without(one: _Person, day: dt.date, worked: set[dt.date]) -> str:
    """Why nothing was recorded: a day off or of leave, not yet here, or not asked to; or silent."""
    if day not in worked:
        return "off"
    if day in one.leave:
        return "leave"
    if day in one.silent:
        return "silent"
    return "exempt" if not one.records or day < one.since else "off"


def _within(work: Work, first: dt.date, last: dt.date) -> list[Any]:
    begins, after = dates.instants(first, last, work.zone)
    return [F.c.contacted_at >= begins, F.c.contacted_at < after]


def _grouped(work: Work, statement: Any) -> dict[int, Any]:
    found = work.session.connection().execute(statement).all()
    return {row[0]: row[1] for row in found}


def _counted(work: Work, keys: Sequence[int], wanted: _Asked) -> dict[int, Counter[dt.date]]:
    """How many contacts each had on each day; a statement a day, by the index of times."""
    found: dict[int, Counter[dt.date]] = {}
    for day in _days(wanted):
        counting = (
            select(F.c.author_id, func.count())
            .where(F.c.author_id.in_(keys), *_within(work, day, day))
            .group_by(F.c.author_id)
        )
        for key, number in _grouped(work, counting).items():
            found.setdefault(key, Counter())[day] = number
    return found


def _spoken(work: Work, keys: Sequence[int], wanted: _Asked) -> dict[int, int]:
    """With how many customers each spoke."""
    return _grouped(
        work,
        select(F.c.author_id, func.count(F.c.customer_id.distinct()))
        .where(F.c.author_id.in_(keys), *_within(work, wanted.first, wanted.last))
        .group_by(F.c.author_id),
    )


def _added(work: Work, keys: Sequence[int], wanted: _Asked) -> dict[int, int]:
    """How many customers each added."""
    begins, after = dates.instants(wanted.first, wanted.last, work.zone)
    return _grouped(
        work,
        select(C.c.created_by, func.count())
        .where(C.c.created_by.in_(keys), C.c.created_at >= begins, C.c.created_at < after)
        .where(~C.c.reserved)
        .group_by(C.c.created_by),
    )


def _bought(work: Work, keys: Sequence[int], wanted: _Asked) -> dict[int, Any]:
    """How many orders each took, and for how much."""
    found = work.session.connection().execute(
        select(col(SalesOrder.salesperson_id), func.count(), func.sum(col(SalesOrder.total)))
        .where(
            col(SalesOrder.salesperson_id).in_(keys),
            col(SalesOrder.status).in_(ORDERED),
            col(SalesOrder.date) >= wanted.first,
            col(SalesOrder.date) <= wanted.last,
        )
        .group_by(col(SalesOrder.salesperson_id))
    )
    return {key: (number, total) for key, number, total in found}


def _done(work: Work, keys: Sequence[int], wanted: _Asked) -> dict[int, list[str]]:
    """The newest contacts of each, in words."""
    place = func.row_number().over(
        partition_by=F.c.author_id, order_by=(F.c.contacted_at.desc(), F.c.id.desc())
    )
    placed = (
        select(F.c.author_id, F.c.contacted_at, F.c.content, F.c.customer_id, place.label("place"))
        .where(F.c.author_id.in_(keys), *_within(work, wanted.first, wanted.last))
        .subquery()
    )
    found = (
        select(placed.c.author_id, placed.c.contacted_at, C.c.name, placed.c.content)
        .join(C, C.c.id == placed.c.customer_id)
        .where(placed.c.place <= SHOWN)
        .order_by(placed.c.author_id, placed.c.place)
    )
    told: dict[int, list[str]] = {}
    zone = ZoneInfo(work.zone)
    several = wanted.first != wanted.last
    for key, at, name, content in work.session.connection().execute(found):
        local = at.astimezone(zone)
        when = f"{local:%m-%d %H:%M}" if several else f"{local:%H:%M}"
        told.setdefault(key, []).append(f"{when} {name} {content}")
    return told


def _planned(
    work: Work, keys: Sequence[int]
) -> tuple[dict[int, int], dict[int, int], dict[int, list[str]]]:
    """How many next steps each has from today on, and before; the first of them, in words."""
    today = work.today()
    waits = [
        F.c.author_id.in_(keys), F.c.next_on.is_not(None), followup_list.is_open(work)
    ]  # fmt: skip
    counted = select(F.c.author_id, func.count()).where(*waits).group_by(F.c.author_id)
    planned = _grouped(work, counted.where(F.c.next_on >= today))
    overdue = _grouped(work, counted.where(F.c.next_on < today))
    place = func.row_number().over(partition_by=F.c.author_id, order_by=(F.c.next_on, F.c.id))
    placed = (
        select(F.c.author_id, F.c.next_on, F.c.next_step, F.c.customer_id, place.label("place"))
        .where(*waits, F.c.next_on >= today)
        .subquery()
    )
    first = (
        select(placed.c.author_id, placed.c.next_on, C.c.name, placed.c.next_step)
        .join(C, C.c.id == placed.c.customer_id)
        .where(placed.c.place <= SHOWN)
        .order_by(placed.c.author_id, placed.c.place)
    )
    plans: dict[int, list[str]] = {}
    for key, day, name, step in work.session.connection().execute(first):
        plans.setdefault(key, []).append(f"{day:%m-%d} {name} {step or ''}".rstrip())
    return planned, overdue, plans


def _department(work: Work, key: int) -> Ref:
    found = lookup.ref(work, Department, key)
    assert found is not None
    return found
