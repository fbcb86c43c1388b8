"""Who may do what: the matrix of roles and people 人员权限匹配表."""

from __future__ import annotations

from sqlmodel import col

from crmcli.db import rights
from crmcli.db.models.authority import Role, RolePermission
from crmcli.db.models.operator import Operator
from crmcli.db.query import columns
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.services import lookup
from crmcli.services import operator as operators
from crmcli.views.permissions import named
from crmcli.views.role import PermissionRow


@action("permission.read", writes=False)
def matrix(
    work: Work, *, role: str | None = None, operator: str | None = None, people: bool = False
) -> list[PermissionRow]:
    """Every permission and the roles that have it; of one role or operator only what it has.

    With ``people`` the people are named instead of the roles.

    Raises:
        InvalidError: a role and an operator are both asked for.
        NotFoundError: there is no such role or operator.
    """
    if role is not None and operator is not None:
        raise InvalidError(
            _("A role and an operator are both asked for"), _("Give only one of the two")
        )
    wanted: int | None = None
    if role is not None:
        wanted = lookup.coded(work, Role, "role", role).id
    person = operators.named(work, operator) if operator is not None else None
    if person is not None:
        wanted = person.role_id
    granted: dict[str, list[str]] = {}
    for permission, name in _holders(work, wanted, people=people or person is not None, one=person):
        granted.setdefault(permission, []).append(name)
    return [
        PermissionRow(permission=one, name=named(one), granted=tuple(granted.get(one, ())))
        for one in rights.PERMISSIONS
        if one in granted or (role is None and operator is None)
    ]


def _holders(
    work: Work, role_id: int | None, *, people: bool, one: Operator | None
) -> list[tuple[str, str]]:
    statement = columns(RolePermission.permission, Operator.name if people else Role.name).join(
        Role, col(Role.id) == RolePermission.role_id
    )
    if people:
        statement = statement.join(Operator, col(Operator.role_id) == Role.id)
        statement = statement.where(Operator.active)
    if one is not None:
        statement = statement.where(Operator.id == one.id)
    if role_id is not None:
        statement = statement.where(Role.id == role_id)
    order = col(Operator.sort_key) if people else col(Role.id)
    return [(p, n) for p, n in work.session.exec(statement.where(Role.active).order_by(order))]
