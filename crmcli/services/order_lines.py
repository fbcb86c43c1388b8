"""The lines of an order: how they are written, priced and shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import col, select

from crmcli.db.models import OrderLine, Product, SalesOrder
from crmcli.db.query import columns
from crmcli.db.types import LARGEST_MONEY
from crmcli.db.work import Work
from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.services import lookup, money
from crmcli.views.order import OrderLineRow

SPEC = re.compile(r"(?P<product>.+)[:：](?P<rest>[^:：]+)")
REST = re.compile(r"(?P<quantity>[^@%-]+)(@(?P<price>[^@%-]+))?(-(?P<discount>[^@%-]+)%)?")


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line as asked for; without a price the product's is taken."""

    product: str
    quantity: Decimal
    price: Decimal | None = None
    discount: Decimal = Decimal(0)


def parse(given: str) -> NewLine:
    """A line written ``PRODUCT:QTY[@PRICE][-DISCOUNT%]``.

    Raises:
        InvalidError: it is not written so, or a number in it is not valid.
    """
    named = SPEC.fullmatch(given.strip())
    match = REST.fullmatch(unicodedata.normalize("NFKC", named["rest"])) if named else None
    if named is None or match is None:
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, _("order line")),
            _("Write it like PRODUCT:2, PRODUCT:2@99.50 or PRODUCT:2@99.50-10%"),
        )
    price, discount = match.group("price"), match.group("discount")
    return NewLine(
        product=named["product"].strip(),
        quantity=money.parse_fine(match.group("quantity"), _("quantity"), zero=False),
        price=money.parse_fine(price, _("price")) if price else None,
        discount=money.parse_percent(discount, _("discount")) if discount else Decimal(0),
    )


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line with its product, its price and what it comes to."""

    product: Product
    quantity: Decimal
    price: Decimal
    discount: Decimal
    amount: Decimal


def priced(work: Work, wanted: Sequence[NewLine]) -> list[PricedLine]:
    """The lines with products and amounts; nothing is written.

    Raises:
        InvalidError: no line, or an amount that is too large.
        NotFoundError, RefusedError: a product that is unknown or deactivated.
    """
    if not wanted:
        raise InvalidError(_("An order needs at least one line"), _("Add --line PRODUCT:QTY"))
    lines = [_priced(work, new) for new in wanted]
    total = total_of(lines)
    if total >= LARGEST_MONEY:
        raise InvalidError(
            _("“{}” is not a valid {}").format(total, _("amount")), _("It is too large")
        )
    return lines


def _priced(work: Work, new: NewLine) -> PricedLine:
    product = lookup.usable(work, Product, "product", new.product)
    price = product.price if new.price is None else new.price
    amount = money.line_amount(new.quantity, price, new.discount)
    return PricedLine(product, new.quantity, price, new.discount, amount)


def total_of(lines: Sequence[PricedLine]) -> Decimal:
    """What an order with these lines comes to."""
    return sum((line.amount for line in lines), Decimal(0))


def write(work: Work, order: SalesOrder, lines: Sequence[PricedLine]) -> None:
    """Give ``order`` exactly these lines; its total is set by the caller from the same lines."""
    for old in work.session.exec(select(OrderLine).where(OrderLine.order_id == order.id)):
        work.session.delete(old)
    work.session.flush()
    for number, line in enumerate(lines, start=1):
        work.session.add(
            OrderLine(
                order_id=order.id,
                customer_id=order.customer_id,
                owner_id=order.owner_id,
                dept_id=order.dept_id,
                line=number,
                product_id=line.product.id,
                product_name=line.product.name,
                unit=line.product.unit,
                quantity=line.quantity,
                price=line.price,
                discount=line.discount,
                tax_rate=line.product.tax_rate,
                amount=line.amount,
            )
        )
    work.session.flush()


def rows(work: Work, order_id: int) -> tuple[OrderLineRow, ...]:
    """The lines of an order as people see them; net and tax of each add up to its amount."""
    found = work.session.exec(
        columns(OrderLine, Product.code)
        .join(Product, col(Product.id) == OrderLine.product_id)
        .where(OrderLine.order_id == order_id)
        .order_by(col(OrderLine.line), col(OrderLine.id))
    )
    shown = []
    for line, code in found:
        net = money.net_of(line.amount, line.tax_rate)
        shown.append(
            OrderLineRow(
                line=line.line,
                product=code,
                product_name=line.product_name,
                unit=line.unit,
                quantity=line.quantity,
                price=line.price,
                discount=line.discount,
                tax_rate=line.tax_rate,
                net=net,
                tax=line.amount - net,
                amount=line.amount,
            )
        )
    return tuple(shown)
