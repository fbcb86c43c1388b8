"""Orders: lines that add up, states that only move as declared."""

from __future__ import annotations

import itertools

import pytest

from crmcli.services.order import TRANSITIONS
from tests.conftest import Cli


@pytest.fixture
def shop(crm: Cli) -> Cli:
    crm.ok("region", "add", "--name", "华东")
    crm.ok("product", "add", "--name", "打印机", "--price", "1234.50", "--unit", "台")
    crm.ok("product", "add", "--name", "纸", "--price", "9.99", "--tax-rate", "6")
    crm.ok("customer", "add", "--name", "华信", "--region", "华东")
    return crm


def test_an_order_adds_up(shop: Cli) -> None:
    order = shop.ok(
        "order", "new", "--customer", "华信", "--line", "打印机:2", "--line", "纸:3@9.995-10%"
    )
    assert {k: order[k] for k in ("number", "date", "status", "customer", "customer_name")} == {
        "number": "SO202603-00001",
        "date": "2026-03-15",
        "status": "draft",
        "customer": "C000001",
        "customer_name": "华信",
    }
    assert (order["total"], order["paid"], order["outstanding"]) == ("2495.99", "0.00", "2495.99")
    assert (order["salesperson"], order["region"], order["due_date"]) == (
        "ADMIN",
        "R0001",
        "2026-03-15",
    )
    assert order["lines"][1] == {
        "line": 2,
        "kind": "product",
        "product": "P00002",
        "product_name": "纸",
        "unit": None,
        "quantity": "3",
        "price": "9.995",
        "discount": "10",
        "tax_rate": "6",
        "net": "25.46",
        "tax": "1.53",
        "amount": "26.99",
        "remark": None,
    }
    assert (order["net"], order["tax"]) == ("2210.42", "285.57")


def test_old_orders_keep_what_they_were_made_with(shop: Cli) -> None:
    before = shop.ok("order", "new", "--customer", "华信", "--line", "打印机:1", "--confirm")
    shop.ok("product", "edit", "打印机", "--name", "新打印机", "--price", "1", "--tax-rate", "0")
    shop.ok("region", "add", "--name", "华南")
    shop.ok("customer", "edit", "华信", "--region", "华南")
    assert shop.ok("order", "show", before["number"]) == before
    after = shop.ok("order", "new", "--customer", "华信", "--line", "新打印机:1")
    assert (after["region"], after["total"]) == ("R0002", "1.00")


def test_a_draft_is_edited_and_nothing_else(shop: Cli) -> None:
    number = shop.ok("order", "new", "--customer", "华信", "--line", "打印机:1")["number"]
    edited = shop.ok("order", "edit", number, "--line", "纸:1", "--date", "2026-03-01")
    assert (edited["total"], edited["date"], edited["due_date"]) == (
        "9.99",
        "2026-03-01",
        "2026-03-01",
    )
    assert [line["line"] for line in edited["lines"]] == [1]
    shop.ok("order", "confirm", number)
    assert shop("order", "edit", number, "--line", "纸:2").code == 5
    assert shop("order", "edit", number, "--date", "2026-03-02").code == 5
    assert shop.ok("order", "edit", number, "--remark", "加急")["remark"] == "加急"


VERBS = {"confirmed": "confirm", "completed": "complete", "cancelled": "cancel"}
WAYS = {
    "draft": (),
    "confirmed": ("confirm",),
    "completed": ("confirm", "complete"),
    "cancelled": ("cancel",),
}


@pytest.mark.parametrize(("before", "after"), list(itertools.product(WAYS, VERBS)))
def test_states_move_only_as_declared(shop: Cli, before: str, after: str) -> None:
    number = shop.ok("order", "new", "--customer", "华信", "--line", "纸:1")["number"]
    for verb in WAYS[before]:
        shop.ok("order", verb, number)
    result = shop("order", VERBS[after], number, "--json")
    legal = (before, after) in TRANSITIONS
    assert result.code == (0 if legal else 5)
    assert shop.ok("order", "show", number)["status"] == (after if legal else before)


def test_lists_are_filtered(shop: Cli) -> None:
    shop.ok("operator", "add", "--name", "王芳", "--code", "WF")
    new = ("order", "new", "--customer", "华信", "--line", "纸:1")
    shop.ok(*new, "--date", "2026-01-10", "--salesperson", "WF", "--confirm")
    shop.ok(*new, "--date", "-1d")

    def dates(*filters: str) -> list[str]:
        return [o["date"] for o in shop.ok("order", "list", *filters)]

    assert dates() == ["2026-03-14", "2026-01-10"]
    assert dates("--status", "draft") == ["2026-03-14"]
    assert dates("--salesperson", "WF") == ["2026-01-10"]
    assert dates("--from", "2026-02") == ["2026-03-14"]
    assert dates("--to", "2026-Q1", "--from", "2026-03-14") == ["2026-03-14"]
    assert dates("--to", "2026-01") == ["2026-01-10"]
    assert dates("--customer", "华信", "--region", "华东", "--sort", "date") == [
        "2026-01-10",
        "2026-03-14",
    ]
    assert shop("order", "list", "--status", "gone").code == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--customer", "没有", "--line", "纸:1"), 3),
        (("--customer", "华信", "--line", "没有:1"), 3),
        (("--customer", "华信", "--line", "纸"), 2),
        (("--customer", "华信", "--line", "纸:0"), 2),
        (("--customer", "华信", "--line", "纸:9999999999@9999999999"), 2),
        (("--customer", "华信"), 2),
        (("--line", "纸:1"), 2),
        (("--customer", "华信", "--line", "纸:1", "--date", "2026-02-30"), 2),
        (("--customer", "华信", "--line", "纸:1", "--salesperson", "没有"), 3),
        (("--customer", "华信", "--line", "纸:1", "--number", "a b"), 2),
    ],
)
def test_what_cannot_be_ordered(shop: Cli, arguments: tuple[str, ...], code: int) -> None:
    result = shop("order", "new", *arguments)
    assert result.code == code, result.err
    assert result.err.count("\n") == 1
    assert shop.ok("order", "list") == []


def test_the_salesperson_is_the_owner_unless_the_pool_owns(shop: Cli) -> None:
    shop.ok("operator", "add", "--name", "王芳", "--code", "WF")
    shop.ok("customer", "edit", "华信", "--owner", "WF")
    assert shop.ok("order", "new", "--customer", "华信", "--line", "纸:1")["salesperson"] == "WF"
    shop.ok("customer", "add", "--name", "远大", "--no-owner")
    made = shop.ok("order", "new", "--customer", "远大", "--line", "纸:1")
    assert made["salesperson"] == "ADMIN"
