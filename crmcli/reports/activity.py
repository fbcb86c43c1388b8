"""What operators do: follow-ups, new customers, next steps, orders, money."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import case, func, literal, select, union_all
from sqlmodel import col

from crmcli.db.models.customer import Customer
from crmcli.db.models.followup import Followup
from crmcli.db.models.operator import PERSON, Operator
from crmcli.db.models.order import SalesOrder
from crmcli.db.models.payment import Allocation, Payment
from crmcli.db.types import Count, Day, Instant, Money, Str
from crmcli.reports import facts
from crmcli.reports.asked import Asked
from crmcli.reports.facts import Fact
from crmcli.services.followup_list import is_open
from crmcli.views.entries import CUSTOMER, FOLLOWUP, NEXT_STEP, ORDER, RECEIPT


def done(asked: Asked) -> Iterator[Fact]:
    """One fact for each thing that is counted; people who did nothing count for nothing."""
    if not asked.by_period:
        yield Fact(
            Operator,
            None,
            {"salesperson": col(Operator.id)},
            {"followups": func.sum(facts.zero(Count()))},
            [col(Operator.kind) == PERSON, col(Operator.active)],
        )
    yield _followups(
        {"followups": func.count(), "touched": func.count(col(Followup.customer_id).distinct())}
    )
    yield _customers()
    yield _overdue(asked)
    ordered, received = facts.ordered(), facts.received()
    yield ordered
    yield Fact(
        received.source,
        received.when,
        received.columns,
        {"received": received.values["amount"]},
    )


def _followups(values: dict[str, Any]) -> Fact:
    return Fact(
        Followup,
        col(Followup.contacted_at),
        {"salesperson": col(Followup.author_id)},
        values,
        instant=True,
    )


def _customers() -> Fact:
    return Fact(
        Customer,
        col(Customer.created_at),
        {"salesperson": col(Customer.created_by)},
        {"new_customers": func.count()},
        [~col(Customer.reserved)],
        instant=True,
    )


def _overdue(asked: Asked) -> Fact:
    """The next steps that still wait though their day is past.

    Those from before the period count on its first day: they are overdue in it too.
    """
    day = col(Followup.next_on)
    conditions = [day < asked.work.today(), is_open(asked.work)]
    counted: Any = day
    if asked.first is not None and asked.first == asked.begins:
        first = literal(asked.first, Day())
        counted = case((day < first, first), else_=day)
        conditions.append(day <= asked.last)
    return Fact(
        Followup,
        counted,
        {"salesperson": col(Followup.author_id)},
        {"overdue": func.count()},
        conditions,
    )


def entries(asked: Asked) -> Any:
    """All that was counted: what it is, its number and moment or day, whose, how much."""
    ordered, received = facts.ordered(), facts.received()
    parts = [
        _part(FOLLOWUP, Followup.number, at=Followup.contacted_at)
        .select_from(_customer_of(Followup))
        .where(*facts.conditions(asked, _followups({}))),
        _part(CUSTOMER, Customer.code, at=Customer.created_at)
        .select_from(Customer)
        .where(*facts.conditions(asked, _customers())),
        _part(NEXT_STEP, Followup.number, day=Followup.next_on)
        .select_from(_customer_of(Followup))
        .where(*facts.conditions(asked, _overdue(asked))),
        _part(ORDER, SalesOrder.number, day=SalesOrder.date, amount=SalesOrder.total)
        .select_from(_customer_of(SalesOrder))
        .where(*facts.conditions(asked, ordered)),
        _part(RECEIPT, Payment.number, day=Allocation.date, received=Allocation.amount)
        .select_from(
            received.source.join(Payment, col(Payment.id) == Allocation.payment_id).join(
                Customer, col(Customer.id) == SalesOrder.customer_id
            )
        )
        .where(*facts.conditions(asked, received)),
    ]
    found = union_all(*parts).subquery("entry")
    return select(*found.c).order_by(found.c.what, found.c.number)


def _customer_of(model: Any) -> Any:
    return facts.table(model).join(Customer, col(Customer.id) == model.customer_id)


def _part(
    what: str,
    number: Any,
    *,
    at: Any = None,
    day: Any = None,
    amount: Any = None,
    received: Any = None,
) -> Any:
    """The columns of one kind of entry; those that it has not are empty."""
    return select(
        literal(what, Str()).label("what"),
        col(number).label("number"),
        _or_empty(at, Instant()).label("at"),
        _or_empty(day, Day()).label("date"),
        col(Customer.code).label("customer"),
        col(Customer.name).label("customer_name"),
        _or_empty(amount, Money()).label("amount"),
        _or_empty(received, Money()).label("received"),
    )


def _or_empty(column: Any, kind: Any) -> Any:
    return facts.empty(kind) if column is None else column
