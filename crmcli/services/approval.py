"""Approvals 审批: the queue, and what is decided. Who may decide is in ``approving.py``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import col, select

from crmcli.db import numbering
from crmcli.db.models.approval import PENDING, STATUSES, Approval, ApprovalDecision, RevisionField
from crmcli.db.models.codelist import ContactCategory, Industry, Level
from crmcli.db.models.codelist import CustomerType as Type
from crmcli.db.models.contact import Contact
from crmcli.db.models.customer import Customer
from crmcli.db.models.operator import Operator
from crmcli.db.models.region import Region
from crmcli.db.query import columns
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, NotAllowedError
from crmcli.i18n import _
from crmcli.services import approving, fields, key_fields, listing, lookup, operator, texts
from crmcli.services.approving import NOUN
from crmcli.views.approval import (
    STATUS,
    SUBJECTS,
    ApprovalRow,
    DecisionRow,
    FieldRow,
)
from crmcli.views.base import Page, Ref, exact

MOST_DAYS = 365
REFERS: dict[str, Any] = {
    "type_id": Type,
    "industry_id": Industry,
    "level_id": Level,
    "region_id": Region,
    "category_id": ContactCategory,
}


@action("approval.read", writes=False)
def find(
    work: Work,
    *,
    subject: str | None = None,
    status: str | None = None,
    customer: str | None = None,
    proposer: str | None = None,
    waiting: bool = False,
    limit: int | None = None,
) -> Page[ApprovalRow]:
    """The approvals that match, newest first; ``waiting`` are those that wait for who asks.

    Raises:
        InvalidError, NotFoundError: a value that cannot be.
    """
    statement = select(Approval)
    if subject is not None:
        known = fields.chosen(subject, tuple(SUBJECTS), SUBJECTS, _("noun"))
        statement = statement.where(Approval.noun == known)
    if status is not None:
        known = fields.chosen(status, STATUSES, STATUS, _("status"))
        statement = statement.where(Approval.status == known)
    if customer is not None:
        of = lookup.coded(work, Customer, "customer", customer)
        statement = statement.where(Approval.customer_id == of.id)
    if proposer is not None:
        by = lookup.coded(work, Operator, "operator", proposer, operator.IS_PERSON)
        statement = statement.where(Approval.proposer_id == by.id)
    if waiting:
        listing.check_limit(limit)
        pending = statement.where(Approval.status == PENDING).order_by(col(Approval.id))
        mine = [one for one in work.session.exec(pending).all() if _waits_for_me(work, one)]
        return Page(_rows(work, mine[:limit]), len(mine))

    def convert(found: Sequence[Any]) -> list[ApprovalRow]:
        return _rows(work, found)

    return listing.page(
        work, statement, convert, order=[col(Approval.id).desc()], limit=limit, newest=True
    )


@action("approval.read", writes=False)
def show(work: Work, number: str) -> ApprovalRow:
    """One approval, with what it changes and who decided.

    Raises:
        NotFoundError: none of that number is seen.
    """
    return _rows(work, [by_number(work, number)])[0]


@action("approval.decide")
def decide(work: Work, number: str, decision: str, *, reason: str | None = None) -> ApprovalRow:
    """Approve or reject the step that waits; with the last one it takes effect.

    A revision whose old value is no longer the present one becomes stale and changes nothing.

    Raises:
        NotFoundError: none of that number is seen.
        NotAllowedError: somebody else has to decide it, as its proposer's rules say.
        StaleError: it was decided or withdrawn meanwhile.
        InvalidError: it is rejected without a reason.
    """
    approval = by_number(work, number)
    said = texts.line(reason, _("Reason"))
    if decision == approving.REJECT and said is None:
        raise InvalidError(
            _("Rejecting {} needs a reason").format(approval.number), _("Add --reason")
        )
    if approval.status != PENDING:
        raise approving.decided(approval)
    instead_of = approving.require_decider(work, approval)
    made = key_fields.derived(work, approval)
    status = approving.decide(work, approval, decision, said, instead_of, made)
    if status == "stale":
        work.warn(
            _("{} was overtaken: a value that it would change is another one now").format(
                approval.number
            )
        )
    return show(work, number)


@action("approval.remind")
def remind(work: Work, *, days: int) -> list[ApprovalRow]:
    """Tell those who have to decide what has waited for ``days``, for cron: once a day each.

    What somebody was reminded of is returned, as far as one sees it.

    Raises:
        InvalidError: days that cannot be.
    """
    if not 0 <= days <= MOST_DAYS:
        raise InvalidError(
            _("“{}” is not a valid {}").format(days, "--days"),
            _("Give a whole number from {} to {}").format(0, MOST_DAYS),
        )
    told = approving.remind(work, days)
    found = select(Approval).where(col(Approval.number).in_(told)).order_by(col(Approval.id))
    return _rows(work, work.session.exec(found).all())


def by_number(work: Work, number: str) -> Approval:
    """The approval of that number.

    Raises:
        NotFoundError: none is seen.
    """
    normal = numbering.normalise(number)
    found = work.session.exec(select(Approval).where(Approval.number == normal)).first()
    if found is None:
        newest = select(Approval.number).order_by(col(Approval.id).desc()).limit(lookup.NEAR)
        raise lookup.not_found(NOUN, number, list(work.session.exec(newest)))
    work.kept.append(found)
    return found


def _waits_for_me(work: Work, approval: Approval) -> bool:
    if approval.status != PENDING:
        return False
    try:
        approving.require_decider(work, approval)
    except NotAllowedError:
        return False
    return True


def _rows(work: Work, found: Iterable[Approval]) -> list[ApprovalRow]:
    approvals = list(found)
    keys = [one.id for one in approvals]
    changed = _by_approval(work, RevisionField, keys)
    decided = _by_approval(work, ApprovalDecision, keys)
    return [_row(work, one, changed.get(one.id, []), decided.get(one.id, [])) for one in approvals]


def _by_approval(work: Work, model: Any, keys: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for start in range(0, len(keys), 500):
        some = select(model).where(model.approval_id.in_(keys[start : start + 500]))
        for row in work.session.exec(some.order_by(model.id)):
            found.setdefault(row.approval_id, []).append(row)
    return found


def _row(
    work: Work,
    approval: Approval,
    changed: Sequence[RevisionField],
    decided: Sequence[ApprovalDecision],
) -> ApprovalRow:
    subject = key_fields.subject_of(approval)
    shown = tuple(
        FieldRow(
            key_fields.public(one.field),
            key_fields.called(subject, one.field),
            _shown(work, subject, one.field, one.old),
            _shown(work, subject, one.field, one.new),
        )
        for one in changed
    )
    called = "; ".join(f"{one.called}: {one.old or '∅'} → {one.new or '∅'}" for one in shown)
    (code, name) = work.session.exec(
        columns(Customer.code, Customer.name).where(Customer.id == approval.customer_id)
    ).one()
    return ApprovalRow(
        number=approval.number,
        subject=approval.noun,
        customer=Ref(code, name),
        contact=lookup.ref(work, Contact, approval.contact_id),
        changes=called or None,
        amount=approval.amount,
        proposer=operator.ref(work, approval.proposer_id),
        reason=approval.reason,
        status=approval.status,
        step=approval.step,
        steps=approval.steps,
        mine=_waits_for_me(work, approval),
        proposed_at=approval.created_at,
        fields=shown,
        decisions=tuple(
            DecisionRow(
                step=one.step,
                decision=one.decision,
                operator=operator.ref(work, one.decided_by),
                stands_in_for=operator.ref(work, one.for_id) if one.for_id else None,
                reason=one.reason,
                at=one.created_at,
            )
            for one in decided
        ),
    )


def _shown(work: Work, subject: key_fields.Subject, column: str, text: str | None) -> str | None:
    """A stored value as people read it: the same in every language."""
    value = key_fields.loaded(subject, column, text)
    if value is None:
        return None
    if column in REFERS:
        ref = lookup.ref(work, REFERS[column], value)
        return f"{ref.code} {ref.name}" if ref and ref.code != ref.name else str(ref)
    if column == "credit_limit":
        return f"{exact(value, 2):f}"
    return str(value)


def require_own(work: Work, approval: Approval) -> None:
    """Raise unless the acting operator proposed it and it waits.

    Raises:
        NotAllowedError: somebody else did.
        StaleError: it was decided or withdrawn.
    """
    if approval.proposer_id != work.operator.id:
        raise NotAllowedError(
            _("{} was proposed by somebody else").format(approval.number),
            _("Reject it instead: crm approval reject {}").format(approval.number),
        )
    if approval.status != PENDING:
        raise approving.decided(approval)
