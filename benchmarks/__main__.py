"""Every figure in one run, on both engines, in turn with what they stand on.

Ends with 1 when a promised ratio is missed.

Usage: python -m benchmarks [--engine sqlite|postgresql] [--part PART]
                            [--customers N] [--followups N] [--people N] [--orders N] [--times N]
                            [--rows N] [--store PATH]
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks import (
    app,
    authority,
    bringing,
    commands,
    multiply,
    places,
    reading,
    reports,
    teams,
    writing,
)
from benchmarks import store as stores
from benchmarks.figures import Figures
from crmcli.db import schema
from crmcli.db.connect import Store, connect

NOW = "2026-03-15T09:30:00+08:00"
PARTS = (
    "reading",
    "reports",
    "commands",
    "copying",
    "authority",
    "app",
    "recycling",
    "handing",
    "merging",
    "writing",
    "bringing",
)


LARGE = {
    "reading": reading.measure,
    "reports": reports.measure,
    "commands": commands.measure,
    "copying": bringing.copied,
    "authority": authority.measure,
    "app": app.measure,
    "recycling": teams.recycled,
}
"""What is measured on the large store."""


def main() -> int:
    """Make or open the stores, measure, print."""
    options = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    options.add_argument("--engine", choices=("sqlite", "postgresql"))
    options.add_argument("--part", choices=PARTS, action="append")
    options.add_argument("--customers", type=int, default=stores.CUSTOMERS)
    options.add_argument("--followups", type=int, default=stores.FOLLOWUPS)
    options.add_argument("--people", type=int, default=stores.PEOPLE, help="in each department")
    options.add_argument("--orders", type=int, default=stores.ORDERS)
    options.add_argument("--rows", type=int, default=bringing.ROWS, help="customers to import")
    options.add_argument("--times", type=int, default=1, help="copy all orders so often")
    options.add_argument("--store", help="a store made before, or to be made and kept")
    given = options.parse_args()
    os.environ["CRM_NOW"] = NOW
    print(
        f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )
    figures, parts = Figures(), given.part or PARTS
    for engine in (given.engine,) if given.engine else ("sqlite", "postgresql"):
        if LARGE.keys() & set(parts):
            with _large(engine, given) as store:
                for part, measure in LARGE.items():
                    if part in parts:
                        measure(store, figures)
        if "handing" in parts:
            with places.new(engine) as store:
                teams.handing(store, figures)
        if "merging" in parts:
            with places.new(engine) as store:
                teams.merging(store, figures)
        if "writing" in parts:
            with places.new(engine) as store:
                writing.measure(store, figures)
        if "bringing" in parts:
            bringing.measure(engine, given.rows, figures)
    for line in figures.missed:
        print(f"MISSED  {line}")
    return 1 if figures.missed else 0


@contextmanager
def _large(engine: str, given: argparse.Namespace) -> Iterator[Store]:
    with places.new(engine, given.store) as store:
        if not _made(store):
            start = time.perf_counter()
            stores.make(store, given.customers, given.followups, given.orders, given.people)
            if given.times > 1:
                multiply.orders(store, given.times)
            print(f"\n{engine}: store made in {time.perf_counter() - start:.0f} s", flush=True)
        yield store


def _made(store: Store) -> bool:
    try:
        connection = connect(store)
    except Exception:
        return False
    try:
        return schema.revision(connection, store) is not None
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
