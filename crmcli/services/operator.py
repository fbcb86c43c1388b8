"""Operators: the people who use the store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Unpack

from sqlmodel import col, func, select

from crmcli.db.models.authority import SCOPES, Login, Role
from crmcli.db.models.customer import Customer
from crmcli.db.models.department import Department
from crmcli.db.models.operator import PERSON, POOL_PREFIX, Operator
from crmcli.db.models.personnel import PersonnelType, Position
from crmcli.db.models.region import Region
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, RefusedError
from crmcli.i18n import _, listed
from crmcli.services import codes, fields, listing, lookup, texts
from crmcli.services.fields import Field
from crmcli.views.base import Page, Ref
from crmcli.views.operator import OperatorRow, OperatorValues
from crmcli.views.scopes import SCOPES as SCOPE_NAMES

NOUN = "operator"
OF_DEPARTMENT = ("department", "subtree")
SORTS = {
    "code": Operator.code,
    "name": Operator.sort_key,
    "active": Operator.active,
    "created_at": Operator.created_at,
    "updated_at": Operator.updated_at,
}


IS_PERSON = col(Operator.kind) == PERSON
FIELDS: dict[str, Field] = {
    "department": fields.refers("dept_id", "department", Department, required=True),
    "region": fields.refers("region_id", "region", Region),
    "personnel_type": fields.refers("personnel_type_id", "personnel-type", PersonnelType),
    "position": fields.refers("position_id", "position", Position),
    "manager": fields.refers("manager_id", "operator", Operator, IS_PERSON),
}


@action("operator.create")
def add(
    work: Work,
    *,
    name: str,
    code: str | None = None,
    like: str | None = None,
    role: str | None = None,
    scope: str | None = None,
    of: str | None = None,
    **values: Unpack[OperatorValues],
) -> OperatorRow:
    """Add a person; without a department, to the acting operator's own.

    Role and scope are those given, those of a colleague (``like``), or the position's role and the
    own customers. There is no way in before a password is given.

    Raises:
        InvalidError, DuplicateError, NotFoundError: a value that cannot be.
    """
    cleaned = texts.name(name, _("Person's name"))
    row = Operator(name=cleaned, kind=PERSON, dept_id=work.operator.dept_id)
    fields.assign(work, row, FIELDS, values, fields.titles(OperatorRow))
    codes.take(work, row, NOUN, code)
    _refuse_reserved(row.code)
    lookup.index(row, person=True)
    _authorise(work, row, like=like, role=role, scope=scope, of=of)
    work.session.add(row)
    work.session.flush()
    work.session.add(Login(operator_id=row.id, kind=PERSON, name=row.code, epoch=1))
    work.session.flush()
    return view(work, row)


def _authorise(
    work: Work,
    row: Operator,
    *,
    like: str | None = None,
    role: str | None = None,
    scope: str | None = None,
    of: str | None = None,
) -> bool:
    """Set role and scope: as given, as a colleague has them, or of a new one by the position."""
    before = (row.role_id, row.scope, row.scope_dept_id)
    if like is not None:
        colleague = named(work, like)
        row.role_id, row.scope = colleague.role_id, colleague.scope
        row.scope_dept_id = colleague.scope_dept_id
    if role is not None:
        row.role_id = lookup.usable(work, Role, "role", role).id
    if scope is not None:
        row.scope = fields.chosen(scope, SCOPES, SCOPE_NAMES, _("scope"))
        row.scope_dept_id = None
    if of is not None:
        if row.scope not in OF_DEPARTMENT:
            raise InvalidError(
                _("Only a scope of a department can be of another one"),
                _("Add --scope department or --scope subtree"),
            )
        row.scope_dept_id = lookup.reference(work, Department, "department", of)
    if row.role_id is None:
        from crmcli.services import role as roles

        row.role_id = roles.for_position(work, row.position_id).id
    if row.scope is None:
        row.scope = SCOPES[0]
    if row.scope == "region" and row.region_id is None:
        work.warn(_("{} has no region, and sees only own customers").format(row.name))
    return before != (row.role_id, row.scope, row.scope_dept_id)


@action("operator.update")
def edit(
    work: Work,
    key: str,
    *,
    name: str | None = None,
    code: str | None = None,
    active: bool | None = None,
    like: str | None = None,
    role: str | None = None,
    scope: str | None = None,
    of: str | None = None,
    **values: Unpack[OperatorValues],
) -> OperatorRow:
    """Change what is given; another department takes the operator's customers along.

    Whose role, scope, department or region is changed, or who is deactivated, has to log in again.

    Raises:
        RefusedError: one would deactivate oneself, be one's own manager, or see or do more oneself.
    """
    row = lookup.coded(work, Operator, NOUN, key, IS_PERSON)
    before = _standing(row)
    if name is not None:
        row.name = texts.name(name, _("Person's name"))
    _refuse_renaming(work, row, code)
    codes.change(work, row, NOUN, code)
    if values.get("manager"):
        work.lock("tree:operator")
    fields.assign(work, row, FIELDS, values, fields.titles(OperatorRow))
    _refuse_circle(work, row)
    if active is not None:
        if not active and row.id == work.operator.id:
            raise RefusedError(
                _("You cannot deactivate yourself"), _("Ask another operator to do it")
            )
        row.active = active
        held = select(func.count()).where(Customer.owner_id == row.id, Customer.active)
        number = work.session.exec(held).one()
        if not active and number:
            work.warn(_("{} still follows up {} customers").format(row.name, number))
        if not active:
            warn_of_rules(work, row)
    widened = before[-2:] != (row.dept_id, row.region_id) and row.scope != "all"
    if _authorise(work, row, like=like, role=role, scope=scope, of=of) or widened:
        _refuse_own(work, row)
    _refuse_reserved(row.code)
    lookup.index(row, person=True)
    work.session.flush()
    _follow(work, row, before)
    return view(work, row)


def warn_of_rules(work: Work, leaver: Operator) -> None:
    """Say which rules name somebody who leaves: what they hold for, nobody else may decide."""
    from crmcli.db.models.approval import ApprovalRule

    named = select(ApprovalRule.code).where(
        ApprovalRule.approver_id == leaver.id, col(ApprovalRule.active)
    )
    codes_ = list(work.session.exec(named.order_by(col(ApprovalRule.id))))
    if codes_:
        work.warn(
            _("Nobody may decide what {} is named for by {}: crm approval rule edit").format(
                leaver.name, listed(codes_)
            )
        )


def _refuse_renaming(work: Work, row: Operator, code: str | None) -> None:
    """PostgreSQL renames nobody's role while they are connected with it."""
    own = work.store.engine == "postgresql" and row.id == work.operator.id
    if own and code is not None and code.strip().upper() != row.code:
        raise RefusedError(
            _("You cannot change the code that you are logged in with"),
            _("Ask another administrator to do it"),
        )


def _standing(row: Operator) -> tuple[Any, ...]:
    """What decides whether and as whom somebody works."""
    return (
        row.code, row.active, row.role_id, row.scope, row.scope_dept_id, row.dept_id, row.region_id
    )  # fmt: skip


def _refuse_own(work: Work, row: Operator) -> None:
    if row.id == work.operator.id:
        raise RefusedError(
            _("You cannot change your own role or scope, nor department or region"),
            _("Ask another administrator to do it"),
        )


def _follow(work: Work, row: Operator, before: tuple[Any, ...]) -> None:
    """End the sessions of somebody whose standing changed; log-ins bear the operator's code.

    One who moves about by oneself goes on.
    """
    if before == _standing(row):
        return
    for one in work.session.exec(select(Login).where(Login.operator_id == row.id)).all():
        if one.kind == PERSON:
            one.name = row.code
        if row.id != work.operator.id:
            one.epoch += 1
    work.session.flush()


def _refuse_circle(work: Work, row: Operator) -> None:
    above = row.manager_id
    while above is not None:
        if above == row.id:
            raise RefusedError(
                _("{} would be below {} as manager").format(row.name, row.name),
                _("Choose another manager"),
            )
        above = work.get(Operator, above).manager_id


def _refuse_reserved(code: str) -> None:
    if code.startswith(POOL_PREFIX):
        raise InvalidError(
            _("“{}” is not a valid code").format(code),
            _("Codes that begin with {} belong to pools").format(POOL_PREFIX),
        )


@action("operator.read", writes=False)
def show(work: Work, key: str) -> OperatorRow:
    """One operator."""
    return view(work, lookup.coded(work, Operator, NOUN, key, IS_PERSON))


@action("operator.read", writes=False)
def find(
    work: Work,
    *,
    text: str | None = None,
    active: bool | None = None,
    sort: str | None = None,
    limit: int | None = None,
    **values: Unpack[OperatorValues],
) -> Page[OperatorRow]:
    """The people who match; department and region include what is below them."""
    statement = select(Operator).where(
        IS_PERSON, *fields.conditions(work, Operator, FIELDS, values, fields.titles(OperatorRow))
    )
    if text:
        pattern = texts.like(text)
        statement = statement.where(col(Operator.search_text).like(pattern, escape="\\"))
    if active is not None:
        statement = statement.where(Operator.active == active)
    order = listing.ordering(sort, OperatorRow, SORTS, [col(Operator.code)], col(Operator.id))

    def convert(found: Sequence[Any]) -> list[OperatorRow]:
        return [view(work, row) for row in found]

    return listing.page(work, statement, convert, order=order, limit=limit)


def person(work: Work, given: str) -> Operator:
    """An active person, for a new reference.

    Raises:
        NotFoundError, RefusedError: nobody, or deactivated.
    """
    key = lookup.remembered(
        work, (NOUN, given), lambda: lookup.usable(work, Operator, NOUN, given, IS_PERSON).id
    )
    return work.get(Operator, key)


def named(work: Work, given: str) -> Operator:
    """A person, deactivated or not, who is meant by a code or a name.

    Raises:
        NotFoundError, AmbiguousError: nobody, or several.
    """
    return lookup.coded(work, Operator, NOUN, given, IS_PERSON)


def ref(work: Work, key: int) -> Ref:
    """A reference to an operator, who exists."""
    found = lookup.ref(work, Operator, key)
    assert found is not None
    return found


def view(work: Work, row: Operator) -> OperatorRow:
    """An operator as people see it."""
    department = lookup.ref(work, Department, row.dept_id)
    assert department is not None
    return OperatorRow(
        code=row.code,
        name=row.name,
        department=department,
        region=lookup.ref(work, Region, row.region_id),
        personnel_type=lookup.ref(work, PersonnelType, row.personnel_type_id),
        position=lookup.ref(work, Position, row.position_id),
        manager=lookup.ref(work, Operator, row.manager_id),
        role=lookup.ref(work, Role, row.role_id),
        scope=row.scope or SCOPES[0],
        scope_department=lookup.ref(work, Department, row.scope_dept_id),
        active=row.active,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
