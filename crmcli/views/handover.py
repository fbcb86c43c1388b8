"""The handover sheet 客户交接清单, and handovers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column


@dataclass(frozen=True, slots=True)
class HandedRow(Row):
    """A line of the handover sheet: a customer, what is open with it, and who takes it over."""

    noun: ClassVar[str] = N_("handover sheet")

    code: str = column(N_("{noun} code"), Kind.CODE, human=True, vital=True, noun=N_("customer"))
    customer: Ref = column(N_("Customer"), Kind.CODE, vital=True)
    level: Ref | None = column(N_("Customer level"), Kind.CODE, spare=True)
    region: Ref | None = column(N_("Region"), Kind.CODE, spare=True)
    contacts: int = column(N_("Contacts"), Kind.COUNT, total=True)
    followups: int = column(N_("Follow-ups"), Kind.COUNT, total=True)
    last_contact: dt.datetime | None = column(N_("Last follow-up"), Kind.INSTANT, listed=False)
    next_step: str | None = column(N_("Next step"))
    next_on: dt.date | None = column(N_("Next date"), Kind.DATE)
    orders: int = column(N_("Open orders"), Kind.COUNT, total=True)
    outstanding: Decimal = column(N_("Outstanding"), Kind.MONEY, total=True)
    leaver: Ref = column(N_("Until now"), Kind.CODE)
    successor: Ref = column(N_("From now on"), Kind.CODE, vital=True)


@dataclass(frozen=True, slots=True)
class HandoverRow(Row):
    """A handover."""

    noun: ClassVar[str] = N_("handover")

    number: str = column(N_("{noun} number"), Kind.CODE)
    leaver: Ref = column(N_("Until now"), Kind.CODE)
    successors: tuple[str, ...] = column(N_("From now on"), Kind.LIST)
    customers: int = column(N_("Customers"), Kind.COUNT)
    reason: str | None = column(N_("Reason"))
    deactivated: bool = column(N_("Deactivated by it"), Kind.FLAG)
    undone: bool = column(N_("Undone"), Kind.FLAG)
    operator: Ref = column(N_("Handed over by"), Kind.CODE)
    at: dt.datetime = column(N_("At"), Kind.INSTANT)
