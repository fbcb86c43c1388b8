"""Orders as people see them, and what lists of them are filtered by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import col, select

from crmcli.db.models.contact import Contact
from crmcli.db.models.customer import Customer
from crmcli.db.models.operator import Operator
from crmcli.db.models.order import ORDERED, STATUSES, OrderLine, SalesOrder
from crmcli.db.models.payment import Allocation, Payment
from crmcli.db.models.product import Product
from crmcli.db.models.region import Region
from crmcli.db.query import columns
from crmcli.db.work import Work
from crmcli.services import customer_fields, fields, lines, lookup, operator, paid, texts
from crmcli.services.fields import Field
from crmcli.services.line_spec import PricedLine
from crmcli.services.paid import ZERO
from crmcli.views.order import STATUS, OrderDetail, OrderLineRow, OrderPaymentRow, OrderRow

UNPAID, PART, PAID = "unpaid", "part", "paid"


FILTERS: dict[str, Field] = {
    "status": fields.choice("status", STATUSES, STATUS),
    "customer": fields.refers("customer_id", "customer", Customer),
    "salesperson": fields.refers("salesperson_id", "operator", Operator, operator.IS_PERSON),
    "region": fields.refers("region_id", "region", Region),
    "total": fields.amount("total"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What orders are listed by; several ``paid`` statuses mean any of them.

    ``text`` is part of a number, or what a customer is found by.
    """

    text: str | None = None
    status: str | None = None
    customer: str | None = None
    salesperson: str | None = None
    region: str | None = None
    product: str | None = None
    date_from: dt.date | None = None
    date_to: dt.date | None = None
    total: str | None = None
    paid: Sequence[str] = ()
    overdue: bool = False


def conditions(work: Work, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """What a list is filtered by; a region includes what is below it.

    Raises:
        InvalidError, NotFoundError: a value that cannot be.
    """
    given = {key: getattr(wanted, key) for key in FILTERS}
    yield from fields.conditions(work, SalesOrder, FILTERS, given, fields.titles(OrderRow))
    if wanted.text:
        buyers = select(Customer.id).where(customer_fields.matches(work, wanted.text))
        number = func.lower(col(SalesOrder.number))
        numbered = number.like(texts.like(wanted.text), escape="\\")
        yield or_(numbered, col(SalesOrder.customer_id).in_(buyers))
    if wanted.product is not None:
        product = lookup.coded(work, Product, "product", wanted.product)
        with_it = select(OrderLine.order_id).where(OrderLine.product_id == product.id)
        yield col(SalesOrder.id).in_(with_it)
    if wanted.date_from is not None:
        yield col(SalesOrder.date) >= wanted.date_from
    if wanted.date_to is not None:
        yield col(SalesOrder.date) <= wanted.date_to
    if wanted.paid or wanted.overdue:
        yield col(SalesOrder.status).in_(ORDERED)
    if wanted.paid:
        yield or_(*(_paid_as(status) for status in wanted.paid))
    if wanted.overdue:
        yield col(SalesOrder.due_date) < work.today()
        yield col(SalesOrder.total) > paid.sum_of(SalesOrder)


def _paid_as(status: str) -> ColumnElement[bool]:
    total, received = col(SalesOrder.total), paid.sum_of(SalesOrder)
    if status == PAID:
        return and_(total == received)
    if status == PART:
        return and_(received != ZERO, total != received)
    return and_(received == ZERO, total != ZERO)


def paid_status(total: Decimal, received: Decimal) -> str:
    """Whether something that is owed is unpaid, part paid or paid."""
    if received == total:
        return PAID
    return PART if received else UNPAID


def select_all() -> Any:
    """Orders with their customer and what is paid of them."""
    return columns(
        SalesOrder, Customer.code, Customer.name, paid.sum_of(SalesOrder).label("paid")
    ).join(Customer, col(Customer.id) == SalesOrder.customer_id)


def rows(work: Work, found: Sequence[Any]) -> list[OrderRow]:
    """What :func:`select_all` found, as people see it."""
    return [OrderRow(**_values(work, *entry)) for entry in found]


def fresh(
    work: Work, order: SalesOrder, buyer: Customer, written: Sequence[PricedLine]
) -> OrderDetail:
    """An order just made, as people see it: nothing has been read back."""
    return _detail(_values(work, order, buyer.code, buyer.name, ZERO), lines.fresh(written), ())


def detail(work: Work, order: SalesOrder) -> OrderDetail:
    """An order with its lines and receipts, as people see it."""
    work.session.flush()
    found = work.session.exec(select_all().where(SalesOrder.id == order.id)).one()
    receipts = _payments(work, order.id)
    return _detail(_values(work, *found), lines.rows(work, order.id), receipts)


def _detail(
    values: dict[str, Any],
    shown: tuple[OrderLineRow, ...],
    payments: tuple[OrderPaymentRow, ...],
) -> OrderDetail:
    return OrderDetail(
        **values,
        net=sum((line.net for line in shown), ZERO),
        tax=sum((line.tax for line in shown), ZERO),
        lines=shown,
        payments=payments,
    )


def _payments(work: Work, order_id: int) -> tuple[OrderPaymentRow, ...]:
    found = work.session.exec(
        columns(Payment.number, Allocation.date, Allocation.amount)
        .join(Payment, col(Payment.id) == Allocation.payment_id)
        .where(Allocation.order_id == order_id)
        .order_by(col(Allocation.date), col(Allocation.id))
    )
    return tuple(OrderPaymentRow(number=n, date=d, amount=a) for n, d, a in found)


def _values(
    work: Work, order: SalesOrder, code: str, name: str, received: Decimal
) -> dict[str, Any]:
    outstanding = order.total - received if order.status != "cancelled" else ZERO
    ordered = order.status in ORDERED
    late = (work.today() - order.due_date).days if ordered and outstanding else 0
    return {
        "number": order.number,
        "date": order.date,
        "status": order.status,
        "customer": code,
        "customer_name": name,
        "salesperson": lookup.ref(work, Operator, order.salesperson_id),
        "region": lookup.ref(work, Region, order.region_id),
        "contact": lookup.ref(work, Contact, order.contact_id),
        "phone": order.phone_masked,
        "ship_to": order.ship_to,
        "total": order.total,
        "paid": received,
        "outstanding": outstanding,
        "paid_status": paid_status(order.total, received) if ordered else None,
        "due_date": order.due_date,
        "overdue_days": late if late > 0 else None,
        "remark": order.remark,
        "reason": order.reason,
        "version": order.version,
        "created_at": order.created_at,
        "updated_at": order.updated_at,
    }
