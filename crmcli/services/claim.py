"""Matching 到款认领: saying whose money an unidentified receipt is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from crmcli.db.models.customer import Customer
from crmcli.db.models.payment import Payment
from crmcli.db.prepared import unsaved
from crmcli.db.work import Work, action
from crmcli.errors import RefusedError
from crmcli.i18n import _
from crmcli.services import (
    allocating,
    allocation,
    lookup,
    payment,
    payment_view,
    period,
    reserved,
)
from crmcli.views.payment import PaymentDetail


@action("payment.claim")
def record(
    work: Work,
    number: str,
    *,
    customer: str,
    amount: Decimal | None = None,
    orders: Sequence[str] = (),
    openings: Sequence[str] = (),
    on_account: bool = False,
    date: dt.date | None = None,
) -> PaymentDetail:
    """Give money that nobody had matched to the customer it is of, all of it unless ``amount``.

    It counts for the customer from the day it came in, or from today where that month is closed.

    Raises:
        RefusedError: it is matched already, waits for finance, or an order takes no money.
        InvalidError, NotFoundError: a value that cannot be.
    """
    receipt = payment.by_number(work, number)
    holder = reserved.customer(work)
    if receipt.customer_id != holder.id or receipt.kind != "receipt":
        raise RefusedError(
            _("Receipt {} is matched: it is of {}").format(
                receipt.number, work.get(Customer, receipt.customer_id).name
            ),
            _("See what is not: crm payment list --customer {} --unallocated").format(holder.code),
        )
    owner = lookup.usable(work, Customer, "customer", customer)
    lookup.hold(work, holder, owner)
    receipt = allocation.confirmed(work, number)
    left = allocating.left_of(work, receipt)
    wanted = left if amount is None else amount
    if not wanted or wanted > left:
        raise allocation.OverOnAccountError(
            _("Only {} of receipt {} is not matched yet").format(left, receipt.number),
            _("See who has it: crm payment show {}").format(receipt.number),
        )
    last = allocating.moved_on(work, receipt)
    day = allocation.day(work, receipt, date or (last if period.is_open(work, last) else None))
    targets = allocating.targets(
        work, owner.id, allocating.named(work, allocating.parse(orders, openings))
    )
    parts = allocating.share(work, wanted, targets, on_account=on_account or not targets)
    out = _side(work, receipt, holder, -wanted, day, receipt.id)
    allocating.draw(work, receipt, out, wanted, day)
    into = _side(work, receipt, owner, wanted, day, out.id)
    allocating.write(work, into, parts, day)
    return payment_view.detail(work, into)


def _side(
    work: Work, receipt: Payment, of: Customer, amount: Decimal, day: dt.date, claims: int
) -> Payment:
    holder = reserved.customer(work)
    side = unsaved(
        Payment,
        date=day,
        kind="claim",
        status="confirmed",
        customer_id=of.id,
        owner_id=of.owner_id,
        dept_id=of.dept_id,
        payer=of.name if receipt.payer == holder.name else receipt.payer,
        method_id=receipt.method_id,
        account_id=receipt.account_id,
        handler_id=work.operator.id,
        amount=amount,
        claims_id=claims,
        remark=receipt.remark,
    )
    payment.take_number(work, side)
    return side
