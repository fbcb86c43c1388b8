"""An import killed at any moment leaves nothing half; the same command goes on."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from pathlib import Path

import pytest

from crmcli.db.connect import Store
from crmcli.db.work import whole
from crmcli.services import check
from tests import killed
from tests.conftest import Cli, acting
from tests.test_import import counts, listed, took

TIMES = max(25, int(os.environ.get("KILLS", "0")))
"""How often a process is killed on each engine."""
ROWS, BATCH = 1_500, 100
LONGEST = 1.2
"""Seconds from the fork within which it is killed: about as long as the import takes."""


def kill_once(store: Store, path: str, after: float, *, keep_going: bool) -> None:
    """Begin the import in a process of its own and kill it."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.killed"])
    hearing, telling = context.Pipe(duplex=False)
    process = context.Process(
        target=killed.bring, args=(store.url, telling, path, keep_going), daemon=True
    )
    process.start()
    telling.close()
    assert hearing.recv() == "begun"
    time.sleep(after)
    process.kill()
    process.join()


def there(store: Store) -> tuple[int, int]:
    """How many customers and contacts there are, and that everything adds up."""
    with acting(store), whole("store.check") as work:
        assert [row for row in check.run(work) if not row.ok] == []
        raw = work.session.connection()
        customers = raw.exec_driver_sql("SELECT count(*) FROM customer WHERE NOT reserved")
        contacts = raw.exec_driver_sql("SELECT count(*) FROM contact")
        return int(customers.scalar_one()), int(contacts.scalar_one())


@pytest.mark.xdist_group("killed")
def test_a_killed_import_leaves_nothing_half(crm: Cli, store: Store, tmp_path: Path) -> None:
    rows = [[f"K{n:05}", f"Firm {n * 7919:08x} of K{n}", f"Person {n}"] for n in range(ROWS)]
    path = listed(tmp_path / "a.csv", ["code", "name", "contact"], *rows)
    chance = random.Random(store.engine)
    before = 0
    for turn in range(TIMES):
        keep_going = turn % 2 == 0
        kill_once(store, path, chance.uniform(0, LONGEST), keep_going=keep_going)
        customers, contacts = there(store)
        assert customers == contacts
        assert customers >= before
        assert customers % BATCH == 0 if keep_going else customers in (before, ROWS)
        before = customers
    said = took(crm, "customer", path)
    assert counts(said) == (ROWS - before, 0, before, 0, 0)
    assert there(store) == (ROWS, ROWS)
