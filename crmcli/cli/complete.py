"""What may come next on a command line: for the shells, without Typer and without SQLAlchemy.

``crm __complete SHELL LINE`` prints a candidate a line, with a tab and what it is behind it. The
first line tells the shell whether to put a space behind (``space``), not to (``nospace``), or to
look for files itself (``file``).
"""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crmcli import config, i18n
from crmcli.i18n import _

FILE = Path(__file__).with_name("tree.json")
MOST = 50
Candidate = tuple[str, str]
"""What would be put in, and what it is."""
DATES = (
    "today", "yesterday", "tomorrow", "month-end", "this-month", "last-month", "this-quarter",
    "last-quarter", "this-year", "last-year", "ytd",
)  # fmt: skip
CHINESE_DATES = (
    "今天", "昨天", "明天", "月底", "本月", "上月", "本季度", "上季度", "今年", "去年", "本年累计",
)  # fmt: skip
BREAKS = "=:"
"""Where bash begins another word, though we do not."""


def main(arguments: list[str]) -> int:
    """Print what may come next; whatever goes wrong, nothing is suggested."""
    shell, line = (*arguments, "", "")[:2]
    with contextlib.suppress(Exception):
        settings = config.resolve({})
        words, word = split(line)
        with config.using(settings):
            directive, found = candidates(words, word)
        cut = max(word.rfind(mark) for mark in BREAKS) + 1 if shell == "bash" else 0
        out = [directive]
        for value, meaning in found[:MOST]:
            text = shlex_escape(value[cut:]) if shell == "bash" else value
            out.append(f"{text}\t{meaning}")
        sys.stdout.write("\n".join(out) + "\n")
    return 0


def split(line: str) -> tuple[list[str], str]:
    """The finished words of a line behind the program's name, and the one being typed."""
    for closing in ("", '"', "'"):
        with contextlib.suppress(ValueError):
            words = shlex.split(line + closing)
            break
    else:
        words = line.split()
    typing = bool(closing) or not line[-1:].isspace()
    return (words[1:-1], words[-1]) if typing and len(words) > 1 else (words[1:], "")


def candidates(words: list[str], word: str) -> tuple[str, list[Candidate]]:
    """What may stand where ``word`` begins, after ``words``."""
    tree = json.loads(FILE.read_text(encoding="utf-8"))
    place = _walk(tree, words)
    if place is None:
        return "space", []
    if place.expects is not None:
        return _values(place.expects, word, place)
    if word.startswith("-"):
        return _of_option(tree, word, place)
    if "verbs" in place.node:
        known = [(verb, _said(below["help"])) for verb, below in place.node["verbs"].items()]
        if place.node is tree:
            known += list(config.aliases().items())
        return "space", [one for one in known if one[0].startswith(word)]
    kinds = [argument[1] for argument in place.node["arguments"]]
    return _values(kinds[place.position], word, place) if place.position < len(kinds) else _NONE


def few(words: list[str], most: int) -> list[str]:
    """All values that may stand behind ``words``, if they are few; none when that is not known."""
    with contextlib.suppress(Exception):
        directive, found = candidates(words, "")
        if directive == "space" and len(found) <= most:
            return [value for value, _meaning in found]
    return []


_NONE: tuple[str, list[Candidate]] = ("space", [])


@dataclass
class Place:
    """Where on the tree a line has come to."""

    node: dict[str, Any]
    words: list[str]
    position: int = 0
    """How many arguments of the command stand there already."""
    expects: str | None = None
    """What the option before takes."""


def _walk(tree: dict[str, Any], words: list[str]) -> Place | None:
    place = Place(tree, words)
    for past in words:
        if place.expects is not None:
            place.expects = None
        elif past.startswith("-"):
            name, equals, _value = past.partition("=")
            kind = _options(tree, place.node).get(_long(name), [None])[0]
            place.expects = None if equals else kind
        elif "verbs" in place.node:
            if past not in place.node["verbs"]:
                return None
            place.node = place.node["verbs"][past]
        else:
            place.position += 1
    return place


def _of_option(tree: dict[str, Any], word: str, place: Place) -> tuple[str, list[Candidate]]:
    """The options that begin so, or what may stand behind ``--option=``."""
    options = _options(tree, place.node)
    name, equals, value = word.partition("=")
    if not equals:
        return "space", [(n, _said(o[1])) for n, o in options.items() if n.startswith(word)]
    directive, found = _values(options.get(name, [None])[0] or "", value, place)
    return directive, [(f"{name}={text}", meaning) for text, meaning in found]


def _said(text: str) -> str:
    return _(text) if text else ""


def _long(name: str) -> str:
    return {"-f": "--format", "-O": "--out"}.get(name, name)


def _options(tree: dict[str, Any], node: dict[str, Any]) -> dict[str, list[Any]]:
    common = node.get("common", tree["common"])
    return {**node.get("options", {}), **{name: tree["common"][name] for name in common}}


def _values(kind: str, word: str, place: Place) -> tuple[str, list[Candidate]]:
    """What may be given to an option or stand as an argument."""
    what, _colon, rest = kind.partition(":")
    if what == "file":
        return "file", []
    if what == "choice":
        return "space", list(_choices(rest.split("|"), word))
    if what == "date":
        both = (*CHINESE_DATES, *DATES) if i18n.language() == "zh_CN" else (*DATES, *CHINESE_DATES)
        return "space", [(d, "") for d in both if d.startswith(word)]
    if what in ("columns", "sort"):
        before, comma, part = word.rpartition(",")
        minus = "-" if what == "sort" and part.startswith("-") else ""
        start = f"{before}{comma}{minus}"
        keys = [key for key in place.node["columns"] if key.startswith(part.removeprefix("-"))]
        return "nospace", [(f"{start}{key}", "") for key in keys]
    if what == "topic":
        return "space", [(t, "") for t in rest.split("|") if t.startswith(word)]
    if what == "noun":
        noun = place.words[-1] if rest == "?" else rest
        return "space", list(_records(noun, word, place.words))
    return _NONE


def _choices(keys: list[str], word: str) -> Iterator[Candidate]:
    """Fixed values: as they are called in the language in force, where that is begun or nothing."""
    for key in keys:
        called = _(key)
        if called != key and called.startswith(word):
            yield called, key
        elif key.startswith(word):
            yield key, called if called != key else ""


def _records(noun: str, word: str, words: list[str]) -> Iterator[Candidate]:
    """Records of a noun whose code, number or name begins so."""
    if noun == "config":
        yield from ((key, "") for key in config.USER_KEYS if key.startswith(word))
        return
    if noun == "alias":
        yield from (one for one in config.aliases().items() if one[0].startswith(word))
        return
    from crmcli.db import live

    begins = unicodedata.normalize("NFKC", word)
    yield from live.records(_store(words), noun, begins, MOST)


def _store(words: list[str]) -> str | None:
    """The store that the line names, if it does."""
    for number, word in enumerate(words[:-1]):
        if word == "--db":
            return os.path.expanduser(words[number + 1])  # noqa: PTH111 - it may be a URL
    return None


def shlex_escape(text: str) -> str:
    """``text`` as bash reads it as one word."""
    return "".join(c if c.isalnum() or c in "-_./,:=@%+" else f"\\{c}" for c in text)
