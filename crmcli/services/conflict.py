"""Ownership conflicts 撞单: who was about to add what somebody else follows up, and whose it is.

Who asks is told a department and a person, nothing else; it is kept for ever, told to the owner
and to the managers, and so many a day. A manager who reaches both decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import bindparam, func
from sqlalchemy import select as sql_select
from sqlmodel import col, select

from crmcli import config
from crmcli.db import numbering
from crmcli.db import work as works
from crmcli.db.models.customer import Customer
from crmcli.db.models.department import Department
from crmcli.db.models.operator import POOL, Operator
from crmcli.db.models.registration import DECIDED, OPEN, Conflict, Registration
from crmcli.db.prepared import Prepared
from crmcli.db.types import Instant, Json, Key, Str
from crmcli.db.work import Work, action, raw_of
from crmcli.errors import InvalidError, NotAllowedError, RefusedError, StaleError
from crmcli.i18n import _
from crmcli.services import (
    approving,
    customer_owner,
    fields,
    held,
    lookup,
    notice,
    operator,
    setting,
    texts,
)
from crmcli.services.held import Asked, HeldByOtherError
from crmcli.views.base import Page, Ref
from crmcli.views.registration import STATUS, ConflictRow

NOUN = "conflict"
DECIDE = "conflict.decide"
T = TypeVar("T")
_RECORD = Prepared(
    sql_select(
        func.crm.record_conflict(
            bindparam("number", type_=Str()), bindparam("wanted", type_=Json())
        )
    )
)
_DECIDE = Prepared(
    sql_select(
        func.crm.decide_conflict(
            bindparam("key", type_=Key()),
            bindparam("winner", type_=Key()),
            bindparam("reason", type_=Str()),
        )
    )
)
SHOWN = (
    "number", "asked", "matched", "asker_id", "dept_id", "owner_id", "at", "status", "winner_id",
    "reason", "decided_by",
)  # fmt: skip
_LISTED: Any = func.crm.my_conflicts().table_valued(*SHOWN)
_MINE = Prepared(sql_select(*(_LISTED.c[name] for name in SHOWN)))


def answered(act: Callable[[], T]) -> T:
    """Run ``act``, which adds a customer; where somebody else follows it up, say who.

    The answer is recorded before it is given, also where ``act`` was a preview.

    Raises:
        HeldByOtherError: with the department and whom to ask.
        RefusedError: too many were asked for within a day.
    """
    try:
        return act()
    except HeldByOtherError as error:
        with config.using(replace(config.current(), dry_run=False)):
            with works.write() as w:
                number = record(w, error.asked)
            with works.read() as w:
                raise told(w, number, error) from None


@action("customer.create")
def record(work: Work, asked: Asked) -> str:
    """Record that the acting operator asks for a customer; the number of the conflict.

    Who asks again while it is open is given the same one.

    Raises:
        RefusedError: too many were asked for within a day.
    """
    found = None if work.by_server else held.first(work, asked)
    known = _met(work, asked, found[0] if found else None)
    if known is not None:
        return known
    most = int(setting.value(work, "conflict_answers_per_day"))
    since = work.at - dt.timedelta(days=1)
    if sum(row[6] > since for row in _own(work)) >= most:
        raise RefusedError(
            _("You have met {} customers of others within a day").format(most),
            _("Ask your manager"),
        )
    number = numbering.take(work.session, NOUN, work.today())
    if work.by_server:
        _RECORD.all(work.session, number=number, wanted=asked.wanted)
        work.changed = True
    elif found is not None:
        _store(work, number, asked, *found)
    return number


def _met(work: Work, asked: Asked, key: int | None) -> str | None:
    """The number of the open conflict over the same customer that one has met already."""
    if work.by_server:
        ((known,),) = _RECORD.all(work.session, number=None, wanted=asked.wanted)
        return None if known is None else str(known)
    row = raw_of(work.session).execute(
        "SELECT number FROM main.conflict WHERE asker_id = ? AND customer_id = ? AND status = ?",
        (work.operator.id, key, OPEN),
    )
    first = row.fetchone()
    return None if first is None else str(first[0])


def _store(work: Work, number: str, asked: Asked, key: int, matched: str) -> None:
    """On SQLite: keep that somebody asks for a hidden customer, and tell who is concerned."""
    found = raw_of(work.session).execute(
        "SELECT owner_id, dept_id FROM main.customer WHERE id = ?", (key,)
    )
    owner, dept = found.fetchone()
    with work.trusted():
        work.session.add(
            Conflict(
                number=number,
                customer_id=key,
                owner_id=owner,
                dept_id=dept,
                asker_id=work.operator.id,
                asked=asked.name,
                matched=matched,
                status=OPEN,
            )
        )
        _tell_all(work, number, owner, dept)
        work.session.flush()


@action("customer.create", writes=False)
def told(work: Work, number: str, error: HeldByOtherError) -> HeldByOtherError:
    """The error that says whom to ask: what the conflict of that number tells."""
    found = next((row for row in _own(work) if row[0] == number), None)
    if found is None:
        return error
    place, owner = work.get(Department, found[4]), work.get(Operator, found[5])
    if owner.kind == POOL:
        return HeldByOtherError(
            error.asked,
            _("Exists already; it lies in the pool of {}").format(place.name),
            _("Claim it, or have it assigned: crm pool list"),
        )
    return HeldByOtherError(
        error.asked,
        _("Exists already; department {}, ask {}").format(place.name, owner.name),
        _("Recorded as {}: a manager of both decides whose it is").format(number),
    )


@action("conflict.read", writes=False)
def find(
    work: Work, *, status: str | None = None, mine: bool = False, limit: int | None = None
) -> Page[ConflictRow]:
    """The conflicts over customers that one sees, and those that one met; newest first."""
    wanted = None
    if status is not None:
        wanted = fields.chosen(status, (OPEN, DECIDED), STATUS, _("status"))
    seen = select(Conflict).order_by(col(Conflict.id).desc())
    rows = {} if mine else {row.number: _view(work, row) for row in work.session.exec(seen).all()}
    for own in _own(work):
        rows.setdefault(own[0], _own_view(work, own))
    found = [row for row in rows.values() if wanted is None or row.status == wanted]
    found.sort(key=lambda row: (row.at, row.number), reverse=True)
    return Page(found[:limit], len(found), newest=True)


@action(DECIDE)
def decide(work: Work, number: str, *, winner: str, reason: str) -> ConflictRow:
    """Decide whose a customer is: it stays with its owner, or goes to who was about to add it.

    Raises:
        NotFoundError: no conflict of that number is seen.
        NotAllowedError: one is a party oneself, or one of them is outside the scope.
        StaleError: it is decided.
        InvalidError: no reason, or somebody who is neither of the two.
    """
    said = texts.line(reason, _("Reason"))
    if said is None:
        raise texts.required(_("Reason"))
    row = by_number(work, number)
    customer = work.get(Customer, row.customer_id)
    lookup.hold(work, customer)
    work.session.refresh(row)
    if row.status != OPEN:
        raise StaleError(
            _("{} is decided already").format(row.number), _("See them: crm conflict list")
        )
    owner, asker = work.get(Operator, row.owner_id), work.get(Operator, row.asker_id)
    to = _winner(work, row, (owner, asker), winner)
    key = row.id
    if work.by_server:
        _DECIDE.all(work.session, key=key, winner=to.id, reason=said)
        work.changed = True
    else:
        with work.trusted():
            row.status, row.winner_id = DECIDED, to.id
            row.reason, row.decided_by = said, work.operator.id
            work.session.flush()
            if to.id != owner.id:
                customer_owner.give(work, [customer.id], to)
            for party in (owner, asker):
                if party.kind != POOL:
                    notice.tell(work, party.id, "conflict-decided", NOUN, row.number, said)
            work.session.flush()
    work.session.expire_all()
    return _view(work, work.get(Conflict, key))


def _winner(work: Work, row: Conflict, parties: tuple[Operator, Operator], given: str) -> Operator:
    """The party that is named, where who decides may."""
    owner, asker = parties
    if work.operator.id in (owner.id, asker.id):
        raise NotAllowedError(
            _("You are a party of {} yourself").format(row.number),
            _("Somebody else has to decide it"),
        )
    for party in parties:
        customer_owner.require_seen(work, party)
    to = lookup.coded(work, Operator, "operator", given)
    if to.id not in (owner.id, asker.id):
        raise InvalidError(
            _("{} is no party of {}").format(to.name, row.number),
            _("Give {} or {}").format(owner.code, asker.code),
        )
    if to.id == asker.id:
        lookup.require_active(asker, "operator")
    return to


def by_number(work: Work, number: str) -> Conflict:
    """The conflict of that number, over a customer that is seen.

    Raises:
        NotFoundError: there is none.
    """
    normal = numbering.normalise(number)
    found = work.session.exec(select(Conflict).where(Conflict.number == normal)).first()
    if found is None:
        newest = select(Conflict.number).order_by(col(Conflict.id).desc()).limit(lookup.NEAR)
        raise lookup.not_found(NOUN, number, list(work.session.exec(newest)))
    return found


def _own(work: Work) -> list[Any]:
    """What the acting operator met: not which customers, but whose."""
    if work.by_server:
        return _MINE.all(work.session)
    read, dialect = Instant().process_result_value, work.session.get_bind().dialect
    found = raw_of(work.session).execute(
        "SELECT number, asked, matched, asker_id, dept_id, owner_id, created_at, status, "
        "winner_id, reason, decided_by FROM main.conflict WHERE asker_id = ? ORDER BY id",
        (work.operator.id,),
    )
    return [(*row[:6], read(row[6], dialect), *row[7:]) for row in found.fetchall()]


def _own_view(work: Work, own: Any) -> ConflictRow:
    number, asked, matched, asker, dept, owner, at, status, winner, reason, decider = own
    return ConflictRow(
        number=number,
        asked=asked,
        matched=matched,
        asker=operator.ref(work, asker),
        customer=None,
        department=_department(work, dept),
        owner=operator.ref(work, owner),
        registered_until=None,
        at=at,
        status=status,
        winner=lookup.ref(work, Operator, winner),
        reason=reason,
        decided_by=lookup.ref(work, Operator, decider),
    )


def _view(work: Work, row: Conflict) -> ConflictRow:
    customer = work.get(Customer, row.customer_id)
    registered = [one.ends_on for one in _registered(work, row.customer_id)]
    return ConflictRow(
        number=row.number,
        asked=row.asked,
        matched=row.matched,
        asker=operator.ref(work, row.asker_id),
        customer=Ref(customer.code, customer.name),
        department=_department(work, row.dept_id),
        owner=operator.ref(work, row.owner_id),
        registered_until=max(registered, default=None),
        at=row.created_at,
        status=row.status,
        winner=lookup.ref(work, Operator, row.winner_id),
        reason=row.reason,
        decided_by=lookup.ref(work, Operator, row.decided_by),
    )


def _registered(work: Work, customer_id: int) -> list[Registration]:
    found = select(Registration).where(
        Registration.customer_id == customer_id,
        ~col(Registration.ended),
        Registration.ends_on >= work.today(),
    )
    return list(work.session.exec(found))


def _department(work: Work, key: int) -> Ref:
    found = lookup.ref(work, Department, key)
    assert found is not None
    return found


def _tell_all(work: Work, number: str, owner: int, dept: int) -> None:
    """Tell the owner, and who may decide."""
    for person in approving.people(work):
        may = person.authority.may(DECIDE) and person.authority.reaches(owner, dept)
        if person.id != work.operator.id and (person.id == owner or may):
            notice.tell(work, person.id, NOUN, NOUN, number)
