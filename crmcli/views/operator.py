"""Operators."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar, TypedDict

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column
from crmcli.views.scopes import LOGIN_KINDS, SCOPES


class OperatorValues(TypedDict, total=False):
    """What people enter of an operator, as text; each is a column of :class:`OperatorRow`."""

    department: str | None
    region: str | None
    personnel_type: str | None
    position: str | None
    manager: str | None


@dataclass(frozen=True, slots=True)
class OperatorRow(Row):
    """A person who uses the store."""

    noun: ClassVar[str] = N_("operator")

    code: str = column(N_("{noun} code"), Kind.CODE)
    name: str = column(N_("{noun}'s name"))
    department: Ref = column(N_("Department"), Kind.CODE)
    region: Ref | None = column(N_("Region"), Kind.CODE)
    personnel_type: Ref | None = column(N_("Personnel type"), Kind.CODE)
    position: Ref | None = column(N_("Position"), Kind.CODE)
    manager: Ref | None = column(N_("Manager"), Kind.CODE, listed=False)
    role: Ref | None = column(N_("Role"), Kind.CODE)
    scope: str = column(N_("Scope"), Kind.ENUM, labels=SCOPES)
    scope_department: Ref | None = column(N_("Scope of department"), Kind.CODE, listed=False)
    active: bool = column(N_("Active"), Kind.FLAG)
    created_at: dt.datetime = column(N_("Created at"), Kind.INSTANT, listed=False)
    updated_at: dt.datetime = column(N_("Updated at"), Kind.INSTANT, listed=False)


@dataclass(frozen=True, slots=True)
class WhoRow(Row):
    """Who acts, and where."""

    noun: ClassVar[str] = N_("operator")

    code: str = column(N_("{noun} code"), Kind.CODE)
    name: str = column(N_("{noun}'s name"))
    department: Ref = column(N_("Department"), Kind.CODE)
    role: Ref | None = column(N_("Role"), Kind.CODE)
    scope: str = column(N_("Scope"), Kind.ENUM, labels=SCOPES)
    scope_department: Ref | None = column(N_("Scope of department"), Kind.CODE)
    login: str = column(N_("Log-in"), Kind.CODE)
    kind: str = column(N_("Kind of log-in"), Kind.ENUM, labels=LOGIN_KINDS)
    store: str = column(N_("Store"))
