"""Sessions of a SQLite store: a text that the store has signed, which expires. No SQLAlchemy.

It proves who logged in without asking for the password each time. It holds no secret of a person;
whoever reads it can work as that person until it expires, so its file has mode 0600.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import Any

from crmcli import clock

KEY = "session"
DEFAULT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Claim:
    """What a session says: the log-in, and the epoch that it was begun in."""

    login_id: int
    epoch: int


def issue(connection: Any, claim: Claim) -> str:
    """A session that the store will know again; the caller commits, since a key may be made."""
    key = _key(connection)
    if key is None:
        key = secrets.token_hex(32)
        connection.execute("INSERT INTO main.store_key (name, value) VALUES (?, ?)", (KEY, key))
    until = clock.real() + dt.timedelta(days=_days(connection))
    body = json.dumps([claim.login_id, claim.epoch, int(until.timestamp())]).encode()
    return f"{_text(body)}.{_text(_signature(key, body))}"


def verified(connection: Any, session: str) -> Claim | None:
    """What a session says, if this store has signed it and it is not over."""
    key = _key(connection)
    body, _dot, signature = session.partition(".")
    if key is None:
        return None
    try:
        plain = _bytes(body)
        if not hmac.compare_digest(_bytes(signature), _signature(key, plain)):
            return None
        login_id, epoch, until = json.loads(plain)
    except ValueError:
        return None
    if clock.latest().timestamp() >= until:
        return None
    return Claim(int(login_id), int(epoch))


def _key(connection: Any) -> str | None:
    found = connection.execute("SELECT value FROM main.store_key WHERE name = ?", (KEY,)).fetchone()
    return None if found is None else str(found[0])


def _days(connection: Any) -> int:
    found = connection.execute(
        "SELECT value FROM main.setting WHERE key = 'session_days'"
    ).fetchone()
    return int(found[0]) if found else DEFAULT_DAYS


def _signature(key: str, body: bytes) -> bytes:
    return hmac.new(bytes.fromhex(key), body, hashlib.sha256).digest()


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
