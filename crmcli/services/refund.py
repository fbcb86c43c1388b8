"""Refunds 退款: money given back, of what is on account or was received for an order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Unpack

from sqlalchemy import func
from sqlmodel import col, select

from crmcli.db.models.customer import Customer
from crmcli.db.models.order import SalesOrder
from crmcli.db.models.payment import Allocation, Payment
from crmcli.db.prepared import unsaved
from crmcli.db.query import columns
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, RefusedError
from crmcli.i18n import _
from crmcli.services import (
    allocating,
    allocation,
    lookup,
    payment,
    payment_fields,
    payment_view,
    texts,
)
from crmcli.services.allocating import Part
from crmcli.services.paid import ZERO
from crmcli.views.payment import PaymentDetail, PaymentValues


@action("payment.refund")
def record(
    work: Work,
    *,
    amount: Decimal,
    reason: str,
    customer: str | None = None,
    order_number: str | None = None,
    receipts: Sequence[str] = (),
    number: str | None = None,
    date: dt.date | None = None,
    **values: Unpack[PaymentValues],
) -> PaymentDetail:
    """Give money back: what is on account, of the named receipts or the oldest first.

    With ``order_number`` the money is first taken off that order, the newest receipt first.

    Raises:
        allocation.OverOnAccountError: more than is there.
        RefusedError: the month is closed.
        InvalidError, NotFoundError, DuplicateError: a value that cannot be.
    """
    why = texts.name(reason, _("Reason"))
    if customer is None and order_number is None:
        raise InvalidError(
            _("Whose money is given back?"), _("Give --customer CODE or --order NUMBER")
        )
    if customer is not None and order_number is not None:
        raise InvalidError(
            _("A customer and an order cannot both be asked for"), _("Give only one of the two")
        )
    if order_number is not None:
        order = lookup.numbered(work, SalesOrder, "order", order_number, lock=True)
        buyer = work.get(Customer, order.customer_id)
        sources = _take_off(work, order, amount, date, receipts)
    else:
        assert customer is not None
        buyer = lookup.coded(work, Customer, "customer", customer)
        lookup.hold(work, buyer)
        sources = _held(work, buyer, receipts)
    available = sum((left for _receipt, left in sources), ZERO)
    if amount > available:
        raise allocation.OverOnAccountError(
            _("Refund {} exceeds {}, which is on account").format(amount, available),
            _("Give back less, or take it off an order: --order NUMBER"),
        )
    sources = _enough(sources, amount)
    day = max(allocation.day(work, receipt, date) for receipt, _part in sources)
    out = unsaved(
        Payment,
        date=day,
        kind="refund",
        status="confirmed",
        customer_id=buyer.id,
        owner_id=buyer.owner_id,
        dept_id=buyer.dept_id,
        amount=-amount,
        reason=why,
    )
    payment_fields.assign(work, out, buyer, values)
    payment.take_number(work, out, number)
    for receipt, part in sources:
        allocating.draw(work, receipt, out, part, day)
    return payment_view.detail(work, out)


Sources = list[tuple[Payment, Decimal]]
"""Receipts, and how much of each."""


def _enough(sources: Sources, amount: Decimal) -> Sources:
    """Of the receipts in their order so much that it comes to ``amount``."""
    taken: Sources = []
    for receipt, left in sources:
        part = min(amount, left)
        if part:
            taken.append((receipt, part))
            amount -= part
    return taken


def _held(work: Work, buyer: Customer, receipts: Sequence[str]) -> Sources:
    """The customer's receipts with what each has on account: the named, or all, oldest first."""
    if receipts:
        named = [_of(work, number, buyer) for number in receipts]
        found = list({receipt.id: receipt for receipt in named}.values())
    else:
        statement = select(Payment).where(
            Payment.customer_id == buyer.id, Payment.status == "confirmed", Payment.amount > 0
        )
        found = list(work.session.exec(statement.order_by(col(Payment.date), col(Payment.id))))
    held = [(receipt, allocating.left_of(work, receipt)) for receipt in found]
    return [(receipt, left) for receipt, left in held if left > 0]


def _of(work: Work, number: str, buyer: Customer) -> Payment:
    """A receipt of the customer, who is held, that counts."""
    receipt = payment.by_number(work, number)
    if receipt.customer_id != buyer.id:
        raise RefusedError(
            _("{} {} is another customer's").format(
                lookup.word("payment").capitalize(), receipt.number
            ),
            _("See: crm payment list --customer {}").format(buyer.code),
        )
    return allocation.confirmed(work, number)


def _take_off(
    work: Work,
    order: SalesOrder,
    amount: Decimal,
    date: dt.date | None,
    receipts: Sequence[str],
) -> Sources:
    """Take ``amount`` off an order, the newest receipt first; what each receipt gave up."""
    buyer = work.get(Customer, order.customer_id)
    named = {_of(work, number, buyer).id for number in receipts}
    sums = work.session.exec(
        columns(Allocation.payment_id, func.sum(Allocation.amount))
        .join(Payment, col(Payment.id) == Allocation.payment_id)
        .where(Allocation.order_id == order.id, Payment.status == "confirmed")
        .group_by(col(Allocation.payment_id))
        .having(func.sum(Allocation.amount) != ZERO)
        .order_by(col(Allocation.payment_id).desc())
    ).all()
    taken: Sources = []
    left = amount
    for key, on_it in sums:
        part = min(left, on_it)
        if not part or (named and key not in named):
            continue
        receipt = work.get(Payment, key)
        on = allocation.day(work, receipt, date)
        allocating.take_off(work, receipt, [Part(order, part, on)], on)
        taken.append((receipt, part))
        left -= part
    work.session.flush()
    if left:
        raise allocation.OverOnAccountError(
            _("Refund {} exceeds {}, which was received for {}").format(
                amount, amount - left, order.number
            ),
            _("Give back less"),
        )
    return taken
