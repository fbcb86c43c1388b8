"""The scope oracle: is what each operator is shown what a brute-force answer says?"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import select as sql_select

from crmcli import config
from crmcli.db import rights, scope, work
from crmcli.db.connect import Store
from crmcli.db.models.every import metadata
from crmcli.db.work import Work
from crmcli.errors import CrmError, InvalidError, NotAllowedError, NotLoggedInError
from crmcli.i18n import _
from crmcli.oracle import mornings
from crmcli.oracle.difference import difference
from crmcli.oracle.truth import ENTRY, OPERATION, Person, Rows, Truth
from crmcli.reports import engine, load
from crmcli.reports.spec import Report
from crmcli.services import (
    annotation,
    approval,
    conflict,
    contact,
    customer,
    followup,
    followup_list,
    merging,
    opening,
    order,
    payment,
    pool,
    receivable,
    registration,
    setting,
    sharing,
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


ORDERED = ("confirmed", "completed")


def _codes(rows: Rows, table: str) -> set[str]:
    return {row.get("code") or row["number"] for row in rows[table] if not row.get("reserved")}


def _customers_of(rows: Rows, table: str) -> set[str]:
    """The customers that rows of a table without numbers are of."""
    named = {row["customer_id"] for row in rows[table]}
    return {row["code"] for row in rows["customer"] if row["id"] in named}


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
    "annotation list": (
        lambda rows: _codes(rows, "annotation"),
        lambda w, limit: annotation.find(w, annotation.Wanted(), limit=limit),
    ),
    "order list": (
        lambda rows: _codes(rows, "sales_order"),
        lambda w, limit: order.find(w, limit=limit),
    ),
    "approval list": (
        lambda rows: _codes(rows, "approval"),
        lambda w, limit: approval.find(w, limit=limit),
    ),
    "payment list": (_receipts, lambda w, limit: payment.find(w, limit=limit)),
    "opening list": (
        lambda rows: _codes(rows, "opening_balance"),
        lambda w, limit: opening.find(w, limit=limit),
    ),
    "customer merged": (
        lambda rows: _codes(rows, "merged_customer"),
        lambda w, _limit: merging.find(w),
    ),
    "customer shares": (
        lambda rows: _customers_of(rows, "share"),
        lambda w, limit: sharing.find(w, everything=True, limit=limit),
    ),
    "customer registrations": (
        lambda rows: _customers_of(rows, "registration"),
        lambda w, limit: registration.find(w, everything=True, limit=limit),
    ),
}


def _ordered(rows: Rows) -> Decimal:
    return sum((r["total"] for r in rows["sales_order"] if r["status"] in ORDERED), Decimal(0))


def _lines(rows: Rows) -> Decimal:
    counted = {row["id"] for row in rows["sales_order"] if row["status"] in ORDERED}
    goods = (r for r in rows["order_line"] if r["order_id"] in counted)
    return sum((r["amount"] for r in goods if r["kind"] in ("product", "gift")), Decimal(0))


def _received(rows: Rows) -> Decimal:
    return sum((r["amount"] for r in rows["allocation"]), Decimal(0))


def _outstanding(rows: Rows) -> Decimal:
    opened = (r["amount"] for r in rows["opening_balance"] if r["status"] == "confirmed")
    return _ordered(rows) + sum(opened, Decimal(0)) - _received(rows)


def _followups(rows: Rows) -> int:
    return len(rows["followup"])


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
    "receipts": _received,
    "receivables-ageing": _outstanding,
    "work-review": _followups,
}
"""What the lines of a report add up to, over all time."""
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
        with suppress(NotLoggedInError):  # who has no log-in yet is shown nothing
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
        if w.authority is not None and w.authority.must_change:
            return  # refused everything until the password is changed
        yield from _tables(w, truth, person, rows)
        yield from _lists(w, person, rows)
        yield from _conflicts(w, truth, person, rows)
        yield from _pool(w, truth, person)
        yield from _exports(w, person, rows)
        yield from _reports(w, person, rows)
        yield from mornings.examined(w, truth, person, rows)
        yield from _search(w, truth, person, rows)
    yield from _completion(store, person, rows)


def _tables(w: Work, truth: Truth, person: Person, rows: Rows) -> Iterator[AuditRow]:
    assert w.authority is not None
    readable = {t for p in w.authority.permissions for t in rights.readable(p)}
    for name in scope.SCOPED:
        if name not in readable and w.store.engine == "postgresql":
            continue
        table = metadata.tables[name]
        shown = set(w.session.connection().execute(sql_select(table.c.id)).scalars())
        yield from difference(person, name, shown, {row["id"] for row in rows[name]})
    told = truth.log_of(person, rows, w.authority.permissions)
    entries = set(w.session.connection().execute(sql_select(ENTRY.c.id)).scalars())
    yield from difference(person, "log_entry", entries, told)
    operations = set(w.session.connection().execute(sql_select(OPERATION.c.id)).scalars())
    whole = {r["operation_id"] for r in truth.rows["log_entry"] if r["id"] in told}
    if w.may("log.read-all"):
        whole |= set(truth.by)
    mine = {key for key, by in truth.by.items() if by == person.id}
    yield from difference(person, "operation", operations, whole | mine)


def _lists(w: Work, person: Person, rows: Rows) -> Iterator[AuditRow]:
    for where, (codes, find) in LISTS.items():
        wanted = codes(rows)
        try:
            page = find(w, None if len(wanted) <= MANY else PAGE)
        except NotAllowedError:
            continue
        shown = {_key(row) for row in page.rows}
        if len(wanted) <= MANY:
            yield from difference(person, where, shown, wanted)
        else:
            yield from difference(person, where, shown - wanted, set())
            if page.total is not None:
                yield from difference(person, f"{where}: count", page.total, len(wanted))
    owed = {row["code"] for row in rows["customer"]}
    if w.may("receivable.read"):
        shown = {str(row.customer) for row in receivable.debtors(w, limit=SEEN).rows}
        yield from difference(person, "payment debtors", shown - owed, set())


def _conflicts(w: Work, truth: Truth, person: Person, rows: Rows) -> Iterator[AuditRow]:
    """Those over what is seen, and those that one met oneself: without saying which customer."""
    if not w.may("conflict.read"):
        return
    seen = {row["number"] for row in rows["conflict"]}
    met = {row["number"] for row in truth.rows["conflict"] if row["asker_id"] == person.id}
    shown = conflict.find(w).rows
    yield from difference(person, "conflict list", {row.number for row in shown}, seen | met)
    told = {row.number for row in shown if row.customer is not None}
    yield from difference(person, "conflict list: customers", told, seen)


def _pool(w: Work, truth: Truth, person: Person) -> Iterator[AuditRow]:
    """What one may claim: the only customers of which one is told something beyond one's scope."""
    if w.may("customer.claim"):
        shown = {row.code for row in pool.find(w).rows}
        wanted = truth.claimable(person, setting.value(w, "pool_by"))
        yield from difference(person, "pool list", shown, wanted)


def _exports(w: Work, person: Person, rows: Rows) -> Iterator[AuditRow]:
    """The same lists as files have them: all rows, read while they are written."""
    w.streaming = True
    for where, (codes, find) in LISTS.items():
        wanted = codes(rows)
        if len(wanted) > MANY:
            continue
        try:
            page = find(w, None)
        except NotAllowedError:
            continue
        shown = {_key(row) for row in page.stream or page.rows}
        yield from difference(person, f"{where}: export", shown, wanted)
    w.streaming = False


def _key(row: Any) -> str:
    own = getattr(row, "code", None) or getattr(row, "number", None)
    return str(own or row.customer)


def _reports(w: Work, person: Person, rows: Rows) -> Iterator[AuditRow]:
    for key, count in REPORTS.items():
        report = load(key)
        try:
            printed = engine.run(w, report, _all_time(report))
        except NotAllowedError:
            continue
        shown = sum((getattr(row, report.value) or 0 for row in printed.lines), 0)
        yield from difference(person, f"report {key}", Decimal(shown), Decimal(count(rows)))


def _all_time(report: Report) -> dict[str, str]:
    if report.until:
        return {"date_to": ALL_TIME["date_to"]}
    if REPORTS[report.key] is _customers:
        return {}
    return {**ALL_TIME, "by": "region"} if report.by_default else ALL_TIME


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
            yield from difference(person, f"customer list --find {text}", shown - seen, set())
        found = row["code"] in {
            one.code for one in customer.find(w, text=row["code"], limit=SEEN).rows
        }
        yield from difference(
            person, f"customer list --find {row['code']}", found, row["code"] in seen
        )


def _completion(store: Store, person: Person, rows: Rows) -> Iterator[AuditRow]:
    from crmcli.db import live

    settings = replace(config.current(), db=store.url, operator=person.code, trusted=True)
    with config.using(settings):
        for noun, table in (("customer", "customer"), ("order", "sales_order")):
            seen = {
                row.get("code") or row["number"]
                for row in rows[table]
                if row.get("active", 1) and not row.get("reserved")
            }
            shown = {code for code, _name in live.records(None, noun, "", SEEN)}
            yield from difference(person, f"completion of {noun}", shown - seen, set())
            yield from difference(
                person, f"completion of {noun}: number", len(shown) > 0, len(seen) > 0
            )
