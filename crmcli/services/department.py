"""Departments: a tree. Each has a reserved pool operator that owns its unowned customers."""

from __future__ import annotations

from sqlmodel import select

from crmcli.db.models.department import Department
from crmcli.db.models.operator import POOL, POOL_PREFIX, Operator
from crmcli.db.work import Work, action
from crmcli.i18n import _
from crmcli.services import codes, lookup, texts, tree
from crmcli.views.base import Page
from crmcli.views.department import DepartmentRow

NOUN = "department"


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
    row = Department(name=cleaned, parent_id=above)
    codes.take(work, row, NOUN, code)
    lookup.index(row)
    work.session.add(row)
    work.session.flush()
    add_pool(work, row)
    return view(work, row)


def add_pool(work: Work, department: Department) -> Operator:
    """Make the reserved operator that owns the department's unowned customers."""
    name = _("Pool of {}").format(department.name)
    pool = Operator(
        code=f"{POOL_PREFIX}{department.id}", name=name, kind=POOL, dept_id=department.id
    )
    lookup.index(pool)
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
    tree.edit(work, row, NOUN, name=name, code=code, parent=parent, active=active)
    if name is not None:
        pool = pool_of(work, row.id)
        pool.name = _("Pool of {}").format(row.name)
        lookup.index(pool)
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
    lookup.refuse_if_used(work, row, NOUN, extra=("operator", len(people)))
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
    return tree.find(
        work,
        Department,
        NOUN,
        DepartmentRow,
        text=text,
        parent=parent,
        active=active,
        sort=sort,
        limit=limit,
    )


def view(work: Work, row: Department) -> DepartmentRow:
    """A department as people see it."""
    return tree.view(work, DepartmentRow, row)
