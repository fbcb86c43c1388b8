"""Orders: made, edited as drafts, confirmed, completed, cancelled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Unpack

from sqlalchemy import tuple_
from sqlmodel import col

from crmcli.db.models.contact import Contact
from crmcli.db.models.customer import Customer
from crmcli.db.models.order import ORDERED, SalesOrder
from crmcli.db.models.product import Product
from crmcli.db.prepared import unsaved
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, RefusedError
from crmcli.i18n import _, listed
from crmcli.services import (
    codes,
    credit,
    hidden,
    lifecycle,
    line_spec,
    listing,
    lookup,
    order_fields,
    order_view,
    paid,
    period,
    terms,
    texts,
    versions,
)
from crmcli.services import lines as lines_of
from crmcli.services.line_spec import NewLine
from crmcli.services.order_view import Wanted
from crmcli.views.base import Page
from crmcli.views.order import STATUS, OrderDetail, OrderRow, OrderValues

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
FIXED = ("salesperson",)
"""What changes only while an order is a draft, as its date and lines do."""
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
    confirm: bool = False,
    **values: Unpack[OrderValues],
) -> OrderDetail:
    """Make a draft order, or with ``confirm`` a confirmed one.

    The salesperson is the customer's owner unless given; region, payment terms, contact, phone and
    ship-to address are the customer's of today.

    Raises:
        NotFoundError, InvalidError, DuplicateError, RefusedError: a value that cannot be.
    """
    buyer = lookup.usable(work, Customer, "customer", customer)
    lookup.hold(work, buyer)
    priced = line_spec.priced(work, lines)
    day = date or work.today()
    period.require_open(work, day)
    order = unsaved(
        SalesOrder,
        date=day,
        due_date=terms.due(buyer.payment_terms, day),
        due_by_hand=False,
        status="confirmed" if confirm else "draft",
        customer_id=buyer.id,
        owner_id=buyer.owner_id,
        dept_id=buyer.dept_id,
        salesperson_id=order_fields.salesperson(work, buyer, values.get("salesperson")).id,
        region_id=buyer.region_id,
        total=line_spec.total_of(priced),
    )
    order_fields.assign(work, order, buyer, order_fields.with_defaults(work, buyer, values))
    if confirm:
        _confirmable(work, order, buyer)
    codes.take_number(work, order, NOUN, number)
    if confirm:
        lifecycle.bought(buyer, order.number)
    work.add(order)
    order_fields.settle(work, order)
    lines_of.write(work, order, priced)
    return order_view.fresh(work, order, buyer, priced)


@action("order.create")
def copy(
    work: Work,
    number: str,
    *,
    customer: str | None = None,
    new_number: str | None = None,
    date: dt.date | None = None,
    new_prices: bool = False,
    confirm: bool = False,
    **values: Unpack[OrderValues],
) -> OrderDetail:
    """Make an order with the lines of another: for its customer unless given, of today.

    Prices, discounts and tax rates are those of the other order; with ``new_prices`` prices and
    rates are those of the products now.

    Raises:
        NotFoundError, InvalidError, DuplicateError, RefusedError: as :func:`create`.
    """
    source = by_number(work, number)
    wanted = []
    for line in lines_of.of(work, source.id):
        product = work.get(Product, line.product_id) if line.product_id else None
        new = line_spec.again(line, product.code if product else None)
        if new_prices and product is not None:
            new = line_spec.at_present(new)
        wanted.append(new)
    same = customer is None
    buyer = work.get(Customer, source.customer_id)
    if same and values.get("ship_to") is None and source.ship_to:
        values["ship_to"] = source.ship_to
    if same and values.get("contact") is None and source.contact_id is not None:
        one = work.get(Contact, source.contact_id)
        if one.active:
            values["contact"] = one.code
            if values.get("phone") is None and source.phone_masked:
                values["phone"] = hidden.phone_of(work, source.id)
    return create(
        work,
        customer=customer or buyer.code,
        lines=wanted,
        number=new_number,
        date=date,
        confirm=confirm,
        **values,
    )


@action("order.update")
def edit(
    work: Work,
    number: str,
    *,
    date: dt.date | None = None,
    lines: Sequence[NewLine] = (),
    version: int | None = None,
    **values: Unpack[OrderValues],
) -> OrderDetail:
    """Change a draft; ``lines``, if any, replace all lines.

    Contact, phone, ship-to address, due date and remark can be changed until it is cancelled.

    Raises:
        StaleError: it is not at ``version`` any more.
        RefusedError: it is no draft any more, or cancelled.
    """
    order = locked(work, number)
    versions.require(work, order, NOUN, version)
    given = [key for key, value in values.items() if value is not None]
    if lines and all(line.product is None for line in lines):
        raise InvalidError(
            _("Lines given replace all lines, and there is no product among these"),
            _("Give --line too, or add to the lines: crm order line add {}").format(order.number),
        )
    if date or lines or set(given) & set(FIXED):
        require_draft(order)
    if order.status == "cancelled" and set(given) - {"remark"}:
        raise RefusedError(
            _("Order {} is {} and cannot be edited").format(order.number, _(STATUS[order.status])),
            _("Only its remark can"),
        )
    buyer = work.get(Customer, order.customer_id)
    if order.status == "draft" and (date or lines or set(given) - {"remark"}):
        period.require_open(work, date or order.date)
    if date is not None:
        order.date = date
        if not order.due_by_hand:
            order.due_date = terms.due(buyer.payment_terms, date)
    salesperson = values.get("salesperson")
    if salesperson is not None:
        order.salesperson_id = order_fields.salesperson(work, buyer, salesperson).id
    order_fields.assign(work, order, buyer, values)
    if lines:
        replace_lines(work, order, lines)
    work.session.flush()
    order_fields.settle(work, order)
    return order_view.detail(work, order)


def replace_lines(work: Work, order: SalesOrder, wanted: Sequence[NewLine]) -> None:
    """Give a draft other lines."""
    priced = line_spec.priced(work, wanted)
    order.total = line_spec.total_of(priced)
    versions.touch(order)
    lines_of.clear(work, order)
    lines_of.write(work, order, priced)


@action("order.confirm")
def confirm(work: Work, number: str, *, version: int | None = None) -> OrderDetail:
    """Confirm a draft: from now on it counts as ordered, on its date, and the customer is a buyer.

    Raises:
        StaleError: it is not at ``version`` any more.
        RefusedError: it is no draft, its month is closed, or the customer's credit does not allow.
    """
    order = locked(work, number)
    versions.require(work, order, NOUN, version)
    buyer = work.get(Customer, order.customer_id)
    _require_move(order, "confirmed")
    _confirmable(work, order, buyer)
    lifecycle.bought(buyer, order.number)
    return _move(work, order, "confirmed")


@action("order.complete")
def complete(work: Work, number: str, *, version: int | None = None) -> OrderDetail:
    """Complete a confirmed order.

    Raises:
        StaleError: it is not at ``version`` any more.
        RefusedError: it is not confirmed.
    """
    order = locked(work, number)
    versions.require(work, order, NOUN, version)
    _require_move(order, "completed")
    return _move(work, order, "completed")


@action("order.cancel")
def cancel(
    work: Work, number: str, *, reason: str | None = None, version: int | None = None
) -> OrderDetail:
    """Cancel an order on which no money is allocated: it counts no more.

    Raises:
        StaleError: it is not at ``version`` any more.
        RefusedError: money is on it or waits for it, its month is closed, or it is completed or
            cancelled.
    """
    order = locked(work, number)
    versions.require(work, order, NOUN, version)
    received = paid.of(work, order)
    if received:
        raise RefusedError(
            _("Order {} cannot be cancelled: {} is allocated to it").format(order.number, received),
            _("Take the money off first: crm payment unallocate, or crm payment void"),
        )
    _require_move(order, "cancelled")
    waiting = paid.waiting_for(work, order)
    if waiting is not None:
        raise RefusedError(
            _("Order {} cannot be cancelled: receipt {} for it waits for finance").format(
                order.number, waiting
            ),
            _("Confirm or void the receipt first"),
        )
    if order.status in ORDERED:
        period.require_open(work, order.date, instead=period.hint_of_opening(order.date))
    order.reason = texts.line(reason, _("Reason"))
    return _move(work, order, "cancelled")


@action("order.read", writes=False)
def show(work: Work, number: str) -> OrderDetail:
    """One order with its lines and receipts."""
    return order_view.detail(work, by_number(work, number))


@action("order.read", writes=False)
def find(
    work: Work,
    wanted: Wanted = Wanted(),  # noqa: B008 - frozen
    *,
    sort: str | None = None,
    before: str | None = None,
    by_key: bool = False,
    limit: int | None = None,
) -> Page[OrderRow]:
    """The orders that match, newest first; with ``before`` those older than that one.

    ``by_key`` tells where the next page begins instead of how many there are.
    """
    statement = order_view.select_all().where(*order_view.conditions(work, wanted))
    if before is not None:
        last = by_number(work, before)
        older = tuple_(col(SalesOrder.date), col(SalesOrder.id)) < tuple_(last.date, last.id)
        statement = statement.where(older)
    default = [col(SalesOrder.date).desc()]
    order = listing.ordering(sort, OrderRow, SORTS, default, col(SalesOrder.id).desc())

    def convert(found: Sequence[Any]) -> list[OrderRow]:
        return order_view.rows(work, found)

    key = (lambda row: row.number) if by_key else None
    return listing.page(
        work, statement, convert, order=order, limit=limit, newest=not sort, key=key
    )


def by_number(work: Work, number: str, *, lock: bool = False) -> SalesOrder:
    """The order with that number; with ``lock`` nobody else changes it until the end.

    Raises:
        NotFoundError: there is none; near misses are in the hint.
    """
    return lookup.numbered(work, SalesOrder, NOUN, number, lock=lock)


def locked(work: Work, number: str) -> SalesOrder:
    """The order with that number, locked until the end of the transaction."""
    return by_number(work, number, lock=True)


def require_draft(order: SalesOrder) -> None:
    """Raise RefusedError unless the order is still a draft."""
    if order.status != "draft":
        raise RefusedError(
            _("Order {} is {} and cannot be edited").format(order.number, _(STATUS[order.status])),
            _("Only contact, phone, ship-to, due date and remark can; or cancel it, and copy it"),
        )


def _confirmable(work: Work, order: SalesOrder, buyer: Customer) -> None:
    """What must hold when an order begins to count; the customer is held."""
    hint = period.hint_of_date(order.number, order.date) if order.number else None
    period.require_open(work, order.date, instead=hint)
    period.require_past(work, order.date)
    credit.check(work, buyer, order.total)


def _require_move(order: SalesOrder, status: str) -> None:
    if (order.status, status) in TRANSITIONS:
        return
    allowed = [to for frm, to in TRANSITIONS if frm == order.status]
    raise RefusedError(
        _("Order {} is {}, not to become {}").format(
            order.number, _(STATUS[order.status]), _(STATUS[status])
        ),
        _("It can become: {}").format(listed(_(STATUS[to]) for to in sorted(allowed)))
        if allowed
        else _("It stays as it is"),
    )


def _move(work: Work, order: SalesOrder, status: str) -> OrderDetail:
    order.status = status
    work.session.flush()
    return order_view.detail(work, order)
