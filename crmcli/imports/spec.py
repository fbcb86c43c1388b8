"""What can be imported: the columns of a list, and what its rows become."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from crmcli.db.work import Work
from crmcli.errors import CrmError
from crmcli.views.base import Column, Row, columns_of

Values = dict[str, str]
"""Key -> what stands there, as a person would have typed it; what is empty is left out."""


class Outcome(StrEnum):
    """What became of a row."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    SKIPPED = "skipped"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a list: the number of its first row, and what stands in each of its rows."""

    number: int
    rows: tuple[Values, ...]

    @property
    def values(self) -> Values:
        """What stands in its first row."""
        return self.rows[0]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an entry: which record it is now, or why it was refused."""

    number: int
    outcome: Outcome
    key: str = ""
    name: str = ""
    error: CrmError | None = None
    apart: bool = False
    """Whether the row stands in a second list, which has the lines."""
    notes: tuple[str, ...] = ()


class Duplicates(StrEnum):
    """What happens to a row whose record is there already and says something else."""

    ERROR = "error"
    SKIP = "skip"
    UPDATE = "update"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Asked:
    """How a list shall be taken."""

    duplicates: Duplicates = Duplicates.ERROR
    create: frozenset[str] = frozenset()
    """Nouns of basic data that are made where they do not exist."""
    fraction: Callable[[Decimal], Decimal] | None = None
    """What a bare number in a column of discounts means, as a percentage taken off."""


class Taker(Protocol):
    """Makes records of entries, a batch at a time; the transaction is the caller's."""

    def take(self, work: Work, entries: Sequence[Entry]) -> list[Result]:
        """What became of each entry, in their order. One that is refused leaves nothing."""


@dataclass(frozen=True, slots=True)
class Import:
    """A kind of list."""

    noun: str
    columns: tuple[Column, ...]
    required: tuple[str, ...]
    """The keys that a list must have; of ``name|code`` one is enough."""
    taker: Callable[[Asked], Taker]
    creates: Mapping[str, str] = field(default_factory=dict)
    """Key -> noun of the basic data that it names."""
    group: str | None = None
    """Rows that follow each other and have the same value here are one record."""
    lines: tuple[str, ...] = ()
    """The keys that each row of a group has for itself, and that a file of their own may have."""
    examples: tuple[Mapping[str, str], ...] = ()
    """Rows of the template: key -> what might stand there, marked for translation."""

    @property
    def keys(self) -> tuple[str, ...]:
        """What its columns are called."""
        return tuple(column.key for column in self.columns)


def some(row_type: type[Row], *keys: str) -> tuple[Column, ...]:
    """Some of the columns of a row type, in this order."""
    known = {column.key: column for column in columns_of(row_type)}
    return tuple(known[key] for key in keys)
