"""What an import did, or would do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Row, column

OUTCOME = {
    "added": N_("added"),
    "changed": N_("changed"),
    "same": N_("there already"),
    "skipped": N_("skipped"),
    "refused": N_("refused"),
}


@dataclass(frozen=True, slots=True)
class OutcomeRow(Row):
    """One row of a list and what became of it."""

    noun: ClassVar[str] = N_("row")

    row: int = column(N_("Row"), Kind.CODE)
    outcome: str = column(N_("Outcome"), Kind.ENUM, labels=OUTCOME)
    key: str | None = column(N_("Code"), Kind.CODE)
    name: str | None = column(N_("Name"))
    reason: str | None = column(N_("Reason"), vital=True)


@dataclass(frozen=True, slots=True)
class MappingRow(Row):
    """What the headings of a kind of list mean."""

    noun: ClassVar[str] = N_("import mapping")

    name: str = column(N_("Name"), Kind.CODE)
    of: str = column(N_("List of"), Kind.CODE)
    headings: tuple[str, ...] = column(N_("Headings"), Kind.LIST)
    updated_at: dt.datetime = column(N_("Updated at"), Kind.INSTANT, listed=False)


@dataclass(frozen=True, slots=True)
class ImportRow(Row):
    """An import as a whole; ``samples`` are the rows that need a look, and some of the others."""

    noun: ClassVar[str] = N_("import")

    file: str = column(N_("File"))
    sheet: str | None = column(N_("Sheet"))
    rows: int = column(N_("Rows"), Kind.COUNT)
    added: int = column(N_("Added"), Kind.COUNT)
    changed: int = column(N_("Changed"), Kind.COUNT)
    same: int = column(N_("There already"), Kind.COUNT)
    skipped: int = column(N_("Skipped"), Kind.COUNT)
    refused: int = column(N_("Refused"), Kind.COUNT)
    saved: bool = column(N_("Saved"), Kind.FLAG)
    operation: int | None = column(N_("Operation"), Kind.CODE)
    columns: tuple[str, ...] = column(N_("Columns used"), Kind.LIST)
    unused: tuple[str, ...] = column(N_("Columns not used"), Kind.LIST)
    samples: tuple[OutcomeRow, ...] = column(N_("Rows to look at"), Kind.ROWS, rows=OutcomeRow)
