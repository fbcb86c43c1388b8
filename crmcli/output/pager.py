"""Long output on a terminal goes through a pager, as git's and gh's does."""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import IO

from crmcli import config

USUAL = "less"
NONE = ("", "cat")


class _Held(io.StringIO):
    """What would go to the terminal, as long as it is not known how long it is."""

    def isatty(self) -> bool:
        return True


@contextlib.contextmanager
def paged() -> Iterator[IO[str]]:
    """Where to write: what does not fit on the screen is shown by the pager, the rest at once."""
    command = _command()
    if command is None:
        yield sys.stdout
        return
    held = _Held()
    yield held
    text = held.getvalue()
    if text.count("\n") < shutil.get_terminal_size().lines or not _shown(command, text):
        sys.stdout.write(text)


def _command() -> list[str] | None:
    """The pager to use; none without a terminal at both ends, or where it is not wanted."""
    settings = config.current()
    if settings.no_pager or settings.out or not _on_terminal():
        return None
    wanted = settings.pager if settings.pager is not None else os.environ.get("PAGER")
    if wanted is not None and wanted.strip() in NONE:
        return None
    try:
        words = shlex.split(wanted or USUAL)
    except ValueError:
        return None
    return words if shutil.which(words[0]) else None


def _on_terminal() -> bool:
    if os.environ.get("TERM", "dumb") == "dumb":
        return False
    try:
        return os.isatty(sys.stdout.fileno()) and os.isatty(sys.stdin.fileno())
    except (OSError, ValueError):
        return False


def _shown(command: list[str], text: str) -> bool:
    """Let the pager show it; whether it could be started."""
    sys.stdout.flush()
    environment = {"LESS": "FRX", "LV": "-c", **os.environ, "LESSCHARSET": "utf-8"}
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603 - the person's own pager
    except OSError:
        return False
    with contextlib.suppress(BrokenPipeError):
        pager.communicate(text.encode())
    while pager.poll() is None:
        with contextlib.suppress(KeyboardInterrupt):
            pager.wait()
    return True
