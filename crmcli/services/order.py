"""Orders: made, edited as drafts, confirmed, completed, cancelled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Label, func
from sqlmodel import col, select

from crmcli.db import numbering
from crmcli.db.models import Allocation, Customer, Operator, Payment, Region, SalesOrder
from crmcli.db.models.operator import PERSON
from crmcli.db.models.order import STATUSES
from crmcli.db.query import columns
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, RefusedError
from crmcli.i18n import _
from crmcli.services import lifecycle, listing, lookup, operator, order_lines, terms, texts, tree
from crmcli.services.order_lines import NewLine
from crmcli.views.base import Page, Ref
from crmcli.views.order import STATUS, OrderDetail, OrderPaymentRow, OrderRow

NOUN = "order"
TRANSITIONS = frozenset(
    {
        ("draft", "confirmed"),
        ("draft", "cancelled"),
        ("confirmed", "completed"),
        ("confirmed", "cancelled"),
    }
)
"""Every legal change of status; a confirmed order never becomes a draft again."""
ORDERED = ("confirmed", "completed")
"""The statuses that count as ordered, on the order date."""
SORTS = {
    "number": SalesOrder.number,
    "date": SalesOrder.date,
    "status": SalesOrder.status,
    "customer": Customer.code,
    "customer_name": Customer.sort_key,
    "total": SalesOrder.total,
    "due_date": SalesOrder.due_date,
    "created_at": SalesOrder.created_at,
    "updated_at": SalesOrder.updated_at,
}


@action("order.create")
def create(
    work: Work,
    *,
    customer: str,
    lines: Sequence[NewLine],
    number: str | None = None,
    date: dt.date | None = None,
    salesperson: str | None = None,
    remark: str | None = None,
    confirm: bool = False,
) -> OrderDetail:
    """Make a draft order, or with ``confirm`` a confirmed one.

    The salesperson is the customer's owner unless given; region and payment terms are the
    customer's of today.

    Raises:
        NotFoundError, InvalidError, DuplicateError, RefusedError: a value that cannot be.
    """
    buyer = lookup.usable(work, Customer, "customer", customer)
    seller = _salesperson(work, buyer, salesperson)
    priced = order_lines.priced(work, lines)
    day = date or work.today()
    if confirm:
        lookup.hold(work, buyer)
    order = SalesOrder(
        date=day,
        due_date=terms.due(buyer.payment_terms, day),
        status="confirmed" if confirm else "draft",
        customer_id=buyer.id,
        owner_id=buyer.owner_id,
        dept_id=buyer.dept_id,
        salesperson_id=seller.id,
        region_id=buyer.region_id,
        total=order_lines.total_of(priced),
        remark=texts.paragraph(remark, _("Remark")),
    )
    order.number = numbering.take(work.session, NOUN, day, number)
    lookup.free_code(work, SalesOrder, NOUN, order.number)
    work.session.add(order)
    work.session.flush()
    order_lines.write(work, order, priced)
    if confirm:
        lifecycle.bought(buyer, order.number)
    return detail(work, order)


@action("order.update")
def edit(
    work: Work,
    number: str,
    *,
    date: dt.date | None = None,
    salesperson: str | None = None,
    remark: str | None = None,
    lines: Sequence[NewLine] = (),
) -> OrderDetail:
    """Change a draft; ``lines``, if any, replace all lines. The remark can always be changed.

    Raises:
        RefusedError: the order is no draft any more.
    """
    order = locked(work, number)
    if order.status != "draft" and (date or salesperson or lines):
        raise RefusedError(
            _("Order {} is {} and cannot be edited").format(order.number, _(STATUS[order.status])),
            _("Only its remark can; or cancel it and make a new one"),
        )
    if date is not None:
        order.date = date
        buyer = work.session.get_one(Customer, order.customer_id)
        order.due_date = terms.due(buyer.payment_terms, date)
    if salesperson is not None:
        order.salesperson_id = operator.person(work, salesperson).id
    if remark is not None:
        order.remark = texts.paragraph(remark, _("Remark"))
    if lines:
        priced = order_lines.priced(work, lines)
        order.total = order_lines.total_of(priced)
        order_lines.write(work, order, priced)
    work.session.flush()
    return detail(work, order)


@action("order.confirm")
def confirm(work: Work, number: str) -> OrderDetail:
    """Confirm a draft: from now on it counts as ordered, on its date, and the customer is a buyer.

    Raises:
        RefusedError: it is no draft.
    """
    lookup.lock_customer_of(work, SalesOrder, number, change=True)
    order = locked(work, number)
    lifecycle.bought(work.session.get_one(Customer, order.customer_id), order.number)
    return _move(work, order, "confirmed")


@action("order.complete")
def complete(work: Work, number: str) -> OrderDetail:
    """Complete a confirmed order.

    Raises:
        RefusedError: it is not confirmed.
    """
    return _move(work, locked(work, number), "completed")


@action("order.cancel")
def cancel(work: Work, number: str, *, reason: str | None = None) -> OrderDetail:
    """Cancel an order on which no money is allocated.

    Raises:
        RefusedError: money is, or the order is completed or cancelled.
    """
    order = locked(work, number)
    paid = paid_of(work, order.id)
    if paid:
        raise RefusedError(
            _("Order {} cannot be cancelled: {} is allocated to it").format(order.number, paid),
            _("Void its receipts first: crm payment void NUMBER --reason …"),
        )
    order.reason = texts.line(reason, _("Reason"))
    return _move(work, order, "cancelled")


def _move(work: Work, order: SalesOrder, status: str) -> OrderDetail:
    if (order.status, status) not in TRANSITIONS:
        allowed = [to for frm, to in TRANSITIONS if frm == order.status]
        raise RefusedError(
            _("Order {} is {} and cannot become {}").format(
                order.number, _(STATUS[order.status]), _(STATUS[status])
            ),
            _("It can become: {}").format(", ".join(_(STATUS[s]) for s in sorted(allowed)))
            if allowed
            else _("It stays as it is"),
        )
    order.status = status
    work.session.flush()
    return detail(work, order)


@action("order.read", writes=False)
def show(work: Work, number: str) -> OrderDetail:
    """One order with its lines and receipts."""
    return detail(work, by_number(work, number))


@action("order.read", writes=False)
def find(
    work: Work,
    *,
    status: str | None = None,
    customer: str | None = None,
    salesperson: str | None = None,
    region: str | None = None,
    date_from: dt.date | None = None,
    date_to: dt.date | None = None,
    sort: str | None = None,
    limit: int | None = None,
) -> Page[OrderRow]:
    """The orders that match, newest first; a region includes what is below it."""
    statement = _select()
    if status is not None:
        if status not in STATUSES:
            raise InvalidError(
                _("“{}” is not a valid {}").format(status, _("status")),
                _("Known are: {}").format(", ".join(STATUSES)),
            )
        statement = statement.where(SalesOrder.status == status)
    if customer is not None:
        buyer = lookup.coded(work, Customer, "customer", customer)
        statement = statement.where(SalesOrder.customer_id == buyer.id)
    if salesperson is not None:
        seller = lookup.coded(work, Operator, "operator", salesperson, operator.IS_PERSON)
        statement = statement.where(SalesOrder.salesperson_id == seller.id)
    if region is not None:
        area = lookup.coded(work, Region, "region", region)
        statement = statement.where(col(SalesOrder.region_id).in_(tree.below(Region, area.id)))
    if date_from is not None:
        statement = statement.where(SalesOrder.date >= date_from)
    if date_to is not None:
        statement = statement.where(SalesOrder.date <= date_to)
    default = [col(SalesOrder.date).desc()]
    order = listing.ordering(sort, SORTS, default, col(SalesOrder.id).desc())

    def convert(found: Sequence[Any]) -> list[OrderRow]:
        return [OrderRow(**_fields(work, *row)) for row in found]

    return listing.page(work, statement, convert, order=order, limit=limit, newest=not sort)


def by_number(work: Work, number: str, *, lock: bool = False) -> SalesOrder:
    """The order with that number; with ``lock`` nobody else changes it until the end.

    Raises:
        NotFoundError: there is none; near misses are in the hint.
    """
    statement = select(SalesOrder).where(SalesOrder.number == numbering.normalise(number))
    if lock:
        lookup.lock_customer_of(work, SalesOrder, number)
        statement = statement.with_for_update().execution_options(populate_existing=True)
    found = work.session.exec(statement).first()
    if found is None:
        newest = select(SalesOrder.number).order_by(col(SalesOrder.id).desc())
        known = work.session.exec(newest.limit(lookup.NEAR)).all()
        raise lookup.not_found(NOUN, number, list(known))
    return found


def locked(work: Work, number: str) -> SalesOrder:
    """The order with that number, locked until the end of the transaction."""
    return by_number(work, number, lock=True)


def paid_of(work: Work, order_id: int) -> Decimal:
    """What is allocated to an order: receipts less what was taken back."""
    total = work.session.exec(
        select(func.sum(Allocation.amount)).where(Allocation.order_id == order_id)
    ).one()
    return Decimal(0) if total is None else total


def _salesperson(work: Work, buyer: Customer, given: str | None) -> Operator:
    if given:
        return operator.person(work, given)
    owner = work.session.get_one(Operator, buyer.owner_id)
    return owner if owner.kind == PERSON and owner.active else work.operator


def _paid() -> Label[Decimal]:
    return (
        select(func.coalesce(func.sum(Allocation.amount), Decimal(0)))
        .where(Allocation.order_id == SalesOrder.id)
        .scalar_subquery()
        .label("paid")
    )


def _select() -> Any:
    return columns(SalesOrder, Customer.code, Customer.name, _paid()).join(
        Customer, col(Customer.id) == SalesOrder.customer_id
    )


def detail(work: Work, order: SalesOrder) -> OrderDetail:
    """An order with its lines and receipts, as people see it."""
    work.session.flush()
    found = work.session.exec(_select().where(SalesOrder.id == order.id)).one()
    lines = order_lines.rows(work, order.id)
    return OrderDetail(
        **_fields(work, *found),
        net=sum((line.net for line in lines), Decimal(0)),
        tax=sum((line.tax for line in lines), Decimal(0)),
        lines=lines,
        payments=_payments(work, order.id),
    )


def _payments(work: Work, order_id: int) -> tuple[OrderPaymentRow, ...]:
    found = work.session.exec(
        columns(Payment.number, Allocation.date, Allocation.amount)
        .join(Payment, col(Payment.id) == Allocation.payment_id)
        .where(Allocation.order_id == order_id)
        .order_by(col(Allocation.date), col(Allocation.id))
    )
    return tuple(OrderPaymentRow(number=n, date=d, amount=a) for n, d, a in found)


def _fields(work: Work, order: SalesOrder, code: str, name: str, paid: Decimal) -> dict[str, Any]:
    salesperson = lookup.ref(work, Operator, order.salesperson_id)
    region: Ref | None = lookup.ref(work, Region, order.region_id)
    return {
        "number": order.number,
        "date": order.date,
        "status": order.status,
        "customer": code,
        "customer_name": name,
        "salesperson": salesperson,
        "region": region,
        "total": order.total,
        "paid": paid,
        "outstanding": order.total - paid if order.status != "cancelled" else Decimal(0),
        "due_date": order.due_date,
        "remark": order.remark,
        "reason": order.reason,
        "created_at": order.created_at,
        "updated_at": order.updated_at,
    }
