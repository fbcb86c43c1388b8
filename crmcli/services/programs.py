"""PostgreSQL's own programs: they copy a whole database out and in."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from crmcli.errors import StoreError
from crmcli.i18n import _


def run(program: str, *arguments: str, given: bytes | None = None) -> bytes:
    """What a program wrote.

    Raises:
        StoreError: it is not there, or failed.
    """
    found = shutil.which(program) or _newest(program)
    if found is None:
        raise StoreError(
            _("{} was not found").format(program), _("Install PostgreSQL's client programs")
        )
    done = subprocess.run(  # noqa: S603 - a fixed program, arguments without a shell
        [found, *arguments], input=given, capture_output=True, check=False
    )
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines() or [str(done.returncode)]
        raise StoreError(_("{} failed: {}").format(program, said[-1]), _("See the server's log"))
    return done.stdout


def _newest(program: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    return str(found[-1]) if found else None
