"""Asking a person: only on a terminal, never inside a transaction."""

from __future__ import annotations

import sys

from crmcli import config
from crmcli.errors import CrmError, InvalidError
from crmcli.i18n import _
from crmcli.output import safe

YES = frozenset({"y", "yes", "是", "ｙ"})


class DeclinedError(CrmError):
    """The person said no."""

    code = "declined"


def possible() -> bool:
    """Whether there is a person to ask."""
    return not config.current().no_input and sys.stdin.isatty() and sys.stderr.isatty()


def ask(label: str) -> str:
    """Ask for one value on stderr and read it from the terminal."""
    print(f"{safe.one_line(label)}: ", end="", file=sys.stderr, flush=True)  # noqa: T201
    answer = sys.stdin.readline()
    if not answer:
        raise EOFError
    return answer.rstrip("\n")


def confirm(question: str) -> None:
    """Go on only with a yes: ``--yes``, or the answer of a person at the terminal.

    Raises:
        InvalidError: there is nobody to ask and no ``--yes``.
        DeclinedError: the answer is no.
    """
    settings = config.current()
    if settings.yes or settings.dry_run:
        return
    if not possible():
        raise InvalidError(_("This needs a yes: {}").format(question), _("Add --yes"))
    if ask(f"{question} [y/N]").strip().casefold() not in YES:
        raise DeclinedError(_("Nothing was changed"))
