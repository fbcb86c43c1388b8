"""Templates of follow-ups 记录模板: the text to start from, and what must be filled in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from crmcli.db.models.channel import Channel
from crmcli.db.models.followup import Followup, FollowupTemplate
from crmcli.db.work import Work, action
from crmcli.errors import AmbiguousError, InvalidError, RefusedError
from crmcli.i18n import _, listed
from crmcli.services import codes, fields, listing, lookup, texts
from crmcli.views.base import Page
from crmcli.views.followup import REQUIRABLE, FollowupRow, TemplateRow

NOUN = "followup-template"
COLUMNS = {"contact": "contact_id", "order": "order_id", "next": "next_step"}
"""Where a required field stands, unless its column has its own name."""
SORTS = {
    "code": FollowupTemplate.code,
    "name": FollowupTemplate.sort_key,
    "active": FollowupTemplate.active,
    "created_at": FollowupTemplate.created_at,
    "updated_at": FollowupTemplate.updated_at,
}


@action("followup-template.create")
def add(
    work: Work,
    *,
    name: str,
    code: str | None = None,
    channel: str | None = None,
    required: Sequence[str] = (),
    content: str | None = None,
) -> TemplateRow:
    """Add a template for one channel, or without one for any.

    Raises:
        InvalidError, DuplicateError, NotFoundError: a value that cannot be.
    """
    row = FollowupTemplate(
        name=texts.name(name, _("Name")),
        channel_id=lookup.reference(work, Channel, "channel", channel),
        required=_required(required),
        content=texts.paragraph(content, _("Content")),
    )
    codes.take(work, row, NOUN, code)
    lookup.index(row)
    work.session.add(row)
    work.session.flush()
    return view(work, row)


@action("followup-template.update")
def edit(
    work: Work,
    key: str,
    *,
    name: str | None = None,
    code: str | None = None,
    channel: str | None = None,
    required: Sequence[str] | None = None,
    content: str | None = None,
    active: bool | None = None,
) -> TemplateRow:
    """Change what is given; what was recorded by it stays as it is.

    Raises:
        NotFoundError, InvalidError, DuplicateError: no such template, or a value that cannot be.
    """
    row = lookup.coded(work, FollowupTemplate, NOUN, key)
    if name is not None:
        row.name = texts.name(name, _("Name"))
    codes.change(work, row, NOUN, code)
    if channel is not None:
        row.channel_id = lookup.reference(work, Channel, "channel", channel)
    if required is not None:
        row.required = _required(required)
    if content is not None:
        row.content = texts.paragraph(content, _("Content"))
    if active is not None:
        row.active = active
    lookup.index(row)
    work.session.flush()
    return view(work, row)


@action("followup-template.delete")
def remove(work: Work, key: str, *, sure: bool) -> TemplateRow:
    """Remove a template by which nothing was recorded.

    Raises:
        InUseError: something was.
        UnconfirmedError: nothing stands in the way, but ``sure`` is off.
    """
    row = lookup.coded(work, FollowupTemplate, NOUN, key)
    lookup.refuse_if_used(work, row, NOUN)
    lookup.require_yes(row, sure=sure)
    shown = view(work, row)
    work.session.delete(row)
    work.session.flush()
    return shown


@action("followup-template.read", writes=False)
def show(work: Work, key: str) -> TemplateRow:
    """One template."""
    return view(work, lookup.coded(work, FollowupTemplate, NOUN, key))


@action("followup-template.read", writes=False)
def find(
    work: Work,
    *,
    text: str | None = None,
    channel: str | None = None,
    active: bool | None = None,
    sort: str | None = None,
    limit: int | None = None,
) -> Page[TemplateRow]:
    """The templates that match."""
    statement = select(FollowupTemplate)
    if text:
        pattern = texts.like(text)
        statement = statement.where(col(FollowupTemplate.search_text).like(pattern, escape="\\"))
    if channel is not None:
        wanted = lookup.coded(work, Channel, "channel", channel)
        statement = statement.where(FollowupTemplate.channel_id == wanted.id)
    if active is not None:
        statement = statement.where(FollowupTemplate.active == active)
    default = [col(FollowupTemplate.code)]
    order = listing.ordering(sort, TemplateRow, SORTS, default, col(FollowupTemplate.id))

    def convert(found: Sequence[Any]) -> list[TemplateRow]:
        return [view(work, row) for row in found]

    return listing.page(work, statement, convert, order=order, limit=limit)


def of(work: Work, given: str | None, channel: Channel) -> FollowupTemplate | None:
    """The template for a follow-up by ``channel``: as named, else the channel's only one.

    Raises:
        NotFoundError, RefusedError: no such template, or one for another channel.
        AmbiguousError: the channel has several, and none is named.
    """
    if given:
        named = lookup.usable(work, FollowupTemplate, NOUN, given)
        if named.channel_id not in (None, channel.id):
            raise RefusedError(
                _("Template {} is for another channel than {}").format(named.name, channel.name),
                _("See: crm followup template list"),
            )
        return named
    return _default(work, channel)


def _default(work: Work, channel: Channel) -> FollowupTemplate | None:
    found = work.session.exec(
        select(FollowupTemplate)
        .where(FollowupTemplate.channel_id == channel.id, FollowupTemplate.active)
        .order_by(col(FollowupTemplate.id))
    ).all()
    if len(found) > 1:
        raise AmbiguousError(
            _("{} has several templates").format(channel.name),
            _("Name one with --template: {}").format(listed(t.code for t in found)),
        )
    return found[0] if found else None


def require(template: FollowupTemplate, row: Followup) -> None:
    """Raise InvalidError unless everything is there that the template requires."""
    called = fields.titles(FollowupRow)
    missing = [
        key
        for key in filter(None, template.required.split(","))
        if getattr(row, COLUMNS.get(key, key)) is None
    ]
    if missing:
        raise InvalidError(
            _("Template {} requires: {}").format(
                template.name, _(", ").join(called[key] for key in missing)
            ),
            _("Add --{}").format(" --".join(key.replace("_", "-") for key in missing)),
        )


def _required(given: Sequence[str]) -> str:
    """The keys of the fields, named by key, option or heading; several with commas."""
    called = fields.titles(FollowupRow)
    chosen = []
    for part in (p for entry in given for p in entry.replace("，", ",").split(",")):
        if part.strip():
            wanted = part.strip().removeprefix("--").replace("-", "_")
            labels = {key: called[key] for key in REQUIRABLE}
            chosen.append(fields.chosen(wanted, REQUIRABLE, labels, _("required field")))
    return ",".join(dict.fromkeys(chosen))


def view(work: Work, row: FollowupTemplate) -> TemplateRow:
    """A template as people see it."""
    return TemplateRow(
        code=row.code,
        name=row.name,
        channel=lookup.ref(work, Channel, row.channel_id),
        required=tuple(filter(None, row.required.split(","))),
        content=row.content,
        active=row.active,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
