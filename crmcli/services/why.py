"""Why somebody sees a record, or does not; may do something, or may not.

Only who sees the record is told: nobody learns from it that a hidden one exists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from crmcli.db import scope
from crmcli.db.models.authority import Role, RolePermission
from crmcli.db.models.contact import Contact
from crmcli.db.models.customer import Customer
from crmcli.db.models.department import Department
from crmcli.db.models.followup import Followup
from crmcli.db.models.lending import FUNCTION
from crmcli.db.models.operator import POOL, Operator
from crmcli.db.models.order import SalesOrder
from crmcli.db.models.payment import OpeningBalance, Payment
from crmcli.db.models.region import Region
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, suggestion
from crmcli.i18n import _
from crmcli.services import followup_list, lending, lookup, sharing
from crmcli.services import operator as operators
from crmcli.services import role as roles
from crmcli.views.base import Ref
from crmcli.views.nouns import NOUNS
from crmcli.views.permissions import named
from crmcli.views.role import WhyRow
from crmcli.views.scopes import SCOPES

NUMBERED: dict[str, Any] = {"order": SalesOrder, "payment": Payment, "opening": OpeningBalance}
CODED: dict[str, Any] = {"customer": Customer, "contact": Contact}
KNOWN = (*CODED, *NUMBERED, "followup")


@action("permission.read", writes=False)
def explain(
    work: Work, noun: str, key: str, *, operator: str | None = None, may: str | None = None
) -> list[WhyRow]:
    """Whether ``operator`` (or who asks) sees a record, and may do ``may`` to it, and by what.

    Raises:
        InvalidError: a noun whose records everybody sees, or an unknown action.
        NotFoundError: who asks does not see such a record.
    """
    if noun not in KNOWN:
        raise InvalidError(
            _("“{}” has no records that are hidden from anybody").format(noun),
            suggestion(noun, {one: _(NOUNS[one]) for one in KNOWN}),
        )
    record = _found(work, noun, key)
    person = operators.named(work, operator) if operator else work.operator
    rows = [_seen(work, person, record)]
    if may is not None:
        rows += [_allowed(work, person, permission) for permission in roles.meant([may])]
    return rows


def _found(work: Work, noun: str, key: str) -> Any:
    if noun == "followup":
        return work.get(Followup, followup_list.by_number(work, key).id)
    if noun in NUMBERED:
        return lookup.numbered(work, NUMBERED[noun], noun, key)
    return lookup.coded(work, CODED[noun], noun, key)


@dataclass(frozen=True, slots=True)
class _Rule:
    """One rule that could show a record: whether it does, how it is said, the path in the tree."""

    applies: bool
    text: str
    path: tuple[str, ...] = ()
    kind: str | None = None


def _seen(work: Work, person: Operator, record: Any) -> WhyRow:
    owner = work.get(Operator, record.owner_id)
    place = work.get(Department, record.dept_id)
    rules = list(_rules(work, person, owner, place))
    key = record.id if isinstance(record, Customer) else record.customer_id
    rules += [*_lent(work, person, owner, place), *_shared(work, person, key)]
    told = [rule for rule in rules if rule.applies] or rules
    if not person.active:
        told = [_Rule(False, _("{} is deactivated and cannot log in").format(person.name))]
    role = work.get(Role, person.role_id) if person.role_id else None
    return WhyRow(
        question=_("{} sees it").format(person.name),
        operator=Ref(person.code, person.name),
        permission=None,
        answer=any(rule.applies for rule in told),
        rule=told[0].kind or person.scope or scope.OWN,
        role=Ref(role.code, role.name) if role else None,
        owner=Ref(owner.code, owner.name),
        path=next((rule.path for rule in told if rule.path), ()),
        because=tuple(rule.text for rule in told),
    )


def _rules(work: Work, person: Operator, owner: Operator, place: Department) -> Iterator[_Rule]:
    """Every rule that could show what ``owner`` in ``place`` follows up."""
    held = (
        _("it lies in the pool of {} {}").format(place.code, place.name)
        if owner.kind == POOL
        else _("its customer is followed up by {} {} in {} {}").format(
            owner.code, owner.name, place.code, place.name
        )
    )
    if person.scope == scope.ALL:
        yield _Rule(True, _("the scope {} holds every record; {}").format(_(SCOPES["all"]), held))
        return
    mine = owner.id == person.id
    yield _Rule(mine, _("own customers are always seen") if mine else held)
    if person.scope in (scope.DEPARTMENT, scope.SUBTREE):
        yield _by_department(work, person, place, held)
    elif person.scope == scope.REGION:
        yield _by_region(work, person, owner)


def _lent(work: Work, person: Operator, owner: Operator, place: Department) -> Iterator[_Rule]:
    """What of others is lent to somebody today, and shows it."""
    for loan in lending.in_force(work, person):
        lender = work.get(Operator, loan.lender_id)
        path = next((r for r in _rules(work, lender, owner, place) if r.applies), None)
        if loan.what != FUNCTION and lender.active and path is not None:
            text = _("what {} {} sees is lent until {}").format(
                lender.code, lender.name, loan.ends_on
            )
            yield _Rule(True, text, path.path, "loan")


def _shared(work: Work, person: Operator, customer_id: int) -> Iterator[_Rule]:
    for share in sharing.with_person(work, customer_id, person):
        text = _("its customer is shared until {}").format(share.ends_on)
        yield _Rule(True, text, kind="share")


def _by_department(work: Work, person: Operator, place: Department, held: str) -> _Rule:
    base = work.get(Department, person.scope_dept_id or person.dept_id)
    path = _path(work, Department, place.id, base.id)
    if place.id == base.id or (person.scope == scope.SUBTREE and path):
        return _Rule(True, _way(path, base, place, held), tuple(row.code for row in path))
    return _Rule(
        False,
        _("{} {} is not the department of the scope, {} {}, nor below it").format(
            place.code, place.name, base.code, base.name
        ),
    )


def _way(path: list[Any], base: Department, place: Department, held: str) -> str:
    if place.id == base.id:
        return _("{} {} is the department of the scope; {}").format(base.code, base.name, held)
    return _("{}: below the department of the scope; {}").format(_said(path), held)


def _by_region(work: Work, person: Operator, owner: Operator) -> _Rule:
    if person.region_id is None:
        return _Rule(False, _("{} has no region").format(person.name))
    base = work.get(Region, person.region_id)
    if owner.region_id is None:
        return _Rule(False, _("{} has no region").format(owner.name))
    path = _path(work, Region, owner.region_id, base.id)
    if path:
        said = _("the owner’s region is {}").format(_said(path))
        return _Rule(True, said, tuple(row.code for row in path))
    return _Rule(
        False,
        _("the owner’s region {} is not in {}").format(
            work.get(Region, owner.region_id).name, base.name
        ),
    )


def _said(path: list[Any]) -> str:
    return " > ".join(f"{row.code} {row.name}" for row in path)


def _path(work: Work, model: Any, start: int, goal: int) -> list[Any]:
    """The rows from ``goal`` down to ``start``; empty where that is not below it."""
    rows: list[Any] = []
    at: int | None = start
    while at is not None:
        row = work.get(model, at)
        rows.insert(0, row)
        if at == goal:
            return rows
        at = row.parent_id
    return []


def _allowed(work: Work, person: Operator, permission: str) -> WhyRow:
    role = work.get(Role, person.role_id) if person.role_id else None
    granted = (
        role is not None
        and role.active
        and (
            work.session.exec(
                select(RolePermission.id).where(
                    RolePermission.role_id == role.id, col(RolePermission.permission) == permission
                )
            ).first()
            is not None
        )
    )
    if role is None:
        because = _("{} has no role").format(person.name)
    elif not role.active:
        because = _("the role {} {} is deactivated").format(role.code, role.name)
    elif granted:
        because = _("the role {} {} grants {}").format(role.code, role.name, permission)
    else:
        because = _("the role {} {} does not grant {}").format(role.code, role.name, permission)
    rule = "role"
    for loan in lending.in_force(work, person):
        lender = work.get(Operator, loan.lender_id)
        if loan.permission == permission and permission in roles.of_person(work, lender):
            granted, because = (
                True,
                _("{} {} has lent {} until {}").format(
                    lender.code, lender.name, permission, loan.ends_on
                ),
            )
    return WhyRow(
        question=_("{} may: {}").format(person.name, named(permission)),
        operator=Ref(person.code, person.name),
        permission=permission,
        answer=granted and person.active,
        rule=rule,
        role=Ref(role.code, role.name) if role else None,
        owner=None,
        path=(),
        because=(because,),
    )
