"""What receipts pay: naming orders and opening balances, sharing an amount out, writing it down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select

from crmcli.db.models import Allocation, OpeningBalance, Payment, PendingAllocation, SalesOrder
from crmcli.db.query import columns
from crmcli.db.work import Work
from crmcli.errors import InvalidError, RefusedError
from crmcli.i18n import _
from crmcli.services import lookup, money
from crmcli.services.order_view import ORDERED, ZERO
from crmcli.views.order import STATUS as ORDER_STATUS

Document = SalesOrder | OpeningBalance


class OverOutstandingError(RefusedError):
    """More money than the order still asks for."""

    code = "over_outstanding"


@dataclass(frozen=True, slots=True)
class Asked:
    """A document as a person named it, and how much shall go to it; ``None`` is what fits."""

    noun: str
    number: str
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Target:
    """A document that can be paid, how much shall go to it, and how much it still asks for."""

    noun: str
    document: Document
    amount: Decimal | None
    outstanding: Decimal


Part = tuple[Document, Decimal]
"""A document and what goes to it."""


def parse(orders: Sequence[str], openings: Sequence[str]) -> list[Asked]:
    """What ``NUMBER[:AMOUNT]`` asks for.

    Raises:
        InvalidError: an amount that is none, or a document named twice.
    """
    found = []
    for noun, given in [*(("order", o) for o in orders), *(("opening", o) for o in openings)]:
        number, colon, amount = given.replace("：", ":").partition(":")
        wanted = money.parse(amount, _("amount"), zero=False) if colon else None
        found.append(Asked(noun, number.strip(), wanted))
    return found


def customer_of(work: Work, asked: Asked) -> int:
    """Whose document it is.

    Raises:
        NotFoundError: there is no such document.
    """
    return _find(work, asked, lock=False).customer_id


def _find(work: Work, asked: Asked, *, lock: bool) -> Document:
    if asked.noun == "order":
        return lookup.numbered(work, SalesOrder, asked.noun, asked.number, lock=lock)
    return lookup.numbered(work, OpeningBalance, asked.noun, asked.number, lock=lock)


def targets(work: Work, customer_id: int, asked: Sequence[Asked]) -> list[Target]:
    """The documents, locked, with what each still asks for; the customer is held.

    Raises:
        NotFoundError: there is no such document.
        RefusedError: it is another customer's, or takes no money.
        InvalidError: one is named twice.
    """
    found: list[Target] = []
    for one in asked:
        document = _find(work, one, lock=True)
        if document.customer_id != customer_id:
            raise RefusedError(
                _("{} {} is another customer's").format(
                    lookup.word(one.noun).capitalize(), document.number
                ),
                _("A receipt is of one customer: record one for each"),
            )
        if any(document is target.document for target in found):
            raise InvalidError(
                _("{} is named twice").format(document.number), _("Name it once, with the sum")
            )
        require_payable(document)
        outstanding = owed(document) - paid_of(work, document)
        found.append(Target(one.noun, document, one.amount, outstanding))
    return found


def require_payable(document: Document) -> None:
    """Raise RefusedError unless the document counts: a draft is not owed yet.

    Raises:
        RefusedError: it does not.
    """
    if isinstance(document, OpeningBalance):
        if document.status == "void":
            raise RefusedError(
                _("Opening balance {} is void and takes no money").format(document.number),
                _("Name another one"),
            )
    elif document.status not in ORDERED:
        raise RefusedError(
            _("Order {} is {} and takes no money").format(
                document.number, _(ORDER_STATUS[document.status])
            ),
            _("Confirm it first: crm order confirm {}").format(document.number)
            if document.status == "draft"
            else _("Name another order"),
        )


def owed(document: Document) -> Decimal:
    """What a document asks for in all."""
    return document.total if isinstance(document, SalesOrder) else document.amount


def column_of(document: Document, model: Any = Allocation) -> Any:
    """The column by which an allocation names such a document."""
    return model.order_id if isinstance(document, SalesOrder) else model.opening_id


def paid_of(work: Work, document: Document) -> Decimal:
    """What is allocated to a document: receipts less what was taken back."""
    total = work.session.exec(
        select(func.sum(Allocation.amount)).where(column_of(document) == document.id)
    ).one()
    return total or ZERO


def share(work: Work, amount: Decimal, wanted: Sequence[Target], *, on_account: bool) -> list[Part]:
    """How ``amount`` goes to the documents: as asked, the rest to the others in their order.

    With ``on_account`` what is left over is kept for the customer.

    Raises:
        OverOutstandingError: more than is outstanding.
        InvalidError: less than was asked for.
    """
    asked = sum((target.amount or ZERO for target in wanted), ZERO)
    if asked > amount:
        raise InvalidError(
            _("The parts come to {}, more than {}").format(asked, amount), _("Correct the amounts")
        )
    left = amount - asked
    parts: list[Part] = []
    for target in wanted:
        part = target.amount
        if part is None:
            part = min(left, target.outstanding)
            left -= part
        if part > target.outstanding or target.outstanding == 0:
            raise OverOutstandingError(
                _("{} for {} exceeds outstanding {}").format(
                    part or amount, target.document.number, target.outstanding
                ),
                _came_first(work, target.document),
            )
        if not part:
            raise InvalidError(
                _("Nothing of {} is left for {}").format(amount, target.document.number),
                _("Leave it out, or say how much goes to each: NUMBER:AMOUNT"),
            )
        parts.append((target.document, part))
    if left and not on_account:
        takes = amount - left
        raise OverOutstandingError(
            _("Receipt {} exceeds outstanding {}").format(amount, takes),
            "; ".join(
                part
                for part in (
                    _("Add --on-account to keep the rest, or record at most {}").format(takes),
                    _came_first(work, *(target.document for target in wanted)),
                )
                if part
            ),
        )
    return parts


def _came_first(work: Work, *documents: Document) -> str | None:
    """The receipt that was allocated last, as far as there is one: perhaps it came first."""
    for document in documents:
        found = work.session.exec(
            columns(Payment.number, Allocation.amount, Allocation.date)
            .join(Payment, col(Payment.id) == Allocation.payment_id)
            .where(column_of(document) == document.id, Allocation.amount > 0)
            .order_by(col(Allocation.id).desc())
            .limit(1)
        ).first()
        if found is not None:
            return _("Last on {}: {} of {} on {}").format(document.number, *found)
    return None


def write(work: Work, receipt: Payment, document: Document, amount: Decimal, day: dt.date) -> None:
    """Write down that ``amount`` of the receipt went to the document; negative takes it back."""
    target = {column_of(document).key: document.id}
    work.insert(Allocation, [{**_of(receipt), **target, "date": day, "amount": amount}])


def draw(work: Work, receipt: Payment, out: Payment, amount: Decimal, day: dt.date) -> None:
    """Write down that ``amount`` of the receipt went out again by another payment."""
    row = {**_of(receipt), "draws_id": out.id, "date": day, "amount": amount}
    work.insert(Allocation, [row])


def plan(work: Work, receipt: Payment, document: Document, amount: Decimal) -> None:
    """Note what a receipt that waits for finance will pay."""
    target = {column_of(document, PendingAllocation).key: document.id}
    work.insert(PendingAllocation, [{**_of(receipt), **target, "amount": amount}])


def _of(receipt: Payment) -> dict[str, int]:
    """What an allocation takes from its receipt."""
    return {
        "payment_id": receipt.id,
        "customer_id": receipt.customer_id,
        "owner_id": receipt.owner_id,
        "dept_id": receipt.dept_id,
    }


def net_of(work: Work, receipt: Payment) -> list[Part]:
    """What of a receipt is still on each document, the first allocated first."""
    parts: list[Part] = []
    for target in (Allocation.order_id, Allocation.opening_id):
        found = work.session.exec(
            columns(target, func.sum(Allocation.amount))
            .where(Allocation.payment_id == receipt.id, col(target).is_not(None))
            .group_by(col(target))
            .having(func.sum(Allocation.amount) != ZERO)
            .order_by(func.min(Allocation.id))
        ).all()
        orders = target is Allocation.order_id
        parts.extend(
            (document(work, key if orders else None, None if orders else key), amount)
            for key, amount in found
        )
    return parts


def document(work: Work, order_id: int | None, opening_id: int | None) -> Document:
    """The order or opening balance that an allocation names."""
    if order_id is not None:
        return work.session.get_one(SalesOrder, order_id)
    assert opening_id is not None
    return work.session.get_one(OpeningBalance, opening_id)


def left_of(work: Work, receipt: Payment) -> Decimal:
    """What of a receipt is held on account."""
    gone = work.session.exec(
        select(func.sum(Allocation.amount)).where(Allocation.payment_id == receipt.id)
    ).one()
    return receipt.amount - (gone or ZERO)
