"""The stored lines of an order."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from crmcli.db.models import OrderLine, Product, SalesOrder
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
    for number, line in enumerate(lines, start=1):
        insert(work, row, number, line)
    work.session.flush()


def clear(work: Work, row: SalesOrder) -> None:
    """Take away all lines of an order, to write others."""
    for old in of(work, row.id):
        work.session.delete(old)
    work.session.flush()


def insert(work: Work, row: SalesOrder, number: int, line: PricedLine) -> None:
    """Put a line at a place that is free."""
    work.session.add(
        OrderLine(
            order_id=row.id,
            customer_id=row.customer_id,
            owner_id=row.owner_id,
            dept_id=row.dept_id,
            line=number,
            **line.values(),
        )
    )


def rows(work: Work, order_id: int) -> tuple[OrderLineRow, ...]:
    """The lines of an order as people see them; net and tax of each add up to its amount."""
    found = work.session.exec(
        columns(OrderLine, Product.code)
        .join(Product, col(Product.id) == OrderLine.product_id, isouter=True)
        .where(OrderLine.order_id == order_id)
        .order_by(col(OrderLine.line), col(OrderLine.id))
    )
    shown = []
    for line, code in found:
        net = money.net_of(line.amount, line.tax_rate)
        shown.append(
            OrderLineRow(
                line=line.line,
                kind=line.kind,
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
                remark=line.remark,
            )
        )
    return tuple(shown)
