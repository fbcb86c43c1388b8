"""SELECTs of several columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlmodel
from sqlalchemy import Integer, bindparam
from sqlmodel import Session


def at_most(rows: int | None) -> Any:
    """A LIMIT that stands in the statement itself.

    As a parameter PostgreSQL would not know it when it plans, and would plan anew every time.
    """
    return None if rows is None else bindparam(None, rows, Integer, literal_execute=True)


CHUNK = 1_000


def chunks(session: Session, statement: Any) -> Iterator[Sequence[Any]]:
    """The rows of a statement, a thousand at a time, read from the engine as they are asked for."""
    yield from session.exec(statement.execution_options(yield_per=CHUNK)).partitions()


def columns(*entities: Any) -> Any:
    """SELECT several columns or entities.

    SQLModel types a model's attributes as their values, so its own overloads refuse them here.
    """
    return sqlmodel.select(*entities)
