"""What headings mean, kept for the next list of the same kind."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import col, select

from crmcli.db.models.import_mapping import ImportMapping
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, NotFoundError, suggestion
from crmcli.i18n import _
from crmcli.services import listing, lookup, texts
from crmcli.views.base import Page
from crmcli.views.imports import MappingRow

NOUN = "import-mapping"


@action("import-mapping.update")
def save(work: Work, name: str, *, noun: str, headings: Mapping[str, str]) -> MappingRow:
    """Keep ``headings`` (key -> heading) of lists of a noun under a name; one there is replaced.

    Raises:
        InvalidError: no name, or a mapping of another noun has it.
    """
    called = texts.name(name, _("Name"))
    row = work.session.exec(select(ImportMapping).where(ImportMapping.name == called)).first()
    if row is None:
        row = ImportMapping(name=called, noun=noun)
    elif row.noun != noun:
        raise _other(row)
    row.headings = json.dumps(dict(headings), ensure_ascii=False)
    work.session.add(row)
    work.session.flush()
    return view(row)


@action("import-mapping.read", writes=False)
def get(work: Work, name: str, *, noun: str) -> dict[str, str]:
    """The headings that were kept under a name: key -> heading.

    Raises:
        NotFoundError: there is none of that name.
        InvalidError: it is of another noun.
    """
    row = _named(work, name)
    if row.noun != noun:
        raise _other(row)
    found: dict[str, str] = json.loads(row.headings)
    return found


@action("import-mapping.read", writes=False)
def find(work: Work, *, limit: int | None = None) -> Page[MappingRow]:
    """All that are kept."""

    def convert(found: Sequence[Any]) -> list[MappingRow]:
        return [view(row) for row in found]

    order = [col(ImportMapping.name), col(ImportMapping.id)]
    return listing.page(work, select(ImportMapping), convert, order=order, limit=limit)


@action("import-mapping.delete")
def remove(work: Work, name: str) -> MappingRow:
    """Forget a mapping.

    Raises:
        NotFoundError: there is none of that name.
    """
    row = _named(work, name)
    shown = view(row)
    work.session.delete(row)
    work.session.flush()
    return shown


def _named(work: Work, name: str) -> ImportMapping:
    called = texts.composed(name)
    row = work.session.exec(select(ImportMapping).where(ImportMapping.name == called)).first()
    if row is None:
        known = work.session.exec(select(ImportMapping.name)).all()
        raise NotFoundError(
            _("No {} “{}”").format(lookup.word(NOUN), name), suggestion(name, known)
        )
    return row


def _other(row: ImportMapping) -> InvalidError:
    return InvalidError(
        _("“{}” is for lists of another kind: {}").format(row.name, lookup.word(row.noun)),
        _("Choose another name"),
    )


def view(row: ImportMapping) -> MappingRow:
    """A mapping as people see it."""
    return MappingRow(
        name=row.name,
        of=row.noun,
        headings=tuple(f"{key}={heading}" for key, heading in json.loads(row.headings).items()),
        updated_at=row.updated_at,
    )
