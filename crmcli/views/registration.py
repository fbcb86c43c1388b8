"""Protected registrations, and conflicts over whose a customer is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column

STATUS = {"open": N_("to be decided"), "decided": N_("decided")}
MATCHES = {
    "name": N_("name"),
    "phone": N_("phone"),
    "tax_number": N_("unified social credit code"),
    "identity_number": N_("identity number"),
}


@dataclass(frozen=True, slots=True)
class RegistrationRow(Row):
    """A customer that is registered: its owner's until a day."""

    noun: ClassVar[str] = N_("registration")

    customer: Ref = column(N_("Customer"), Kind.CODE, vital=True)
    owner: Ref = column(N_("Owner"), Kind.CODE)
    department: Ref = column(N_("Department"), Kind.CODE, listed=False)
    since: dt.datetime = column(N_("Registered at"), Kind.INSTANT)
    ends_on: dt.date = column(N_("Registered until"), Kind.DATE)
    reason: str | None = column(N_("Reason"))
    in_force: bool = column(N_("In force"), Kind.FLAG)


@dataclass(frozen=True, slots=True)
class ConflictRow(Row):
    """Somebody was about to add a customer that somebody else follows up.

    Who was, and does not see the customer, is not told which one it is.
    """

    noun: ClassVar[str] = N_("ownership conflict")

    number: str = column(N_("{noun} number"), Kind.CODE, vital=True)
    asked: str = column(N_("Was to be added"))
    matched: str = column(N_("Same by"), Kind.ENUM, labels=MATCHES)
    asker: Ref = column(N_("By whom"), Kind.CODE)
    customer: Ref | None = column(N_("Customer"), Kind.CODE)
    department: Ref = column(N_("Department"), Kind.CODE)
    owner: Ref = column(N_("Owner"), Kind.CODE)
    registered_until: dt.date | None = column(N_("Registered until"), Kind.DATE)
    at: dt.datetime = column(N_("At"), Kind.INSTANT)
    status: str = column(N_("Status"), Kind.ENUM, labels=STATUS)
    winner: Ref | None = column(N_("Goes to"), Kind.CODE)
    reason: str | None = column(N_("Reason"))
    decided_by: Ref | None = column(N_("Decided by"), Kind.CODE, listed=False)
