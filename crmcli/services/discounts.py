"""Discounts 折扣: the percentage taken off, written ``10%`` or ``9折``."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.services import money

DIGITS = {"零": "0", "〇": "0", "一": "1", "二": "2", "两": "2", "三": "3", "四": "4", "五": "5",
          "六": "6", "七": "7", "八": "8", "九": "9", "点": "."}  # fmt: skip
FOLD = re.compile(r"(?P<tenths>[0-9])(?:\.?(?P<rest>[0-9]{1,3}))?")
HALF = ("对折", "半价", "五折")
UNCLEAR = re.compile(r"[1-4][0-9]{1,2}|100")
"""12折 is a slip of the pen, not 88 % off; who means it writes 1.2折."""
MOST_OFF = money.HUNDRED


def parse(given: str, name: str) -> Decimal:
    """The percentage taken off: ``10%`` and ``10`` say it; ``9折``, ``95折`` say what is left.

    Raises:
        InvalidError: neither, or such as ``10折`` and ``12折``, which nobody writes on purpose.
    """
    text = unicodedata.normalize("NFKC", given).strip().replace(" ", "")
    if text in HALF:
        return Decimal(50)
    if not text.endswith("折"):
        return money.parse_percent(text, name)
    digits = "".join(DIGITS.get(character, character) for character in text.removesuffix("折"))
    found = FOLD.fullmatch(digits)
    if found is None or UNCLEAR.fullmatch(digits):
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, name),
            _("Write it like 10%, 9折 or 9.5折"),
        )
    left = Decimal(f"{found['tenths']}.{found['rest'] or 0}") * 10
    return (MOST_OFF - left).quantize(money.CENT)
