"""A workbook looked through before anything parses it: its size, its expansion, its rows.

An XLSX file is a ZIP archive of XML. Its directory can lie about how large a part becomes, a part
can define entities, and one cell in the last row and column makes a parser that fills the space
between take all memory.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from crmcli.errors import InvalidError
from crmcli.i18n import _

LARGEST_FILE = 100_000_000
LARGEST_EXPANDED = 1_000_000_000
LARGEST_RATIO = 200
"""Lists shrink to a tenth; what shrinks to less than a two-hundredth is made for it."""
SMALL = 10_000_000
"""Bytes: so much may shrink as it likes."""
MOST_PARTS = 2_000
MOST_CELLS = 20_000_000
CHUNK = 1 << 20
OVERLAP = 64
"""So much of a chunk is looked at again with the next one, so that nothing is cut."""
CELL = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})([0-9]{1,7})"[^>]*?>')
FAULT = re.compile(rb'\bt="e"')
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def check_xlsx(path: Path) -> None:
    """Look the parts of an XLSX file through, without parsing them.

    Raises:
        InvalidError: it is no workbook, too large, or made to do harm.
    """
    check_size(path)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            expanded = sum(part.file_size for part in parts)
            packed = max(sum(part.compress_size for part in parts), 1)
            if (
                len(parts) > MOST_PARTS
                or expanded > LARGEST_EXPANDED
                or (expanded > SMALL and expanded > packed * LARGEST_RATIO)
            ):
                raise _refused(path, _("it would become {} MB").format(expanded // 1_000_000))
            if any(part.flag_bits & 1 for part in parts):
                raise _refused(path, _("it is protected by a password"))
            for part in parts:
                _check_part(path, archive, part)
    except zipfile.BadZipFile as error:
        raise InvalidError(
            _("{} is no workbook: {}").format(path, error), _("Save it again as .xlsx")
        ) from None


def check_size(path: Path) -> None:
    """Raise InvalidError when a workbook is larger than any list."""
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise _refused(path, _("it has {} MB").format(size // 1_000_000))


def check_cells(path: Path, rows: int, columns: int) -> None:
    """Raise InvalidError when a sheet, or what it leaves empty within, is larger than any list."""
    if rows * columns > MOST_CELLS:
        raise _refused(path, _("{} rows × {} columns").format(rows, columns))


def _check_part(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Expand a part as far as it says it goes; of a sheet also its last row and column."""
    sheet = SHEET.fullmatch(part.filename) is not None
    rows = columns = 0
    before = b""
    for chunk in _expanded(archive, part):
        if not before and chunk.startswith(UTF16) and part.filename.endswith((".xml", ".rels")):
            raise _refused(path, _("a part of it is not in UTF-8"))
        seen = before + chunk
        if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
            raise _refused(path, _("it defines entities"))
        if sheet:
            for found in CELL.finditer(seen):
                rows = max(rows, int(found[2]))
                columns = max(columns, _place(found[1]))
                if FAULT.search(found[0]):
                    cell = (found[1] + found[2]).decode()
                    raise InvalidError(
                        _("{}, cell {}: a formula that fails, such as #N/A").format(path, cell),
                        _("Put the formula right, or replace it by a value"),
                    )
            check_cells(path, rows, columns)
        before = seen[-OVERLAP:] if not sheet else _unfinished(seen)


def _expanded(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a part; reading stops at the size it says, and fails where there is more."""
    with archive.open(part) as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _unfinished(seen: bytes) -> bytes:
    """What may go on in the next chunk: from the last tag on that has not ended."""
    at = seen.rfind(b"<")
    return seen[at:] if at >= 0 and b">" not in seen[at:] else b""


def _place(letters: bytes) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _refused(path: Path, why: str) -> InvalidError:
    return InvalidError(
        _("{} is not read: {}").format(path, why), _("Save the list alone in a new workbook")
    )
