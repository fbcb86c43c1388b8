"""Approvals 审批: the one mechanism by which something takes effect when somebody else agrees.

Who may decide: with the permission, seeing the customer, not having proposed it nor decided an
earlier step, and where rules name people for the step, one of those; or who stands in for such a
one. On PostgreSQL functions of the server decide (``db/server/approving.py``), by the same rules.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Integer, bindparam, func
from sqlalchemy import select as sql_select
from sqlmodel import col, select

from crmcli.db import authority, numbering
from crmcli.db.models.approval import (
    APPROVED,
    PENDING,
    REJECTED,
    REVISION,
    STALE,
    WITHDRAWN,
    Approval,
    ApprovalDecision,
    ApprovalRule,
    RevisionField,
)
from crmcli.db.models.authority import Login
from crmcli.db.models.contact import Contact
from crmcli.db.models.customer import Customer
from crmcli.db.models.department import Department
from crmcli.db.models.lending import APPROVE as LEND_APPROVALS
from crmcli.db.models.lending import Loan
from crmcli.db.models.operator import PERSON, Operator
from crmcli.db.prepared import Prepared
from crmcli.db.types import Instant, Json, Key, Money, Str
from crmcli.db.work import Work, raw_of
from crmcli.errors import NotAllowedError, StaleError
from crmcli.i18n import _
from crmcli.services import key_fields, notice, tree
from crmcli.views.approval import STATUS

NOUN = "approval"
APPROVE, REJECT = "approve", "reject"
DECIDE, REMINDER = "approval.decide", "approval-reminder"
_PROPOSE = Prepared(
    sql_select(
        func.crm.propose(
            bindparam("number", type_=Str()),
            bindparam("customer", type_=Key()),
            bindparam("wanted", type_=Json()),
            bindparam("reason", type_=Str()),
            bindparam("contact", type_=Key()),
        )
    )
)
_DECIDE = Prepared(
    sql_select(
        func.crm.decide(
            bindparam("key", type_=Key()),
            bindparam("decision", type_=Str()),
            bindparam("reason", type_=Str()),
            bindparam("derived", type_=Json()),
        )
    )
)
_WITHDRAW = Prepared(sql_select(func.crm.withdraw(bindparam("key", type_=Key()))))


_REMIND = Prepared(sql_select(func.crm.remind(bindparam("days", type_=Integer()))))
_STOOD_IN_FOR = Prepared(sql_select(func.crm.stood_in_for(bindparam("key", type_=Key()))))


def propose(
    work: Work, of: Customer | Contact, wanted: Mapping[str, str | None], reason: str | None
) -> Approval:
    """Propose other values, as they are stored, for key fields of a customer or a person there.

    The customer is held.
    """
    person = of if isinstance(of, Contact) else None
    customer_id = of.id if person is None else person.customer_id
    number = numbering.take(work.session, NOUN, work.today())
    if work.by_server:
        ((key,),) = _PROPOSE.all(
            work.session,
            number=number,
            customer=customer_id,
            wanted=dict(wanted),
            reason=reason,
            contact=person.id if person else None,
        )
        work.changed = True
        return work.get(Approval, key)
    amount = wanted.get("credit_limit")
    approval = Approval(
        number=number,
        noun=REVISION,
        customer_id=customer_id,
        contact_id=person.id if person else None,
        owner_id=of.owner_id,
        dept_id=of.dept_id,
        proposer_id=work.operator.id,
        amount=Money().process_result_value(amount, work.session.get_bind().dialect),
        reason=reason,
        status=PENDING,
        step=0,
        steps=1,
    )
    subject = key_fields.subject_of(approval)
    rules = _rules(work, approval, _weight(approval.amount, wanted))
    approval.steps = max((rule.step for rule in rules), default=1)
    with work.trusted():
        work.session.add(approval)
        work.session.flush()
        for field, new in wanted.items():
            work.session.add(
                RevisionField(
                    **_belonging(approval),
                    field=field,
                    old=key_fields.stored(subject, field, getattr(of, field)),
                    new=new,
                )
            )
        work.session.flush()
        _tell_deciders(work, approval)
    return approval


def _belonging(approval: Approval) -> dict[str, Any]:
    return {
        "approval_id": approval.id,
        "customer_id": approval.customer_id,
        "owner_id": approval.owner_id,
        "dept_id": approval.dept_id,
    }


def decide(
    work: Work,
    approval: Approval,
    decision: str,
    reason: str | None,
    for_id: int | None,
    derived: Mapping[str, str],
) -> str:
    """Decide the step that waits; what the approval's status is then.

    Raises:
        NotAllowedError: somebody else has to decide.
        StaleError: it was decided meanwhile.
    """
    if work.by_server:
        ((status,),) = _DECIDE.all(
            work.session,
            key=approval.id,
            decision=decision,
            reason=reason,
            derived=dict(derived),
        )
        work.changed = True
        work.session.expire_all()
        return str(status)
    with work.trusted():
        work.session.refresh(approval)
        if approval.status != PENDING:
            raise decided(approval)
        work.session.add(
            ApprovalDecision(
                **_belonging(approval),
                step=approval.step + 1,
                decision=decision,
                reason=reason,
                decided_by=work.operator.id,
                for_id=for_id,
            )
        )
        if decision == REJECT:
            approval.status = REJECTED
        else:
            approval.step += 1
            if approval.step == approval.steps:
                done = key_fields.apply(work, approval, derived)
                approval.status = APPROVED if done else STALE
        work.session.flush()
        if approval.status == PENDING:
            _tell_deciders(work, approval)
        else:
            kind = f"approval-{approval.status}"
            notice.tell(work, approval.proposer_id, kind, approval.noun, approval.number, reason)
        work.session.flush()
        status = approval.status
    work.session.expire_all()
    return status


def withdraw(work: Work, approval: Approval) -> None:
    """Take back what one has proposed oneself and waits."""
    if work.by_server:
        _WITHDRAW.all(work.session, key=approval.id)
        work.changed = True
    else:
        with work.trusted():
            approval.status = WITHDRAWN
            work.session.flush()
    work.session.expire_all()


def remind(work: Work, days: int) -> list[str]:
    """Tell those who have to decide what has waited for so many days; once a day each."""
    if work.by_server:
        ((told,),) = _REMIND.all(work.session, days=days)
        work.changed = True
        return list(told)
    since = work.at - dt.timedelta(days=days)
    lately = work.at - dt.timedelta(days=1)
    waiting = select(Approval).where(Approval.status == PENDING, Approval.updated_at <= since)
    everybody = list(people(work))
    with work.unhidden():
        told = [
            (person.id, approval.noun, approval.number)
            for approval in work.session.exec(waiting.order_by(col(Approval.id))).all()
            for person in everybody
            if person.id not in _all_told(work, approval.number, lately)
            and _may(work, approval, person)
        ]
    for key, noun, number in told:
        notice.tell(work, key, REMINDER, noun, number)
    work.session.flush()
    work.changed = work.changed or bool(told)
    return list(dict.fromkeys(number for _key, _noun, number in told))


def _all_told(work: Work, number: str, since: dt.datetime) -> set[int]:
    """Who was reminded of an approval since then, past the view that hides others' notices."""
    raw = raw_of(work.session)
    found = raw.execute(
        "SELECT operator_id FROM main.notification WHERE kind = ? AND key = ? AND at > ?",
        (REMINDER, number, Instant().process_bind_param(since, work.session.get_bind().dialect)),
    )
    return {int(row[0]) for row in found}


def decided(approval: Approval) -> StaleError:
    """The error for an approval that waits no more."""
    return StaleError(
        _("{} is {} already").format(approval.number, _(STATUS[approval.status])),
        _("See it: crm approval show {}").format(approval.number),
    )


@dataclass(frozen=True, slots=True)
class Decider:
    """Somebody who may decide: which role, which rows, what."""

    id: int
    role_id: int | None
    authority: authority.Authority


def require_decider(work: Work, approval: Approval) -> int | None:
    """For whom the acting operator may decide the step that waits: ``None`` for themselves.

    Raises:
        NotAllowedError: somebody else has to, and why.
    """
    me = work.operator
    if approval.proposer_id == me.id:
        raise NotAllowedError(
            _("You proposed {} yourself").format(approval.number),
            _("Somebody else has to decide it"),
        )
    if me.id in _have_decided(work, approval):
        raise NotAllowedError(
            _("You have decided a step of {} already").format(approval.number),
            _("Somebody else has to decide the next one"),
        )
    assert work.authority is not None
    if _may(work, approval, Decider(me.id, me.role_id, work.authority)):
        return None
    if work.by_server:
        ((found,),) = _STOOD_IN_FOR.all(work.session, key=approval.id)
        if found is not None:
            return int(found)
    for person in _stood_in_for(work):
        if _may(work, approval, person):
            return person.id
    raise NotAllowedError(
        _("Somebody else decides this step of {}").format(approval.number),
        _("Who may is told by the rules: crm approval rule list"),
    )


def _may(work: Work, approval: Approval, who: Decider) -> bool:
    if not who.authority.may(DECIDE) or who.id == approval.proposer_id:
        return False
    if not who.authority.reaches(approval.owner_id, approval.dept_id):
        return False
    if who.id in _have_decided(work, approval):
        return False
    changed = {one.field: one.new for one in key_fields.of_revision(work, approval)}
    named = [
        rule
        for rule in _rules(work, approval, _weight(approval.amount, changed))
        if rule.step == approval.step + 1 and (rule.role_id or rule.approver_id)
    ]
    return not named or any(
        rule.role_id in (None, who.role_id) and rule.approver_id in (None, who.id) for rule in named
    )


def _have_decided(work: Work, approval: Approval) -> set[int | None]:
    """Who has decided a step, and for whom."""
    with work.trusted():
        found = select(ApprovalDecision).where(ApprovalDecision.approval_id == approval.id)
        rows = work.session.exec(found).all()
    return {who for row in rows for who in (row.decided_by, row.for_id) if who is not None}


def _weight(amount: Decimal | None, changed: Mapping[str, str | None]) -> Decimal | None:
    """The amount that rules go by: no credit limit is the largest one."""
    removed = "credit_limit" in changed and changed["credit_limit"] is None
    return Decimal("Infinity") if removed else amount


def _rules(work: Work, approval: Approval, amount: Decimal | None) -> list[ApprovalRule]:
    """The rules that hold for it, ``amount`` being what it weighs."""
    above = set(tree.above(work, Department, approval.dept_id))
    known = work.session.exec(
        select(ApprovalRule).where(ApprovalRule.noun == approval.noun, col(ApprovalRule.active))
    )
    return [
        rule
        for rule in known
        if rule.dept_id in {None, *above}
        and (rule.from_amount is None or (amount is not None and amount >= rule.from_amount))
    ]


def _stood_in_for(work: Work) -> Iterator[Decider]:
    """On SQLite: those whom the acting operator stands in for today, with what they may."""
    if work.store.engine != "sqlite":
        return
    today = work.today()
    found = select(Loan.lender_id).where(
        Loan.borrower_id == work.operator.id,
        Loan.what == LEND_APPROVALS,
        ~col(Loan.ended),
        Loan.begins_on <= today,
        Loan.ends_on >= today,
    )
    wanted = set(work.session.exec(found))
    for person in people(work):
        if person.id in wanted:
            yield person


def people(work: Work) -> Iterator[Decider]:
    """On SQLite: everybody at work, with what each may."""
    raw = raw_of(work.session)
    active = (
        select(Operator.id, Operator.role_id, Login.name)
        .join(Login, col(Login.operator_id) == Operator.id)
        .where(Operator.kind == PERSON, Operator.active, Login.kind == PERSON)
        .order_by(col(Operator.id))
    )
    with work.trusted():
        found = work.session.exec(active).all()
    for key, role_id, name in found:
        worked_out = authority.of_login(raw, name)
        if worked_out is not None:
            yield Decider(key, role_id, worked_out)


def _tell_deciders(work: Work, approval: Approval) -> None:
    for person in people(work):
        if _may(work, approval, person):
            notice.tell(work, person.id, "approval-waits", approval.noun, approval.number)
