"""CSV and TSV: the encoding and the separator are found."""

from __future__ import annotations

import csv
import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.intake import encodings
from crmcli.intake.sheet import Line, Sheet

SEPARATORS = (",", "\t", ";", "|")
LOOKED_AT = 50
"""Rows from which the separator is told."""
LARGEST_FIELD = 200_000
CHUNK = 1 << 20


def read(path: Path, encoding: str | None) -> Sheet:
    """The rows of a text file.

    Raises:
        InvalidError: its encoding cannot be told, or it is no text.
    """
    if encoding is None:
        encoding = encodings.find(path)
    else:
        encodings.check(path, encoding)
    csv.field_size_limit(LARGEST_FIELD)
    separator = "\t" if path.suffix.lower() == ".tsv" else _separator(path, encoding)
    return Sheet(_lines(path, encoding, separator), _count(path))


def _separator(path: Path, encoding: str) -> str:
    """The one that divides most rows into the same number of cells, more than one."""
    with path.open(encoding=encoding, newline="") as file:
        text = list(itertools.islice(file, LOOKED_AT))
    best, most = SEPARATORS[0], 0
    for separator in SEPARATORS:
        try:
            widths = Counter(len(row) for row in csv.reader(text, delimiter=separator))
        except csv.Error:
            continue
        width, times = max(widths.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
        score = times * (width - 1)
        if score > most:
            best, most = separator, score
    return best


def _lines(path: Path, encoding: str, separator: str) -> Iterator[Line]:
    with path.open(encoding=encoding, newline="") as file:
        rows = csv.reader(file, delimiter=separator, strict=True)
        number = 0
        while True:
            number += 1
            try:
                row = next(rows, None)
            except csv.Error as error:
                raise InvalidError(
                    _("{}, row {}: {}").format(path, number, error),
                    _("Look for a quotation mark that is not closed, or is not doubled"),
                ) from None
            if row is None:
                return
            cells = [cell.strip() for cell in row]
            yield Line(number, list(cells))


def _count(path: Path) -> int:
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(CHUNK), b""))
