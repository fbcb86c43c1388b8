"""The ledger of a customer 客户台账: basics, contacts, totals, what comes next, one timeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import literal, nulls_last, or_
from sqlmodel import col

from crmcli.db.models.channel import Channel
from crmcli.db.models.customer import Customer
from crmcli.db.models.followup import Followup
from crmcli.db.models.operator import Operator
from crmcli.db.models.order import SalesOrder
from crmcli.db.models.payment import OpeningBalance, Payment
from crmcli.db.query import at_most, columns
from crmcli.db.work import Work, action
from crmcli.i18n import _
from crmcli.services import (
    account,
    contact_view,
    customer_view,
    dates,
    fields,
    followup_list,
    listing,
    lookup,
)
from crmcli.views.base import Ref, columns_of
from crmcli.views.ledger import EVENT, EventRow, LedgerRow, NextRow, PersonRow
from crmcli.views.order import STATUS
from crmcli.views.payment import KIND, OPENING_STATUS
from crmcli.views.payment import STATUS as PAYMENT_STATUS

MOST_NEXT = 10
"""Next steps shown on top, the nearest first."""


@action("customer.read", writes=False)
def show(
    work: Work,
    key: str,
    *,
    kinds: Sequence[str] = (),
    since: str | None = None,
    limit: int | None = None,
) -> LedgerRow:
    """A customer with contacts, totals and the timeline, newest first.

    ``kinds`` are of :data:`crmcli.views.ledger.EVENT`, all unless given; ``limit`` is how many
    lines of the timeline.

    Raises:
        NotFoundError, InvalidError: no such customer, kind or date.
    """
    customer = lookup.coded(work, Customer, "customer", key)
    listing.check_limit(limit)
    wanted = [fields.chosen(k, tuple(EVENT), EVENT, _("kind")) for k in kinds] or list(EVENT)
    first = dates.first_day(since, _("start date"), work.today()) if since else None
    events: list[EventRow] = []
    for kind in (k for k in EVENTS if k in wanted):
        events += EVENTS[kind](work, customer.id, first, limit)
    events.sort(key=lambda event: (event.day, event.time or ""), reverse=True)
    return LedgerRow(
        **customer_view.values(work, customer),
        **_totals(work, customer.id),
        contacts=_people(work, customer.id),
        next=_next(work, customer.id),
        timeline=tuple(events[:limit]),
    )


def _people(work: Work, customer_id: int) -> tuple[PersonRow, ...]:
    keys = [column.key for column in columns_of(PersonRow)]
    return tuple(
        PersonRow(**{key: getattr(row, key) for key in keys})
        for row in contact_view.of_customer(work, customer_id)
    )


def _totals(work: Work, customer_id: int) -> dict[str, Any]:
    """What was ordered and received, what is still to come and what is held on account."""
    now = account.of(work, customer_id)
    keys = ("ordered", "received", "outstanding", "overdue", "on_account", "balance")
    return {key: getattr(now, key) for key in keys}


def _next(work: Work, customer_id: int) -> tuple[NextRow, ...]:
    table = followup_list.F
    found = work.session.exec(
        columns(table.c.next_on, table.c.next_step, Operator.code, Operator.name, table.c.number)
        .join(Operator, col(Operator.id) == table.c.author_id)
        .where(
            table.c.customer_id == customer_id,
            or_(table.c.next_on.is_not(None), table.c.next_step.is_not(None)),
            followup_list.is_open(work),
        )
        .order_by(nulls_last(table.c.next_on), table.c.id)
        .limit(MOST_NEXT)
    )
    return tuple(
        NextRow(
            next_on=day,
            next=step,
            overdue=day is not None and day < work.today(),
            author=Ref(code, name),
            number=number,
        )
        for day, step, code, name, number in found
    )


Events = Callable[[Work, int, dt.date | None, int | None], list[EventRow]]


def _followups(
    work: Work, customer_id: int, since: dt.date | None, limit: int | None
) -> list[EventRow]:
    zone = ZoneInfo(work.zone)
    statement = (
        columns(
            Followup.contacted_at, Followup.number, Operator.code, Operator.name, Channel.code,
            Channel.name, Followup.content,
        )
        .join(Operator, col(Operator.id) == Followup.author_id)
        .join(Channel, col(Channel.id) == Followup.channel_id)
        .where(Followup.customer_id == customer_id)
    )  # fmt: skip
    if since is not None:
        statement = statement.where(
            Followup.contacted_at >= dates.instants(since, since, work.zone)[0]
        )
    newest = (col(Followup.contacted_at).desc(), col(Followup.id).desc())
    found = work.session.exec(statement.order_by(*newest).limit(at_most(limit)))
    return [
        EventRow(
            day=at.astimezone(zone).date(),
            time=at.astimezone(zone).strftime("%H:%M"),
            kind="followup",
            number=number,
            operator=Ref(code, name),
            text=content,
            amount=None,
            status=Ref(channel, channel_name),
        )
        for at, number, code, name, channel, channel_name, content in found
    ]


@dataclass(frozen=True, slots=True)
class Document:
    """A kind of document in the timeline: whose name stands there, what it comes to, its state."""

    kind: str
    model: Any
    person: Any
    amount: Any
    labels: Mapping[str, str]
    of: Any = None
    """The column that tells a refund from a receipt."""


def _documents(document: Document) -> Events:
    def events(
        work: Work, customer_id: int, since: dt.date | None, limit: int | None
    ) -> list[EventRow]:
        model, no_kind = document.model, literal(None)
        statement = (
            columns(
                model.date, model.number, Operator.code, Operator.name, model.remark,
                document.amount, model.status, no_kind if document.of is None else document.of,
            )
            .join(Operator, col(Operator.id) == document.person)
            .where(model.customer_id == customer_id)
        )  # fmt: skip
        if since is not None:
            statement = statement.where(model.date >= since)
        found = work.session.exec(
            statement.order_by(model.date.desc(), model.id.desc()).limit(at_most(limit))
        )
        return [
            EventRow(
                day=day,
                time=None,
                kind=document.kind,
                number=number,
                operator=Ref(code, name),
                text=remark,
                amount=amount,
                status=Ref(status, _state(document, status, of)),
            )
            for day, number, code, name, remark, amount, status, of in found
        ]

    return events


def _state(document: Document, status: str, of: str | None) -> str:
    """The status; of what is no plain receipt also what it is."""
    label = _(document.labels[status])
    return label if of in (None, "receipt") else _("{}, {}").format(_(KIND[of]), label)


EVENTS: dict[str, Events] = {
    "followup": _followups,
    "payment": _documents(
        Document(
            "payment", Payment, Payment.handler_id, Payment.amount, PAYMENT_STATUS, Payment.kind
        )
    ),
    "order": _documents(
        Document("order", SalesOrder, SalesOrder.salesperson_id, SalesOrder.total, STATUS)
    ),
    "opening": _documents(
        Document(
            "opening",
            OpeningBalance,
            OpeningBalance.created_by,
            OpeningBalance.amount,
            OPENING_STATUS,
        )
    ),
}
"""What a day brought, the last first: what has no time of day stands in this order."""
