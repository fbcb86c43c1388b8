"""Receipts: never more than is outstanding, taken back only by a reversing entry."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from crmcli.db.connect import Store
from tests.conftest import Cli

PAY = ("payment", "record", "--order", "SO202603-00001", "--method", "CASH", "--amount")


@pytest.fixture
def shop(crm: Cli) -> Cli:
    crm.ok("product", "add", "--name", "P", "--price", "100")
    crm.ok("customer", "add", "--name", "华信")
    crm.ok("order", "new", "--customer", "华信", "--line", "P:1", "--confirm")
    return crm


def test_a_receipt_pays_its_order(shop: Cli) -> None:
    made = shop.ok(*PAY, "60.5", "--date", "2026-03-10", "--payer", "华信集团")
    assert {k: made[k] for k in ("number", "date", "customer", "payer", "method", "handler")} == {
        "number": "RC202603-00001",
        "date": "2026-03-10",
        "customer": "C000001",
        "payer": "华信集团",
        "method": "CASH",
        "handler": "ADMIN",
    }
    assert (made["amount"], made["allocated"], made["status"]) == ("60.50", "60.50", "confirmed")
    order = shop.ok("order", "show", "SO202603-00001")
    assert (order["paid"], order["outstanding"]) == ("60.50", "39.50")
    assert order["payments"] == [
        {"number": "RC202603-00001", "date": "2026-03-15", "amount": "60.50"}
    ]


def test_more_than_is_outstanding_is_refused_to_the_cent(shop: Cli) -> None:
    shop.ok(*PAY, "60.5")
    refused = shop(*PAY, "39.51")
    assert refused.code == 5
    assert "Receipt 39.51 exceeds outstanding 39.50" in refused.err
    assert len(shop.ok("payment", "list")) == 1
    shop.ok(*PAY, "39.50")
    assert shop.ok("order", "show", "SO202603-00001")["outstanding"] == "0.00"


@pytest.mark.parametrize("amount", ["0", "-1", "1.234", "abc", ""])
def test_what_is_no_amount(shop: Cli, amount: str) -> None:
    assert shop(*PAY, amount).code == 2
    assert shop.ok("payment", "list") == []


def test_only_ordered_orders_take_money(shop: Cli) -> None:
    draft = shop.ok("order", "new", "--customer", "华信", "--line", "P:1")["number"]
    pay = ("payment", "record", "--order", draft, "--method", "CASH", "--amount", "1")
    refused = shop(*pay)
    assert refused.code == 5
    assert f"crm order confirm {draft}" in refused.err
    shop.ok("order", "cancel", draft)
    assert shop(*pay).code == 5


def test_an_order_with_money_cannot_be_cancelled(shop: Cli) -> None:
    shop.ok(*PAY, "10")
    assert shop("order", "cancel", "SO202603-00001").code == 5
    shop.ok("payment", "void", "RC202603-00001", "--reason", "退回")
    assert shop.ok("order", "cancel", "SO202603-00001")["status"] == "cancelled"


def test_a_void_receipt_is_taken_back_by_an_entry_of_today(shop: Cli) -> None:
    shop.ok(*PAY, "60", "--date", "2026-02-10")
    void = shop.ok("payment", "void", "RC202602-00001", "--reason", "支票退回")
    assert (void["status"], void["reason"], void["reversed_by"]) == (
        "void",
        "支票退回",
        "RC202603-00001",
    )
    entry = shop.ok("payment", "show", "RC202603-00001")
    assert (entry["date"], entry["amount"], entry["allocated"], entry["status"]) == (
        "2026-03-15",
        "-60.00",
        "-60.00",
        "reversal",
    )
    assert entry["reverses"] == "RC202602-00001"
    order = shop.ok("order", "show", "SO202603-00001")
    assert order["outstanding"] == "100.00"
    assert [p["amount"] for p in order["payments"]] == ["60.00", "-60.00"]
    for number in ("RC202602-00001", "RC202603-00001"):
        assert shop("payment", "void", number, "--reason", "x").code == 5
    assert shop("payment", "void", "RC202602-00001").code == 2
    assert shop("db", "check").code == 0


def test_lists_are_filtered(shop: Cli) -> None:
    shop.ok(*PAY, "10", "--date", "2026-03-01")
    shop.ok(*PAY, "20", "--date", "2026-03-02")

    def amounts(*filters: str) -> list[str]:
        return [p["amount"] for p in shop.ok("payment", "list", *filters)]

    assert amounts() == ["20.00", "10.00"]
    assert amounts("--order", "SO202603-00001", "--sort", "amount") == ["10.00", "20.00"]
    assert amounts("--customer", "华信", "--method", "CASH", "--handler", "ADMIN") == [
        "20.00",
        "10.00",
    ]
    assert amounts("--from", "2026-03-02") == ["20.00"]
    assert amounts("--status", "void") == []


PAYER = """
import sys
from decimal import Decimal
from crmcli import config
from crmcli.db import work
from crmcli.errors import RefusedError
from crmcli.services import payment
paid = 0
with config.using(config.Settings(db=sys.argv[1], operator="ADMIN", trusted=True)):
    for _ in range(10):
        try:
            with work.write() as w:
                payment.record(w, orders=["SO202603-00001"], amount=Decimal(9), method="CASH")
            paid += 1
        except RefusedError:
            pass
print(paid)
"""


def test_receipts_racing_for_the_last_money_never_take_too_much(shop: Cli, store: Store) -> None:
    command = [sys.executable, "-c", PAYER, store.url]
    with ThreadPoolExecutor(4) as pool:
        runs = [
            pool.submit(subprocess.run, command, capture_output=True, text=True, check=False)
            for _payer in range(4)
        ]
    results = [run.result() for run in runs]
    assert [r.stderr for r in results] == [""] * 4
    assert sum(int(r.stdout) for r in results) == 11
    assert shop.ok("order", "show", "SO202603-00001")["outstanding"] == "1.00"
