"""Allocating 核销: letting what is on account pay orders, and taking it off again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from crmcli.db import numbering
from crmcli.db.models import Customer, Payment
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, RefusedError
from crmcli.i18n import _
from crmcli.services import allocating, lookup, payment, payment_view, period
from crmcli.services.order_view import ZERO
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
    payer = work.session.get_one(Customer, receipt.customer_id)
    lookup.refuse_reserved(payer)
    on = day(work, receipt, date)
    left = allocating.left_of(work, receipt)
    if left <= 0:
        raise OverOnAccountError(
            _("Nothing of receipt {} is on account").format(receipt.number),
            _("See what it pays: crm payment show {}").format(receipt.number),
        )
    wanted = allocating.targets(work, payer.id, allocating.parse(orders, openings))
    for document, part in allocating.share(work, left, wanted, on_account=True):
        allocating.write(work, receipt, document, part, on)
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
    if not asked:
        taken = present
    else:
        taken = []
        for one in asked:
            found = [p for p in present if p[0].number == numbering.normalise(one.number)]
            on_it = found[0][1] if found else ZERO
            wanted = on_it if one.amount is None else one.amount
            if not found or wanted > on_it:
                raise RefusedError(
                    _("Receipt {} has only {} on {}").format(receipt.number, on_it, one.number),
                    _("See what it pays: crm payment show {}").format(receipt.number),
                )
            taken.append((found[0][0], wanted))
    if not taken:
        raise RefusedError(
            _("Receipt {} pays nothing").format(receipt.number), _("There is nothing to take off")
        )
    for document, amount in taken:
        allocating.write(work, receipt, document, -amount, on)
    return payment_view.detail(work, receipt)


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
    """The day of an allocation: not before the receipt, and in an open month."""
    on = given or max(work.today(), receipt.date)
    if on < receipt.date:
        raise InvalidError(
            _("{} is before receipt {} of {}").format(on, receipt.number, receipt.date),
            _("Give a later date"),
        )
    period.require_open(work, on)
    return on


def _require_given(orders: Sequence[str], openings: Sequence[str]) -> None:
    if not orders and not openings:
        raise InvalidError(
            _("What does it pay?"), _("Give --order NUMBER[:AMOUNT] or --opening NUMBER[:AMOUNT]")
        )
