"""Why somebody sees a record, or does not; may do something, or may not.

Only who sees the record is told: nobody learns from it that a hidden one exists.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlmodel import col, select

from crmcli.db import scope
from crmcli.db.models import (
    Contact,
    Customer,
    Department,
    Followup,
    OpeningBalance,
    Operator,
    Payment,
    Region,
    Role,
    RolePermission,
    SalesOrder,
)
from crmcli.db.models.operator import POOL
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, suggestion
from crmcli.i18n import _
from crmcli.services import followup_list, lookup
from crmcli.services import operator as operators
from crmcli.services import role as roles
from crmcli.views.nouns import NOUNS
from crmcli.views.permissions import named
from crmcli.views.role import SCOPES, WhyRow

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


def _seen(work: Work, person: Operator, record: Any) -> WhyRow:
    rules = list(_rules(work, person, record))
    reasons = [text for applies, text in rules if applies] or [text for _applies, text in rules]
    seen = any(applies for applies, _text in rules) and person.active
    if not person.active:
        reasons = [_("{} is deactivated and cannot log in").format(person.name)]
    return WhyRow(
        question=_("{} sees it").format(person.name),
        answer=seen,
        rule=_(SCOPES[person.scope or scope.OWN]),
        because=tuple(reasons),
    )


def _rules(work: Work, person: Operator, record: Any) -> Iterator[tuple[bool, str]]:
    """Every rule that could show the record: whether it does, and how."""
    owner = work.get(Operator, record.owner_id)
    place = work.get(Department, record.dept_id)
    held = (
        _("it lies in the pool of {} {}").format(place.code, place.name)
        if owner.kind == POOL
        else _("its customer is followed up by {} {} in {} {}").format(
            owner.code, owner.name, place.code, place.name
        )
    )
    if person.scope == scope.ALL:
        yield True, _("the scope {} holds every record; {}").format(_(SCOPES["all"]), held)
        return
    mine = owner.id == person.id
    yield mine, _("own customers are always seen") if mine else held
    if person.scope in (scope.DEPARTMENT, scope.SUBTREE):
        base = work.get(Department, person.scope_dept_id or person.dept_id)
        path = _path(work, Department, place.id, base.id)
        inside = place.id == base.id or (person.scope == scope.SUBTREE and bool(path))
        yield inside, _way(path, base, place, held) if inside else _outside(base, place)
    elif person.scope == scope.REGION:
        yield _by_region(work, person, owner)


def _way(path: list[str], base: Department, place: Department, held: str) -> str:
    if place.id == base.id:
        return _("{} {} is the department of the scope; {}").format(base.code, base.name, held)
    return _("{}: below the department of the scope; {}").format(" > ".join(path), held)


def _outside(base: Department, place: Department) -> str:
    return _("{} {} is not the department of the scope, {} {}, nor below it").format(
        place.code, place.name, base.code, base.name
    )


def _by_region(work: Work, person: Operator, owner: Operator) -> tuple[bool, str]:
    if person.region_id is None:
        return False, _("{} has no region").format(person.name)
    base = work.get(Region, person.region_id)
    if owner.region_id is None:
        return False, _("{} has no region").format(owner.name)
    path = _path(work, Region, owner.region_id, base.id)
    if path:
        return True, _("the owner’s region is {}").format(" > ".join(path))
    return False, _("the owner’s region {} is not in {}").format(
        work.get(Region, owner.region_id).name, base.name
    )


def _path(work: Work, model: Any, start: int, goal: int) -> list[str]:
    """The names from ``goal`` down to ``start``; empty where that is not below it."""
    names: list[str] = []
    at: int | None = start
    while at is not None:
        row = work.get(model, at)
        names.insert(0, f"{row.code} {row.name}")
        if at == goal:
            return names
        at = row.parent_id
    return []


def _allowed(work: Work, person: Operator, permission: str) -> WhyRow:
    role = work.get(Role, person.role_id) if person.role_id else None
    granted = role is not None and (
        work.session.exec(
            select(RolePermission.id).where(
                RolePermission.role_id == role.id, col(RolePermission.permission) == permission
            )
        ).first()
        is not None
    )
    if role is None:
        because = _("{} has no role").format(person.name)
    elif not role.active:
        because = _("the role {} {} is deactivated").format(role.code, role.name)
    elif granted:
        because = _("the role {} {} grants {}").format(role.code, role.name, permission)
    else:
        because = _("the role {} {} does not grant {}").format(role.code, role.name, permission)
    return WhyRow(
        question=_("{} may: {}").format(person.name, named(permission)),
        answer=granted and role is not None and role.active and person.active,
        rule=permission,
        because=(because,),
    )
