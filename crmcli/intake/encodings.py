"""Which encoding a text is in: UTF-8, with or without a mark, UTF-16 with one, else GB18030."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from crmcli.errors import InvalidError
from crmcli.i18n import _

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CHUNK = 1 << 20
HIGH = 0x80
SECOND = 0xA1
"""In GB 2312, which nearly all Chinese text keeps to, both bytes of a character are above this."""
ODD = 0.1
"""The share of characters beyond GB 2312 from which on a text is hardly Chinese."""


def find(path: Path) -> str:
    """The encoding of a text file.

    Bytes that are not UTF-8 are taken for GB18030 only where they look like Chinese: Western
    European texts would be read without an error too, and come out wrong.

    Raises:
        InvalidError: neither, or zeros in it.
    """
    with path.open("rb") as file:
        beginning = file.read(4)
    for mark, encoding in MARKS:
        if beginning.startswith(mark):
            return encoding
    if _readable(path, "utf-8"):
        return "utf-8"
    if _readable(path, "gb18030") and _chinese(path):
        return "gb18030"
    raise InvalidError(
        _("The encoding of {} is neither UTF-8 nor, for sure, GB18030").format(path),
        _("Name it, such as --file-encoding cp1252, or save the file as UTF-8"),
    )


def check(path: Path, encoding: str) -> None:
    """Raise InvalidError unless the file can be read in ``encoding``."""
    try:
        codecs.lookup(encoding)
    except LookupError:
        raise InvalidError(
            _("“{}” is not a valid {}").format(encoding, _("encoding")),
            _("Such as utf-8, gb18030, cp1252"),
        ) from None
    if not _readable(path, encoding):
        raise InvalidError(
            _("{} is not in {}").format(path, encoding),
            _("Leave --file-encoding out to have it found"),
        )


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _readable(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _chinese(path: Path) -> bool:
    """Whether nearly all two-byte characters are of those that GB 2312 has."""
    pairs = odd = 0
    for chunk in _chunks(path):
        at = 0
        while at + 1 < len(chunk):
            if chunk[at] <= HIGH:
                at += 1
                continue
            pairs += 1
            odd += chunk[at + 1] < SECOND
            at += 2
    return odd <= pairs * ODD
