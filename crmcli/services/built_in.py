"""The roles that every store has: what people of each kind of work need."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import select

from crmcli.db import scope
from crmcli.db.models import Role, RolePermission
from crmcli.db.work import Work
from crmcli.i18n import N_, _
from crmcli.services import lookup

READING = (
    "*.read", "report.*", "log.history", "sql.run",
)  # fmt: skip
"""Looking at what is in one's scope."""
NOT_SHOWN = ("token.read",)
SELLING = (
    "customer.create", "customer.update", "customer.import", "contact.create", "contact.update",
    "contact.delete", "contact.import", "contact.reveal", "followup.*", "order.*",
    "payment.record", "import-mapping.*", "list.export", "log.read",
)  # fmt: skip
PAYING = (
    "payment.*", "opening.*", "period.*", "code-list.*", "product.*", "list.export", "log.read",
    "contact.reveal", "import-mapping.*",
)  # fmt: skip
AUDITED = ("log.read-all", "log.seal")
"""The whole log is the auditor's."""


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A role: its name, and which permissions it has."""

    name: str
    granted: tuple[str, ...]
    without: tuple[str, ...] = NOT_SHOWN


ROLES: dict[str, BuiltIn] = {
    "SALESPERSON": BuiltIn(N_("salesperson"), (*READING, *SELLING)),
    "MANAGER": BuiltIn(
        N_("manager"), (*READING, *SELLING, "customer.assign", "followup-template.*")
    ),
    "FINANCE": BuiltIn(
        N_("finance"),
        (*READING, *PAYING),
    ),
    "ADMINISTRATOR": BuiltIn(N_("administrator"), ("*.*",), AUDITED),
    "AUDITOR": BuiltIn(N_("auditor"), (*READING, "log.*", "list.export", "store.check"), ()),
    "VIEWER": BuiltIn(N_("viewer"), READING, ("token.read", "sql.run")),
}
"""By their codes."""
FIRST, OTHERS = scope.FIXED_ROLE, "SALESPERSON"


def permissions(code: str) -> list[str]:
    """What a built-in role may do when a store is made."""
    role = ROLES[code]
    granted = {one for pattern in role.granted for one in scope.matching(pattern)}
    taken = {one for pattern in role.without for one in scope.matching(pattern)}
    return [one for one in scope.PERMISSIONS if one in granted - taken]


def add_missing(work: Work) -> None:
    """Make the built-in roles that a store lacks; the caller commits.

    The administrator is given every permission that is new; what a company has changed of others
    stays.
    """
    known = {role.code: role for role in work.session.exec(select(Role))}
    for code, built_in in ROLES.items():
        role = known.get(code)
        if role is None:
            role = Role(code=code, name=_(built_in.name), built_in=True)
            lookup.index(role)
            work.session.add(role)
            work.session.flush()
        elif code != FIRST:
            continue
        held = set(
            work.session.exec(
                select(RolePermission.permission).where(RolePermission.role_id == role.id)
            )
        )
        for permission in permissions(code):
            if permission not in held:
                work.session.add(RolePermission(role_id=role.id, permission=permission))
    work.session.flush()
