"""Receipts: money in, what it pays, waiting for finance, and taking it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Unpack

from sqlmodel import col, select

from crmcli.db.models.customer import Customer
from crmcli.db.models.order import SalesOrder
from crmcli.db.models.payment import Payment, PendingAllocation
from crmcli.db.prepared import unsaved
from crmcli.db.types import LARGEST_MONEY
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, RefusedError
from crmcli.i18n import _
from crmcli.services import (
    allocating,
    codes,
    listing,
    lookup,
    payment_fields,
    payment_view,
    period,
    reserved,
    setting,
)
from crmcli.services.payment_view import Wanted
from crmcli.views.base import Page
from crmcli.views.payment import STATUS, PaymentDetail, PaymentRow, PaymentValues

NOUN = "payment"
SORTS = {
    "number": Payment.number,
    "date": Payment.date,
    "customer": Customer.code,
    "customer_name": Customer.sort_key,
    "amount": Payment.amount,
    "status": Payment.status,
    "created_at": Payment.created_at,
}


@action("payment.record")
def record(
    work: Work,
    *,
    amount: Decimal | None = None,
    orders: Sequence[str] = (),
    openings: Sequence[str] = (),
    customer: str | None = None,
    on_account: bool = False,
    unidentified: bool = False,
    from_before: bool = False,
    number: str | None = None,
    date: dt.date | None = None,
    **values: Unpack[PaymentValues],
) -> PaymentDetail:
    """Record a receipt: over orders and opening balances (``NUMBER[:AMOUNT]``), or on account.

    Without ``amount`` it is what they still ask for. What is left over is refused, or with
    ``on_account`` kept for the customer. ``unidentified`` money is nobody's yet; money held
    ``from_before`` the store was begun has no payment method. Where the company wants it so, the
    receipt waits for finance.

    Raises:
        OverOutstandingError: more than is outstanding.
        RefusedError: an order that takes no money, another customer's, or a closed month.
        InvalidError, NotFoundError, DuplicateError: a value that cannot be.
    """
    asked = allocating.parse(orders, openings)
    _require_whose(asked, customer, on_account=on_account, unidentified=unidentified)
    alone = ("method", "account", "bank_reference")
    if from_before and (asked or unidentified or any(values.get(key) for key in alone)):
        raise InvalidError(
            _("Money from before is held on account and has no payment method"),
            _("Give --customer, --amount, --on-account and --from-before alone"),
        )
    documents = allocating.named(work, asked)
    payer = _payer(work, documents, customer, unidentified=unidentified)
    lookup.hold(work, payer)
    wanted = allocating.targets(work, payer.id, documents)
    if amount is None:
        if not wanted:
            raise InvalidError(_("Missing: {}").format("--amount"), _("How much came in?"))
        amount = sum((t.outstanding if t.amount is None else t.amount for t in wanted), Decimal(0))
    if amount >= LARGEST_MONEY:
        raise InvalidError(
            _("“{}” is not a valid {}").format(amount, _("amount")), _("It is too large")
        )
    parts = allocating.share(work, amount, wanted, on_account=on_account or unidentified)
    day = date or work.today()
    period.require_open(work, day)
    period.require_past(work, day)
    waits = not from_before and setting.value(work, "confirm_receipts") == setting.YES
    receipt = unsaved(
        Payment,
        date=day,
        kind="opening" if from_before else "receipt",
        status="pending" if waits else "confirmed",
        customer_id=payer.id,
        owner_id=payer.owner_id,
        dept_id=payer.dept_id,
        amount=amount,
    )
    payment_fields.assign(work, receipt, payer, values)
    take_number(work, receipt, number)
    if waits:
        for part in parts:
            allocating.plan(work, receipt, part.document, part.amount)
    else:
        allocating.write(work, receipt, parts, day)
    return payment_view.fresh(work, receipt, payer, parts)


def _require_whose(
    asked: Sequence[allocating.Asked],
    customer: str | None,
    *,
    on_account: bool,
    unidentified: bool,
) -> None:
    if unidentified and (asked or customer or on_account):
        raise InvalidError(
            _("Unidentified money has no customer and pays no order yet"),
            _("Give --unidentified alone, and match it later: crm payment claim"),
        )
    if unidentified or asked:
        return
    if customer is None:
        raise InvalidError(
            _("Whose money is it?"),
            _("Give --order NUMBER, or --customer CODE --on-account, or --unidentified"),
        )
    if not on_account:
        raise InvalidError(
            _("What does it pay?"),
            _("Give --order NUMBER, or --on-account to keep it for the customer"),
        )


def _payer(
    work: Work,
    documents: Sequence[allocating.Named],
    customer: str | None,
    *,
    unidentified: bool,
) -> Customer:
    if unidentified:
        return reserved.customer(work)
    if customer is not None:
        return lookup.usable(work, Customer, "customer", customer)
    return work.get(Customer, documents[0][1].customer_id)


def take_number(work: Work, receipt: Payment, number: str | None = None) -> None:
    """Give a new receipt its number and store it."""
    codes.take_number(work, receipt, NOUN, number)
    work.add(receipt)


@action("payment.confirm")
def confirm(
    work: Work, number: str, *, date: dt.date | None = None, on_account: bool = False
) -> PaymentDetail:
    """Say that the money of a receipt has come: from now on it counts, on its date or ``date``.

    With ``on_account`` what was paid otherwise meanwhile is kept for the customer.

    Raises:
        RefusedError: it does not wait, its month is closed, or what it pays was paid meanwhile.
    """
    receipt = by_number(work, number, lock=True)
    if receipt.status != "pending":
        raise RefusedError(
            _("Receipt {} does not wait for finance: {}").format(
                receipt.number, _(STATUS[receipt.status])
            ),
            _("See: crm payment list --status pending"),
        )
    if date is not None:
        receipt.date = date
    period.require_open(work, receipt.date)
    period.require_past(work, receipt.date)
    parts = []
    for row in _planned(work, receipt):
        document = allocating.document(work, row.order_id, row.opening_id)
        target = allocating.target(work, document, row.amount)
        fits = min(row.amount, target.outstanding)
        if fits < row.amount and not on_account:
            raise allocating.over(work, target, row.amount)
        if fits:
            parts.append(allocating.Part(document, fits, target.since))
        work.session.delete(row)
    allocating.write(work, receipt, parts, receipt.date)
    receipt.status = "confirmed"
    return payment_view.detail(work, receipt)


def _planned(work: Work, receipt: Payment) -> list[PendingAllocation]:
    statement = select(PendingAllocation).where(PendingAllocation.payment_id == receipt.id)
    return list(work.session.exec(statement.order_by(col(PendingAllocation.id))))


@action("payment.read", writes=False)
def show(work: Work, number: str) -> PaymentDetail:
    """One receipt with what it pays."""
    return payment_view.detail(work, by_number(work, number))


@action("payment.read", writes=False)
def find(
    work: Work,
    wanted: Wanted = Wanted(),  # noqa: B008 - frozen
    *,
    order_number: str | None = None,
    sort: str | None = None,
    limit: int | None = None,
) -> Page[PaymentRow]:
    """The receipts that match, newest first; of an order, those that were allocated to it."""
    of_order = []
    if order_number is not None:
        paid = lookup.numbered(work, SalesOrder, "order", order_number)
        of_order = [payment_view.pays(paid.id)]
    statement = payment_view.select_all().where(*payment_view.conditions(work, wanted), *of_order)
    default = [col(Payment.date).desc()]
    ordered = listing.ordering(sort, PaymentRow, SORTS, default, col(Payment.id).desc())

    def convert(found: Sequence[Any]) -> list[PaymentRow]:
        return payment_view.rows(work, found)

    return listing.page(work, statement, convert, order=ordered, limit=limit, newest=not sort)


def by_number(work: Work, number: str, *, lock: bool = False) -> Payment:
    """The receipt with that number; with ``lock`` nobody else changes it until the end.

    Raises:
        NotFoundError: there is none; near misses are in the hint.
    """
    return lookup.numbered(work, Payment, NOUN, number, lock=lock)
