"""Leave 休假: days on which somebody does not work, so that nobody misses their records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import col, select

from crmcli.db.models.calendar import Leave
from crmcli.db.models.operator import Operator
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, NotFoundError, RefusedError
from crmcli.i18n import _
from crmcli.services import dates, fields, listing, lookup, managers, operator, texts
from crmcli.views.base import Page
from crmcli.views.calendar import LeaveRow

NOUN = "leave"
LONGEST = 366
LONGEST_KEY = 12


@action("leave.create")
def add(
    work: Work, person: str, *, begins: str, ends: str | None = None, reason: str | None = None
) -> LeaveRow:
    """Record that somebody does not work from one day to another; one day unless ``ends``.

    Raises:
        NotFoundError, InvalidError: an operator or days that cannot be.
        NotAllowedError: one is no manager of theirs.
        RefusedError: they are on leave then already.
    """
    of = operator.person(work, person)
    _require_leads(work, of)
    today = work.today()
    called = fields.titles(LeaveRow)
    first = dates.first_day(begins, called["begins_on"], today)
    last = dates.last_day(ends or begins, called["ends_on"], today)
    if not first <= last <= first + dt.timedelta(days=LONGEST):
        raise InvalidError(
            _("The range ends ({}) before it begins ({})").format(last, first)
            if last < first
            else _("“{}” is not a valid {}").format(ends, called["ends_on"]),
            _("Give --from and --to within a year"),
        )
    there = select(Leave).where(
        Leave.operator_id == of.id, Leave.begins_on <= last, Leave.ends_on >= first
    )
    known = work.session.exec(there).first()
    if known is not None:
        raise RefusedError(
            _("{} is on leave from {} to {} already").format(
                of.name, known.begins_on, known.ends_on
            ),
            _("Remove that first: crm leave remove {}").format(known.id),
        )
    row = Leave(
        operator_id=of.id,
        begins_on=first,
        ends_on=last,
        reason=texts.line(reason, called["reason"]),
    )
    work.session.add(row)
    work.session.flush()
    return _view(work, row)


@action("leave.delete")
def remove(work: Work, number: str) -> LeaveRow:
    """Take a leave back.

    Raises:
        NotFoundError: there is none of that number.
        NotAllowedError: one is no manager of theirs.
    """
    plain = texts.narrow(number)
    key = int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= LONGEST_KEY else 0
    row = work.session.exec(select(Leave).where(Leave.id == key)).first()
    if row is None:
        raise NotFoundError(
            _("No {} “{}”").format(_("leave"), number), _("See them all: crm {} list").format(NOUN)
        )
    _require_leads(work, work.get(Operator, row.operator_id))
    shown = _view(work, row)
    work.session.delete(row)
    work.session.flush()
    return shown


@action("leave.read", writes=False)
def find(
    work: Work,
    *,
    person: str | None = None,
    period: dates.Range = (None, None),
    limit: int | None = None,
) -> Page[LeaveRow]:
    """Who is on leave, from today on unless a period is asked for; the next first."""
    first, last = period
    if first is None and last is None:
        first = work.today()
    statement = select(Leave)
    if person is not None:
        of = lookup.coded(work, Operator, "operator", person, operator.IS_PERSON)
        statement = statement.where(Leave.operator_id == of.id)
    if first is not None:
        statement = statement.where(Leave.ends_on >= first)
    if last is not None:
        statement = statement.where(Leave.begins_on <= last)

    def convert(found: Sequence[Any]) -> list[LeaveRow]:
        return [_view(work, row) for row in found]

    order = [col(Leave.begins_on), col(Leave.id)]
    return listing.page(work, statement, convert, order=order, limit=limit)


def days(
    work: Work, people: Iterable[int], first: dt.date, last: dt.date
) -> dict[int, set[dt.date]]:
    """The days of a period on which each of some operators is on leave."""
    found: dict[int, set[dt.date]] = {key: set() for key in people}
    there = select(Leave).where(Leave.begins_on <= last, Leave.ends_on >= first)
    for row in work.session.exec(there):
        if row.operator_id in found:
            begins, ends = max(first, row.begins_on), min(last, row.ends_on)
            found[row.operator_id] |= {
                begins + dt.timedelta(days=n) for n in range((ends - begins).days + 1)
            }
    return found


def _require_leads(work: Work, of: Operator) -> None:
    if of.id != work.operator.id and not work.may("operator.update"):
        managers.require_manages(work, of)


def _view(work: Work, row: Leave) -> LeaveRow:
    return LeaveRow(
        id=row.id,
        operator=operator.ref(work, row.operator_id),
        begins_on=row.begins_on,
        ends_on=row.ends_on,
        reason=row.reason,
    )
