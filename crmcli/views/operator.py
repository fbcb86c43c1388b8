"""Operators."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column


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
    store: str = column(N_("Store"))
