"""What moving much costs: a handover of 700, recycling among 100,000, a merge; in seconds.

They are measured as the service does them, from the beginning of the transaction to its commit.
"""

from __future__ import annotations

import time
from typing import Any

from sqlmodel import func, select

from benchmarks import store as stores
from benchmarks.figures import Figures
from crmcli import config
from crmcli.db import scope, work
from crmcli.db.connect import Store
from crmcli.db.models.every import metadata
from crmcli.services import customer, handover, handover_undo, operator, recycling, setting
from crmcli.services import merging as service

OWNED, TALKS = 700, 7_000
MERGED, SOLD = 7_000, 500
"""Follow-ups and orders of two customers, which with lines and receipts are 10,000 rows."""
PROTECTION = "420"
"""Days after which some hundreds of the large store are due, as on a night in a company."""
MOST_HANDOVER, MOST_RECYCLING, MOST_MERGE = 2.0, 5.0, 1.0


def handing(store: Store, figures: Figures) -> None:
    """Somebody with 700 customers and 7,000 follow-ups hands them over, and has them again."""
    places = stores.DEPARTMENTS
    stores.make(store, OWNED * places, TALKS * places, 0, people=1)
    with _as_admin(store):
        with work.read() as w:
            leaver, successor = [row.code for row in operator.find(w).rows if row.code != "ADMIN"][
                :2
            ]
        start = time.perf_counter()
        with work.write() as w:
            number, rows = handover.run(w, leaver, handover.Plan(to=successor))
        spent = time.perf_counter() - start
        start = time.perf_counter()
        with work.write() as w:
            handover_undo.undo(w, number)
        back = time.perf_counter() - start
    promise = figures.at_most(f"{store.engine}: handover", spent, MOST_HANDOVER)
    talks = sum(row.followups for row in rows)
    print(
        f"\n{store.engine}: handover of {len(rows)} customers with {talks} follow-ups "
        f"{spent:.2f} s{promise}; undone {back:.2f} s",
        flush=True,
    )


def merging(store: Store, figures: Figures) -> None:
    """Two customers with some 10,000 rows become one, and two again."""
    stores.make(store, 2, MERGED, SOLD, people=1)
    with _as_admin(store):
        with work.read() as w:
            one, other = [row.code for row in customer.find(w).rows]
            tables = [metadata.tables[name] for name in scope.SCOPED]
            rows = sum(w.session.exec(select(func.count()).select_from(t)).one() for t in tables)
        start = time.perf_counter()
        with work.write(preview=False) as w:
            service.merge(w, one, other, keep=["all"])
        spent = time.perf_counter() - start
        start = time.perf_counter()
        with work.write(preview=False) as w:
            service.unmerge(w, other)
        back = time.perf_counter() - start
    promise = figures.at_most(f"{store.engine}: merge", spent, MOST_MERGE)
    print(
        f"\n{store.engine}: merge of two customers with {rows} rows {spent:.2f} s{promise}; "
        f"taken apart {back:.2f} s",
        flush=True,
    )


def recycled(store: Store, figures: Figures) -> None:
    """Recycling over the large store: owners are warned, then customers go."""
    with _as_admin(store):
        with work.write() as w:
            setting.edit(w, "pool_protection_days", PROTECTION)
        for title, warning in (("first run", "7"), ("second run", "0")):
            with work.write() as w:
                setting.edit(w, "pool_warning_days", warning)
            start = time.perf_counter()
            with work.write(preview=False) as w:
                rows = recycling.run(w)
            spent = time.perf_counter() - start
            gone = sum(row.recycled for row in rows)
            promise = figures.at_most(f"{store.engine}: recycling", spent, MOST_RECYCLING)
            print(
                f"{store.engine}: {title} of recycling, {gone} recycled, "
                f"{len(rows) - gone} warned {spent:.2f} s{promise}",
                flush=True,
            )


def _as_admin(store: Store) -> Any:
    return config.using(config.Settings(db=store.url, operator="ADMIN", trusted=True))
