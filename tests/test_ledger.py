"""The ledger of a customer: totals that add up, one timeline, what comes next on top."""

from __future__ import annotations

import pytest

from tests.conftest import Cli


@pytest.fixture
def firm(crm: Cli) -> Cli:
    crm.ok("product", "add", "--name", "P", "--price", "100")
    crm.ok("customer", "add", "--name", "A", "--phone", "95588")
    crm.ok("contact", "add", "A", "--name", "王芳", "--position", "经理")
    new = ("order", "new", "--customer", "A", "--line", "P:1")
    crm.ok(*new, "--date", "2026-01-10", "--confirm", "--remark", "first")
    crm.ok(*new, "--date", "2026-03-15", "--confirm")
    crm.ok(*new, "--date", "2026-03-01")
    crm.ok(*new, "--date", "2026-02-01", "--confirm")
    crm.ok("order", "cancel", "SO202602-00001")
    pay = ("payment", "record", "--order", "SO202601-00001", "--method", "CASH", "--amount")
    crm.ok(*pay, "30", "--date", "2026-01-20")
    crm.ok(*pay, "5", "--date", "2026-02-20")
    crm.ok("payment", "void", "RC202602-00001", "--reason", "x")
    said = ("followup", "add", "A", "--channel", "PHONE", "--content")
    crm.ok(*said, "eins", "--at", "2026-01-15 10:00", "--next", "call", "--next-on", "2026-02-01")
    crm.ok(*said, "zwei", "--at", "2026-02-25 10:00", "--next", "visit", "--next-on", "2026-03-10")
    return crm


def test_totals_add_up(firm: Cli) -> None:
    shown = firm.ok("customer", "show", "A")
    money = {key: shown[key] for key in ("ordered", "received", "outstanding", "overdue")}
    assert money == {
        "ordered": "200.00",
        "received": "30.00",
        "outstanding": "170.00",
        "overdue": "70.00",
    }
    orders = firm.ok("order", "list", "--customer", "A")
    assert sum(float(o["outstanding"]) for o in orders if o["status"] == "confirmed") == 170
    assert [c["name"] for c in shown["contacts"]] == ["王芳"]
    assert shown["last_contact"] == "2026-02-25T02:00:00Z"


def test_one_timeline_newest_first(firm: Cli) -> None:
    events = firm.ok("customer", "show", "A")["timeline"]
    assert [(e["day"], e["kind"]) for e in events] == [
        ("2026-03-15", "payment"),
        ("2026-03-15", "order"),
        ("2026-03-01", "order"),
        ("2026-02-25", "followup"),
        ("2026-02-20", "payment"),
        ("2026-02-01", "order"),
        ("2026-01-20", "payment"),
        ("2026-01-15", "followup"),
        ("2026-01-10", "order"),
    ]
    assert events[3]["text"] == "zwei"
    assert (events[-1]["amount"], events[-1]["text"]) == ("100.00", "first")
    assert [e["status"] for e in events if e["kind"] == "payment"] == [
        "reversal", "void", "confirmed",
    ]  # fmt: skip


def test_the_timeline_is_filtered(firm: Cli) -> None:
    def kinds(*options: str) -> list[str]:
        return [e["kind"] for e in firm.ok("customer", "show", "A", *options)["timeline"]]

    assert set(kinds("--kind", "followup")) == {"followup"}
    assert set(kinds("--kind", "订单", "--kind", "payment")) == {"order", "payment"}
    assert kinds("--since", "2026-03-02") == ["payment", "order"]
    assert kinds("--limit", "4") == ["payment", "order", "order", "followup"]
    assert firm("customer", "show", "A", "--kind", "mail").code == 2
    assert firm("customer", "show", "A", "--since", "x").code == 2
    assert firm("customer", "show", "A", "--limit", "0").code == 2


def test_what_comes_next_stands_on_top(firm: Cli) -> None:
    shown = firm.ok("customer", "show", "A")
    assert [(n["next"], n["next_on"], n["overdue"]) for n in shown["next"]] == [
        ("visit", "2026-03-10", True)
    ]
    firm.ok("followup", "add", "A", "--channel", "PHONE", "--content", "x", "--next", "someday")
    assert [n["next"] for n in firm.ok("customer", "show", "A")["next"]] == ["someday"]
    firm.ok("followup", "correct", "F202603-00003", "--next", "", "--at", "2026-01-01")
    text = firm("customer", "show", "A", terminal=True).out
    assert text.index("visit") < text.index("Timeline") < text.index("zwei")
    assert "call" not in text


@pytest.mark.parametrize(
    ("terms", "due"),
    [
        ("cash", "2026-01-31"),
        ("", "2026-01-31"),
        ("30d", "2026-03-02"),
        ("month-end", "2026-01-31"),
        ("month-end+30", "2026-03-02"),
    ],
)
def test_an_order_is_due_by_the_terms_of_the_customer(crm: Cli, terms: str, due: str) -> None:
    crm.ok("product", "add", "--name", "P", "--price", "100")
    crm.ok("customer", "add", "--name", "A", "--payment-terms", terms)
    new = ("order", "new", "--customer", "A", "--line", "P:1", "--date")
    assert crm.ok(*new, "2026-01-31")["due_date"] == due
    draft = crm.ok(*new, "2026-03-01")["number"]
    assert crm.ok("order", "edit", draft, "--date", "2026-01-31")["due_date"] == due
