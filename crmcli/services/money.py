"""Arithmetic of money: exact decimals, rounded half up, once, where a line is made."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from crmcli.db.types import FINE_SCALE, LARGEST_MONEY, MONEY_SCALE
from crmcli.errors import InvalidError
from crmcli.i18n import _

CENT = Decimal(1).scaleb(-MONEY_SCALE)
HUNDRED = Decimal(100)
UNITS = {"万": Decimal(10_000), "萬": Decimal(10_000), "wan": Decimal(10_000), "亿": Decimal(10**8)}
UNIT = re.compile(r"(?P<unit>万|萬|亿|wan)?(?:元|圆|块)?", re.IGNORECASE)
NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d*)?|[+-]?\.\d+")


def rounded(amount: Decimal) -> Decimal:
    """The amount in whole cents, half up (四舍五入)."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def line_amount(quantity: Decimal, price: Decimal, discount: Decimal) -> Decimal:
    """What a line comes to, tax included: quantity × price × (1 − discount %), rounded once."""
    return rounded(quantity * price * (HUNDRED - discount) / HUNDRED)


def net_of(amount: Decimal, tax_rate: Decimal) -> Decimal:
    """The part of ``amount`` without tax (不含税金额); the tax is the rest, so that both add up.

    Formula: amount ÷ (1 + rate), 《增值税暂行条例实施细则》 article 14.
    """
    return rounded(amount * HUNDRED / (HUNDRED + tax_rate))


def parse(given: str, field: str, *, scale: int = MONEY_SCALE, zero: bool = True) -> Decimal:
    """A number that a person typed: ``1,234.50``, ``1.5万``, full-width digits, a leading ￥.

    Raises:
        InvalidError: not a number, negative, too large, or with more than ``scale`` decimals.
    """
    folded = unicodedata.normalize("NFKC", given).strip().removeprefix("¥").replace(" ", "")
    number = NUMBER.match(folded)
    unit = UNIT.fullmatch(folded, number.end()) if number else None
    if number is None or unit is None:
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, field), _("Write it like 1234.50 or 1.5万")
        )
    value = Decimal(number.group().replace(",", "")) * UNITS.get(
        (unit["unit"] or "").lower(), Decimal(1)
    )
    if value < 0 or (value == 0 and not zero):
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, field),
            _("It must be at least 0") if zero else _("It must be more than 0"),
        )
    if value >= LARGEST_MONEY:
        raise InvalidError(_("“{}” is not a valid {}").format(given, field), _("It is too large"))
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > scale:
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, field),
            _("At most {} decimals are kept").format(scale),
        )
    return value.quantize(Decimal(1).scaleb(-scale))


def parse_fine(given: str, field: str, *, zero: bool = True) -> Decimal:
    """A price or a quantity: :func:`parse` with four decimals."""
    return parse(given, field, scale=FINE_SCALE, zero=zero)


def parse_percent(given: str, field: str) -> Decimal:
    """A rate from 0 to 100 percent, with or without the sign.

    Raises:
        InvalidError: not such a rate.
    """
    folded = unicodedata.normalize("NFKC", given).strip()
    value = parse(folded.removesuffix("%"), field)
    if value > HUNDRED:
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, field), _("Give 0 to 100 percent")
        )
    return value
