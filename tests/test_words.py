"""Amounts in words, and amounts as people write them."""

from __future__ import annotations

import random
from decimal import Decimal

import cn2an
import pytest

from crmcli.errors import InvalidError
from crmcli.services import money, words


def test_amounts_in_words_are_those_of_the_oracle() -> None:
    chance = random.Random(1)
    cents = [0, 1, 10, 100, 101, 1001, 10_000, 10_001, 1_000_000, 10**15 - 1, 10**14]
    for _case in range(4000):
        digits = "".join(
            str(chance.randrange(10)) if chance.random() < chance.choice((0.3, 0.9)) else "0"
            for _digit in range(chance.randrange(1, 16))
        )
        cents.append(int(digits))
    for number in cents:
        amount = Decimal(number) / 100
        assert words.chinese(amount) == cn2an.an2cn(str(amount), "rmb"), amount


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "人民币零元整"),
        ("-1005.3", "人民币负壹仟零伍元叁角"),
        ("100.05", "人民币壹佰元零伍分"),
        ("1000000000000", "人民币壹万亿元整"),
    ],
)
def test_the_currency_stands_before_it(amount: str, text: str) -> None:
    assert words.in_currency(Decimal(amount), "CNY") == text
    assert words.in_currency(Decimal(1), "EUR") == "EUR壹元整"


@pytest.mark.parametrize(
    ("given", "amount"),
    [
        ("1.5万", "15000.00"),
        ("１．５萬", "15000.00"),
        ("0.00015亿", "15000.00"),
        ("1.5wan", "15000.00"),
        ("1.5 万元", "15000.00"),
        ("¥1,234.50元", "1234.50"),
        ("￥12万", "120000.00"),
        (".5万", "5000.00"),
    ],
)
def test_ten_thousands_are_understood(given: str, amount: str) -> None:
    assert money.parse(given, "amount") == Decimal(amount)


@pytest.mark.parametrize(
    "given", ["万", "1万5", "1.5万万", "1.23456789万", "1.5k", "10000000000万"]
)
def test_what_is_no_amount_of_ten_thousands(given: str) -> None:
    with pytest.raises(InvalidError):
        money.parse(given, "amount")
