"""Recycling 回收: customers that nobody has looked after for too long go back to the pool.

A customer is protected for so many days of its level since it was last followed up, ordered, or
came to its owner. Open orders, receivables and a registration keep it. It goes back only when its
owner was warned, since then and so many days before; and is told when it does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Date, Text, bindparam, func, or_
from sqlalchemy import select as sql_select
from sqlmodel import col, select

from crmcli.db.models.codelist import Level
from crmcli.db.models.customer import Customer
from crmcli.db.models.followup import Followup
from crmcli.db.models.operator import PERSON, Operator
from crmcli.db.models.order import OPEN, SalesOrder
from crmcli.db.models.pool import RECYCLE
from crmcli.db.models.registration import Registration
from crmcli.db.prepared import Prepared
from crmcli.db.types import Instant
from crmcli.db.work import Work, action, raw_of
from crmcli.errors import InvalidError, NotFoundError
from crmcli.i18n import _
from crmcli.services import (
    dates,
    handover_sheet,
    lookup,
    notice,
    operator,
    pool,
    registration,
    setting,
)
from crmcli.views.base import Ref
from crmcli.views.pool import RecycleRow

WARNED = "recycle-soon"
_KNOWN: Any = func.crm.recycling_warnings().table_valued("person", "code", "at")
_WARNINGS = Prepared(sql_select(_KNOWN.c.person, _KNOWN.c.code, _KNOWN.c.at))
_WARN = Prepared(
    sql_select(
        func.crm.warn_of_recycling(
            bindparam("people", type_=ARRAY(BigInteger)),
            bindparam("codes", type_=ARRAY(Text)),
            bindparam("days", type_=ARRAY(Date)),
        )
    )
)


@dataclass(frozen=True, slots=True)
class Due:
    """A customer whose protection ends, and when; ``warned`` is whether its owner knows."""

    customer: Customer
    last: dt.date
    due: dt.date
    warned: bool = False


@action("customer.recycle")
def run(work: Work) -> list[RecycleRow]:
    """Give unprotected customers back to the pools; warn the owners of those that are next.

    What goes back, and of what somebody is warned for the first time, is returned.

    Raises:
        InvalidError: the company has set no days of protection.
    """
    days = protection(work)
    if not any(days.values()):
        raise InvalidError(
            _("No customer is ever recycled: {} is 0").format("pool_protection_days"),
            _("Set it: crm setting edit pool_protection_days 90"),
        )
    warning = int(setting.value(work, "pool_warning_days"))
    today = work.today()
    found = list(_warned(work, _due(work, days, warning), warning))
    over = [one for one in found if one.due < today]
    soon = [one for one in found if one.due >= today and not one.warned]
    level = cache(lambda key: lookup.ref(work, Level, key))
    owner = cache(lambda key: operator.ref(work, key))
    rows = [
        RecycleRow(
            customer=Ref(one.customer.code, one.customer.name),
            owner=owner(one.customer.owner_id),
            level=level(one.customer.level_id),
            last_activity=one.last,
            due_on=one.due,
            recycled=one.due < today,
        )
        for one in (*over, *soon)
    ]
    _warn(work, soon)
    pool.give(work, [one.customer for one in over], RECYCLE, None)
    return rows


def _warned(work: Work, found: Iterable[Due], days: int) -> Iterator[Due]:
    """The same, each protected until its owner has known of it for so many days."""
    if not days:
        yield from found
        return
    today = work.today()
    known: dict[tuple[int, str], list[dt.date]] = {}
    for person, code, at in _warnings(work):
        known.setdefault((person, code), []).append(dates.day_of(at, work.zone))
    for one in found:
        told = known.get((one.customer.owner_id, one.customer.code), ())
        first = min((day for day in told if day > one.last), default=None)
        until = (first or today) + dt.timedelta(days=days - 1)
        yield replace(one, due=max(one.due, until), warned=first is not None)


def _warnings(work: Work) -> Iterator[tuple[int, str, Any]]:
    """Who was warned of which customer, and when: what is known of all, with one statement."""
    if work.by_server:
        yield from _WARNINGS.all(work.session)
        return
    read, dialect = Instant().process_result_value, work.session.get_bind().dialect
    found = raw_of(work.session).execute(
        "SELECT operator_id, key, at FROM main.notification WHERE kind = ?", (WARNED,)
    )
    for person, code, at in found:
        yield person, code, read(at, dialect)


def protection(work: Work) -> dict[int | None, int]:
    """Days of protection by level; ``None`` is every other level, and none."""
    found: dict[int | None, int] = {None: 0}
    for part in setting.value(work, "pool_protection_days").split(","):
        code, equals, number = part.rpartition("=")
        key: int | None = None
        if equals:
            try:
                key = lookup.coded(work, Level, "level", code).id
            except NotFoundError:
                continue  # the level is gone, and no customer has it
        found[key] = int(number)
    return found


def _due(work: Work, days: Mapping[int | None, int], warning: int) -> Iterator[Due]:
    named = [key for key in days if key is not None]
    for key, number in days.items():
        if not number:
            continue
        of_level: Any = (
            or_(col(Customer.level_id).is_(None), col(Customer.level_id).not_in(named))
            if key is None
            else Customer.level_id == key
        )
        yield from _untouched(work, of_level, number, warning)


def _untouched(work: Work, of_level: Any, days: int, warning: int) -> Iterator[Due]:
    today = work.today()
    since = today - dt.timedelta(days=max(days - warning, 0))
    begin = dates.instants(since, since, work.zone)[0]
    talked = select(Followup.id).where(
        Followup.customer_id == Customer.id, Followup.contacted_at >= begin
    )
    ordered = select(SalesOrder.id).where(
        SalesOrder.customer_id == Customer.id,
        or_(col(SalesOrder.date) >= since, col(SalesOrder.status).in_(OPEN)),
    )
    registered = select(Registration.id).where(
        Registration.customer_id == Customer.id, *registration.in_force(work)
    )
    candidates = (
        select(Customer)
        .join(Operator, col(Operator.id) == Customer.owner_id)
        .where(
            Operator.kind == PERSON,
            Customer.active,
            ~col(Customer.reserved),
            of_level,
            func.coalesce(Customer.owned_since, Customer.created_at) < begin,
            ~talked.exists(),
            ~ordered.exists(),
            ~registered.exists(),
        )
        .order_by(col(Customer.id))
    )
    rows = [row for row in work.session.exec(candidates) if work.reaches(row.owner_id, row.dept_id)]
    keys = [row.id for row in rows]
    owed = handover_sheet.in_debt(work, keys)
    last = handover_sheet.grouped(work, keys, Followup.customer_id, func.max(Followup.contacted_at))
    bought = handover_sheet.grouped(work, keys, SalesOrder.customer_id, func.max(SalesOrder.date))
    for row in rows:
        if row.id in owed:
            continue
        began = row.owned_since or row.created_at
        touched = max(filter(None, (last.get(row.id, (None,))[0], began)))
        day = dates.day_of(touched, work.zone)
        day = max(day, bought.get(row.id, (day,))[0] or day)
        yield Due(row, day, day + dt.timedelta(days=days))


def _warn(work: Work, soon: list[Due]) -> None:
    if not soon:
        return
    if work.by_server:
        _WARN.all(
            work.session,
            people=[one.customer.owner_id for one in soon],
            codes=[one.customer.code for one in soon],
            days=[one.due for one in soon],
        )
        work.changed = True
        return
    for one in soon:
        of, day = one.customer, one.due.isoformat()
        notice.tell(work, of.owner_id, WARNED, "customer", of.code, day)
    work.session.flush()
    work.changed = True
