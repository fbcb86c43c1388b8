"""Facts about this installation: what to tell when something is wrong. Nothing secret."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from importlib.metadata import version

from crmcli import config
from crmcli.db import connect, identity, schema
from crmcli.errors import CrmError
from crmcli.views.personal import InfoRow

LIBRARIES = ("typer", "sqlalchemy", "sqlmodel", "psycopg", "rich", "textual")


def facts() -> list[InfoRow]:
    """What runs here; the store is looked at without an operator, and may be missing."""
    return [InfoRow(key, value) for key, value in _facts()]


def _facts() -> Iterator[tuple[str, str | None]]:
    settings = config.current()
    yield "crm", version("crmcli")
    yield "python", platform.python_version()
    yield "system", platform.platform()
    yield "sqlite", sqlite3.sqlite_version
    for name in LIBRARIES:
        try:
            yield name, version(name)
        except ImportError:
            continue
    yield "schema", schema.head()
    yield from _store()
    yield "language", f"{settings.lang} ({settings.origin.get('lang', 'default')})"
    yield "locale", locale.setlocale(locale.LC_CTYPE)
    yield "encoding", sys.stdout.encoding
    size = shutil.get_terminal_size()
    yield "terminal", f"{os.environ.get('TERM', '')} {size.columns}x{size.lines}".strip()
    yield "config", str(config.user_file())
    yield "state", str(config.state_dir())


def _store() -> Iterator[tuple[str, str | None]]:
    settings = config.current()
    try:
        store = connect.parse(settings.db or str(config.default_store()))
        yield "store", store.url
        yield "operator", identity.current(store)
        raw = connect.connect(store)
        try:
            yield "store-version", schema.revision(raw, store)
        finally:
            raw.close()
    except CrmError as error:
        yield "problem", error.message
