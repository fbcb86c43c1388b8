"""Follow-ups 跟进记录: what was said to a customer, what came of it, what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import fields as dc_fields
from dataclasses import replace
from itertools import groupby
from typing import Any, Unpack
from zoneinfo import ZoneInfo

from crmcli.db.models.channel import Channel
from crmcli.db.models.contact import Contact
from crmcli.db.models.customer import Customer
from crmcli.db.models.followup import Followup, FollowupTemplate
from crmcli.db.models.order import SalesOrder
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, NotAllowedError, RefusedError
from crmcli.i18n import _
from crmcli.services import (
    annotation,
    codes,
    dates,
    fields,
    followup_list,
    lifecycle,
    lookup,
    operator,
    setting,
    texts,
)
from crmcli.services import followup_template as templates
from crmcli.services.followup_list import Wanted
from crmcli.views.base import Page, RowT
from crmcli.views.followup import DayRow, FollowupDetail, FollowupRow, FollowupValues, TimelineRow

NOUN = "followup"


@action("followup.create")
def add(
    work: Work,
    customer: str,
    *,
    number: str | None = None,
    template: str | None = None,
    author: str | None = None,
    recorded: str | None = None,
    **values: Unpack[FollowupValues],
) -> FollowupRow:
    """Record a follow-up by the acting operator, or by ``author`` where it was written before.

    A template of the channel says what must be given; it is found by itself where there is one.
    ``recorded`` is when it was written down elsewhere, which tells whether that was late.

    Raises:
        InvalidError, NotFoundError, RefusedError: a value that cannot be, or a required one absent.
    """
    row, form = _prepared(work, customer, template, values)
    if form is not None:
        templates.require(form, row)
    if author is not None:
        row.author_id = operator.person(work, author).id
    if recorded is not None:
        row.late = _is_late(work, row.contacted_at, _moment(work, recorded, _("Recorded at")))
    codes.take_number(work, row, NOUN, number)
    work.session.add(row)
    work.session.flush()
    _received(work, row)
    return followup_list.row(work, row.number)


@action("followup.read", writes=False)
def draft(
    work: Work, customer: str, *, template: str | None = None, **values: Unpack[FollowupValues]
) -> str:
    """The text that an editor begins with; everything else that is given is checked first.

    Raises:
        InvalidError, NotFoundError, RefusedError: as :func:`add`.
    """
    row, form = _prepared(work, customer, template, {**values, "content": "…"})
    if form is not None:
        templates.require(form, row)
    return (form.content or "") if form is not None else ""


def _prepared(
    work: Work, customer: str, template: str | None, values: Mapping[str, Any]
) -> tuple[Followup, FollowupTemplate | None]:
    """The follow-up that the values make, not added yet, and its template."""
    called = fields.titles(FollowupRow)
    buyer = lookup.usable(work, Customer, "customer", customer)
    if work.writing:
        lookup.hold(work, buyer)
    for key in ("channel", "content"):
        if not str(values.get(key) or "").strip():
            raise InvalidError(texts.required(called[key]).message, _("Add --{}").format(key))
    channel = lookup.usable(work, Channel, "channel", values["channel"])
    form = templates.of(work, template, channel)
    row = Followup(
        customer_id=buyer.id,
        owner_id=buyer.owner_id,
        dept_id=buyer.dept_id,
        channel_id=channel.id,
        author_id=work.operator.id,
        template_id=form.id if form else None,
        contacted_at=work.at,
    )
    _assign(work, row, values)
    row.late = _is_late(work, row.contacted_at, work.at)
    return row, form


def _received(work: Work, row: Followup) -> None:
    """A visitor received moves the customer's stage; the customer is held."""
    channel = work.get(Channel, row.channel_id)
    if channel.code == lifecycle.RECEIVING:
        lifecycle.received(work.get(Customer, row.customer_id), row.number)


@action("followup.correct")
def correct(work: Work, number: str, **values: Unpack[FollowupValues]) -> FollowupRow:
    """Correct one's own follow-up; what it said first stays in its history.

    Raises:
        NotFoundError: there is none with that number.
        NotAllowedError: somebody else recorded it.
        InvalidError: a value that cannot be, or content or channel left empty.
    """
    row = followup_list.by_number(work, number)
    if row.author_id != work.operator.id:
        raise NotAllowedError(
            _("{} was recorded by somebody else").format(row.number),
            _("Only its author can correct it; add one of your own"),
        )
    lookup.hold(work, work.get(Customer, row.customer_id))
    work.session.refresh(row)
    called = fields.titles(FollowupRow)
    for key in ("channel", "content", "at"):
        value = values.get(key)
        if value is not None and not str(value).strip():
            raise texts.required(called[key])
    with work.session.no_autoflush:
        if values.get("channel") is not None:
            _move_to(work, row, values["channel"] or "")
        _assign(work, row, values)
        row.late = _is_late(work, row.contacted_at, row.created_at)
        if row.template_id is not None:
            templates.require(work.get(FollowupTemplate, row.template_id), row)
        if work.session.is_modified(row):
            row.corrected_at = work.at
    work.session.flush()
    _received(work, row)
    return followup_list.row(work, row.number)


def differs(work: Work, number: str, **values: Unpack[FollowupValues]) -> bool:
    """Whether a follow-up would say something else with these values; nothing is changed.

    Raises:
        NotFoundError, InvalidError, RefusedError: as :func:`correct`.
    """
    row = followup_list.by_number(work, number)
    with work.session.no_autoflush:
        given = values.get("channel")
        other = bool(given) and lookup.usable(work, Channel, "channel", given or "").id != (
            row.channel_id
        )
        _assign(work, row, values)
        other = other or work.session.is_modified(row)
        work.session.refresh(row)
    return other


def _move_to(work: Work, row: Followup, given: str) -> None:
    """Another channel; a template for the old one gives way to the new one's."""
    channel = lookup.usable(work, Channel, "channel", given)
    if channel.id == row.channel_id:
        return
    row.channel_id = channel.id
    present = work.session.get(FollowupTemplate, row.template_id) if row.template_id else None
    if present is None or present.channel_id is not None:
        form = templates.of(work, None, channel)
        row.template_id = form.id if form else None


@action("followup.read", writes=False)
def show(work: Work, number: str) -> FollowupDetail:
    """One follow-up, with what managers said of it where one may read that.

    Raises:
        NotFoundError: none of that number is seen.
    """
    found = followup_list.by_number(work, number)
    row = followup_list.row(work, found.number)
    said = annotation.of_followup(work, found.id) if work.may("annotation.read") else ()
    return FollowupDetail(
        **{one.name: getattr(row, one.name) for one in dc_fields(row)}, annotations=said
    )


@action("followup.read", writes=False)
def find(
    work: Work, wanted: Wanted, *, before: str | None = None, limit: int | None = None
) -> Page[FollowupRow]:
    """The follow-ups that match, newest contact first; with ``before`` those older than that one.

    A department means the people in it and below, wherever the customers are now. ``due`` are those
    whose next date has come and that nothing has followed yet, ``overdue`` those whose has passed.
    """
    return _page(work, wanted, before, limit, followup_list.followup)


@action("followup.read", writes=False)
def timeline(
    work: Work, wanted: Wanted, *, before: str | None = None, limit: int | None = None
) -> Page[TimelineRow]:
    """The same as lines of a timeline."""
    return _page(work, wanted, before, limit, followup_list.line)


def _page(
    work: Work,
    wanted: Wanted,
    before: str | None,
    limit: int | None,
    convert: Callable[[Any], RowT],
) -> Page[RowT]:
    if limit is None and work.streaming:
        stream = (convert(entry) for entry in followup_list.stream(work, wanted, before))
        return Page([], None, newest=True, stream=stream)
    found, after = followup_list.page(work, wanted, before, limit)
    return Page([convert(entry) for entry in found], None, newest=True, after=after)


@action("followup.read", writes=False)
def by_day(
    work: Work, wanted: Wanted, *, before: str | None = None, limit: int | None = None
) -> Page[DayRow]:
    """The same, what each person did on a day in one row.

    ``limit`` counts follow-ups, but no day is cut: it waits for the next page, or is shown whole
    where the page has no other.
    """
    found, after = followup_list.page(work, wanted, before, limit)
    zone = ZoneInfo(work.zone)
    days = [
        (day, list(entries))
        for day, entries in groupby(found, lambda e: e["contacted_at"].astimezone(zone).date())
    ]
    if after is not None and len(days) > 1:
        days.pop()
    elif after is not None:
        ((day, _cut),) = days
        whole = replace(wanted, period=(day, day))
        days = [(day, list(followup_list.page(work, whole, before, None)[0]))]
    if after is not None:
        after = days[-1][1][-1]["number"]
    rows = []
    for day, entries in days:
        people: dict[str, list[Any]] = {}
        for entry in entries:
            people.setdefault(entry["author_code"], []).append(entry)
        rows += [followup_list.day(day, theirs, zone) for theirs in people.values()]
    return Page(rows, None, newest=True, after=after)


def _assign(work: Work, row: Followup, values: Mapping[str, Any]) -> None:
    """Set what is given; an empty text clears."""
    called = fields.titles(FollowupRow)
    if values.get("content") is not None:
        row.content = texts.paragraph(values["content"], called["content"]) or ""
    if values.get("result") is not None:
        row.result = texts.paragraph(values["result"], called["result"])
    if values.get("participants") is not None:
        row.participants = texts.line(values["participants"], called["participants"])
    if values.get("at"):
        row.contacted_at = _moment(work, values["at"], called["at"])
    _plan(work, row, values, called)
    of_same = (Contact.customer_id == row.customer_id,)
    given = values.get("contact")
    if given is not None:
        found = lookup.usable(work, Contact, "contact", given, *of_same) if given.strip() else None
        row.contact_id = found.id if found else None
    given = values.get("order")
    if given is not None:
        row.order_id = _order(work, row, given).id if given.strip() else None
    said = filter(None, (row.content, row.result, row.next_step))
    row.search_text = "\n".join(texts.fold(text) for text in said)


def _plan(work: Work, row: Followup, values: Mapping[str, Any], called: Mapping[str, str]) -> None:
    if values.get("next") is not None:
        row.next_step = texts.paragraph(values["next"], called["next"])
    given = values.get("next_on")
    if given is not None:
        row.next_on = dates.day(given, called["next_on"], work.today()) if given.strip() else None
    day = row.contacted_at.astimezone(ZoneInfo(work.zone)).date()
    if row.next_on is not None and row.next_on < day:
        raise InvalidError(
            _("The next date {} is before the contact of {}").format(row.next_on, day),
            _("Give a later one with --next-on"),
        )


def _moment(work: Work, given: str, name: str) -> dt.datetime:
    at = dates.instant(given, name, work.at, work.zone)
    if at > work.at:
        raise InvalidError(
            _("“{}” has not come yet").format(given),
            _("A follow-up tells what took place; plans go into --next and --next-on"),
        )
    return at


def _order(work: Work, row: Followup, number: str) -> SalesOrder:
    from crmcli.services import order

    found = order.by_number(work, number)
    if found.customer_id != row.customer_id:
        raise RefusedError(
            _("Order {} is another customer's").format(found.number),
            _("See: crm order list --customer CODE"),
        )
    return found


def _is_late(work: Work, contacted_at: dt.datetime, recorded_at: dt.datetime) -> bool:
    """Whether it was entered later than the company allows (补录)."""
    zone, allowed = ZoneInfo(work.zone), int(setting.value(work, "late_entry_days"))
    took_place, entered = (at.astimezone(zone).date() for at in (contacted_at, recorded_at))
    return (entered - took_place).days > allowed
