"""Asking a person: only on a terminal, never inside a transaction."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from crmcli import config
from crmcli.errors import CrmError, InvalidError, PossibleDuplicateError, UnconfirmedError
from crmcli.i18n import _, listed
from crmcli.output import safe, talk

T = TypeVar("T")
LONGEST_SECRETS = 4096
YES = frozenset({"y", "yes", "是"})


class DeclinedError(CrmError):
    """The person said no."""

    code = "declined"


def possible() -> bool:
    """Whether there is a person to ask."""
    return not config.current().no_input and sys.stdin.isatty() and sys.stderr.isatty()


def ask(label: str, known: Sequence[str] = ()) -> str:
    """Ask for one value on stderr, naming those that are ``known``; read it from the terminal."""
    question = _("{} ({})").format(label, listed(known)) if known else label
    sys.stderr.write(_("{}: ").format(safe.one_line(question)))
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer:
        raise EOFError
    return answer.rstrip("\n")


def secret(label: str) -> str:
    """Ask for a secret, which is not shown while it is typed."""
    from getpass import getpass

    return getpass(_("{}: ").format(safe.one_line(label)), stream=sys.stderr)


def secret_lines() -> list[str]:
    """The lines of stdin, where secrets are handed over.

    Raises:
        InvalidError: there is none.
    """
    lines = sys.stdin.read(LONGEST_SECRETS).splitlines()
    if not lines or not lines[0]:
        raise InvalidError(_("There is no password on stdin"), _("Write it there, on one line"))
    return lines


def several(label: str) -> list[str]:
    """Ask for values until none is given."""
    given: list[str] = []
    while (value := ask(label).strip()) or not given:
        given += [value] if value else []
    return given


def edited(start: str) -> str:
    """Let the person write in ``$VISUAL`` or ``$EDITOR``, beginning with ``start``.

    Raises:
        CrmError: there is no editor, it failed, or nothing was written.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "crm.txt"
        file.write_text(start, encoding="utf-8")
        try:
            done = subprocess.run([*shlex.split(command), str(file)], check=False)  # noqa: S603 - the person's own editor
        except (OSError, ValueError) as error:
            raise CrmError(
                _("The editor “{}” cannot be started").format(command),
                _("Set EDITOR, or give the text with --content"),
            ) from error
        if done.returncode != 0:
            raise CrmError(
                _("The editor “{}” ended with code {}").format(command, done.returncode),
                _("Nothing was saved"),
            )
        try:
            written = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            raise CrmError(
                _("“{}” is not UTF-8").format(file.name), _("Nothing was saved")
            ) from None
    if written.strip() == start.strip():
        raise CrmError(_("Nothing was written"), _("Nothing was saved"))
    return written


@contextmanager
def kept(written: str) -> Iterator[None]:
    """Keep what a person wrote in an editor when it cannot be saved, and say where."""
    try:
        yield
    except CrmError:
        if written:
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", prefix="crm-", suffix=".txt", delete=False
            ) as file:
                file.write(written)
            talk.say(_("What you wrote is kept in {}").format(file.name))
        raise


def text_given(value: str | None) -> str | None:
    """A text option's value; ``-`` reads it from stdin."""
    if value != "-":
        return value
    try:
        return sys.stdin.read()
    except UnicodeDecodeError:
        raise InvalidError(_("“{}” is not UTF-8").format("stdin"), _("Type it again")) from None


def forced(act: Callable[[bool], T], *, force: bool) -> T:
    """Run ``act``; where it may make a duplicate, ask on a terminal and run it again by force.

    Raises:
        PossibleDuplicateError: there is nobody to ask and no ``--force``.
        DeclinedError: the answer is no.
    """
    try:
        return act(force)
    except PossibleDuplicateError as found:
        if not possible():
            raise
        talk.say(found.message)
    if not _agreed(_("Add it nevertheless?")):
        raise DeclinedError(_("Nothing was changed"))
    return act(True)


def _agreed(question: str) -> bool:
    answer = unicodedata.normalize("NFKC", ask(f"{question} [y/N]")).strip().casefold()
    return answer in YES


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
    if not _agreed(question):
        raise DeclinedError(_("Nothing was changed"))
    return act(True)
