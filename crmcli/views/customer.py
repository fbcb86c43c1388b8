"""Customers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, TypedDict

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column

KIND = {"organisation": N_("organisation"), "person": N_("person")}
LIFECYCLE = {
    "prospect": N_("prospect"),
    "visited": N_("visited, not bought"),
    "buyer": N_("buyer"),
    "lost": N_("lost"),
}
PHONES = N_("Phone; several as A/B, extensions as -8001 or x8001")


class CustomerValues(TypedDict, total=False):
    """What people enter of a customer, as text; each is a column of :class:`CustomerRow`."""

    short_name: str | None
    former_names: list[str] | None
    kind: str | None
    type: str | None
    source: str | None
    industry: str | None
    level: str | None
    region: str | None
    province: str | None
    city: str | None
    district: str | None
    postcode: str | None
    address: str | None
    phone: str | None
    mobile: str | None
    fax: str | None
    email: str | None
    wechat: str | None
    website: str | None
    tax_number: str | None
    identity_number: str | None
    credit_limit: str | None
    payment_terms: str | None
    lifecycle: str | None
    progress: str | None
    staff: str | None
    turnover: str | None
    age_band: str | None
    occupation: str | None
    needs: str | None
    needs_on: str | None
    billing_name: str | None
    billing_bank: str | None
    billing_account: str | None
    billing_address: str | None
    billing_phone: str | None
    remark: str | None


class CustomerFilters(CustomerValues, total=False):
    """What customers are listed by besides: an empty value asks for those without one."""

    code: str | None
    name: str | None
    created_at: str | None
    updated_at: str | None


@dataclass(frozen=True, slots=True)
class CustomerRow(Row):
    """A customer; without an owner it is in its department's pool."""

    noun: ClassVar[str] = N_("customer")

    code: str = column(N_("{noun} code"), Kind.CODE, entry=N_("A part of the code"))
    name: str = column(N_("{noun} name"), entry=N_("A part of the name"))
    short_name: str | None = column(N_("Short name"), listed=False)
    former_names: tuple[str, ...] = column(
        N_("Former names"),
        Kind.LIST,
        listed=False,
        entry=N_("Former name to add; can be repeated, an empty one removes all"),
    )
    kind: str = column(N_("Kind of customer"), Kind.ENUM, labels=KIND, listed=False)
    type: Ref | None = column(N_("Customer type"), Kind.CODE)
    source: Ref | None = column(N_("Customer source"), Kind.CODE, listed=False)
    industry: Ref | None = column(N_("Industry"), Kind.CODE, listed=False)
    level: Ref | None = column(N_("Customer level"), Kind.CODE, listed=False)
    region: Ref | None = column(N_("Region"), Kind.CODE)
    province: str | None = column(N_("Province"), listed=False)
    city: str | None = column(N_("City"), listed=False)
    district: str | None = column(N_("District"), listed=False)
    postcode: str | None = column(N_("Postcode"), Kind.CODE, listed=False)
    address: str | None = column(N_("Address"), listed=False)
    phone: str | None = column(N_("Phone"), Kind.CODE, entry=PHONES)
    mobile: str | None = column(N_("Mobile"), Kind.CODE, listed=False)
    fax: str | None = column(N_("Fax"), Kind.CODE, listed=False)
    email: str | None = column(N_("E-mail"), Kind.CODE, listed=False)
    wechat: str | None = column(N_("WeChat ID"), Kind.CODE, listed=False)
    website: str | None = column(N_("Website"), Kind.CODE, listed=False)
    tax_number: str | None = column(N_("Unified social credit code"), Kind.CODE, listed=False)
    identity_number: str | None = column(
        N_("Identity number"), Kind.CODE, listed=False, entry=N_("Identity number; shown masked")
    )
    credit_limit: Decimal | None = column(N_("Credit limit"), Kind.MONEY, listed=False)
    payment_terms: Ref | None = column(
        N_("Payment terms"),
        listed=False,
        entry=N_("Payment terms: cash, 30d, month-end or month-end+30"),
    )
    lifecycle: str = column(N_("Lifecycle stage"), Kind.ENUM, labels=LIFECYCLE)
    lifecycle_reason: str | None = column(N_("Reason of the stage"), listed=False)
    progress: Ref | None = column(N_("Follow-up progress"), Kind.CODE, listed=False)
    staff: int | None = column(N_("Number of staff"), Kind.COUNT, listed=False)
    turnover: Decimal | None = column(N_("Yearly turnover"), Kind.MONEY, listed=False)
    age_band: str | None = column(N_("Age band"), listed=False)
    occupation: str | None = column(N_("Occupation"), listed=False)
    needs: str | None = column(N_("Needs"), listed=False)
    needs_on: dt.date | None = column(N_("Needs as of"), Kind.DATE, listed=False)
    billing_name: str | None = column(N_("Invoice title"), listed=False)
    billing_bank: str | None = column(N_("Invoice bank"), listed=False)
    billing_account: str | None = column(N_("Invoice bank account"), Kind.CODE, listed=False)
    billing_address: str | None = column(N_("Invoice address"), listed=False)
    billing_phone: str | None = column(N_("Invoice phone"), Kind.CODE, listed=False)
    owner: Ref | None = column(N_("Owner"), Kind.CODE)
    department: Ref = column(N_("Department"), Kind.CODE, listed=False)
    remark: str | None = column(
        N_("Remark"), listed=False, entry=N_("Remark; - reads it from stdin")
    )
    active: bool = column(N_("Active"), Kind.FLAG, listed=False)
    last_contact: dt.datetime | None = column(N_("Last follow-up"), Kind.INSTANT, listed=False)
    created_at: dt.datetime = column(N_("Created at"), Kind.INSTANT)
    updated_at: dt.datetime = column(N_("Updated at"), Kind.INSTANT, listed=False)
    version: int = column(N_("Version"), Kind.COUNT, listed=False)
