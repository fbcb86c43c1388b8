"""What is lent to people, and which customers are shared."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column

LENT = {
    "read": N_("rows to look at"),
    "write": N_("rows to work on"),
    "approve": N_("decide approvals"),
    "function": N_("a permission"),
}


@dataclass(frozen=True, slots=True)
class LoanRow(Row):
    """What one person has lent to another, until a date."""

    noun: ClassVar[str] = N_("temporary authorisation")

    id: int = column(N_("No."), Kind.COUNT)
    lender: Ref = column(N_("Of whom"), Kind.CODE)
    borrower: Ref = column(N_("To whom"), Kind.CODE)
    what: str = column(N_("What is lent"), Kind.ENUM, labels=LENT)
    permission: str | None = column(N_("Permission"), Kind.CODE)
    begins_on: dt.date = column(N_("First day"), Kind.DATE)
    ends_on: dt.date = column(N_("Last day"), Kind.DATE)
    in_force: bool = column(N_("In force"), Kind.FLAG)
    ended: bool = column(N_("Ended early"), Kind.FLAG, listed=False)


@dataclass(frozen=True, slots=True)
class ShareRow(Row):
    """A customer that is shown to somebody besides, until a date."""

    noun: ClassVar[str] = N_("share")

    customer: Ref = column(N_("Customer"), Kind.CODE)
    operator: Ref | None = column(N_("Shared with"), Kind.CODE)
    department: Ref | None = column(N_("Shared with department"), Kind.CODE)
    can_write: bool = column(N_("May work on it"), Kind.FLAG)
    ends_on: dt.date = column(N_("Last day"), Kind.DATE)
    in_force: bool = column(N_("In force"), Kind.FLAG)
    shared_by: Ref = column(N_("Shared by"), Kind.CODE)
    shared_at: dt.datetime = column(N_("Shared at"), Kind.INSTANT, listed=False)
