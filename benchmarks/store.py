"""A large store: 100,000 customers, 1 million follow-ups, 500,000 orders, 1.5 million lines.

660 operators work in 11 departments of 60; 300 products, 32 regions in 4 areas.

The last department is idle: nobody in it has ever recorded anything. The rows are the same each
time. They are written past the log, whose triggers are put back afterwards, since only reading is
measured; `crm db check` would therefore complain.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from benchmarks import bulk, places, sales
from benchmarks.sales import Buyer, stamped
from crmcli import config
from crmcli.db import work
from crmcli.db.connect import Store
from crmcli.db.engine import WRITING, engine_for
from crmcli.sample import names as words
from crmcli.services import department, names, operator, product, region, texts
from crmcli.services.phones import parse

SEED = 20260101
CUSTOMERS, FOLLOWUPS, ORDERS = 100_000, 1_000_000, 500_000
DEPARTMENTS, PEOPLE = 11, 60
AREAS, REGIONS, PRODUCTS = 4, 8, 300
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
RESERVED = 1
"""A new store has this many customers already: the one that holds unidentified money."""
PLANNED = 0.3
"""The share of follow-ups with a next step."""


def make(
    store: Store,
    customers: int = CUSTOMERS,
    followups: int = FOLLOWUPS,
    orders: int = ORDERS,
    people: int = PEOPLE,
) -> None:
    """Fill a new store."""
    places.initialise(store)
    with (
        config.using(config.Settings(db=store.url, operator="ADMIN", trusted=True)),
        work.write() as w,
    ):
        ids, regions = _people(w, people), _regions(w)
        for number in range(1, PRODUCTS + 1):
            price = f"{number * 7 % 500 + 1}.{number % 10}0"
            product.add(w, code=f"P{number:03}", name=f"打印机 {number}", price=price)
    engine = engine_for(store).execution_options(**{WRITING: True})
    chance = random.Random(SEED)  # the same rows every time
    with engine.begin() as connection:
        buyers: list[Buyer] = []
        with bulk.unlogged(connection, ("customer", "contact_point", "followup", *sales.TABLES)):
            rows = _customers(chance, customers, ids, regions, buyers)
            bulk.write(connection, "customer", rows)
            bulk.write(connection, "contact_point", _points(chance, customers, ids))
            bulk.write(connection, "followup", _followups(chance, followups, customers, ids))
            sales.write(connection, FIRST.date(), orders, buyers, SEED)
    if store.engine == "postgresql":  # which does so by itself after a while; SQLite never does
        with engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(
                "VACUUM ANALYZE"
            )


def _people(w: work.Work, people: int) -> list[tuple[int, int]]:
    """Operator and department of all who work; those of the last department never do."""
    from sqlmodel import select

    from crmcli.db.models.department import Department
    from crmcli.db.models.operator import Operator

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


def _regions(w: work.Work) -> list[int]:
    """The regions that customers are in, eight in each of four areas."""
    from sqlmodel import col, select

    from crmcli.db.models.region import Region

    for area in range(AREAS):
        above = region.add(w, code=f"A{area}", name=f"Area {area}")
        for number in range(REGIONS):
            below = f"A{area}-{number}"
            region.add(w, code=below, name=f"Region {below}", parent=above.code)
    inside = select(Region.id).where(col(Region.parent_id).is_not(None)).order_by(col(Region.id))
    return list(w.session.exec(inside))


def _owner(number: int, ids: list[tuple[int, int]]) -> tuple[int, int]:
    return ids[number % len(ids)]


def _customers(
    chance: random.Random,
    count: int,
    ids: list[tuple[int, int]],
    regions: list[int],
    buyers: list[Buyer],
) -> Iterator[dict[str, Any]]:
    """The rows of the customers; what their orders need of them goes to ``buyers``."""
    cities = list(words.AREA_CODES)
    trades = [trade for trade, _industry in words.TRADES]
    for number in range(1, count + 1):
        brand = "".join(chance.choice(BRANDS) for _character in range(chance.choice((2, 2, 3))))
        name = f"{chance.choice(cities)}{brand}{chance.choice(trades)}有限公司"
        code = f"C{number:06}"
        owner, place = _owner(number, ids)
        area = regions[number % len(regions)]
        buyers.append(Buyer(number + RESERVED, owner, place, area, name))
        yield {
            "code": code, "name": name, "name_core": names.core(name), "active": True,
            "sort_key": texts.sort_key(name), "search_text": texts.search_text([name, code]),
            "kind": "organisation", "lifecycle": "prospect", "reserved": False,
            "owner_id": owner, "dept_id": place, "region_id": area,
            **stamped(FIRST),
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
            **stamped(FIRST),
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
            "search_text": content, "owner_id": owner, "dept_id": place, **stamped(at),
        }  # fmt: skip
