"""Opening balances 期初应收: what customers owed when the store was begun."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlmodel import col

from crmcli.db.models.customer import Customer
from crmcli.db.models.payment import OpeningBalance
from crmcli.db.query import columns
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, RefusedError
from crmcli.i18n import _
from crmcli.services import codes, listing, lookup, paid, period, texts
from crmcli.services.paid import ZERO
from crmcli.views.base import Page
from crmcli.views.payment import OPENING_STATUS, OpeningRow

NOUN = "opening"
SORTS = {
    "number": OpeningBalance.number,
    "date": OpeningBalance.date,
    "due_date": OpeningBalance.due_date,
    "customer": Customer.code,
    "customer_name": Customer.sort_key,
    "amount": OpeningBalance.amount,
    "created_at": OpeningBalance.created_at,
}


@action("opening.create")
def record(
    work: Work,
    *,
    customer: str,
    amount: Decimal,
    date: dt.date,
    due_date: dt.date | None = None,
    number: str | None = None,
    remark: str | None = None,
) -> OpeningRow:
    """Record what a customer owed on a day before the store was begun; due that day unless given.

    Raises:
        RefusedError: the month is closed.
        InvalidError, NotFoundError, DuplicateError: a value that cannot be.
    """
    owner = lookup.usable(work, Customer, "customer", customer)
    lookup.hold(work, owner)
    due = due_date or date
    if due < date:
        raise InvalidError(
            _("The due date {} is before the balance of {}").format(due, date),
            _("Give a later one"),
        )
    period.require_open(work, date)
    period.require_past(work, date)
    row = OpeningBalance(
        date=date,
        due_date=due,
        status="confirmed",
        customer_id=owner.id,
        owner_id=owner.owner_id,
        dept_id=owner.dept_id,
        amount=amount,
        remark=texts.paragraph(remark, _("Remark")),
    )
    codes.take_number(work, row, NOUN, number)
    work.session.add(row)
    work.session.flush()
    return _view(work, row)


@action("opening.void")
def void(work: Work, number: str, *, reason: str) -> OpeningRow:
    """Take back an opening balance on which no money is: it was never owed.

    Raises:
        RefusedError: money is on it or waits for it, it is void already, or its month is closed.
    """
    row = lookup.numbered(work, OpeningBalance, NOUN, number, lock=True)
    why = texts.name(reason, _("Reason"))
    if row.status == "void":
        raise RefusedError(
            _("Opening balance {} cannot be voided: {}").format(
                row.number, _(OPENING_STATUS[row.status])
            ),
            _("It stays as it is"),
        )
    received = paid.of(work, row)
    if received:
        raise RefusedError(
            _("Opening balance {} cannot be voided: {} is allocated to it").format(
                row.number, received
            ),
            _("Take the money off first: crm payment unallocate, or crm payment void"),
        )
    waiting = paid.waiting_for(work, row)
    if waiting is not None:
        raise RefusedError(
            _("Opening balance {} cannot be voided: receipt {} for it waits for finance").format(
                row.number, waiting
            ),
            _("Confirm or void the receipt first"),
        )
    period.require_open(work, row.date, instead=period.hint_of_opening(row.date))
    row.status, row.reason = "void", why
    work.session.flush()
    return _view(work, row)


@action("opening.read", writes=False)
def show(work: Work, number: str) -> OpeningRow:
    """One opening balance."""
    return _view(work, lookup.numbered(work, OpeningBalance, NOUN, number))


@action("opening.read", writes=False)
def find(
    work: Work,
    *,
    customer: str | None = None,
    date_from: dt.date | None = None,
    date_to: dt.date | None = None,
    sort: str | None = None,
    limit: int | None = None,
) -> Page[OpeningRow]:
    """The opening balances that match, newest first."""
    statement = _select()
    if customer is not None:
        owner = lookup.coded(work, Customer, "customer", customer)
        statement = statement.where(OpeningBalance.customer_id == owner.id)
    if date_from is not None:
        statement = statement.where(OpeningBalance.date >= date_from)
    if date_to is not None:
        statement = statement.where(OpeningBalance.date <= date_to)
    default = [col(OpeningBalance.date).desc()]
    order = listing.ordering(sort, OpeningRow, SORTS, default, col(OpeningBalance.id).desc())

    def convert(found: Sequence[Any]) -> list[OpeningRow]:
        return [_row(*entry) for entry in found]

    return listing.page(work, statement, convert, order=order, limit=limit, newest=not sort)


def _select() -> Any:
    return columns(
        OpeningBalance, Customer.code, Customer.name, paid.sum_of(OpeningBalance).label("paid")
    ).join(Customer, col(Customer.id) == OpeningBalance.customer_id)


def _view(work: Work, row: OpeningBalance) -> OpeningRow:
    work.session.flush()
    return _row(*work.session.exec(_select().where(OpeningBalance.id == row.id)).one())


def _row(row: OpeningBalance, code: str, name: str, received: Decimal) -> OpeningRow:
    return OpeningRow(
        number=row.number,
        date=row.date,
        due_date=row.due_date,
        customer=code,
        customer_name=name,
        amount=row.amount,
        paid=received,
        outstanding=row.amount - received if row.status == "confirmed" else ZERO,
        status=row.status,
        remark=row.remark,
        reason=row.reason,
        created_at=row.created_at,
    )
