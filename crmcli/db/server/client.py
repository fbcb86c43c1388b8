"""PostgreSQL: logging in and setting passwords, which reach the server only as SCRAM verifiers.

Between commands a password rests where libpq looks for it: the passfile.
"""

from __future__ import annotations

import datetime as dt
import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import text

from crmcli import clock
from crmcli.db import authority, connect, identity, schema
from crmcli.db.connect import Store
from crmcli.db.identity import Identity
from crmcli.db.models.authority import Login
from crmcli.db.work import Work
from crmcli.errors import StoreError
from crmcli.i18n import _

SPECIAL = str.maketrans({"\\": "\\\\", ":": "\\:"})


def log_in(store: Store, name: str, password: str | None) -> Identity:
    """Let somebody work on ``store`` from now on; the password goes into the passfile.

    Raises:
        NotLoggedInError: the server does not let this one in, or it is nobody's role.
    """
    account = identity.account_of(store, name)
    asked = Identity(identity.normal(name), account, password)
    raw: Any = connect.connect(store, identity=asked)
    try:
        schema.check(raw, store)
        who = authority.of(raw, store, asked)
        if not who.must_change:
            _note(raw)
        place = (raw.info.host, str(raw.info.port), raw.info.dbname, raw.info.user)
    finally:
        raw.close()
    if password is not None:
        _keep(place, password)
    known = Identity(who.login, account)
    identity.remember(store, known)
    return known


def _note(raw: Any) -> None:
    """Log that somebody logs in, where the server can: a standby cannot."""
    import psycopg

    with suppress(psycopg.errors.ReadOnlySqlTransaction):
        raw.execute("SELECT crm.begin_operation('login', %s)", (clock.now(),))


def prove(store: Store, acting: Identity, old: str) -> str:
    """The log-in of the one who acts, whose password was checked by logging in with it.

    Raises:
        NotLoggedInError: it is wrong.
    """
    raw: Any = connect.connect(store, identity=Identity(acting.name, acting.account, old))
    try:
        return authority.of(raw, store, acting).login
    finally:
        raw.close()


def set_own(work: Work, password: str) -> None:
    """Give the acting operator another password, here and in the passfile."""
    raw: Any = work.session.connection().connection.dbapi_connection
    verifier = _verifier(raw, password, raw.info.user)
    work.session.connection().execute(
        text("SELECT crm.set_own_verifier(:verifier)"), {"verifier": verifier}
    )
    work.changed = True
    _keep((raw.info.host, str(raw.info.port), raw.info.dbname, raw.info.user), password)


def set_secret(work: Work, login: Login, secret: str) -> str:
    """Give a log-in a secret; the role is made where there is none. Its name is returned."""
    raw: Any = work.session.connection().connection.dbapi_connection
    account = login.account or f"{login.name}@{_prefix(work)}"
    made = work.session.connection().execute(
        text("SELECT crm.set_verifier(:key, :verifier)"),
        {"key": login.id, "verifier": _verifier(raw, secret, account)},
    )
    work.changed = True
    return str(made.scalar_one())


def _prefix(work: Work) -> str:
    found = work.session.connection().execute(text("SELECT crm.prefix()"))
    return str(found.scalar_one())


def _verifier(raw: Any, password: str, account: str) -> str:
    made: bytes = raw.pgconn.encrypt_password(password.encode(), account.encode(), b"scram-sha-256")
    return made.decode()


def admit(raw: Any, name: str, password: str | None) -> str | None:
    """Let somebody log in, as one who may change roles of the server: to begin with.

    The name of the role is returned, or ``None`` where nobody is called so.
    """
    with raw.transaction():
        login = raw.execute(
            "SELECT id, coalesce(account, name || '@' || crm.prefix()) "
            "FROM crm.login WHERE name = %s",
            (name,),
        ).fetchone()
        if login is None:
            return None
        key, account = login
        verifier = None if password is None else _verifier(raw, password, account)
        made = raw.execute("SELECT crm_private.let_in(%s, %s)", (key, verifier)).fetchone()
    return str(made[0])


def last_uses(work: Work) -> dict[int, dt.datetime | None]:
    """When each log-in was used last with this program."""
    found = work.session.connection().execute(text("SELECT * FROM crm.last_uses()"))
    return {int(key): at for key, at in found}


def forget(_store: Store, accounts: list[str]) -> None:
    """Take the passwords of these roles out of the passfile."""
    path = _passfile()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    ends = tuple(f":{account.translate(SPECIAL)}:" for account in accounts)
    kept = [line for line in lines if not any(end in line for end in ends)]
    if kept != lines:
        _write(path, kept)


def _passfile() -> Path:
    named = os.environ.get("PGPASSFILE")
    return Path(named) if named else Path.home() / ".pgpass"


def _keep(place: tuple[str, ...], password: str) -> None:
    path = _passfile()
    host = "localhost" if place[0] in ("", "/var/run/postgresql") else place[0]
    begin = ":".join(part.translate(SPECIAL) for part in (host, *place[1:])) + ":"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        lines = []
    except OSError as error:
        raise _unkept(path, error) from None
    kept = [line for line in lines if not line.startswith(begin)]
    _write(path, [begin + password.translate(SPECIAL), *kept])


def _write(path: Path, lines: list[str]) -> None:
    beside = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
        beside.replace(path)
    except OSError as error:
        raise _unkept(path, error) from None


def _unkept(path: Path, error: OSError) -> StoreError:
    return StoreError(
        _("Cannot keep the password: {}: {}").format(path, error.strerror),
        _("Give it with each command: CRM_OPERATOR, CRM_PASSWORD"),
    )
