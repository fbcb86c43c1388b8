"""The only writers to stdout, stderr and files that people read."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from decimal import Decimal

from crmcli.output import safe
from crmcli.output.asking import confirmed
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


def write_line(text: str) -> None:
    """A line of running text on stdout."""
    sys.stdout.write(safe.one_line(text) + "\n")


def show_chart(title: str, bars: Sequence[tuple[str, Decimal]]) -> None:
    """Bars below a table or plain text; other formats are data and get none."""
    if chosen_format() in ("table", "plain"):
        from crmcli.output import chart

        chart.show_bars(title, bars)


__all__ = [
    "confirmed",
    "list_limit",
    "removed",
    "say",
    "show",
    "show_chart",
    "show_page",
    "show_report",
    "write_line",
    "written",
    "written_many",
]
