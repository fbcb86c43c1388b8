"""The scope oracle: is what each operator is shown what a brute-force answer says?

The answer is worked out in plain Python from whole tables, read past all rules. It knows nothing of
policies, views and conditions in SQL, so that both would have to be wrong in the same way.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from sqlalchemy import select as sql_select

from crmcli import config
from crmcli.db import scope, work
from crmcli.db.connect import Store
from crmcli.db.models import metadata
from crmcli.db.work import Work
from crmcli.errors import CrmError, InvalidError, NotAllowedError
from crmcli.i18n import _
from crmcli.reports import engine, load
from crmcli.services import (
    contact,
    customer,
    followup,
    followup_list,
    opening,
    order,
    payment,
    receivable,
)
from crmcli.views.store import AuditRow

MANY = 2_000
"""Lists of more rows are compared by their number and first page."""
PAGE = 50
SEEN = 200
SEED = 8


class LeakError(CrmError):
    """Somebody is shown more or less than they should."""

    code = "leak"


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
            for name in (*scope.SCOPED, "operator", "department", "region")
        }

    @staticmethod
    def _all(w: Work, name: str) -> Iterator[dict[str, Any]]:
        table = metadata.tables[name]
        columns = [table.c[c] for c in KEPT if c in table.c]
        for row in w.session.connection().execute(sql_select(*columns)).mappings():
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

    def sees(self, person: Person, owner: int, dept: int) -> bool:
        """Whether somebody sees what has that owner and department."""
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
        seen = set()
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
            ]
            for name in scope.SCOPED
        }


KEPT = (
    "id", "code", "name", "number", "customer_id", "owner_id", "dept_id", "kind", "active",
    "region_id", "scope", "scope_dept_id", "parent_id", "reserved", "status", "total", "date",
    "amount", "order_id",
)  # fmt: skip
Rows = dict[str, list[dict[str, Any]]]
ORDERED = ("confirmed", "completed")


def _codes(rows: Rows, table: str) -> set[str]:
    return {row.get("code") or row["number"] for row in rows[table] if not row.get("reserved")}


def _receipts(rows: Rows) -> set[str]:
    return {row["number"] for row in rows["payment"]}


LISTS: dict[str, tuple[Callable[[Rows], set[str]], Callable[[Work, int | None], Any]]] = {
    "customer list": (
        lambda rows: _codes(rows, "customer"),
        lambda w, limit: customer.find(w, limit=limit),
    ),
    "contact list": (
        lambda rows: _codes(rows, "contact"),
        lambda w, limit: contact.find(w, limit=limit),
    ),
    "followup list": (
        lambda rows: _codes(rows, "followup"),
        lambda w, limit: followup.find(w, followup_list.Wanted(), limit=limit),
    ),
    "order list": (
        lambda rows: _codes(rows, "sales_order"),
        lambda w, limit: order.find(w, limit=limit),
    ),
    "payment list": (_receipts, lambda w, limit: payment.find(w, limit=limit)),
    "opening list": (
        lambda rows: _codes(rows, "opening_balance"),
        lambda w, limit: opening.find(w, limit=limit),
    ),
}


def _ordered(rows: Rows) -> Decimal:
    return sum((r["total"] for r in rows["sales_order"] if r["status"] in ORDERED), Decimal(0))


def _lines(rows: Rows) -> Decimal:
    counted = {row["id"] for row in rows["sales_order"] if row["status"] in ORDERED}
    goods = (r for r in rows["order_line"] if r["order_id"] in counted)
    return sum((r["amount"] for r in goods if r["kind"] in ("product", "gift")), Decimal(0))


def _customers(rows: Rows) -> int:
    return sum(1 for row in rows["customer"] if row["active"] and not row["reserved"])


REPORTS: dict[str, Callable[[Rows], Any]] = {
    "customer-region-type": _customers,
    "customer-type": _customers,
    "customer-region": _customers,
    "customer-region-personnel": _customers,
    "salesperson-sales": _ordered,
    "region-sales": _ordered,
    "salesperson-ranking": _ordered,
    "salesperson-product": _lines,
    "region-product": _lines,
}
"""What the lines of a report add up to, over all time; others stand on the same tables."""
ALL_TIME = {"date_from": "1990-01-01", "date_to": "2099-12-31"}


@contextmanager
def _acting(store: Store, person: Person) -> Iterator[Work]:
    settings = replace(config.current(), db=store.url, operator=person.code, trusted=True)
    with config.using(settings), work.read() as w:
        yield w


def audit(
    store: Store,
    *,
    operators: int | None = None,
    tell: Callable[[int], None] = lambda _number: None,
) -> list[AuditRow]:
    """Every difference for ``operators`` people (all unless given); none is good.

    The caller has seen to it that one may read the store as a whole; on PostgreSQL that is a
    superuser, who alone can work as somebody else.

    Raises:
        InvalidError: not even one.
    """
    with config.using(replace(config.current(), db=store.url)), work.whole("store.check") as w:
        truth = Truth(w)
    people = truth.people
    if operators is not None and operators < 1:
        raise InvalidError(
            _("“{}” is not a valid {}").format(operators, "--operators"),
            _("Give a whole number from {} to {}").format(1, len(people)),
        )
    if operators is not None and operators < len(people):
        people = random.Random(SEED).sample(people, operators)  # noqa: S311 - a fair choice is enough
    found: list[AuditRow] = []
    for number, person in enumerate(people, start=1):
        found += _examined(store, truth, person)
        tell(number)
    return found


def require(rows: list[AuditRow]) -> None:
    """Raise LeakError when there is a difference."""
    if rows:
        raise LeakError(
            _("{} differences between what is shown and what should be").format(len(rows)),
            _("See what is not as declared: crm db doctor"),
        )


def _examined(store: Store, truth: Truth, person: Person) -> Iterator[AuditRow]:
    rows = truth.visible(person)
    with _acting(store, person) as w:
        yield from _tables(w, person, rows)
        yield from _lists(w, person, rows)
        yield from _reports(w, person, rows)
        yield from _search(w, truth, person, rows)
    yield from _completion(store, person, rows)


def _difference(person: Person, where: str, shown: Any, wanted: Any) -> Iterator[AuditRow]:
    if shown != wanted:
        if isinstance(shown, set):
            more, less = sorted(shown - wanted)[:3], sorted(wanted - shown)[:3]
            shown = _("{} rows; too many: {}").format(len(shown), more)
            wanted = _("{} rows; missing: {}").format(len(wanted), less)
        yield AuditRow(
            operator=person.code,
            scope=person.scope,
            where=where,
            shown=str(shown),
            truth=str(wanted),
        )


def _tables(w: Work, person: Person, rows: Rows) -> Iterator[AuditRow]:
    assert w.authority is not None
    readable = {t for p in w.authority.permissions for t in scope.readable(p)}
    for name in scope.SCOPED:
        if name not in readable and w.store.engine == "postgresql":
            continue
        table = metadata.tables[name]
        shown = set(w.session.connection().execute(sql_select(table.c.id)).scalars())
        yield from _difference(person, name, shown, {row["id"] for row in rows[name]})


def _lists(w: Work, person: Person, rows: Rows) -> Iterator[AuditRow]:
    for where, (codes, find) in LISTS.items():
        wanted = codes(rows)
        try:
            page = find(w, None if len(wanted) <= MANY else PAGE)
        except NotAllowedError:
            continue
        shown = {_key(row) for row in page.rows}
        if len(wanted) <= MANY:
            yield from _difference(person, where, shown, wanted)
        else:
            yield from _difference(person, where, shown - wanted, set())
            if page.total is not None:
                yield from _difference(person, f"{where}: count", page.total, len(wanted))
    owed = {row["code"] for row in rows["customer"]}
    if w.may("receivable.read"):
        shown = {str(row.customer) for row in receivable.debtors(w, limit=SEEN).rows}
        yield from _difference(person, "payment debtors", shown - owed, set())


def _key(row: Any) -> str:
    return str(getattr(row, "code", None) or row.number)


def _reports(w: Work, person: Person, rows: Rows) -> Iterator[AuditRow]:
    for key, count in REPORTS.items():
        report = load(key)
        try:
            printed = engine.run(w, report, {} if count is _customers else ALL_TIME)
        except NotAllowedError:
            continue
        shown = sum((getattr(row, report.value) or 0 for row in printed.lines), 0)
        yield from _difference(person, f"report {key}", Decimal(shown), Decimal(count(rows)))


def _search(w: Work, truth: Truth, person: Person, rows: Rows) -> Iterator[AuditRow]:
    """Customers that are seen and some that are not, looked for by their whole names and codes."""
    if not w.may("customer.read"):
        return
    chance = random.Random(SEED)  # noqa: S311 - a fair choice is enough
    seen = _codes(rows, "customer")
    known = [row for row in truth.rows["customer"] if not row["reserved"]]
    for row in chance.sample(known, min(10, len(known))):
        for text in (row["code"], row["name"]):
            shown = {one.code for one in customer.find(w, text=text, limit=SEEN).rows}
            yield from _difference(person, f"customer list --find {text}", shown - seen, set())
        found = row["code"] in {
            one.code for one in customer.find(w, text=row["code"], limit=SEEN).rows
        }
        yield from _difference(
            person, f"customer list --find {row['code']}", found, row["code"] in seen
        )


def _completion(store: Store, person: Person, rows: Rows) -> Iterator[AuditRow]:
    from crmcli.db import live

    settings = replace(config.current(), db=store.url, operator=person.code, trusted=True)
    with config.using(settings):
        for noun, table in (("customer", "customer"), ("order", "sales_order")):
            seen = {row.get("code") or row["number"] for row in rows[table] if row.get("active", 1)}
            shown = {code for code, _name in live.records(None, noun, "", SEEN)}
            yield from _difference(person, f"completion of {noun}", shown - seen, set())
            yield from _difference(
                person, f"completion of {noun}: number", len(shown) > 0, len(seen) > 0
            )
