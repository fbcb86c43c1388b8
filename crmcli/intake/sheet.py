"""What every kind of file is read into."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta
"""A text is as it was written; only spreadsheets have cells of other types. Empty is ``""``."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number as the program shows it that made the file, and its cells.

    ``filled`` are the places whose cell is merged with the one above and has its value.
    """

    number: int
    cells: list[Cell]
    filled: frozenset[int] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return all(cell == "" for cell in self.cells)


@dataclass(slots=True)
class Sheet:
    """A list: its rows, to be read once, headings included."""

    lines: Iterable[Line]
    rows: int
    """About how many there are: to tell how far one is."""
    name: str | None = None
    """The sheet of a workbook."""
    across: Mapping[int, list[tuple[int, int]]] = field(default_factory=dict)
    """Row number -> first and last place of the cells that are merged there side by side."""
    keyed: bool = False
    """Whether the headings are keys, given by the kind of file and not by a person."""
