"""The pool 公海: customers that nobody follows up wait there, for colleagues to claim.

A pool is a department's. What is told of it to who may claim is a name, a place and a reason; a
customer is seen whole by who has claimed it. Rules are settings; on PostgreSQL functions of the
server hold them too (``db/server/pooling.py``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import ARRAY, BigInteger, bindparam, func
from sqlalchemy import select as sql_select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from crmcli.db import faults, numbering
from crmcli.db.models.codelist import CustomerType, Level
from crmcli.db.models.customer import Customer
from crmcli.db.models.department import Department
from crmcli.db.models.operator import POOL, Operator
from crmcli.db.models.pool import CLAIM, RECYCLE, RELEASE, PoolMove
from crmcli.db.models.region import Region
from crmcli.db.prepared import Prepared
from crmcli.db.query import columns
from crmcli.db.types import Instant, Str
from crmcli.db.work import Work, action, raw_of
from crmcli.errors import NotFoundError, RefusedError, StaleError
from crmcli.i18n import _
from crmcli.services import (
    customer_owner,
    customer_view,
    handover_sheet,
    lookup,
    notice,
    setting,
    texts,
    tree,
)
from crmcli.services.department import pool_of
from crmcli.views.base import Page, Ref
from crmcli.views.customer import CustomerRow
from crmcli.views.pool import PoolRow

RECYCLED = "recycled"
LATELY = dt.timedelta(days=1)
"""For so long a customer that somebody else has claimed is told from one that never was there."""
AT_ONCE = 5_000
"""So many customers are given to the pool by one statement."""
SHOWN = (
    "id", "code", "name", "type_id", "level_id", "region_id", "dept_id", "since", "reason",
    "last_id",
)  # fmt: skip
_LISTED: Any = func.crm.pool_customers().table_valued(*SHOWN)
_LIST = Prepared(sql_select(*(_LISTED.c[name] for name in SHOWN)))
_CLAIM = Prepared(sql_select(func.crm.claim(bindparam("keys", type_=ARRAY(BigInteger)))))
_TO_POOL = Prepared(
    sql_select(
        func.crm.to_pool(
            bindparam("keys", type_=ARRAY(BigInteger)),
            bindparam("move", type_=Str()),
            bindparam("reason", type_=Str()),
        )
    )
)
_CLAIMS = Prepared(sql_select(func.crm.claims(bindparam("since", type_=Instant()))))
_CLAIMED = Prepared(sql_select(func.crm.claimed(bindparam("code", type_=Str()))))
_POOLED = """
SELECT c.id, c.code, c.name, c.type_id, c.level_id, c.region_id, c.dept_id,
  coalesce(m.created_at, c.owned_since, c.created_at), m.reason, m.person_id, p.id
FROM main.operator p JOIN main.customer c ON c.owner_id = p.id
LEFT JOIN main.pool_move m ON m.id = (SELECT max(x.id) FROM main.pool_move x
  WHERE x.customer_id = c.id AND x.move <> 'claim')
WHERE p.kind = 'pool' AND c.active AND NOT c.reserved ORDER BY c.id
"""


@action("customer.release")
def release(work: Work, keys: Sequence[str], *, reason: str) -> list[CustomerRow]:
    """Give customers back to the pool of their department, all or none; they are shown once more.

    Raises:
        NotFoundError, InvalidError: a customer that is not seen, or no reason.
        StaleError: one lies in the pool already.
        RefusedError: orders of one are open, or not paid.
        NotAllowedError: one is lent or shared only to be read.
    """
    said = texts.line(reason, _("Reason"))
    if said is None:
        raise texts.required(_("Reason"))
    rows = [lookup.coded(work, Customer, "customer", key) for key in dict.fromkeys(keys)]
    for row in rows:
        lookup.refuse_reserved(row)
    lookup.hold(work, *rows)
    for row in rows:
        customer_owner.require_own(work, row)
        if work.get(Operator, row.owner_id).kind == POOL:
            raise StaleError(
                _("{} {} lies in the pool already").format(row.code, row.name),
                _("See the pool: crm pool list"),
            )
    _refuse_open(work, rows)
    shown = [replace(customer_view.row(work, row), owner=None) for row in rows]
    give(work, rows, RELEASE, said)
    return shown


def _refuse_open(work: Work, rows: Sequence[Customer]) -> None:
    """Raise RefusedError for customers that somebody has to see through to the end."""
    keys = [row.id for row in rows]
    orders = handover_sheet.orders(work, keys)
    owed = handover_sheet.in_debt(work, keys)
    for row in rows:
        if orders.get(row.id) or row.id in owed:
            raise RefusedError(
                _("{} {} has open orders, or some that are not paid").format(row.code, row.name),
                _("Have it assigned to somebody: crm customer assign {} --to OPERATOR").format(
                    row.code
                ),
            )


def give(work: Work, rows: Sequence[Customer], move: str, reason: str | None) -> None:
    """Give customers, which are held, to the pools of their departments."""
    keys = [row.id for row in rows]
    if work.by_server:
        for start in range(0, len(keys), AT_ONCE):
            some = keys[start : start + AT_ONCE]
            with _checked_before():
                _TO_POOL.all(work.session, keys=some, move=move, reason=reason)
        work.changed = work.changed or bool(keys)
    elif rows:
        with work.trusted():
            _note(work, rows, move, reason, {row.id: row.owner_id for row in rows})
            if move == RECYCLE:
                for row in rows:
                    notice.tell(work, row.owner_id, RECYCLED, "customer", row.code)
            for dept in {row.dept_id for row in rows}:
                some = [row.id for row in rows if row.dept_id == dept]
                customer_owner.give(work, some, pool_of(work, dept))
    work.session.expire_all()


@action("customer.claim")
def claim(work: Work, keys: Sequence[str]) -> list[CustomerRow]:
    """Take customers out of the pool as one's own, all or none.

    Raises:
        NotFoundError: none of that code lies in a pool that one may claim from.
        StaleError: somebody else was first.
        RefusedError: a rule stands against it: how many, how often, or too soon again.
    """
    there = _claimable(work)
    known = {row.customer.code: (key, row) for key, row in there.items()}
    chosen = [known[code] for code in dict.fromkeys(_named(work, known, key) for key in keys)]
    wanted = [key for key, _row in chosen]
    _refuse(work, [row for _key, row in chosen])
    if work.by_server:
        with _checked_before():
            _CLAIM.all(work.session, keys=wanted)
        work.changed = True
    else:
        with work.trusted():
            rows = [_past_views(work, key) for key in wanted]
            _note(work, rows, CLAIM, None, dict.fromkeys(wanted, work.operator.id))
            customer_owner.give(work, wanted, work.operator)
            work.session.flush()
    work.session.expire_all()
    found = select(Customer).where(col(Customer.id).in_(wanted)).order_by(col(Customer.id))
    return [customer_view.row(work, row) for row in work.session.exec(found).all()]


@contextmanager
def _checked_before() -> Iterator[None]:
    """What the server refuses although the rules allowed it a moment ago: somebody was first.

    Raises:
        StaleError: it refuses.
    """
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != faults.DENIED:
            raise
        raise StaleError(
            _("The record was changed meanwhile by somebody else"), _("Look at it and try again")
        ) from error


@action("customer.claim", writes=False)
def find(work: Work, *, text: str | None = None, limit: int | None = None) -> Page[PoolRow]:
    """The customers that who asks may claim, the longest in the pool first."""
    rows = sorted(_claimable(work).values(), key=lambda row: (row.since, row.customer.code))
    if text:
        wanted = texts.fold(text)
        rows = [
            row
            for row in rows
            if wanted in texts.search_text([row.customer.code, row.customer.name])
        ]
    return Page(rows[:limit], len(rows))


def _claimable(work: Work) -> dict[int, PoolRow]:
    """What lies in the pools that who asks may claim from, by id."""
    return {
        key: PoolRow(
            code=code,
            customer=Ref(code, name),
            type=lookup.ref(work, CustomerType, type_id),
            level=lookup.ref(work, Level, level_id),
            region=lookup.ref(work, Region, region_id),
            department=_department(work, dept_id),
            since=since,
            last_owner=lookup.ref(work, Operator, last_id),
            reason=reason,
        )
        for key, code, name, type_id, level_id, region_id, dept_id, since, reason, last_id in (
            _pooled(work)
        )
    }


def _department(work: Work, key: int) -> Ref:
    found = lookup.ref(work, Department, key)
    assert found is not None
    return found


def _pooled(work: Work) -> list[Any]:
    if work.by_server:
        return _LIST.all(work.session)
    fits = _fits(work)
    found = []
    read = Instant().process_result_value
    dialect = work.session.get_bind().dialect
    for row in raw_of(work.session).execute(_POOLED).fetchall():
        if fits(row[5], row[6]) or work.reaches(row[10], row[6]):
            found.append((*row[:7], read(row[7], dialect), *row[8:10]))
    return found


def _fits(work: Work) -> Callable[[int | None, int], bool]:
    """On SQLite: whether who asks may claim what lies in the pool of a region and a department."""
    by = setting.value(work, "pool_by")
    me = work.operator
    depts = set(tree.above(work, Department, me.dept_id))
    regions: set[Any] = set()
    if by == "region" and me.region_id is not None:
        inside = work.session.connection().execute(tree.below(Region, me.region_id)).scalars()
        regions = set(inside)

    def fits(region: int | None, dept: int) -> bool:
        return {"company": True, "region": region in regions, "department": dept in depts}[by]

    return fits


def _named(work: Work, known: Mapping[str, tuple[int, PoolRow]], key: str) -> str:
    code = numbering.normalise(key)
    if code in known:
        return code
    named = [code for code, (_key, row) in known.items() if row.customer.name == key.strip()]
    if len(named) == 1:
        return named[0]
    if _was_claimed(work, code):
        raise StaleError(
            _("Somebody else has claimed {}").format(code), _("See the pool: crm pool list")
        )
    raise NotFoundError(
        _("No {} “{}”").format(_("customer in the pool"), key), _("See the pool: crm pool list")
    )


def _was_claimed(work: Work, code: str) -> bool:
    """Whether it lay in a pool that who asks may claim from, until somebody was first lately."""
    since = work.at - LATELY
    if work.by_server:
        ((found,),) = _CLAIMED.all(work.session, code=code)
        return bool(found)
    any_move = aliased(PoolMove)
    newest = select(func.max(any_move.id)).where(any_move.customer_id == Customer.id)
    taken = (
        columns(Customer.region_id, Customer.dept_id)
        .join(PoolMove, col(PoolMove.customer_id) == Customer.id)
        .where(
            Customer.code == code,
            ~col(Customer.reserved),
            col(PoolMove.id) == newest.scalar_subquery(),
            PoolMove.move == CLAIM,
            PoolMove.created_at > since,
        )
    )
    with work.unhidden():
        row = work.session.exec(taken).first()
    return row is not None and _fits(work)(*row)


def _refuse(work: Work, wanted: Sequence[PoolRow]) -> None:
    """Raise RefusedError where a rule of the pool stands against claiming these."""
    me = work.operator
    most = int(setting.value(work, "pool_holding_limit"))
    held = work.session.exec(
        select(func.count()).where(Customer.owner_id == me.id, Customer.active)
    ).one()
    if most and held + len(wanted) > most:
        raise RefusedError(
            _("You hold {} customers, and may hold {}").format(held, most),
            _("Release some first: crm customer release"),
        )
    a_day = int(setting.value(work, "pool_claims_per_day"))
    since = work.at - dt.timedelta(days=1)
    claimed = _claims(work, since)
    if a_day and claimed + len(wanted) > a_day:
        raise RefusedError(
            _("You have claimed {} customers within a day, and may claim {}").format(
                claimed, a_day
            ),
            _("Try again tomorrow"),
        )
    days = int(setting.value(work, "pool_reclaim_days"))
    for row in wanted:
        until = row.since + dt.timedelta(days=days)
        if row.last_owner is not None and row.last_owner.code == me.code and until > work.at:
            raise RefusedError(
                _("{} {} was yours; you may claim it again from {} on").format(
                    row.customer.code, row.customer.name, until.date()
                ),
                _("A colleague may claim it now"),
            )


def _claims(work: Work, since: dt.datetime) -> int:
    """How many customers who asks has claimed since then, those that went elsewhere too."""
    if work.by_server:
        ((number,),) = _CLAIMS.all(work.session, since=since)
        return int(number)
    mine = select(func.count()).where(
        PoolMove.person_id == work.operator.id,
        PoolMove.move == CLAIM,
        PoolMove.created_at > since,
    )
    with work.unhidden():
        return work.session.exec(mine).one()


def _past_views(work: Work, key: int) -> Customer:
    """A customer that is not seen yet, for what is written about it."""
    found = raw_of(work.session).execute(
        "SELECT owner_id, dept_id FROM main.customer WHERE id = ?", (key,)
    )
    owner, dept = found.fetchone()
    return Customer(id=key, owner_id=owner, dept_id=dept)


def _note(
    work: Work, rows: Sequence[Customer], move: str, reason: str | None, whose: dict[int, int]
) -> None:
    work.insert(
        PoolMove,
        [
            {
                "customer_id": row.id,
                "owner_id": row.owner_id,
                "dept_id": row.dept_id,
                "person_id": whose[row.id],
                "move": move,
                "reason": reason,
            }
            for row in rows
        ],
    )
