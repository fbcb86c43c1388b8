"""Text from people: cleaned, checked, and made into keys to search and sort by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from crmcli.errors import InvalidError
from crmcli.i18n import _

LONGEST_NAME = 200
LONGEST_TEXT = 10_000
SPACES = re.compile(r"[ \u00a0\u3000]+")
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
FOREIGN = "\0"
"""Marks what is no pinyin among syllables."""
SURNAME_READINGS = {
    "单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "盖": "ge",
    "任": "ren", "乐": "yue", "繁": "po", "尉": "yu", "缪": "miao", "朴": "piao", "覃": "qin",
    "华": "hua", "宁": "ning", "应": "ying", "纪": "ji", "翟": "zhai", "长孙": "zhang sun",
    "尉迟": "yu chi", "万俟": "mo qi", "澹台": "tan tai", "令狐": "ling hu",
}  # fmt: skip
"""Characters read otherwise as a surname (《现代汉语词典》, entries marked 姓)."""


def name(value: str, field: str) -> str:
    """A one-line text that must not be empty: NFC, trimmed, inner white space folded.

    Raises:
        InvalidError: empty, longer than :data:`LONGEST_NAME`, or with control characters.
    """
    cleaned = line(value, field)
    if cleaned is None:
        raise required(field)
    return cleaned


def required(field: str) -> InvalidError:
    """The error for a field left empty."""
    return InvalidError(_("{} is required").format(_begins(field)), _("Give it a value"))


def in_sentence(heading: str) -> str:
    """A heading as it stands within a sentence; names such as WeChat keep their capitals."""
    first = heading.split(" ", maxsplit=1)[0]
    return heading if first[1:] != first[1:].lower() else heading[:1].lower() + heading[1:]


def _begins(field: str) -> str:
    return field[:1].upper() + field[1:]


def line(value: str | None, field: str) -> str | None:
    """An optional one-line text; empty is ``None``."""
    if value is None:
        return None
    cleaned = SPACES.sub(" ", unicodedata.normalize("NFC", value)).strip()
    _refuse_controls(cleaned, field, allowed="")
    if len(cleaned) > LONGEST_NAME:
        raise _too_long(field, len(cleaned), LONGEST_NAME)
    return cleaned or None


def paragraph(value: str | None, field: str) -> str | None:
    """An optional text of several lines; empty is ``None``."""
    if value is None:
        return None
    cleaned = unicodedata.normalize("NFC", value.replace("\r\n", "\n")).strip()
    _refuse_controls(cleaned, field, allowed="\n\t")
    if len(cleaned) > LONGEST_TEXT:
        raise _too_long(field, len(cleaned), LONGEST_TEXT)
    return cleaned or None


def _too_long(field: str, length: int, longest: int) -> InvalidError:
    return InvalidError(
        _("{} has {} characters").format(_begins(field), length),
        _("At most {} are kept; shorten it").format(longest),
    )


def _refuse_controls(value: str, field: str, allowed: str) -> None:
    for character in value:
        if unicodedata.category(character) in ("Cc", "Cs") and character not in allowed:
            raise InvalidError(
                _("{} holds a control character (U+{:04X})").format(_begins(field), ord(character)),
                _("Remove it"),
            )


def joined(parts: Sequence[str]) -> str:
    """Parts of an address as one line: Chinese ones without spaces."""
    return ("" if all(HAN.search(part) for part in parts) else " ").join(parts)


def sort_key(value: str, *, person: bool = False) -> str:
    """The key that sorts ``value``: Chinese by pinyin and tone, everything else by its letters."""
    return " ".join(_syllables(value, toned=True, person=person))


def search_text(values: list[str | None], *, person: bool = False) -> str:
    """What ``--find`` looks in: each value folded, and the pinyin and initials of Chinese ones."""
    parts: list[str] = []
    for value in values:
        if not value:
            continue
        parts.append(fold(value))
        if HAN.search(value):
            syllables = _syllables(value, toned=False, person=person)
            parts.append("".join(syllables))
            parts.append("".join(s[:1] for s in syllables))
    return "\n".join(dict.fromkeys(parts))


def narrow(value: str) -> str:
    """Text with full-width characters made narrow, trimmed."""
    return unicodedata.normalize("NFKC", value).strip()


def composed(value: str) -> str:
    """Text in the one form in which it is stored: NFC, trimmed."""
    return unicodedata.normalize("NFC", value).strip()


def fold(value: str) -> str:
    """Text as it is compared when searching: NFKC, lower-case, white space removed."""
    return "".join(unicodedata.normalize("NFKC", value).casefold().split())


def like(value: str) -> str:
    """A LIKE pattern (escape ``\\``) for any text that contains ``value``, folded."""
    escaped = fold(value).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _syllables(value: str, *, toned: bool, person: bool) -> list[str]:
    folded = unicodedata.normalize("NFKC", value).casefold().strip()
    if not HAN.search(folded):
        return [folded]
    head: list[str] = []
    if person:
        for length in (2, 1):
            reading = SURNAME_READINGS.get(folded[:length])
            if reading:
                head, folded = reading.split(), folded[length:]
                break
    return head + [with_tone if toned else without for with_tone, without in _pinyin(folded)]


@lru_cache(maxsize=256)
def _pinyin(value: str) -> tuple[tuple[str, str], ...]:
    """The syllables, with the numbers of their tones and without; the rest as it is."""
    from pypinyin import Style, lazy_pinyin

    found = lazy_pinyin(value, style=Style.TONE3, v_to_u=False, errors=lambda text: FOREIGN + text)
    plain = ((s.removeprefix(FOREIGN), s.startswith(FOREIGN)) for s in found)
    return tuple((s, s if foreign else s.rstrip("12345")) for s, foreign in plain if s.strip())


PHONE_LIKE = re.compile(r"\+?[\d ()/.-]+")


def is_number(value: str) -> bool:
    """Whether a search text can only be a phone number or a part of one."""
    return bool(PHONE_LIKE.fullmatch(unicodedata.normalize("NFKC", value).strip()))


def digits(value: str) -> str:
    """Only the digits of a phone number, full-width ones understood, and a leading ``+``."""
    folded = unicodedata.normalize("NFKC", value).strip()
    return ("+" if folded.startswith("+") else "") + "".join(re.findall(r"\d", folded))
