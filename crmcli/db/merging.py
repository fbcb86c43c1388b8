"""How two customers become one, declared once for both engines: which rows move, and which cannot.

Services do it on SQLite, functions of the server on PostgreSQL (``db/server/merging.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import ForeignKeyConstraint, Table

from crmcli.db import scope
from crmcli.db.models.every import metadata
from crmcli.db.rights import CUSTOMER

WITH_PARENT = {
    "order_line": ("order_id", "sales_order"),
    "allocation": ("payment_id", "payment"),
    "pending_allocation": ("payment_id", "payment"),
}
"""Tables without an index by customer: their rows go along with the record that they belong to."""
ONCE = {
    "former_name": ("name",),
    "contact_point": ("contact_id", "kind", "normalised"),
    "handed_over": ("handover_id",),
}
"""What a customer has once: where both have the same, the merged one's stays with its image."""
MOVED = tuple(table for table in scope.SCOPED if table != "customer" and table not in WITH_PARENT)
"""Tables whose rows are found by their customer."""
ALONE = ("tax_number", "identity_number")
"""Columns of which no two customers have the same."""
TAKEN = tuple(name for name in CUSTOMER if name not in ("code", "search_text", "active"))
"""The columns that can be taken from the merged customer."""


class Link(NamedTuple):
    """A reference between two rows of one customer."""

    table: str
    column: str
    target: str


def links() -> Iterator[Link]:
    """Every reference that says whether rows of a merged customer hang together."""
    for name in scope.SCOPED:
        for key in _sorted(metadata.tables[name]):
            target = key.referred_table.name
            columns = key.column_keys
            if "customer_id" in columns and target != "customer":
                yield Link(name, columns[0], target)


def _sorted(table: Table) -> list[ForeignKeyConstraint]:
    return sorted(table.foreign_key_constraints, key=lambda key: tuple(key.column_keys))
