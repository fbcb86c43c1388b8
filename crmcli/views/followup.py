"""Follow-ups and their templates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar, TypedDict

from crmcli.i18n import N_
from crmcli.views.annotation import STATUS as ANNOTATED
from crmcli.views.annotation import AnnotationRow
from crmcli.views.base import Kind, Ref, Row, column


class FollowupValues(TypedDict, total=False):
    """What people enter of a follow-up, as text; each is a column of :class:`FollowupRow`."""

    channel: str | None
    content: str | None
    result: str | None
    next: str | None
    next_on: str | None
    contact: str | None
    order: str | None
    participants: str | None
    at: str | None


REQUIRABLE = ("result", "next", "next_on", "contact", "order", "participants")
"""The fields that a template may require; content always is."""


@dataclass(frozen=True, slots=True)
class FollowupRow(Row):
    """A follow-up; ``at`` is when the contact took place, ``recorded_at`` when it was entered."""

    noun: ClassVar[str] = N_("follow-up")

    number: str = column(N_("Follow-up number"), Kind.CODE)
    at: dt.datetime = column(
        N_("Contacted at"),
        Kind.INSTANT,
        vital=True,
        entry=N_("When it took place: 2026-03-01 14:30, or a day; now unless given"),
    )
    customer: Ref = column(N_("Customer"), Kind.CODE)
    contact: Ref | None = column(N_("Contact"), Kind.CODE, listed=False)
    channel: Ref = column(N_("Follow-up channel"), Kind.CODE)
    author: Ref = column(N_("Recorded by"), Kind.CODE)
    content: str = column(N_("Content"), entry=N_("What was said; - reads it from stdin"))
    result: str | None = column(N_("Result"))
    next: str | None = column(N_("Next step"))
    next_on: dt.date | None = column(N_("Next date"), Kind.DATE)
    order: str | None = column(N_("Order number"), Kind.CODE, listed=False)
    participants: str | None = column(
        N_("Participants"), listed=False, entry=N_("Who else took part")
    )
    template: Ref | None = column(N_("Template"), Kind.CODE, listed=False)
    late: bool = column(N_("Late entry"), Kind.FLAG)
    recorded_at: dt.datetime = column(N_("Recorded at"), Kind.INSTANT, listed=False)
    corrected_at: dt.datetime | None = column(N_("Corrected at"), Kind.INSTANT, listed=False)


@dataclass(frozen=True, slots=True)
class FollowupDetail(FollowupRow):
    """A follow-up with what managers said of it."""

    annotations: tuple[AnnotationRow, ...] = column(
        N_("Annotations"), Kind.ROWS, rows=AnnotationRow
    )


@dataclass(frozen=True, slots=True)
class TimelineRow(Row):
    """A follow-up as a line of a timeline; ``entry`` marks what was entered late."""

    noun: ClassVar[str] = N_("follow-up")

    number: str = column(N_("Follow-up number"), Kind.CODE, listed=False)
    at: dt.datetime = column(N_("Contacted at"), Kind.INSTANT, vital=True)
    author: Ref = column(N_("Recorded by"))
    customer: Ref = column(N_("Customer"))
    channel: Ref = column(N_("Follow-up channel"))
    content: str = column(N_("Content"))
    result: str | None = column(N_("Result"), listed=False)
    next: str | None = column(N_("Next step"), listed=False)
    next_on: dt.date | None = column(N_("Next date"), Kind.DATE, listed=False)
    late: bool = column(N_("Late entry"), Kind.FLAG)


@dataclass(frozen=True, slots=True)
class DayRow(Row):
    """What one person did on one day."""

    noun: ClassVar[str] = N_("day")

    day: dt.date = column(N_("Day"), Kind.DATE)
    author: Ref = column(N_("Recorded by"))
    followups: int = column(N_("Follow-ups"), Kind.COUNT)
    customers: int = column(N_("Customers"), Kind.COUNT)
    entries: tuple[str, ...] = column(N_("Content"), Kind.LIST)


@dataclass(frozen=True, slots=True)
class TemplateRow(Row):
    """A template of follow-ups by one channel, or by any."""

    noun: ClassVar[str] = N_("follow-up template")

    code: str = column(N_("{noun} code"), Kind.CODE)
    name: str = column(N_("{noun} name"))
    channel: Ref | None = column(N_("Follow-up channel"), Kind.CODE)
    required: tuple[str, ...] = column(N_("Required fields"), Kind.LIST)
    content: str | None = column(
        N_("Content"), listed=False, entry=N_("The text to start from; - reads it from stdin")
    )
    active: bool = column(N_("Active"), Kind.FLAG)
    created_at: dt.datetime = column(N_("Created at"), Kind.INSTANT, listed=False)
    updated_at: dt.datetime = column(N_("Updated at"), Kind.INSTANT, listed=False)


@dataclass(frozen=True, slots=True)
class ReturnedRow(Row):
    """A follow-up that was sent back: what it said then, and what it says now."""

    noun: ClassVar[str] = N_("follow-up")

    number: str = column(N_("Annotation"), Kind.CODE)
    followup: str = column(N_("Follow-up number"), Kind.CODE)
    customer: Ref | None = column(N_("Customer"), Kind.CODE)
    recipient: Ref = column(N_("Recorded by"), Kind.CODE)
    asked: str = column(N_("Returned with"))
    status: str = column(N_("Status"), Kind.ENUM, labels=ANNOTATED)
    before: str | None = column(N_("When it was returned"))
    now: str = column(N_("Now"))
    answer: str | None = column(N_("Answer"))
