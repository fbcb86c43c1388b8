"""SQLite: triggers that ask, before a row is written, whether the one who is connected may.

The answer is :func:`crmcli.db.authority.allowed`, registered on each of our connections; another
program's connection has no such function, so that it can write nothing. PostgreSQL does the same
by grants and policies.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table

from crmcli.db import rights, scope
from crmcli.db.authority import CARRIED, DENIED, FIRST_GROUP, FORBIDDEN
from crmcli.db.models.every import metadata

COUNTERS = "number_counter"
"""Whoever may add a record takes its number; the numbers themselves prove the counters."""


def statements() -> Iterator[str]:
    """The DDL of all guards; running it twice changes nothing."""
    for name in rights.tables_written():
        if name == COUNTERS:
            continue
        table = metadata.tables[name]
        for event in ("INSERT", "UPDATE", "DELETE"):
            trigger = f"guard_{name}_{event.lower()}"
            yield f"DROP TRIGGER IF EXISTS {trigger}"
            yield (
                f"CREATE TRIGGER {trigger} BEFORE {event} ON {name} BEGIN "
                f"SELECT RAISE(ABORT, '{DENIED}') WHERE NOT crm_allowed({_asked(table, event)}); "
                "END"
            )


def _asked(table: Table, event: str) -> str:
    changed = _changed(table) if event == "UPDATE" else "0"
    asked = [f"'{table.name}'", f"'{event.lower()}'", changed]
    if table.name in scope.SCOPED:
        sides = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}[event]
        names = (*scope.OWNERSHIP, scope.customer_of(table.name))
        asked += [f"{side}.{name}" for side in sides for name in names]
    return ", ".join(asked)


def _changed(table: Table) -> str:
    """Which groups of columns change, as bits."""
    groups = [names for names, _permissions in rights.column_groups(table.name)]
    grouped = {name for names in groups for name in names}
    carried = [n for n in scope.OWNERSHIP if n in table.columns and n not in grouped]
    known = {*grouped, *carried, "updated_at", "updated_by", "version"}
    fixed = [c.name for c in table.columns if c.name not in known]
    bits = [_differ(carried, CARRIED), _differ(fixed, FORBIDDEN)]
    bits += [_differ(names, 1 << (FIRST_GROUP + n)) for n, names in enumerate(groups)]
    return " + ".join(bit for bit in bits if bit)


def _differ(names: Any, bit: int) -> str:
    if not names:
        return ""
    return "(" + " OR ".join(f'OLD."{n}" IS NOT NEW."{n}"' for n in names) + f") * {bit}"
