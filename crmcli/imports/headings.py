"""Which row of a list has the headings, and which column each of them is."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from crmcli.errors import InvalidError, nearest, suggestion
from crmcli.i18n import LANGUAGES, _, in_all, listed
from crmcli.imports import synonyms
from crmcli.imports.spec import Import
from crmcli.intake.sheet import Cell, Line, Sheet
from crmcli.views.base import Column

LOOKED_AT = 30
"""The headings are among so many rows."""
IGNORED = re.compile(r"[\s*＊:：_\-]+|[(（][^()（）]*[)）]")
"""What headings differ in without meaning something else: marks, remarks in brackets."""


@dataclass(frozen=True, slots=True)
class Headings:
    """What the columns of a list are: the key of each place, and what is not used."""

    row: int
    texts: tuple[str, ...]
    keys: Mapping[int, str]
    unused: tuple[str, ...]


def find(
    sheet: Sheet, spec: Import, given: Mapping[str, str], ignored: Collection[str] = ()
) -> tuple[Headings, Iterator[Line]]:
    """The headings of a list, and the rows after them; ``given`` tells key -> heading.

    Raises:
        InvalidError: no row has headings, two columns are the same one, or a required one is not
            there.
    """
    lines = iter(sheet.lines)
    first = list(itertools.islice(lines, LOOKED_AT))
    best: Headings | None = None
    above: Sequence[str] = ()
    for line in first:
        texts = _texts(line, sheet.across)
        used = ["" if folded(text) in ignored else text for text in texts]
        found = _understood(line, used, above, spec, given, keyed=sheet.keyed)
        found = replace(
            found,
            texts=tuple(texts),
            unused=tuple(t for place, t in enumerate(texts) if t and place not in found.keys),
        )
        if best is None or len(found.keys) > len(best.keys):
            best = found
        above = texts
        if sheet.keyed:
            break
    if best is None or not best.keys:
        raise InvalidError(
            _("No row of headings was found"),
            _("Known are: {}; or say which: --map name=HEADING").format(
                listed(column.title for column in spec.columns[:8])
            ),
        )
    _require(best, spec, given)
    rest = itertools.chain((line for line in first if line.number > best.row), lines)
    return best, rest


def _texts(line: Line, across: Mapping[int, Sequence[tuple[int, int]]]) -> list[str]:
    """The cells as headings; one merged over several columns stands above each of them."""
    texts = [_text(cell) for cell in line.cells]
    for start, end in across.get(line.number, ()):
        for place in range(max(start, 0) + 1, min(end + 1, len(texts))):
            texts[place] = texts[start]
    return texts


def _text(cell: Cell) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else ""


def _understood(
    line: Line,
    texts: Sequence[str],
    above: Sequence[str],
    spec: Import,
    given: Mapping[str, str],
    *,
    keyed: bool,
) -> Headings:
    known = names(spec)
    said = {folded(heading): key for key, heading in given.items()}
    keys: dict[int, str] = {}
    for place, text in enumerate(texts):
        upper = above[place] if place < len(above) else ""
        wanted = (upper + text, text) if text and not keyed else (text,)
        for one in wanted:
            key = said.get(folded(one)) or (known.get(folded(one)) if one else None)
            if key is not None and (key not in given or folded(one) in said):
                keys[place] = key
                break
    return Headings(line.number, tuple(texts), keys, ())


def names(spec: Import) -> dict[str, str]:
    """Every heading that is understood, folded, and the key of its column; the sure ones win."""
    found: dict[str, str] = {}
    for column in spec.columns:
        found.setdefault(folded(column.key), column.key)
    for column in spec.columns:
        for text in (*_titles(column), *synonyms.of(spec.noun, column.key)):
            found.setdefault(folded(text), column.key)
    for column in spec.columns:
        for text in synonyms.everywhere(column.key):
            found.setdefault(folded(text), column.key)
    return found


def _titles(column: Column) -> Iterator[str]:
    for language in LANGUAGES:
        yield column.title_in(language)
    for heading in (column.heading, *column.aliases):
        for text in in_all(heading):
            yield text.format(noun="")


def folded(text: str) -> str:
    """A heading as it is compared."""
    return IGNORED.sub("", unicodedata.normalize("NFKC", text).casefold())


def _require(found: Headings, spec: Import, given: Mapping[str, str]) -> None:
    titles = {column.key: column.title for column in spec.columns}
    texts = [text for text in found.texts if text]
    for key, heading in given.items():
        if key not in found.keys.values():
            raise InvalidError(
                _("There is no column “{}”").format(heading), suggestion(heading, texts)
            )
    seen: dict[str, int] = {}
    for place, key in found.keys.items():
        if key in seen:
            raise InvalidError(
                _("Two columns are “{}”: {} and {}").format(
                    titles[key], found.texts[seen[key]], found.texts[place]
                ),
                _("Say which: --map {}={}").format(key, found.texts[place]),
            )
        seen[key] = place
    for one_of in spec.required:
        key, *others = one_of.split("|")
        if not seen.keys() & {key, *others}:
            near = nearest(titles[key], texts)
            raise InvalidError(
                _("There is no column “{}”").format(titles[key]),
                _("Say which: --map {}={}").format(key, near[0] if near else _("HEADING")),
            )
