"""Printed forms as plain text: aligned by display width, wide enough for A4 and 241 mm paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import IO

from tabulate import tabulate
from wcwidth import wcswidth

from crmcli import config
from crmcli.i18n import _
from crmcli.output import cells, safe
from crmcli.views.base import Column, Row
from crmcli.views.form import Form, Pair

WIDTH = 80
"""Characters: what ten to the inch leave on both papers."""
GAP = 2


def write(file: IO[str], form: Form) -> None:
    """The whole form; amounts on it are in whole units whatever lists are shown in."""
    with config.using(replace(config.current(), money_unit=config.MONEY_UNITS[0])):
        _write(file, form)


def _write(file: IO[str], form: Form) -> None:
    table = _table(form.rows, form.columns)
    width = max([WIDTH, *(wcswidth(line) for line in table)])
    rule = "-" * width
    lines = [
        _centred(form.company, width),
        _centred(form.title, width),
        "",
        *_pairs(form.head, width),
        rule,
        *(table or []),
        *([rule] if table else []),
        *(_beside(label, value) for label, value in form.foot),
        "",
        _signatures(form.signatures, width),
    ]
    file.write("\n".join(line.rstrip() for line in lines) + "\n")


def _table(rows: Sequence[Row], columns: tuple[Column, ...]) -> list[str]:
    if not rows:
        return []
    body = [
        [cells.human(column, getattr(row, column.key), grouped=True) for column in columns]
        for row in rows
    ]
    text = tabulate(
        body,
        headers=[column.title for column in columns],
        tablefmt="simple",
        disable_numparse=True,
        preserve_whitespace=True,
        colalign=["right" if column.kind.numeric else "left" for column in columns],
    )
    return str(text).splitlines()


def _pairs(pairs: tuple[Pair, ...], width: int) -> list[str]:
    """Two to a line, as far as they fit."""
    half = width // 2
    lines: list[str] = []
    left = ""
    for label, value in pairs:
        text = _beside(label, value)
        if left:
            if wcswidth(text) <= width - half:
                lines.append(left + " " * (half - wcswidth(left)) + text)
                left = ""
                continue
            lines.append(left)
            left = ""
        if wcswidth(text) <= half - GAP:
            left = text
        else:
            lines.append(text)
    return [*lines, left] if left else lines


def _signatures(labels: tuple[str, ...], width: int) -> str:
    each = width // max(1, len(labels))
    begun = [_beside(label, "") for label in labels]
    return "".join(text + " " * (each - wcswidth(text)) for text in begun)


def _beside(label: str, value: str) -> str:
    return _("{}: {}").format(label, safe.one_line(value))


def _centred(text: str, width: int) -> str:
    shown = safe.one_line(text)
    return " " * max(0, (width - wcswidth(shown)) // 2) + shown
