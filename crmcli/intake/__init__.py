"""Reading the lists that people bring: which kind of file it is, then one row after the other.

Knows files, not nouns. Nothing is parsed before its size, its expansion and its rows are checked.
"""

from __future__ import annotations

from pathlib import Path

from crmcli.errors import InvalidError, StoreError
from crmcli.i18n import _, listed
from crmcli.intake.sheet import Sheet

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".jsonl", ".vcf")
LARGEST = 500_000_000
"""Bytes of a file that is read as it comes."""


def read(path: Path, *, encoding: str | None = None, name: str | None = None) -> Sheet:
    """The rows of a file; of a workbook those of the sheet called ``name``, or of the first used.

    The encoding of a text is found unless given.

    Raises:
        StoreError: there is no such file, or it cannot be read.
        InvalidError: a kind of file that is not known, or contents that are not what the name says.
    """
    kind = path.suffix.lower()
    if kind not in SUFFIXES:
        raise InvalidError(
            _("“{}” is no list that can be read").format(path),
            _("Its name must end in one of {}").format(listed(SUFFIXES)),
        )
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise StoreError(_("There is no file {}").format(path), _("Name a file"))
        with path.open("rb"):
            pass
    except FileNotFoundError:
        raise StoreError(_("There is no file {}").format(path), _("Name a file")) from None
    except OSError as error:
        raise StoreError(_("Cannot read {}: {}").format(path, error.strerror)) from error
    if size > LARGEST:
        raise InvalidError(
            _("{} is too large: {} MB").format(path, size // 1_000_000),
            _("Divide it; at most {} MB are read").format(LARGEST // 1_000_000),
        )
    if kind in (".xlsx", ".xls"):
        from crmcli.intake import spreadsheet

        return spreadsheet.read(path, name)
    if kind == ".jsonl":
        from crmcli.intake import jsonlines

        return jsonlines.read(path)
    if kind == ".vcf":
        from crmcli.intake import vcard

        return vcard.read(path, encoding)
    from crmcli.intake import delimited

    return delimited.read(path, encoding)
