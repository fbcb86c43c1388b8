"""What reports count and add up: grouped by ids first, the names joined last.

A name is then looked up once a line and not once an order, and the sums come from covering indexes
alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    BigInteger,
    Integer,
    Select,
    cast,
    func,
    literal_column,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlmodel import col

from crmcli.db.models.codelist import CustomerType
from crmcli.db.models.customer import Customer
from crmcli.db.models.department import Department
from crmcli.db.models.operator import Operator
from crmcli.db.models.order import ORDERED, OrderLine, SalesOrder
from crmcli.db.models.payment import Allocation
from crmcli.db.models.personnel import PersonnelType
from crmcli.db.models.product import Product
from crmcli.db.models.region import Region
from crmcli.db.types import Str
from crmcli.reports.asked import Asked
from crmcli.views.report import MONTH, QUARTER, YEAR

PERIOD, DEPARTMENT = "period", "department"
NAMES: dict[str, Any] = {
    "region": Region,
    "salesperson": Operator,
    "product": Product,
    "department": Department,
    "customer": Customer,
    "type": CustomerType,
    "personnel_type": PersonnelType,
}
"""What the codes and names of each key are."""


@dataclass(frozen=True)
class Fact:
    """Rows that reports add up: where they come from, when they count, and whose they are."""

    source: Any
    when: Any
    columns: Mapping[str, Any]
    values: Mapping[str, Any]
    always: Sequence[Any] = ()
    instant: bool = False


def ordered() -> Fact:
    """Confirmed and completed orders on their date."""
    return Fact(
        SalesOrder,
        col(SalesOrder.date),
        _of_order(),
        {"orders": func.count(), "amount": func.sum(SalesOrder.total)},
        [col(SalesOrder.status).in_(ORDERED)],
    )


def received() -> Fact:
    """What was allocated to orders less what was taken back, each on its own date."""
    return Fact(
        table(Allocation).join(SalesOrder, col(SalesOrder.id) == Allocation.order_id),
        col(Allocation.date),
        _of_order(),
        {
            "orders": func.count(col(SalesOrder.id).distinct()),
            "amount": func.sum(Allocation.amount),
        },
    )


def sold() -> Fact:
    """The lines of confirmed and completed orders; freight and rounding off are of no product."""
    return Fact(
        table(OrderLine).join(SalesOrder, col(SalesOrder.id) == OrderLine.order_id),
        col(SalesOrder.date),
        {**_of_order(), "product": col(OrderLine.product_id)},
        {"quantity": func.sum(OrderLine.quantity), "amount": func.sum(OrderLine.amount)},
        [col(SalesOrder.status).in_(ORDERED)],
    )


def measured(asked: Asked) -> Fact:
    """What the report is asked to measure."""
    return received() if asked.measure == "received" else ordered()


def _of_order() -> dict[str, Any]:
    return {
        "region": col(SalesOrder.region_id),
        "salesperson": col(SalesOrder.salesperson_id),
        "customer": col(SalesOrder.customer_id),
    }


def customers() -> Fact:
    """Customers; in a period those added in it."""
    return Fact(
        Customer,
        col(Customer.created_at),
        {
            "region": col(Customer.region_id),
            "type": col(Customer.type_id),
            "customer_type": col(Customer.type_id),
            "level": col(Customer.level_id),
            "source": col(Customer.source_id),
            "industry": col(Customer.industry_id),
            "salesperson": col(Customer.owner_id),
            "department": col(Customer.dept_id),
        },
        {"customers": func.count()},
        [~col(Customer.reserved)],
        instant=True,
    )


def lines(asked: Asked, fact: Fact, keys: Sequence[str], value: str) -> Select[Any]:
    """The lines of a report: sums by ``keys`` and by what lines are split by, largest first."""
    wanted = with_lead(asked, keys)
    return named(asked, grouped(asked, fact, wanted), wanted, value)


def with_lead(asked: Asked, keys: Sequence[str]) -> list[str]:
    """The keys with what lines are split by before them."""
    return [k for k in (asked.lead,) if k in NAMES and k not in keys] + list(keys)


def grouped(asked: Asked, fact: Fact, keys: Sequence[str]) -> Select[Any]:
    """The sums of a fact by ids."""
    through = DEPARTMENT in keys and DEPARTMENT not in fact.columns
    ids = [k for k in keys if not (through and k == DEPARTMENT)]
    if through and "salesperson" not in ids:
        ids.append("salesperson")
    group = [fact.columns[key].label(key) for key in ids]
    if asked.by_period:
        group.insert(0, _period(asked, fact).label(PERIOD))
    sums = select(*group, *_labelled(fact)).select_from(fact.source)
    if asked.by_period and fact.instant:
        moments = asked.moments
        inside = [fact.when >= moments.c.begins, fact.when < moments.c.after]
        sums = sums.select_from(moments).where(*_always(asked, fact), *inside)
    else:
        sums = sums.where(*conditions(asked, fact))
    sums = sums.group_by(*map(plain, group))
    return _by_department(asked, sums, keys, tuple(fact.values)) if through else sums


def conditions(asked: Asked, fact: Fact) -> list[Any]:
    """The conditions by which rows of a fact count, where lines are not split by period."""
    if fact.when is None:
        return _always(asked, fact)
    time = asked.during(fact.when) if fact.instant else asked.on(fact.when)
    return [*_always(asked, fact), *time]


def _always(asked: Asked, fact: Fact) -> list[Any]:
    return [*fact.always, *asked.where(fact.columns)]


def empty(kind: Any) -> Any:
    """No value, of a type that both engines know."""
    return cast(null(), kind)


def together(asked: Asked, of: Iterable[Fact], keys: Sequence[str]) -> Select[Any]:
    """The sums of several facts side by side; a value that one does not have is nothing there."""
    of = list(of)
    values = list(dict.fromkeys(name for fact in of for name in fact.values))
    types = {name: value.type for fact in of for name, value in fact.values.items()}
    parts = []
    for fact in of:
        filled = {n: fact.values.get(n, func.sum(empty(types[n]))) for n in values}
        parts.append(grouped(asked, replace(fact, values=filled), keys))
    both = union_all(*parts).subquery("parts")
    group = [both.c[PERIOD]] if asked.by_period else []
    group += [both.c[key] for key in keys]
    sums = (func.coalesce(func.sum(both.c[name]), zero(types[name])).label(name) for name in values)
    return select(*group, *sums).group_by(*group)


def zero(kind: Any) -> Any:
    """Nothing of a type, as the engines keep it."""
    return literal_column("0", kind)


def _period(asked: Asked, fact: Fact) -> Any:
    """The name of the month, quarter or year of a row, as :func:`periods.named` writes it."""
    assert asked.by is not None
    if fact.instant:
        return asked.moments.c.name
    if asked.work.store.engine == "postgresql":
        shape = {MONTH: "YYYY-MM", QUARTER: 'YYYY-"Q"Q', YEAR: "YYYY"}[asked.by]
        return type_coerce(func.to_char(fact.when, text_of(shape)), Str())
    year = func.substr(fact.when, 1, 4, type_=Str())
    if asked.by == QUARTER:
        month = cast(func.substr(fact.when, 6, 2), Integer())
        return year.concat(text_of("-Q")).concat(cast((month + 2) // 3, Str()))
    return year if asked.by == YEAR else func.substr(fact.when, 1, 7, type_=Str())


def text_of(value: str) -> Any:
    """A constant text that stands in the statement itself, so that grouping by it is the same."""
    return literal_column(f"'{value}'", Str())


def _labelled(fact: Fact) -> list[Any]:
    return [value.label(name) for name, value in fact.values.items()]


def plain(column: Any) -> Any:
    """What a labelled column is of, to group by."""
    return getattr(column, "element", column)


def table(model: Any) -> Any:
    """The table of a model, to join."""
    return model.__table__


def _by_department(
    asked: Asked, sums: Any, keys: Sequence[str], values: Sequence[str]
) -> Select[Any]:
    """Sums by salesperson as sums by their departments; of today, since people move."""
    people = sums.subquery("by_person")
    group = [people.c[PERIOD]] if asked.by_period else []
    group += [
        col(Operator.dept_id).label(key) if key == DEPARTMENT else people.c[key] for key in keys
    ]
    return (
        select(*group, *(func.sum(people.c[name]).label(name) for name in values))
        .select_from(people)
        .join(Operator, col(Operator.id) == people.c.salesperson)
        .group_by(*map(plain, group))
    )


def named(
    asked: Asked, sums: Any, keys: Sequence[str], value: str, *, own_region: bool = False
) -> Select[Any]:
    """Sums with the codes and names of their keys, in the order in which they are read.

    They stay in their smallest unit. With ``own_region`` that of the salesperson stands beside.
    """
    of = sums.subquery("sums")
    shown: list[Any] = [of.c[PERIOD]] if asked.by_period else []
    order: list[Any] = [*shown]
    source: Any = of
    codes = []
    for key in keys:
        model = table(NAMES[key])
        source = source.outerjoin(model, model.c.id == of.c[key])
        shown += [model.c.code.label(key), model.c.name.label(f"{key}_name")]
        codes.append(model.c.code.asc().nulls_last())
        if key == asked.lead and len(keys) > 1:
            order.append(codes.pop())
        if own_region and key == "salesperson":
            own = table(Region).alias("own")
            source = source.outerjoin(own, own.c.id == model.c.region_id)
            shown += [own.c.code.label("region"), own.c.name.label("region_name")]
    values = [
        type_coerce(column, BigInteger()).label(column.name)
        for column in of.c
        if column.name not in (PERIOD, *keys)
    ]
    order += [of.c[value].desc(), *codes]
    return select(*shown, *values).select_from(source).order_by(*order)
