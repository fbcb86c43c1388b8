"""Follow-ups found: lists, timelines, what is due. Pages go by key, newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import sqlmodel
from sqlalchemy import ColumnElement, DateTime, Select, cast, func, or_, select, true, tuple_

from crmcli.db import numbering
from crmcli.db.models.annotation import RETURN, Annotation
from crmcli.db.models.base import table_of
from crmcli.db.models.channel import Channel
from crmcli.db.models.contact import Contact
from crmcli.db.models.customer import Customer
from crmcli.db.models.department import Department
from crmcli.db.models.followup import Followup, FollowupTemplate
from crmcli.db.models.operator import Operator
from crmcli.db.models.order import SalesOrder
from crmcli.db.query import CHUNK, at_most
from crmcli.db.types import Str
from crmcli.db.work import Work
from crmcli.errors import InvalidError, NotFoundError
from crmcli.i18n import _
from crmcli.services import dates, listing, lookup, texts, tree
from crmcli.services.operator import IS_PERSON
from crmcli.views.base import Ref
from crmcli.views.followup import DayRow, FollowupRow, TimelineRow

NOUN = "followup"
F = table_of(Followup)
A = table_of(Annotation)
C = table_of(Customer)
CONTACT, ORDER = table_of(Contact), table_of(SalesOrder)
CHANNEL, TEMPLATE = table_of(Channel), table_of(FollowupTemplate)
AUTHOR = table_of(Operator).alias("author")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What follow-ups are asked for; dates are days of the company."""

    customer: str | None = None
    operator: str | None = None
    department: str | None = None
    channel: str | None = None
    period: dates.Range = (None, None)
    due: bool = False
    overdue: bool = False
    late: bool = False
    returned: bool = False
    """Sent back for a correction that has not come."""
    mine: bool = False
    """Of the acting operator's customers, or recorded by the acting operator."""
    authors: tuple[int, ...] | None = None
    """Recorded by one of these operators, by their ids."""
    text: str | None = None


def by_number(work: Work, number: str) -> Followup:
    """The follow-up with that number.

    Raises:
        NotFoundError: there is none; near misses are in the hint.
    """
    of_number = Followup.number == numbering.normalise(number)
    found = work.session.exec(sqlmodel.select(Followup).where(of_number)).first()
    if found is None:
        raise _unknown(work, number)
    return found


def _unknown(work: Work, number: str) -> NotFoundError:
    newest = select(F.c.number).order_by(F.c.id.desc()).limit(lookup.NEAR)
    known = work.session.connection().execute(newest).scalars()
    return lookup.not_found(NOUN, number, list(known))


def row(work: Work, number: str) -> FollowupRow:
    """A follow-up as people see it."""
    work.session.flush()
    statement = _select().where(F.c.number == number)
    return followup(work.session.connection().execute(statement).mappings().one())


def page(
    work: Work, wanted: Wanted, before: str | None, limit: int | None
) -> tuple[Sequence[Any], str | None]:
    """Entries and the key after which the next page begins, if there is one."""
    listing.check_limit(limit)
    statement = _statement(work, wanted, before, None if limit is None else limit + 1)
    found = work.session.connection().execute(statement).mappings().all()
    if limit is None or len(found) <= limit:
        return found, None
    return found[:limit], found[limit - 1]["number"]


def stream(work: Work, wanted: Wanted, before: str | None) -> Iterator[Any]:
    """All entries, read while they are shown."""
    statement = _statement(work, wanted, before, None).execution_options(yield_per=CHUNK)
    for some in work.session.connection().execute(statement).mappings().partitions():
        yield from some


def _statement(work: Work, wanted: Wanted, before: str | None, limit: int | None) -> Select[Any]:
    conditions = _conditions(work, wanted)
    if before is not None:
        conditions.append(_older_than(work, before))
    newest = (F.c.contacted_at.desc(), F.c.id.desc())
    people = _people(work, wanted)
    if people is None:
        first = None
        if limit is not None:
            first = listing.first_ids(work, F.c.id, conditions, newest, limit)
        if first is not None:
            return _select().where(F.c.id.in_(first)).order_by(*newest)
        return _select().where(*conditions).order_by(*newest).limit(at_most(limit))
    if limit is None:
        return _select().where(F.c.author_id.in_(people), *conditions).order_by(*newest)
    top = _top_of(work, people, conditions, limit)
    return _select().where(F.c.id.in_(top)).order_by(*newest)


def _older_than(work: Work, number: str) -> ColumnElement[bool]:
    found = (
        work.session.connection()
        .execute(select(F.c.contacted_at, F.c.id).where(F.c.number == numbering.normalise(number)))
        .first()
    )
    if found is None:
        raise _unknown(work, number)
    types = [F.c.contacted_at.type, F.c.id.type]
    return tuple_(F.c.contacted_at, F.c.id) < tuple_(*found, types=types)


def _top_of(
    work: Work, people: Select[Any], conditions: list[ColumnElement[bool]], limit: int
) -> Select[Any]:
    """The ids of the newest of several people, by the index of authors.

    A scan by time that filters would go through everything when the people are idle. SQLite leaves
    each author's part of the index as soon as the page is full; PostgreSQL needs to be told to take
    each one's newest.
    """
    newest = (F.c.contacted_at.desc(), F.c.id.desc())
    if work.store.engine == "sqlite":
        among = F.c.author_id.in_(people)
        return select(F.c.id).where(among, *conditions).order_by(*newest).limit(at_most(limit))
    person = people.subquery("person")
    own = (
        select(F.c.id, F.c.contacted_at)
        .where(F.c.author_id == person.c.id, *conditions)
        .order_by(*newest)
        .limit(at_most(limit))
        .lateral("own")
    )
    return (
        select(own.c.id)
        .select_from(person.join(own, true()))
        .order_by(own.c.contacted_at.desc(), own.c.id.desc())
        .limit(at_most(limit))
    )


def _conditions(work: Work, wanted: Wanted) -> list[ColumnElement[bool]]:
    found = list(_named(work, wanted))
    first, last = wanted.period
    if first is not None:
        found.append(F.c.contacted_at >= dates.instants(first, first, work.zone)[0])
    if last is not None:
        found.append(F.c.contacted_at < dates.instants(last, last, work.zone)[1])
    if wanted.text:
        found.append(F.c.search_text.like(texts.like(wanted.text), escape="\\"))
    if wanted.late:
        found.append(F.c.late)
    if wanted.returned:
        found.append(is_returned())
    if wanted.due or wanted.overdue:
        found.append(is_open(work))
        last = work.today() - dt.timedelta(days=1 if wanted.overdue else 0)
        found.append(F.c.next_on <= last)
    return found


def _named(work: Work, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """Whose and how: what is asked for by a name."""
    if wanted.customer is not None:
        yield F.c.customer_id == lookup.coded(work, Customer, "customer", wanted.customer).id
    if wanted.operator is not None:
        author = lookup.coded(work, Operator, "operator", wanted.operator, IS_PERSON)
        yield F.c.author_id == author.id
    if wanted.channel is not None:
        yield F.c.channel_id == lookup.coded(work, Channel, "channel", wanted.channel).id
    if wanted.mine:
        me = work.operator.id
        yield or_(F.c.owner_id == me, F.c.author_id == me)


def _people(work: Work, wanted: Wanted) -> Select[Any] | None:
    """The ids of the authors asked for; ``None`` means all."""
    if wanted.operator is not None and wanted.department is not None:
        raise InvalidError(
            _("An operator and a department cannot both be asked for"),
            _("Give only one of the two"),
        )
    table = table_of(Operator)
    if wanted.authors is not None:
        return select(table.c.id).where(table.c.id.in_(wanted.authors))
    if wanted.department is None:
        return None
    above = lookup.coded(work, Department, "department", wanted.department)
    return select(table.c.id).where(table.c.dept_id.in_(tree.below(Department, above.id)))


def is_open(work: Work) -> ColumnElement[bool]:
    """Whether a next step still waits.

    It is done when a newer contact with the customer took place on its date or later, or when a
    newer one planned another date; a step without a date when anything newer was recorded.
    """
    later = F.alias("later")
    newer = select(later.c.id).where(
        later.c.customer_id == F.c.customer_id,
        tuple_(later.c.contacted_at, later.c.id) > tuple_(F.c.contacted_at, F.c.id),
        or_(
            later.c.next_on.is_not(None),
            F.c.next_on.is_(None),
            later.c.contacted_at >= _begins(work, F.c.next_on),
        ),
    )
    return ~newer.exists()


def is_returned() -> ColumnElement[bool]:
    """Whether a follow-up was sent back and is not corrected since."""
    waits = or_(F.c.corrected_at.is_(None), F.c.corrected_at < A.c.created_at)
    of_it = select(A.c.id).where(A.c.followup_id == F.c.id, A.c.kind == RETURN, waits)
    return of_it.exists()


def _begins(work: Work, day: ColumnElement[dt.date]) -> ColumnElement[dt.datetime]:
    """When a day of the company begins; on SQLite by its present distance from UTC."""
    if work.store.engine == "postgresql":
        return func.timezone(work.zone, cast(day, DateTime))
    distance = work.at.astimezone(ZoneInfo(work.zone)).utcoffset() or dt.timedelta()
    minutes = f"{-int(distance.total_seconds() // 60)} minutes"
    return func.strftime("%Y-%m-%dT%H:%M:00.000000Z", day, minutes, type_=Str())


def _select() -> Select[Any]:
    return select(
        F.c.number,
        F.c.contacted_at,
        F.c.content,
        F.c.result,
        F.c.next_step,
        F.c.next_on,
        F.c.participants,
        F.c.late,
        F.c.created_at,
        F.c.corrected_at,
        C.c.code.label("customer_code"),
        C.c.name.label("customer_name"),
        CONTACT.c.code.label("contact_code"),
        CONTACT.c.name.label("contact_name"),
        CHANNEL.c.code.label("channel_code"),
        CHANNEL.c.name.label("channel_name"),
        AUTHOR.c.code.label("author_code"),
        AUTHOR.c.name.label("author_name"),
        ORDER.c.number.label("order_number"),
        TEMPLATE.c.code.label("template_code"),
        TEMPLATE.c.name.label("template_name"),
    ).select_from(
        F.join(C, C.c.id == F.c.customer_id)
        .join(CHANNEL, CHANNEL.c.id == F.c.channel_id)
        .join(AUTHOR, AUTHOR.c.id == F.c.author_id)
        .outerjoin(CONTACT, CONTACT.c.id == F.c.contact_id)
        .outerjoin(ORDER, ORDER.c.id == F.c.order_id)
        .outerjoin(TEMPLATE, TEMPLATE.c.id == F.c.template_id)
    )


def _ref(entry: Any, noun: str) -> Ref | None:
    code = entry[f"{noun}_code"]
    return None if code is None else Ref(code, entry[f"{noun}_name"])


def _sure(entry: Any, noun: str) -> Ref:
    return Ref(entry[f"{noun}_code"], entry[f"{noun}_name"])


def followup(entry: Any) -> FollowupRow:
    """An entry as a row of a list."""
    return FollowupRow(
        number=entry["number"],
        at=entry["contacted_at"],
        customer=_sure(entry, "customer"),
        contact=_ref(entry, "contact"),
        channel=_sure(entry, "channel"),
        author=_sure(entry, "author"),
        content=entry["content"],
        result=entry["result"],
        next=entry["next_step"],
        next_on=entry["next_on"],
        order=entry["order_number"],
        participants=entry["participants"],
        template=_ref(entry, "template"),
        late=entry["late"],
        recorded_at=entry["created_at"],
        corrected_at=entry["corrected_at"],
    )


def line(entry: Any) -> TimelineRow:
    """An entry as a line of a timeline."""
    return TimelineRow(
        number=entry["number"],
        at=entry["contacted_at"],
        author=_sure(entry, "author"),
        customer=_sure(entry, "customer"),
        channel=_sure(entry, "channel"),
        content=entry["content"],
        result=entry["result"],
        next=entry["next_step"],
        next_on=entry["next_on"],
        late=entry["late"],
    )


def day(date: dt.date, entries: list[Any], zone: ZoneInfo) -> DayRow:
    """What one person did on one day, from the entries of both."""
    return DayRow(
        day=date,
        author=_sure(entries[0], "author"),
        followups=len(entries),
        customers=len({entry["customer_code"] for entry in entries}),
        entries=tuple(
            " ".join(
                (
                    entry["contacted_at"].astimezone(zone).strftime("%H:%M"),
                    entry["customer_name"],
                    f"[{entry['channel_name']}]",
                    entry["content"],
                )
            )
            for entry in entries
        ),
    )
