"""A change of one row, as the log keeps it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column
from crmcli.views.nouns import NOUNS
from crmcli.views.records import Image

CHANGES = {"insert": N_("added"), "update": N_("changed"), "delete": N_("removed")}


@dataclass(frozen=True, slots=True)
class ChangeRow(Row):
    """One entry of the log; ``key`` names the record whose history it belongs to."""

    noun: ClassVar[str] = N_("change")
    blocks: ClassVar[bool] = True

    id: int | None = column(N_("Entry"), Kind.COUNT, listed=False)
    operation: int | None = column(N_("Operation"), Kind.COUNT, listed=False)
    at: dt.datetime | None = column(N_("At"), Kind.INSTANT)
    operator: Ref | None = column(N_("Operator"), Kind.CODE)
    action: str = column(N_("Action"), Kind.CODE)
    record: str = column(N_("Noun"), Kind.ENUM, labels=NOUNS)
    key: str = column(N_("Key"), Kind.CODE)
    change: str = column(N_("Change"), Kind.ENUM, labels=CHANGES)
    approval: str | None = column(N_("Through approval"), Kind.CODE)
    old: Image | None = column(N_("Old value"), Kind.CHANGES)
    new: Image | None = column(N_("New value"), Kind.CHANGES)


@dataclass(frozen=True, slots=True)
class SealedRow(Row):
    """How much of the log is sealed, and the last link of the chain."""

    noun: ClassVar[str] = N_("log")

    sealed: int = column(N_("Operations gone through"), Kind.COUNT)
    operations: int = column(N_("Operations sealed in all"), Kind.COUNT)
    digest: str = column(N_("Head"), Kind.CODE)


@dataclass(frozen=True, slots=True)
class HeadRow(Row):
    """The last link of the chain."""

    noun: ClassVar[str] = N_("log")

    operations: int = column(N_("Operations sealed in all"), Kind.COUNT)
    operation: int = column(N_("Last operation"), Kind.COUNT)
    sealed_at: dt.datetime = column(N_("Sealed at"), Kind.INSTANT)
    digest: str = column(N_("Head"), Kind.CODE)


@dataclass(frozen=True, slots=True)
class AccessRow(Row):
    """Something sensitive that was done or tried and changed no row."""

    noun: ClassVar[str] = N_("access")

    operation: int = column(N_("Operation"), Kind.COUNT, listed=False)
    at: dt.datetime = column(N_("At"), Kind.INSTANT)
    operator: Ref = column(N_("Operator"), Kind.CODE)
    login: str | None = column(N_("Log-in"), Kind.CODE)
    action: str = column(N_("Action"), Kind.CODE)
    detail: str = column(N_("What"))
