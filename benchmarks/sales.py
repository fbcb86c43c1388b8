"""Three years of orders, three lines each on average, and what was received for them."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from benchmarks import bulk
from benchmarks.bulk import Row

DAYS, TERMS = 3 * 365, 30
LINES = (2, 3, 3, 4)
CANCELLED, DISCOUNTED = 0.02, 0.2
SETTLED, RECENT = 0.97, 0.3
"""How many orders that fell due are paid, and how many of those of the last sixty days."""
PART = 0.05
"""How many of the receipts pay only half."""
FEN = Decimal("0.01")


class Buyer(NamedTuple):
    """A customer and what its orders take from it."""

    id: int
    owner: int
    place: int
    region: int
    name: str


class Product(NamedTuple):
    """A product; ``fen`` is its price."""

    id: int
    name: str
    fen: int


@dataclass(frozen=True)
class Sale:
    """An order, its lines, and what came in for it."""

    order: Row
    lines: list[Row]
    receipt: Row | None
    allocation: Row | None


TABLES = ("sales_order", "order_line", "payment", "allocation")


def write(
    connection: Connection, first: dt.date, count: int, buyers: Sequence[Buyer], seed: int
) -> None:
    """Write ``count`` orders, oldest first, for these customers."""
    goods = [
        Product(row.id, row.name, int(row.price) // 100)
        for row in connection.execute(text("SELECT id, name, price FROM product ORDER BY id"))
    ]
    made = _sales(random.Random(seed), first, count, buyers, goods)
    for sales in bulk.batched(made):
        parts: dict[str, list[Row]] = {
            "sales_order": [sale.order for sale in sales],
            "order_line": [line for sale in sales for line in sale.lines],
            "payment": [sale.receipt for sale in sales if sale.receipt],
            "allocation": [sale.allocation for sale in sales if sale.allocation],
        }
        for name in TABLES:
            bulk.write(connection, name, parts[name])


def stamped(at: dt.datetime) -> Row:
    """Who and when of a row: the administrator, then."""
    return {"created_at": at, "created_by": 1, "updated_at": at, "updated_by": 1, "version": 1}


def _sales(
    chance: random.Random,
    first: dt.date,
    count: int,
    buyers: Sequence[Buyer],
    goods: Sequence[Product],
) -> Iterator[Sale]:
    numbers: Counter[str] = Counter()
    receipts = 0
    for key in range(1, count + 1):
        place = (key - 1) * DAYS // count
        day, buyer = first + dt.timedelta(days=place), chance.choice(buyers)
        scope = {"customer_id": buyer.id, "owner_id": buyer.owner, "dept_id": buyer.place}
        stamp = stamped(dt.datetime.combine(day, dt.time(4), dt.UTC))
        lines = [
            _line(chance, number, chance.choice(goods)) | {"order_id": key} | scope | stamp
            for number in range(1, chance.choice(LINES) + 1)
        ]
        total = sum((line["amount"] for line in lines), Decimal(0))
        cancelled = chance.random() < CANCELLED
        recent = place > DAYS - 60
        order = {
            "number": _number(numbers, "SO", day), "date": day,
            "due_date": day + dt.timedelta(days=TERMS), "due_by_hand": False,
            "status": "cancelled" if cancelled else "confirmed" if recent else "completed",
            "salesperson_id": buyer.owner, "region_id": buyer.region, "total": total,
            **scope, **stamp,
        }  # fmt: skip
        if cancelled or chance.random() > (RECENT if recent else SETTLED):
            yield Sale(order, lines, None, None)
            continue
        receipts += 1
        paid_on = day + dt.timedelta(days=chance.randrange(TERMS))
        amount = (total / 2).quantize(FEN) if chance.random() < PART else total
        receipt = {
            "number": _number(numbers, "RC", day), "date": paid_on, "kind": "receipt",
            "status": "confirmed", "payer": buyer.name, "method_id": 1,
            "handler_id": buyer.owner, "amount": amount, **scope, **stamp,
        }  # fmt: skip
        share: dict[str, Any] = {"payment_id": receipts, "order_id": key, "date": paid_on}
        yield Sale(order, lines, receipt, share | {"amount": amount} | scope | stamp)


def _number(numbers: Counter[str], letters: str, day: dt.date) -> str:
    period = f"{letters}{day:%Y%m}"
    numbers[period] += 1
    return f"{period}-{numbers[period]:05}"


def _line(chance: random.Random, number: int, product: Product) -> Row:
    quantity = chance.randrange(1, 21)
    discount = 5 if chance.random() < DISCOUNTED else 0
    fen = (product.fen * quantity * (100 - discount) + 50) // 100
    return {
        "line": number, "kind": "product", "product_id": product.id,
        "product_name": product.name, "unit": None, "quantity": Decimal(quantity),
        "price": Decimal(product.fen) / 100, "discount": Decimal(discount),
        "tax_rate": Decimal(13), "amount": Decimal(fen) / 100,
    }  # fmt: skip
