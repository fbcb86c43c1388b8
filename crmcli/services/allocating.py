"""What receipts pay: naming orders and opening balances, sharing an amount out, writing it down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import func
from sqlmodel import col, select

from crmcli.db import numbering, prepared
from crmcli.db.models.order import ORDERED, SalesOrder
from crmcli.db.models.payment import Allocation, OpeningBalance, Payment, PendingAllocation
from crmcli.db.query import columns
from crmcli.db.work import Work
from crmcli.errors import InvalidError, RefusedError
from crmcli.i18n import _
from crmcli.services import lookup, money, paid
from crmcli.services.paid import ZERO, Document
from crmcli.views.order import STATUS as ORDER_STATUS


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
    """A document that can be paid: how much shall go to it, what it still asks for, since when."""

    document: Document
    amount: Decimal | None
    outstanding: Decimal
    since: dt.date


@dataclass(frozen=True, slots=True)
class Part:
    """What goes to a document; not before ``since``, when it asked for so much."""

    document: Document
    amount: Decimal
    since: dt.date


def parse(orders: Sequence[str], openings: Sequence[str]) -> list[Asked]:
    """What ``NUMBER[:AMOUNT]`` asks for.

    Raises:
        InvalidError: an amount that is none, or a document named twice.
    """
    found: list[Asked] = []
    for noun, given in [*(("order", o) for o in orders), *(("opening", o) for o in openings)]:
        number, colon, amount = given.replace("：", ":").partition(":")
        wanted = money.parse(amount, _("amount"), zero=False) if colon else None
        asked = Asked(noun, numbering.normalise(number), wanted)
        if any((one.noun, one.number) == (asked.noun, asked.number) for one in found):
            raise InvalidError(
                _("{} is named twice").format(asked.number), _("Name it once, with the sum")
            )
        found.append(asked)
    return found


Named = tuple[Asked, Document]
"""What a person asked for, and the document that has that number."""


def named(work: Work, asked: Sequence[Asked]) -> list[Named]:
    """The documents that are asked for, not locked yet.

    Raises:
        NotFoundError: there is no such document.
    """
    return [(one, _find(work, one)) for one in asked]


def _find(work: Work, asked: Asked) -> Document:
    if asked.noun == "order":
        return lookup.numbered(work, SalesOrder, asked.noun, asked.number)
    return lookup.numbered(work, OpeningBalance, asked.noun, asked.number)


def targets(work: Work, customer_id: int, documents: Sequence[Named]) -> list[Target]:
    """The documents with what each still asks for; the customer is held.

    Raises:
        RefusedError: one is another customer's, or takes no money.
    """
    found = []
    for one, document in documents:
        if document.customer_id != customer_id:
            raise RefusedError(
                _("{} {} is another customer's").format(
                    lookup.word(one.noun).capitalize(), document.number
                ),
                _("A receipt is of one customer: record one for each"),
            )
        found.append(target(work, document, one.amount))
    return found


def target(work: Work, document: Document, amount: Decimal | None) -> Target:
    """A document that may have been read before its customer was held, as it is now.

    Raises:
        RefusedError: it takes no money.
    """
    if work.store.engine == "postgresql":
        prepared.by_id(type(document)).renew(work.session, document)
    require_payable(document)
    received, since = paid.state(work, document)
    return Target(document, amount, paid.owed(document) - received, since)


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


def share(work: Work, amount: Decimal, wanted: Sequence[Target], *, on_account: bool) -> list[Part]:
    """How ``amount`` goes to the documents: as asked, the rest to the others in their order.

    With ``on_account`` what is left over is kept for the customer.

    Raises:
        OverOutstandingError: more than is outstanding.
        InvalidError: less than was asked for.
    """
    asked = sum((target.amount or ZERO for target in wanted), ZERO)
    if asked > amount:
        raise RefusedError(
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
            raise over(work, target, part)
        if not part:
            raise InvalidError(
                _("Nothing of {} is left for {}").format(amount, target.document.number),
                _("Leave it out, or say how much goes to each: NUMBER:AMOUNT"),
            )
        parts.append(Part(target.document, part, target.since))
    if left and not on_account:
        takes = amount - left
        if asked == takes:
            raise OverOutstandingError(
                _("The parts come to {} of {}").format(takes, amount),
                _("Add --on-account to keep the rest, or let a part take more"),
            )
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


def over(work: Work, target: Target, amount: Decimal) -> OverOutstandingError:
    """The refusal of more than a document still asks for."""
    if target.outstanding == 0:
        return OverOutstandingError(
            _("{} is paid").format(target.document.number), _came_first(work, target.document)
        )
    return OverOutstandingError(
        _("{} for {} exceeds outstanding {}").format(
            amount, target.document.number, target.outstanding
        ),
        _came_first(work, target.document),
    )


def _came_first(work: Work, *documents: Document) -> str | None:
    """The receipt that was allocated last, as far as there is one: perhaps it came first."""
    for document in documents:
        found = work.session.exec(
            columns(Payment.number, Allocation.amount, Allocation.date)
            .join(Payment, col(Payment.id) == Allocation.payment_id)
            .where(paid.TARGETS[type(document)] == document.id, Allocation.amount > 0)
            .order_by(col(Allocation.id).desc())
            .limit(1)
        ).first()
        if found is not None:
            return _("Last on {}: {} of {} on {}").format(document.number, *found)
    return None


def write(work: Work, receipt: Payment, parts: Sequence[Part], day: dt.date) -> None:
    """Write down what of the receipt went where, on ``day`` or when it was first asked for."""
    rows = [
        {
            **_of(receipt),
            "order_id": part.document.id if isinstance(part.document, SalesOrder) else None,
            "opening_id": part.document.id if isinstance(part.document, OpeningBalance) else None,
            "date": max(day, part.since),
            "amount": part.amount,
        }
        for part in parts
    ]
    if rows:
        work.insert(Allocation, rows)


def take_off(work: Work, receipt: Payment, parts: Sequence[Part], day: dt.date) -> None:
    """Write down that parts of the receipt came off their documents again."""
    write(work, receipt, [replace(part, amount=-part.amount, since=day) for part in parts], day)


def draw(work: Work, receipt: Payment, out: Payment, amount: Decimal, day: dt.date) -> None:
    """Write down that ``amount`` of the receipt went out again by another payment."""
    row = {**_of(receipt), "draws_id": out.id, "date": day, "amount": amount}
    work.insert(Allocation, [row])


def plan(work: Work, receipt: Payment, document: Document, amount: Decimal) -> None:
    """Note what a receipt that waits for finance will pay."""
    name = paid.PLANNED[type(document)].key
    work.insert(PendingAllocation, [{**_of(receipt), name: document.id, "amount": amount}])


def _of(receipt: Payment) -> dict[str, int]:
    """What an allocation takes from its receipt."""
    return {
        "payment_id": receipt.id,
        "customer_id": receipt.customer_id,
        "owner_id": receipt.owner_id,
        "dept_id": receipt.dept_id,
    }


def net_of(work: Work, receipt: Payment) -> list[Part]:
    """What of a receipt is still on each document, since when; the first allocated first."""
    found = work.session.exec(
        columns(
            Allocation.order_id,
            Allocation.opening_id,
            func.sum(Allocation.amount),
            func.max(Allocation.date),
        )
        .where(Allocation.payment_id == receipt.id, col(Allocation.draws_id).is_(None))
        .group_by(col(Allocation.order_id), col(Allocation.opening_id))
        .having(func.sum(Allocation.amount) != ZERO)
        .order_by(func.min(Allocation.id))
    ).all()
    return [
        Part(document(work, order_id, opening_id), amount, last)
        for order_id, opening_id, amount, last in found
    ]


def moved_on(work: Work, receipt: Payment) -> dt.date:
    """The day of the last movement on a receipt: nothing of it moves before that day."""
    last = work.session.exec(
        select(func.max(Allocation.date)).where(Allocation.payment_id == receipt.id)
    ).one()
    return max(receipt.date, last) if last else receipt.date


def document(work: Work, order_id: int | None, opening_id: int | None) -> Document:
    """The order or opening balance that an allocation names."""
    if order_id is not None:
        return work.get(SalesOrder, order_id)
    assert opening_id is not None
    return work.get(OpeningBalance, opening_id)


def left_of(work: Work, receipt: Payment) -> Decimal:
    """What of a receipt is held on account."""
    gone = work.session.exec(
        select(func.sum(Allocation.amount)).where(Allocation.payment_id == receipt.id)
    ).one()
    return receipt.amount - (gone or ZERO)
