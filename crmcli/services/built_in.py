"""The roles that every store has: what people of each kind of work need."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import select

from crmcli.db import rights
from crmcli.db.models.authority import Role, RolePermission
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
    "annotation.answer",
    "payment.record", "import-mapping.*", "list.export", "log.read", "revision.propose",
    "customer.share", "customer.release", "customer.claim", "customer.register",
)  # fmt: skip
DECIDING = ("approval.decide", "approval.delegate")
LEADING = (
    *DECIDING, "customer.assign", "customer.merge", "customer.unmerge", "conflict.decide",
    "handover.*", "operator.lend", "followup-template.*", "annotation.*", "leave.*",
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
        N_("manager"),
        (
            *READING,
            *SELLING,
            *LEADING,
        ),
    ),
    "FINANCE": BuiltIn(
        N_("finance"),
        (*READING, *PAYING, *DECIDING),
    ),
    "ADMINISTRATOR": BuiltIn(N_("administrator"), ("*.*",), AUDITED),
    "AUDITOR": BuiltIn(N_("auditor"), (*READING, "log.*", "list.export", "store.check"), ()),
    "VIEWER": BuiltIn(N_("viewer"), READING, ("token.read", "sql.run")),
}
"""By their codes."""
FIRST, OTHERS = rights.FIXED_ROLE, "SALESPERSON"


def permissions(code: str) -> list[str]:
    """What a built-in role may do when a store is made."""
    role = ROLES[code]
    granted = {one for pattern in role.granted for one in rights.matching(pattern)}
    taken = {one for pattern in role.without for one in rights.matching(pattern)}
    return [one for one in rights.PERMISSIONS if one in granted - taken]


def add_missing(work: Work) -> None:
    """Make the built-in roles that a store lacks; the caller commits.

    What is new, which not even the administrator has yet, is given to every role that has it in a
    new store; what a company has changed of others stays.
    """
    known = {role.code: role for role in work.session.exec(select(Role))}
    fresh = set(permissions(FIRST)) - (_held(work, known[FIRST]) if FIRST in known else set())
    for code, built_in in ROLES.items():
        wanted = permissions(code)
        role = known.get(code)
        if role is None:
            role = Role(code=code, name=_(built_in.name), built_in=True)
            lookup.index(role)
            work.session.add(role)
            work.session.flush()
        elif code != FIRST:
            wanted = [one for one in wanted if one in fresh]
        held = _held(work, role)
        for permission in wanted:
            if permission not in held:
                work.session.add(RolePermission(role_id=role.id, permission=permission))
    work.session.flush()


def _held(work: Work, role: Role) -> set[str]:
    held = select(RolePermission.permission).where(RolePermission.role_id == role.id)
    return set(work.session.exec(held))
