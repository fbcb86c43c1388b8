"""Phone numbers: taken apart, compared in one form, kept as they were written.

Pairs, extensions and service numbers are Chinese writing habits that ``phonenumbers`` does not
know; they are dealt with before a number is given to it. Numbers without a country code are the
company's country's (setting ``phone_region``, ISO 3166-1; China unless set).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.services import texts

HOME = "CN"
EXTENSION = re.compile(
    r"\s*(?:转|分机号?|内线|ext\.?|extension|x|#)\s*:?\s*([0-9]{1,6})$"
    r"|(?<=[0-9])(?<=[0-9 ][0-9 ][0-9 ][0-9 ][0-9 ][0-9 ][0-9])\s*[-–—]\s*([0-9]{1,5})$",
    re.IGNORECASE,
)
"""转8001, 分机 8001, x8001, and -8001 after a number of at least seven digits."""
MOBILE = re.compile(r"1[3-9][0-9]{9}")
BETWEEN = re.compile(r"\s*(?:[/、;；,，|]|\s或\s?)\s*")
SERVICE = re.compile(r"(?:[48]00[0-9]{7}|9[56][0-9]{3,6}|1[0-9]{2,4})")
"""400 and 800 numbers, 95xxx, 96xxx, and short codes such as 12345 (《电信网编号计划》)."""
LOCAL = re.compile(r"[2-8][0-9]{6,7}")
"""A subscriber's number without its area code."""
AREA = re.compile(r"^\(?(0(?:10|2[0-9]|[3-9][0-9]{2}))\)?[\s-]*(?=[2-8][0-9]{6,7}(?![0-9]))")
SHORTEST_CERTAIN = 7
"""A shorter number is a service that many share."""
SHORTEST_PART = 3
"""A search text with at least so many digits is looked for in phone numbers too."""
NOT_DIGITS = re.compile("[^0-9]")


@dataclass(frozen=True, slots=True)
class Phone:
    """One number: as written, as compared (digits, ``+`` country code), and whether it was sure."""

    raw: str
    normalised: str
    understood: bool


def parse(given: str, field: str, home: str = HOME) -> list[Phone]:
    """The numbers that a person wrote, in their order.

    Raises:
        InvalidError: a part holds no digits.
    """
    text = texts.line(given, field)
    if text is None:
        return []
    found: list[Phone] = []
    before = ""
    for part in (p for p in BETWEEN.split(text) if p):
        folded = unicodedata.normalize("NFKC", part)
        if not re.search("[0-9]", folded):
            raise InvalidError(
                _("“{}” is not a valid {}").format(part, field), _("It must hold digits")
            )
        written = _completed(part, before) if found and home == HOME else part
        before = written
        phone = _one(written, home)
        if phone.normalised not in [known.normalised for known in found]:
            found.append(phone)
    return found


def _completed(part: str, before: str) -> str:
    """``0571-88220011/22`` is short for two numbers: what is missing is taken from the first."""
    digits = NOT_DIGITS.sub("", part)
    first = EXTENSION.sub("", before)
    area = AREA.match(first)
    subscriber = NOT_DIGITS.sub("", first[area.end() :] if area else first)
    if not LOCAL.fullmatch(subscriber) or EXTENSION.search(part) or digits != part.strip():
        return part
    if len(digits) < len(subscriber) - 2:
        part = subscriber[: -len(digits)] + digits
    elif not LOCAL.fullmatch(digits):
        return part
    return f"{area.group(1)}-{part}" if area else part


def _one(written: str, home: str) -> Phone:
    folded = unicodedata.normalize("NFKC", written).strip()
    extension = ""
    found = EXTENSION.search(folded)
    if found and not (home == HOME and MOBILE.fullmatch(NOT_DIGITS.sub("", folded))):
        folded, extension = folded[: found.start()].strip(), found.group(1) or found.group(2)
    tail = f"-{extension}" if extension else ""
    plain = NOT_DIGITS.sub("", folded)
    chinese = home == HOME and not folded.startswith("+")
    if chinese and (SERVICE.fullmatch(plain) or LOCAL.fullmatch(plain)):
        return Phone(written, plain + tail, understood=True)
    number = _international(folded, home)
    if number is None:
        return Phone(written, texts.digits(folded) + tail, understood=False)
    return Phone(written, number + tail, understood=True)


def _international(folded: str, home: str) -> str | None:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(folded, home)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def certain(normalised: str) -> bool:
    """Whether two records with this number are surely the same: not a service that many share."""
    return len(normalised.partition("-")[0].lstrip("+")) >= SHORTEST_CERTAIN


def searched(text: str) -> str | None:
    """The digits to look for within numbers, when ``text`` can only be a phone number."""
    digits = texts.digits(text).removeprefix("+")
    if not texts.is_number(text) or len(digits) < SHORTEST_PART:
        return None
    return digits.lstrip("0") or digits
