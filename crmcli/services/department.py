"""Departments: a tree. Each has a reserved pool operator that owns its unowned customers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_
from sqlmodel import col, select

from crmcli.db import numbering
from crmcli.db.models import Department, Operator
from crmcli.db.models.operator import POOL
from crmcli.db.query import columns
from crmcli.db.work import Work, action
from crmcli.errors import InUseError
from crmcli.i18n import _
from crmcli.services import listing, lookup, texts
from crmcli.services.region import refuse_cycle
from crmcli.views.base import Page, Ref
from crmcli.views.department import DepartmentRow

NOUN = "department"
PARENT = Department.__table__.alias("parent")  # type: ignore[attr-defined]
SORTS = {
    "code": Department.code,
    "name": Department.sort_key,
    "parent": PARENT.c.sort_key,
    "active": Department.active,
    "created_at": Department.created_at,
    "updated_at": Department.updated_at,
}


@action("department.create")
def add(
    work: Work, *, name: str, code: str | None = None, parent: str | None = None
) -> DepartmentRow:
    """Add a department below ``parent``, if given, with its pool.

    Raises:
        InvalidError, DuplicateError, NotFoundError: a value that cannot be.
    """
    cleaned = texts.name(name, _("Name"))
    above = lookup.reference(work, Department, NOUN, parent)
    given = numbering.take(work.session, NOUN, work.today(), code)
    lookup.free_code(work, Department, NOUN, given)
    row = Department(code=given, name=cleaned, sort_key=texts.sort_key(cleaned), parent_id=above)
    work.session.add(row)
    work.session.flush()
    add_pool(work, row)
    return view(work, row)


def add_pool(work: Work, department: Department) -> Operator:
    """Make the reserved operator that owns the department's unowned customers."""
    name = _("Pool of {}").format(department.name)
    pool = Operator(
        code=f"POOL-{department.id}",
        name=name,
        sort_key=texts.sort_key(name),
        kind=POOL,
        dept_id=department.id,
    )
    work.session.add(pool)
    work.session.flush()
    return pool


def pool_of(work: Work, dept_id: int) -> Operator:
    """The pool operator of a department."""
    return work.session.exec(
        select(Operator).where(Operator.dept_id == dept_id, Operator.kind == POOL)
    ).one()


@action("department.update")
def edit(
    work: Work,
    key: str,
    *,
    name: str | None = None,
    code: str | None = None,
    parent: str | None = None,
    active: bool | None = None,
) -> DepartmentRow:
    """Change what is given; an empty ``parent`` makes it a top department.

    Raises:
        RefusedError: the new parent is below the department itself.
    """
    row = lookup.coded(work, Department, NOUN, key)
    if name is not None:
        row.name = texts.name(name, _("Name"))
        row.sort_key = texts.sort_key(row.name)
        pool = pool_of(work, row.id)
        pool.name = _("Pool of {}").format(row.name)
        pool.sort_key = texts.sort_key(pool.name)
    if code is not None and numbering.checked(code) != row.code:
        lookup.free_code(work, Department, NOUN, numbering.checked(code))
        row.code = numbering.take(work.session, NOUN, work.today(), code)
    if parent is not None:
        row.parent_id = lookup.reference(work, Department, NOUN, parent)
        refuse_cycle(work, Department, row.id, row.parent_id, row.name)
    if active is not None:
        row.active = active
    work.session.flush()
    return view(work, row)


@action("department.delete")
def remove(work: Work, key: str, *, sure: bool) -> DepartmentRow:
    """Remove a department without people, customers and departments below it, and its pool.

    Raises:
        InUseError: something belongs to it.
        UnconfirmedError: nothing stands in the way, but ``sure`` is off.
    """
    row = lookup.coded(work, Department, NOUN, key)
    people = work.session.exec(
        select(Operator.id).where(Operator.dept_id == row.id, Operator.kind != POOL)
    ).all()
    if people:
        raise InUseError(
            _("Cannot remove {} “{}”: used by {} × {}").format(
                lookup.word(NOUN), row.name, len(people), lookup.word("operator")
            ),
            _("Deactivate it instead: crm {} edit {} --inactive").format(NOUN, row.code),
        )
    lookup.refuse_if_used(work, row, NOUN, ignore=("operator",))
    lookup.require_yes(row, sure=sure)
    shown = view(work, row)
    work.session.delete(pool_of(work, row.id))
    work.session.flush()
    work.session.delete(row)
    work.session.flush()
    return shown


@action("department.read", writes=False)
def show(work: Work, key: str) -> DepartmentRow:
    """One department."""
    return view(work, lookup.coded(work, Department, NOUN, key))


@action("department.read", writes=False)
def find(
    work: Work,
    *,
    text: str | None = None,
    parent: str | None = None,
    active: bool | None = None,
    sort: str | None = None,
    limit: int | None = None,
) -> Page[DepartmentRow]:
    """The departments that match; ``parent`` means everything below it."""
    statement = columns(Department, PARENT.c.code, PARENT.c.name).join(
        PARENT, PARENT.c.id == Department.parent_id, isouter=True
    )
    if text:
        pattern = texts.like(text)
        statement = statement.where(
            or_(
                col(Department.name).ilike(pattern, escape="\\"),
                col(Department.code).ilike(pattern, escape="\\"),
            )
        )
    if parent is not None:
        above = lookup.coded(work, Department, NOUN, parent)
        statement = statement.where(
            col(Department.id).in_(lookup.tree_below(Department, above.id)),
            Department.id != above.id,
        )
    if active is not None:
        statement = statement.where(Department.active == active)
    order = listing.ordering(sort, SORTS, [col(Department.code)], col(Department.id))

    def convert(found: Sequence[Any]) -> list[DepartmentRow]:
        return [_row(row, Ref(code, name) if code else None) for row, code, name in found]

    return listing.page(work, statement, convert, order=order, limit=limit)


def view(work: Work, row: Department) -> DepartmentRow:
    """A department as people see it."""
    return _row(row, lookup.ref(work, Department, row.parent_id))


def _row(row: Department, parent: Ref | None) -> DepartmentRow:
    return DepartmentRow(
        code=row.code,
        name=row.name,
        parent=parent,
        active=row.active,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
