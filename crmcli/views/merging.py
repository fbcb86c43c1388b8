"""What merging two customers does."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column


@dataclass(frozen=True, slots=True)
class MergeRow(Row):
    """A field of both customers side by side, or how many records of a kind each has."""

    noun: ClassVar[str] = N_("merge")

    field: str = column(N_("Field key"), Kind.CODE, listed=False)
    called: str = column(N_("Field"), human=True, vital=True)
    kept: Ref | None = column(N_("Kept customer"), Kind.CODE, empty="∅")
    merged: Ref | None = column(N_("Merged customer"), Kind.CODE, empty="∅")
    result: Ref | None = column(N_("After the merge"), Kind.CODE, empty="∅")


@dataclass(frozen=True, slots=True)
class MergedCustomerRow(Row):
    """A customer that was merged into another one."""

    noun: ClassVar[str] = N_("merged customer")

    code: str = column(N_("Code until then"), Kind.CODE)
    name: str = column(N_("Name until then"))
    customer: Ref = column(N_("Customer"), Kind.CODE)
    at: dt.datetime = column(N_("At"), Kind.INSTANT)
