"""Money over several orders, on account, moved, given back, waiting, matched, and from before."""

from __future__ import annotations

import pytest

from tests.conftest import Cli

CASH = ("--method", "CASH")
RECORD = ("payment", "record", *CASH)


@pytest.fixture
def shop(crm: Cli) -> Cli:
    crm.ok("product", "add", "--name", "P", "--code", "P", "--price", "100")
    for name in ("华信", "别家"):
        crm.ok("customer", "add", "--name", name)
    for number, quantity in (("S1", 1), ("S2", 2)):
        crm.ok(
            "order", "new", "--customer", "华信", "--line", f"P:{quantity}", "--confirm",
            "--number", number,
        )  # fmt: skip
    crm.ok("order", "new", "--customer", "别家", "--line", "P:1", "--confirm", "--number", "T1")
    return crm


def paid(shop: Cli, *numbers: str) -> list[str]:
    return [shop.ok("order", "show", number)["paid"] for number in numbers]


def ledger(shop: Cli, customer: str = "华信") -> tuple[str, str, str]:
    told = shop.ok("customer", "show", customer)
    return told["outstanding"], told["on_account"], told["balance"]


def parts(receipt: dict[str, object]) -> list[tuple[object, ...]]:
    keys = ("order", "opening", "payment", "amount")
    return [tuple(a[k] for k in keys) for a in receipt["allocations"]]  # type: ignore[attr-defined]


def test_one_receipt_over_several_orders(shop: Cli) -> None:
    made = shop.ok(*RECORD, "--order", "S1:30", "--order", "S2", "--amount", "150")
    assert parts(made) == [("S1", None, None, "30.00"), ("S2", None, None, "120.00")]
    assert (made["allocated"], made["unallocated"]) == ("150.00", "0.00")
    assert paid(shop, "S1", "S2") == ["30.00", "120.00"]
    rest = shop.ok(*RECORD, "--order", "S1", "--order", "S2：50")
    assert rest["amount"] == "120.00"
    assert paid(shop, "S1", "S2") == ["100.00", "170.00"]


def test_the_rest_is_refused_or_kept_on_account(shop: Cli) -> None:
    refused = shop(*RECORD, "--order", "S1", "--amount", "130")
    assert refused.code == 5
    assert "Receipt 130.00 exceeds outstanding 100.00" in refused.err
    assert "--on-account" in refused.err
    made = shop.ok(*RECORD, "--order", "S1", "--amount", "130", "--on-account")
    assert (made["allocated"], made["unallocated"]) == ("100.00", "30.00")
    assert ledger(shop) == ("200.00", "30.00", "170.00")
    advance = shop.ok(*RECORD, "--customer", "华信", "--amount", "0.05万", "--on-account")
    assert (advance["amount"], advance["allocations"]) == ("500.00", [])
    assert ledger(shop) == ("200.00", "530.00", "-330.00")
    listed = shop.ok("payment", "list", "--unallocated")
    assert [row["unallocated"] for row in listed] == ["500.00", "30.00"]


def test_allocating_and_taking_off_again(shop: Cli) -> None:
    number = shop.ok(
        *RECORD, "--customer", "华信", "--amount", "150", "--on-account", "--date", "2026-03-10"
    )["number"]
    made = shop.ok("payment", "allocate", number, "--order", "S2:120")
    assert parts(made) == [("S2", None, None, "120.00")]
    assert made["allocations"][0]["date"] == "2026-03-15"
    assert shop("payment", "allocate", number, "--order", "S1:31").code == 5
    made = shop.ok("payment", "allocate", number, "--order", "S1")
    assert made["unallocated"] == "0.00"
    assert shop("payment", "allocate", number, "--order", "S2").code == 5
    assert shop("payment", "unallocate", number, "--order", "S1:30.01").code == 5
    assert shop("payment", "unallocate", number, "--order", "T1").code == 5
    made = shop.ok("payment", "unallocate", number, "--order", "S1:10", "--date", "2026-03-15")
    assert parts(made)[-1] == ("S1", None, None, "-10.00")
    assert paid(shop, "S1", "S2") == ["20.00", "120.00"]
    made = shop.ok("payment", "unallocate", number)
    assert made["unallocated"] == "150.00"
    assert paid(shop, "S1", "S2") == ["0.00", "0.00"]
    assert shop("payment", "unallocate", number).code == 5
    before = shop("payment", "allocate", number, "--order", "S1", "--date", "2026-03-09")
    assert before.code == 2
    assert "before the last movement" in before.err
    assert shop("db", "check").code == 0


def test_another_customers_order_is_refused(shop: Cli) -> None:
    for given in (
        (*RECORD, "--order", "S1:1", "--order", "T1:1"),
        (*RECORD, "--customer", "别家", "--order", "S1"),
    ):
        refused = shop(*given)
        assert refused.code == 5
        assert "another customer's" in refused.err
    number = shop.ok(*RECORD, "--customer", "华信", "--amount", "1", "--on-account")["number"]
    assert shop("payment", "allocate", number, "--order", "T1").code == 5


def test_a_refund_of_what_is_on_account(shop: Cli) -> None:
    for amount, day in (("30", "2026-03-02"), ("50", "2026-03-01")):
        shop.ok(*RECORD, "--customer", "华信", "--amount", amount, "--on-account", "--date", day)
    refund = ("payment", "refund", *CASH, "--reason", "多付")
    refused = shop(*refund, "--customer", "华信", "--amount", "80.01")
    assert refused.code == 5
    assert "Refund 80.01 exceeds 80.00, which is on account" in refused.err
    made = shop.ok(*refund, "--customer", "华信", "--amount", "60")
    assert (made["kind"], made["amount"], made["unallocated"]) == ("refund", "-60.00", "0.00")
    first, second = (shop.ok("payment", "show", f"RC202603-0000{n}") for n in (2, 1))
    assert parts(first) == [(None, None, made["number"], "50.00")]
    assert parts(second) == [(None, None, made["number"], "10.00")]
    assert ledger(shop) == ("300.00", "20.00", "280.00")
    assert shop("payment", "void", "RC202603-00002", "--reason", "x").code == 5
    shop.ok("payment", "void", made["number"], "--reason", "x")
    assert ledger(shop) == ("300.00", "80.00", "220.00")
    shop.ok("payment", "void", "RC202603-00002", "--reason", "x")
    named = shop.ok(*refund, "--customer", "华信", "--amount", "5", "--receipt", "RC202603-00001")
    assert parts(named) == [(None, None, "RC202603-00001", "-5.00")]
    assert shop("db", "check").code == 0


def test_a_refund_of_what_was_received_for_an_order(shop: Cli) -> None:
    shop.ok(*RECORD, "--order", "S2", "--amount", "120")
    shop.ok(*RECORD, "--order", "S2", "--amount", "50")
    refund = ("payment", "refund", *CASH, "--reason", "退货", "--order", "S2", "--amount")
    refused = shop(*refund, "170.01")
    assert refused.code == 5
    assert "Refund 170.01 exceeds 170.00, which was received for S2" in refused.err
    made = shop.ok(*refund, "70")
    assert parts(made) == [
        (None, None, "RC202603-00002", "-50.00"),
        (None, None, "RC202603-00001", "-20.00"),
    ]
    assert paid(shop, "S2") == ["100.00"]
    assert ledger(shop) == ("200.00", "0.00", "200.00")
    assert shop("payment", "refund", *CASH, "--amount", "1", "--reason", "x").code == 2


def test_a_receipt_may_wait_for_finance(shop: Cli) -> None:
    shop.ok("setting", "edit", "confirm_receipts", "yes")
    made = shop.ok(*RECORD, "--order", "S1:60", "--order", "S2:40", "--date", "2026-03-10")
    assert (made["status"], made["allocated"]) == ("pending", "0.00")
    assert parts(made) == [("S1", None, None, "60.00"), ("S2", None, None, "40.00")]
    assert made["allocations"][0]["date"] is None
    assert ledger(shop) == ("300.00", "0.00", "300.00")
    assert shop("payment", "allocate", made["number"], "--order", "S1").code == 5
    assert shop("order", "cancel", "S1").code == 5
    told = shop.ok("payment", "confirm", made["number"])
    assert (told["status"], told["allocated"], told["date"]) == (
        "confirmed", "100.00", "2026-03-10"
    )  # fmt: skip
    assert paid(shop, "S1", "S2") == ["60.00", "40.00"]
    assert shop("payment", "confirm", made["number"]).code == 5

    over = shop.ok(*RECORD, "--order", "S1:40")["number"]
    other = shop.ok(*RECORD, "--order", "S1:40")["number"]
    shop.ok("payment", "confirm", over)
    refused = shop("payment", "confirm", other)
    assert refused.code == 5
    assert over in refused.err
    gone = shop.ok("payment", "void", other, "--reason", "没到账")
    assert (gone["status"], gone["allocations"], gone["reversed_by"]) == ("rejected", [], None)
    assert shop("payment", "confirm", other).code == 5
    assert shop("db", "check").code == 0


def test_a_bank_reference_stands_once(shop: Cli) -> None:
    keep = ("--customer", "华信", "--amount", "1", "--on-account")
    first = shop.ok(*RECORD, *keep, "--bank-reference", "ab 12３", "--account", "BANK")
    assert (first["bank_reference"], first["account"]) == ("AB123", "BANK")
    refused = shop(*RECORD, *keep, "--bank-reference", "AB123")
    assert refused.code == 5
    assert "Bank reference AB123 stands on RC202603-00001 already" in refused.err
    shop.ok("payment", "void", first["number"], "--reason", "x")
    again = shop.ok(*RECORD, *keep, "--bank-reference", "ab123")
    assert again["bank_reference"] == "AB123"
    found = shop.ok("payment", "list", "--bank-reference", "AB 123", "--status", "confirmed")
    assert [row["number"] for row in found] == [again["number"]]
    assert shop(*RECORD, *keep, "--account", "NOWHERE").code == 3


def test_unidentified_money_is_matched_later(shop: Cli) -> None:
    made = shop.ok(
        *RECORD, "--unidentified", "--amount", "250", "--payer", "某公司", "--date", "2026-03-05"
    )
    assert (made["customer"], made["unallocated"]) == ("UNIDENTIFIED", "250.00")
    assert shop("payment", "allocate", made["number"], "--order", "S1").code == 5
    assert shop("order", "new", "--customer", "UNIDENTIFIED", "--line", "P:1").code == 5
    assert shop("customer", "edit", "UNIDENTIFIED", "--name", "x").code == 5
    assert "UNIDENTIFIED" not in {c["code"] for c in shop.ok("customer", "list")}
    claim = ("payment", "claim", made["number"])
    assert shop(*claim, "--customer", "华信", "--amount", "250.01").code == 5
    assert shop(*claim, "--customer", "华信", "--order", "S1").code == 5
    assert shop(*claim, "--customer", "华信", "--order", "T1").code == 5
    part = shop.ok(*claim, "--customer", "华信", "--amount", "120", "--order", "S1", "--on-account")
    assert (part["kind"], part["amount"], part["date"]) == ("claim", "120.00", "2026-03-05")
    assert (part["claims"], part["payer"]) == (made["number"], "某公司")
    assert (part["allocated"], part["unallocated"]) == ("100.00", "20.00")
    rest = shop.ok(*claim, "--customer", "别家")
    assert (rest["amount"], rest["unallocated"]) == ("130.00", "130.00")
    assert ledger(shop) == ("200.00", "20.00", "180.00")
    assert ledger(shop, "UNIDENTIFIED") == ("0.00", "0.00", "0.00")
    assert shop(*claim, "--customer", "别家").code == 5
    assert shop("payment", "void", made["number"], "--reason", "x").code == 5
    out = next(a["payment"] for a in shop.ok("payment", "show", made["number"])["allocations"])
    assert shop("payment", "void", out, "--reason", "x").code == 5
    shop.ok("payment", "void", part["number"], "--reason", "认错")
    assert ledger(shop) == ("300.00", "0.00", "300.00")
    assert ledger(shop, "UNIDENTIFIED") == ("0.00", "120.00", "-120.00")
    again = shop.ok(*claim, "--customer", "华信", "--order", "S2:120")
    assert again["amount"] == "120.00"
    assert shop("db", "check").code == 0


def test_balances_from_before(shop: Cli) -> None:
    owed = shop.ok(
        "payment", "opening", "--customer", "华信", "--date", "2025-12-31", "--amount", "500",
        "--due-date", "2026-01-31", "--remark", "旧账",
    )  # fmt: skip
    assert (owed["number"], owed["outstanding"]) == ("OB00001", "500.00")
    assert ledger(shop) == ("800.00", "0.00", "800.00")
    told = shop.ok("customer", "show", "华信")
    assert told["overdue"] == "500.00"
    assert {"opening"} <= {event["kind"] for event in told["timeline"]}
    shop.ok(*RECORD, "--opening", "OB00001:200", "--order", "S1")
    assert shop.ok("opening", "show", "OB00001")["outstanding"] == "300.00"
    assert shop("opening", "void", "OB00001", "--reason", "x").code == 5
    assert shop(*RECORD, "--opening", "OB00001:300.01").code == 5
    held = shop.ok(
        "payment", "record", "--customer", "华信", "--amount", "70", "--on-account",
        "--from-before", "--date", "2025-12-31",
    )  # fmt: skip
    assert (held["kind"], held["method"], held["unallocated"]) == ("opening", None, "70.00")
    shop.ok("payment", "allocate", held["number"], "--opening", "OB00001")
    assert [row["outstanding"] for row in shop.ok("opening", "list")] == ["230.00"]
    wrong = shop.ok(
        "payment", "opening", "--customer", "别家", "--date", "2025-12-31", "--amount", "9"
    )["number"]
    void = shop.ok("opening", "void", wrong, "--reason", "记错")
    assert (void["status"], void["outstanding"]) == ("void", "0.00")
    assert shop("opening", "void", wrong, "--reason", "x").code == 5
    assert shop(*RECORD, "--opening", wrong).code == 5
    assert ledger(shop, "别家")[0] == "100.00"
    assert shop("db", "check").code == 0


def test_who_owes_what(shop: Cli) -> None:
    shop.ok("order", "edit", "S1", "--due-date", "2026-03-15")
    shop.ok(
        "order", "new", "--customer", "别家", "--line", "P:3", "--confirm", "--number", "T0",
        "--date", "2026-03-01",
    )  # fmt: skip
    shop.ok(*RECORD, "--order", "T0:50")
    shop.ok(*RECORD, "--customer", "别家", "--amount", "20", "--on-account")
    rows = shop.ok("payment", "due")
    assert [(r["number"], r["outstanding"], r["overdue_days"]) for r in rows] == [
        ("T0", "250.00", 14), ("S1", "100.00", None), ("S2", "200.00", None), ("T1", "100.00", None)
    ]  # fmt: skip
    assert [r["number"] for r in shop.ok("payment", "due", "--overdue")] == ["T0"]
    assert [r["number"] for r in shop.ok("payment", "due", "--until", "2026-03-10")] == ["T0"]
    assert len(shop.ok("payment", "due", "--customer", "华信")) == 2
    people = shop.ok("payment", "due", "--by-customer")
    assert [
        (r["customer_name"], r["documents"], r["outstanding"], r["overdue"], r["on_account"])
        for r in people
    ] == [("别家", 2, "350.00", "250.00", "20.00"), ("华信", 2, "300.00", "0.00", "0.00")]
    assert people[0]["balance"] == "330.00"
    shown = shop("payment", "due").out.splitlines()
    assert shown[-1].split()[-1] == "650.00"
    assert shop("payment", "due", "--limit", "0").code == 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ((*RECORD, "--amount", "1"), 2),
        ((*RECORD, "--customer", "华信", "--amount", "1"), 2),
        ((*RECORD, "--customer", "华信", "--on-account"), 2),
        ((*RECORD, "--unidentified"), 2),
        ((*RECORD, "--unidentified", "--order", "S1", "--amount", "1"), 2),
        ((*RECORD, "--order", "S1:x"), 2),
        ((*RECORD, "--order", "S1:0"), 2),
        ((*RECORD, "--order", "S1", "--order", "S1"), 2),
        ((*RECORD, "--order", "S1:60", "--amount", "50"), 5),
        ((*RECORD, "--order", "S1:60", "--order", "S2", "--amount", "60"), 2),
        ((*RECORD, "--order", "NO"), 3),
        ((*RECORD, "--opening", "NO"), 3),
        (("payment", "record", "--order", "S1"), 2),
        ((*RECORD, "--customer", "华信", "--amount", "1", "--on-account", "--from-before"), 2),
        (("payment", "opening", "--customer", "华信", "--date", "x", "--amount", "1"), 2),
        (("payment", "opening", "--customer", "华信", "--date", "today", "--amount", "0"), 2),
    ],
)
def test_what_cannot_be_recorded(shop: Cli, given: tuple[str, ...], code: int) -> None:
    result = shop(*given)
    assert result.code == code, result.err
    assert result.err.count("\n") == 1
    assert shop.ok("payment", "list") == []


def test_what_a_review_found(shop: Cli) -> None:
    """Named twice, dated before what it acts on, another kind of document of the same number."""
    number = shop.ok(*RECORD, "--customer", "华信", "--amount", "100", "--on-account")["number"]
    refund = ("payment", "refund", *CASH, "--reason", "x", "--customer", "华信", "--amount", "200")
    assert shop(*refund, "--receipt", number, "--receipt", number.lower()).code == 5
    shop.ok("payment", "allocate", number, "--order", "S1")
    off = ("payment", "unallocate", number)
    assert shop(*off, "--order", "S1:60", "--order", "s1:60").code == 2
    shop.ok(
        "payment", "opening", "--customer", "华信", "--date", "2026-03-01", "--amount", "5",
        "--number", "S1",
    )  # fmt: skip
    assert shop(*off, "--opening", "S1").code == 5
    shop.ok(*off)
    early = ("--date", "2026-03-14")
    assert shop("payment", "allocate", number, "--order", "S1", *early).code == 2
    shop.ok("setting", "edit", "confirm_receipts", "yes")
    first = shop.ok(*RECORD, "--order", "S1:70")["number"]
    second = shop.ok(*RECORD, "--order", "S1:70")["number"]
    shop.ok("payment", "confirm", first)
    kept = shop.ok("payment", "confirm", second, "--on-account")
    assert (kept["allocated"], kept["unallocated"]) == ("30.00", "40.00")
    new = ("order", "new", "--customer", "华信", "--line", "P:1")
    assert shop(*new, "--number", "A:1").code == 2
    assert shop("number-rule", "edit", "order", "SO:{seq}").code == 2
    assert shop("period", "close", "0001-01").code == 2
    assert shop("statement", "华信", "--from", "0001-01-01").code == 0
    assert shop(*new, "--date", "9999-12-31").code == 2
    odd = (*RECORD, "--customer", "华信", "--amount", "1", "--on-account", "--bank-reference")
    shop.ok(*odd, "AB12")
    assert shop(*odd, "ab\u200b12").code == 5
    same = shop.ok(*new)
    again = shop.ok("order", "line", "edit", same["number"], "1")
    assert again["version"] == same["version"]
    assert "UNIDENTIFIED" not in shop("customer", "show", "UNIDENTIFIE").err
    assert shop("customer", "add", "--name", "money nobody has matched").code == 0
    assert shop("db", "check").code == 0
