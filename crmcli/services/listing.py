"""Lists: ordered by declared columns, limited, counted only when cut."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, nulls_last
from sqlmodel import select

from crmcli.db.query import at_most, chunks
from crmcli.db.work import Work
from crmcli.errors import InvalidError, suggestion
from crmcli.i18n import _
from crmcli.views.base import Page, Row, RowT, columns_of, key_of

LARGEST_LIMIT = 1_000_000_000


def page(
    work: Work,
    statement: Any,
    convert: Callable[[Sequence[Any]], list[RowT]],
    *,
    order: Sequence[Any],
    limit: int | None,
    newest: bool = False,
    key: Callable[[RowT], str] | None = None,
) -> Page[RowT]:
    """Run ``statement`` in ``order`` and return at most ``limit`` rows as views.

    What is cut is counted, unless ``key`` gives the key of a row, from which the next page begins.
    The first entity of ``statement`` is what is listed; joins only add to its rows.

    Raises:
        InvalidError: a limit below one.
    """
    check_limit(limit)
    ordered = statement.order_by(*order)
    if limit is None and work.streaming:
        found = chunks(work.session, ordered)
        total = _count(work, statement) if work.counting else None
        return Page([], total, newest, stream=(row for some in found for row in convert(some)))
    cut = ordered if limit is None else _cut(work, statement, order, limit + 1)
    found = work.session.exec(cut).all()
    if limit is None or len(found) <= limit:
        return Page(convert(found), len(found), newest)
    if key is not None:
        rows = convert(found[:limit])
        return Page(rows, None, newest, key(rows[-1]))
    return Page(convert(found[:limit]), _count(work, statement), newest)


def _cut(work: Work, statement: Any, order: Sequence[Any], limit: int) -> Any:
    listed = statement.column_descriptions[0]["entity"]
    conditions = () if statement.whereclause is None else (statement.whereclause,)
    first = first_ids(work, listed.id, conditions, order, limit)
    if first is not None and len(first.get_final_froms()) == 1:
        return statement.where(listed.id.in_(first)).order_by(*order)
    return statement.order_by(*order).limit(at_most(limit))


def first_ids(
    work: Work, key: Any, conditions: Sequence[Any], order: Sequence[Any], limit: int
) -> Any | None:
    """The ids of the first rows, for who does not see all: the engines find these in an index.

    Asked for whole rows SQLite joins and sorts those of several people or departments; PostgreSQL
    believes that few of one's rows belong to customers that are one's own too, and sorts as well.
    ``None`` for whom there is nothing to gain.
    """
    acting = work.authority
    if acting is None or acting.sees_all:
        return None
    conditions_of_scope = len(acting.all_owners) + len(acting.all_depts) + len(acting.shared)
    if work.store.engine == "sqlite" and conditions_of_scope == 1:
        return None
    return select(key).where(*conditions).order_by(*order).limit(at_most(limit))


def _count(work: Work, statement: Any) -> int:
    """How many rows a list has: without its joins, unless a condition needs them."""
    listed = statement.column_descriptions[0]["entity"]
    counting = select(func.count()).select_from(listed)
    if statement.whereclause is not None:
        counting = counting.where(statement.whereclause)
    if len(counting.get_final_froms()) > 1:
        counting = statement.with_only_columns(func.count(), maintain_column_froms=True)
    return int(work.session.exec(counting).one())


def check_limit(limit: int | None) -> None:
    """Raise InvalidError unless ``limit`` is absent or from 1 to :data:`LARGEST_LIMIT`."""
    if limit is not None and not 1 <= limit <= LARGEST_LIMIT:
        raise InvalidError(
            _("“{}” is not a valid limit").format(limit),
            _("Give 1 to {}").format(LARGEST_LIMIT),
        )


def ordering(
    sort: str | None,
    row_type: type[Row],
    columns: Mapping[str, Any],
    default: Sequence[Any],
    last: Any,
) -> list[Any]:
    """ORDER BY for ``--sort name,-date``: declared columns, NULLs last, ending in the id.

    They are named by their keys or by their headings in ``row_type``.

    Raises:
        InvalidError: a column that lists cannot be sorted by.
    """
    if not sort:
        return [*default, last]
    terms: list[Any] = []
    for part in sort.split(","):
        given = part.strip().removeprefix("-")
        key = key_of(row_type, given) or given
        if key not in columns:
            titles = {c.key: c.title for c in columns_of(row_type)}
            raise InvalidError(
                _("Cannot sort by “{}”").format(given),
                suggestion(key, {key: titles.get(key, key) for key in columns}),
            )
        column = columns[key]
        terms.append(nulls_last(column.desc() if part.strip().startswith("-") else column.asc()))
    return [*terms, last]
