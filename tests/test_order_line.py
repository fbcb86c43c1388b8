"""Lines of an order: discounts, gifts, freight, rounding off, and changing a draft."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from crmcli.errors import InvalidError
from crmcli.services import discounts
from tests.conftest import Cli

NEW = ("order", "new", "--customer", "华信")


@pytest.fixture
def shop(crm: Cli) -> Cli:
    crm.ok("product", "add", "--name", "打印机", "--code", "P1", "--price", "100", "--unit", "台")
    crm.ok("product", "add", "--name", "纸", "--code", "P2", "--price", "10", "--tax-rate", "6")
    crm.ok("customer", "add", "--name", "华信")
    return crm


def shown(order: Any, *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(line[key] for key in keys) for line in order["lines"]]


@pytest.mark.parametrize(
    ("given", "off"),
    [
        ("10%", "10"),
        ("10", "10"),
        ("12.5%", "12.5"),
        ("0", "0"),
        ("100%", "100"),
        ("9折", "10"),
        ("九折", "10"),
        ("9.5折", "5"),
        ("95折", "5"),
        ("九五折", "5"),
        ("九点五折", "5"),
        ("８８折", "12"),
        ("875折", "12.5"),
        ("8.75 折", "12.5"),
        ("对折", "50"),
        ("0折", "100"),
    ],
)
def test_both_habits_of_discounts(given: str, off: str) -> None:
    assert discounts.parse(given, "discount") == Decimal(off)


@pytest.mark.parametrize(
    "given", ["10折", "12折", "100折", "折", "-1%", "101%", "9.99999折", "九", "a折", "9折9", ""]
)
def test_what_is_no_discount(given: str) -> None:
    with pytest.raises(InvalidError):
        discounts.parse(given, "discount")


def test_a_discount_is_shown_both_ways(shop: Cli) -> None:
    made = shop.ok(*NEW, "--line", "P1:1-9折", "--line", "P1:1@50-12.5%")
    assert shown(made, "discount", "amount") == [("10", "90.00"), ("12.5", "43.75")]
    english = shop("order", "show", made["number"]).out
    assert "10% off (9折)" in english
    assert "12.5% off (8.75折)" in english
    shop.lang = "zh_CN"
    assert "9折（优惠10%）" in shop("order", "show", made["number"]).out


def test_gifts_freight_and_rounding_off_are_lines_of_their_own(shop: Cli) -> None:
    made = shop.ok(
        *NEW, "--line", "P1:3@33.33", "--line", "P2:1", "--gift", "P2:5@2",
        "--freight", "12", "--rounding", "1.99",
    )  # fmt: skip
    assert shown(made, "line", "kind", "product", "quantity", "price", "tax_rate", "amount") == [
        (1, "product", "P1", "3", "33.33", "13", "99.99"),
        (2, "product", "P2", "1", "10.00", "6", "10.00"),
        (3, "gift", "P2", "5", "2.00", "6", "0.00"),
        (4, "freight", None, "1", "12.00", "13", "12.00"),
        (5, "rounding", None, "1", "-1.99", "13", "-1.99"),
    ]
    assert made["total"] == "120.00"
    assert Decimal(made["net"]) + Decimal(made["tax"]) == Decimal("120.00")
    for line in made["lines"]:
        assert Decimal(line["net"]) + Decimal(line["tax"]) == Decimal(line["amount"])
    assert shown(made, "net", "tax")[4] == ("-1.76", "-0.23")


def test_rounding_off_is_taxed_as_the_largest_line(shop: Cli) -> None:
    made = shop.ok(*NEW, "--line", "P1:1@5", "--line", "P2:1@50", "--rounding", "0.5")
    assert made["lines"][2]["tax_rate"] == "6"


def test_rounding_off_has_a_limit(shop: Cli) -> None:
    refused = shop(*NEW, "--line", "P1:1", "--rounding", "10.01")
    assert refused.code == 5
    assert "Rounding off 10.01 exceeds the limit 10.00" in refused.err
    shop.ok("setting", "edit", "rounding_limit", "0.99")
    assert shop(*NEW, "--line", "P1:1", "--rounding", "1").code == 5
    made = shop.ok(*NEW, "--line", "P1:1", "--rounding", "0.99")
    again = shop("order", "line", "add", made["number"], "--rounding", "0.01")
    assert again.code == 5
    assert "rounded off once" in again.err
    assert shop(*NEW, "--line", "P2:1@0.5", "--rounding", "0.51").code == 5
    assert len(shop.ok("order", "list")) == 1


def test_lines_of_a_draft_are_added_changed_moved_and_removed(shop: Cli) -> None:
    number = shop.ok(*NEW, "--line", "P1:1", "--line", "P2:1")["number"]
    line = ("order", "line")
    made = shop.ok(*line, "add", number, "P2:2@9-9折", "--freight", "5", "--before", "2")
    assert shown(made, "line", "product", "quantity", "amount") == [
        (1, "P1", "1", "100.00"),
        (2, "P2", "2", "16.20"),
        (3, None, "1", "5.00"),
        (4, "P2", "1", "10.00"),
    ]
    assert made["total"] == "131.20"
    made = shop.ok(*line, "move", number, "4", "1")
    assert shown(made, "line", "amount") == [
        (1, "10.00"), (2, "100.00"), (3, "16.20"), (4, "5.00")
    ]  # fmt: skip
    made = shop.ok(*line, "move", number, "1", "3")
    assert [a for (a,) in shown(made, "amount")] == ["100.00", "16.20", "10.00", "5.00"]
    made = shop.ok(
        *line, "edit", number, "1",
        "--quantity", "2", "--price", "90", "--discount", "95折", "--remark", "急件",
    )  # fmt: skip
    assert shown(made, "quantity", "price", "discount", "amount", "remark")[0] == (
        "2", "90.00", "5", "171.00", "急件"
    )  # fmt: skip
    made = shop.ok(*line, "edit", number, "4", "--price", "6.5", "--tax-rate", "9")
    assert shown(made, "kind", "tax_rate", "amount")[3] == ("freight", "9", "6.50")
    made = shop.ok(*line, "edit", number, "2", "--product", "P1")
    assert shown(made, "product", "product_name", "price", "tax_rate", "amount")[1] == (
        "P1", "打印机", "100.00", "13", "180.00"
    )  # fmt: skip
    assert shop(*line, "remove", number, "1").code == 2
    made = shop.ok(*line, "remove", number, "1", "--yes")
    assert shown(made, "line", "amount") == [(1, "180.00"), (2, "10.00"), (3, "6.50")]
    assert made["total"] == "196.50"
    assert shop("db", "check").code == 0
    told = shop.ok("history", "order", number)
    assert {"order-line"} <= {row["record"] for row in told}


def test_the_last_line_and_what_is_no_line(shop: Cli) -> None:
    number = shop.ok(*NEW, "--line", "P1:1")["number"]
    line = ("order", "line")
    assert shop(*line, "remove", number, "1", "--yes").code == 5
    for place in ("0", "2", "-1"):
        assert shop(*line, "edit", number, place, "--price", "1").code in (2, 3)
    assert shop(*line, "move", number, "1", "2").code == 3
    assert shop(*line, "add", number).code == 2
    assert shop(*line, "add", number, "P1:1", "--before", "9").code == 3
    shop.ok(*line, "add", number, "--freight", "5")
    assert shop(*line, "edit", number, "2", "--quantity", "2").code == 2
    assert shop(*line, "edit", number, "2", "--price", "0").code == 2
    shop.ok(*line, "add", number, "--gift", "P2:1")
    assert shop(*line, "edit", number, "3", "--discount", "1%").code == 2
    assert shop(*NEW, "--gift", "P2:1-9折").code == 2
    shop.ok("order", "confirm", number)
    for verb in (("add", number, "P1:1"), ("move", number, "1", "2"), ("remove", number, "1")):
        refused = shop(*line, *verb)
        assert refused.code == 5
        assert "cannot be edited" in refused.err


def test_an_order_of_gifts_alone_is_paid(shop: Cli) -> None:
    made = shop.ok(*NEW, "--gift", "P2:1", "--confirm")
    assert (made["total"], made["paid_status"]) == ("0.00", "paid")
    assert shop.ok("order", "list", "--unpaid") == []


def whole_phone(shop: Cli, order: dict[str, Any]) -> Any:
    return shop.ok("order", "show", order["number"], "--reveal")["phone"]


def test_contact_phone_and_address_come_from_the_customer(shop: Cli) -> None:
    shop.ok(
        "customer", "edit", "华信", "--province", "上海市", "--address", "南京路1号",
        "--phone", "021-55556666",
    )  # fmt: skip
    made = shop.ok(*NEW, "--line", "P1:1")
    assert (made["contact"], made["phone"], made["ship_to"]) == (
        None, "021****6666", "上海市南京路1号"
    )  # fmt: skip
    assert whole_phone(shop, made) == "021-55556666"
    shop.ok("contact", "add", "华信", "--name", "李娜", "--mobile", "13800138000")
    shop.ok("contact", "add", "华信", "--name", "王强", "--phone", "021-88889999")
    made = shop.ok(*NEW, "--line", "P1:1")
    assert (made["contact"], made["phone"]) == ("CP000001", "138****8000")
    assert whole_phone(shop, made) == "13800138000"
    made = shop.ok("order", "edit", made["number"], "--contact", "王强", "--ship-to", "自提")
    assert (made["contact"], made["phone"], made["ship_to"]) == (
        "CP000002", "021****9999", "自提"
    )  # fmt: skip
    assert whole_phone(shop, made) == "021-88889999"
    made = shop.ok("order", "edit", made["number"], "--contact", "", "--phone", "", "--ship-to", "")
    assert (made["contact"], made["phone"], made["ship_to"]) == (None, None, None)
    assert whole_phone(shop, made) is None
    shop.ok(*NEW, "--line", "P1:1")
    assert shop("contact", "remove", "李娜", "--yes").code == 5
    shop.ok("customer", "add", "--name", "别家")
    other = shop.ok("contact", "add", "别家", "--name", "赵六")["code"]
    assert shop(*NEW, "--line", "P1:1", "--contact", other).code == 3


def test_an_order_is_copied(shop: Cli) -> None:
    shop.ok("contact", "add", "华信", "--name", "李娜", "--mobile", "13800138000")
    first = shop.ok(
        *NEW, "--line", "P1:2@80-9折", "--gift", "P2:1", "--freight", "5", "--rounding", "1",
        "--ship-to", "工地", "--confirm",
    )  # fmt: skip
    shop.ok("product", "edit", "P1", "--price", "200")
    twin = shop.ok("order", "copy", first["number"], "--date", "2026-03-10")
    keys = ("kind", "product", "quantity", "price", "discount", "tax_rate", "amount")
    assert shown(twin, *keys) == shown(first, *keys)
    assert (twin["status"], twin["date"], twin["ship_to"]) == ("draft", "2026-03-10", "工地")
    fresh = shop.ok("order", "copy", first["number"], "--new-prices", "--confirm")
    assert shown(fresh, "price", "amount")[0] == ("200.00", "360.00")
    shop.ok("customer", "add", "--name", "别家", "--address", "别处")
    other = shop.ok("order", "copy", first["number"], "--customer", "别家")
    assert (other["customer_name"], other["ship_to"], other["contact"]) == ("别家", "别处", None)
    shop.ok("product", "edit", "P1", "--inactive")
    assert shop("order", "copy", first["number"]).code == 5


def test_due_dates_by_terms_and_by_hand(shop: Cli) -> None:
    def due(*given: str) -> str:
        return str(shop.ok(*NEW, "--line", "P1:1", "--date", "2026-01-31", *given)["due_date"])

    assert due() == "2026-01-31"
    for terms, day in (
        ("cash", "2026-01-31"),
        ("30d", "2026-03-02"),
        ("month-end", "2026-01-31"),
        ("month-end+30", "2026-03-02"),
    ):
        shop.ok("customer", "edit", "华信", "--payment-terms", terms)
        assert due() == day
    made = shop.ok(*NEW, "--line", "P1:1", "--date", "2026-01-31", "--due-date", "2026-05-01")
    moved = shop.ok("order", "edit", made["number"], "--date", "2026-02-01")
    assert moved["due_date"] == "2026-05-01"
    back = shop.ok("order", "edit", made["number"], "--due-date", "")
    assert back["due_date"] == "2026-03-30"
    assert shop("order", "edit", made["number"], "--due-date", "2026-01-01").code == 2
    shop.ok("order", "confirm", made["number"])
    late = shop.ok("order", "edit", made["number"], "--due-date", "2026-02-28")
    assert late["overdue_days"] == 15


def test_the_list_knows_what_is_paid(shop: Cli) -> None:
    for number, paid in (("S1", None), ("S2", "40"), ("S3", "100")):
        shop.ok(
            *NEW, "--line", "P1:1", "--number", number, "--confirm", "--date", "2026-03-01",
            "--due-date", "2026-03-10",
        )  # fmt: skip
        if paid:
            shop.ok("payment", "record", "--order", number, "--amount", paid, "--method", "CASH")
    shop.ok(*NEW, "--line", "P2:1", "--number", "S4", "--confirm")
    shop.ok(*NEW, "--line", "P2:1", "--number", "S5")

    def numbers(*filters: str) -> list[str]:
        return sorted(row["number"] for row in shop.ok("order", "list", *filters))

    assert numbers("--unpaid") == ["S1", "S4"]
    assert numbers("--part-paid") == ["S2"]
    assert numbers("--paid") == ["S3"]
    assert numbers("--unpaid", "--part-paid") == ["S1", "S2", "S4"]
    assert numbers("--overdue") == ["S1", "S2"]
    assert numbers("--overdue", "--part-paid") == ["S2"]
    assert numbers("--product", "纸") == ["S4", "S5"]
    assert numbers("--total", "50..") == ["S1", "S2", "S3"]
    assert numbers("--total", "10") == ["S4", "S5"]
    assert numbers("--total", "..0.001万") == ["S4", "S5"]
    row = next(r for r in shop.ok("order", "list") if r["number"] == "S2")
    assert (row["paid_status"], row["overdue_days"]) == ("part", 5)


def test_the_credit_limit_warns_or_refuses(shop: Cli) -> None:
    shop.ok("customer", "edit", "华信", "--credit-limit", "250")
    assert "credit" not in shop(*NEW, "--line", "P1:2", "--confirm").err
    warned = shop(*NEW, "--line", "P1:1", "--confirm")
    assert warned.code == 0
    assert "华信 would owe 300.00, more than the credit limit 250.00" in warned.err
    shop.ok("setting", "edit", "credit_check", "refuse")
    refused = shop(*NEW, "--line", "P1:1", "--confirm")
    assert refused.code == 5
    draft = shop.ok(*NEW, "--line", "P1:1")["number"]
    assert shop("order", "confirm", draft).code == 5
    shop.ok(
        "payment", "record", "--customer", "华信", "--amount", "150", "--method", "CASH",
        "--on-account",
    )  # fmt: skip
    shop.ok("order", "confirm", draft)
    shop.ok("setting", "edit", "credit_check", "off")
    assert "credit" not in shop(*NEW, "--line", "P1:9", "--confirm").err
    assert shop("setting", "edit", "credit_check", "perhaps").code == 2
