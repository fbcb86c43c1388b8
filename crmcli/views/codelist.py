"""Lists that are only code and name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Row, column
from crmcli.views.nouns import NOUNS

CODE_LISTS: tuple[str, ...] = (
    "customer-type",
    "source",
    "industry",
    "level",
    "contact-category",
    "channel",
    "position",
    "personnel-type",
    "payment-method",
    "receiving-account",
    "progress",
)
"""The nouns that are a code list; docs/architecture.md tells how to add one."""


@dataclass(frozen=True, slots=True)
class CodeRow(Row):
    """An entry of a code list."""

    noun: ClassVar[str] = ""

    code: str = column(N_("{noun} code"), Kind.CODE)
    name: str = column(N_("{noun} name"))
    active: bool = column(N_("Active"), Kind.FLAG)
    created_at: dt.datetime = column(N_("Created at"), Kind.INSTANT, listed=False)
    updated_at: dt.datetime = column(N_("Updated at"), Kind.INSTANT, listed=False)


@cache
def row_type(noun: str) -> type[CodeRow]:
    """The row type of one code list: the same columns under its own noun."""
    return type(f"{noun.title().replace('-', '')}Row", (CodeRow,), {"noun": NOUNS[noun]})
