"""What a day begins with: the inbox, what people did, and how one's scope stands."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from zoneinfo import ZoneInfo

from crmcli.db.work import Work
from crmcli.oracle.difference import difference
from crmcli.oracle.truth import Person, Rows, Truth
from crmcli.services import inbox, overview, supervision
from crmcli.views.store import AuditRow

ORDERED = ("confirmed", "completed")
DAYS = 14
"""So many days until the newest follow-up are looked at."""


def examined(w: Work, truth: Truth, person: Person, rows: Rows) -> Iterator[AuditRow]:
    """Every difference between these and a brute-force answer."""
    if w.may("supervision.read"):
        yield from _supervision(w, truth, person, rows)
    yield from _inbox(w, person, rows)
    if w.may("overview.read"):
        yield from _overview(w, person, rows)


def _supervision(w: Work, truth: Truth, person: Person, rows: Rows) -> Iterator[AuditRow]:
    """The follow-ups behind the counts: those seen of oneself and of those one manages."""
    zone = ZoneInfo(w.zone)
    newest = max((row["contacted_at"] for row in truth.rows["followup"]), default=w.at)
    last = newest.astimezone(zone).date()
    first = last - dt.timedelta(days=DAYS - 1)
    team = {one.id for one in truth.people if one.id == person.id or truth.manages(person, one)}
    wanted = {
        row["number"]
        for row in rows["followup"]
        if row["author_id"] in team and first <= row["contacted_at"].astimezone(zone).date() <= last
    }
    asked = supervision.Wanted(first=first.isoformat(), last=last.isoformat())
    shown = {row.number for row in supervision.records(w, asked).rows}
    yield from difference(person, "supervise --records", shown, wanted)
    counted = sum(row.followups for row in supervision.find(w, asked))
    yield from difference(person, "supervise", counted, len(wanted))
    codes = {one.id: one.code for one in truth.people}
    spoken = Counter(
        (codes[row["author_id"]], row["contacted_at"].astimezone(zone).date().isoformat())
        for row in rows["followup"]
        if row["number"] in wanted
    )
    days = [(first + dt.timedelta(days=n)).isoformat() for n in range(DAYS)]
    marks = {
        (row.operator.code, day): getattr(row, day)
        for row in supervision.matrix(w, asked)
        for day in days
    }
    found = {key: int(mark) for key, mark in marks.items() if mark.isdigit()}
    yield from difference(person, "supervise --matrix", found, dict(spoken))


def _inbox(w: Work, person: Person, rows: Rows) -> Iterator[AuditRow]:
    """What waits for somebody: of the annotations to them all, of the rest only what they see."""
    shown = inbox.find(w)
    kinds = ("annotation",), ("approval",), ("due", "overdue")
    told, waiting, planned = ({r.number for r in shown if r.kind in kind} for kind in kinds)
    corrected = {row["id"]: row["corrected_at"] for row in rows["followup"]}
    if w.may("annotation.read"):
        mine = {
            row["number"]
            for row in rows["annotation"]
            if row["recipient_id"] == person.id
            and (row["read_at"] is None or _asks(row, corrected.get(row["followup_id"])))
        }
        yield from difference(person, "inbox: annotations", told, mine)
    pending = {row["number"] for row in rows["approval"] if row["status"] == "pending"}
    yield from difference(person, "inbox: approvals", waiting - pending, set())
    mine = {r["number"] for r in rows["followup"] if person.id in (r["author_id"], r["owner_id"])}
    yield from difference(person, "inbox: next steps", planned - mine, set())


def _asks(row: dict[str, object], corrected: dt.datetime | None) -> bool:
    """Whether an annotation asks for something that was not done yet."""
    if row["answered_at"] is not None:
        return False
    created = row["created_at"]
    assert isinstance(created, dt.datetime)
    done = corrected is not None and corrected >= created
    return row["kind"] == "instruct" or (row["kind"] == "return" and not done)


def _overview(w: Work, person: Person, rows: Rows) -> Iterator[AuditRow]:
    """This month's figures: orders and receipts seen, and what is outstanding."""
    shown, last = overview.show(w), w.today()
    first = last.replace(day=1)
    before = (first - dt.timedelta(days=1)).replace(day=1)
    until = before.replace(day=min(last.day, (first - dt.timedelta(days=1)).day))
    ordered = [(r["date"], r["total"]) for r in rows["sales_order"] if r["status"] in ORDERED]
    paid = [(r["date"], r["amount"], r["order_id"]) for r in rows["allocation"]]
    received = [(day, amount) for day, amount, order in paid if order is not None]
    opened = [
        (r["date"], r["amount"]) for r in rows["opening_balance"] if r["status"] == "confirmed"
    ]
    owed = [*ordered, *opened, *((day, -amount) for day, amount, _order in paid)]
    for what, figure, sums, since, end in (
        ("ordered", shown.ordered, ordered, first, last),
        ("ordered before", shown.ordered_before, ordered, before, until),
        ("received", shown.received, received, first, last),
        ("received before", shown.received_before, received, before, until),
        ("outstanding", shown.outstanding, owed, dt.date.min, dt.date.max),
        ("outstanding before", shown.outstanding_before, owed, dt.date.min, until),
    ):
        total = sum((amount for day, amount in sums if since <= day <= end), Decimal(0))
        yield from difference(person, f"overview: {what}", figure, total)
    for what, daily, sums in (
        ("ordered", shown.daily_ordered, ordered),
        ("received", shown.daily_received, received),
    ):
        days = [
            sum((amount for day, amount in sums if day == first + dt.timedelta(days=n)), Decimal(0))
            for n in range(last.day)
        ]
        yield from difference(person, f"overview: {what} by day", list(daily), days)
