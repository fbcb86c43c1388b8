"""Closing months 月结: what is dated in a closed month stays as it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select as sql_select
from sqlmodel import col, select

from crmcli.db.models.base import table_of
from crmcli.db.models.operator import Operator
from crmcli.db.models.payment import Payment
from crmcli.db.models.period import PeriodLock
from crmcli.db.prepared import Prepared
from crmcli.db.query import at_most
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, RefusedError
from crmcli.i18n import _
from crmcli.services import dates, listing, lookup, texts
from crmcli.views.base import Page
from crmcli.views.period import PeriodRow

LOCK = "period"
TABLE = table_of(PeriodLock)
NEWEST = Prepared(sql_select(TABLE.c.closed_through).order_by(TABLE.c.id.desc()).limit(at_most(1)))


class ClosedError(RefusedError):
    """A month is closed."""

    code = "period_closed"


@action("period.close")
def close(work: Work, month: str) -> PeriodRow:
    """Close a month and all before it: nothing dated there can be written any more.

    Raises:
        InvalidError: no month.
        RefusedError: it is closed already, or has not ended.
    """
    wanted = _month(work, month)
    work.lock(LOCK)
    if wanted >= _of(work.today()):
        raise RefusedError(
            _("{} has not ended").format(wanted), _("Close a month after its last day")
        )
    closed = closed_through(work)
    if closed is not None and wanted <= closed:
        raise ClosedError(
            _("{} is closed already").format(wanted),
            _("All is closed through {}").format(closed),
        )
    _first, last = dates.month(wanted)
    waiting = work.session.exec(
        select(Payment.number)
        .where(Payment.status == "pending", Payment.date <= last)
        .order_by(col(Payment.id))
    ).all()
    if waiting:
        work.warn(
            _("{} receipts until then wait for finance, from {} on").format(
                len(waiting), waiting[0]
            )
        )
    return _record(work, wanted, None)


@action("period.open")
def reopen(work: Work, month: str, *, reason: str) -> PeriodRow:
    """Open a closed month and all after it again.

    Raises:
        InvalidError: no month, or no reason.
        RefusedError: it is not closed.
    """
    wanted = _month(work, month)
    why = texts.name(reason, _("Reason"))
    work.lock(LOCK)
    closed = closed_through(work)
    if closed is None or wanted > closed:
        raise RefusedError(
            _("{} is not closed").format(wanted),
            _("All is closed through {}").format(closed) if closed else _("No month is"),
        )
    first, _last = dates.month(wanted)
    return _record(work, _of(first - dates.ONE_DAY), why)


@action("period.read", writes=False)
def find(work: Work, *, limit: int | None = None) -> Page[PeriodRow]:
    """Every closing and opening, the newest first: it says what holds now."""
    statement = select(PeriodLock)

    def convert(found: Sequence[Any]) -> list[PeriodRow]:
        return [_view(work, row) for row in found]

    order = [col(PeriodLock.id).desc()]
    return listing.page(work, statement, convert, order=order, limit=limit, newest=True)


def closed_through(work: Work) -> str | None:
    """The last closed month, ``2026-03``; ``None`` when nothing is closed."""
    found = NEWEST.first(work.session)
    return found[0] if found else None


def require_open(work: Work, *days: dt.date, instead: str | None = None) -> None:
    """Raise ClosedError when one of the days lies in a closed month; ``instead`` is another hint.

    Nobody closes a month until this transaction ends.
    """
    if LOCK not in work.locked:
        work.lock(LOCK, shared=True)
        work.closed_through = closed_through(work)
    closed = work.closed_through
    for day in days:
        if closed is not None and _of(day) <= closed:
            raise ClosedError(
                _("{} is closed").format(_of(day)),
                instead
                or _("Give a date after {}, or have the month opened: crm period open {}").format(
                    closed, _of(day)
                ),
            )


def require_past(work: Work, *days: dt.date) -> None:
    """Raise InvalidError when one of the days is in the future: what counts has happened.

    Raises:
        InvalidError: it is.
    """
    for day in days:
        if day > work.today():
            raise InvalidError(
                _("{} is in the future").format(day), _("Give today, or an earlier date")
            )


def hint_of_date(number: str, day: dt.date) -> str:
    """What to do where a draft's month is closed: it has a date that can be changed."""
    return _("Change its date: crm order edit {} --date …, or: crm period open {}").format(
        number, _of(day)
    )


def hint_of_opening(day: dt.date) -> str:
    """What to do where only opening the month helps."""
    return _("Have the month opened: crm period open {} --reason …").format(_of(day))


def is_open(work: Work, day: dt.date) -> bool:
    """Whether something may still be dated on that day."""
    closed = closed_through(work)
    return closed is None or _of(day) > closed


def _of(day: dt.date) -> str:
    return f"{day.year:04}-{day.month:02}"


def _month(work: Work, given: str) -> str:
    try:
        first = dates.first_day(given, _("month"), work.today())
        last = dates.last_day(given, _("month"), work.today())
    except InvalidError:
        first, last = dates.EARLIEST, dates.LATEST
    if (first, last) != dates.month(_of(first)):
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, _("month")),
            _("Write it like 2026-03 or last-month"),
        )
    return _of(first)


def _record(work: Work, through: str, reason: str | None) -> PeriodRow:
    row = PeriodLock(closed_through=through, reason=reason)
    work.session.add(row)
    work.session.flush()
    return _view(work, row)


def _view(work: Work, row: PeriodLock) -> PeriodRow:
    by = lookup.ref(work, Operator, row.created_by)
    assert by is not None
    return PeriodRow(
        closed_through=row.closed_through, reason=row.reason, at=row.created_at, operator=by
    )
