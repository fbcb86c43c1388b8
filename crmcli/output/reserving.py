"""A file that one run at a time may write, with the period in its name."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from crmcli import config, i18n
from crmcli.errors import InvalidError, RefusedError, StoreError
from crmcli.i18n import _, listed

MACRO = re.compile(r"\{([^{}]*)\}")
PAUSE = 0.1
LONGEST_WAIT = 86_400


@contextlib.contextmanager
def reserved(period: str, date: str, wait: int | None) -> Iterator[None]:
    """Keep the file asked for to this run: ``{period}`` and ``{date}`` in its name are filled in.

    What a run that was killed left beside it is removed.

    Raises:
        InvalidError: other braces in the name, or a time to wait that cannot be.
        RefusedError: another run has the file, even after ``wait`` seconds.
        StoreError: the folder cannot be written.
    """
    if wait is not None and not 0 <= wait <= LONGEST_WAIT:
        raise InvalidError(
            _("“{}” is not a valid number of seconds").format(wait),
            _("Give 0 to {}").format(LONGEST_WAIT),
        )
    settings = config.current()
    if not settings.out:
        yield
        return
    out = _filled(settings.out, {"period": period, "date": date})
    named = replace(settings, out=out, lang=i18n.language())
    assert named.out is not None
    path = Path(named.out).expanduser()
    with config.using(named):
        if path.exists() and not path.is_file():
            yield
            return
        with _locked(path, wait or 0):
            _sweep(path)
            yield


def _filled(name: str, known: dict[str, str]) -> str:
    for macro in MACRO.findall(name):
        if macro not in known:
            raise InvalidError(
                _("“{}” cannot stand in a file name").format(f"{{{macro}}}"),
                _("Known are: {}").format(listed([f"{{{key}}}" for key in known])),
            )
    return MACRO.sub(lambda found: known[found[1]], name)


@contextlib.contextmanager
def _locked(path: Path, wait: int) -> Iterator[None]:
    """Hold the lock of a file: a file beside it, which is gone afterwards."""
    beside = path.with_name(f".{path.name}.lock")
    deadline = time.monotonic() + wait
    while True:
        try:
            handle = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        except OSError as error:
            raise StoreError(
                _("Cannot write {}: {}").format(path, error.strerror), _("Choose another place")
            ) from error
        try:
            if _taken(handle, beside):
                try:
                    yield
                finally:
                    beside.unlink(missing_ok=True)
                return
        finally:
            os.close(handle)
        if time.monotonic() >= deadline:
            raise RefusedError(
                _("Another run is writing {}").format(path),
                _("Let it end, or wait for it with --wait SECONDS"),
            )
        time.sleep(PAUSE)


def _taken(handle: int, beside: Path) -> bool:
    """Whether the lock is ours now, and is still the one that others look at."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.fstat(handle).st_ino == beside.stat().st_ino
    except (BlockingIOError, FileNotFoundError):
        return False


def _sweep(path: Path) -> None:
    """Remove half a file that a killed run left beside the whole one."""
    half = re.compile(re.escape(f".{path.name}.") + "[0-9]+")
    for one in path.parent.iterdir():
        if half.fullmatch(one.name):
            one.unlink(missing_ok=True)
