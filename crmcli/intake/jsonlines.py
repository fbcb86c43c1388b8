"""JSON lines: an object a line, as `crm … list -f jsonl` writes them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.intake.sheet import Cell, Line, Sheet

SEVERAL = "/"
"""Between several values of one key, as people write several phone numbers."""


def read(path: Path) -> Sheet:
    """The objects of a file; their keys are the headings.

    Raises:
        InvalidError: a line that is no object, or has objects within.
    """
    keys: dict[str, None] = {}
    rows = 0
    for _number, entry in _objects(path):
        keys.update(dict.fromkeys(entry))
        rows += 1
    return Sheet(_lines(path, list(keys)), rows, keyed=True)


def _lines(path: Path, keys: list[str]) -> Iterator[Line]:
    yield Line(0, list(keys))
    for number, entry in _objects(path):
        cells = [_cell(path, number, key, entry.get(key)) for key in keys]
        yield Line(number, cells)


def _objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open(encoding="utf-8-sig") as file:
        try:
            for number, text in enumerate(file, start=1):
                if text.strip():
                    entry = json.loads(text, parse_float=str)
                    if not isinstance(entry, dict):
                        raise _wrong(path, number, _("it is no object"))
                    yield number, entry
        except UnicodeDecodeError:
            raise _wrong(path, 1, _("JSON is written in UTF-8")) from None
        except (ValueError, RecursionError) as error:
            raise _wrong(path, number, str(error)) from None


def _cell(path: Path, number: int, key: str, value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return SEVERAL.join(value)
    raise _wrong(path, number, _("“{}” holds neither a text nor a number").format(key))


def _wrong(path: Path, number: int, why: str) -> InvalidError:
    return InvalidError(
        _("{}, row {}: {}").format(path, number, why), _("Write one JSON object a line")
    )
