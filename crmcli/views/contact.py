"""Contacts: the people at a customer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar, TypedDict

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column
from crmcli.views.customer import PHONES

DECISION_ROLE = {
    "decider": N_("decision maker"),
    "influencer": N_("influencer"),
    "user": N_("user"),
    "handler": N_("handler"),
}


class ContactValues(TypedDict, total=False):
    """What people enter of a contact, as text; each is a column of :class:`ContactRow`."""

    salutation: str | None
    category: str | None
    position: str | None
    department: str | None
    reports_to: str | None
    decision_role: str | None
    phone: str | None
    mobile: str | None
    fax: str | None
    email: str | None
    wechat: str | None
    wecom: str | None
    qq: str | None
    birthday: str | None
    remark: str | None


@dataclass(frozen=True, slots=True)
class ContactRow(Row):
    """A person at a customer; ``department`` is the customer's own, as a path."""

    noun: ClassVar[str] = N_("contact")

    code: str = column(N_("{noun} code"), Kind.CODE)
    name: str = column(N_("{noun}'s name"))
    customer: Ref = column(N_("Customer"), Kind.CODE)
    salutation: str | None = column(N_("Salutation"), listed=False)
    category: Ref | None = column(N_("Contact category"), Kind.CODE, listed=False)
    position: str | None = column(N_("Position"))
    department: str | None = column(
        N_("Department"), listed=False, entry=N_("Department at the customer, as R&D/Software")
    )
    reports_to: Ref | None = column(N_("Reports to"), Kind.CODE, listed=False)
    decision_role: str | None = column(
        N_("Decision role"), Kind.ENUM, labels=DECISION_ROLE, listed=False
    )
    primary: bool = column(N_("Primary"), Kind.FLAG)
    phone: str | None = column(N_("Phone"), Kind.CODE, entry=PHONES)
    mobile: str | None = column(N_("Mobile"), Kind.CODE, entry=N_("Mobile; several as A/B"))
    fax: str | None = column(N_("Fax"), Kind.CODE, listed=False)
    email: str | None = column(
        N_("E-mail"), Kind.CODE, listed=False, entry=N_("E-mail; several as A/B")
    )
    wechat: str | None = column(N_("WeChat ID"), Kind.CODE, listed=False)
    wecom: str | None = column(N_("WeCom"), Kind.CODE, listed=False)
    qq: str | None = column(N_("QQ"), Kind.CODE, listed=False)
    birthday: Ref | None = column(
        N_("Birthday"),
        listed=False,
        entry=N_("Birthday: 1980-05-12, 05-12, lunar:1980-08-15 or lunar:08-15"),
    )
    remark: str | None = column(
        N_("Remark"), listed=False, entry=N_("Remark; - reads it from stdin")
    )
    active: bool = column(N_("Active"), Kind.FLAG, listed=False)
    created_at: dt.datetime = column(N_("Created at"), Kind.INSTANT, listed=False)
    updated_at: dt.datetime = column(N_("Updated at"), Kind.INSTANT, listed=False)
    version: int = column(N_("Version"), Kind.COUNT, listed=False)


@dataclass(frozen=True, slots=True)
class BirthdayRow(Row):
    """A birthday to come; ``turns`` is the age reached, where the year is known."""

    noun: ClassVar[str] = N_("birthday")

    date: dt.date = column(N_("Date"), Kind.DATE)
    days: int = column(N_("In days"), Kind.COUNT)
    contact: Ref = column(N_("Contact"), Kind.CODE)
    customer: Ref = column(N_("Customer"), Kind.CODE)
    birthday: Ref = column(N_("Birthday"))
    turns: int | None = column(N_("Turns"), Kind.COUNT)
    mobile: str | None = column(N_("Mobile"), Kind.CODE)


@dataclass(frozen=True, slots=True)
class ContactTreeRow(Row):
    """A contact at its place among those of a customer; ``level`` counts from the top, 0."""

    noun: ClassVar[str] = N_("contact")

    level: int = column(N_("Level"), Kind.COUNT, listed=False)
    branch: str = column(N_("Contact"), Kind.CODE, human=True)
    code: str = column(N_("{noun} code"), Kind.CODE)
    name: str = column(N_("{noun}'s name"), listed=False)
    reports_to: Ref | None = column(N_("Reports to"), Kind.CODE, listed=False)
    position: str | None = column(N_("Position"))
    department: str | None = column(N_("Department"))
    decision_role: str | None = column(N_("Decision role"), Kind.ENUM, labels=DECISION_ROLE)
    primary: bool = column(N_("Primary"), Kind.FLAG)
