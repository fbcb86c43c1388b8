"""Lines as people ask for them: how they are written, and what they come to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from crmcli.db import numbering
from crmcli.db.models.order import OrderLine
from crmcli.db.models.product import Product
from crmcli.db.types import LARGEST_MONEY
from crmcli.db.work import Work
from crmcli.errors import InvalidError, RefusedError
from crmcli.i18n import _
from crmcli.services import discounts, lookup, money, setting

PRODUCT, GIFT, FREIGHT, ROUNDING = "product", "gift", "freight", "rounding"
SPEC = re.compile(r"(?P<product>.+)[:：](?P<rest>[^:：]+)")
REST = re.compile(r"(?P<quantity>[^@-]+?)(@(?P<price>[^@-]+?))?(-(?P<discount>[^@-]+(%|折)))?")
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line as asked for; without a price the product's is taken, likewise the tax rate.

    Freight and rounding off have a price alone: what is added, and what is taken off.
    """

    product: str | None
    quantity: Decimal = ONE
    price: Decimal | None = None
    discount: Decimal = Decimal(0)
    kind: str = PRODUCT
    tax_rate: Decimal | None = None
    remark: str | None = None


def parse(given: str, kind: str = PRODUCT) -> NewLine:
    """A line written ``PRODUCT:QTY[@PRICE][-DISCOUNT]``, the discount as ``10%`` or ``9折``.

    Raises:
        InvalidError: it is not written so, or a number in it is not valid.
    """
    named = SPEC.fullmatch(given.strip())
    match = REST.fullmatch(unicodedata.normalize("NFKC", named["rest"])) if named else None
    if named is None or match is None:
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, _("order line")),
            _("Write it like PRODUCT:2, PRODUCT:2@99.50, PRODUCT:2@99.50-10% or PRODUCT:2-9折"),
        )
    price, discount = match.group("price"), match.group("discount")
    if kind == GIFT and discount:
        raise InvalidError(_("A gift has no discount: it costs nothing"), _("Leave it out"))
    return NewLine(
        product=named["product"].strip(),
        quantity=money.parse_fine(match.group("quantity"), _("quantity"), zero=False),
        price=money.parse_fine(price, _("price")) if price else None,
        discount=discounts.parse(discount, _("discount")) if discount else Decimal(0),
        kind=kind,
    )


def freight(given: str) -> NewLine:
    """A line of freight: an amount with tax."""
    return NewLine(None, price=money.parse(given, _("freight"), zero=False), kind=FREIGHT)


def rounding(given: str) -> NewLine:
    """A line that rounds off: how much is taken off."""
    return NewLine(None, price=money.parse(given, _("rounding off"), zero=False), kind=ROUNDING)


def all_of(
    lines: Sequence[str], gifts: Sequence[str], charge: str | None, off: str | None
) -> list[NewLine]:
    """The lines that the options of a command ask for, in the order of a printed form."""
    return [
        *(parse(text) for text in lines),
        *(parse(text, GIFT) for text in gifts),
        *([freight(charge)] if charge is not None else []),
        *([rounding(off)] if off is not None else []),
    ]


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line with its product, its price and what it comes to."""

    kind: str
    product: Product | None
    quantity: Decimal
    price: Decimal
    discount: Decimal
    tax_rate: Decimal
    amount: Decimal
    remark: str | None

    def values(self) -> dict[str, Any]:
        """The columns of the stored line."""
        return {
            "kind": self.kind,
            "product_id": self.product.id if self.product else None,
            "product_name": self.product.name if self.product else None,
            "unit": self.product.unit if self.product else None,
            "quantity": self.quantity,
            "price": self.price,
            "discount": self.discount,
            "tax_rate": self.tax_rate,
            "amount": self.amount,
            "remark": self.remark,
        }


Line = PricedLine | OrderLine
"""A line that is asked for, or one that is stored."""


def priced(work: Work, wanted: Sequence[NewLine]) -> list[PricedLine]:
    """The lines with products and amounts; nothing is written.

    Raises:
        InvalidError: no line, or an amount that is too large.
        NotFoundError, RefusedError: a product that is unknown or deactivated, or too much is
            rounded off.
    """
    if not wanted:
        raise InvalidError(_("An order needs at least one line"), _("Add --line PRODUCT:QTY"))
    lines: list[PricedLine] = []
    known = lookup.by_code(work, Product, [new.product for new in wanted if new.product])
    for new in wanted:
        lines.append(price(work, new, lines, known))
    require_sound(work, lines)
    return lines


def price(
    work: Work,
    new: NewLine,
    others: Sequence[Line],
    known: Mapping[str, Product] | None = None,
) -> PricedLine:
    """What one line comes to among ``others``; ``known`` are products by code, read before.

    What is rounded off is taxed as the largest of them is, and freight as the company's products
    are unless a rate is given.
    """
    if new.kind in (PRODUCT, GIFT):
        assert new.product is not None
        found = (known or {}).get(numbering.normalise(new.product))
        product = found or lookup.coded(work, Product, "product", new.product)
        lookup.require_active(product, "product")
        return of_product(product, new)
    assert new.price is not None
    sign = -1 if new.kind == ROUNDING else 1
    if new.tax_rate is not None:
        rate = new.tax_rate
    elif new.kind == ROUNDING and others:
        rate = max(others, key=lambda line: line.amount).tax_rate
    else:
        rate = Decimal(setting.value(work, "tax_rate"))
    amount = sign * money.rounded(new.price)
    return PricedLine(new.kind, None, ONE, amount, Decimal(0), rate, amount, new.remark)


def of_product(product: Product, new: NewLine) -> PricedLine:
    """What a line of a product comes to: a gift nothing, though its price is known."""
    each = product.price if new.price is None else new.price
    discount = money.HUNDRED if new.kind == GIFT else new.discount
    return PricedLine(
        kind=new.kind,
        product=product,
        quantity=new.quantity,
        price=each,
        discount=discount,
        tax_rate=product.tax_rate if new.tax_rate is None else new.tax_rate,
        amount=money.line_amount(new.quantity, each, discount),
        remark=new.remark,
    )


def total_of(lines: Sequence[Line]) -> Decimal:
    """What an order with these lines comes to."""
    return sum((line.amount for line in lines), Decimal(0))


def require_sound(work: Work, lines: Sequence[Line]) -> None:
    """Raise unless these lines can be the lines of one order.

    Raises:
        InvalidError: its total is too large.
        RefusedError: more is rounded off than the company allows or the order comes to, or twice.
    """
    total = total_of(lines)
    if total >= LARGEST_MONEY:
        raise InvalidError(
            _("“{}” is not a valid {}").format(total, _("amount")), _("It is too large")
        )
    off = [line.amount for line in lines if line.kind == ROUNDING]
    if len(off) > 1:
        raise RefusedError(
            _("An order is rounded off once"), _("Change the line: crm order line edit")
        )
    limit = setting.amount(work, "rounding_limit")
    if off and -off[0] > limit:
        raise RefusedError(
            _("Rounding off {} exceeds the limit {}").format(-off[0], limit),
            _("Give a discount instead, or see: crm setting show rounding_limit"),
        )
    if total < 0:
        raise RefusedError(
            _("Rounding off {} exceeds the order").format(-off[0]), _("Take off less")
        )


def at_present(line: NewLine) -> NewLine:
    """The same at the product's present price and tax rate."""
    return replace(line, price=None, tax_rate=None)


def again(line: OrderLine, product: str | None) -> NewLine:
    """What would have to be asked for to get a stored line again; ``product`` is its code."""
    gift = line.kind == GIFT
    return NewLine(
        product=product,
        quantity=line.quantity,
        price=abs(line.price),
        discount=Decimal(0) if gift else line.discount,
        kind=line.kind,
        tax_rate=line.tax_rate,
        remark=line.remark,
    )
