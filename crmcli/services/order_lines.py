"""The lines of an order: how they are written, priced and shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import col, select

from crmcli.db.models import OrderLine, Product, SalesOrder
from crmcli.db.types import LARGEST_MONEY
from crmcli.db.work import Work
from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.services import lookup, money
from crmcli.views.order import OrderLineRow

SPEC = re.compile(
    r"(?P<product>.+):(?P<quantity>[^:@%-]+)(@(?P<price>[^@%-]+))?(-(?P<discount>[^@%-]+)%)?"
)


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
    match = SPEC.fullmatch(unicodedata.normalize("NFKC", given).strip())
    if match is None:
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, _("order line")),
            _("Write it like PRODUCT:2, PRODUCT:2@99.50 or PRODUCT:2@99.50-10%"),
        )
    price, discount = match.group("price"), match.group("discount")
    return NewLine(
        product=match.group("product").strip(),
        quantity=money.parse_fine(match.group("quantity"), _("quantity"), zero=False),
        price=money.parse_fine(price, _("price")) if price else None,
        discount=money.parse_percent(discount, _("discount")) if discount else Decimal(0),
    )


def write(work: Work, order: SalesOrder, wanted: Sequence[NewLine]) -> None:
    """Give ``order`` exactly these lines and its total.

    Raises:
        InvalidError: no line, or an amount that is too large.
        NotFoundError, RefusedError: a product that is unknown or deactivated.
    """
    if not wanted:
        raise InvalidError(
            _("An order needs at least one line"), _("Add --line PRODUCT:QTY")
        )
    for old in work.session.exec(select(OrderLine).where(OrderLine.order_id == order.id)):
        work.session.delete(old)
    work.session.flush()
    order.total = Decimal(0)
    for number, new in enumerate(wanted, start=1):
        line = _line(work, order, number, new)
        order.total += line.amount
        work.session.add(line)
    if order.total >= LARGEST_MONEY:
        raise _too_large(order.total)
    work.session.flush()


def _line(work: Work, order: SalesOrder, number: int, new: NewLine) -> OrderLine:
    product = lookup.usable(work, Product, "product", new.product)
    price = product.price if new.price is None else new.price
    amount = money.line_amount(new.quantity, price, new.discount)
    if amount >= LARGEST_MONEY:
        raise _too_large(amount)
    return OrderLine(
        order_id=order.id,
        customer_id=order.customer_id,
        owner_id=order.owner_id,
        dept_id=order.dept_id,
        line=number,
        product_id=product.id,
        product_name=product.name,
        unit=product.unit,
        quantity=new.quantity,
        price=price,
        discount=new.discount,
        tax_rate=product.tax_rate,
        amount=amount,
    )


def _too_large(amount: Decimal) -> InvalidError:
    return InvalidError(
        _("“{}” is not a valid {}").format(amount, _("amount")), _("It is too large")
    )


def rows(work: Work, order_id: int) -> tuple[OrderLineRow, ...]:
    """The lines of an order as people see them; net and tax of each add up to its amount."""
    found = work.session.exec(
        select(OrderLine, Product.code)
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
