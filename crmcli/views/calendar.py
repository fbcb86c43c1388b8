"""The working calendar, and leave."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column


@dataclass(frozen=True, slots=True)
class WorkingDayRow(Row):
    """A day that is worked on, or is not, other than the week says."""

    noun: ClassVar[str] = N_("working calendar")

    day: dt.date = column(N_("Day"), Kind.DATE, vital=True)
    working: bool = column(N_("Working day"), Kind.FLAG, entry=N_("Working day: yes or no"))
    name: str | None = column(N_("Occasion"))


@dataclass(frozen=True, slots=True)
class LeaveRow(Row):
    """Days on which somebody does not work."""

    noun: ClassVar[str] = N_("leave")

    id: int = column(N_("{noun} number"), Kind.CODE)
    operator: Ref = column(N_("Operator"), Kind.CODE)
    begins_on: dt.date = column(N_("First day"), Kind.DATE)
    ends_on: dt.date = column(N_("Last day"), Kind.DATE)
    reason: str | None = column(N_("Reason"))
