"""Who sees what, worked out in plain Python from whole tables, which are read past all rules.

It knows nothing of policies, views and conditions in SQL, so that both would have to be wrong in
the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import select

from crmcli.db import scope
from crmcli.db.models.base import table_of
from crmcli.db.models.every import metadata
from crmcli.db.models.log import LogEntry, Operation
from crmcli.db.work import Work

ENTRY, OPERATION = table_of(LogEntry), table_of(Operation)
Rows = dict[str, list[dict[str, Any]]]
WRITTEN = ("write",)
LENT = ("read", "approve", *WRITTEN)
"""What a loan of rows may be of: to be written, or only to be read."""
KEPT = (
    "id", "code", "name", "number", "customer_id", "owner_id", "dept_id", "kind", "active",
    "region_id", "scope", "scope_dept_id", "parent_id", "reserved", "status", "total", "date",
    "amount", "order_id", "operation_id", "table_name", "lender_id", "borrower_id", "what",
    "begins_on", "ends_on", "ended", "with_id", "with_dept_id", "noun", "merged_id", "asker_id",
    "recipient_id", "author_id", "manager_id", "contacted_at",
    "answered_at", "read_at", "created_at", "corrected_at", "followup_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """An operator as the oracle knows one."""

    id: int
    code: str
    dept: int
    region: int | None
    scope: str
    base: int


class Truth:
    """Whole tables, and who sees which customers, in plain Python."""

    def __init__(self, w: Work) -> None:
        self.rows = {
            name: list(self._all(w, name))
            for name in (*scope.SCOPED, "operator", "department", "region", "log_entry", "loan")
        }
        self.today = w.today()
        found = w.session.connection().execute(select(OPERATION.c.id, OPERATION.c.operator_id))
        self.by: dict[int, int] = {row.id: row.operator_id for row in found}

    @staticmethod
    def _all(w: Work, name: str) -> Iterator[dict[str, Any]]:
        table = metadata.tables[name]
        columns = [table.c[c] for c in KEPT if c in table.c]
        for row in w.session.connection().execute(select(*columns)).mappings():
            yield dict(row)

    @cached_property
    def people(self) -> list[Person]:
        """Everybody who may log in."""
        return [
            Person(
                row["id"],
                row["code"],
                row["dept_id"],
                row["region_id"],
                row["scope"] or scope.OWN,
                row["scope_dept_id"] or row["dept_id"],
            )
            for row in self.rows["operator"]
            if row["kind"] == "person" and row["active"]
        ]

    @cached_property
    def _above(self) -> dict[str, dict[int, int | None]]:
        return {
            name: {row["id"]: row["parent_id"] for row in self.rows[name]}
            for name in ("department", "region")
        }

    def _inside(self, tree: str, key: int | None, base: int) -> bool:
        """Whether a row of a tree is ``base`` or below it: by walking up."""
        while key is not None:
            if key == base:
                return True
            key = self._above[tree][key]
        return False

    @cached_property
    def _region(self) -> dict[int, int | None]:
        return {row["id"]: row["region_id"] for row in self.rows["operator"]}

    @cached_property
    def _by_id(self) -> dict[int, Person]:
        return {person.id: person for person in self.people}

    def sees(self, person: Person, owner: int, dept: int) -> bool:
        """Whether somebody sees what has that owner and department, by scope or as it is lent."""
        if self._in_scope(person, owner, dept):
            return True
        return any(self._in_scope(lender, owner, dept) for lender in self._lenders(person))

    def _lenders(self, person: Person, kinds: tuple[str, ...] = LENT) -> Iterator[Person]:
        """Whose rows are lent to somebody today, to be read or to be written."""
        for loan in self.rows["loan"]:
            if (
                loan["borrower_id"] == person.id
                and loan["lender_id"] in self._by_id
                and loan["what"] in kinds
                and not loan["ended"]
                and loan["begins_on"] <= self.today <= loan["ends_on"]
            ):
                yield self._by_id[loan["lender_id"]]

    def _shared(self, person: Person) -> set[int]:
        """The customers that are shared with somebody today."""
        return {
            share["customer_id"]
            for share in self.rows["share"]
            if not share["ended"]
            and share["ends_on"] >= self.today
            and (share["with_id"] == person.id or share["with_dept_id"] == person.dept)
        }

    def _in_scope(self, person: Person, owner: int, dept: int) -> bool:
        if person.scope == scope.ALL or owner == person.id:
            return True
        if person.scope == scope.DEPARTMENT:
            return dept == person.base
        if person.scope == scope.SUBTREE:
            return self._inside("department", dept, person.base)
        if person.scope == scope.REGION and person.region is not None:
            return self._inside("region", self._region[owner], person.region)
        return False

    def visible(self, person: Person) -> dict[str, list[dict[str, Any]]]:
        """The rows of every scoped table that somebody sees: those of the customers seen."""
        shown: dict[tuple[int, int], bool] = {}
        seen = self._shared(person)
        for row in self.rows["customer"]:
            key = (row["owner_id"], row["dept_id"])
            if key not in shown:
                shown[key] = self.sees(person, *key)
            if shown[key]:
                seen.add(row["id"])
        return {
            name: [
                row
                for row in self.rows[name]
                if (row["id"] if name == "customer" else row["customer_id"]) in seen
                or (name == "annotation" and row["recipient_id"] == person.id)
            ]
            for name in scope.SCOPED
        }

    def claimable(self, person: Person, by: str) -> set[str]:
        """The customers, by code, that somebody may claim from pools by the company's rule."""
        pools = {row["id"] for row in self.rows["operator"] if row["kind"] == "pool"}
        reaching = [person, *self._lenders(person, WRITTEN)]

        def fits(row: dict[str, Any]) -> bool:
            if by == "company":
                return True
            if by == "region":
                base = person.region
                return base is not None and self._inside("region", row["region_id"], base)
            return self._inside("department", person.dept, row["dept_id"])

        return {
            row["code"]
            for row in self.rows["customer"]
            if row["owner_id"] in pools
            and row["active"]
            and not row["reserved"]
            and (
                fits(row)
                or any(self._in_scope(one, row["owner_id"], row["dept_id"]) for one in reaching)
            )
        }

    def manages(self, person: Person, other: Person) -> bool:
        """Whether somebody is another's manager: above them, or seeing what they own."""
        if other.id == person.id:
            return False
        if person.id in self._managers(other.id):
            return True
        reaching = [person, *self._lenders(person, WRITTEN)]
        reached = any(self._in_scope(one, other.id, other.dept) for one in reaching)
        return reached and other.id not in self._managers(person.id)

    def _managers(self, key: int) -> set[int]:
        """The manager of somebody, that one's manager, and so on."""
        above: set[int] = set()
        at = self._manager.get(key)
        while at is not None and at not in above:
            above.add(at)
            at = self._manager.get(at)
        return above

    @cached_property
    def _manager(self) -> dict[int, int | None]:
        return {row["id"]: row["manager_id"] for row in self.rows["operator"]}

    def log_of(self, person: Person, rows: Rows, permissions: frozenset[str]) -> set[int]:
        """The entries of the log that somebody sees: their own, and of records that they see."""
        merged = {row["merged_id"] for row in rows["merged_customer"]}
        seen = {row["id"] for row in rows["customer"]} | merged | {None}
        every = "log.read-all" in permissions or person.scope == scope.ALL
        reads = bool(permissions & {"log.read-all", "log.read", "log.history"})
        people = bool(permissions & {"log.read-all", "operator.update"})
        return {
            row["id"]
            for row in self.rows["log_entry"]
            if (
                reads
                and (every or row["customer_id"] in seen)
                and (people or row["table_name"] not in scope.ADMINISTERED)
            )
            or (row["table_name"] != "conflict" and self.by.get(row["operation_id"]) == person.id)
        }
