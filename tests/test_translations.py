"""Every text exists in Chinese, with the same placeholders; none is left over."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from crmcli import i18n

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "crmcli"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def extracted(folder: Path = PACKAGE) -> set[str]:
    found = set()
    for _file, _line, message, _comments, _context in extract_from_dir(
        str(folder), [("**.py", "python")], keywords=KEYWORDS
    ):
        found.update([message] if isinstance(message, str) else message)
    return found - {""}


def catalogue(language: str) -> dict[str, str]:
    path = PACKAGE / "locale" / language / "LC_MESSAGES" / "crm.po"
    with path.open("rb") as file:
        messages = read_po(file, locale=language, abort_invalid=True)
    assert not messages.obsolete
    return {str(m.id): str(m.string) for m in messages if m.id and not m.fuzzy}


def untranslated(folder: Path = PACKAGE) -> set[str]:
    known = catalogue("zh_CN")
    return {text for text in extracted(folder) if not known.get(text)}


def test_nothing_is_untranslated_and_nothing_left_over() -> None:
    assert untranslated() == set()
    assert set(catalogue("zh_CN")) - extracted() == set()


@pytest.mark.parametrize("language", [x for x in i18n.LANGUAGES if x != "en"])
def test_placeholders_agree(language: str) -> None:
    for english, text in catalogue(language).items():
        wanted, given = (Counter(PLACEHOLDER.findall(t)) for t in (english, text))
        assert wanted == given, english


def test_the_compiled_catalogue_is_the_written_one() -> None:
    for language in i18n.LANGUAGES:
        if language == "en":
            continue
        i18n.use(language)
        try:
            for english, text in catalogue(language).items():
                assert i18n._(english) == text, "run: make setup"
        finally:
            i18n.use("en")


def test_no_text_reaches_a_person_untranslated() -> None:
    """Errors, talk and help are made of marked texts only, never of a bare string."""
    bare = []
    for path in PACKAGE.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = (
                node.func.attr
                if isinstance(node.func, ast.Attribute)
                else getattr(node.func, "id", "")
            )
            texts = [k.value for k in node.keywords if k.arg == "help"]
            if name.endswith("Error") and name not in ("RuntimeError", "ValueError", "LookupError"):
                texts += node.args
            if name in ("say", "confirm"):
                texts += node.args[:1]
            bare += [
                f"{path.name}:{node.lineno}"
                for text in texts
                if isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value
            ]
    assert bare == []
