"""Who is logged in to which store on this machine, kept between commands; without SQLAlchemy.

What is kept is never a password: on SQLite a signed session, on PostgreSQL only the name of the
role, whose password rests where libpq looks for it.
"""

from __future__ import annotations

import json
import os
import stat
import threading
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crmcli import config
from crmcli.db.connect import Store
from crmcli.errors import InvalidError, StoreError
from crmcli.i18n import _

PASSWORD, PASSWORD_FILE = "CRM_PASSWORD", "CRM_PASSWORD_FILE"
TOKEN, TOKEN_FILE = "CRM_TOKEN", "CRM_TOKEN_FILE"
BETWEEN = "."
"""Stands before the secret in the text of a token."""
LONGEST_SECRET = 1024


@dataclass(frozen=True, slots=True)
class Identity:
    """Who wants to work: a name, and what proves it.

    ``account`` is the role on a PostgreSQL server, ``session`` a signed text of a SQLite store,
    ``token`` tells that it is a program's. A ``trusted`` one needs no proof: the program itself
    makes the sample company so.
    """

    name: str
    account: str | None = None
    secret: str | None = None
    session: str | None = None
    token: bool = False
    trusted: bool = False

    def __repr__(self) -> str:
        return f"Identity({self.name!r})"


NOBODY = Identity("")


def present(store: Store) -> Identity | None:
    """Who works on ``store`` now: a token, a password of this command, or who logged in before.

    Raises:
        InvalidError: a token that is none.
    """
    wanted = config.current().operator
    if wanted and config.current().trusted:
        return Identity(normal(wanted), trusted=True)
    token = given_secret(TOKEN, TOKEN_FILE)
    if token is not None:
        return of_token(store, token)
    kept = _kept(store)
    name = normal(wanted) if wanted else kept.get("current")
    known = kept.get("known", {}).get(name)
    if wanted and known is None:
        password = given_secret(PASSWORD, PASSWORD_FILE)
        return Identity(normal(wanted), account_of(store, wanted), password)
    if known is None or not isinstance(name, str):
        return None
    return Identity(name, account=known.get("account"), session=known.get("session"))


def of_token(store: Store, token: str) -> Identity:
    """Whom the text of a token names.

    Raises:
        InvalidError: it is none.
    """
    account, dot, secret = token.rpartition(BETWEEN)
    if not dot or not account or not secret:
        raise InvalidError(
            _("{} does not hold a token").format(TOKEN),
            _("Give what crm token create printed, whole"),
        )
    name = account.rpartition("@")[0] if "@" in account else account
    return Identity(name, account if store.engine == "postgresql" else None, secret, token=True)


def account_of(store: Store, name: str) -> str | None:
    """The role of somebody on a PostgreSQL server: ``CODE@DATABASE``, unless it is whole.

    Raises:
        InvalidError: the address of the store names a service only, and no database.
    """
    if store.engine == "sqlite":
        return None
    if "@" in name:
        return name
    if not store.database:
        raise InvalidError(
            _("The address of the store does not say which database {} is of").format(name),
            _("Give name and database: {}@DATABASE").format(name),
        )
    return f"{normal(name)}@{store.database}"


def normal(name: str) -> str:
    """A name as log-ins are compared by it: NFKC, upper-case, without the database."""
    plain = unicodedata.normalize("NFKC", name).strip()
    return plain.rpartition("@")[0].upper() if "@" in plain else plain.upper()


def given_secret(variable: str, file_variable: str) -> str | None:
    """A secret from the environment, or from a file that only its owner can read.

    Raises:
        InvalidError: the file can be read by others.
        StoreError: it cannot be read.
    """
    found = os.environ.get(variable)
    if found:
        return found
    named = os.environ.get(file_variable)
    return secret_of_file(Path(named)) if named else None


def secret_of_file(path: Path) -> str:
    """The first line of a file of mode 0600.

    Raises:
        InvalidError: others can read it, or it is empty.
        StoreError: it cannot be read.
    """
    try:
        with path.open(encoding="utf-8") as file:
            mode = os.fstat(file.fileno()).st_mode
            if stat.S_ISREG(mode) and mode & 0o077:
                raise InvalidError(
                    _("{} can be read by others").format(path),
                    _("Keep secrets to yourself: chmod 600 {}").format(path),
                )
            secret = file.readline(LONGEST_SECRET).rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else _("not UTF-8")
        raise StoreError(
            _("{} cannot be read: {}").format(path, said), _("Name another file")
        ) from None
    if not secret:
        raise InvalidError(_("{} is empty").format(path), _("Write the secret into its first line"))
    return secret


def remember(store: Store, identity: Identity, *, switch: bool = True) -> None:
    """Keep that somebody is logged in to ``store``, and with ``switch`` works there from now on."""
    everything = _read()
    kept = _kept(store)
    known = {**kept.get("known", {}), identity.name: _told(identity)}
    now = identity.name if switch else kept.get("current")
    everything[store.url] = {"current": now, "known": known}
    _write(everything)


def _told(identity: Identity) -> dict[str, str]:
    both = {"account": identity.account, "session": identity.session}
    return {key: value for key, value in both.items() if value is not None}


def forget(store: Store) -> list[str]:
    """Log everybody out of ``store``; the roles that were known there."""
    everything = _read()
    kept = _kept(store)
    everything.pop(store.url, None)
    _write(everything)
    return [one["account"] for one in kept.get("known", {}).values() if one.get("account")]


def known(store: Store) -> list[str]:
    """Who is logged in to ``store`` from this machine."""
    return list(_kept(store).get("known", {}))


def current(store: Store) -> str | None:
    """The name under which commands run on ``store``, if it is known here."""
    wanted = config.current().operator
    name = normal(wanted) if wanted else _kept(store).get("current")
    return name if isinstance(name, str) else None


def _file() -> Path:
    return config.state_dir() / "login.json"


def _kept(store: Store) -> dict[str, Any]:
    found = _read().get(store.url)
    return found if isinstance(found, dict) and isinstance(found.get("known"), dict) else {}


def _read() -> dict[str, Any]:
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(logins: dict[str, Any]) -> None:
    path = _file()
    beside = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(logins, file, ensure_ascii=False, indent=1)
        beside.replace(path)
    except OSError as error:
        raise StoreError(
            _("Cannot remember who is logged in: {}: {}").format(path, error.strerror),
            _("Give name and password with each command: CRM_OPERATOR, CRM_PASSWORD"),
        ) from None
