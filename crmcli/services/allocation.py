"""Allocating 核销: letting what is on account pay orders, and taking it off again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from crmcli.db.models.customer import Customer
from crmcli.db.models.order import SalesOrder
from crmcli.db.models.payment import Payment
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, RefusedError
from crmcli.i18n import _
from crmcli.services import allocating, lookup, payment, payment_view, period
from crmcli.services.allocating import Asked, Part
from crmcli.services.paid import ZERO
from crmcli.views.payment import STATUS, PaymentDetail


class OverOnAccountError(RefusedError):
    """More money than is held."""

    code = "over_on_account"


@action("payment.allocate")
def allocate(
    work: Work,
    number: str,
    *,
    orders: Sequence[str] = (),
    openings: Sequence[str] = (),
    date: dt.date | None = None,
) -> PaymentDetail:
    """Let what is left of a receipt pay orders and opening balances, as ``NUMBER[:AMOUNT]``.

    Raises:
        RefusedError: nothing is left, an order takes no money, or the month is closed.
        InvalidError, NotFoundError: a value that cannot be.
    """
    receipt = confirmed(work, number)
    _require_given(orders, openings)
    payer = work.get(Customer, receipt.customer_id)
    lookup.refuse_reserved(payer)
    on = day(work, receipt, date)
    left = allocating.left_of(work, receipt)
    if left <= 0:
        raise OverOnAccountError(
            _("Nothing of receipt {} is on account").format(receipt.number),
            _("See what it pays: crm payment show {}").format(receipt.number),
        )
    wanted = allocating.targets(
        work, payer.id, allocating.named(work, allocating.parse(orders, openings))
    )
    parts = allocating.share(work, left, wanted, on_account=True)
    for part in parts:
        require_after(on if date else max(on, part.since), part.since, part.document.number)
    allocating.write(work, receipt, parts, on)
    return payment_view.detail(work, receipt)


@action("payment.unallocate")
def unallocate(
    work: Work,
    number: str,
    *,
    orders: Sequence[str] = (),
    openings: Sequence[str] = (),
    date: dt.date | None = None,
) -> PaymentDetail:
    """Take a receipt off what it pays, in whole or by parts: it is on account again.

    Raises:
        RefusedError: so much of it is not there, or the month is closed.
        InvalidError, NotFoundError: a value that cannot be.
    """
    receipt = confirmed(work, number)
    on = day(work, receipt, date)
    present = allocating.net_of(work, receipt)
    asked = allocating.parse(orders, openings)
    taken = [_on(receipt, present, one) for one in asked] if asked else present
    if not taken:
        raise RefusedError(
            _("Receipt {} pays nothing").format(receipt.number), _("There is nothing to take off")
        )
    allocating.take_off(work, receipt, taken, on)
    return payment_view.detail(work, receipt)


def _on(receipt: Payment, present: Sequence[Part], asked: Asked) -> Part:
    """What of a receipt shall come off a document: all that is on it, or as much as is asked."""
    for part in present:
        kind = "order" if isinstance(part.document, SalesOrder) else "opening"
        if (kind, part.document.number) == (asked.noun, asked.number):
            break
    else:
        part = None
    on_it = part.amount if part else ZERO
    if part is None or (asked.amount or ZERO) > on_it:
        raise RefusedError(
            _("Receipt {} has only {} on {}").format(receipt.number, on_it, asked.number),
            _("See what it pays: crm payment show {}").format(receipt.number),
        )
    return replace(part, amount=asked.amount or on_it)


def confirmed(work: Work, number: str) -> Payment:
    """A receipt that counts, locked."""
    receipt = payment.by_number(work, number, lock=True)
    if receipt.status != "confirmed" or receipt.amount < 0:
        raise RefusedError(
            _("Receipt {} has nothing to give: {}").format(
                receipt.number, _(STATUS[receipt.status])
            ),
            _("Confirm it first: crm payment confirm {}").format(receipt.number)
            if receipt.status == "pending"
            else _("Name another receipt"),
        )
    return receipt


def day(work: Work, receipt: Payment, given: dt.date | None) -> dt.date:
    """The day of a movement: not before the last one on the receipt, and in an open month.

    Raises:
        InvalidError: it is before that, or in the future.
        ClosedError: its month is closed.
    """
    last = allocating.moved_on(work, receipt)
    on = given or max(work.today(), last)
    require_after(on, last, receipt.number)
    period.require_past(work, on)
    period.require_open(work, on)
    return on


def require_after(on: dt.date, last: dt.date, number: str) -> None:
    """Raise InvalidError when ``on`` is before ``last``, the day of the last movement."""
    if on < last:
        raise InvalidError(
            _("{} is before the last movement of {} on {}").format(on, number, last),
            _("Give a later date"),
        )


def _require_given(orders: Sequence[str], openings: Sequence[str]) -> None:
    if not orders and not openings:
        raise InvalidError(
            _("What does it pay?"), _("Give --order NUMBER[:AMOUNT] or --opening NUMBER[:AMOUNT]")
        )
