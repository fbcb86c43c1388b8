"""Orders as lists have them: a line a row, or heads and lines in two lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from sqlmodel import select

from crmcli.db import numbering
from crmcli.db.models.customer import Customer
from crmcli.db.models.order import SalesOrder
from crmcli.db.work import Work
from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.imports.one_by_one import Named, OneByOne, Verbs, there_already
from crmcli.imports.spec import Asked, Entry, Import, Values, some
from crmcli.services import (
    dates,
    discounts,
    fields,
    line_spec,
    lookup,
    money,
    operator,
    order,
    texts,
)
from crmcli.services import lines as lines_of
from crmcli.services.line_spec import GIFT, PRODUCT, NewLine, PricedLine
from crmcli.views.order import LINE_KIND, STATUS, OrderLineRow, OrderRow, OrderValues
from crmcli.views.sheets import OrderSheet

LINES = ("kind", "product", "quantity", "price", "discount", "tax_rate", "amount", "line_remark")
OWN = ("salesperson", "contact", "phone", "ship_to", "due_date", "remark")
BARE = re.compile(r"[0-9]*\.?[0-9]+")
MOST_DECIMALS = Decimal("0.0001")


class _Order:
    """What the rows of one order say."""

    def __init__(self, work: Work, asked: Asked, entry: Entry) -> None:
        self.said = _agreed(entry)
        self.lines = [_line(asked, row) for row in entry.rows if row.keys() & set(LINES)]
        if "freight" in self.said:
            self.lines.append(line_spec.freight(self.said["freight"]))
        if "rounding" in self.said:
            self.lines.append(line_spec.rounding(self.said["rounding"]))
        self.amounts = [row.get("amount") for row in entry.rows if row.keys() & set(LINES)]
        self.number = self.said.get("number", "")
        self.date = (
            dates.day(self.said["date"], _("date"), work.today()) if "date" in self.said else None
        )
        status = self.said.get("status")
        self.status = fields.chosen(status, list(STATUS), STATUS, _("status")) if status else None
        if not self.number:
            raise texts.required(_("Order number"))

    def values(self) -> OrderValues:
        """What it says besides its lines."""
        return {
            "salesperson": self.said.get("salesperson"),
            "contact": self.said.get("contact"),
            "phone": self.said.get("phone"),
            "ship_to": self.said.get("ship_to"),
            "due_date": self.said.get("due_date"),
            "remark": self.said.get("remark"),
        }

    def priced(self, work: Work) -> list[PricedLine]:
        """Its lines with their amounts, which are those that it says.

        Raises:
            InvalidError: an amount that does not follow from quantity, price and discount.
        """
        lines = line_spec.priced(work, self.lines)
        for line, said in zip(lines, self.amounts, strict=False):
            if said is None:
                continue
            amount = money.parse(said, _("amount"))
            if amount != abs(line.amount):
                raise InvalidError(
                    _("The amount {} is not what the line comes to, {}").format(
                        amount, line.amount
                    ),
                    _("Look at quantity, price and discount, or leave the amounts out"),
                )
        return lines


def verbs(asked: Asked) -> Verbs:
    """By its number."""

    def find(work: Work, entry: Entry) -> str | None:
        number = numbering.normalise(entry.values.get("number", ""))
        known = select(SalesOrder.number).where(SalesOrder.number == number)
        return work.session.exec(known).first()

    def add(work: Work, entry: Entry) -> Named:
        wanted = _Order(work, asked, entry)
        if not wanted.said.get("customer"):
            raise texts.required(_("Customer"))
        wanted.priced(work)
        row = order.create(
            work,
            customer=wanted.said["customer"],
            lines=wanted.lines,
            number=wanted.number,
            date=wanted.date,
            confirm=wanted.status in ("confirmed", "completed"),
            **wanted.values(),
        )
        if wanted.status == "completed":
            order.complete(work, row.number)
        if wanted.status == "cancelled":
            order.cancel(work, row.number)
        return row.number, row.customer_name

    def edit(work: Work, key: str, entry: Entry) -> Named:
        """A draft takes everything; what is confirmed keeps its customer, date and lines."""
        wanted = _Order(work, asked, entry)
        row = order.by_number(work, key)
        buyer = work.get(Customer, row.customer_id)
        said = wanted.said.get("customer")
        if said and lookup.coded(work, Customer, "customer", said).id != buyer.id:
            raise there_already(key, buyer.name)
        other = bool(wanted.lines) and not _same_lines(work, row, wanted.priced(work))
        dated = wanted.date is not None and wanted.date != row.date
        if row.status != "draft" and (other or dated):
            raise there_already(key, buyer.name)
        order.edit(
            work,
            key,
            date=wanted.date if dated else None,
            lines=wanted.lines if other else (),
            **_changed(work, row, wanted.values()),
        )
        if wanted.status and wanted.status != row.status:
            _move(work, row, wanted.status)
        return key, buyer.name

    return Verbs(find, add, edit)


def _move(work: Work, row: SalesOrder, status: str) -> None:
    if status in ("confirmed", "completed") and row.status == "draft":
        order.confirm(work, row.number)
    if status == "completed":
        order.complete(work, row.number)
    elif status == "cancelled":
        order.cancel(work, row.number)
    elif row.status != status:
        raise there_already(row.number, "")


def _changed(work: Work, row: SalesOrder, values: OrderValues) -> OrderValues:
    """Without a salesperson who is the same: that of a confirmed order cannot be given at all."""
    given = values.copy()
    said = given.get("salesperson")
    if said and operator.named(work, said).id == row.salesperson_id:
        given["salesperson"] = None
    return given


def _same_lines(work: Work, row: SalesOrder, wanted: Sequence[PricedLine]) -> bool:
    keys = ("kind", "product_id", "quantity", "price", "discount", "amount", "remark")
    present = [tuple(getattr(line, key) for key in keys) for line in lines_of.of(work, row.id)]
    return present == [tuple(line.values()[key] for key in keys) for line in wanted]


def _agreed(entry: Entry) -> Values:
    """What the rows of an order say of it; they may not contradict each other."""
    agreed: Values = {}
    for row in entry.rows:
        for key, text in row.items():
            if key in LINES:
                continue
            if agreed.setdefault(key, text) != text:
                raise InvalidError(
                    _("The rows of one order say different things: {} and {}").format(
                        agreed[key], text
                    ),
                    _("Rows with the same number, one after the other, are one order"),
                )
    return agreed


def _line(asked: Asked, row: Values) -> NewLine:
    kind = fields.chosen(row.get("kind", PRODUCT), list(LINE_KIND), LINE_KIND, _("Kind"))
    if kind not in (PRODUCT, GIFT):
        given = row.get("price", row.get("amount", ""))
        return line_spec.freight(given) if kind == line_spec.FREIGHT else line_spec.rounding(given)
    if "product" not in row:
        raise texts.required(_("Product"))
    quantity = money.parse_fine(row.get("quantity", "1"), _("quantity"), zero=False)
    discount = _discount(asked, row["discount"]) if "discount" in row else Decimal(0)
    price = money.parse_fine(row["price"], _("price")) if "price" in row else None
    if price is None and "amount" in row and kind == PRODUCT and discount < money.HUNDRED:
        price = _price(money.parse(row["amount"], _("amount")), quantity, discount)
    return NewLine(
        product=row["product"],
        quantity=quantity,
        price=price,
        discount=Decimal(0) if kind == GIFT else discount,
        kind=kind,
        tax_rate=money.parse_percent(row["tax_rate"], _("tax rate")) if "tax_rate" in row else None,
        remark=texts.line(row.get("line_remark"), _("Remark")),
    )


def _price(amount: Decimal, quantity: Decimal, discount: Decimal) -> Decimal | None:
    """The price that makes the amount; none where it would have more than four decimals."""
    price = amount * money.HUNDRED / (quantity * (money.HUNDRED - discount))
    rounded = price.quantize(MOST_DECIMALS)
    if money.line_amount(quantity, rounded, discount) != amount:
        raise InvalidError(
            _("No price makes {} of {}").format(amount, quantity), _("Give the price too")
        )
    return rounded


def _discount(asked: Asked, given: str) -> Decimal:
    """The percentage taken off; a bare number means what the caller says, or is refused.

    Raises:
        InvalidError: 0.1, 9 and 90 may each be ten percent off.
    """
    plain = unicodedata.normalize("NFKC", given).strip()
    if not BARE.fullmatch(plain) or not Decimal(plain):
        return discounts.parse(given, _("discount"))
    if asked.fraction is None:
        raise InvalidError(
            _("“{}” can mean several discounts").format(given),
            _("Write 10% or 9折, or say what it is: --discount-as percent, fraction or left"),
        )
    return discounts.parse(f"{asked.fraction(Decimal(plain))}%", _("discount"))


def _taker(asked: Asked) -> OneByOne:
    return OneByOne(verbs(asked), {}, asked)


IMPORT = Import(
    noun=order.NOUN,
    columns=(
        *some(OrderRow, "number", "date", "customer", "status", *OWN),
        *some(OrderSheet, "freight", "rounding"),
        *some(OrderLineRow, *LINES[:-1]),
        *some(OrderSheet, "line_remark"),
    ),
    required=("number", "customer", "product"),
    taker=_taker,
    group="number",
    lines=LINES,
)
