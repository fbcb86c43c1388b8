"""People and their customers by region and personnel type (区域人员类型分析).

The region is the people's own. Those who are active count, and of the others those who still have
customers. Customers of a department's pool belong to nobody: they stand without region and type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.i18n import N_
from crmcli.reports.spec import BY_PERIOD, CUSTOMER_FILTERS, NO_DEFAULT, Report
from crmcli.views.entries import CustomerEntry
from crmcli.views.report import CustomerRegionPersonnelRow

if TYPE_CHECKING:
    from crmcli.reports.asked import Asked


PEOPLE = ("region", "personnel_type", "department", "salesperson")
"""What is asked of the people and not of their customers."""


def select(asked: Asked) -> Any:
    """The people of each region and personnel type, with the number of their customers."""
    from sqlalchemy import case, func
    from sqlalchemy import select as choose
    from sqlmodel import col

    from crmcli.db.models.operator import PERSON, Operator
    from crmcli.reports import facts

    split = ["type"] if asked.lead == "type" else []
    own = facts.grouped(asked.without(*PEOPLE), facts.customers(), ["salesperson", *split])
    of = own.subquery("own")
    fact = facts.Fact(Operator, None, _columns(), {})
    person = col(Operator.kind) == PERSON
    every = not (split or asked.by_period)
    source = facts.table(Operator).join(of, of.c.salesperson == Operator.id, isouter=every)
    counted = person & (col(Operator.active) | of.c.customers.is_not(None))
    people = (
        func.sum(case((counted, 1), else_=0))
        if every
        else func.count(case((counted, col(Operator.id))).distinct())
    )
    keys = facts.with_lead(asked, ["region", "personnel_type"])
    group = [of.c.period] if asked.by_period else []
    group += [of.c[key].label(key) if key in split else _columns()[key].label(key) for key in keys]
    sums = (
        choose(
            *group,
            people.label("people"),
            func.coalesce(func.sum(of.c.customers), 0).label("customers"),
        )
        .select_from(source)
        .where(*asked.of(*PEOPLE).where(fact.columns))
        .group_by(*map(facts.plain, group))
        .having((people > 0) | (func.sum(of.c.customers) > 0))
    )
    return facts.named(asked, sums, keys, "customers")


def _columns() -> dict[str, Any]:
    from sqlmodel import col

    from crmcli.db.models.operator import Operator

    return {
        "region": col(Operator.region_id),
        "personnel_type": col(Operator.personnel_type_id),
        "department": col(Operator.dept_id),
        "salesperson": col(Operator.id),
    }


def entries(asked: Asked) -> Any:
    """The customers behind it."""
    from sqlalchemy import select as choose
    from sqlmodel import col

    from crmcli.db.models.customer import Customer
    from crmcli.db.models.operator import Operator
    from crmcli.reports import behind

    people = choose(col(Operator.id)).where(*asked.of(*PEOPLE).where(_columns()))
    return behind.customers(asked.without(*PEOPLE), col(Customer.owner_id).in_(people))


REPORT = Report(
    key="customer-region-personnel",
    title=N_("Customers by region and personnel type"),
    row=CustomerRegionPersonnelRow,
    keys=("region", "personnel_type"),
    value="customers",
    select=select,
    entries=entries,
    entry=CustomerEntry,
    filters=CUSTOMER_FILTERS,
    by=(*BY_PERIOD, "customer-type"),
    period=NO_DEFAULT,
    counted_once=("people",),
)
