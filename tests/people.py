"""People of a test who are logged in, without passwords: the file's holder, or the server's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from crmcli.db import authority, connect, identity, secrets, session
from crmcli.db.connect import Store
from crmcli.db.identity import Identity
from crmcli.db.server import client


def log_in(store: Store, operator: str) -> None:
    """Let ``operator`` work on ``store`` for the rest of the test, if there is one of that code."""
    name = identity.normal(operator)
    if name in identity.known(store):
        return
    if store.engine == "sqlite":
        if not store.path.exists():
            return
        raw: Any = connect.connect(store)
        try:
            found = authority.login_named(raw, name)
            if found is None:
                return
            text = session.issue(raw, session.Claim(found["id"], found["epoch"]))
        except Exception:
            return
        finally:
            raw.close()
        identity.remember(store, Identity(name, session=text), switch=False)
        return
    account = admit(store, name)
    if account is not None:
        identity.remember(store, Identity(name, account), switch=False)


def choose(store: Store, operator: str, password: str) -> None:
    """Give somebody of a SQLite store a password, past all rules."""
    raw: Any = connect.connect(store)
    found = authority.login_named(raw, operator)
    assert found is not None
    secrets.keep(raw, found["id"], secrets.hashed(password))
    raw.close()


def admit(store: Store, name: str, password: str | None = None) -> str | None:
    """Give somebody a role on a server that lets its superuser do so."""
    try:
        raw: Any = connect.connect(store)
    except Exception:
        return None
    try:
        found = raw.execute("SELECT account FROM crm.login WHERE name = %s", (name,)).fetchone()
        if password is None and found is not None and found[0] is not None:
            return str(found[0])
        return client.admit(raw, name, password)
    except Exception:
        return None
    finally:
        raw.close()


def hire(crm: Any, *people: tuple[str, str, str, str]) -> dict[str, Any]:
    """Add people, each by code, department, role and scope; the command line of each, by code."""
    for code, dept, role, scope in people:
        crm.ok(
            "operator", "add", "--name", code.title(), "--code", code, "--department", dept,
            "--role", role, "--scope", scope,
        )  # fmt: skip
    return {"ADMIN": crm, **{code: replace(crm, operator=code) for code, *_rest in people}}
