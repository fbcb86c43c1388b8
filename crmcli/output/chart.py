"""Bars in the terminal, aligned by display width so that Chinese labels line up."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from decimal import Decimal

from wcwidth import wcswidth

from crmcli.output import safe

EIGHTHS = " ▏▎▍▌▋▊▉"
FULL = "█"
SHORTEST_BAR = 10


def show_bars(title: str, bars: Sequence[tuple[str, Decimal]]) -> None:
    """A line a bar: label, bar, amount. Nothing is shown for no bars."""
    if not bars:
        return
    labels = [safe.one_line(label) for label, _value in bars]
    values = [f"{value:,.2f}" for _label, value in bars]
    label_width = max(wcswidth(label) for label in labels)
    value_width = max(len(value) for value in values)
    width = shutil.get_terminal_size().columns - label_width - value_width - 3
    length = max(SHORTEST_BAR, width)
    largest = max((abs(value) for _label, value in bars), default=Decimal(0)) or Decimal(1)
    drawable = _drawable()
    lines = ["", title]
    for (_label, value), label, text in zip(bars, labels, values, strict=True):
        padding = " " * (label_width - wcswidth(label))
        bar = _bar(abs(value) / largest * length, length, drawable)
        lines.append(f"{label}{padding} {bar} {text:>{value_width}}")
    sys.stdout.write("\n".join(lines) + "\n")


def _bar(size: Decimal, length: int, drawable: bool) -> str:
    if not drawable:
        return ("#" * int(size + Decimal("0.5"))).ljust(length)
    eighths = int(size * 8 + Decimal("0.5"))
    whole, rest = divmod(eighths, 8)
    bar = FULL * whole + (EIGHTHS[rest] if rest else "")
    return bar.ljust(length)


def _drawable() -> bool:
    try:
        FULL.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
