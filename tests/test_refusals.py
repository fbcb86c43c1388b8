"""Every refusal around orders and money: its line in both languages, its code, nothing changed."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from crmcli.db.engine import engine_for
from crmcli.db.models.every import metadata
from tests.conftest import Cli

NEW = ("order", "new", "--customer", "C")
PAY = ("payment", "record", "--method", "CASH")
REFUND = ("payment", "refund", "--method", "CASH", "--reason", "x")

REFUSALS: list[tuple[tuple[str, ...], int, str]] = [
    ((*NEW,), 2, "An order needs at least one line"),
    ((*NEW, "--line", "P:1-10折"), 2, "is not a valid discount"),
    ((*NEW, "--line", "P:1-9折-1%"), 2, "is not a valid order line"),
    ((*NEW, "--line", "P:1", "--rounding", "0"), 2, "is not a valid rounding off"),
    ((*NEW, "--line", "P:1", "--freight", "x"), 2, "is not a valid freight"),
    ((*NEW, "--line", "P:1", "--rounding", "10.01"), 5, "exceeds the limit"),
    ((*NEW, "--line", "P:1@1", "--rounding", "2"), 5, "exceeds the order"),
    ((*NEW, "--gift", "P:1-1%"), 2, "A gift has no discount"),
    ((*NEW, "--line", "P:1", "--due-date", "2026-03-14"), 2, "is before the order of"),
    ((*NEW, "--line", "P:1", "--contact", "nobody"), 3, "No contact"),
    ((*NEW, "--line", "P:1", "--date", "2026-01-31"), 5, "2026-01 is closed"),
    ((*NEW, "--line", "P:9", "--confirm"), 5, "more than the credit limit"),
    (("order", "new", "--customer", "UNIDENTIFIED", "--line", "P:1"), 5, "is no customer"),
    (("order", "edit", "DONE", "--line", "P:1"), 5, "is confirmed and cannot be edited"),
    (("order", "edit", "GONE", "--phone", "1"), 5, "is cancelled and cannot be edited"),
    (("order", "edit", "DRAFT", "--version", "9", "--remark", "x"), 5, "was changed meanwhile by"),
    (("order", "confirm", "DONE"), 5, "is confirmed, not to become confirmed"),
    (("order", "confirm", "OLD"), 5, "2026-01 is closed"),
    (("order", "complete", "DRAFT"), 5, "is draft, not to become completed"),
    (("order", "cancel", "DONE"), 5, "is allocated to it"),
    (("order", "cancel", "WAITED"), 5, "for it waits for finance"),
    (("order", "copy", "NO"), 3, "No order"),
    (("order", "line", "add", "DRAFT"), 2, "No line is given"),
    (("order", "line", "add", "DONE", "P:1"), 5, "cannot be edited"),
    (("order", "line", "add", "DRAFT", "P:1", "--before", "7"), 3, "has no line 7"),
    (("order", "line", "add", "DRAFT", "--rounding", "1"), 5, "is rounded off once"),
    (("order", "line", "edit", "DRAFT", "2", "--quantity", "1"), 2, "is no product"),
    (("order", "line", "edit", "DRAFT", "1", "--discount", "x"), 2, "is not a valid discount"),
    (("order", "line", "move", "DRAFT", "1", "3"), 3, "has no line 3"),
    (("order", "line", "remove", "ONE", "1", "--yes"), 5, "is the last one of"),
    (("order", "line", "remove", "DRAFT", "2"), 2, "Remove line 2 of DRAFT?"),
    (("order", "list", "--status", "gone"), 2, "is not a valid status"),
    (("order", "list", "--total", "x..y"), 2, "is not a valid total"),
    ((*PAY, "--amount", "1"), 2, "Whose money is it?"),
    ((*PAY, "--customer", "C", "--amount", "1"), 2, "What does it pay?"),
    ((*PAY, "--customer", "C", "--on-account"), 2, "Missing: --amount"),
    ((*PAY, "--unidentified", "--customer", "C", "--amount", "1"), 2, "Unidentified money"),
    (
        (*PAY, "--customer", "C", "--amount", "1", "--on-account", "--from-before"),
        2,
        "Money from before",
    ),
    (("payment", "record", "--order", "DONE"), 2, "Missing: --method"),
    ((*PAY, "--order", "DRAFT"), 5, "is draft and takes no money"),
    ((*PAY, "--order", "GONE"), 5, "is cancelled and takes no money"),
    ((*PAY, "--order", "DONE", "--amount", "70.01"), 5, "Receipt 70.01 exceeds outstanding 70.00"),
    ((*PAY, "--order", "DONE:70.01"), 5, "70.01 for DONE exceeds outstanding 70.00"),
    ((*PAY, "--order", "DONE:5", "--amount", "4"), 5, "The parts come to 5.00, more than 4.00"),
    ((*PAY, "--order", "DONE:5", "--order", "WAITED", "--amount", "5"), 2, "is left for WAITED"),
    ((*PAY, "--order", "DONE", "--order", "DONE"), 2, "is named twice"),
    ((*PAY, "--order", "DONE:1", "--date", "2026-03-16"), 2, "2026-03-16 is in the future"),
    (("order", "edit", "DRAFT", "--freight", "5"), 2, "Lines given replace all lines"),
    (("payment", "unallocate", "RC1", "--order", "DONE:1", "--order", "done:1"), 2, "named twice"),
    ((*PAY, "--order", "DONE", "--order", "OTHER"), 5, "is another customer's"),
    ((*PAY, "--order", "DONE:1", "--date", "2026-01-31"), 5, "2026-01 is closed"),
    ((*PAY, "--order", "DONE:1", "--bank-reference", "b1"), 5, "Bank reference B1 stands on"),
    ((*PAY, "--order", "DONE:1", "--number", "RC1"), 5, "exists already"),
    (("payment", "confirm", "RC1"), 5, "does not wait for finance"),
    (("payment", "allocate", "RC1", "--order", "DONE"), 5, "Nothing of receipt RC1 is on account"),
    (("payment", "allocate", "RC3"), 2, "What does it pay?"),
    (("payment", "allocate", "RC2", "--order", "DONE"), 5, "has nothing to give"),
    (
        ("payment", "allocate", "RC3", "--order", "DONE", "--date", "2026-02-01"),
        2,
        "is before the last movement of",
    ),
    (
        ("payment", "unallocate", "RC1", "--order", "DONE:31"),
        5,
        "Receipt RC1 has only 30.00 on DONE",
    ),
    (("payment", "unallocate", "RC3"), 5, "pays nothing"),
    ((*REFUND, "--amount", "1"), 2, "Whose money is given back?"),
    ((*REFUND, "--amount", "20.01", "--customer", "C"), 5, "Refund 20.01 exceeds 20.00"),
    ((*REFUND, "--amount", "30.01", "--order", "DONE"), 5, "Refund 30.01 exceeds 30.00"),
    (("payment", "claim", "RC1", "--customer", "C"), 5, "is matched: it is of"),
    (("payment", "claim", "RC4", "--customer", "C", "--amount", "51"), 5, "is not matched yet"),
    (("payment", "void", "RC0", "--reason", "x"), 5, "cannot be voided: void"),
    (("opening", "void", "OB1", "--reason", "x"), 5, "is allocated to it"),
    (
        ("payment", "opening", "--customer", "C", "--date", "2026-01-31", "--amount", "1"),
        5,
        "is closed",
    ),
    (
        (
            "payment", "opening", "--customer", "C", "--date", "2026-03-02", "--amount", "1",
            "--due-date", "2026-03-01",
        ),
        2,
        "is before the balance of",
    ),
    (("period", "close", "2026-03"), 5, "2026-03 has not ended"),
    (("period", "close", "2026-01"), 5, "2026-01 is closed already"),
    (("period", "close", "soon"), 2, "is not a valid month"),
    (("period", "open", "2026-02", "--reason", "x"), 5, "2026-02 is not closed"),
    (("period", "open", "2026-01", "--reason", " "), 2, "Reason is required"),
    (("number-rule", "edit", "order", "A{mm}{seq}"), 2, "would give the same numbers again"),
    (("number-rule", "edit", "order", "A"), 2, "is not a numbering rule"),
    (("number-rule", "show", "x"), 2, "is not a valid noun"),
    (("setting", "edit", "credit_check", "x"), 2, "is not a valid credit_check"),
    (("statement", "C", "--from", "2026-02", "--to", "2026-01"), 2, "before it begins"),
    (("order", "list", "--in", "x"), 2, "Unknown unit"),
]  # fmt: skip


@pytest.fixture
def shop(crm: Cli) -> Cli:
    crm.ok("product", "add", "--name", "P", "--code", "P", "--price", "50")
    crm.ok("customer", "add", "--name", "C", "--code", "C", "--credit-limit", "400")
    crm.ok("customer", "add", "--name", "D", "--code", "D", "--force")
    new = (*NEW, "--line", "P:2", "--number")
    for number, more in (
        ("DRAFT", ("--rounding", "1")),
        ("ONE", ()),
        ("OLD", ("--date", "2026-01-10")),
        ("DONE", ("--confirm",)),
        ("WAITED", ("--confirm",)),
        ("GONE", ()),
    ):
        crm.ok(*new, number, *more)
    crm.ok("order", "new", "--customer", "D", "--line", "P:1", "--number", "OTHER", "--confirm")
    crm.ok("order", "cancel", "GONE")
    keep = ("--customer", "C", "--on-account", "--amount")
    crm.ok(*PAY, *keep, "7", "--number", "RC0")
    crm.ok("payment", "void", "RC0", "--reason", "x")
    crm.ok(*PAY, "--order", "DONE", "--amount", "30", "--number", "RC1", "--bank-reference", "B1")
    crm.ok(*PAY, *keep, "20", "--number", "RC3")
    crm.ok(*PAY, "--unidentified", "--amount", "50", "--number", "RC4")
    crm.ok(
        "payment", "opening", "--customer", "C", "--date", "2026-02-01", "--amount", "5",
        "--number", "OB1",
    )  # fmt: skip
    crm.ok(*PAY, "--opening", "OB1:1")
    crm.ok("setting", "edit", "confirm_receipts", "yes")
    crm.ok(*PAY, "--order", "WAITED:1", "--number", "RC2")
    crm.ok("setting", "edit", "confirm_receipts", "no")
    crm.ok("setting", "edit", "credit_check", "refuse")
    crm.ok("period", "close", "2026-01")
    return crm


def everything(crm: Cli) -> dict[str, list[tuple[object, ...]]]:
    with engine_for(crm.store).connect() as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(select(table).order_by(table.c.id))
            ]
            for table in metadata.sorted_tables
        }


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_each_refusal_says_what_is_wrong_and_changes_nothing(shop: Cli, lang: str) -> None:
    before = everything(shop)
    shop.lang = lang
    for arguments, code, said in REFUSALS:
        result = shop(*arguments)
        assert result.code == code, (arguments, result.err)
        assert result.out == ""
        assert result.err.count("\n") == 1, (arguments, result.err)
        if lang == "en":
            assert said in result.err, (arguments, result.err)
        else:
            assert said not in result.err or said.startswith("Missing"), (arguments, result.err)
            assert any("\u4e00" <= character <= "\u9fff" for character in result.err)
    assert everything(shop) == before
