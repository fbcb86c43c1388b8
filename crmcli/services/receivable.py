"""Who owes what, due when, overdue how long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlmodel import col

from crmcli.db.models import Customer, OpeningBalance, Operator, Region, SalesOrder
from crmcli.db.models.operator import PERSON
from crmcli.db.query import columns
from crmcli.db.work import Work, action
from crmcli.services import account, listing, lookup, opening, operator, order_view, tree
from crmcli.services.order_view import ORDERED, ZERO
from crmcli.views.base import Page
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
    held = account.on_account_of_all(work)
    rows = [
        _debtor(work, code, list(of), held) for code, of in groupby(due, lambda row: row.customer)
    ]
    rows.sort(key=lambda row: (-row.overdue, -row.outstanding, row.customer))
    return Page(rows[:limit], len(rows))


def _due(work: Work, wanted: Wanted) -> list[DueRow]:
    ordered = (_row(work, "order", *found) for found in _orders(work, wanted))
    opened = (_row(work, "opening", *found) for found in _openings(work, wanted))
    return sorted([*ordered, *opened], key=lambda row: (row.due_date, row.number))


def _debtor(work: Work, code: str, due: Sequence[DueRow], held: dict[str, Decimal]) -> DebtorRow:
    customer = lookup.coded(work, Customer, "customer", code)
    owner = work.session.get_one(Operator, customer.owner_id)
    outstanding = sum((row.outstanding for row in due), ZERO)
    on_account = held.get(code, ZERO)
    return DebtorRow(
        customer=code,
        customer_name=customer.name,
        documents=len(due),
        due_date=min(row.due_date for row in due),
        overdue_days=max(row.overdue_days or 0 for row in due) or None,
        outstanding=outstanding,
        overdue=sum((row.outstanding for row in due if row.overdue_days), ZERO),
        on_account=on_account,
        balance=outstanding - on_account,
        owner=lookup.ref(work, Operator, owner.id) if owner.kind == PERSON else None,
    )


def _orders(work: Work, wanted: Wanted) -> Iterator[Any]:
    paid = order_view.paid_sum()
    statement = _narrowed(
        work,
        columns(SalesOrder, Customer.code, Customer.name, SalesOrder.salesperson_id, paid)
        .join(Customer, col(Customer.id) == SalesOrder.customer_id)
        .where(col(SalesOrder.status).in_(ORDERED), SalesOrder.total > paid),
        wanted,
        SalesOrder,
        SalesOrder.salesperson_id,
        SalesOrder.region_id,
    )
    return iter(work.session.exec(statement))


def _openings(work: Work, wanted: Wanted) -> Iterator[Any]:
    paid = opening.paid_sum()
    statement = _narrowed(
        work,
        columns(OpeningBalance, Customer.code, Customer.name, Customer.owner_id, paid)
        .join(Customer, col(Customer.id) == OpeningBalance.customer_id)
        .where(OpeningBalance.status == "confirmed", OpeningBalance.amount > paid),
        wanted,
        OpeningBalance,
        Customer.owner_id,
        Customer.region_id,
    )
    return iter(work.session.exec(statement))


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
    work: Work, kind: str, row: Any, code: str, name: str, person_id: int, paid: Decimal
) -> DueRow:
    total = row.total if kind == "order" else row.amount
    late = (work.today() - row.due_date).days
    person = lookup.ref(work, Operator, person_id)
    assert person is not None
    return DueRow(
        customer=code,
        customer_name=name,
        kind=kind,
        number=row.number,
        date=row.date,
        due_date=row.due_date,
        overdue_days=late if late > 0 else None,
        total=total,
        paid=paid,
        outstanding=total - paid,
        salesperson=person,
    )
