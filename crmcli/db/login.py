"""Who is logged in to which store, kept between commands in the user's state folder."""

from __future__ import annotations

import json
import os
from pathlib import Path

from crmcli import config
from crmcli.db.connect import Store
from crmcli.errors import StoreError
from crmcli.i18n import _


def remembered(store: Store) -> str | None:
    """The code of the operator logged in to ``store``, if any."""
    return _read().get(store.url)


def remember(store: Store, code: str) -> None:
    """Log ``code`` in to ``store``."""
    _write({**_read(), store.url: code})


def forget(store: Store) -> None:
    """Log out of ``store``."""
    _write({url: code for url, code in _read().items() if url != store.url})


def _file() -> Path:
    return config.state_dir() / "login.json"


def _read() -> dict[str, str]:
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _write(logins: dict[str, str]) -> None:
    path = _file()
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(logins, file, ensure_ascii=False, indent=1)
        beside.replace(path)
    except OSError as error:
        raise StoreError(
            _("Cannot remember who is logged in: {}: {}").format(path, error.strerror),
            _("Set CRM_OPERATOR instead"),
        ) from None
