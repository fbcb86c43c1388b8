"""Paired measurements of what `crm` reads against hand-written SQL, on both engines.

Each pair runs in turn in one process, so that whatever else the machine does meets both. For each
case: `sql` is our statement sent by the driver, over the hand-written one; `whole` is our statement
built, sent and fetched by SQLAlchemy with its types, in milliseconds.

Usage: python -m benchmarks.run [--engine sqlite|postgresql] [--customers N] [--followups N]
                                [--store PATH]
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import event, text

from benchmarks import handwritten, places
from benchmarks import store as stores
from crmcli import config
from crmcli.db import work
from crmcli.db.connect import Store
from crmcli.errors import PossibleDuplicateError
from crmcli.services import customer, duplicates, followup
from crmcli.services.followup_list import Wanted

REPEATS = 31
PAGE = 50


@dataclass(frozen=True)
class Statement:
    """What was sent to the driver."""

    text: str
    parameters: Any


def main() -> None:
    """Make or open the stores, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--engine", choices=("sqlite", "postgresql"))
    options.add_argument("--customers", type=int, default=stores.CUSTOMERS)
    options.add_argument("--followups", type=int, default=stores.FOLLOWUPS)
    options.add_argument("--store", help="a store made before, kept")
    given = options.parse_args()
    for engine in (given.engine,) if given.engine else ("sqlite", "postgresql"):
        with _store(engine, given.store) as place:
            if not _made(place):
                start = time.perf_counter()
                stores.make(place, given.customers, given.followups)
                print(f"{engine}: store made in {time.perf_counter() - start:.0f} s")
            measure(place)


@contextmanager
def _store(engine: str, kept: str | None) -> Iterator[Store]:
    if kept:
        yield stores.open_store(kept)
    else:
        with places.new(engine) as place:
            yield place


def _made(store: Store) -> bool:
    from crmcli.db import schema

    try:
        from crmcli.db.connect import connect

        connection = connect(store)
    except Exception:
        return False
    try:
        return schema.revision(connection, store) is not None
    finally:
        connection.close()


def measure(store: Store) -> None:
    """All cases on one store."""
    with config.using(config.Settings(db=store.url, operator="ADMIN")), work.read() as w:
        print(f"\n{store.engine}: median of {REPEATS} pairs, ms")
        print(f"{'case':34}{'hand':>9}{'sql':>9}{'ratio':>7}{'whole':>9}")
        assert w.operator  # found once, as in every command
        for name, ours, hand in _cases(w):
            _report(w, name, ours, hand)
        _pages(w)
        _duplicates(w)


Ours = Callable[[], Any]


def _cases(w: work.Work) -> Iterator[tuple[str, Ours, tuple[str, tuple[Any, ...]]]]:
    sql = handwritten.of(w.store.engine)
    one, person = "C000500", _code_of(w, "TEAM3")
    idle_team = f"TEAM{stores.DEPARTMENTS - 1}"
    team, idle = _department(w, "TEAM3"), _department(w, idle_team)

    def newest(**wanted: Any) -> Ours:
        return lambda: followup.find(w, Wanted(**wanted), limit=PAGE)

    yield "newest 50 of a customer", newest(customer=one), sql.of_customer(500 + stores.RESERVED)
    yield "newest 50 of an operator", newest(operator=person), sql.of_operator(_person(w, person))
    yield "newest 50 of a department of 60", newest(department="TEAM3"), sql.of_department(team)
    yield "newest 50 of an idle department", newest(department=idle_team), sql.of_department(idle)
    yield "newest 50 of all", newest(), sql.of_all()
    for part in ("华信", "xi", "嘉"):
        yield (
            f"search {part}",
            lambda part=part: customer.find(w, text=part, limit=PAGE),
            sql.search(part),
        )


def _one(w: work.Work, query: str, **given: str) -> Any:
    return w.session.connection().execute(text(query), given).scalar_one()


def _code_of(w: work.Work, team: str) -> str:
    query = (
        "SELECT o.code FROM operator o JOIN department d ON d.id = o.dept_id "
        "WHERE d.code = :team AND o.kind = 'person' ORDER BY o.id LIMIT 1"
    )
    return str(_one(w, query, team=team))


def _person(w: work.Work, code: str) -> int:
    return int(_one(w, "SELECT id FROM operator WHERE code = :code", code=code))


def _department(w: work.Work, code: str) -> int:
    return int(_one(w, "SELECT id FROM department WHERE code = :code", code=code))


def _captured(w: work.Work, ours: Ours) -> Statement:
    """The statement that fetches the page: the longest of those that ``ours`` sends."""
    sent: list[Statement] = []

    def keep(_c: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        sent.append(Statement(statement, parameters))

    target = w.session.connection()
    event.listen(target, "before_cursor_execute", keep)
    ours()
    event.remove(target, "before_cursor_execute", keep)
    pages = [s for s in sent if "LIMIT" in s.text and "ORDER BY" in s.text]
    return max(pages, key=lambda s: len(s.text))


def _report(w: work.Work, name: str, ours: Ours, hand: tuple[str, tuple[Any, ...]]) -> None:
    mine = _captured(w, ours)
    raw: Any = w.session.connection().connection.dbapi_connection

    def run(query: str, parameters: Any) -> list[Any]:
        cursor = raw.cursor()
        cursor.execute(query, parameters)
        found = cursor.fetchall()
        cursor.close()
        return found

    if not name.startswith("search"):
        same = [row[0] for row in run(*hand)] == [row[0] for row in run(mine.text, mine.parameters)]
        assert same, f"{name}: the two statements find other rows"
    times: dict[str, list[float]] = {"hand": [], "sql": [], "whole": []}
    for _repeat in range(REPEATS):
        times["hand"].append(_timed(lambda: run(*hand)))
        times["sql"].append(_timed(lambda: run(mine.text, mine.parameters)))
        times["whole"].append(_timed(ours))
    low = {key: statistics.median(values) for key, values in times.items()}
    ratio = statistics.median(b / a for a, b in zip(times["hand"], times["sql"], strict=True))
    print(f"{name:34}{low['hand']:9.2f}{low['sql']:9.2f}{ratio:7.2f}{low['whole']:9.2f}")


def _timed(act: Callable[[], Any]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


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
            took = statistics.median(_timed(look) for _repeat in range(REPEATS))
            print(f"{f'timeline of {name}, page {page}':48}{took:9.2f}")


def _duplicates(w: work.Work) -> None:
    for name in ("上海华信贸易有限公司", "深圳金鼎天科技有限公司", "Alfreds Futterkiste GmbH"):

        def look(name: str = name) -> None:
            with suppress(PossibleDuplicateError):
                duplicates.refuse(w, duplicates.Known(name, "organisation", ["+8613800138000"]))

        took = statistics.median(_timed(look) for _repeat in range(9))
        print(f"{f'duplicates of {name}':48}{took:9.2f}")


if __name__ == "__main__":
    main()
