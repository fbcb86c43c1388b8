"""Replaying the log: what it tells must be what the tables hold, row by row and field by field."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table, insert, text
from sqlmodel import Session

from crmcli.db.log import logged_columns, logged_tables, root_of, row_json
from crmcli.db.models.log import LogEntry
from crmcli.db.types import Instant
from crmcli.i18n import N_

FAULTS = {
    "unlogged": N_("the log does not know the row"),
    "differs": N_("the row is not what the log says"),
    "missing": N_("the log knows the row, but it is gone"),
    "gap": N_("entries of the log are missing"),
}
Fault = tuple[str, int, str]
"""Table, row and a key of :data:`FAULTS`."""

Image = dict[str, Any]


def faults(session: Session) -> Iterator[Fault]:
    """Every row on which log and tables disagree."""
    yield from gaps(session)
    for table in logged_tables():
        moments = {c.name for c in table.columns if isinstance(c.type, Instant)}
        yield from _compare(
            table.name, _replayed(session, table), _present(session, table), moments
        )


def _known(told: Image, held: Image) -> Image:
    """What the log tells of the columns that the table has today."""
    return {key: told[key] for key in held if key in told}


def adopt_new_columns(session: Session, operation_id: int) -> None:
    """Log the values of columns that a migration has just added, as changes of this operation."""
    for table in logged_tables():
        root, column = root_of(table.name)
        told = _replayed(session, table)
        known = next(told, None)
        entries = []
        for row_id, held in _present(session, table):
            while known is not None and known[0] < row_id:
                known = next(told, None)
            if known is None or known[0] != row_id:
                continue
            fresh = {key: value for key, value in held.items() if key not in known[1]}
            if fresh:
                entries.append(
                    {
                        "operation_id": operation_id,
                        "change": "update",
                        "table_name": table.name,
                        "row_id": row_id,
                        "root_table": root,
                        "root_id": held.get(column, row_id),
                        "old": dict.fromkeys(fresh),
                        "new": fresh,
                    }
                )
        if entries:
            session.connection().execute(insert(LogEntry), entries)


def gaps(session: Session) -> Iterator[Fault]:
    """On SQLite a rollback returns identities, so that a gap shows a loss.

    A store that was filled from another engine's says how many that one had skipped.
    """
    if session.get_bind().dialect.name != "sqlite":
        return
    skipped = int(session.connection().execute(text("PRAGMA user_version")).scalar_one())
    count, last, given = (
        session.connection()
        .execute(
            text(
                "SELECT count(*), coalesce(max(id), 0), coalesce((SELECT seq FROM sqlite_sequence "
                "WHERE name = 'log_entry'), 0) FROM log_entry"
            )
        )
        .one()
    )
    if not count + skipped == last == given:
        yield "log_entry", int(last), "gap"


def _alike(image: Image, moments: set[str]) -> Image:
    """The same with instants as such: the engines write them differently."""
    if not moments:
        return image
    return {
        key: dt.datetime.fromisoformat(value) if key in moments and value else value
        for key, value in image.items()
    }


def _replayed(session: Session, table: Table) -> Iterator[tuple[int, Image]]:
    """What the log says that the table holds, by id."""
    found = session.connection().execute(
        text(
            "SELECT row_id, change, new FROM log_entry WHERE table_name = :name ORDER BY row_id, id"
        ),
        {"name": table.name},
    )
    current: int | None = None
    image: Image = {}
    for row_id, change, new in found:
        if row_id != current:
            if current is not None and image:
                yield current, image
            current, image = row_id, {}
        if change == "delete":
            image = {}
        else:
            image.update(_decoded(new))
    if current is not None and image:
        yield current, image


def _present(session: Session, table: Table) -> Iterator[tuple[int, Image]]:
    """What the table holds, by id, in the form in which the log writes it."""
    if session.get_bind().dialect.name == "sqlite":
        statement = f"SELECT id, {row_json(table, '')} FROM {table.name} ORDER BY id"
    else:
        hidden = ",".join({c.name for c in table.columns} - set(logged_columns(table)))
        statement = (
            f"SELECT id, to_jsonb(t) - '{{{hidden}}}'::text[] FROM {table.name} AS t ORDER BY id"
        )
    for row_id, image in session.connection().exec_driver_sql(statement):
        yield row_id, _decoded(image)


def _decoded(image: Any) -> Image:
    decoded: Image = json.loads(image) if isinstance(image, str) else dict(image)
    return decoded


def _compare(
    table: str,
    told: Iterator[tuple[int, Image]],
    held: Iterator[tuple[int, Image]],
    moments: set[str],
) -> Iterator[Fault]:
    left, right = next(told, None), next(held, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left[0] < right[0]):
            assert left is not None
            yield table, left[0], "missing"
            left = next(told, None)
        elif left is None or right[0] < left[0]:
            yield table, right[0], "unlogged"
            right = next(held, None)
        else:
            if _alike(_known(left[1], right[1]), moments) != _alike(right[1], moments):
                yield table, left[0], "differs"
            left, right = next(told, None), next(held, None)
