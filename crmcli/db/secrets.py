"""SQLite: hashes of passwords and tokens, and what becomes of wrong ones. No SQLAlchemy.

What is counted must outlive the refusal, so it is written at once, by itself. PostgreSQL keeps and
checks its own secrets.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from crmcli import clock
from crmcli.errors import NotLoggedInError
from crmcli.i18n import _

INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"
DEFAULTS = {"lockout_attempts": 5, "lockout_minutes": 15}
"""Settings of the company, and what holds unless they are set."""


class WrongPasswordError(NotLoggedInError):
    """It is not the password of that log-in."""


def hashed(password: str) -> str:
    """A hash of a password, slow on purpose (Argon2id with the defaults of RFC 9106's second
    recommendation, as argon2-cffi sets them).
    """
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)


def digest(secret: str) -> str:
    """A hash of a token's secret: it is random and long, so that a quick one does."""
    return hashlib.sha256(secret.encode()).hexdigest()


def has_password(connection: Any, login_id: int) -> bool:
    """Whether a password was ever set."""
    found = connection.execute(
        "SELECT secret FROM main.login_secret WHERE login_id = ?", (login_id,)
    ).fetchone()
    return found is not None and found[0] is not None


def require(connection: Any, login_id: int, password: str) -> None:
    """Check a password; so many wrong ones lock the log-in for some minutes.

    Raises:
        NotLoggedInError: it is wrong, there is none, or the log-in is locked.
    """
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    found = connection.execute(
        "SELECT secret, failures, locked_until FROM main.login_secret WHERE login_id = ?",
        (login_id,),
    ).fetchone()
    if found is None or found[0] is None:
        raise NotLoggedInError(
            _("No password has been set for this log-in"), _("Ask your administrator")
        )
    secret, failures, until = found
    now = clock.real()
    if until is not None and now < dt.datetime.fromisoformat(until):
        raise _locked(dt.datetime.fromisoformat(until))
    try:
        PasswordHasher().verify(secret, password)
    except (VerificationError, InvalidHashError):
        _count(connection, login_id, failures + 1, now)
        raise WrongPasswordError(
            _("Wrong name or password"), _("After several wrong ones the log-in is locked")
        ) from None
    connection.execute(
        "UPDATE main.login_secret SET failures = 0, locked_until = NULL, used_at = ? "
        "WHERE login_id = ?",
        (now.strftime(INSTANT), login_id),
    )


def used(connection: Any, login_id: int) -> None:
    """Remember when a token was used last."""
    connection.execute(
        "UPDATE main.login_secret SET used_at = ? WHERE login_id = ?",
        (clock.real().strftime(INSTANT), login_id),
    )


def _locked(until: dt.datetime) -> NotLoggedInError:
    return NotLoggedInError(
        _("The log-in is locked after several wrong passwords"),
        _("Try again after {}, or ask your administrator").format(
            until.astimezone(clock.display_zone()).strftime("%H:%M")
        ),
    )


def _count(connection: Any, login_id: int, failures: int, now: dt.datetime) -> None:
    most, minutes = (_setting(connection, key) for key in DEFAULTS)
    until = now + dt.timedelta(minutes=minutes) if failures >= most else None
    connection.execute(
        "UPDATE main.login_secret SET failures = ?, locked_until = ? WHERE login_id = ?",
        (0 if until else failures, until and until.strftime(INSTANT), login_id),
    )
    connection.execute(
        "INSERT INTO main.operation (at, operator_id, action, login_id, detail) "
        "SELECT ?, operator_id, 'login.failed', id, ? FROM main.login WHERE id = ?",
        (now.strftime(INSTANT), json.dumps({"locked": until is not None}), login_id),
    )


def _setting(connection: Any, key: str) -> int:
    found = connection.execute("SELECT value FROM main.setting WHERE key = ?", (key,)).fetchone()
    return int(found[0]) if found else DEFAULTS[key]


def keep(connection: Any, login_id: int, secret: str) -> None:
    """Set the hash of a log-in's secret."""
    connection.execute(
        "INSERT INTO main.login_secret (login_id, secret, failures) VALUES (?, ?, 0) "
        "ON CONFLICT (login_id) DO UPDATE SET secret = excluded.secret, failures = 0, "
        "locked_until = NULL",
        (login_id, secret),
    )


def last_uses(connection: Any) -> dict[int, dt.datetime | None]:
    """When each log-in was used last."""
    found = connection.execute("SELECT login_id, used_at FROM main.login_secret")
    return {key: dt.datetime.fromisoformat(at) if at else None for key, at in found}
