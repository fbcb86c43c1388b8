"""JSON and JSON lines: for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import IO, Any

from crmcli.output import cells
from crmcli.output.safe import DANGEROUS
from crmcli.views.base import Column, Row


def write_list(
    file: IO[str], rows: Sequence[Row], columns: tuple[Column, ...], _totals: bool
) -> None:
    """An array of objects, one a line."""
    file.write("[")
    for number, row in enumerate(rows):
        file.write(",\n " if number else "\n ")
        file.write(_dump(row, columns))
    file.write("\n]\n" if rows else "]\n")


def write_record(
    file: IO[str], rows: Sequence[Row], columns: tuple[Column, ...], _totals: bool
) -> None:
    """One object."""
    file.write(_escaped(json.dumps(_object(rows[0], columns), ensure_ascii=False, indent=2)) + "\n")


def write_lines(
    file: IO[str], rows: Sequence[Row], columns: tuple[Column, ...], _totals: bool
) -> None:
    """An object a line."""
    for row in rows:
        file.write(_dump(row, columns) + "\n")


def _dump(row: Row, columns: tuple[Column, ...]) -> str:
    return _escaped(json.dumps(_object(row, columns), ensure_ascii=False))


def _object(row: Row, columns: tuple[Column, ...]) -> dict[str, Any]:
    return {c.key: cells.data(c, getattr(row, c.key)) for c in columns}


def _escaped(text: str) -> str:
    """JSON escapes C0 itself; C1 and bidirectional controls are escaped here."""
    return DANGEROUS.sub(
        lambda m: m.group() if m.group() == "\n" else f"\\u{ord(m.group()):04x}", text
    )
