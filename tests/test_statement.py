"""Statements, closed months, and forms."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.conftest import Cli


@pytest.fixture
def shop(crm: Cli) -> Cli:
    crm.ok("product", "add", "--name", "打印机", "--code", "P", "--price", "1000", "--unit", "台")
    crm.ok("customer", "add", "--name", "大明公司", "--payment-terms", "30d")
    crm.ok(
        "payment", "opening", "--customer", "大明公司", "--date", "2025-12-31", "--amount", "800"
    )
    for number, day, quantity in (("S1", "2026-01-10", 2), ("S2", "2026-02-05", 1)):
        crm.ok(
            "order", "new", "--customer", "大明公司", "--line", f"P:{quantity}-9折", "--confirm",
            "--number", number, "--date", day,
        )  # fmt: skip
    crm.ok(
        "payment", "record", "--order", "S1", "--opening", "OB00001", "--amount", "3000",
        "--on-account", "--method", "TRANSFER", "--date", "2026-02-20", "--remark", "二月回款",
    )  # fmt: skip
    return crm


def test_statements_chain_and_end_where_the_ledger_is(shop: Cli) -> None:
    january = shop.ok("statement", "大明公司", "--from", "2026-01", "--to", "2026-01")
    assert (january["opening"], january["charged"], january["paid"], january["closing"]) == (
        "800.00", "1800.00", "0.00", "2600.00"
    )  # fmt: skip
    assert january["in_words"] == "人民币贰仟陆佰元整"
    february = shop.ok("statement", "大明公司", "--from", "2026-02", "--to", "2026-02")
    assert february["opening"] == january["closing"]
    assert [(e["kind"], e["number"], e["balance"]) for e in february["entries"]] == [
        ("forward", None, "2600.00"),
        ("order", "S2", "3500.00"),
        ("receipt", "RC202602-00001", "500.00"),
        ("closing", None, "500.00"),
    ]
    assert (february["outstanding"], february["on_account"]) == ("900.00", "400.00")
    march = shop.ok("statement", "大明公司")
    assert (march["date_from"], march["date_to"]) == ("2026-03-01", "2026-03-15")
    assert march["opening"] == march["closing"] == february["closing"]
    told = shop.ok("customer", "show", "大明公司")
    assert (told["balance"], told["outstanding"], told["on_account"]) == (
        march["closing"], march["outstanding"], march["on_account"]
    )  # fmt: skip


def test_what_was_taken_back_is_told_and_what_waits_is_not(shop: Cli) -> None:
    shop.ok("payment", "void", "RC202602-00001", "--reason", "退票")
    shop.ok("order", "cancel", "S2")
    shop.ok("setting", "edit", "confirm_receipts", "yes")
    shop.ok("payment", "record", "--order", "S1:1", "--method", "CASH")
    told = shop.ok("statement", "大明公司", "--from", "2025-12-01")
    kinds = [entry["kind"] for entry in told["entries"]]
    assert kinds == ["forward", "opening", "order", "receipt", "reversal", "closing"]
    assert told["entries"][4]["paid"] == "-3000.00"
    assert told["closing"] == "2600.00"


def test_the_entries_are_the_rows_of_flat_formats(shop: Cli) -> None:
    table = shop("statement", "大明公司", "--from", "2026-02-01", "-f", "csv").out
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["balance"] for row in rows] == ["2600.00", "3500.00", "500.00", "500.00"]
    only = shop("statement", "大明公司", "--columns", "date,balance").out
    assert only.splitlines()[0].split() == ["Date", "Balance"]
    assert shop("statement", "没有").code == 3
    assert shop("statement", "大明公司", "--from", "2026-03", "--to", "2026-01").code == 2


def test_closed_months_refuse_what_is_dated_in_them(shop: Cli) -> None:
    draft = shop.ok(
        "order", "new", "--customer", "大明公司", "--line", "P:1", "--date", "2026-02-03"
    )["number"]
    closed = shop.ok("period", "close", "2026-02")
    assert (closed["closed_through"], closed["operator"]) == ("2026-02", "ADMIN")
    before = shop.ok("statement", "大明公司", "--from", "2025-12-01", "--to", "2026-02-28")
    pay = ("payment", "record", "--method", "CASH")
    new = ("order", "new", "--customer", "大明公司", "--line", "P:1", "--date")
    refused = [
        (*new, "2026-02-28"),
        (*new, "2026-01-01", "--confirm"),
        ("order", "confirm", draft),
        ("order", "edit", draft, "--line", "P:2"),
        ("order", "edit", draft, "--date", "2026-01-31"),
        ("order", "line", "add", draft, "P:1"),
        ("order", "cancel", "S2"),
        (*pay, "--order", "S2:1", "--date", "2026-02-28"),
        ("payment", "allocate", "RC202602-00001", "--order", "S2", "--date", "2026-02-28"),
        ("payment", "unallocate", "RC202602-00001", "--date", "2026-02-28"),
        (
            "payment", "refund", "--customer", "大明公司", "--amount", "1", "--method", "CASH",
            "--reason", "x", "--date", "2026-02-28",
        ),
        ("payment", "opening", "--customer", "大明公司", "--date", "2025-12-31", "--amount", "1"),
    ]  # fmt: skip
    for given in refused:
        result = shop(*given)
        assert result.code == 5, (given, result.err)
        assert "is closed" in result.err
        assert "crm period open" in result.err
    shop.ok("order", "edit", draft, "--date", "2026-03-01")
    shop.ok("order", "confirm", draft)
    shop.ok("order", "edit", "S2", "--remark", "x", "--due-date", "2026-04-01")
    shop.ok("order", "complete", "S2")
    shop.ok("payment", "void", "RC202602-00001", "--reason", "退票")
    now = shop.ok("statement", "大明公司", "--from", "2025-12-01", "--to", "2026-02-28")
    assert now["closing"] == before["closing"]
    assert (now["outstanding"], now["on_account"]) == (before["outstanding"], before["on_account"])
    assert shop("db", "check").code == 0


def test_money_of_a_closed_month_is_matched_today(shop: Cli) -> None:
    receipt = shop.ok(
        "payment", "record", "--unidentified", "--amount", "9", "--method", "CASH",
        "--date", "2026-02-10",
    )["number"]  # fmt: skip
    shop.ok("setting", "edit", "confirm_receipts", "yes")
    late = shop.ok(
        "payment", "record", "--order", "S2:1", "--method", "CASH", "--date", "2026-02-9"
    )
    warned = shop("period", "close", "2026-02")
    assert f"1 receipts until then wait for finance, from {late['number']} on" in warned.err
    made = shop.ok("payment", "claim", receipt, "--customer", "大明公司")
    assert made["date"] == "2026-03-15"
    assert shop("payment", "confirm", late["number"]).code == 5
    told = shop.ok("payment", "confirm", late["number"], "--date", "2026-03-02")
    assert (told["date"], told["allocations"][0]["date"]) == ("2026-03-02", "2026-03-02")


def test_months_are_closed_in_order_and_opened_with_a_reason(shop: Cli) -> None:
    assert shop("period", "close", "2026-03").code == 5
    assert shop("period", "close", "2026-13").code == 2
    assert shop("period", "close", "2026-Q1").code == 2
    assert shop("period", "open", "2026-01", "--reason", "x").code == 5
    shop.ok("period", "close", "last-month")
    assert shop("period", "close", "2026-01").code == 5
    assert shop("period", "open", "2026-01").code == 2
    opened = shop.ok("period", "open", "2026-01", "--reason", "补录")
    assert (opened["closed_through"], opened["reason"]) == ("2025-12", "补录")
    shop.ok("payment", "record", "--order", "S2:1", "--method", "CASH", "--date", "2026-01-05")
    listed = [row["closed_through"] for row in shop.ok("period", "list")]
    assert listed == ["2025-12", "2026-02"]


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_forms_in_plain_text(shop: Cli, lang: str, tmp_path: Path) -> None:
    shop.lang = lang
    order = shop("order", "print", "S1").out
    for part in ("Test Ltd", "S1", "大明公司", "打印机", "9折", "1,800.00", "人民币壹仟捌佰元整"):
        assert part in order
    assert ("销售单" if lang == "zh_CN" else "Sales order") in order
    receipt = shop("payment", "print", "RC202602-00001").out
    for part in ("RC202602-00001", "人民币叁仟元整", "S1", "OB00001", "1,800.00"):
        assert part in receipt
    statement = shop("statement", "大明公司", "--from", "2026-02-01", "--print").out
    for part in ("2,600.00", "人民币伍佰元整", "900.00", "400.00"):
        assert part in statement
    for text in (order, receipt, statement):
        assert text.isprintable() or "\x1b" not in text
        if lang == "zh_CN":
            assert "Made by" not in text
    held = ("--customer", "大明公司", "--amount", "10", "--on-account", "--method", "CASH")
    advance = shop.ok("payment", "record", *held)["number"]
    assert "人民币壹拾元整" in shop("payment", "print", advance).out
    back = shop.ok("payment", "refund", *held[:4], "--method", "CASH", "--reason", "x")["number"]
    refund = shop("payment", "print", back).out
    assert "人民币壹拾元整" in refund
    assert ("退款单" if lang == "zh_CN" else "Refund") in refund
    assert ("收款人" if lang == "zh_CN" else "Payee") in refund
    target = tmp_path / "S1.txt"
    assert shop("order", "print", "S1", "-O", str(target)).code == 0
    assert target.read_text(encoding="utf-8") == order
    assert shop.ok("order", "print", "S1")["number"] == "S1"
    assert shop("order", "print", "NO").code == 3


def test_amounts_in_units_of_ten_thousand(shop: Cli) -> None:
    shown = shop("payment", "due", "--in", "wan").out
    assert "Outstanding (10,000)" in shown
    assert "0.09" in shown.splitlines()[-1]
    shop.lang = "zh_CN"
    shop.environment["CRM_MONEY_UNIT"] = "wan"
    chinese = shop("order", "show", "S1").out
    assert "价税合计（万元）" in chinese
    assert "0.18" in chinese
    assert "1000.00" in chinese  # a price is not an amount
    assert shop.ok("order", "show", "S1")["total"] == "1800.00"
    assert shop("order", "list", "--in", "dollars").code == 2
