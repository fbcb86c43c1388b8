"""Arithmetic of money."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.errors import InvalidError
from crmcli.services import line_spec, money

D = Decimal


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "amount"),
    [
        ("1", "0.005", "0", "0.01"),
        ("3", "0.3350", "0", "1.01"),
        ("1", "2.675", "0", "2.68"),
        ("12", "14", "15", "142.80"),
        ("0.3333", "9.9999", "0", "3.33"),
        ("1", "1", "100", "0.00"),
    ],
)
def test_a_line_is_rounded_half_up_once(quantity, price, discount, amount) -> None:
    assert money.line_amount(D(quantity), D(price), D(discount)) == D(amount)


amounts = st.decimals(0, 10**10, places=2, allow_nan=False)
rates = st.decimals(0, 100, places=2, allow_nan=False)


@given(amounts, rates)
def test_net_is_nearest_and_never_more_than_the_amount(amount: Decimal, rate: Decimal) -> None:
    net = money.net_of(amount, rate)
    assert 0 <= net <= amount
    assert abs(net * (100 + rate) / 100 - amount) <= D("0.01")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1234.5", "1234.50"),
        ("1,234.50", "1234.50"),
        ("￥1,234", "1234.00"),
        ("¥ 12", "12.00"),
        ("１２．５", "12.50"),
        ("0", "0.00"),
        (".5", "0.50"),
        ("1.50000", "1.50"),
    ],
)
def test_amounts_as_people_type_them(typed: str, value: str) -> None:
    assert str(money.parse(typed, "amount")) == value


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "-1",
        "1.234",
        "1,23",
        "12a",
        "1e5",
        "NaN",
        "Infinity",
        "10000000000000",
        "1 2 3x",
        "--1",
    ],
)
def test_what_is_no_amount(typed: str) -> None:
    with pytest.raises(InvalidError):
        money.parse(typed, "amount")


@pytest.mark.parametrize(
    ("typed", "product", "quantity", "price", "discount"),
    [
        ("P1:2", "P1", "2", None, "0"),
        ("P1:2@99.5", "P1", "2", "99.5", "0"),
        ("P1:2@99.5-10%", "P1", "2", "99.5", "10"),
        ("P-1:0.5-5%", "P-1", "0.5", None, "5"),
        ("打印机：２＠９９－１０％", "打印机", "2", "99", "10"),
        ("a:b:3", "a:b", "3", None, "0"),
    ],
)
def test_lines_as_people_type_them(typed, product, quantity, price, discount) -> None:
    line = line_spec.parse(typed)
    assert line.product == product
    assert line.quantity == D(quantity)
    assert line.price == (None if price is None else D(price))
    assert line.discount == D(discount)


@pytest.mark.parametrize(
    "typed", ["", "P1", "P1:", "P1:0", "P1:-1", "P1:2@", "P1:2-101%", "P1:2-5", "P1:x", ":2"]
)
def test_what_is_no_line(typed: str) -> None:
    with pytest.raises(InvalidError):
        line_spec.parse(typed)
