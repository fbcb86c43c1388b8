"""How errors are said, in one line."""

from __future__ import annotations

from crmcli.errors import CrmError
from crmcli.i18n import _

SHELL = ("--", "crm ")


def defect(error: Exception) -> CrmError:
    """What is said of an error that nobody foresaw."""
    return CrmError(_("This is a defect of crm: {}").format(f"{type(error).__name__}: {error}"))


def told(error: CrmError) -> str:
    """An error with its hint, in one line; what only a shell could do is left out."""
    if not error.hint or any(part in error.hint for part in SHELL):
        return error.message
    return f"{error.message} ({error.hint})"
