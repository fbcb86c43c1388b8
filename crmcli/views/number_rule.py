"""Numbering rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column


@dataclass(frozen=True, slots=True)
class NumberRuleRow(Row):
    """How the codes or numbers of a noun are made, and the one that comes next today."""

    noun: ClassVar[str] = N_("numbering rule")

    of: Ref = column(N_("Of"), Kind.CODE)
    pattern: str = column(N_("Pattern"), Kind.CODE)
    next: str = column(N_("Next number"), Kind.CODE)
