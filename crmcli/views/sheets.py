"""Columns that lists have and records do not: what belongs to another record in the same row."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Row, column


@dataclass(frozen=True, slots=True)
class CustomerSheet(Row):
    """The first contact of a customer, in the customer's row."""

    noun: ClassVar[str] = N_("customer")

    contact: str | None = column(N_("Contact's name"))
    contact_salutation: str | None = column(N_("Contact's salutation"))
    contact_position: str | None = column(N_("Contact's position"))
    contact_department: str | None = column(N_("Contact's department"))
    contact_phone: str | None = column(N_("Contact's phone"), Kind.CODE)
    contact_mobile: str | None = column(N_("Contact's mobile"), Kind.CODE)
    contact_email: str | None = column(N_("Contact's e-mail"), Kind.CODE)
    contact_wechat: str | None = column(N_("Contact's WeChat ID"), Kind.CODE)


@dataclass(frozen=True, slots=True)
class OrderSheet(Row):
    """What stands in the rows of an order besides the columns of orders and lines."""

    noun: ClassVar[str] = N_("order")

    line_remark: str | None = column(N_("Remark of the line"))
    freight: Decimal | None = column(N_("Freight"), Kind.MONEY)
    rounding: Decimal | None = column(N_("Rounding off"), Kind.MONEY)
