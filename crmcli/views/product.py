"""Products."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Row, column


@dataclass(frozen=True, slots=True)
class ProductRow(Row):
    """A product; the price includes tax, the tax rate is in percent."""

    noun: ClassVar[str] = N_("product")

    code: str = column(N_("{noun} code"), Kind.CODE)
    name: str = column(N_("{noun} name"))
    spec: str | None = column(N_("Specification"))
    unit: str | None = column(N_("Unit"))
    price: Decimal = column(N_("Price incl. tax"), Kind.PRICE)
    tax_rate: Decimal = column(N_("Tax rate"), Kind.PERCENT)
    cost: Decimal | None = column(N_("Cost price"), Kind.PRICE, listed=False)
    category: str | None = column(N_("Category"))
    active: bool = column(N_("Active"), Kind.FLAG)
    created_at: dt.datetime = column(N_("Created at"), Kind.INSTANT, listed=False)
    updated_at: dt.datetime = column(N_("Updated at"), Kind.INSTANT, listed=False)
