"""Forms about follow-ups: one that tells of a talk, an annotation, its answer, a correction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crmcli.i18n import _
from crmcli.services import annotation, followup
from crmcli.tui.gateway import Gateway
from crmcli.tui.screens.form import Field, Form
from crmcli.views.annotation import KINDS, AnnotationRow
from crmcli.views.base import Column, columns_of
from crmcli.views.followup import FollowupRow

FOLLOWUP = ("channel", "at", "contact", "content", "result", "next", "next_on")
LINES = ("content", "result")


def titled(column: Column) -> str:
    """What a field is called."""
    return column.title


def recording(
    gateway: Gateway, customer: str, name: str, channels: Sequence[tuple[str, str]], usual: str
) -> Form[FollowupRow]:
    """A form that records a follow-up of a customer; ``usual`` is the channel it begins with."""
    title = _("New follow-up: {}").format(name)
    return _recording(gateway, title, channels, usual, customer=customer)


def telling(
    gateway: Gateway, customer: str, channels: Sequence[tuple[str, str]], usual: str
) -> Form[FollowupRow]:
    """The same, of a customer who is named in it."""
    field = Field("customer", _("Customer: code or name"), customer)
    return _recording(gateway, _("New follow-up"), channels, usual, field)


def _recording(
    gateway: Gateway,
    title: str,
    channels: Sequence[tuple[str, str]],
    usual: str,
    *before: Field,
    customer: str = "",
) -> Form[FollowupRow]:
    known = {column.key: column for column in columns_of(FollowupRow)}

    async def save(values: Mapping[str, str], _force: bool) -> FollowupRow:
        given: Any = {key: value or None for key, value in values.items()}
        of = given.pop("customer", customer) or ""
        return await gateway.write(lambda w: followup.add(w, of, **given))

    fields = [
        Field(
            key,
            titled(known[key]),
            usual if key == "channel" else "",
            choices=(channels or None) if key == "channel" else None,
            lines=key in LINES,
        )
        for key in FOLLOWUP
    ]
    return Form(title, [*before, *fields], save)


def correcting(
    gateway: Gateway, row: FollowupRow, channels: Sequence[tuple[str, str]]
) -> Form[FollowupRow]:
    """A form that corrects a follow-up of one's own."""
    known = {column.key: column for column in columns_of(FollowupRow)}
    present = {
        "channel": row.channel.code,
        "contact": row.contact.code if row.contact else "",
        "content": row.content,
        "result": row.result or "",
        "next": row.next or "",
        "next_on": row.next_on.isoformat() if row.next_on else "",
    }

    async def save(values: Mapping[str, str], _force: bool) -> FollowupRow:
        given: Any = {key: text for key, text in values.items() if text != present[key]}
        return await gateway.write(lambda w: followup.correct(w, row.number, **given))

    fields = [
        Field(
            key,
            titled(known[key]),
            present[key],
            choices=(channels or None) if key == "channel" else None,
            lines=key in LINES,
        )
        for key in FOLLOWUP
        if key in present
    ]
    return Form(_("Correct {}").format(row.number), fields, save)


def annotating(gateway: Gateway, followups: Sequence[str]) -> Form[list[AnnotationRow]]:
    """A form that says something of one or several follow-ups."""
    known = {column.key: column for column in columns_of(AnnotationRow)}

    async def save(values: Mapping[str, str], _force: bool) -> list[AnnotationRow]:
        return await gateway.write(
            lambda w: [
                annotation.add(
                    w,
                    number,
                    kind=values["kind"],
                    content=values["content"],
                    due=values["due"] or None,
                )
                for number in followups
            ]
        )

    kinds = [(_(name), kind) for kind, name in KINDS.items()]
    fields = [
        Field("kind", titled(known["kind"]), "comment", choices=kinds),
        Field("content", titled(known["content"]), lines=True),
        Field("due", titled(known["due"]), hint=_("of an instruction: a day, such as +3d")),
    ]
    return Form(_("Annotate: {}").format(", ".join(followups)), fields, save)


def answering(gateway: Gateway, number: str) -> Form[AnnotationRow]:
    """A form that answers an annotation."""
    known = {column.key: column for column in columns_of(AnnotationRow)}

    async def save(values: Mapping[str, str], _force: bool) -> AnnotationRow:
        return await gateway.write(lambda w: annotation.answer(w, number, content=values["answer"]))

    fields = [Field("answer", titled(known["answer"]), lines=True)]
    return Form(_("Answer {}").format(number), fields, save)
