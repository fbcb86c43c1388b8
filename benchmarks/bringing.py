"""Lists brought in and stores copied, and the memory that takes.

An import stands beside the same validation with inserts by SQLAlchemy Core, log on: what a careful
script of one's own would do, without looking for duplicates and what is there already.
"""

from __future__ import annotations

import csv
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from benchmarks import places
from benchmarks.figures import Figures
from benchmarks.reports import peak
from benchmarks.store import BRANDS
from crmcli import config, imports, intake
from crmcli.db.connect import Store
from crmcli.db.models.every import metadata
from crmcli.db.work import Work, write
from crmcli.imports import engine
from crmcli.imports.rows import Reading, Rows
from crmcli.imports.spec import Asked, Duplicates
from crmcli.sample import names as words
from crmcli.services import customer_fields, customer_new, points, whole
from crmcli.services.customer_new import NewCustomer

ROWS, PAIRS, BATCH = 50_000, 2, 1_000
SLOWER, MEMORY, PER_SECOND = 2, 200, 20_000
"""How often longer an import may take, how many MB, and how many rows a second are copied."""
HEADS = ("code", "name", "type", "industry", "level", "city", "address", "phone", "mobile", "email")


def measure(engine_name: str, rows: int, figures: Figures) -> None:
    """Imports on new stores of one engine."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "customers.csv"
        _list(path, rows)
        pairs = [
            (_timed(engine_name, lambda: _by_hand(path)), _timed(engine_name, lambda: _ours(path)))
            for _turn in range(PAIRS)
        ]
        ratio = statistics.median(ours / hand for hand, ours in pairs)
        hand, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
        promise = figures.at_most(f"{engine_name}: import of customers", ratio, SLOWER)
        print(
            f"\n{engine_name}: {rows:,} customers from CSV: by hand {hand:.1f} s, "
            f"ours {ours:.1f} s ({rows / ours:,.0f} rows/s), ratio {ratio:.2f}{promise}"
        )
        with places.new(engine_name) as store:
            places.initialise(store)
            taken = peak(
                ["import", "customer", str(path), "--on-duplicate", "add", "--db", store.url]
            )
        promise = figures.at_most(f"{engine_name}: memory of an import", taken, MEMORY)
        print(f"{engine_name}: memory of that import {taken:.0f} MB{promise}")


def copied(store: Store, figures: Figures) -> None:
    """The large store copied into a new one of the same engine, and a long list exported."""
    rows = whole.rows_of(store)
    with places.new(store.engine) as target:
        begun = time.perf_counter()
        whole.copy(store, target, lambda _more: None)
        rate = rows / (time.perf_counter() - begun)
    promise = figures.at_least(f"{store.engine}: rows copied a second", rate, PER_SECOND)
    print(f"\n{store.engine}: {rows:,} rows copied and compared, {rate:,.0f} rows/s{promise}")
    for name in ("csv", "jsonl", "xlsx"):
        with tempfile.TemporaryDirectory() as folder:
            out = f"{folder}/followups.{name}"
            begun = time.perf_counter()
            taken = peak(["followup", "list", "--all", "-O", out, "-q", "--db", store.url])
            seconds = time.perf_counter() - begun
        promise = figures.at_most(f"{store.engine}: memory of {name}", taken, MEMORY)
        print(f"{store.engine}: follow-ups as {name}: {seconds:.0f} s, {taken:.0f} MB{promise}")


def _list(path: Path, rows: int) -> None:
    """A list as another program writes it; the same each time."""
    chance = random.Random(1)
    cities = list(words.AREA_CODES)
    trades = [trade for trade, _industry in words.TRADES]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS)
        for number in range(rows):
            city = chance.choice(cities)
            brand = "".join(chance.choice(BRANDS) for _ in range(chance.choice((2, 2, 3))))
            writer.writerow(
                (
                    f"K{number:06}",
                    f"{city}{brand}{chance.choice(trades)}有限公司",
                    chance.choice(("END", "DEALER", "OTHER")),
                    "TRADE",
                    chance.choice("ABC"),
                    city,
                    f"中山路{number % 900 + 1}号",
                    f"{words.AREA_CODES[city]}-{chance.randrange(20000000, 89999999)}",
                    f"13{chance.randrange(10**9):09}",
                    f"a{number}@example.com",
                )
            )


def _timed(engine_name: str, act: Callable[[], None]) -> float:
    with places.new(engine_name) as store:
        places.initialise(store)
        with config.using(config.Settings(db=store.url, operator="ADMIN", trusted=True)):
            begun = time.perf_counter()
            act()
            return time.perf_counter() - begun


def _ours(path: Path) -> None:
    rows = Rows(imports.load("customer"), intake.read(path), Reading())
    run = engine.Run(rows.spec, rows, Asked(duplicates=Duplicates.ADD))
    with write(preview=False) as work:
        while run.more():
            run.step(work)


def _by_hand(path: Path) -> None:
    with write(preview=False) as work, path.open(encoding="utf-8", newline="") as file:
        work.begin("customer.create", writes=True)
        work.named = {}
        rows = csv.DictReader(file)
        while batch := list(islice(rows, BATCH)):
            _insert(work, [_checked(work, row) for row in batch])


def _checked(work: Work, row: dict[str, str]) -> NewCustomer:
    values = {key: text for key, text in row.items() if key not in ("code", "name")}
    new = customer_new.checked(work, name=row["name"], code=row["code"], values=values)
    new.row.code = new.code or ""
    customer_fields.index_as(new.row, ())
    return new


def _insert(work: Work, news: list[NewCustomer]) -> None:
    connection = work.session.connection()
    stamps = {
        "created_at": work.at, "created_by": work.operator.id,
        "updated_at": work.at, "updated_by": work.operator.id, "version": 1,
    }  # fmt: skip
    table, point = metadata.tables["customer"], metadata.tables["contact_point"]
    names = [column.name for column in table.columns if column.name != "id"]
    given = [{**{name: vars(new.row).get(name) for name in names}, **stamps} for new in news]
    insert = table.insert().returning(table.c.id, sort_by_parameter_order=True)
    keys = connection.execute(insert, given).scalars()
    for new, key in zip(news, keys, strict=True):
        new.row.id = key
    found = (row for new in news for row in points.rows(new.row, new.points))
    connection.execute(point.insert(), [{**row, **stamps} for row in found])
    work.changed = True
