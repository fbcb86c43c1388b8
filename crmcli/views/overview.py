"""How one's scope stands: this month against the last, and what is still to come."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Row, column


@dataclass(frozen=True, slots=True)
class OverviewRow(Row):
    """Sums in the company's currency; those of last month go as far as today's day of the month.

    ``daily_ordered`` and ``daily_received`` are of each day of this month until today.
    """

    noun: ClassVar[str] = N_("overview")

    ordered: Decimal = column(N_("Ordered this month"), Kind.MONEY)
    ordered_before: Decimal = column(N_("Ordered last month until then"), Kind.MONEY)
    received: Decimal = column(N_("Received this month"), Kind.MONEY)
    received_before: Decimal = column(N_("Received last month until then"), Kind.MONEY)
    outstanding: Decimal = column(N_("Outstanding"), Kind.MONEY)
    outstanding_before: Decimal = column(N_("Outstanding last month on that day"), Kind.MONEY)
    daily_ordered: tuple[Decimal, ...] = column(N_("Ordered day by day"), Kind.LIST, listed=False)
    daily_received: tuple[Decimal, ...] = column(N_("Received day by day"), Kind.LIST, listed=False)
