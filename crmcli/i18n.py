"""The language of everything a person reads: English texts are the keys, catalogues translate them.

One language is in force per process; :func:`use` fixes it before anything is printed.
"""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Iterable
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "zh_CN")
DOMAIN = "crm"
NAMES = {
    "中文": "zh_CN", "简体中文": "zh_CN", "chinese": "zh_CN",
    "英文": "en", "英语": "en", "english": "en",
}  # fmt: skip
"""What people call the languages."""
LOCALE_DIR = Path(__file__).parent / "locale"

_language = "en"
_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()


@cache
def _load(language: str) -> _gettext.NullTranslations:
    return _gettext.translation(DOMAIN, LOCALE_DIR, [language], fallback=True)


def use(language: str) -> None:
    """Make ``language`` (one of :data:`LANGUAGES`) the language of all later texts."""
    global _language, _catalogue  # noqa: PLW0603 - a process speaks one language
    _catalogue = _load(language)
    _language = language


def language() -> str:
    """The language in force."""
    return _language


def match(tag: str) -> str | None:
    """The language that a locale or tag (``zh_CN.UTF-8``, ``en-GB``) asks for, if known."""
    if tag.strip().casefold() in NAMES:
        return NAMES[tag.strip().casefold()]
    base = tag.strip().replace("-", "_").split(".")[0].split("@")[0].lower()
    if base.split("_")[0] == "zh":
        return "zh_CN"
    if base.split("_")[0] in ("en", "c", "posix"):
        return "en"
    return None


def _(message: str) -> str:
    """The text in the language in force."""
    return _catalogue.gettext(message)


def said_in(language: str, message: str) -> str:
    """The text in ``language``, whichever is in force."""
    return _load(language).gettext(message)


def in_all(message: str) -> tuple[str, ...]:
    """The text in every language: what people may type, whichever language is in force."""
    return tuple(said_in(known, message) for known in LANGUAGES)


def listed(words: Iterable[str]) -> str:
    """Several words in a row, as the language in force separates them."""
    return _(", ").join(words)


def N_(message: str) -> str:  # noqa: N802 - the name that every extractor knows
    """Mark a text for translation where it is declared; it is translated where it is shown."""
    return message
