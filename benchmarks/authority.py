"""What authority costs: each operator's own rows against a WHERE that an expert writes by hand.

Ours is the statement that the service sends, as the operator: on PostgreSQL under the policies, on
SQLite through the views. Theirs names the owners or departments itself, on whole tables. Single
writes, with their commit, are compared with the same where the log's triggers are off.
"""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from benchmarks import bulk, reading
from benchmarks.figures import Figures
from benchmarks.handwritten import COLUMNS, CUSTOMER, NEWEST, Query
from crmcli import config, reports
from crmcli.db import connect, log, scope, work
from crmcli.db.connect import Store
from crmcli.db.engine import WRITING, connections_kept, engine_for
from crmcli.db.server import client
from crmcli.errors import InvalidError
from crmcli.reports import engine
from crmcli.services import (
    customer,
    department,
    followup,
    lending,
    operator,
    order,
    region,
    sharing,
)
from crmcli.services.followup_list import Wanted

DIVISIONS = {"DIV0": ("TEAM0", "TEAM1"), "DIV1": ("TEAM2", "TEAM3", "TEAM4")}
LIMIT = 1.5
ROUNDS, WRITES = 12, 40
SHARES, ALONE, UNTIL = 20, 5, "2026-12-31"
"""Customers that somebody is shown; how many people are shown none; the last day."""
FIRST, LAST = dt.date(2025, 7, 1), dt.date(2025, 9, 30)


@dataclass(frozen=True)
class Person:
    """Somebody whose work is measured."""

    title: str
    code: str
    condition: str
    """The WHERE that shows what they see; ``{0}`` stands for the table, ``{1}`` its customer."""


def organise(store: Store) -> list[str]:
    """Give the people of the large store a tree, regions and scopes; the codes of five of them.

    They are a salesperson, two managers, the head of a region, and one who sees everything.
    """
    with _as_admin(store), work.write() as w:
        for code, teams in DIVISIONS.items():
            department.add(w, name=f"Division {code}", code=code)
            for team in teams:
                department.edit(w, team, parent=code)
        codes = [row.code for row in operator.find(w, limit=None).rows if row.code != "ADMIN"]
        regions = [row.code for row in region.find(w).rows if row.parent is not None]
        kinds = (
            {},
            {"role": "MANAGER", "scope": scope.DEPARTMENT},
            {"role": "MANAGER", "scope": scope.SUBTREE, "of": "DIV0"},
            {"role": "MANAGER", "scope": scope.REGION},
            {"role": "MANAGER", "scope": scope.ALL},
        )
        for number, code in enumerate(codes):
            given = kinds[number] if number < len(kinds) else kinds[0]
            if number >= len(kinds) and number % 10 < len(kinds):
                given = kinds[number % 10]
            operator.edit(w, code, region=regions[number % len(regions)], **given)
        head = codes[3]
        operator.edit(w, head, region="A0")
    return codes


def share(store: Store, codes: list[str]) -> None:
    """Show all but the first five some customers of others, and lend some a colleague's rows."""
    with _as_admin(store), work.write() as w:
        keys = [row.code for row in customer.find(w, limit=SHARES * len(codes)).rows]
        for number, key in enumerate(keys[SHARES * ALONE :], start=SHARES * ALONE):
            with suppress(InvalidError):  # its owner has it already
                sharing.share(w, key, operators=[codes[number // SHARES]], until=UNTIL)
        for number in range(10, len(codes) - 5, 10):
            lending.lend(w, codes[number + 5], to=codes[number], until=UNTIL)


def measure(store: Store, figures: Figures) -> None:
    """Six people, each with a page, a count, reports and the rest; then single writes.

    Two of the six are shown customers of others, and one of these is lent a colleague's rows.
    """
    codes = organise(store)
    share(store, codes)
    people = list(_people(store, codes))
    print(f"\n{store.engine}: as whom, median of {reading.REPEATS} pairs, ms")
    print(f"{'case':46}{'hand':>9}{'sql':>9}{'ratio':>7}{'whole':>9}")
    for person in people:
        with (
            config.using(config.Settings(db=store.url, operator=person.code, trusted=True)),
            work.read() as w,
        ):
            raw: Any = connect.connect(store)
            assert w.operator
            for case in _cases(w, person):
                reading.compare(w, case, figures, by_hand=raw)
            raw.close()
    _writes(store, figures)


def _as_admin(store: Store) -> Any:
    return config.using(config.Settings(db=store.url, operator="ADMIN", trusted=True))


def _people(store: Store, codes: list[str]) -> Iterator[Person]:
    raw: Any = connect.connect(store)
    mark = "?" if store.engine == "sqlite" else "%s"

    def ids(query: str, *values: Any) -> str:
        found = raw.execute(query.replace("?", mark), values).fetchall()
        return ", ".join(str(row[0]) for row in found)

    own, manager, head, top = codes[0], codes[2], codes[3], codes[4]
    helped, leading = codes[10], codes[12]
    if store.engine == "postgresql":
        for code in (own, manager, head, top, helped, leading):
            client.admit(raw, code, None)
    mine = ids("SELECT id FROM operator WHERE code = ?", own)
    lent = ids("SELECT id FROM operator WHERE code IN (?, ?)", helped, codes[15])
    shown = [
        ids(
            "SELECT s.customer_id FROM share s JOIN operator o ON o.id = s.with_id "
            "WHERE o.code = ?",
            code,
        )
        for code in (helped, leading)
    ]
    teams = ids(
        "SELECT d.id FROM department d LEFT JOIN department p ON p.id = d.parent_id "
        "WHERE 'DIV0' IN (d.code, p.code)"
    )
    owners = ids(
        "SELECT o.id FROM operator o JOIN region r ON r.id = o.region_id "
        "LEFT JOIN region p ON p.id = r.parent_id WHERE 'A0' IN (r.code, p.code)"
    )
    raw.close()
    yield Person("salesperson", own, f"{{0}}.owner_id = {mine}")
    yield Person("manager", manager, f"{{0}}.dept_id IN ({teams})")
    yield Person("region head", head, f"{{0}}.owner_id IN ({owners})")
    yield Person("top", top, "")
    yield Person(
        "salesperson, shared and lent",
        helped,
        f"({{0}}.owner_id IN ({lent}) OR {{1}} IN ({shown[0]}))",
    )
    yield Person(
        "manager, shared", leading, f"({{0}}.dept_id IN ({teams}) OR {{1}} IN ({shown[1]}))"
    )


def _where(person: Person, table: str, *more: str, key: str = "customer_id") -> str:
    seen = person.condition.format(table, f"{table}.{key}")
    both = " AND ".join(part for part in (seen, *more) if part)
    return f"WHERE {both}" if both else ""


def _cases(w: work.Work, person: Person) -> Iterator[reading.Case]:
    mark = "?" if w.store.engine == "sqlite" else "%s"
    period = f"o.date BETWEEN '{FIRST}' AND '{LAST}' AND o.status IN ('confirmed', 'completed')"

    def case(name: str, ours: reading.Ours, hand: Query, **more: Any) -> reading.Case:
        return reading.Case(f"{person.title}: {name}", ours, hand, **more)

    yield case(
        "newest 50 follow-ups",
        lambda: followup.find(w, Wanted(), limit=reading.PAGE),
        (f"{COLUMNS} {_where(person, 'f')} {NEWEST} LIMIT 51", ()),
    )
    for table, real, key in (
        ("customer", "NOT t.reserved", "id"),
        ("followup", "", "customer_id"),
    ):
        count = f"SELECT count(*) FROM {table} t "
        sql = f"{count} {f'WHERE {real}' if real else ''}"
        yield case(
            f"count of {table}s",
            partial(_counted, w, sql),
            (f"{count} {_where(person, 't', real, key=key)}", ()),
            statement=reading.Statement(sql, ()),
        )
    yield case(
        "customers by region",
        partial(engine.run, w, reports.load("customer-region"), {}),
        (
            "SELECT r.code, r.name, x.customers FROM (SELECT region_id, count(*) AS customers "
            f"FROM customer t {_where(person, 't', 'NOT t.reserved', 't.active', key='id')} "
            "GROUP BY region_id) x LEFT JOIN region r ON r.id = x.region_id "
            "ORDER BY x.customers DESC, r.code NULLS LAST",
            (),
        ),
        same=False,
    )
    given = {"date_from": str(FIRST), "date_to": str(LAST)}
    yield case(
        "sales by region, a quarter",
        partial(engine.run, w, reports.load("region-sales"), given),
        (
            "SELECT r.code, r.name, x.orders, x.amount FROM (SELECT region_id, count(*) AS orders, "
            f"sum(total) AS amount FROM sales_order o {_where(person, 'o', period)} "
            "GROUP BY region_id) x LEFT JOIN region r ON r.id = x.region_id "
            "ORDER BY x.amount DESC, r.code NULLS LAST",
            (),
        ),
    )
    for part in ("华信", "嘉"):
        yield case(
            f"search {part}",
            partial(customer.find, w, text=part, limit=reading.PAGE),
            (
                f"SELECT {CUSTOMER}, o.code, o.name, o.kind, "
                "(SELECT max(f.contacted_at) FROM followup f WHERE f.customer_id = c.id) "
                "FROM customer c JOIN operator o ON o.id = c.owner_id "
                f"{_where(person, 'c', f'c.search_text LIKE {mark}', key='id')} "
                "ORDER BY c.id DESC LIMIT 51",
                (f"%{part}%",),
            ),
            same=False,
            promised=False,
        )
    yield case(
        "newest 50 orders",
        lambda: order.find(w, limit=reading.PAGE),
        (
            "SELECT o.*, c.code, c.name, (SELECT coalesce(sum(a.amount), 0) FROM allocation a "
            "WHERE a.order_id = o.id) FROM sales_order o JOIN customer c ON c.id = o.customer_id "
            f"{_where(person, 'o')} ORDER BY o.date DESC, o.id DESC LIMIT 51",
            (),
        ),
        promised=False,
    )


def _counted(w: work.Work, sql: str) -> Any:
    return w.session.connection().exec_driver_sql(sql).fetchall()


def _writes(store: Store, figures: Figures) -> None:
    """The same single write with its commit, with the log's triggers and without, in turn."""
    times: dict[bool, list[float]] = {True: [], False: []}
    raw = engine_for(store).execution_options(**{WRITING: True})
    with connections_kept(), _as_admin(store):
        for number in range(ROUNDS * WRITES):
            logged = number // WRITES % 2 == 0
            if number % WRITES == 0:
                with raw.begin() as connection:
                    if logged:
                        log.install(connection)
                    else:
                        bulk.drop_log(connection, ("followup",))
            times[logged].append(reading.timed(partial(_write, f"C{number % 1000 + 1:06}")))
        with raw.begin() as connection:
            log.install(connection)
    low = {logged: statistics.median(found[1:]) for logged, found in times.items()}
    ratio = low[True] / low[False]
    promise = figures.at_most(f"{store.engine}: a write with the log", ratio, LIMIT)
    title = "a follow-up with its commit, without log / with"
    print(f"{title:48}{low[False]:7.2f}{low[True]:9.2f}{ratio:7.2f}{'':9}{promise}", flush=True)


def _write(code: str) -> None:
    with work.write() as w:
        followup.add(w, code, content="谈了打印机的报价", channel="PHONE")
