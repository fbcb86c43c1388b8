"""Changes for a terminal: who and when, then each record with its fields below each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import IO, Any

from rich.table import Table
from rich.text import Text

from crmcli import config
from crmcli.i18n import _
from crmcli.output import cells, safe
from crmcli.output.table import console_on
from crmcli.output.totals import Totals
from crmcli.views import records
from crmcli.views.base import Column, Row, columns_of
from crmcli.views.log import CHANGES, ChangeRow
from crmcli.views.nouns import NOUNS

INDENT = 2
MOMENT = "_at"
"""How the keys of moments end."""


def write(
    file: IO[Any], rows: Sequence[Row], _columns: tuple[Column, ...], _totals: Totals
) -> None:
    """Entries of one operation stand together; a preview, which is only one, has no heading."""
    console = console_on(file)
    changes = [row for row in rows if isinstance(row, ChangeRow)]
    for operation, entries in groupby(changes, _operation):
        if not config.current().dry_run:
            console.print(Text(operation, style="bold"))
        for entry in entries:
            console.print(Text(_title(entry)))
            fields = Table(box=None, show_header=False, pad_edge=False)
            fields.add_column(no_wrap=True)
            fields.add_column(overflow="fold")
            for heading, told in _fields(entry):
                fields.add_row(Text(" " * INDENT + heading), Text(told))
            console.print(fields)
        console.print()


def _operation(entry: ChangeRow) -> str:
    parts = (cells.human(column, getattr(entry, column.key), grouped=False) for column in _HEAD)
    return "  ".join(parts)


_HEAD = tuple(c for c in columns_of(ChangeRow) if c.key in ("at", "operator", "action"))


def _title(entry: ChangeRow) -> str:
    return f"{_(NOUNS[entry.record])} {safe.one_line(entry.key)}  {_(CHANGES[entry.change])}"


def _fields(entry: ChangeRow) -> Iterator[tuple[str, str]]:
    images = [image for image in (entry.old, entry.new) if image is not None]
    for key in dict.fromkeys(key for image in images for key in image):
        both = [_shown(entry.record, key, one[key]) for one in images if key in one]
        told = " → ".join(safe.one_line(text) for text in both)
        yield safe.one_line(records.heading(entry.record, key)), told


def _shown(noun: str, key: str, value: Any) -> str:
    if key.endswith(MOMENT) and isinstance(value, str):
        return cells.local(dt.datetime.fromisoformat(value))
    return records.shown(noun, key, value)
