"""Regions: a tree of coded areas."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from sqlalchemy import or_
from sqlmodel import col, select

from crmcli.db import numbering
from crmcli.db.models import Region
from crmcli.db.query import columns
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, RefusedError
from crmcli.i18n import _
from crmcli.services import listing, lookup, texts
from crmcli.views.base import Page, Ref
from crmcli.views.region import RegionRow

NOUN = "region"
PARENT = Region.__table__.alias("parent")  # type: ignore[attr-defined]
SORTS = {
    "code": col(Region.code),
    "name": col(Region.sort_key),
    "parent": PARENT.c.sort_key,
    "active": col(Region.active),
    "created_at": col(Region.created_at),
    "updated_at": col(Region.updated_at),
}


@action("region.create")
def add(work: Work, *, name: str, code: str | None = None, parent: str | None = None) -> RegionRow:
    """Add a region below ``parent``, if given.

    Raises:
        InvalidError, DuplicateError, NotFoundError: a value that cannot be.
    """
    cleaned = texts.name(name, _("Name"))
    above = lookup.reference(work, Region, NOUN, parent)
    given = numbering.take(work.session, NOUN, work.today(), code)
    lookup.free_code(work, Region, NOUN, given)
    row = Region(code=given, name=cleaned, sort_key=texts.sort_key(cleaned), parent_id=above)
    work.session.add(row)
    work.session.flush()
    return view(work, row)


@action("region.update")
def edit(
    work: Work,
    key: str,
    *,
    name: str | None = None,
    code: str | None = None,
    parent: str | None = None,
    active: bool | None = None,
) -> RegionRow:
    """Change what is given; an empty ``parent`` makes it a top region.

    Raises:
        RefusedError: the new parent is below the region itself.
    """
    row = lookup.coded(work, Region, NOUN, key)
    if name is not None:
        row.name = texts.name(name, _("Name"))
        row.sort_key = texts.sort_key(row.name)
    if code is not None and numbering.checked(code) != row.code:
        lookup.free_code(work, Region, NOUN, numbering.checked(code))
        row.code = numbering.take(work.session, NOUN, work.today(), code)
    if parent is not None:
        row.parent_id = lookup.reference(work, Region, NOUN, parent)
        refuse_cycle(work, Region, row.id, row.parent_id, row.name)
    if active is not None:
        row.active = active
    work.session.flush()
    return view(work, row)


def refuse_cycle(work: Work, model: Any, key: int, parent: int | None, name: str) -> None:
    """Raise RefusedError when ``parent`` is the tree's row ``key`` or below it."""
    if parent is None:
        return
    below = work.session.exec(lookup.tree_below(model, key)).all()
    if parent in below:
        raise RefusedError(
            _("“{}” cannot be put below itself").format(name), _("Choose another parent")
        )


@action("region.delete")
def remove(work: Work, key: str, *, sure: bool) -> RegionRow:
    """Remove a region that nothing refers to.

    Raises:
        InUseError: something does.
        UnconfirmedError: nothing stands in the way, but ``sure`` is off.
    """
    row = lookup.coded(work, Region, NOUN, key)
    lookup.refuse_if_used(work, row, NOUN)
    lookup.require_yes(row, sure=sure)
    shown = view(work, row)
    work.session.delete(row)
    work.session.flush()
    return shown


@action("region.read", writes=False)
def show(work: Work, key: str) -> RegionRow:
    """One region."""
    return view(work, lookup.coded(work, Region, NOUN, key))


@action("region.read", writes=False)
def find(
    work: Work,
    *,
    text: str | None = None,
    parent: str | None = None,
    active: bool | None = None,
    sort: str | None = None,
    limit: int | None = None,
) -> Page[RegionRow]:
    """The regions that match; ``parent`` means everything below it."""
    statement = columns(Region, PARENT.c.code, PARENT.c.name).join(
        PARENT, PARENT.c.id == Region.parent_id, isouter=True
    )
    if text:
        pattern = texts.like(text)
        statement = statement.where(
            or_(
                col(Region.name).ilike(pattern, escape="\\"),
                col(Region.code).ilike(pattern, escape="\\"),
            )
        )
    if parent is not None:
        above = lookup.coded(work, Region, NOUN, parent)
        statement = statement.where(
            col(Region.id).in_(lookup.tree_below(Region, above.id)), Region.id != above.id
        )
    if active is not None:
        statement = statement.where(Region.active == active)
    order = listing.ordering(sort, SORTS, [col(Region.code)], col(Region.id))

    def convert(found: Sequence[Any]) -> list[RegionRow]:
        return [_row(region, Ref(code, name) if code else None) for region, code, name in found]

    return listing.page(work, statement, convert, order=order, limit=limit)


@action("region.create")
def load(work: Work, source: str) -> list[RegionRow]:
    """Add the regions of a built-in list that are not there yet; ``cn`` is GB/T 2260.

    Province-level units, and prefectures below them. A code that exists is left as it is.

    Raises:
        InvalidError: there is no such list.
    """
    if source != "cn":
        raise InvalidError(_("No built-in list of regions “{}”").format(source), _("Known are: cn"))
    text = (files("crmcli.services") / "regions_cn.csv").read_text(encoding="utf-8")
    known = {row.code: row.id for row in work.session.exec(select(Region))}
    added: list[Region] = []
    for entry in csv.DictReader(text.splitlines()):
        if entry["code"] in known:
            continue
        row = Region(
            code=entry["code"],
            name=entry["name"],
            sort_key=texts.sort_key(entry["name"]),
            parent_id=known.get(entry["parent"]),
        )
        work.session.add(row)
        if not entry["parent"]:
            work.session.flush()
            known[row.code] = row.id
        added.append(row)
    work.session.flush()
    return [view(work, row) for row in added]


def view(work: Work, row: Region) -> RegionRow:
    """A region as people see it."""
    return _row(row, lookup.ref(work, Region, row.parent_id))


def _row(row: Region, parent: Ref | None) -> RegionRow:
    return RegionRow(
        code=row.code,
        name=row.name,
        parent=parent,
        active=row.active,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
