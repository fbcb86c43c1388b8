"""The rows behind a line of a report: what they add up to is the line."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlmodel import col

from crmcli.db.models.codelist import CustomerType
from crmcli.db.models.customer import Customer
from crmcli.db.models.operator import PERSON, Operator
from crmcli.db.models.order import OrderLine, SalesOrder
from crmcli.db.models.payment import Allocation, Payment
from crmcli.db.models.product import Product
from crmcli.db.models.region import Region
from crmcli.reports import facts
from crmcli.reports.asked import Asked
from crmcli.views.report import RECEIVED


def sales(asked: Asked) -> Any:
    """The orders behind what was ordered, or the allocations behind what was received."""
    fact = facts.measured(asked)
    whose: list[Any] = [
        col(Customer.code).label("customer"),
        col(Customer.name).label("customer_name"),
        col(Region.name).label("region_name"),
        col(Operator.name).label("salesperson_name"),
    ]
    if asked.measure == RECEIVED:
        shown = [
            col(Payment.number),
            col(Allocation.date),
            col(SalesOrder.number).label("order"),
            *whose,
            col(Allocation.amount),
        ]
        source = fact.source.join(
            Payment,
            col(Payment.id) == Allocation.payment_id,
        )
        order = [col(Allocation.date), col(Allocation.id)]
    else:
        total: Any = col(SalesOrder.total).label("amount")
        shown = [col(SalesOrder.number), col(SalesOrder.date), *whose, total]
        source = facts.table(SalesOrder)
        order = [col(SalesOrder.date), col(SalesOrder.id)]
    return (
        select(*shown)
        .select_from(source)
        .join(Customer, col(Customer.id) == SalesOrder.customer_id)
        .join(Operator, col(Operator.id) == SalesOrder.salesperson_id)
        .outerjoin(Region, col(Region.id) == SalesOrder.region_id)
        .where(*facts.conditions(asked, fact))
        .order_by(*order)
    )


def lines(asked: Asked) -> Any:
    """The order lines behind what was sold."""
    fact = facts.sold()
    return (
        select(
            col(SalesOrder.number),
            col(SalesOrder.date),
            col(Customer.code).label("customer"),
            col(Customer.name).label("customer_name"),
            col(OrderLine.line),
            col(Product.code).label("product"),
            col(OrderLine.product_name),
            col(OrderLine.quantity),
            col(OrderLine.amount),
        )
        .select_from(fact.source)
        .join(Customer, col(Customer.id) == SalesOrder.customer_id)
        .outerjoin(Product, col(Product.id) == OrderLine.product_id)
        .where(*facts.conditions(asked, fact))
        .order_by(col(SalesOrder.date), col(SalesOrder.id), col(OrderLine.line))
    )


def customers(asked: Asked, *more: Any) -> Any:
    """The customers behind a number of customers."""
    fact = facts.customers()
    owner = facts.table(Operator).alias("owner")
    return (
        select(
            col(Customer.code),
            col(Customer.name),
            col(CustomerType.name).label("type_name"),
            col(Region.name).label("region_name"),
            owner.c.name.label("owner_name"),
            col(Customer.created_at),
        )
        .select_from(Customer)
        .join(owner, (owner.c.id == Customer.owner_id) & (owner.c.kind == PERSON), isouter=True)
        .outerjoin(Region, col(Region.id) == Customer.region_id)
        .outerjoin(CustomerType, col(CustomerType.id) == Customer.type_id)
        .where(*facts.conditions(asked, fact), *more)
        .order_by(col(Customer.id))
    )
