"""The only writers to stdout, stderr and files that people read."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from crmcli.output.asking import confirm
from crmcli.output.emit import (
    chosen_format,
    list_limit,
    removed,
    show,
    show_page,
    show_report,
    written,
    written_many,
)
from crmcli.output.talk import say


def show_chart(title: str, bars: Sequence[tuple[str, Decimal]]) -> None:
    """Bars below a table or plain text; other formats are data and get none."""
    if chosen_format() in ("table", "plain"):
        from crmcli.output import chart

        chart.show_bars(title, bars)


__all__ = [
    "confirm",
    "list_limit",
    "removed",
    "say",
    "show",
    "show_chart",
    "show_page",
    "show_report",
    "written",
    "written_many",
]
