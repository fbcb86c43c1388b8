"""Documents that are to be paid, orders and opening balances, as reports count them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, literal, select, type_coerce, union_all
from sqlmodel import col

from crmcli.db.models.customer import Customer
from crmcli.db.models.order import ORDERED, SalesOrder
from crmcli.db.models.payment import Allocation, OpeningBalance, Payment
from crmcli.db.types import Money, Str
from crmcli.reports import facts
from crmcli.reports.asked import Asked
from crmcli.reports.facts import Fact
from crmcli.services import paid
from crmcli.services.paid import TARGETS, ZERO
from crmcli.views import ageing
from crmcli.views.entries import OPENING, ORDER, RECEIPT

CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Documents:
    """One kind of document: where it stands, and which of its columns say what."""

    what: str
    model: Any
    source: Any
    total: Any
    counts: Any
    columns: dict[str, Any]


def kinds() -> tuple[Documents, Documents]:
    """Orders, and opening balances by their customer's region and owner."""
    opened = facts.table(OpeningBalance).join(
        Customer, col(Customer.id) == OpeningBalance.customer_id
    )
    return (
        Documents(
            ORDER,
            SalesOrder,
            facts.table(SalesOrder),
            col(SalesOrder.total),
            col(SalesOrder.status).in_(ORDERED),
            {
                "region": col(SalesOrder.region_id),
                "salesperson": col(SalesOrder.salesperson_id),
                "customer": col(SalesOrder.customer_id),
            },
        ),
        Documents(
            OPENING,
            OpeningBalance,
            opened,
            col(OpeningBalance.amount),
            col(OpeningBalance.status) == CONFIRMED,
            {
                "region": col(Customer.region_id),
                "salesperson": col(Customer.owner_id),
                "customer": col(OpeningBalance.customer_id),
            },
        ),
    )


def due() -> Iterator[Fact]:
    """What fell due on its day, and what is received of it so far."""
    for kind in kinds():
        yield Fact(
            kind.source,
            col(kind.model.due_date),
            kind.columns,
            {
                "documents": func.count(),
                "due": func.sum(kind.total),
                "settled": func.sum(paid.sum_of(kind.model)),
            },
            [kind.counts],
        )


def received() -> Iterator[Fact]:
    """What was allocated to documents less what was taken back, on its own day."""
    for kind in kinds():
        yield Fact(
            _allocated(kind),
            col(Allocation.date),
            kind.columns,
            {"received": func.sum(Allocation.amount)},
        )


def with_outstanding(sums: Any) -> Any:
    """Sums of what was due and what is settled of it, with what is left."""
    of = sums.subquery("both")
    left = type_coerce(of.c.due - of.c.settled, Money())
    return select(of, left.label("outstanding"))


def _allocated(kind: Documents) -> Any:
    joined = facts.table(Allocation).join(kind.model, TARGETS[kind.model] == kind.model.id)
    if kind.what == OPENING:
        return joined.join(Customer, col(Customer.id) == OpeningBalance.customer_id)
    return joined


def aged(asked: Asked, limits: Sequence[int]) -> Fact:
    """What is outstanding at the end of the last day, by how many days it is overdue then."""
    assert asked.last is not None
    parts = [_outstanding(asked, kind, asked.last) for kind in kinds()]
    open_ = union_all(*parts).subquery("document")
    left, due_date = open_.c.outstanding, open_.c.due_date
    ages = ageing.ages(tuple(limits))
    ends = [asked.last - dt.timedelta(days=days) for days in (0, *limits)]
    values = {
        "documents": func.count(),
        "outstanding": func.sum(left),
        "not_due": _sum(due_date >= ends[0], left),
    }
    for (key, _heading), newest, oldest in zip(ages, ends, [*ends[1:], None], strict=True):
        inside = due_date < newest
        if oldest is not None:
            inside &= due_date >= oldest
        values[key] = _sum(inside, left)
    keys = ("region", "salesperson", "customer")
    return Fact(open_, due_date, {key: open_.c[key] for key in keys}, values, [left != ZERO])


def _sum(inside: Any, amount: Any) -> Any:
    return func.sum(case((inside, amount), else_=facts.zero(Money())))


def _outstanding(asked: Asked, kind: Documents, day: dt.date) -> Any:
    """The documents of a kind until a day, with what was outstanding on each at its end."""
    left = kind.total - _settled(kind, day)
    shown = [column.label(key) for key, column in kind.columns.items()]
    return (
        select(*shown, col(kind.model.due_date), type_coerce(left, Money()).label("outstanding"))
        .select_from(kind.source)
        .where(kind.counts, col(kind.model.date) <= day, *asked.where(kind.columns))
    )


def _settled(kind: Documents, day: dt.date) -> Any:
    """What was allocated to a document until the end of a day."""
    return (
        select(func.coalesce(func.sum(Allocation.amount), facts.zero(Money())))
        .where(TARGETS[kind.model] == kind.model.id, col(Allocation.date) <= day)
        .scalar_subquery()
    )


def open_on(asked: Asked) -> Any:
    """The documents on which something is outstanding at the end of the last day."""
    assert asked.last is not None
    parts = []
    for kind in kinds():
        settled = type_coerce(_settled(kind, asked.last), Money())
        parts.append(
            _with_customer(kind, kind.source)
            .add_columns(
                col(kind.model.due_date),
                kind.total.label("total"),
                settled.label("settled"),
                type_coerce(kind.total - settled, Money()).label("outstanding"),
            )
            .where(kind.counts, col(kind.model.date) <= asked.last, *asked.where(kind.columns))
        )
    found = union_all(*parts).subquery("document")
    order = (found.c.due_date, found.c.number)
    return select(*found.c).where(found.c.outstanding != ZERO).order_by(*order)


def flow(asked: Asked) -> Any:
    """The documents that fell due, and the allocations, each on its day."""
    parts = []
    for kind in kinds():
        where = asked.where(kind.columns)
        parts.append(
            _with_customer(kind, kind.source, date=kind.model.due_date)
            .add_columns(
                kind.total.label("due"),
                type_coerce(paid.sum_of(kind.model), Money()).label("settled"),
                facts.empty(Money()).label("received"),
            )
            .where(kind.counts, *where, *asked.on(col(kind.model.due_date)))
        )
        source = _allocated(kind).join(Payment, col(Payment.id) == Allocation.payment_id)
        parts.append(
            _with_customer(kind, source, what=RECEIPT, number=Payment.number, date=Allocation.date)
            .add_columns(
                facts.empty(Money()).label("due"),
                facts.empty(Money()).label("settled"),
                col(Allocation.amount).label("received"),
            )
            .where(*where, *asked.on(col(Allocation.date)))
        )
    found = union_all(*parts).subquery("entry")
    return select(*found.c).order_by(found.c.date, found.c.what, found.c.number)


def _with_customer(
    kind: Documents, source: Any, *, what: str = "", number: Any = None, date: Any = None
) -> Any:
    """The columns that all entries begin with, from ``source`` and the customer."""
    if kind.what != OPENING:
        source = source.join(Customer, col(Customer.id) == kind.model.customer_id)
    return select(
        literal(what or kind.what, Str()).label("what"),
        col(kind.model.number if number is None else number).label("number"),
        col(kind.model.date if date is None else date).label("date"),
        col(Customer.code).label("customer"),
        col(Customer.name).label("customer_name"),
    ).select_from(source)
