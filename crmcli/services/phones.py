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
    r"\s*(?:转|分机号?|内线|ext\.?|extension|x|#)\s*:?\s*([0-9]{1,6})$", re.IGNORECASE
)
"""转8001, 分机 8001, x8001."""
DASHED = re.compile(r"\s*[-–—]\s*([0-9]{1,5})$")
"""-8001: an extension only where the whole is no number of its own."""
BETWEEN = re.compile(r"\s*(?:[/、;；,，|]|\s或\s?)\s*")
BETWEEN_ABROAD = re.compile(r"\s+/\s+|\s*[;,|]\s*")
"""Abroad a stroke may stand within a number."""
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
        InvalidError: it holds no digits.
    """
    text = texts.line(given, field)
    if text is None:
        return []
    if not re.search("[0-9]", unicodedata.normalize("NFKC", text)):
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, field), _("It must hold digits")
        )
    between = BETWEEN if home == HOME else BETWEEN_ABROAD
    found: list[Phone] = []
    before = ""
    for part in (p for p in between.split(text) if p):
        whole = _completed(part, before) if before and home == HOME else part
        before = whole
        normalised, understood = _normalised(whole, home)
        if normalised not in [known.normalised for known in found]:
            found.append(Phone(part, normalised, understood))
    return found


def _completed(part: str, before: str) -> str:
    """``0571-88220011/22`` is short for two numbers: what is missing is taken from the first."""
    if not part.isascii() or not part.isdigit():
        return part
    area, subscriber = _subscriber(before)
    extension = EXTENSION.search(before) or DASHED.search(before)
    if not LOCAL.fullmatch(subscriber) and extension:
        first = before[: extension.start()]
        area, subscriber = _subscriber(first)
        if LOCAL.fullmatch(subscriber) and len(part) < len(subscriber) - 2:
            return f"{first} x{part}"
    if not LOCAL.fullmatch(subscriber):
        return part
    if len(part) < len(subscriber) - 2:
        part = subscriber[: -len(part)] + part
    elif not LOCAL.fullmatch(part):
        return part
    return f"{area.group(1)}-{part}" if area else part


def _subscriber(written: str) -> tuple[re.Match[str] | None, str]:
    area = AREA.match(written)
    return area, NOT_DIGITS.sub("", written[area.end() :] if area else written)


def _normalised(written: str, home: str) -> tuple[str, bool]:
    """The form in which a number is compared, and whether it was understood."""
    folded = unicodedata.normalize("NFKC", written).strip()
    said = EXTENSION.search(folded)
    if said:
        number = _number(folded[: said.start()].strip(), home)
        rest = number or texts.digits(folded[: said.start()])
        return f"{rest}-{said.group(1)}", number is not None
    number = _number(folded, home)
    dashed = DASHED.search(folded)
    if number is None and dashed:
        head = _number(folded[: dashed.start()].strip(), home)
        if head is not None:
            return f"{head}-{dashed.group(1)}", True
    return number or texts.digits(folded) or texts.fold(folded), number is not None


def _number(folded: str, home: str) -> str | None:
    plain = NOT_DIGITS.sub("", folded)
    chinese = home == HOME and not folded.startswith("+")
    if chinese and (SERVICE.fullmatch(plain) or LOCAL.fullmatch(plain)):
        return plain
    return _international(folded, home)


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


def searched(text: str, home: str = HOME) -> list[str]:
    """What to look for within numbers: the digits of a part, or a whole one with its extension.

    Nothing, when ``text`` cannot be a phone number.
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    digits = texts.digits(folded).removeprefix("+")
    found = []
    if texts.is_number(folded) and len(digits) >= SHORTEST_PART:
        found.append(digits.lstrip("0") or digits)
    if len(digits) >= SHORTEST_CERTAIN and (EXTENSION.search(folded) or DASHED.search(folded)):
        normalised, understood = _normalised(folded, home)
        found += [normalised] if understood else []
    return found
