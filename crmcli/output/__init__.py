"""The only writers to stdout, stderr and files that people read."""

from __future__ import annotations

import sys

from crmcli.output import safe
from crmcli.output.asking import (
    confirmed,
    edited,
    forced,
    kept,
    possible,
    secret_lines,
    several,
    text_given,
)
from crmcli.output.asking import possible as can_ask
from crmcli.output.asking import secret as ask_secret
from crmcli.output.emit import (
    check,
    exported_as,
    kept_by_person,
    list_limit,
    prints_forms,
    removed,
    require_format,
    show,
    show_entries,
    show_form,
    show_page,
    show_report,
    show_rows,
    show_template,
    show_text,
    streams,
    worded,
    written,
    written_many,
)
from crmcli.output.progress import progress
from crmcli.output.reserving import reserved
from crmcli.output.talk import say


def write_line(text: str) -> None:
    """A line of running text on stdout."""
    sys.stdout.write(safe.one_line(text) + "\n")


__all__ = [
    "ask_secret",
    "can_ask",
    "check",
    "confirmed",
    "edited",
    "exported_as",
    "forced",
    "kept",
    "kept_by_person",
    "list_limit",
    "possible",
    "prints_forms",
    "progress",
    "removed",
    "require_format",
    "reserved",
    "say",
    "secret_lines",
    "several",
    "show",
    "show_entries",
    "show_form",
    "show_page",
    "show_report",
    "show_rows",
    "show_template",
    "show_text",
    "streams",
    "text_given",
    "worded",
    "write_line",
    "written",
    "written_many",
]
