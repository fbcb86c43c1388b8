"""A process killed at any moment leaves every write it acknowledged, and nothing half."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from collections.abc import Iterator
from decimal import Decimal
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pickle import UnpicklingError

import pytest

from crmcli.db.connect import Store
from crmcli.db.work import read, whole
from crmcli.services import check, order, payment
from tests import killed
from tests.conftest import Cli, acting

TIMES = int(os.environ.get("KILLS", "50"))
"""How often a process is killed on each engine; the benchmark asks for more."""
LONGEST, WRITES = 0.9, 8
"""Seconds within which it is killed, or longer where so many writes take longer."""


def begin(store: Store, seed: int) -> tuple[BaseProcess, Connection]:
    """A process that writes, and where it tells what it has written."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.killed"])
    hearing, telling = context.Pipe(duplex=False)
    process = context.Process(target=killed.run, args=(store.url, telling, seed), daemon=True)
    process.start()
    telling.close()
    return process, hearing


def heard(pipe: Connection) -> Iterator[tuple[str, str, Decimal]]:
    """What a process told before it was killed; the last words may be cut off."""
    while True:
        try:
            yield pipe.recv()
        except (EOFError, OSError, UnpicklingError):
            return


def paced(store: Store) -> tuple[list[tuple[str, str, Decimal]], float]:
    """What a first process wrote, and within which time the others are killed."""
    process, pipe = begin(store, TIMES)
    assert pipe.recv() == "begun"
    start = time.monotonic()
    told = [pipe.recv() for _write in range(WRITES)]
    longest = max(LONGEST, time.monotonic() - start)
    process.kill()
    process.join()
    return [*told, *heard(pipe)], longest


@pytest.mark.xdist_group("killed")
def test_every_acknowledged_write_is_there_and_nothing_half(crm: Cli, store: Store) -> None:
    crm.ok("product", "add", "--name", "P", "--code", "P", "--price", "9.99")
    crm.ok("customer", "add", "--name", "C", "--code", "C")
    chance = random.Random(store.engine)
    told, longest = paced(store)
    for turn in range(TIMES):
        process, pipe = begin(store, turn)
        assert pipe.recv() == "begun"
        time.sleep(chance.uniform(0, longest))
        process.kill()
        process.join()
        told += heard(pipe)
        with acting(store), whole("store.check") as work:
            assert [row for row in check.run(work) if not row.ok] == []
    assert len(told) > 2 * TIMES
    with acting(store), read() as work:
        orders = {row.number: row for row in order.find(work).rows}
        payments = {row.number: row for row in payment.find(work).rows}
    for noun, number, amount in told:
        if noun == "order":
            assert orders[number].total == amount
        else:
            assert payments[number].amount == amount
            assert noun != "void" or payments[number].status == "void"
    for numbers in (orders, payments):
        last = max(int(number[-5:]) for number in numbers)
        assert len(numbers) == last  # no gap, no duplicate
