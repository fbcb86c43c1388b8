"""Logging in and out, passwords and tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlmodel import select

from crmcli import clock
from crmcli.db import authority, connect, faults, identity, schema, secrets, session
from crmcli.db.connect import Store
from crmcli.db.identity import Identity
from crmcli.db.models.authority import PERSON, Login, Role
from crmcli.db.models.department import Department
from crmcli.db.models.operator import Operator
from crmcli.db.server import client
from crmcli.db.work import Work, action
from crmcli.errors import (
    InvalidError,
    NotAllowedError,
    NotFoundError,
    NotLoggedInError,
    RefusedError,
)
from crmcli.i18n import _
from crmcli.services import lookup, passwords, setting
from crmcli.services import operator as operators
from crmcli.views.operator import WhoRow


def log_in(store: Store, name: str, password: str | None, new: str | None = None) -> Identity:
    """Let somebody work on ``store`` from now on, with the right password.

    The first operator of a SQLite store, who has no password yet, is given ``new``: whoever holds
    the file could do so anyway. What is remembered is never the password itself.

    Raises:
        NotLoggedInError: an unknown name, a wrong password, or a log-in that is locked or over.
        NoPasswordError: there is none yet, and ``new`` is absent.
    """
    if store.engine == "postgresql":
        return client.log_in(store, name, password)
    raw: Any = connect.connect(store)
    with faults.explained(store):
        try:
            schema.check(raw, store)
            found = authority.login_named(raw, identity.normal(name))
            if found is None:
                raise NotLoggedInError(
                    _("Wrong name or password"), _("After several wrong ones the log-in is locked")
                )
            if _may_choose(raw, found):
                _choose(raw, found, new)
            elif password is None:
                raise NotLoggedInError(
                    _("A password is needed"), _("Log in on a terminal, or set CRM_PASSWORD")
                )
            else:
                secrets.require(raw, found["id"], password)
            authority.require_usable(found)
            text = session.issue(raw, session.Claim(found["id"], found["epoch"]))
            raw.execute(
                "INSERT INTO main.operation (at, operator_id, action, login_id) "
                "VALUES (?, ?, 'login', ?)",
                (clock.now().strftime(secrets.INSTANT), found["operator_id"], found["id"]),
            )
        finally:
            raw.close()
    who = Identity(found["name"], session=text)
    identity.remember(store, who)
    return who


def require_good(password: str, name: str) -> str:
    """The password of a first operator, when it is good enough.

    Raises:
        InvalidError: it is not.
    """
    return passwords.checked(password, least=LEAST, known=(name,))


def begin(store: Store, name: str, password: str | None) -> None:
    """Let the first operator of a store that was just made work on it, with a password if given.

    Raises:
        InvalidError: the password is not good enough.
        StoreError: it cannot be remembered.
    """
    if store.engine == "sqlite":
        vouch(store, name, password)
        return
    raw: Any = connect.connect(store)
    with faults.explained(store):
        try:
            plain = None if password is None else require_good(password, name)
            account = client.admit(raw, identity.normal(name), plain)
        finally:
            raw.close()
    if plain is not None:
        client.log_in(store, str(account), plain)
    else:
        identity.remember(store, Identity(identity.normal(name), account))


def vouch(store: Store, name: str, password: str | None = None) -> None:
    """Let somebody work on a SQLite store that this program has just made: no proof is needed.

    Raises:
        StoreError: it cannot be remembered.
    """
    raw: Any = connect.connect(store)
    with faults.explained(store):
        try:
            found = authority.login_named(raw, identity.normal(name))
            assert found is not None
            if password is not None:
                _choose(raw, found, password)
            text = session.issue(raw, session.Claim(found["id"], found["epoch"]))
        finally:
            raw.close()
    identity.remember(store, Identity(found["name"], session=text))


class NoPasswordError(NotLoggedInError):
    """A password must be chosen before one can log in."""

    code = "no_password"


def needs_password(store: Store, name: str) -> bool:
    """Whether the one who is called so has a password to be asked for."""
    if store.engine == "postgresql":
        return True
    raw: Any = connect.connect(store)
    try:
        schema.check(raw, store)
        found = authority.login_named(raw, identity.normal(name))
        return found is None or not _may_choose(raw, found)
    finally:
        raw.close()


def _may_choose(raw: Any, found: dict[str, Any]) -> bool:
    """Whether it is the first operator of a store in which nobody has a password yet."""
    first = raw.execute(
        "SELECT min(l.operator_id), count(s.secret) FROM main.login l "
        "LEFT JOIN main.login_secret s ON s.login_id = l.id WHERE l.kind = 'person'"
    ).fetchone()
    return (found["operator_id"], 0) == tuple(first)


def _choose(raw: Any, found: dict[str, Any], new: str | None) -> None:
    if new is None:
        raise NoPasswordError(
            _("{} has no password yet").format(found["name"]),
            _("Log in on a terminal to choose one, or set CRM_PASSWORD"),
        )
    plain = passwords.checked(new, least=_least(raw), known=(found["name"],))
    secrets.keep(raw, found["id"], secrets.hashed(plain))


LEAST = int(setting.SETTINGS["password_length"].default)


def _least(raw: Any) -> int:
    row = raw.execute("SELECT value FROM main.setting WHERE key = 'password_length'").fetchone()
    return int(row[0]) if row else LEAST


def log_out(store: Store) -> None:
    """Forget who works on ``store`` from this machine."""
    accounts = identity.forget(store)
    if store.engine == "postgresql":
        client.forget(store, accounts)


@action("operator.whoami", writes=False)
def who(work: Work) -> WhoRow:
    """The acting operator: role, scope, permissions, store."""
    acting = work.authority
    assert acting is not None
    return _told(work, work.operator, acting.login, acting.kind)


def keeps(store: Store) -> bool:
    """Whether the role in the address is at work on a server, and nobody who is logged in."""
    return store.engine == "postgresql" and identity.present(store) is None


def let_in(store: Store, name: str, password: str) -> None:
    """Give somebody a password, as the role that keeps the store: where no administrator gets in.

    Raises:
        InvalidError: the password is not good enough.
        NotFoundError: nobody is called so.
        NotAllowedError: the role does not keep the store.
    """
    plain = require_good(password, name)
    with faults.explained(store):
        raw: Any = connect.connect(store)
        try:
            account = client.admit(raw, identity.normal(name), plain)
        finally:
            raw.close()
    if account is None:
        raise NotFoundError(
            _("No operator “{}”").format(name), _("See them all: crm operator list")
        )


def is_own(store: Store, name: str) -> bool:
    """Whether that is the one who works on ``store`` now, who must know the present password."""
    acting = identity.present(store)
    return acting is not None and identity.normal(name) == acting.name


@dataclass(frozen=True, slots=True)
class Proof:
    """That somebody knows the password of the log-in that is to have another one."""

    name: str
    old: str


def prove(store: Store, old: str) -> Proof:
    """Check the password of the one who works on ``store``, before it is changed.

    On SQLite wrong ones are counted, and the first operator may have none yet.

    Raises:
        NotLoggedInError: it is wrong, or nobody is logged in.
    """
    acting = identity.present(store) or identity.NOBODY
    wrong = NotLoggedInError(
        _("The old password is wrong"), _("Try again, or ask your administrator for a new one")
    )
    if store.engine == "postgresql":
        try:
            return Proof(client.prove(store, acting, old), old)
        except NotLoggedInError as error:
            raise wrong from error
    raw: Any = connect.connect(store)
    with faults.explained(store):
        try:
            schema.check(raw, store)
            found = authority.of(raw, store, acting)
            if secrets.has_password(raw, found.login_id):
                secrets.require(raw, found.login_id, old)
        except secrets.WrongPasswordError as error:
            raise wrong from error
        finally:
            raw.close()
    return Proof(found.login, old)


@action("password.change")
def change(work: Work, proof: Proof, new: str) -> WhoRow:
    """Give the acting operator another password; other sessions end.

    Raises:
        InvalidError: the new one is not good enough, or the old one.
        NotAllowedError: a token asks, or somebody else than was proved.
    """
    acting = work.authority
    assert acting is not None
    if acting.kind != PERSON:
        raise NotAllowedError(
            _("A token has no password"), _("Revoke it and make another: crm token create")
        )
    if proof.name != acting.login:
        raise NotAllowedError(
            _("The password of somebody else was given"), _("Log in again: crm login")
        )
    plain = _checked(work, work.operator, new)
    if new == proof.old:
        raise InvalidError(_("The new password is the old one"), _("Choose another"))
    if work.store.engine == "postgresql":
        client.set_own(work, plain)
        return who(work)
    row = work.get(Login, acting.login_id)
    with work.trusted():
        secrets.keep(_raw(work), row.id, secrets.hashed(plain))
        row.must_change = False
        row.epoch += 1
        work.session.flush()
    work.changed = True
    return who(work)


def renew(work: Work) -> Identity:
    """A session for the acting operator, whose password was changed just now in ``work``."""
    acting = work.authority
    assert acting is not None
    row = work.get(Login, acting.login_id)
    text = None
    if work.store.engine == "sqlite":
        with work.trusted():
            text = session.issue(_raw(work), session.Claim(row.id, row.epoch))
    return Identity(row.name, account=row.account, session=text)


def _raw(work: Work) -> Any:
    return work.session.connection().connection.dbapi_connection


@action("password.reset")
def reset(work: Work, key: str, new: str) -> WhoRow:
    """Give somebody a password, to be changed at the first log-in; their sessions end.

    Raises:
        NotFoundError: there is no such operator.
        InvalidError: the password is not good enough.
    """
    person = operators.named(work, key)
    _require_own(work, person)
    if not person.active:
        raise RefusedError(
            _("Operator “{}” is deactivated").format(person.code),
            _("Activate first: crm operator edit {} --active").format(person.code),
        )
    plain = _checked(work, person, new)
    row = login_of(work, person)
    if person.id != work.operator.id:
        row.must_change = True
    row.epoch += 1
    work.session.flush()
    if work.store.engine == "postgresql":
        client.set_secret(work, row, plain)
    else:
        with work.trusted():
            secrets.keep(_raw(work), row.id, secrets.hashed(plain))
    return _told(work, person, row.name, row.kind)


def _require_own(work: Work, person: Operator) -> None:
    """Who gives passwords away has one: else anybody could come in as the first operator."""
    acting = work.authority
    if work.store.engine == "postgresql" or acting is None or person.id == acting.operator_id:
        return
    with work.trusted():
        if acting.kind == PERSON and not secrets.has_password(_raw(work), acting.login_id):
            raise RefusedError(
                _("You have no password yet yourself"), _("Choose one first: crm password")
            )


def _told(work: Work, person: Operator, login: str, kind: str) -> WhoRow:
    department = lookup.ref(work, Department, person.dept_id)
    assert department is not None
    return WhoRow(
        code=person.code,
        name=person.name,
        department=department,
        role=lookup.ref(work, Role, person.role_id),
        scope=person.scope or "own",
        scope_department=lookup.ref(work, Department, person.scope_dept_id),
        login=login,
        kind=kind,
        store=work.store.url,
    )


def login_of(work: Work, person: Operator) -> Login:
    """Somebody's own log-in."""
    return work.session.exec(
        select(Login).where(Login.operator_id == person.id, Login.kind == PERSON)
    ).one()


def _checked(work: Work, person: Operator, new: str) -> str:
    least = int(setting.value(work, "password_length"))
    return passwords.checked(
        new, least=least, known=(person.code, person.name, setting.value(work, "company"))
    )
