"""Charts in the terminal, aligned by display width so that Chinese labels line up."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from decimal import Decimal
from typing import IO, Any

from wcwidth import wcswidth

from crmcli.output import cells, safe
from crmcli.views.base import Column
from crmcli.views.report import SHARES

EIGHTHS = " ▏▎▍▌▋▊▉"
FULL, REST = "█", "░"
SHORTEST_BAR = 10
WHOLE, TENTH = Decimal(100), Decimal("0.1")
Bars = Sequence[tuple[str, Decimal]]


def drawn(file: IO[Any], kind: str, column: Column, bars: Bars) -> str:
    """The chart as wide as the terminal; see :func:`lines`."""
    return lines(kind, column, bars, shutil.get_terminal_size().columns, drawable=_drawable(file))


def lines(kind: str, column: Column, bars: Bars, room: int, *, drawable: bool = True) -> str:
    """A line a bar: label, bar and figure; a share is drawn as its part of a full bar.

    ``column`` says what the figures are, ``room`` how wide a line is. Nothing is drawn for no bars.
    """
    if not bars:
        return ""
    total = sum((value for _label, value in bars), Decimal(0))
    figures = [cells.human(column, value, grouped=True) for _label, value in bars]
    shares = kind == SHARES and total > 0 and all(value >= 0 for _label, value in bars)
    if shares:
        figures = [
            f"{(value * WHOLE / total).quantize(TENTH)}%  {figure}"
            for (_label, value), figure in zip(bars, _right(figures), strict=True)
        ]
    labels = [safe.one_line(label) for label, _value in bars]
    label_width = max(wcswidth(label) for label in labels)
    figures = _right(figures)
    width = room - label_width - len(figures[0]) - 3
    length = max(SHORTEST_BAR, width)
    largest = total if shares else max(abs(value) for _label, value in bars) or Decimal(1)
    made = [cells.title(column)]
    for (_label, value), label, figure in zip(bars, labels, figures, strict=True):
        padding = " " * (label_width - wcswidth(label))
        bar = _bar(abs(value) / largest * length, length, drawable)
        if shares and drawable:
            bar = bar.replace(" ", REST)
        made.append(f"{label}{padding} {bar} {figure}")
    return "\n".join(made)


def _right(texts: Sequence[str]) -> list[str]:
    width = max(map(len, texts))
    return [text.rjust(width) for text in texts]


def _bar(size: Decimal, length: int, drawable: bool) -> str:
    if not drawable:
        return ("#" * int(size + Decimal("0.5"))).ljust(length)
    eighths = int(size * 8 + Decimal("0.5"))
    whole, rest = divmod(eighths, 8)
    bar = FULL * whole + (EIGHTHS[rest] if rest else "")
    return bar.ljust(length)


def _drawable(file: IO[Any]) -> bool:
    try:
        FULL.encode(getattr(file, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
