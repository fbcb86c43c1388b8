"""Taking a receipt back: by a reversing entry dated today; both stay."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import func
from sqlmodel import col, select

from crmcli.db.models.customer import Customer
from crmcli.db.models.payment import Allocation, Payment, PendingAllocation
from crmcli.db.prepared import unsaved
from crmcli.db.query import columns
from crmcli.db.work import Work, action
from crmcli.errors import RefusedError
from crmcli.i18n import _
from crmcli.services import (
    allocating,
    lookup,
    payment,
    payment_view,
    period,
    reserved,
    texts,
)
from crmcli.services.paid import ZERO
from crmcli.views.payment import STATUS, PaymentDetail


@action("payment.void")
def void(work: Work, number: str, *, reason: str) -> PaymentDetail:
    """Take a receipt, refund or claim back by a reversing entry dated today; both stay.

    A receipt that waits for finance never counted: it is only marked as not received.

    Raises:
        RefusedError: it is void already, itself a reversing entry, or part of it went out again.
    """
    receipt = payment.by_number(work, number)
    if receipt.kind == "claim":
        owner = work.get(Customer, receipt.customer_id)
        lookup.hold(work, owner, reserved.customer(work))
    receipt = payment.by_number(work, number, lock=True)
    why = texts.name(reason, _("Reason"))
    if receipt.status == "pending":
        return _reject(work, receipt, why)
    if receipt.status != "confirmed":
        raise RefusedError(
            _("Receipt {} cannot be voided: {}").format(receipt.number, _(STATUS[receipt.status])),
            _("It stays as it is"),
        )
    if receipt.kind == "claim":
        return _void_claim(work, receipt, why)
    _reverse(work, receipt, why)
    return payment_view.detail(work, receipt)


def _reject(work: Work, receipt: Payment, why: str) -> PaymentDetail:
    waiting = select(PendingAllocation).where(PendingAllocation.payment_id == receipt.id)
    for row in work.session.exec(waiting):
        work.session.delete(row)
    receipt.status = "rejected"
    receipt.reason = why
    return payment_view.detail(work, receipt)


def _void_claim(work: Work, receipt: Payment, why: str) -> PaymentDetail:
    """Give the money back to the reserved customer: both sides of the claim are taken back."""
    if receipt.amount < 0:
        given = work.session.exec(
            select(Payment.number).where(Payment.claims_id == receipt.id)
        ).one()
        raise RefusedError(
            _("Receipt {} is one side of a match").format(receipt.number),
            _("Void the other: crm payment void {} --reason …").format(given),
        )
    assert receipt.claims_id is not None
    out = work.get(Payment, receipt.claims_id)
    out = payment.by_number(work, out.number, lock=True)
    _reverse(work, receipt, why)
    _reverse(work, out, why)
    return payment_view.detail(work, receipt)


def _reverse(work: Work, receipt: Payment, why: str) -> None:
    today = max(work.today(), allocating.moved_on(work, receipt))
    period.require_open(work, today)
    _refuse_drawn(work, receipt)
    receipt.status = "void"
    receipt.reason = why
    reversal = unsaved(
        Payment,
        date=today,
        kind=receipt.kind,
        status="reversal",
        customer_id=receipt.customer_id,
        owner_id=receipt.owner_id,
        dept_id=receipt.dept_id,
        payer=receipt.payer,
        method_id=receipt.method_id,
        account_id=receipt.account_id,
        handler_id=work.operator.id,
        amount=-receipt.amount,
        reverses_id=receipt.id,
        reason=why,
    )
    parts = allocating.net_of(work, receipt)
    payment.take_number(work, reversal)
    allocating.take_off(work, reversal, parts, today)
    for source, amount in drawn_by(work, receipt):
        allocating.draw(work, source, receipt, -amount, today)
    work.session.flush()


def _refuse_drawn(work: Work, receipt: Payment) -> None:
    """Money that went out again must come back before the receipt can be taken back."""
    out = Payment.__table__.alias("out")  # type: ignore[attr-defined]
    found = work.session.exec(
        columns(out.c.number, func.sum(Allocation.amount))
        .join(out, out.c.id == Allocation.draws_id)
        .where(Allocation.payment_id == receipt.id)
        .group_by(out.c.number)
        .having(func.sum(Allocation.amount) != ZERO)
    ).first()
    if found is not None:
        raise RefusedError(
            _("Receipt {} cannot be voided: {} of it went out by {}").format(
                receipt.number, found[1], found[0]
            ),
            _("Void that one first: crm payment show {}").format(found[0]),
        )


def drawn_by(work: Work, out: Payment) -> list[tuple[Payment, Decimal]]:
    """The receipts that a payment out still draws on, and how much of each."""
    sums = work.session.exec(
        columns(Allocation.payment_id, func.sum(Allocation.amount))
        .where(Allocation.draws_id == out.id)
        .group_by(col(Allocation.payment_id))
        .having(func.sum(Allocation.amount) != ZERO)
        .order_by(col(Allocation.payment_id))
    ).all()
    return [(work.get(Payment, key), amount) for key, amount in sums]
