"""Asking a person: only on a terminal, never inside a transaction."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from typing import TypeVar

from crmcli import config
from crmcli.errors import CrmError, InvalidError, UnconfirmedError
from crmcli.i18n import _
from crmcli.output import safe

T = TypeVar("T")
YES = frozenset({"y", "yes", "是"})


class DeclinedError(CrmError):
    """The person said no."""

    code = "declined"


def possible() -> bool:
    """Whether there is a person to ask."""
    return not config.current().no_input and sys.stdin.isatty() and sys.stderr.isatty()


def ask(label: str) -> str:
    """Ask for one value on stderr and read it from the terminal."""
    sys.stderr.write(f"{safe.one_line(label)}: ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer:
        raise EOFError
    return answer.rstrip("\n")


def text_given(value: str | None) -> str | None:
    """A text option's value; ``-`` reads it from stdin."""
    if value != "-":
        return value
    try:
        return sys.stdin.read()
    except UnicodeDecodeError:
        raise InvalidError(_("“{}” is not UTF-8").format("stdin"), _("Type it again")) from None


def confirmed(act: Callable[[bool], T]) -> T:
    """Run ``act`` with what ``--yes`` says; where it needs a yes, ask for it and run it again.

    A rule refuses before anybody is asked, and nobody is asked inside a transaction.

    Raises:
        UnconfirmedError: there is nobody to ask and no ``--yes``.
        DeclinedError: the answer is no.
    """
    settings = config.current()
    try:
        return act(settings.yes or settings.dry_run)
    except UnconfirmedError as needed:
        if not possible():
            raise UnconfirmedError(
                _("This needs a yes: {}").format(needed.message), _("Add --yes")
            ) from None
        question = needed.message
    if unicodedata.normalize("NFKC", ask(f"{question} [y/N]")).strip().casefold() not in YES:
        raise DeclinedError(_("Nothing was changed"))
    return act(True)
