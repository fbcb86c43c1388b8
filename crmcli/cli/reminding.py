"""One line after a command, on a terminal only: there are new annotations."""

from __future__ import annotations

import sys
from contextlib import suppress

from crmcli import config, output
from crmcli.errors import CrmError
from crmcli.i18n import _

ELSEWHERE = (
    "alias", "annotation", "completion", "config", "db", "demo", "export", "help", "inbox", "info",
    "init", "login", "logout", "password", "tui",
)  # fmt: skip
"""Nouns after which nothing is told: they tell it themselves, or ask no store as somebody."""


def after(words: str) -> None:
    """Tell of annotations that are not read, where a person looks on and the store was asked."""
    noun = words.partition(" ")[0]
    if noun in ELSEWHERE or config.current().quiet or "crmcli.db.work" not in sys.modules:
        return
    if not (sys.stdout.isatty() and sys.stderr.isatty()):
        return
    from crmcli.db import work
    from crmcli.services import inbox

    with suppress(CrmError), work.read() as w:
        number = inbox.unread(w)
        if number:
            output.say(_("{n} new annotations: crm inbox").format(n=number))
