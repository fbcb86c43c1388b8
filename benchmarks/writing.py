"""Paired measurements of writing: an order with three lines, a receipt with its allocation.

Ours is the service as commands call it, committed, in this warm process. Theirs writes the same
rows, the log's included (the same triggers), over the driver alone, in as few statements as the
rules allow: who acts, is the month open, what the order needs, the number, the rows, commit.
"""

from __future__ import annotations

import multiprocessing
import random
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from benchmarks import places
from benchmarks.figures import Figures
from crmcli import config
from crmcli.db import work
from crmcli.db.connect import SqliteConnection, Store, connect
from crmcli.db.engine import connections_kept
from crmcli.services import check, customer, order, payment, product
from crmcli.services.line_spec import NewLine

REPEATS, CUSTOMERS, WRITERS, EACH, TURNS = 200, 50, 8, 40, 3
DAY, AT = "2026-03-15", "2026-03-15T01:30:00.000000Z"
LINES = 3
COST, RATE = 4, 0.5
"""What a write may cost over one by hand, and how fast many writers must be against theirs."""


def measure(store: Store, figures: Figures) -> None:
    """One writer, then eight."""
    with connections_kept():
        prepare(store)
        single(store, figures)
        together(store, figures)


def prepare(store: Store) -> None:
    """A company with customers to sell to."""
    places.initialise(store)
    with (
        config.using(config.Settings(db=store.url, operator="ADMIN", trusted=True)),
        work.write() as w,
    ):
        for number in range(LINES):
            product.add(w, name=f"P{number}", code=f"P{number}", price="19.9")
        for number in range(CUSTOMERS):
            customer.add(w, name=f"客户{number}号", code=f"B{number}", force=True)


@dataclass
class Ours:
    """The services."""

    store: Store

    def close(self) -> None:
        """Nothing of its own is open."""

    def order(self, buyer: str) -> str:
        """A confirmed order with three lines."""
        with (
            config.using(config.Settings(db=self.store.url, operator="ADMIN", trusted=True)),
            work.write() as w,
        ):
            lines = [NewLine(f"P{number}", Decimal(2)) for number in range(LINES)]
            return order.create(w, customer=buyer, lines=lines, confirm=True).number

    def receipt(self, number: str) -> str:
        """A receipt for all of an order."""
        with (
            config.using(config.Settings(db=self.store.url, operator="ADMIN", trusted=True)),
            work.write() as w,
        ):
            return payment.record(w, orders=[number], method="CASH").number


class Theirs:
    """The same rows, written by hand."""

    def __init__(self, store: Store) -> None:
        self.raw: Any = connect(store)
        self.sqlite = store.engine == "sqlite"
        self.mark = "?" if self.sqlite else "%s"

    def close(self) -> None:
        """Let go of the connection."""
        self.raw.close()

    def run(self, statement: str, *values: Any) -> Any:
        """One statement; its first row, if any."""
        cursor = self.raw.cursor()
        cursor.execute(statement.replace("?", self.mark), values)
        return cursor.fetchone() if cursor.description else None

    @contextmanager
    def transaction(self, action: str) -> Iterator[None]:
        """One transaction with its operation, for the log."""
        self.run("BEGIN IMMEDIATE" if self.sqlite else "BEGIN")
        self.run("SELECT id, kind, active, dept_id FROM operator WHERE code = 'ADMIN'")
        self.run("SELECT value FROM setting WHERE key = 'zone'")
        (operation,) = self.run(
            "INSERT INTO operation (at, operator_id, action) VALUES (?, 1, ?) RETURNING id",
            AT,
            action,
        )
        if isinstance(self.raw, SqliteConnection):
            self.raw.operation = operation
        else:
            self.run("SELECT set_config('crm.operation', ?, true)", str(operation))
        yield
        self.run("COMMIT")

    def number(self, noun: str, letters: str) -> str:
        """The next number by the rule, without gap or duplicate."""
        (last,) = self.run(
            "INSERT INTO number_counter (rule_id, period, last) "
            "SELECT id, '202603', 1 FROM number_rule WHERE noun = ? "
            "ON CONFLICT (rule_id, period) DO UPDATE SET last = number_counter.last + 1 "
            "RETURNING last",
            noun,
        )
        return f"{letters}202603-{last:05}"

    def month_is_open(self) -> None:
        """What every rule about dates has to know."""
        if not self.sqlite:
            self.run("SELECT pg_advisory_xact_lock_shared(1)")
        self.run("SELECT closed_through FROM period_lock ORDER BY id DESC LIMIT 1")

    def order(self, buyer: str) -> str:
        """A confirmed order with three lines."""
        with self.transaction("order.create"):
            locked = "" if self.sqlite else " FOR NO KEY UPDATE"
            key, owner, place, stage = self.run(
                "SELECT id, owner_id, dept_id, lifecycle FROM customer WHERE code = ?" + locked,
                buyer,
            )
            self.month_is_open()
            self.run("SELECT code FROM contact WHERE customer_id = ? AND is_primary", key)
            self.run("SELECT raw FROM contact_point WHERE customer_id = ?", key)
            total, lines = 0, []
            for number in range(LINES):
                found = self.run(
                    "SELECT id, name, unit, price, tax_rate FROM product WHERE code = ?",
                    f"P{number}",
                )
                amount = found[3] * 2 // 100
                lines.append((number + 1, *found, amount))
                total += amount
            made = self.number("order", "SO")
            (row,) = self.run(
                "INSERT INTO sales_order (number, date, due_date, due_by_hand, status, "
                "customer_id, owner_id, dept_id, salesperson_id, total, created_at, created_by, "
                "updated_at, updated_by, version) "
                f"VALUES (?, ?, ?, {'0' if self.sqlite else 'false'}, 'confirmed', ?, ?, ?, 1, ?, "
                "?, 1, ?, 1, 1) RETURNING id",
                made, DAY, DAY, key, owner, place, total, AT, AT,
            )  # fmt: skip
            for line, product_id, name, unit, price, rate, amount in lines:
                self.run(
                    "INSERT INTO order_line (order_id, customer_id, owner_id, dept_id, line, "
                    "kind, product_id, product_name, unit, quantity, price, discount, tax_rate, "
                    "amount, created_at, created_by, updated_at, updated_by, version) "
                    "VALUES (?, ?, ?, ?, ?, 'product', ?, ?, ?, 20000, ?, 0, ?, ?, ?, 1, ?, 1, 1)",
                    row, key, owner, place, line, product_id, name, unit, price, rate, amount,
                    AT, AT,
                )  # fmt: skip
            if stage != "buyer":
                self.run(
                    "UPDATE customer SET lifecycle = 'buyer', lifecycle_reason = ?, "
                    "updated_at = ?, version = version + 1 WHERE id = ?",
                    made, AT, key,
                )  # fmt: skip
        return made

    def receipt(self, number: str) -> str:
        """A receipt for all of an order."""
        with self.transaction("payment.record"):
            locked = "" if self.sqlite else " FOR NO KEY UPDATE"
            row, key, owner, place, total, payer = self.run(
                "SELECT o.id, c.id, c.owner_id, c.dept_id, o.total, c.name FROM sales_order o "
                "JOIN customer c ON c.id = o.customer_id WHERE o.number = ?" + locked,
                number,
            )
            (paid,) = self.run(
                "SELECT coalesce(sum(amount), 0) FROM allocation WHERE order_id = ?", row
            )
            self.month_is_open()
            (method,) = self.run("SELECT id FROM payment_method WHERE code = 'CASH'")
            made = self.number("payment", "RC")
            (receipt,) = self.run(
                "INSERT INTO payment (number, date, kind, status, customer_id, owner_id, dept_id, "
                "payer, method_id, handler_id, amount, created_at, created_by, updated_at, "
                "updated_by, version) VALUES (?, ?, 'receipt', 'confirmed', ?, ?, ?, ?, ?, 1, ?, "
                "?, 1, ?, 1, 1) RETURNING id",
                made, DAY, key, owner, place, payer, method, total - int(paid), AT, AT,
            )  # fmt: skip
            self.run(
                "INSERT INTO allocation (payment_id, order_id, customer_id, owner_id, dept_id, "
                "date, amount, created_at, created_by, updated_at, updated_by, version) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, 1, 1)",
                receipt, row, key, owner, place, DAY, total - int(paid), AT, AT,
            )  # fmt: skip
        return made


def single(store: Store, figures: Figures) -> None:
    """One writer: the two in turn, so that whatever else the machine does meets both."""
    times: dict[str, list[tuple[float, float]]] = {"order": [], "receipt": []}
    with closing(Theirs(store)) as theirs:
        _in_turn(Ours(store), theirs, times)
    print(f"\n{store.engine}: median of {REPEATS} pairs, ms")
    print(f"{'case':34}{'hand':>9}{'ours':>9}{'ratio':>7}")
    for what, pairs in times.items():
        mine, hand = (statistics.median(column) for column in zip(*pairs, strict=True))
        ratio = statistics.median(a / b for a, b in pairs)
        promise = figures.at_most(f"{store.engine}: {WHAT[what]}", ratio, COST)
        print(f"{WHAT[what]:34}{hand:9.2f}{mine:9.2f}{ratio:7.2f}{promise}", flush=True)


def _in_turn(ours: Ours, theirs: Theirs, times: dict[str, list[tuple[float, float]]]) -> None:
    for number in range(CUSTOMERS):
        theirs.order(f"B{number}")  # everybody has bought before
    for turn in range(-10, REPEATS):
        buyer = f"B{turn % CUSTOMERS}"
        spent: dict[str, float] = {}
        made: dict[str, str] = {}
        for who, writer in (("ours", ours), ("theirs", theirs)):
            made[who], spent[f"{who} order"] = _timed(lambda w=writer, b=buyer: w.order(b))  # type: ignore[misc]
        for who, writer in (("ours", ours), ("theirs", theirs)):
            number = made[who]
            _made, spent[f"{who} receipt"] = _timed(lambda w=writer, n=number: w.receipt(n))  # type: ignore[misc]
        if turn >= 0:
            for what, pairs in times.items():
                pairs.append((spent[f"ours {what}"], spent[f"theirs {what}"]))


WHAT = {"order": "order with three lines", "receipt": "receipt with its allocation"}


def _timed(act: Callable[[], str]) -> tuple[str, float]:
    start = time.perf_counter()
    made = act()
    return made, (time.perf_counter() - start) * 1000


def together(store: Store, figures: Figures) -> None:
    """Eight writers at once, orders and receipts: no error, no gap, no duplicate, how fast."""
    rates = {}
    for who, kind in (("hand", Theirs), ("ours", Ours)) * TURNS:
        rates.setdefault(who, []).append(_rate(store, kind, EACH))
    hand, ours = max(rates["hand"]), max(rates["ours"])
    with (
        config.using(config.Settings(db=store.url, operator="ADMIN", trusted=True)),
        work.read() as w,
    ):
        for page, letters in ((order.find(w), "SO"), (payment.find(w), "RC")):
            numbers = sorted(row.number for row in page.rows)
            assert numbers == [f"{letters}202603-{n:05}" for n in range(1, len(numbers) + 1)]
    with (
        config.using(config.Settings(db=store.url, operator="ADMIN", trusted=True)),
        work.whole("store.check") as w,
    ):
        check.require(check.run(w))
    promise = figures.at_least(f"{store.engine}: {WRITERS} writers", ours / hand, RATE)
    print(
        f"{WRITERS} writers, writes a second: hand {hand:.0f}, ours {ours:.0f}, "
        f"{ours / hand:.2f}{promise}",
        flush=True,
    )


def _rate(store: Store, kind: type[Any], each: int) -> float:
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(WRITERS + 1)
    writers = [
        context.Process(target=_write, args=(store, kind, each, ready, seed))
        for seed in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    ready.wait()
    start = time.perf_counter()
    for writer in writers:
        writer.join()
    took = time.perf_counter() - start
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    return 2 * WRITERS * each / took


def _write(store: Store, kind: type[Any], each: int, ready: Any, seed: int) -> None:
    chance = random.Random(seed)
    with connections_kept(), closing(kind(store)) as writer:
        writer.receipt(writer.order(f"B{seed}"))
        ready.wait()
        for _turn in range(each):
            writer.receipt(writer.order(f"B{chance.randrange(CUSTOMERS)}"))
