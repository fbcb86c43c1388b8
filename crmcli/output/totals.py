"""The total row of a report."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from crmcli.i18n import _
from crmcli.output import cells
from crmcli.views.base import Column, Kind, Row

WHOLE = Decimal("100.00")


def has_total(rows: Sequence[Row], columns: tuple[Column, ...]) -> bool:
    """Whether there is something to add up."""
    return bool(rows) and any(column.total for column in columns)


def total_cells(rows: Sequence[Row], columns: tuple[Column, ...], *, grouped: bool) -> list[str]:
    """A cell a column: sums of exact values where declared; a share is 100 % by definition."""
    shown = []
    for column in columns:
        if not column.total:
            shown.append("")
            continue
        values = [v for row in rows if (v := getattr(row, column.key)) is not None]
        total = WHOLE if column.kind is Kind.PERCENT and values else sum(values)
        if column.kind is Kind.MONEY:
            total = Decimal(total)
        shown.append(cells.human(column, total, grouped=grouped))
    if shown and not shown[0]:
        shown[0] = _("Total")
    return shown
