"""CSV (RFC 4180) and TSV: the same values as JSON, one row a record."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from typing import IO

from crmcli.output import cells
from crmcli.output.safe import DANGEROUS
from crmcli.views.base import Column, Row


def write_csv(
    file: IO[str], rows: Sequence[Row], columns: tuple[Column, ...], _totals: bool
) -> None:
    """Comma-separated, quoted where needed; line breaks inside cells are kept."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([c.key for c in columns])
    for row in rows:
        writer.writerow([_harmless(cells.flat(c, getattr(row, c.key))) for c in columns])


def write_tsv(
    file: IO[str], rows: Sequence[Row], columns: tuple[Column, ...], _totals: bool
) -> None:
    """Tab-separated, nothing quoted: tabs and line breaks inside cells become escapes."""
    file.write("\t".join(c.key for c in columns) + "\n")
    for row in rows:
        values = (cells.flat(c, getattr(row, c.key)) for c in columns)
        file.write("\t".join(_flat(value) for value in values) + "\n")


def _harmless(value: str) -> str:
    return DANGEROUS.sub(lambda m: m.group() if m.group() in "\n\t" else _escape(m), value)


def _flat(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
    return DANGEROUS.sub(_escape, escaped)


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
