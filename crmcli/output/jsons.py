"""JSON and JSON lines: for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import IO, Any

from crmcli import config
from crmcli.output import cells, safe
from crmcli.output.totals import Totals
from crmcli.views.base import Column, Row


def write_list(
    file: IO[str], rows: Iterable[Row], columns: tuple[Column, ...], _totals: Totals
) -> None:
    """An array of objects, one a line."""
    file.write("[")
    end = "]\n"
    for number, row in enumerate(rows):
        file.write(",\n " if number else "\n ")
        file.write(_dump(row, columns))
        end = "\n]\n"
    file.write(end)


def write_record(
    file: IO[str], rows: Sequence[Row], columns: tuple[Column, ...], _totals: Totals
) -> None:
    """One object."""
    file.write(_dump(rows[0], columns, indent=2) + "\n")


def write_lines(
    file: IO[str], rows: Iterable[Row], columns: tuple[Column, ...], _totals: Totals
) -> None:
    """An object a line."""
    for row in rows:
        file.write(_dump(row, columns) + "\n")


def _dump(row: Row, columns: tuple[Column, ...], indent: int | None = None) -> str:
    """One object; where stdout is not UTF-8, in plain ASCII."""
    ascii_only = not config.current().out and not _unicode(sys.stdout.encoding)
    text = json.dumps(_object(row, columns), ensure_ascii=ascii_only, indent=indent)
    return safe.json_text(text)


def _unicode(encoding: str | None) -> bool:
    return (encoding or "ascii").lower().replace("-", "").startswith(("utf", "gb18030"))


def _object(row: Row, columns: tuple[Column, ...]) -> dict[str, Any]:
    return {c.key: cells.data(c, getattr(row, c.key)) for c in columns}
