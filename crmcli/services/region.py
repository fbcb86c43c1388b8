"""Regions: a tree of coded areas."""

from __future__ import annotations

import csv
from importlib.resources import files

from sqlmodel import select

from crmcli.db.models.region import Region
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.services import codes, lookup, texts, tree
from crmcli.views.base import Page
from crmcli.views.region import RegionRow

NOUN = "region"


@action("region.create")
def add(work: Work, *, name: str, code: str | None = None, parent: str | None = None) -> RegionRow:
    """Add a region below ``parent``, if given.

    Raises:
        InvalidError, DuplicateError, NotFoundError: a value that cannot be.
    """
    cleaned = texts.name(name, _("Name"))
    above = lookup.reference(work, Region, NOUN, parent)
    row = Region(name=cleaned, parent_id=above)
    codes.take(work, row, NOUN, code)
    lookup.index(row)
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
    tree.edit(work, row, NOUN, name=name, code=code, parent=parent, active=active)
    return view(work, row)


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
    return tree.find(
        work,
        Region,
        NOUN,
        RegionRow,
        text=text,
        parent=parent,
        active=active,
        sort=sort,
        limit=limit,
    )


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
        row = Region(code=entry["code"], name=entry["name"], parent_id=known.get(entry["parent"]))
        lookup.index(row)
        work.session.add(row)
        if not entry["parent"]:
            work.session.flush()
            known[row.code] = row.id
        added.append(row)
    work.session.flush()
    return [view(work, row) for row in added]


def view(work: Work, row: Region) -> RegionRow:
    """A region as people see it."""
    return tree.view(work, RegionRow, row)
