"""How errors are said, in one line."""

from __future__ import annotations

from crmcli.errors import CrmError
from crmcli.i18n import _


def defect(error: Exception) -> CrmError:
    """What is said of an error that nobody foresaw."""
    return CrmError(_("This is a defect of crm: {}").format(f"{type(error).__name__}: {error}"))


def told(error: CrmError) -> str:
    """An error with its hint, in one line."""
    return f"{error.message} ({error.hint})" if error.hint else error.message
