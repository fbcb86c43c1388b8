"""Amounts in words 金额大写, as cheques and receipts of China have them."""

from __future__ import annotations

from decimal import Decimal

from crmcli.services.money import rounded

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
TEN_THOUSANDS = "万"
GROUPS = ("", TEN_THOUSANDS, "亿", "万亿")
TOP = len(GROUPS) - 1
GROUP = 10_000
YUAN = "人民币"


def chinese(amount: Decimal) -> str:
    """The amount in Chinese capitals: ``壹仟零伍元叁角``; a negative one begins with 负.

    Rule: annex 1 of 《支付结算办法》(银发〔1997〕393号). Zeros between digits are read once, and
    not at all before thousands, where the rule leaves the choice. Yuan alone end in 整, jiao and
    fen do not.
    """
    cents = int(abs(rounded(amount)) * 100)
    yuan, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    whole = f"{_whole(yuan)}元" if yuan else ""
    if jiao:
        part = f"{DIGITS[jiao]}角"
    elif fen and yuan:
        part = DIGITS[0]
    else:
        part = ""
    end = f"{DIGITS[fen]}分" if fen else "" if jiao else "整"
    text = f"{whole}{part}{end}" if cents else "零元整"
    return f"负{text}" if amount < 0 and cents else text


def _whole(number: int) -> str:
    """A whole number below 10 to the power of 16."""
    groups = []
    while number:
        number, group = divmod(number, GROUP)
        groups.append(group)
    said = ""
    for place in reversed(range(len(groups))):
        group = groups[place]
        if not group:
            continue
        if said and group < GROUP // 10:
            said += DIGITS[0]
        said += _four(group) + (TEN_THOUSANDS if place == TOP and groups[2] else GROUPS[place])
    return said


def _four(number: int) -> str:
    """A number from 1 to 9999."""
    said = ""
    zero = False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if not digit:
            zero = bool(said)
            continue
        said += (DIGITS[0] if zero else "") + DIGITS[digit] + PLACES[place]
        zero = False
    return said


def in_currency(amount: Decimal, currency: str) -> str:
    """The amount in words, with the currency before it: 人民币, or its code."""
    return f"{YUAN if currency == 'CNY' else currency}{chinese(amount)}"
