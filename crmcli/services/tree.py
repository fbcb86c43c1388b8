"""Coded records that form a tree: found by what they are below, never below themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlmodel import col, select

from crmcli.db.models.department import Department
from crmcli.db.models.region import Region
from crmcli.db.query import columns
from crmcli.db.work import Work
from crmcli.errors import RefusedError
from crmcli.i18n import _
from crmcli.services import codes, listing, lookup, texts
from crmcli.views.base import Page, Ref
from crmcli.views.tree import TreeRow

NodeT = TypeVar("NodeT", Region, Department)
RowT = TypeVar("RowT", bound=TreeRow)


def below(model: type[Region] | type[Department], *keys: int) -> Any:
    """A subselect of the ids of rows and of all that is below them."""
    table = model.__table__  # type: ignore[union-attr]
    among = table.c.id == keys[0] if len(keys) == 1 else table.c.id.in_(keys)
    found = select(table.c.id).where(among).cte(f"{table.name}_below", recursive=True)
    found = found.union(select(table.c.id).where(table.c.parent_id == found.c.id))
    return select(found.c.id)


def above(work: Work, model: type[Region] | type[Department], key: int) -> list[int]:
    """The ids of a row and of all that it is below."""
    table = model.__table__  # type: ignore[union-attr]
    found = select(table.c.id, table.c.parent_id).where(table.c.id == key)
    path = found.cte(f"{table.name}_above", recursive=True)
    higher = select(table.c.id, table.c.parent_id).join(path, table.c.id == path.c.parent_id)
    return list(work.session.exec(select(path.union(higher).c.id)))


def edit(
    work: Work,
    row: NodeT,
    noun: str,
    *,
    name: str | None,
    code: str | None,
    parent: str | None,
    active: bool | None,
) -> None:
    """Change what is given; an empty ``parent`` makes the row a top one.

    Raises:
        RefusedError: the new parent is the row itself or below it.
    """
    model = type(row)
    if name is not None:
        row.name = texts.name(name, _("Name"))
    codes.change(work, row, noun, code)
    lookup.index(row)
    if parent is not None:
        work.lock(f"tree:{noun}")
        row.parent_id = lookup.reference(work, model, noun, parent)
        if row.parent_id in work.session.exec(below(model, row.id)).all():
            raise RefusedError(
                _("“{}” cannot be put below itself").format(row.name), _("Choose another parent")
            )
    if active is not None:
        row.active = active
    work.session.flush()


def find(
    work: Work,
    model: type[Region] | type[Department],
    noun: str,
    row_type: type[RowT],
    *,
    text: str | None,
    parent: str | None,
    active: bool | None,
    sort: str | None,
    limit: int | None,
) -> Page[RowT]:
    """The rows that match; ``parent`` means everything below it."""
    above = model.__table__.alias("parent")  # type: ignore[union-attr]
    statement = columns(model, above.c.code, above.c.name).join(
        above, above.c.id == model.parent_id, isouter=True
    )
    if text:
        pattern = texts.like(text)
        statement = statement.where(col(model.search_text).like(pattern, escape="\\"))
    if parent is not None:
        top = lookup.coded(work, model, noun, parent)
        statement = statement.where(col(model.id).in_(below(model, top.id)), model.id != top.id)
    if active is not None:
        statement = statement.where(model.active == active)
    sorts = {
        "code": model.code,
        "name": model.sort_key,
        "parent": above.c.sort_key,
        "active": model.active,
        "created_at": model.created_at,
        "updated_at": model.updated_at,
    }
    order = listing.ordering(sort, row_type, sorts, [col(model.code)], col(model.id))

    def convert(found: Sequence[Any]) -> list[RowT]:
        return [_row(row_type, row, Ref(code, name) if code else None) for row, code, name in found]

    return listing.page(work, statement, convert, order=order, limit=limit)


def view(work: Work, row_type: type[RowT], row: NodeT) -> RowT:
    """A row as people see it."""
    return _row(row_type, row, lookup.ref(work, type(row), row.parent_id))


def _row(row_type: type[RowT], row: Region | Department, parent: Ref | None) -> RowT:
    return row_type(
        code=row.code,
        name=row.name,
        parent=parent,
        active=row.active,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
