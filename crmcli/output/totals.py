"""The total row of a report."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from crmcli.i18n import _
from crmcli.output import cells
from crmcli.views.base import Column, Kind, Row

Totals = bool | Row
"""Whether sums are wanted, or the total that a report brings with it."""


def has_total(rows: Sequence[Row], columns: tuple[Column, ...]) -> bool:
    """Whether there is something to add up."""
    return bool(rows) and any(column.total for column in columns)


def total_cells(
    rows: Sequence[Row], columns: tuple[Column, ...], totals: Totals, *, grouped: bool
) -> list[str]:
    """A cell a column: what a report's own total says, else sums of exact values where declared."""
    if isinstance(totals, Row):
        return labelled(
            [
                cells.human(c, getattr(totals, c.key), grouped=grouped) if c.total else ""
                for c in columns
            ]
        )
    shown = []
    for column in columns:
        if not column.total:
            shown.append("")
            continue
        values = [v for row in rows if (v := getattr(row, column.key)) is not None]
        total = sum(values)
        if column.kind is Kind.MONEY:
            total = Decimal(total)
        shown.append(cells.human(column, total, grouped=grouped))
    return labelled(shown)


def labelled(shown: list[str]) -> list[str]:
    """The cells of a total, the first one saying what they are where it is free."""
    if shown and not shown[0]:
        shown[0] = _("Total")
    return shown
