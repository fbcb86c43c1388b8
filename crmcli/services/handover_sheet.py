"""The handover sheet 客户交接清单: what is open with each customer that changes hands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import func, type_coerce
from sqlmodel import col, select

from crmcli.db.models.codelist import Level
from crmcli.db.models.contact import Contact
from crmcli.db.models.customer import Customer
from crmcli.db.models.followup import Followup
from crmcli.db.models.operator import Operator
from crmcli.db.models.order import OPEN, ORDERED, SalesOrder
from crmcli.db.models.payment import CONFIRMED, OpeningBalance
from crmcli.db.models.region import Region
from crmcli.db.query import columns
from crmcli.db.types import Money
from crmcli.db.work import Work
from crmcli.services import lookup, paid
from crmcli.services.paid import ZERO
from crmcli.views.base import Ref
from crmcli.views.handover import HandedRow

SEVERAL = 500


def rows(
    work: Work, leaver: Operator, given: Sequence[tuple[Customer, Operator]]
) -> list[HandedRow]:
    """A line for each customer with its successor."""
    keys = [customer.id for customer, _successor in given]
    contacts = grouped(work, keys, Contact.customer_id, func.count())
    talks = grouped(work, keys, Followup.customer_id, func.count(), func.max(Followup.contacted_at))
    owed = outstanding(work, keys)
    open_ = orders(work, keys)
    steps = _next_steps(work, keys)
    return [
        HandedRow(
            code=customer.code,
            customer=Ref(customer.code, customer.name),
            level=lookup.ref(work, Level, customer.level_id),
            region=lookup.ref(work, Region, customer.region_id),
            contacts=contacts.get(customer.id, (0,))[0],
            followups=talks.get(customer.id, (0, None))[0],
            last_contact=talks.get(customer.id, (0, None))[1],
            next_step=steps.get(customer.id, (None, None))[0],
            next_on=steps.get(customer.id, (None, None))[1],
            orders=open_.get(customer.id, 0),
            outstanding=owed.get(customer.id, ZERO),
            leaver=Ref(leaver.code, leaver.name),
            successor=Ref(successor.code, successor.name),
        )
        for customer, successor in given
    ]


def orders(work: Work, keys: Sequence[int]) -> dict[int, int]:
    """How many orders of each customer are open, of those that have any."""
    found = grouped(
        work, keys, SalesOrder.customer_id, func.count(), where=col(SalesOrder.status).in_(OPEN)
    )
    return {key: number for key, (number,) in found.items()}


def outstanding(work: Work, keys: Sequence[int]) -> dict[int, Decimal]:
    """What is outstanding of each customer: on orders, and on opening balances."""
    found: dict[int, Decimal] = {}
    for of_one in _outstanding(work, keys):
        for key, amount in of_one.items():
            found[key] = found.get(key, ZERO) + amount
    return found


def in_debt(work: Work, keys: Sequence[int]) -> set[int]:
    """The customers that owe something, or are owed it: a credit makes up for no order."""
    return {k for of_one in _outstanding(work, keys) for k, amount in of_one.items() if amount}


def _outstanding(work: Work, keys: Sequence[int]) -> Iterator[dict[int, Decimal]]:
    for model, amount, counts in (
        (SalesOrder, SalesOrder.total, col(SalesOrder.status).in_(ORDERED)),
        (OpeningBalance, OpeningBalance.amount, OpeningBalance.status == CONFIRMED),
    ):
        left = type_coerce(func.sum(amount - paid.sum_of(model)), Money())
        found = grouped(work, keys, model.customer_id, left, where=counts)
        yield {key: total or ZERO for key, (total,) in found.items()}


def grouped(
    work: Work, keys: Sequence[int], key: Any, *wanted: Any, where: Any = None
) -> dict[int, tuple[Any, ...]]:
    """What is ``wanted`` of the rows of each customer, with few statements."""
    found: dict[int, tuple[Any, ...]] = {}
    for start in range(0, len(keys), SEVERAL):
        statement = columns(key, *wanted).where(key.in_(keys[start : start + SEVERAL]))
        if where is not None:
            statement = statement.where(where)
        for one, *values in work.session.exec(statement.group_by(key)):
            found[one] = tuple(values)
    return found


def _next_steps(work: Work, keys: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """What the newest follow-up of each customer says comes next."""
    found: dict[int, tuple[Any, ...]] = {}
    for start in range(0, len(keys), SEVERAL):
        newest = (
            select(func.max(Followup.id))
            .where(col(Followup.customer_id).in_(keys[start : start + SEVERAL]))
            .group_by(col(Followup.customer_id))
        )
        said = columns(Followup.customer_id, Followup.next_step, Followup.next_on)
        for key, step, day in work.session.exec(said.where(col(Followup.id).in_(newest))):
            found[key] = (step, day)
    return found
