"""Numbering rules are looked at, tried, and changed; numbers stay unique."""

from __future__ import annotations

import pytest

from tests.conftest import Cli

NEW = ("order", "new", "--customer", "C", "--line", "P:1")


@pytest.fixture
def shop(crm: Cli) -> Cli:
    crm.ok("product", "add", "--name", "P", "--code", "P", "--price", "1")
    crm.ok("customer", "add", "--name", "C", "--code", "C")
    return crm


def number(shop: Cli, *more: str) -> str:
    return str(shop.ok(*NEW, *more)["number"])


def test_rules_show_what_comes_next(shop: Cli) -> None:
    rules = {row["of"]: row for row in shop.ok("number-rule", "list")}
    assert rules["order"] == {
        "of": "order", "pattern": "SO{yyyy}{mm}-{seq:05}", "next": "SO202603-00001"
    }  # fmt: skip
    assert {"opening", "receiving-account", "payment", "customer"} <= set(rules)
    number(shop)
    assert shop.ok("number-rule", "show", "order")["next"] == "SO202603-00002"
    assert shop.ok("number-rule", "show", "订单")["next"] == "SO202603-00002"
    assert shop("number-rule", "show", "nothing").code == 2


def test_a_rule_is_tried_before_it_is_changed(shop: Cli) -> None:
    number(shop)
    tried = shop("number-rule", "edit", "order", "A{yy}{seq:03}", "--dry-run")
    assert tried.code == 0
    assert "The next number would be A26001" in tried.err
    assert shop.ok("number-rule", "show", "order")["next"] == "SO202603-00002"
    changed = shop.ok("number-rule", "edit", "order", "A{yy}{seq:03}")
    assert changed["next"] == "A26001"
    assert [number(shop), number(shop, "--date", "2025-01-01"), number(shop)] == [
        "A26001", "A25001", "A26002"
    ]  # fmt: skip
    assert shop("db", "check").code == 0


def test_a_changed_rule_goes_on_after_the_numbers_that_fit_it(shop: Cli) -> None:
    assert number(shop, "--number", "X-7") == "X-7"
    assert number(shop, "--number", "X-007x") == "X-007X"
    shop.ok("number-rule", "edit", "order", "x-{seq}")
    assert number(shop) == "X-8"
    shop.ok("number-rule", "edit", "order", "SO{yyyy}{mm}-{seq:05}")
    assert number(shop) == "SO202603-00001"
    shop.ok("number-rule", "edit", "order", "x-{seq}")
    assert number(shop) == "X-9"
    assert shop("db", "check").code == 0


def test_each_period_begins_anew_and_explicit_numbers_push_on(shop: Cli) -> None:
    shop.ok("number-rule", "edit", "order", "D{yyyy}{mm}{dd}-{seq:02}")
    days = ["2026-03-01", "2026-03-01", "2026-03-02"]
    assert [number(shop, "--date", day) for day in days] == [
        "D20260301-01", "D20260301-02", "D20260302-01"
    ]  # fmt: skip
    assert number(shop, "--number", "d20260302-05") == "D20260302-05"
    assert number(shop, "--date", "2026-03-02") == "D20260302-06"
    taken = shop(*NEW, "--number", "D20260302-06")
    assert taken.code == 5


@pytest.mark.parametrize(
    "pattern",
    ["", "ABC", "{seq}{seq}", "A{mm}-{seq}", "A{yyyy}{dd}-{seq}", "A {seq}", "{x}{seq}", "A" * 60],
)
def test_what_is_no_rule(shop: Cli, pattern: str) -> None:
    refused = shop("number-rule", "edit", "order", pattern)
    assert refused.code == 2, refused.err
    assert refused.err.count("\n") == 1
    assert shop.ok("number-rule", "show", "order")["pattern"] == "SO{yyyy}{mm}-{seq:05}"
