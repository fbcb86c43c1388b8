"""Text from people made harmless for a terminal.

Control characters (C0, C1) could move the cursor, change the title or run commands; bidirectional
controls could make a line read otherwise than it is. Both are shown as escapes.
"""

from __future__ import annotations

import re

DANGEROUS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def one_line(value: str) -> str:
    """``value`` on one line, every dangerous character visible."""
    return DANGEROUS.sub(_visible, value.replace("\r\n", "⏎").replace("\n", "⏎"))


def paragraph(value: str) -> str:
    """``value`` with its line breaks, every other dangerous character visible."""
    return "\n".join(DANGEROUS.sub(_visible, line) for line in value.split("\n"))


def json_text(value: str) -> str:
    """JSON whose dangerous characters are escaped too: JSON itself escapes only C0."""
    return DANGEROUS.sub(
        lambda m: m.group() if m.group() == "\n" else f"\\u{ord(m.group()):04x}", value
    )


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"  # noqa: PLR2004 - one byte
