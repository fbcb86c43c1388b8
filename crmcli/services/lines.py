"""The stored lines of an order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from crmcli.db.models.order import OrderLine, SalesOrder
from crmcli.db.models.product import Product
from crmcli.db.query import columns
from crmcli.db.work import Work
from crmcli.services import money
from crmcli.services.line_spec import PricedLine
from crmcli.views.order import OrderLineRow


def of(work: Work, order_id: int) -> list[OrderLine]:
    """The stored lines of an order, in their order; those of a draft are numbered from one."""
    statement = select(OrderLine).where(OrderLine.order_id == order_id)
    return list(
        work.session.exec(
            statement.order_by(col(OrderLine.line)).execution_options(populate_existing=True)
        )
    )


def write(work: Work, row: SalesOrder, lines: Sequence[PricedLine]) -> None:
    """Give an order exactly these lines; its total is set by the caller from the same lines."""
    insert(work, row, 1, lines)


def clear(work: Work, row: SalesOrder) -> None:
    """Take away all lines of an order, to write others."""
    for old in of(work, row.id):
        work.session.delete(old)
    work.session.flush()


def insert(work: Work, row: SalesOrder, first: int, lines: Sequence[PricedLine]) -> None:
    """Put lines at places that are free, the first of them at ``first``."""
    of_order = {
        "order_id": row.id,
        "customer_id": row.customer_id,
        "owner_id": row.owner_id,
        "dept_id": row.dept_id,
    }
    made = [{**of_order, "line": n, **line.values()} for n, line in enumerate(lines, first)]
    work.insert(OrderLine, made)


def rows(work: Work, order_id: int) -> tuple[OrderLineRow, ...]:
    """The lines of an order as people see them."""
    found = work.session.exec(
        columns(OrderLine, Product.code)
        .join(Product, col(Product.id) == OrderLine.product_id, isouter=True)
        .where(OrderLine.order_id == order_id)
        .order_by(col(OrderLine.line), col(OrderLine.id))
    )
    return tuple(
        _row(line.line, {key: getattr(line, key) for key in SHOWN}, code) for line, code in found
    )


def fresh(lines: Sequence[PricedLine]) -> tuple[OrderLineRow, ...]:
    """Lines just written, as people see them."""
    return tuple(
        _row(number, line.values(), line.product.code if line.product else None)
        for number, line in enumerate(lines, start=1)
    )


SHOWN = (
    "kind", "product_name", "unit", "quantity", "price", "discount", "tax_rate", "amount", "remark"
)  # fmt: skip


def _row(number: int, stored: dict[str, Any], code: str | None) -> OrderLineRow:
    """A line; its net and tax add up to its amount."""
    amount = stored["amount"]
    net = money.net_of(amount, stored["tax_rate"])
    shown = {key: stored[key] for key in SHOWN}
    return OrderLineRow(line=number, product=code, net=net, tax=amount - net, **shown)
