"""Roles, permissions and log-ins."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column
from crmcli.views.scopes import SCOPES

RULES = {
    **SCOPES,
    "role": N_("role"),
    "loan": N_("temporary authorisation"),
    "share": N_("share"),
}
"""By what an answer was found: the scope, the role, or what is lent or shared."""


@dataclass(frozen=True, slots=True)
class RoleRow(Row):
    """What people with this role may do."""

    noun: ClassVar[str] = N_("role")

    code: str = column(N_("{noun} code"), Kind.CODE)
    name: str = column(N_("{noun} name"))
    built_in: bool = column(N_("Built-in"), Kind.FLAG)
    operators: int = column(N_("Operators"), Kind.COUNT)
    permissions: tuple[str, ...] = column(N_("Permissions"), Kind.LIST, listed=False)
    positions: tuple[str, ...] = column(N_("Positions"), Kind.LIST, listed=False)
    remark: str | None = column(N_("Remark"), listed=False)
    active: bool = column(N_("Active"), Kind.FLAG)
    created_at: dt.datetime = column(N_("Created at"), Kind.INSTANT, listed=False)
    updated_at: dt.datetime = column(N_("Updated at"), Kind.INSTANT, listed=False)


@dataclass(frozen=True, slots=True)
class PermissionRow(Row):
    """Who may do one thing: the matrix of roles or of people."""

    noun: ClassVar[str] = N_("permission")

    permission: str = column(N_("Permission"), Kind.CODE)
    name: str = column(N_("Meaning"), human=True)
    granted: tuple[str, ...] = column(N_("Granted to"), Kind.LIST)


@dataclass(frozen=True, slots=True)
class TokenRow(Row):
    """A way in for a program that acts for an operator."""

    noun: ClassVar[str] = N_("token")

    name: str = column(N_("{noun} name"), Kind.CODE)
    operator: Ref = column(N_("Operator"), Kind.CODE)
    role: Ref | None = column(N_("Role"), Kind.CODE, empty=N_("as the operator"))
    expires_at: dt.datetime | None = column(N_("Expires at"), Kind.INSTANT)
    revoked_at: dt.datetime | None = column(N_("Revoked at"), Kind.INSTANT)
    used_at: dt.datetime | None = column(N_("Last used at"), Kind.INSTANT)
    created_at: dt.datetime = column(N_("Created at"), Kind.INSTANT, listed=False)


@dataclass(frozen=True, slots=True)
class NewTokenRow(Row):
    """A new token, with its secret, which is shown this once."""

    noun: ClassVar[str] = N_("token")

    name: str = column(N_("{noun} name"), Kind.CODE)
    operator: Ref = column(N_("Operator"), Kind.CODE)
    expires_at: dt.datetime = column(N_("Expires at"), Kind.INSTANT)
    token: str = column(N_("Secret text"), Kind.CODE, vital=True)


@dataclass(frozen=True, slots=True)
class WhyRow(Row):
    """Whether somebody sees or may do something, and by which rule."""

    noun: ClassVar[str] = N_("answer")

    question: str = column(N_("Question"), human=True)
    operator: Ref = column(N_("Operator"), Kind.CODE, listed=False)
    permission: str | None = column(N_("Permission"), Kind.CODE, listed=False)
    answer: bool = column(N_("Verdict"), Kind.FLAG)
    rule: str = column(N_("Rule"), Kind.ENUM, labels=RULES)
    role: Ref | None = column(N_("Role"), Kind.CODE, listed=False)
    owner: Ref | None = column(N_("Owner"), Kind.CODE, listed=False)
    path: tuple[str, ...] = column(N_("Path"), Kind.LIST, listed=False)
    because: tuple[str, ...] = column(N_("Because"), Kind.LIST, human=True)
