"""Coded records that form a tree: regions, departments."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column


@dataclass(frozen=True, slots=True)
class TreeRow(Row):
    """A record and the one above it."""

    code: str = column(N_("{noun} code"), Kind.CODE)
    name: str = column(N_("{noun} name"))
    parent: Ref | None = column(N_("Parent {noun}"), Kind.CODE)
    active: bool = column(N_("Active"), Kind.FLAG)
    created_at: dt.datetime = column(N_("Created at"), Kind.INSTANT, listed=False)
    updated_at: dt.datetime = column(N_("Updated at"), Kind.INSTANT, listed=False)
