"""Where output goes: stdout, or a file that is whole or untouched."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from crmcli import config
from crmcli.errors import StoreError
from crmcli.i18n import _


def check_folder(path: Path) -> None:
    """Raise StoreError where a file cannot be written."""
    folder = path.expanduser().absolute().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise StoreError(
            _("Cannot write {}: {}").format(path, _("no such folder, or no right to it")),
            _("Choose another place"),
        )


@contextlib.contextmanager
def opened(*, binary: bool, encoding: str | None = None) -> Iterator[IO[Any]]:
    """Stdout, or the file asked for: written beside and renamed, so it is whole or untouched."""
    out = config.current().out
    if not out:
        with _stdout(binary=binary, encoding=encoding) as file:
            yield file
        return
    with replacing(Path(out), binary=binary, encoding=encoding) as file:
        yield file


@contextlib.contextmanager
def replacing(
    given: Path, *, binary: bool = False, encoding: str | None = None
) -> Iterator[IO[Any]]:
    """A file that takes the place of another when it is whole.

    Raises:
        StoreError: it cannot be written.
    """
    path = given.expanduser()
    if path.is_symlink():
        path = path.resolve()
    if path.exists() and not path.is_file():
        with _open(path, binary=binary, encoding=encoding) as file:
            yield file
        return
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with _open(beside, binary=binary, encoding=encoding) as file:
            yield file
        if path.exists():
            beside.chmod(stat.S_IMODE(path.stat().st_mode))
        beside.replace(path)
    except OSError as error:
        raise StoreError(
            _("Cannot write {}: {}").format(path, error.strerror), _("Choose another place")
        ) from error
    finally:
        beside.unlink(missing_ok=True)


@contextlib.contextmanager
def _stdout(*, binary: bool, encoding: str | None) -> Iterator[IO[Any]]:
    if binary:
        yield sys.stdout.buffer
        return
    if encoding is None:
        from crmcli.output import pager

        with pager.paged() as text:
            yield text
        return
    sys.stdout.flush()
    file = io.TextIOWrapper(sys.stdout.buffer, encoding=encoding, newline="")
    yield file
    file.detach()


def _open(path: Path, *, binary: bool, encoding: str | None) -> IO[Any]:
    if binary:
        return path.open("wb")
    return path.open("w", encoding=encoding or "utf-8", newline="")
