"""The rows of reports."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Row, column

NO_REGION = N_("no region")
MEASURES = {"ordered": N_("amount ordered"), "received": N_("amount received")}
"""What a sales report can measure."""
CHARTS = {"ordered": N_("Ordered by region"), "received": N_("Received by region")}
"""What the chart of each is called."""


@dataclass(frozen=True, slots=True)
class RegionSalesRow(Row):
    """What was ordered or received in one region; the share is of all rows shown."""

    noun: ClassVar[str] = N_("sales by region")

    region: str | None = column(N_("Region code"), Kind.CODE)
    region_name: str | None = column(N_("Region name"), empty=NO_REGION)
    orders: int = column(N_("Number of orders"), Kind.COUNT, total=True)
    amount: Decimal = column(N_("Amount"), Kind.MONEY, total=True)
    share: Decimal | None = column(N_("Share"), Kind.PERCENT, human=True, total=True)
