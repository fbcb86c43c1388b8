"""The inbox 待办与提醒: what somebody is told, and what waits for them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.annotation import KINDS as ANNOTATED
from crmcli.views.base import Kind, Ref, Row, column

KINDS = {
    "annotation": N_("annotation"),
    "approval": N_("approval"),
    "assignment": N_("assignment"),
    "warning": N_("warning"),
    "answer": N_("answer"),
    "notice": N_("notice"),
    "overdue": N_("next step overdue"),
    "due": N_("next step due"),
}


EVENTS = {
    **ANNOTATED,
    "revision": N_("revision"),
    "assigned": N_("assigned to you"),
    "handed-over": N_("handed over to you"),
    "merged": N_("was merged into another customer"),
    "recycle-soon": N_("goes back to the pool"),
    "recycled": N_("went back to the pool"),
    "approval-approved": N_("approved"),
    "approval-rejected": N_("rejected"),
    "approval-stale": N_("overtaken by another change"),
    "conflict": N_("somebody was about to add it"),
    "conflict-decided": N_("decided"),
    "annotation-answered": N_("answered"),
    "next-step": N_("next step"),
}


@dataclass(frozen=True, slots=True)
class InboxRow(Row):
    """One thing that somebody is told, or that waits for somebody.

    ``detail`` is what was written; people read it in ``text``, with what happened.
    """

    noun: ClassVar[str] = N_("to-do")

    kind: str = column(N_("Kind"), Kind.ENUM, labels=KINDS, vital=True)
    number: str | None = column(N_("Number or code"), Kind.CODE)
    at: dt.datetime | None = column(N_("At"), Kind.INSTANT)
    due: dt.date | None = column(N_("To be done by"), Kind.DATE)
    operator: Ref | None = column(N_("By whom"), Kind.CODE)
    customer: Ref | None = column(N_("Customer"), Kind.CODE)
    event: str = column(N_("What happened"), Kind.ENUM, labels=EVENTS, listed=False)
    detail: str | None = column(N_("Content"), listed=False)
    text: str = column(N_("What"), vital=True, human=True)


@dataclass(frozen=True, slots=True)
class InboxCountRow(Row):
    """How much of a kind there is."""

    noun: ClassVar[str] = N_("to-do")

    kind: str = column(N_("Kind"), Kind.ENUM, labels=KINDS)
    count: int = column(N_("How many"), Kind.COUNT, total=True)


def counted(rows: Sequence[InboxRow]) -> list[InboxCountRow]:
    """How much of each kind there is."""
    found = Counter(row.kind for row in rows)
    return [InboxCountRow(kind, found[kind]) for kind in KINDS if found[kind]]
