"""SELECTs of several columns."""

from __future__ import annotations

from typing import Any

import sqlmodel


def columns(*entities: Any) -> Any:
    """SELECT several columns or entities.

    SQLModel types a model's attributes as their values, so its own overloads refuse them here.
    """
    return sqlmodel.select(*entities)
