"""Customers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column

LIFECYCLE = {
    "prospect": N_("prospect"),
    "visited": N_("visited, not bought"),
    "buyer": N_("buyer"),
    "lost": N_("lost"),
}


@dataclass(frozen=True, slots=True)
class CustomerRow(Row):
    """A customer; without an owner it is in its department's pool."""

    noun: ClassVar[str] = N_("customer")

    code: str = column(N_("{noun} code"), Kind.CODE)
    name: str = column(N_("{noun} name"))
    type: Ref | None = column(N_("Customer type"), Kind.CODE)
    source: Ref | None = column(N_("Customer source"), Kind.CODE, listed=False)
    industry: Ref | None = column(N_("Industry"), Kind.CODE, listed=False)
    level: Ref | None = column(N_("Customer level"), Kind.CODE, listed=False)
    region: Ref | None = column(N_("Region"), Kind.CODE)
    phone: str | None = column(N_("Phone"), Kind.CODE)
    email: str | None = column(N_("E-mail"), Kind.CODE, listed=False)
    lifecycle: str = column(N_("Lifecycle stage"), Kind.ENUM, labels=LIFECYCLE)
    owner: Ref | None = column(N_("Owner"), Kind.CODE)
    department: Ref = column(N_("Department"), Kind.CODE, listed=False)
    remark: str | None = column(N_("Remark"), listed=False)
    active: bool = column(N_("Active"), Kind.FLAG, listed=False)
    created_at: dt.datetime = column(N_("Created at"), Kind.INSTANT)
    updated_at: dt.datetime = column(N_("Updated at"), Kind.INSTANT, listed=False)
