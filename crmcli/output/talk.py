"""What the program says about its work: on stderr, never in the way of data."""

from __future__ import annotations

import contextlib
import json
import sys

from crmcli import config
from crmcli.errors import CrmError
from crmcli.i18n import _
from crmcli.output import safe


def say(message: str) -> None:
    """One line on stderr, unless ``--quiet``."""
    if not config.current().quiet:
        sys.stdout.flush()
        sys.stderr.write(safe.one_line(message) + "\n")


def complain(error: CrmError) -> None:
    """An error as one line with its hint, or as JSON where data is JSON."""
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    if config.current().json_errors:
        content = {"code": error.code, "message": error.message, "hint": error.hint}
        sys.stderr.write(safe.json_text(json.dumps({"error": content}, ensure_ascii=False)) + "\n")
        return
    line = _("Error: {}").format(error.message)
    if error.hint:
        line = _("{} ({})").format(line, error.hint)
    sys.stderr.write(safe.one_line(line) + "\n")
