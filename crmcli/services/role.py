"""Roles: what people may do. Which rows they see is their scope, an affair of the operator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import col, func, select

from crmcli.db import rights
from crmcli.db.models.authority import Role, RolePermission, RolePosition
from crmcli.db.models.operator import Operator
from crmcli.db.models.personnel import Position
from crmcli.db.query import columns
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, RefusedError, suggestion
from crmcli.i18n import _
from crmcli.services import built_in, codes, listing, lookup, texts
from crmcli.views.base import Page
from crmcli.views.permissions import named
from crmcli.views.role import RoleRow

NOUN = "role"
SORTS = {
    "code": Role.code,
    "name": Role.sort_key,
    "active": Role.active,
    "created_at": Role.created_at,
    "updated_at": Role.updated_at,
}


@action("role.create")
def add(
    work: Work,
    *,
    name: str,
    code: str | None = None,
    permissions: Iterable[str] = (),
    positions: Iterable[str] = (),
    remark: str | None = None,
) -> RoleRow:
    """Add a role that may do ``permissions``; patterns such as ``order.*`` mean several.

    New operators in one of the ``positions`` get it.

    Raises:
        InvalidError, DuplicateError, NotFoundError: a value that cannot be.
    """
    wanted = meant(permissions)
    row = Role(name=texts.name(name, _("Name")), remark=texts.line(remark, _("Remark")))
    codes.take(work, row, NOUN, code)
    lookup.index(row)
    work.session.add(row)
    work.session.flush()
    _grant(work, row, wanted)
    _set_positions(work, row, positions)
    return view(work, row)


@action("role.create")
def copy(work: Work, key: str, *, name: str, code: str | None = None) -> RoleRow:
    """Add a role that may do what another may.

    Raises:
        InvalidError, DuplicateError, NotFoundError: a value that cannot be.
    """
    source = lookup.coded(work, Role, NOUN, key)
    return add(work, name=name, code=code, permissions=_held(work, source), remark=source.remark)


@action("role.update")
def edit(
    work: Work,
    key: str,
    *,
    name: str | None = None,
    code: str | None = None,
    active: bool | None = None,
    positions: Sequence[str] | None = None,
    remark: str | None = None,
) -> RoleRow:
    """Change what is given; empty ``positions`` mean none.

    Raises:
        NotFoundError, InvalidError, DuplicateError: no such role, or a value that cannot be.
        RefusedError: a built-in role would get another code, or nobody could administer any more.
    """
    row = lookup.coded(work, Role, NOUN, key)
    if name is not None:
        row.name = texts.name(name, _("Name"))
    if code is not None and row.built_in:
        raise RefusedError(
            _("{} is a built-in role: its code stays").format(row.code), _("Give it another name")
        )
    codes.change(work, row, NOUN, code)
    if remark is not None:
        row.remark = texts.line(remark, _("Remark"))
    if active is not None:
        if not active and row.code == built_in.FIRST:
            raise _fixed(row)
        row.active = active
    if positions is not None:
        _set_positions(work, row, [one for one in positions if one.strip()])
    lookup.index(row)
    work.session.flush()
    return view(work, row)


@action("role.update")
def grant(work: Work, key: str, permissions: Sequence[str]) -> RoleRow:
    """Let people with this role do more.

    Raises:
        NotFoundError, InvalidError: no such role or permission.
        RefusedError: the role is the administrator's, which is fixed, or one's own.
    """
    row = lookup.coded(work, Role, NOUN, key)
    wanted = meant(permissions)
    _refuse_fixed(work, row)
    _grant(work, row, wanted)
    return view(work, row)


@action("role.update")
def revoke(work: Work, key: str, permissions: Sequence[str]) -> RoleRow:
    """Let people with this role do less.

    Raises:
        NotFoundError, InvalidError: no such role or permission.
        RefusedError: the role is the administrator's, which is fixed, or one's own.
    """
    row = lookup.coded(work, Role, NOUN, key)
    wanted = set(meant(permissions))
    _refuse_fixed(work, row)
    for one in _rows(work, row):
        if one.permission in wanted:
            work.session.delete(one)
    work.session.flush()
    return view(work, row)


@action("role.delete")
def remove(work: Work, key: str, *, sure: bool) -> RoleRow:
    """Remove a role that nobody has and that is not built-in.

    Raises:
        InUseError, RefusedError: somebody has it, or every store has it.
        UnconfirmedError: nothing stands in the way, but ``sure`` is off.
    """
    row = lookup.coded(work, Role, NOUN, key)
    if row.built_in:
        raise RefusedError(
            _("{} is a built-in role and cannot be removed").format(row.code),
            _("Deactivate it instead: crm {} edit {} --inactive").format(NOUN, row.code),
        )
    lookup.refuse_if_used(work, row, NOUN, without=("role-permission", "role-position"))
    lookup.require_yes(row, sure=sure)
    shown = view(work, row)
    for one in (*_rows(work, row), *_positions(work, row)):
        work.session.delete(one)
    work.session.flush()
    work.session.delete(row)
    work.session.flush()
    return shown


@action("role.read", writes=False)
def show(work: Work, key: str) -> RoleRow:
    """One role."""
    return view(work, lookup.coded(work, Role, NOUN, key))


@action("role.read", writes=False)
def find(
    work: Work,
    *,
    text: str | None = None,
    active: bool | None = None,
    sort: str | None = None,
    limit: int | None = None,
) -> Page[RoleRow]:
    """The roles that match."""
    statement = select(Role)
    if text:
        pattern = texts.like(text)
        statement = statement.where(col(Role.search_text).like(pattern, escape="\\"))
    if active is not None:
        statement = statement.where(Role.active == active)
    order = listing.ordering(sort, RoleRow, SORTS, [col(Role.id)], col(Role.id))

    def convert(found: Sequence[Any]) -> list[RoleRow]:
        return [view(work, row) for row in found]

    return listing.page(work, statement, convert, order=order, limit=limit)


def meant(given: Iterable[str]) -> list[str]:
    """The permissions that words or patterns mean, by their keys or by what they are called.

    Raises:
        InvalidError: one means none; near ones are in the hint.
    """
    called = {permission: named(permission) for permission in rights.PERMISSIONS}
    found: dict[str, None] = {}
    for word in given:
        wanted = texts.fold(word)
        known = [p for p, text in called.items() if wanted in (p, texts.fold(text))]
        known = known or list(rights.matching(wanted))
        if not known:
            raise InvalidError(_("No permission “{}”").format(word), suggestion(word, called))
        found.update(dict.fromkeys(known))
    return list(found)


def for_position(work: Work, position_id: int | None) -> Role:
    """The role of new operators in a position; else that of a salesperson."""
    found = None
    if position_id is not None:
        found = work.session.exec(
            select(Role)
            .join(RolePosition, col(RolePosition.role_id) == Role.id)
            .where(RolePosition.position_id == position_id, Role.active)
        ).first()
    return found or work.session.exec(select(Role).where(Role.code == built_in.OTHERS)).one()


def of_person(work: Work, person: Operator) -> set[str]:
    """What somebody may do by role."""
    role = work.get(Role, person.role_id) if person.role_id else None
    return set(_held(work, role)) if role is not None and role.active else set()


def _refuse_fixed(work: Work, row: Role) -> None:
    if row.code == built_in.FIRST:
        raise _fixed(row)
    if row.id == work.operator.role_id:
        raise RefusedError(
            _("You cannot change what your own role may do"),
            _("Ask another administrator to do it"),
        )


def _fixed(row: Role) -> RefusedError:
    return RefusedError(
        _("The role {} is fixed, so that somebody can always administer").format(row.code),
        _("Copy it, and give people the copy: crm role copy {} --name NAME").format(row.code),
    )


def _held(work: Work, row: Role) -> list[str]:
    return [one.permission for one in _rows(work, row)]


def _rows(work: Work, row: Role) -> Sequence[RolePermission]:
    held = select(RolePermission).where(RolePermission.role_id == row.id)
    return work.session.exec(held.order_by(col(RolePermission.permission))).all()


def _positions(work: Work, row: Role) -> Sequence[RolePosition]:
    held = select(RolePosition).where(RolePosition.role_id == row.id)
    return work.session.exec(held.order_by(col(RolePosition.id))).all()


def _grant(work: Work, row: Role, wanted: Iterable[str]) -> None:
    held = set(_held(work, row))
    for permission in wanted:
        if permission not in held:
            work.session.add(RolePermission(role_id=row.id, permission=permission))
    work.session.flush()


def _set_positions(work: Work, row: Role, given: Iterable[str]) -> None:
    wanted = [lookup.usable(work, Position, "position", one).id for one in given]
    for one in _positions(work, row):
        if one.position_id not in wanted:
            work.session.delete(one)
    work.session.flush()
    for key in wanted:
        known = work.session.exec(
            select(RolePosition).where(RolePosition.position_id == key)
        ).first()
        if known is None:
            work.session.add(RolePosition(role_id=row.id, position_id=key))
        else:
            known.role_id = row.id
        work.session.flush()


def view(work: Work, row: Role) -> RoleRow:
    """A role as people see it."""
    people = select(func.count()).where(Operator.role_id == row.id, Operator.active)
    places = (
        columns(Position.name)
        .join(RolePosition, col(RolePosition.position_id) == Position.id)
        .where(RolePosition.role_id == row.id)
        .order_by(col(Position.code))
    )
    return RoleRow(
        code=row.code,
        name=row.name,
        built_in=row.built_in,
        operators=work.session.exec(people).one(),
        permissions=tuple(_held(work, row)),
        positions=tuple(work.session.exec(places).all()),
        remark=row.remark,
        active=row.active,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
