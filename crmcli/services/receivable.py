"""Who owes what, due when, overdue how long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlmodel import col

from crmcli.db.models.customer import Customer
from crmcli.db.models.operator import PERSON, Operator
from crmcli.db.models.order import ORDERED, SalesOrder
from crmcli.db.models.payment import OpeningBalance
from crmcli.db.models.region import Region
from crmcli.db.query import columns
from crmcli.db.work import Work, action
from crmcli.services import account, listing, lookup, operator, paid, tree
from crmcli.services.paid import ZERO
from crmcli.views.base import Page, Ref
from crmcli.views.statement import DebtorRow, DueRow


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose documents; ``until`` is the last due date asked for."""

    customer: str | None = None
    salesperson: str | None = None
    region: str | None = None
    overdue: bool = False
    until: dt.date | None = None


@action("receivable.read", writes=False)
def find(
    work: Work,
    wanted: Wanted = Wanted(),
    *,
    limit: int | None = None,
) -> Page[DueRow]:
    """The documents on which something is outstanding, those due longest first.

    Raises:
        InvalidError, NotFoundError: a value that cannot be.
    """
    listing.check_limit(limit)
    rows = _due(work, wanted)
    return Page(rows[:limit], len(rows))


@action("receivable.read", writes=False)
def debtors(
    work: Work,
    wanted: Wanted = Wanted(),
    *,
    limit: int | None = None,
) -> Page[DebtorRow]:
    """The customers who owe something, the largest amount overdue first.

    Raises:
        InvalidError, NotFoundError: a value that cannot be.
    """
    listing.check_limit(limit)
    due = sorted(_due(work, wanted), key=lambda row: row.customer)
    debts = [_Debt(code, list(of)) for code, of in groupby(due, lambda row: row.customer)]
    debts.sort(key=lambda debt: (-debt.overdue, -debt.outstanding, debt.customer))
    shown = debts[:limit]
    codes = [debt.customer for debt in shown]
    held, owners = account.on_account_of(work, codes), _owners(work, codes)
    rows = [_debtor(debt, held.get(debt.customer, ZERO), owners[debt.customer]) for debt in shown]
    return Page(rows, len(debts))


def _owners(work: Work, codes: Sequence[str]) -> dict[str, Ref | None]:
    """Who follows up the customers with these codes; nobody where the pool does."""
    found: dict[str, Ref | None] = {}
    for start in range(0, len(codes), 500):
        rows = work.session.exec(
            columns(Customer.code, Operator.code, Operator.name, Operator.kind)
            .join(Operator, col(Operator.id) == Customer.owner_id)
            .where(col(Customer.code).in_(codes[start : start + 500]))
        )
        for customer, code, name, kind in rows:
            found[customer] = Ref(code, name) if kind == PERSON else None
    return found


def _due(work: Work, wanted: Wanted) -> list[DueRow]:
    today = work.today()
    ordered = (_row(work, today, "order", *found) for found in _orders(work, wanted))
    opened = (_row(work, today, "opening", *found) for found in _openings(work, wanted))
    return sorted([*ordered, *opened], key=lambda row: (row.due_date, row.number))


class _Debt:
    """The documents of one customer on which something is outstanding."""

    def __init__(self, customer: str, due: Sequence[DueRow]) -> None:
        self.customer, self.due = customer, due
        self.outstanding = sum((row.outstanding for row in due), ZERO)
        self.overdue = sum((row.outstanding for row in due if row.overdue_days), ZERO)


def _debtor(debt: _Debt, on_account: Decimal, owner: Ref | None) -> DebtorRow:
    due, outstanding = debt.due, debt.outstanding
    return DebtorRow(
        customer=due[0].customer,
        customer_name=due[0].customer_name,
        documents=len(due),
        due_date=min(row.due_date for row in due),
        overdue_days=max(row.overdue_days or 0 for row in due) or None,
        outstanding=outstanding,
        overdue=debt.overdue,
        on_account=on_account,
        balance=outstanding - on_account,
        owner=owner,
    )


def _orders(work: Work, wanted: Wanted) -> Iterator[Any]:
    return _open(
        work,
        wanted,
        SalesOrder,
        SalesOrder.total,
        SalesOrder.salesperson_id,
        SalesOrder.region_id,
        col(SalesOrder.status).in_(ORDERED),
    )


def _openings(work: Work, wanted: Wanted) -> Iterator[Any]:
    return _open(
        work,
        wanted,
        OpeningBalance,
        OpeningBalance.amount,
        Customer.owner_id,
        Customer.region_id,
        OpeningBalance.status == "confirmed",
    )


def _open(
    work: Work, wanted: Wanted, model: Any, total: Any, person: Any, region: Any, counts: Any
) -> Iterator[Any]:
    received = paid.sum_of(model)
    statement = (
        columns(
            model.number,
            model.date,
            model.due_date,
            total,
            received,
            Customer.code,
            Customer.name,
            person,
        )
        .join(Customer, col(Customer.id) == model.customer_id)
        .where(counts, total > received)
    )
    return iter(work.session.exec(_narrowed(work, statement, wanted, model, person, region)))


def _narrowed(
    work: Work, statement: Any, wanted: Wanted, model: Any, person: Any, region: Any
) -> Any:
    if wanted.customer is not None:
        owner = lookup.coded(work, Customer, "customer", wanted.customer)
        statement = statement.where(model.customer_id == owner.id)
    if wanted.salesperson is not None:
        seller = lookup.coded(work, Operator, "operator", wanted.salesperson, operator.IS_PERSON)
        statement = statement.where(person == seller.id)
    if wanted.region is not None:
        area = lookup.coded(work, Region, "region", wanted.region)
        statement = statement.where(col(region).in_(tree.below(Region, area.id)))
    if wanted.overdue:
        statement = statement.where(model.due_date < work.today())
    if wanted.until is not None:
        statement = statement.where(model.due_date <= wanted.until)
    return statement


def _row(
    work: Work,
    today: dt.date,
    kind: str,
    number: str,
    day: dt.date,
    due: dt.date,
    total: Decimal,
    received: Decimal,
    code: str,
    name: str,
    person_id: int,
) -> DueRow:
    late = (today - due).days
    person = lookup.ref(work, Operator, person_id)
    assert person is not None
    return DueRow(
        customer=code,
        customer_name=name,
        kind=kind,
        number=number,
        date=day,
        due_date=due,
        overdue_days=late if late > 0 else None,
        total=total,
        paid=received,
        outstanding=total - received,
        salesperson=person,
    )
