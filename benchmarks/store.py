"""A large store: 100,000 customers, 1 million follow-ups, 660 operators in 11 departments of 60.

The last department is idle: nobody in it has ever recorded anything. The rows are the same each
time. They are written past the log, whose triggers are put back afterwards, since only reading is
measured; `crm db check` would therefore complain.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Table

from crmcli import config
from crmcli.db import connect, log, work
from crmcli.db.connect import Store
from crmcli.db.engine import WRITING, engine_for
from crmcli.db.models import metadata
from crmcli.sample import names as words
from crmcli.services import department, names, operator, setup, texts
from crmcli.services.phones import parse

SEED = 20260101
CUSTOMERS, FOLLOWUPS = 100_000, 1_000_000
DEPARTMENTS, PEOPLE = 11, 60
FIRST = dt.datetime(2023, 1, 1, tzinfo=dt.UTC)
SECONDS = 3 * 365 * 86_400
BRANDS = (
    "华信智远恒达瑞丰中联东方金鼎海纳天成博创新泰永盛鸿图嘉禾安立宏业明辉航卓越盛隆祥和顺通利源德"
)
CHATS = (
    "谈了打印机的报价",
    "客户要求送样品",
    "约好下周见面",
    "合同条款还有分歧",
    "服务满意，愿意续签",
)
BATCH = 10_000
RESERVED = 1
"""A new store has this many customers already: the one that holds unidentified money."""
PLANNED = 0.3
"""The share of follow-ups with a next step."""


def make(
    store: Store, customers: int = CUSTOMERS, followups: int = FOLLOWUPS, people: int = PEOPLE
) -> None:
    """Fill a new store."""
    with config.using(config.Settings(db=store.url, operator="ADMIN")):
        setup.initialise(store, setup.Company("Benchmark"))
        with work.write() as w:
            ids = _people(w, people)
    engine = engine_for(store).execution_options(**{WRITING: True})
    chance = random.Random(SEED)  # the same rows every time
    with engine.begin() as connection:
        _switch_log_off(connection)
        _bulk(connection, "customer", _customers(chance, customers, ids))
        _bulk(connection, "contact_point", _points(chance, customers, ids))
        _bulk(connection, "followup", _followups(chance, followups, customers, ids))
        log.install(connection)
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(
            "ANALYZE" if store.engine == "sqlite" else "VACUUM ANALYZE"
        )


def _people(w: work.Work, people: int) -> list[tuple[int, int]]:
    """Operator and department of all who work; those of the last department never do."""
    from sqlmodel import select

    from crmcli.db.models import Department, Operator

    for number in range(DEPARTMENTS):
        place = department.add(w, name=f"Team {number}", code=f"TEAM{number}")
        for person in range(people):
            operator.add(w, name=f"P{number}-{person}", department=place.code)
    rows = w.session.exec(
        select(Operator)
        .join(Department, Operator.dept_id == Department.id)
        .where(Operator.kind == "person", Department.code != f"TEAM{DEPARTMENTS - 1}")
        .order_by(Operator.id)
    )
    return [(row.id, row.dept_id) for row in rows if row.code != "ADMIN"]


def _switch_log_off(connection: Connection) -> None:
    for name in ("customer", "contact_point", "followup"):
        if connection.dialect.name == "sqlite":
            for event in ("insert", "update", "delete"):
                connection.exec_driver_sql(f"DROP TRIGGER log_{name}_{event}")
        else:
            connection.exec_driver_sql(f"DROP TRIGGER log_{name} ON {name}")


def _owner(number: int, ids: list[tuple[int, int]]) -> tuple[int, int]:
    return ids[number % len(ids)]


def _stamped(at: dt.datetime) -> dict[str, Any]:
    return {"created_at": at, "created_by": 1, "updated_at": at, "updated_by": 1, "version": 1}


def _customers(
    chance: random.Random, count: int, ids: list[tuple[int, int]]
) -> Iterator[dict[str, Any]]:
    cities = list(words.AREA_CODES)
    trades = [trade for trade, _industry in words.TRADES]
    for number in range(1, count + 1):
        brand = "".join(chance.choice(BRANDS) for _character in range(chance.choice((2, 2, 3))))
        name = f"{chance.choice(cities)}{brand}{chance.choice(trades)}有限公司"
        code = f"C{number:06}"
        owner, place = _owner(number, ids)
        yield {
            "code": code, "name": name, "name_core": names.core(name), "active": True,
            "sort_key": texts.sort_key(name), "search_text": texts.search_text([name, code]),
            "kind": "organisation", "lifecycle": "prospect", "reserved": False,
            "owner_id": owner, "dept_id": place,
            **_stamped(FIRST),
        }  # fmt: skip


def _points(
    chance: random.Random, count: int, ids: list[tuple[int, int]]
) -> Iterator[dict[str, Any]]:
    for number in range(1, count + 1):
        owner, place = _owner(number, ids)
        raw = f"1{chance.choice('35789')}{chance.randrange(10**9):09}"
        (phone,) = parse(raw, "phone")
        yield {
            "customer_id": number + RESERVED, "kind": "mobile", "raw": raw,
            "normalised": phone.normalised,
            "masked": raw[:3] + "****" + raw[-4:], "owner_id": owner, "dept_id": place,
            **_stamped(FIRST),
        }  # fmt: skip


def _followups(
    chance: random.Random, count: int, customers: int, ids: list[tuple[int, int]]
) -> Iterator[dict[str, Any]]:
    for number in range(1, count + 1):
        customer = chance.randrange(1, customers + 1)
        owner, place = _owner(customer, ids)
        at = FIRST + dt.timedelta(seconds=chance.randrange(SECONDS))
        content = chance.choice(CHATS)
        step = chance.random() < PLANNED
        yield {
            "number": f"F{number:07}", "customer_id": customer + RESERVED,
            "channel_id": number % 6 + 1,
            "author_id": owner, "contacted_at": at, "late": False, "content": content,
            "next_step": "回访" if step else None,
            "next_on": at.date() + dt.timedelta(days=7) if step else None,
            "search_text": content, "owner_id": owner, "dept_id": place, **_stamped(at),
        }  # fmt: skip


def _bulk(connection: Connection, name: str, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows the fastest way that an engine has."""
    table = metadata.tables[name]
    for batch in itertools.batched(rows, BATCH) if hasattr(itertools, "batched") else _cut(rows):
        keys = list(batch[0])
        convert = [_converter(table, key, connection) for key in keys]
        values = [tuple(c(row[k]) for c, k in zip(convert, keys, strict=True)) for row in batch]
        if connection.dialect.name == "sqlite":
            marks = ", ".join("?" * len(keys))
            raw: Any = connection.connection.dbapi_connection
            raw.executemany(f"INSERT INTO {name} ({', '.join(keys)}) VALUES ({marks})", values)
            continue
        raw = connection.connection.dbapi_connection
        with (
            raw.cursor() as cursor,
            cursor.copy(f"COPY {name} ({', '.join(keys)}) FROM STDIN") as copy,
        ):
            for value in values:
                copy.write_row(value)


def _cut(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], ...]]:
    left = iter(rows)
    while batch := tuple(itertools.islice(left, BATCH)):
        yield batch


def _converter(table: Table, key: str, connection: Connection) -> Callable[[Any], Any]:
    found = table.c[key].type.bind_processor(connection.dialect)
    return found or (lambda value: value)


def open_store(url: str) -> Store:
    """The store that a path or address names."""
    return connect.parse(url)
