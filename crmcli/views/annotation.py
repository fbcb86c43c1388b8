"""Annotations of follow-ups."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column

KINDS = {
    "comment": N_("comment"),
    "instruct": N_("instruction"),
    "approve": N_("agreed"),
    "return": N_("returned"),
}
STATUS = {
    "unread": N_("unread"),
    "read": N_("read"),
    "acknowledged": N_("acknowledged"),
    "answered": N_("answered"),
    "corrected": N_("corrected"),
}


@dataclass(frozen=True, slots=True)
class AnnotationRow(Row):
    """What a manager said of a follow-up, and what its author made of it.

    Who is told and does not see the customer any more is not told which one it is.
    """

    noun: ClassVar[str] = N_("annotation")

    number: str = column(N_("{noun} number"), Kind.CODE, vital=True)
    at: dt.datetime = column(N_("At"), Kind.INSTANT)
    kind: str = column(N_("Kind"), Kind.ENUM, labels=KINDS)
    author: Ref = column(N_("By whom"), Kind.CODE)
    recipient: Ref = column(N_("Addressed to"), Kind.CODE)
    followup: str = column(N_("Follow-up number"), Kind.CODE)
    customer: Ref | None = column(N_("Customer"), Kind.CODE)
    content: str = column(
        N_("Annotation content"), entry=N_("What is said of it; - reads it from stdin")
    )
    due: dt.date | None = column(N_("To be done by"), Kind.DATE)
    status: str = column(N_("Status"), Kind.ENUM, labels=STATUS)
    overdue: bool = column(N_("Overdue"), Kind.FLAG, listed=False)
    answer: str | None = column(N_("Answer"), entry=N_("The answer; - reads it from stdin"))
    read_at: dt.datetime | None = column(N_("Read at"), Kind.INSTANT, listed=False)
    acknowledged_at: dt.datetime | None = column(N_("Acknowledged at"), Kind.INSTANT, listed=False)
    answered_at: dt.datetime | None = column(N_("Answered at"), Kind.INSTANT, listed=False)
