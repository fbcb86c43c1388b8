"""What waits for approval, and what was decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column

STATUS = {
    "pending": N_("awaiting approval"),
    "approved": N_("approved"),
    "rejected": N_("rejected"),
    "withdrawn": N_("withdrawn"),
    "stale": N_("overtaken"),
}
SUBJECTS = {"revision": N_("revision")}
DECISIONS = {"approve": N_("approve"), "reject": N_("reject")}


@dataclass(frozen=True, slots=True)
class FieldRow(Row):
    """A field that a revision changes: old and new side by side."""

    noun: ClassVar[str] = N_("revised field")

    field: str = column(N_("Field key"), Kind.CODE, listed=False)
    called: str = column(N_("Field"), human=True)
    old: str | None = column(N_("Before the revision"), empty="∅")
    new: str | None = column(N_("After the revision"), empty="∅")


@dataclass(frozen=True, slots=True)
class DecisionRow(Row):
    """What somebody decided."""

    noun: ClassVar[str] = N_("decision")

    step: int = column(N_("Step"), Kind.COUNT)
    decision: str = column(N_("Decision"), Kind.ENUM, labels=DECISIONS)
    operator: Ref = column(N_("Decided by"), Kind.CODE)
    stands_in_for: Ref | None = column(N_("In place of"), Kind.CODE)
    reason: str | None = column(N_("Reason"))
    at: dt.datetime = column(N_("Decided at"), Kind.INSTANT)


@dataclass(frozen=True, slots=True)
class ApprovalRow(Row):
    """Something that takes effect when it is approved."""

    noun: ClassVar[str] = N_("approval")

    number: str = column(N_("{noun} number"), Kind.CODE, vital=True)
    subject: str = column(N_("What for"), Kind.ENUM, labels=SUBJECTS)
    customer: Ref = column(N_("Customer"), Kind.CODE)
    contact: Ref | None = column(N_("Contact"), Kind.CODE)
    changes: str | None = column(N_("Changes"), human=True)
    amount: Decimal | None = column(N_("Amount"), Kind.MONEY, listed=False)
    proposer: Ref = column(N_("Proposed by"), Kind.CODE)
    reason: str | None = column(N_("Reason"), listed=False)
    status: str = column(N_("Status"), Kind.ENUM, labels=STATUS)
    step: int = column(N_("Steps done"), Kind.COUNT, listed=False)
    steps: int = column(N_("Steps in all"), Kind.COUNT, listed=False)
    mine: bool = column(N_("Waits for me"), Kind.FLAG)
    proposed_at: dt.datetime = column(N_("Proposed at"), Kind.INSTANT)
    fields: tuple[FieldRow, ...] = column(
        N_("Revised fields"), Kind.ROWS, rows=FieldRow, listed=False
    )
    decisions: tuple[DecisionRow, ...] = column(
        N_("Decisions"), Kind.ROWS, rows=DecisionRow, listed=False
    )


@dataclass(frozen=True, slots=True)
class ApprovalRuleRow(Row):
    """Who may decide a step."""

    noun: ClassVar[str] = N_("approval rule")

    code: str = column(N_("{noun} code"), Kind.CODE)
    name: str = column(N_("{noun} name"))
    subject: str = column(N_("What for"), Kind.ENUM, labels=SUBJECTS)
    department: Ref | None = column(N_("Department"), Kind.CODE, empty=N_("any"))
    from_amount: Decimal | None = column(N_("From amount"), Kind.MONEY)
    step: int = column(N_("Step"), Kind.COUNT)
    role: Ref | None = column(N_("Role of who decides"), Kind.CODE)
    approver: Ref | None = column(N_("Who decides"), Kind.CODE)
    active: bool = column(N_("Active"), Kind.FLAG)
