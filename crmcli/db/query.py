"""SELECTs of several columns."""

from __future__ import annotations

from typing import Any

import sqlmodel
from sqlalchemy import Integer, bindparam


def at_most(rows: int | None) -> Any:
    """A LIMIT that stands in the statement itself.

    As a parameter PostgreSQL would not know it when it plans, and would plan anew every time.
    """
    return None if rows is None else bindparam(None, rows, Integer, literal_execute=True)


def columns(*entities: Any) -> Any:
    """SELECT several columns or entities.

    SQLModel types a model's attributes as their values, so its own overloads refuse them here.
    """
    return sqlmodel.select(*entities)
