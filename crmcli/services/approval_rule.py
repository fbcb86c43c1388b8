"""Rules of approval: who decides a step of what, from which amount on, in which department."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from crmcli.db.models.approval import KINDS, MOST_STEPS, ApprovalRule
from crmcli.db.models.authority import Role
from crmcli.db.models.department import Department
from crmcli.db.models.operator import Operator
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, RefusedError
from crmcli.i18n import _
from crmcli.services import codes, fields, lending, listing, lookup, money, operator, texts
from crmcli.views.approval import SUBJECTS, ApprovalRuleRow
from crmcli.views.base import Page

NOUN = "approval-rule"


@action("approval-rule.create")
def add(
    work: Work,
    *,
    name: str,
    code: str | None = None,
    subject: str = KINDS[0],
    department: str | None = None,
    from_amount: str | None = None,
    step: int = 1,
    role: str | None = None,
    approver: str | None = None,
) -> ApprovalRuleRow:
    """Add a rule; a rule of step 2 makes what it holds for need two.

    Raises:
        InvalidError, DuplicateError, NotFoundError: a value that cannot be.
        RefusedError: the approver may not decide approvals.
    """
    row = ApprovalRule(
        name=texts.name(name, _("Name")),
        noun=fields.chosen(subject, KINDS, SUBJECTS, _("noun")),
        step=_step(step),
    )
    _set(work, row, department, from_amount, role, approver)
    codes.take(work, row, NOUN, code)
    lookup.index(row)
    work.session.add(row)
    work.session.flush()
    return _view(work, row)


@action("approval-rule.update")
def edit(
    work: Work,
    key: str,
    *,
    name: str | None = None,
    code: str | None = None,
    department: str | None = None,
    from_amount: str | None = None,
    step: int | None = None,
    role: str | None = None,
    approver: str | None = None,
    active: bool | None = None,
) -> ApprovalRuleRow:
    """Change what is given; an empty value clears. It holds for steps that are not decided yet.

    Raises:
        NotFoundError, InvalidError, DuplicateError: no such rule, or a value that cannot be.
        RefusedError: the approver may not decide approvals.
    """
    row = lookup.coded(work, ApprovalRule, NOUN, key)
    if name is not None:
        row.name = texts.name(name, _("Name"))
    codes.change(work, row, NOUN, code)
    if step is not None:
        row.step = _step(step)
    if active is not None:
        row.active = active
    _set(work, row, department, from_amount, role, approver)
    lookup.index(row)
    work.session.flush()
    return _view(work, row)


@action("approval-rule.delete")
def remove(work: Work, key: str, *, sure: bool) -> ApprovalRuleRow:
    """Remove a rule.

    Raises:
        UnconfirmedError: ``sure`` is off.
    """
    row = lookup.coded(work, ApprovalRule, NOUN, key)
    lookup.require_yes(row, sure=sure)
    shown = _view(work, row)
    work.session.delete(row)
    work.session.flush()
    return shown


@action("approval-rule.read", writes=False)
def find(
    work: Work, *, active: bool | None = None, limit: int | None = None
) -> Page[ApprovalRuleRow]:
    """The rules that match, by code."""
    statement = select(ApprovalRule)
    if active is not None:
        statement = statement.where(ApprovalRule.active == active)

    def convert(found: Sequence[Any]) -> list[ApprovalRuleRow]:
        return [_view(work, one) for one in found]

    return listing.page(work, statement, convert, order=[col(ApprovalRule.code)], limit=limit)


@action("approval-rule.read", writes=False)
def show(work: Work, key: str) -> ApprovalRuleRow:
    """One rule."""
    return _view(work, lookup.coded(work, ApprovalRule, NOUN, key))


def _step(given: int) -> int:
    if not 1 <= given <= MOST_STEPS:
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, _("Step").lower()),
            _("Give a whole number from {} to {}").format(1, MOST_STEPS),
        )
    return given


def _set(
    work: Work,
    row: ApprovalRule,
    department: str | None,
    from_amount: str | None,
    role: str | None,
    approver: str | None,
) -> None:
    if department is not None:
        row.dept_id = lookup.reference(work, Department, "department", department)
    if from_amount is not None:
        empty = not from_amount.strip()
        row.from_amount = None if empty else money.parse(from_amount, _("From amount"))
    if role is not None:
        row.role_id = lookup.reference(work, Role, "role", role)
    if approver is not None:
        row.approver_id = _approver(work, approver).id if approver.strip() else None


def _approver(work: Work, given: str) -> Operator:
    """Whoever is named, and may decide approvals."""
    found = operator.person(work, given)
    if not lending.may_decide(work, found, work.today(), work.today()):
        raise RefusedError(
            _("{} may not decide approvals").format(found.name),
            _("See who may: crm permission matrix --people"),
        )
    return found


def _view(work: Work, row: ApprovalRule) -> ApprovalRuleRow:
    return ApprovalRuleRow(
        code=row.code,
        name=row.name,
        subject=row.noun,
        department=lookup.ref(work, Department, row.dept_id),
        from_amount=row.from_amount,
        step=row.step,
        role=lookup.ref(work, Role, row.role_id),
        approver=lookup.ref(work, Operator, row.approver_id),
        active=row.active,
    )
