"""Paired measurements of what `crm` reads against hand-written SQL.

Each pair runs in turn in one process, so that whatever else the machine does meets both. For each
case: `sql` is our statement sent by the driver, over the hand-written one; `whole` is the service
as commands call it, in milliseconds.
"""

from __future__ import annotations

import datetime as dt
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import event, text

from benchmarks import handwritten
from benchmarks import store as stores
from benchmarks.figures import Figures
from crmcli import config, reports
from crmcli.db import work
from crmcli.db.connect import Store
from crmcli.errors import PossibleDuplicateError
from crmcli.reports import engine
from crmcli.services import (
    customer,
    duplicates,
    followup,
    ledger,
    order,
    payment,
    receivable,
    statement,
)
from crmcli.services.followup_list import Wanted
from crmcli.services.order_view import Wanted as Orders
from crmcli.services.receivable import Wanted as Due

REPEATS, SLOW_REPEATS = 31, 9
PAGE = 50
LIMIT = 1.5
"""What a statement may cost over the one written by hand."""

Ours = Callable[[], Any]


@dataclass(frozen=True)
class Statement:
    """What was sent to the driver."""

    text: str
    parameters: Any


@dataclass(frozen=True)
class Case:
    """What is measured; ``same`` when both find the same rows in the same order."""

    name: str
    ours: Ours
    hand: handwritten.Query
    same: bool = True
    repeats: int = REPEATS
    statement: Statement | None = None
    """What ours sends, where it is not the statement that fetches the rows."""
    promised: bool = True


def measure(store: Store, figures: Figures) -> None:
    """All cases on one store."""
    with (
        config.using(config.Settings(db=store.url, operator="ADMIN", trusted=True)),
        work.read() as w,
    ):
        print(f"\n{store.engine}: median of {REPEATS} pairs (reports {SLOW_REPEATS}), ms")
        print(f"{'case':38}{'hand':>9}{'sql':>9}{'ratio':>7}{'whole':>9}")
        assert w.operator  # found once, as in every command
        for case in (*_followups(w), *_orders(w), *_receipts(w), *_reports(w)):
            compare(w, case, figures)
        print(f"\n{store.engine}: services alone, ms")
        _pages(w)
        _accounts(w)
        _duplicates(w)


def _followups(w: work.Work) -> Iterator[Case]:
    sql = handwritten.of(w.store.engine)
    one, person = "C000500", _code_of(w, "TEAM3")
    idle_team = f"TEAM{stores.DEPARTMENTS - 1}"
    team, idle = _department(w, "TEAM3"), _department(w, idle_team)

    def newest(**wanted: Any) -> Ours:
        return lambda: followup.find(w, Wanted(**wanted), limit=PAGE)

    by_one = sql.of_customer(500 + stores.RESERVED)
    yield Case("newest 50 of a customer", newest(customer=one), by_one)
    yield Case("newest 50 of an operator", newest(operator=person), sql.of_operator(_id(w, person)))
    yield Case(
        "newest 50 of a department of 60", newest(department="TEAM3"), sql.of_department(team)
    )
    yield Case(
        "newest 50 of an idle department", newest(department=idle_team), sql.of_department(idle)
    )
    yield Case("newest 50 of all", newest(), sql.of_all())
    for part in ("华信", "xi", "嘉"):
        look = partial(customer.find, w, text=part, limit=PAGE)
        yield Case(f"search {part}", look, sql.search(part), same=False)


def _orders(w: work.Work) -> Iterator[Case]:
    sql, person = handwritten.of(w.store.engine), _code_of(w, "TEAM3")

    def newest(**wanted: Any) -> Ours:
        return lambda: order.find(w, Orders(**wanted), limit=PAGE)

    one = sql.orders("o.customer_id", 500 + stores.RESERVED)
    yield Case("newest 50 orders", newest(), sql.orders())
    yield Case("newest 50 orders of a customer", newest(customer="C000500"), one)
    own = sql.orders("o.salesperson_id", _id(w, person))
    yield Case("newest 50 orders of a salesperson", newest(salesperson=person), own)


def _receipts(w: work.Work) -> Iterator[Case]:
    sql = handwritten.of(w.store.engine)
    yield Case("newest 50 receipts", lambda: payment.find(w, limit=PAGE), sql.receipts())


def _reports(w: work.Work) -> Iterator[Case]:
    sql = handwritten.of(w.store.engine)
    for title, first, last in (
        ("a quarter", dt.date(2025, 7, 1), dt.date(2025, 9, 30)),
        ("three years", dt.date(2023, 1, 1), dt.date(2025, 12, 31)),
    ):
        for measure_, query in (("ordered", sql.ordered), ("received", sql.received)):
            given = {"date_from": str(first), "date_to": str(last), "measure": measure_}
            look = partial(engine.run, w, reports.load("region-sales"), given)
            name = f"{measure_} by region, {title}"
            yield Case(name, look, query(first, last), repeats=SLOW_REPEATS)


def _one(w: work.Work, query: str, **given: str) -> Any:
    return w.session.connection().execute(text(query), given).scalar_one()


def _code_of(w: work.Work, team: str) -> str:
    query = (
        "SELECT o.code FROM operator o JOIN department d ON d.id = o.dept_id "
        "WHERE d.code = :team AND o.kind = 'person' ORDER BY o.id LIMIT 1"
    )
    return str(_one(w, query, team=team))


def _id(w: work.Work, code: str) -> int:
    return int(_one(w, "SELECT id FROM operator WHERE code = :code", code=code))


def _department(w: work.Work, code: str) -> int:
    return int(_one(w, "SELECT id FROM department WHERE code = :code", code=code))


def _captured(w: work.Work, ours: Ours) -> Statement:
    """The statement that fetches the rows: the longest sorted one, of a page if there is one."""
    sent: list[Statement] = []

    def keep(_c: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        sent.append(Statement(statement, parameters))

    target = w.session.connection()
    event.listen(target, "before_cursor_execute", keep)
    ours()
    event.remove(target, "before_cursor_execute", keep)
    rows = [s for s in sent if "ORDER BY" in s.text]
    pages = [s for s in rows if "LIMIT" in s.text]
    return max(pages or rows, key=lambda s: len(s.text))


def compare(w: work.Work, case: Case, figures: Figures, *, by_hand: Any = None) -> None:
    """Print and note what ours costs over theirs, which is sent by ``by_hand``, else by ``w``."""
    mine = case.statement or _captured(w, case.ours)
    raw: Any = w.session.connection().connection.dbapi_connection
    theirs = raw if by_hand is None else by_hand
    if w.store.engine == "postgresql":  # a command sends each once: planned for its values
        raw.prepare_threshold = theirs.prepare_threshold = None
    if case.same:
        hand = [row[0] for row in _run(theirs, *case.hand)]
        same = hand == [row[0] for row in _run(raw, mine.text, mine.parameters)]
        assert same, f"{case.name}: the two statements find other rows"
    times: dict[str, list[float]] = {"hand": [], "sql": [], "whole": []}
    for _repeat in range(min(case.repeats, REPEATS)):
        times["hand"].append(timed(lambda: _run(theirs, *case.hand)))
        times["sql"].append(timed(lambda: _run(raw, mine.text, mine.parameters)))
        times["whole"].append(timed(case.ours))
    low = {key: statistics.median(values) for key, values in times.items()}
    ratio = statistics.median(b / a for a, b in zip(times["hand"], times["sql"], strict=True))
    promise = ""
    if case.promised:
        promise = figures.at_most(f"{w.store.engine}: {case.name}", ratio, LIMIT)
    print(
        f"{case.name:38}{low['hand']:9.2f}{low['sql']:9.2f}{ratio:7.2f}{low['whole']:9.2f}{promise}",
        flush=True,
    )


def _run(raw: Any, query: str, parameters: Any) -> list[Any]:
    cursor = raw.cursor()
    cursor.execute(query, parameters)
    found: list[Any] = cursor.fetchall()
    cursor.close()
    return found


def timed(act: Callable[[], Any]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def _alone(name: str, act: Callable[[], Any], repeats: int) -> None:
    took = statistics.median(timed(act) for _repeat in range(min(repeats, REPEATS)))
    print(f"{name:52}{took:9.2f}", flush=True)


def _pages(w: work.Work) -> None:
    """Pages 1, 100 and 1,000 of two timelines, each reached by its key."""
    for name, wanted in (("all", Wanted()), ("a department of 60", Wanted(department="TEAM3"))):
        keys: dict[int, str | None] = {1: None}
        for page in (100, 1000):
            found = followup.timeline(w, wanted, limit=(page - 1) * PAGE)
            if found.after is not None:
                keys[page] = found.after
        for page, key in keys.items():
            look = partial(followup.timeline, w, wanted, before=key, limit=PAGE)
            _alone(f"timeline of {name}, page {page}", look, REPEATS)


def _accounts(w: work.Work) -> None:
    """What people and finance look at besides lists."""
    first, last = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
    _alone("ledger of a customer", lambda: ledger.show(w, "C000500"), REPEATS)
    year = partial(statement.of, w, "C000500", date_from=first, date_to=last)
    _alone("statement of a customer, a year", year, REPEATS)
    one = Due(customer="C000500")
    _alone("due of a customer", lambda: receivable.find(w, one), REPEATS)
    _alone("due of a whole company", lambda: receivable.find(w, limit=PAGE), 3)
    _alone("debtors of a whole company", lambda: receivable.debtors(w, limit=PAGE), 3)
    overdue = partial(order.find, w, Orders(overdue=True), limit=PAGE)
    _alone("newest 50 overdue orders", overdue, SLOW_REPEATS)


def _duplicates(w: work.Work) -> None:
    for name in ("上海华信贸易有限公司", "深圳金鼎天科技有限公司", "Alfreds Futterkiste GmbH"):

        def look(name: str = name) -> None:
            with suppress(PossibleDuplicateError):
                duplicates.refuse(w, duplicates.Known(name, "organisation", ["+8613800138000"]))

        _alone(f"duplicates of {name}", look, SLOW_REPEATS)
