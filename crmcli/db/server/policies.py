"""PostgreSQL: policies and grants, made of the declaration in ``db/scope.py`` and ``db/rights.py``.

Policies are per command and for one kind of scope; grants of a permission are its own role's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crmcli.db import rights, scope
from crmcli.db.connect import SCHEMA
from crmcli.db.models.every import metadata
from crmcli.db.server import naming

SEEN = {
    "own": "{table}.owner_id = (SELECT crm_private.me())",
    "people": "{table}.owner_id = ANY ((SELECT crm_private.my_people({writing}))::bigint[])",
    "shared": "{table}.{customer} = ANY ((SELECT crm_private.my_shared({writing}))::bigint[])",
    "all": "(SELECT crm_private.open())",
}
"""Kind of scope -> which rows, to read and to write.

An owner is in one department, and the rows are with them. The planner takes a list that it does not
know for one of ten: ten departments would have nearly all rows, ten people have few.
"""
STAMPED = "{table}.created_by = (SELECT crm_private.me())"
"""Nobody adds a row in another's name. Who changed it last is told by the log: what is derived is
written anew without counting as a change."""
COMMANDS = ("SELECT", "INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy: of which table, for which command and role, and its conditions."""

    name: str
    table: str
    command: str
    role: str
    using: str = ""
    check: str = ""
    permissive: bool = True

    def create(self) -> str:
        """The statement that makes it."""
        parts = [
            f"CREATE POLICY {self.name} ON {SCHEMA}.{self.table}",
            "" if self.permissive else "AS RESTRICTIVE",
            f"FOR {self.command} TO {naming.quoted(self.role)}",
            f"USING ({self.using})" if self.using else "",
            f"WITH CHECK ({self.check})" if self.check else "",
        ]
        return " ".join(part for part in parts if part)


def policies(prefix: str) -> Iterator[Policy]:
    """Every policy of a store."""
    for table in scope.SCOPED:
        for kind in naming.KINDS:
            role = naming.seeing(prefix, kind)
            for command in COMMANDS:
                if kind == "shared" and table in scope.BY_OWNER and command != "SELECT":
                    continue
                seen = SEEN[kind].format(
                    table=table,
                    customer=scope.customer_of(table),
                    writing="false" if command == "SELECT" else "true",
                )
                checks = {"INSERT": f"{seen} AND {STAMPED.format(table=table)}", "UPDATE": seen}
                yield Policy(
                    f"{kind}_{command.lower()}",
                    table,
                    command,
                    role,
                    using=seen if command != "INSERT" else "",
                    check=checks.get(command, ""),
                )
    for table, column in scope.ADDRESSED.items():
        yield Policy(
            "addressed_select",
            table,
            "SELECT",
            naming.base(prefix),
            using=f"{table}.{column} = (SELECT crm_private.me())",
        )
    for table in scope.TOLD:
        yield Policy(
            "own_select",
            table,
            "SELECT",
            naming.base(prefix),
            using=f"{table}.operator_id = (SELECT crm_private.me())",
        )
    for command in ("INSERT", "UPDATE"):
        yield Policy(
            f"author_{command.lower()}",
            "followup",
            command,
            naming.base(prefix),
            using="true" if command == "UPDATE" else "",
            check="followup.author_id = (SELECT crm_private.me()) "
            "OR (SELECT crm_private.may('followup.import'))",
            permissive=False,
        )


@dataclass(frozen=True, slots=True)
class Grant:
    """A right on a table, or on some of its columns, for one role."""

    right: str
    table: str
    role: str
    columns: tuple[str, ...] = ()

    def give(self) -> str:
        """The statement that gives it."""
        named = f" ({', '.join(naming.quoted(c) for c in self.columns)})" if self.columns else ""
        return f"GRANT {self.right}{named} ON {SCHEMA}.{self.table} TO {naming.quoted(self.role)}"


def grants(prefix: str) -> Iterator[Grant]:
    """Every grant on tables of a store."""
    for table in (*scope.OPEN, *scope.TOLD, *VIEWS):
        yield Grant("SELECT", table, naming.base(prefix))
    for permission, right in rights.RIGHTS.items():
        yield from _granted(permission, right, naming.may(prefix, permission))


def _granted(permission: str, right: rights.Right, role: str) -> Iterator[Grant]:
    for table in rights.readable(permission):
        if table not in VIEWS:
            yield Grant("SELECT", table, role, _read(table))
    for table in right.insert:
        if table not in VIEWS:
            yield Grant("INSERT", table, role, _added(table))
    for table, columns in right.update.items():
        kept = (*scope.OWNERSHIP, "owned_since") if table in scope.SCOPED else ()
        changed = tuple(name for name in columns if name not in kept)
        if changed:
            stamps = () if table in UNSTAMPED else ("updated_at", "updated_by", "version")
            yield Grant("UPDATE", table, role, (*changed, *stamps))
    for table in right.delete:
        yield Grant("DELETE", table, role)


VIEWS = ("operation", "log_entry", "log_seal")
UNSTAMPED = ("number_counter",)


def _names(table: str) -> list[str]:
    return [column.name for column in metadata.tables[table].columns]


def _read(table: str) -> tuple[str, ...]:
    hidden = scope.SENSITIVE.get(table)
    return tuple(scope.shown_columns(table, _names(table))) if hidden else ()


def _added(table: str) -> tuple[str, ...]:
    """The columns that a new row is given: never its id."""
    return tuple(name for name in _names(table) if name not in ("id", "account"))
