"""Products."""

from decimal import Decimal

from crmcli.db.models import base
from crmcli.db.models.base import STRICT, Coded, percent, text


class Product(Coded, table=True):
    """A product; ``price`` includes tax, ``cost`` does not, ``tax_rate`` is in percent."""

    __tablename__ = "product"
    __table_args__ = STRICT

    spec: str | None = text(null=True)
    unit: str | None = text(null=True)
    category: str | None = text(null=True)
    price: Decimal = base.price()
    tax_rate: Decimal = percent()
    cost: Decimal | None = base.price(null=True)
