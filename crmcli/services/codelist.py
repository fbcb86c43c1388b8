"""The lists that are only code and name: one set of rules for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from crmcli.db.models.base import Coded
from crmcli.db.models.codelist import CODE_LISTS
from crmcli.db.work import Work, action
from crmcli.i18n import _
from crmcli.services import codes, listing, lookup, texts
from crmcli.views.base import Page
from crmcli.views.codelist import CodeRow, row_type


@action("code-list.create")
def add(work: Work, noun: str, *, name: str, code: str | None = None) -> CodeRow:
    """Add an entry to the list ``noun``.

    Raises:
        InvalidError, DuplicateError: a name or code that cannot be.
    """
    model = CODE_LISTS[noun]
    cleaned = texts.name(name, _("Name"))
    row = model(name=cleaned)
    codes.take(work, row, noun, code)
    lookup.index(row)
    work.session.add(row)
    work.session.flush()
    return view(noun, row)


@action("code-list.update")
def edit(
    work: Work,
    noun: str,
    key: str,
    *,
    name: str | None = None,
    code: str | None = None,
    active: bool | None = None,
) -> CodeRow:
    """Change what is given.

    Raises:
        NotFoundError, InvalidError, DuplicateError: no such entry, or a value that cannot be.
    """
    model = CODE_LISTS[noun]
    row = lookup.coded(work, model, noun, key)
    if name is not None:
        row.name = texts.name(name, _("Name"))
    codes.change(work, row, noun, code)
    if active is not None:
        row.active = active
    lookup.index(row)
    work.session.flush()
    return view(noun, row)


@action("code-list.delete")
def remove(work: Work, noun: str, key: str, *, sure: bool) -> CodeRow:
    """Remove an entry that nothing refers to.

    Raises:
        InUseError: something does.
        UnconfirmedError: nothing stands in the way, but ``sure`` is off.
    """
    row = lookup.coded(work, CODE_LISTS[noun], noun, key)
    lookup.refuse_if_used(work, row, noun)
    lookup.require_yes(row, sure=sure)
    shown = view(noun, row)
    work.session.delete(row)
    work.session.flush()
    return shown


@action("code-list.read", writes=False)
def show(work: Work, noun: str, key: str) -> CodeRow:
    """One entry."""
    return view(noun, lookup.coded(work, CODE_LISTS[noun], noun, key))


@action("code-list.read", writes=False)
def find(
    work: Work,
    noun: str,
    *,
    text: str | None = None,
    active: bool | None = None,
    sort: str | None = None,
    limit: int | None = None,
) -> Page[CodeRow]:
    """The entries that match."""
    model = CODE_LISTS[noun]
    statement = select(model)
    if text:
        pattern = texts.like(text)
        statement = statement.where(col(model.search_text).like(pattern, escape="\\"))
    if active is not None:
        statement = statement.where(model.active == active)
    order = listing.ordering(sort, row_type(noun), _sorts(model), [col(model.code)], col(model.id))

    def convert(found: Sequence[Any]) -> list[CodeRow]:
        return [view(noun, row) for row in found]

    return listing.page(work, statement, convert, order=order, limit=limit)


def _sorts(model: type[Coded]) -> dict[str, Any]:
    return {
        "code": model.code,
        "name": model.sort_key,
        "active": model.active,
        "created_at": model.created_at,
        "updated_at": model.updated_at,
    }


def view(noun: str, row: Coded) -> CodeRow:
    """An entry as people see it."""
    return row_type(noun)(
        code=row.code,
        name=row.name,
        active=row.active,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
