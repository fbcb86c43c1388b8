"""Rows of a query that somebody wrote: their columns are known when it is answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from crmcli.i18n import N_
from crmcli.views.base import Row, declare, made_column


class SqlRow(Row):
    """A row of a query; its attributes are the query's columns."""

    noun = N_("row")


def row_type(names: Sequence[str]) -> tuple[type[Row], Callable[[Sequence[Any]], Row]]:
    """The type of a query's rows, and what makes one of a row's values."""
    keys: list[str] = []
    for name in names:
        key, number = name, 2
        while key in keys:
            key, number = f"{name}_{number}", number + 1
        keys.append(key)
    kind = type("QueryRow", (SqlRow,), {})
    declare(kind, [made_column(key, key) for key in keys])

    def make(values: Sequence[Any]) -> Row:
        row: Row = kind()
        for key, value in zip(keys, values, strict=True):
            object.__setattr__(row, key, _shown(value))
        return row

    return kind, make


def _shown(value: Any) -> Any:
    """What is told of a value: texts and whole numbers as they are."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value)
