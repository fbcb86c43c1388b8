"""CSV (RFC 4180) and TSV: one row a record, the same values as JSON.

With headings in a language they are for people: names and words in that language.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import IO

from crmcli import config
from crmcli.output import cells
from crmcli.output.safe import DANGEROUS
from crmcli.output.totals import Totals
from crmcli.views.base import Column, Row

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write_csv(
    file: IO[str], rows: Iterable[Row], columns: tuple[Column, ...], _totals: Totals
) -> None:
    """Comma-separated, quoted where needed; line breaks inside cells are kept."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(_headings(columns))
    for row in rows:
        writer.writerow([_harmless(_cell(c, row)) for c in columns])


def write_tsv(
    file: IO[str], rows: Iterable[Row], columns: tuple[Column, ...], _totals: Totals
) -> None:
    """Tab-separated, nothing quoted: tabs and line breaks inside cells become escapes."""
    file.write("\t".join(_headings(columns)) + "\n")
    for row in rows:
        file.write("\t".join(_flat(_cell(c, row)) for c in columns) + "\n")


def _headings(columns: tuple[Column, ...]) -> list[str]:
    return [cells.heading(c, config.current().headings or "key") for c in columns]


def _cell(column: Column, row: Row) -> str:
    """A cell; with ``--safe`` no spreadsheet takes it for a formula (OWASP, CSV injection)."""
    shown = cells.worded if config.current().headings in cells.LANGUAGE_OF else cells.flat
    value = shown(column, getattr(row, column.key))
    if config.current().safe and not column.kind.numeric and value.startswith(FORMULA):
        return f"'{value}"
    return value


def _harmless(value: str) -> str:
    return DANGEROUS.sub(lambda m: m.group() if m.group() in "\n\t" else _escape(m), value)


def _flat(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
    return DANGEROUS.sub(_escape, escaped)


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
