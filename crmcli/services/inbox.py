"""The inbox 待办与提醒: annotations, approvals that wait, assignments, warnings, next steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlmodel import col

from crmcli.db.models.customer import Customer
from crmcli.db.models.notification import Notification
from crmcli.db.models.registration import Conflict
from crmcli.db.query import columns
from crmcli.db.work import Work, action
from crmcli.i18n import _
from crmcli.services import annotation, followup, followup_list, notice
from crmcli.views.base import Ref
from crmcli.views.inbox import EVENTS, KINDS, InboxRow

NOTICES = {
    "assigned": "assignment",
    "handed-over": "assignment",
    "merged": "notice",
    "recycle-soon": "warning",
    "recycled": "warning",
    "approval-approved": "notice",
    "approval-rejected": "notice",
    "approval-stale": "notice",
    "conflict": "warning",
    "conflict-decided": "notice",
    "annotation-answered": "answer",
}
"""Kind of notice -> where it stands; others repeat what is shown anyway."""
NAMED = ("assigned", "merged")
"""Of these the customer's name is kept, whoever follows it up now."""


@action("inbox.read", writes=False)
def find(work: Work) -> list[InboxRow]:
    """Everything that the acting operator is told or that waits, by kind, as far as they may."""
    rows = [*_annotations(work), *_approvals(work), *_notices(work), *_next_steps(work)]
    order = list(KINDS)
    return sorted(rows, key=lambda row: order.index(row.kind))


@action("inbox.read", writes=False)
def unread(work: Work) -> int:
    """How many annotations to the acting operator are new."""
    return annotation.unread(work) if work.may("annotation.read") else 0


@action("inbox.clear")
def clear(work: Work) -> list[InboxRow]:
    """Mark the notices as read, which then are gone; what waits stays. What was cleared."""
    known = notice.unread(work)
    rows = list(_notices(work))
    if known:
        notice.clear(work, known[0].id)
    return rows


def _annotations(work: Work) -> Iterator[InboxRow]:
    if not work.may("annotation.read"):
        return
    for row in annotation.waiting(work):
        yield InboxRow(
            kind="annotation",
            number=row.number,
            at=row.at,
            due=row.due,
            operator=row.author,
            customer=row.customer,
            event=row.kind,
            detail=row.content,
            text=f"[{_(EVENTS[row.kind])}] {row.content}",
        )


def _approvals(work: Work) -> Iterator[InboxRow]:
    if not work.may("approval.decide") or not work.may("approval.read"):
        return
    from crmcli.services import approval

    for row in approval.find(work, waiting=True).rows:
        yield InboxRow(
            kind="approval",
            number=row.number,
            at=row.proposed_at,
            due=None,
            operator=row.proposer,
            customer=row.customer,
            event=row.subject,
            detail=row.reason,
            text=row.changes or _(EVENTS[row.subject]),
        )


def _notices(work: Work) -> Iterator[InboxRow]:
    for row in notice.unread(work):
        if row.kind in NOTICES:
            yield _notice(work, row)


def _whose(work: Work, row: Notification) -> Ref | None:
    """The customer that a notice is about; of a conflict as far as it is seen."""
    if row.noun == "customer":
        named = row.detail if row.kind in NAMED else None
        return Ref(row.key, named or row.key)
    if row.kind != "conflict":
        return None
    about = (
        columns(Customer.code, Customer.name)
        .join(Conflict, col(Conflict.customer_id) == Customer.id)
        .where(Conflict.number == row.key)
    )
    found = work.session.exec(about).first()
    return None if found is None else Ref(*found)


def _notice(work: Work, row: Notification) -> InboxRow:
    detail = None if row.kind in (*NAMED, "recycle-soon") else row.detail
    said = _(EVENTS[row.kind])
    return InboxRow(
        kind=NOTICES[row.kind],
        number=row.key,
        at=row.at,
        due=dt.date.fromisoformat(row.detail or "") if row.kind == "recycle-soon" else None,
        operator=None,
        customer=_whose(work, row),
        event=row.kind,
        detail=detail,
        text=_("{}: {}").format(said, detail) if detail else said,
    )


def _next_steps(work: Work) -> Iterator[InboxRow]:
    if not work.may("followup.read"):
        return
    today = work.today()
    mine = followup_list.Wanted(mine=True, due=True)
    for row in followup.find(work, mine).rows:
        assert row.next_on is not None
        yield InboxRow(
            kind="overdue" if row.next_on < today else "due",
            number=row.number,
            at=None,
            due=row.next_on,
            operator=row.author,
            customer=row.customer,
            event="next-step",
            detail=row.next or row.content,
            text=row.next or row.content,
        )
