"""The only writers to stdout, stderr and files that people read."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from decimal import Decimal

from crmcli import config
from crmcli.output import safe
from crmcli.output.asking import confirmed, edited, forced, kept, possible, several, text_given
from crmcli.output.emit import (
    check,
    chosen_format,
    kept_by_person,
    list_limit,
    prints_forms,
    removed,
    show,
    show_entries,
    show_form,
    show_page,
    show_report,
    show_rows,
    written,
    written_many,
)
from crmcli.output.talk import say


def write_line(text: str) -> None:
    """A line of running text on stdout."""
    sys.stdout.write(safe.one_line(text) + "\n")


def show_chart(title: str, bars: Sequence[tuple[str, Decimal]]) -> None:
    """Bars below a table or plain text on stdout; files and other formats are data and get none."""
    if chosen_format() in ("table", "plain") and not config.current().out:
        from crmcli.output import chart

        chart.show_bars(title, bars)


__all__ = [
    "check",
    "confirmed",
    "edited",
    "forced",
    "kept",
    "kept_by_person",
    "list_limit",
    "possible",
    "prints_forms",
    "removed",
    "say",
    "several",
    "show",
    "show_chart",
    "show_entries",
    "show_form",
    "show_page",
    "show_report",
    "show_rows",
    "text_given",
    "write_line",
    "written",
    "written_many",
]
