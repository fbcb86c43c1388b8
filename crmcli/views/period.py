"""Closed months."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column


@dataclass(frozen=True, slots=True)
class PeriodRow(Row):
    """A month was closed, or opened again: through which one all is closed since then."""

    noun: ClassVar[str] = N_("closed month")

    closed_through: str = column(N_("Closed through"), Kind.CODE)
    at: dt.datetime = column(N_("Done at"), Kind.INSTANT)
    operator: Ref = column(N_("Operator"))
    reason: str | None = column(N_("Reason"))
