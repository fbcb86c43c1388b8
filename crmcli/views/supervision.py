"""What people did and plan, as their managers look at it 员工监督."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column, columns_of, declare, made_column

STATUS = {
    "recorded": N_("recorded"),
    "silent": N_("no record today"),
    "leave": N_("on leave"),
    "off": N_("day off"),
    "exempt": N_("need not record"),
}
MARKS = {"silent": "✗", "leave": N_("leave"), "off": "·", "exempt": "–"}
"""What stands in a matrix where nothing was recorded."""


@dataclass(frozen=True, slots=True)
class SupervisionRow(Row):
    """What one person did within a period, and plans now."""

    noun: ClassVar[str] = N_("supervision")

    operator: Ref = column(N_("Operator"), Kind.CODE, vital=True)
    department: Ref = column(N_("Department"), Kind.CODE)
    status: str = column(N_("Status"), Kind.ENUM, labels=STATUS, vital=True)
    followups: int = column(N_("Follow-ups"), Kind.COUNT, total=True)
    customers: int = column(N_("Customers"), Kind.COUNT)
    new_customers: int = column(N_("New customers"), Kind.COUNT, total=True)
    orders: int = column(N_("Orders"), Kind.COUNT, total=True)
    ordered: Decimal = column(N_("Ordered"), Kind.MONEY, total=True)
    silent_days: int = column(N_("Days without a record"), Kind.COUNT)
    leave_days: int = column(N_("Days on leave"), Kind.COUNT, listed=False)
    planned: int = column(N_("Planned"), Kind.COUNT, total=True)
    overdue: int = column(N_("Overdue"), Kind.COUNT, total=True)
    done: tuple[str, ...] = column(N_("Done"), Kind.LIST)
    plans: tuple[str, ...] = column(N_("Next steps"), Kind.LIST)


@dataclass(frozen=True, slots=True)
class MatrixRow(Row):
    """A person's follow-ups day by day; days are columns, made by :func:`matrix_type`."""

    noun: ClassVar[str] = N_("supervision")

    operator: Ref = column(N_("Operator"), Kind.CODE, vital=True)
    department: Ref = column(N_("Department"), Kind.CODE, spare=True)
    followups: int = column(N_("Follow-ups"), Kind.COUNT, vital=True)
    silent_days: int = column(N_("Days without a record"), Kind.COUNT)


@cache
def matrix_type(days: tuple[dt.date, ...]) -> type[MatrixRow]:
    """The row type of a matrix with these days as columns; their keys are ISO dates."""
    kind = type("MatrixRow", (MatrixRow,), {})
    made = [made_column(day.isoformat(), f"{day:%m-%d}", Kind.ENUM, MARKS) for day in days]
    declare(kind, [*columns_of(MatrixRow), *made])
    return kind


def row_type_of(rows: Sequence[MatrixRow]) -> type[MatrixRow]:
    """The row type of the rows of one matrix."""
    return type(rows[0]) if rows else MatrixRow


def matrix_row(row: MatrixRow, marks: Mapping[dt.date, str]) -> MatrixRow:
    """The row with a mark for each of its days: how many follow-ups, or why there are none."""
    kind = matrix_type(tuple(marks))
    made = kind(row.operator, row.department, row.followups, row.silent_days)
    for day, mark in marks.items():
        object.__setattr__(made, day.isoformat(), mark)
    return made
