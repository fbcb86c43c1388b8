"""Logging in: passwords, sessions, tokens, and what ends them."""

from __future__ import annotations

import datetime as dt
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from crmcli import clock, config
from crmcli.db import identity
from crmcli.db.connect import Store
from crmcli.db.engine import connections_kept
from crmcli.db.work import read
from crmcli.errors import NotLoggedInError
from crmcli.services import access
from tests import people, postgres
from tests.conftest import Cli

GOOD, BETTER = "correct horse battery", "staple of the stable"


class Door(Cli):
    """The command line of somebody for whom nobody vouches: who wants in must log in."""

    def __call__(self, *arguments: str, **more: object):  # type: ignore[no-untyped-def]
        self.environment = {"CRM_OPERATOR": "", **self.environment}
        operator, self.operator = self.operator, ""
        try:
            return super().__call__(*arguments, **more)  # type: ignore[arg-type]
        finally:
            self.operator = operator


@pytest.fixture
def door(store: Store, request: pytest.FixtureRequest) -> Door:
    """A store with OP0001, whose password is GOOD, and a server that asks for it."""
    admin = Cli(store)
    admin.ok("operator", "add", "--name", "王芳")
    if store.engine == "sqlite":
        people.choose(store, "ADMIN", "of the administrator")
    done = admin("password", "OP0001", "--password-stdin", typed=GOOD + "\n")
    assert done.code == 0, done.err
    if store.engine == "postgresql":
        server: postgres.Server = request.getfixturevalue("server")
        server.require_passwords(store.database)
    return Door(store, operator="")


def name_of(store: Store, name: str) -> str:
    return name if store.engine == "sqlite" else f"{name}@template_crm"


def log_in(door: Door, password: str, name: str = "OP0001") -> int:
    done = door("login", name_of(door.store, name), "--password-stdin", typed=password + "\n")
    return done.code


def changed(door: Door) -> None:
    done = door("password", "--password-stdin", typed=f"{GOOD}\n{BETTER}\n")
    assert done.code == 0, done.err


def test_nobody_gets_in_without_logging_in(door: Door) -> None:
    assert door("customer", "list").code == 4
    assert door("whoami").code == 4


def test_the_first_password_must_be_changed_before_anything_else(door: Door) -> None:
    assert log_in(door, GOOD) == 0
    refused = door("customer", "list")
    assert refused.code == 4
    assert "crm password" in refused.err
    changed(door)
    assert door("customer", "list").code == 0
    assert door.ok("whoami")["login"] == "OP0001"


def test_a_wrong_password_or_name_is_refused_in_the_same_words(door: Door) -> None:
    said = []
    for name, password in (("OP0001", "wrong"), ("NOBODY", "wrong")):
        done = door("login", name_of(door.store, name), "--password-stdin", typed=password + "\n")
        assert done.code == 4
        said.append(done.err.replace(name, "NAME"))
    if door.store.engine == "sqlite":
        assert said[0].split("(")[0] == said[1].split("(")[0]


def test_logging_out_forgets(door: Door) -> None:
    assert log_in(door, GOOD) == 0
    changed(door)
    assert door("logout").code == 0
    assert door("customer", "list").code == 4


def test_no_password_is_kept_but_where_the_engine_looks(door: Door) -> None:
    assert log_in(door, GOOD) == 0
    changed(door)
    kept = config.state_dir() / "login.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert BETTER not in kept.read_text()
    passfile = Path(os.environ["PGPASSFILE"])
    if door.store.engine == "postgresql":
        assert BETTER in passfile.read_text()
        assert GOOD not in passfile.read_text()
        assert stat.S_IMODE(passfile.stat().st_mode) == 0o600
        door("logout")
        assert BETTER not in passfile.read_text()
    else:
        assert not passfile.exists()


def test_the_environment_and_a_private_file_hold_passwords_too(door: Door, tmp_path: Path) -> None:
    who = {"CRM_OPERATOR": name_of(door.store, "OP0001")}
    door.environment = {**who, "CRM_PASSWORD": GOOD}
    assert door("whoami").code == 0
    file = tmp_path / "secret"
    file.write_text(GOOD + "\n")
    door.environment = {**who, "CRM_PASSWORD_FILE": str(file)}
    file.chmod(0o644)
    refused = door("whoami")
    assert refused.code == 2
    assert "chmod 600" in refused.err
    file.chmod(0o600)
    assert door("whoami").code == 0


@pytest.mark.parametrize("bad", ["short", "password123", "aaaaaaaaaaaa", "op0001", "王芳王芳"])
def test_bad_passwords_are_refused(door: Door, bad: str) -> None:
    admin = Cli(door.store)
    done = admin("password", "OP0001", "--password-stdin", typed=bad + "\n")
    assert done.code == 2
    assert bad not in done.err


def test_five_wrong_passwords_lock_the_log_in(
    new_sqlite: Callable[[], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_sqlite()
    admin = Cli(store)
    admin.ok("operator", "add", "--name", "王芳")
    refused = admin("password", "OP0001", "--password-stdin", typed=GOOD + "\n")
    assert (refused.code, "crm password" in refused.err) == (5, True)
    people.choose(store, "ADMIN", BETTER)
    admin("password", "OP0001", "--password-stdin", typed=GOOD + "\n")
    door = Door(store, operator="")
    for _time in range(5):
        assert log_in(door, "wrong again") == 4
    locked = door("login", "OP0001", "--password-stdin", typed=GOOD + "\n")
    assert locked.code == 4
    assert "locked" in locked.err
    later = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=16)
    door.environment = {"CRM_NOW": later.isoformat()}
    assert log_in(door, GOOD) == 4
    door.environment = {}
    monkeypatch.setattr(clock, "real", lambda: later)
    assert log_in(door, GOOD) == 0


def test_a_session_expires_and_cannot_be_forged(new_sqlite: Callable[[], Store]) -> None:
    store = new_sqlite()
    door = Door(store, operator="")
    assert door("login", "ADMIN", "--password-stdin", typed=GOOD + "\n").code == 0
    assert door("whoami").code == 0
    door.environment = {"CRM_NOW": (dt.datetime.now(dt.UTC) + dt.timedelta(days=31)).isoformat()}
    assert door("whoami").code == 4
    door.environment = {}
    file = config.state_dir() / "login.json"
    kept = json.loads(file.read_text())
    known = kept[store.url]["known"]["ADMIN"]
    body, signature = known["session"].split(".")
    known["session"] = f"{body[:-2]}AA.{signature}"
    file.write_text(json.dumps(kept))
    assert door("whoami").code == 4


def test_the_first_operator_of_a_file_chooses_a_password(new_sqlite: Callable[[], Store]) -> None:
    door = Door(new_sqlite(), operator="")
    assert door("login", "ADMIN").code == 4
    assert log_in(door, GOOD, "ADMIN") == 0
    assert log_in(door, BETTER, "ADMIN") == 4
    assert log_in(door, GOOD, "ADMIN") == 0


def test_deactivation_and_a_new_role_end_the_session(door: Door) -> None:
    admin = Cli(door.store)
    assert log_in(door, GOOD) == 0
    changed(door)
    admin.ok("operator", "edit", "OP0001", "--role", "VIEWER")
    if door.store.engine == "sqlite":
        assert door("customer", "list").code == 4
        assert log_in(door, BETTER) == 0
    assert door("customer", "list").code == 0
    assert door("customer", "add", "--name", "x").code == 4
    admin.ok("operator", "edit", "OP0001", "--inactive")
    assert door("customer", "list").code == 4
    assert log_in(door, BETTER) == 4


def token(admin: Cli, *more: str) -> str:
    made = admin.ok(
        "token", "create", "reports", "--operator", "OP0001", "--expires", "2026-12-31", *more
    )
    assert made["name"] == "REPORTS"
    return str(made["token"])


@pytest.fixture
def admin(door: Door, monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.setenv("CRM_NOW", "2026-11-30T09:00:00+08:00")
    return Cli(door.store)


def test_a_token_acts_for_its_operator_and_shows_those_rows(door: Door, admin: Cli) -> None:
    admin.ok("customer", "add", "--name", "Mine", "--owner", "OP0001")
    admin.ok("customer", "add", "--name", "Other")
    door.environment = {"CRM_TOKEN": token(admin, "--role", "VIEWER")}
    assert [row["name"] for row in door.ok("customer", "list")] == ["Mine"]
    assert door("customer", "add", "--name", "x").code == 4
    assert door("password", "--password-stdin", typed=f"{GOOD}\n{BETTER}\n").code == 4
    assert admin.ok("token", "list")[0]["used_at"] is not None


def test_who_logs_in_is_logged(door: Door) -> None:
    assert log_in(door, GOOD) == 0
    changed(door)
    assert log_in(door, BETTER) == 0
    told = [row for row in door.ok("log", "access") if row["action"] == "login"]
    assert told[0]["operator"] == "OP0001"


def test_a_token_is_read_from_a_private_file(door: Door, admin: Cli, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(token(admin))
    file.chmod(0o600)
    door.environment = {"CRM_TOKEN_FILE": str(file)}
    assert door.ok("whoami")["kind"] == "token"


def test_a_revoked_or_changed_token_is_refused(door: Door, admin: Cli) -> None:
    text = token(admin)
    door.environment = {"CRM_TOKEN": text[:-1] + ("0" if text[-1] != "0" else "1")}
    assert door("whoami").code == 4
    door.environment = {"CRM_TOKEN": text}
    assert door("whoami").code == 0
    admin.ok("token", "revoke", "REPORTS")
    assert door("whoami").code == 4
    assert admin("token", "revoke", "REPORTS").code == 5


def test_an_expired_token_is_refused(door: Door, admin: Cli) -> None:
    door.environment = {"CRM_TOKEN": token(admin)}
    assert door("whoami").code == 0
    if door.store.engine == "sqlite":
        door.environment["CRM_NOW"] = "2027-01-01T00:00:00+08:00"
    else:
        from crmcli.db import connect

        raw = connect.connect(door.store)
        raw.execute("ALTER TABLE crm.login DISABLE TRIGGER USER")
        raw.execute("UPDATE crm.login SET expires_at = now() WHERE kind = 'token'")
        raw.close()
    assert door("whoami").code == 4


def test_a_token_may_at_most_what_its_operator_may(door: Door, admin: Cli) -> None:
    door.environment = {"CRM_TOKEN": token(admin, "--role", "ADMINISTRATOR")}
    assert door("operator", "add", "--name", "x").code == 4
    assert door("customer", "add", "--name", "x").code == 0
    admin.ok("operator", "edit", "OP0001", "--role", "VIEWER")
    assert door("customer", "add", "--name", "y").code == 4


def test_no_secret_is_logged_or_exported(door: Door, admin: Cli, tmp_path: Path) -> None:
    text = token(admin).rpartition(".")[2]
    log_in(door, GOOD)
    done = admin("export", "all", str(tmp_path / "all"))
    assert done.code == 0, done.err
    for file in (tmp_path / "all").iterdir():
        content = file.read_text(encoding="utf-8")
        for secret in (text, GOOD, "argon2", "SCRAM-SHA"):
            assert secret not in content, file
    assert text not in json.dumps(admin.ok("log", "list"))


def test_a_kept_connection_ends_with_its_operator(store: Store) -> None:
    admin = Cli(store)
    admin.ok("operator", "add", "--name", "王芳")
    people.log_in(store, "OP0001")
    mine = config.Settings(db=store.url, operator="OP0001")
    with config.using(mine), connections_kept():
        for _turn in range(2):
            with read() as work:
                assert access.who(work).scope == "own"
        admin.ok("operator", "edit", "OP0001", "--scope", "department")
        if store.engine == "sqlite":
            with pytest.raises(NotLoggedInError), read() as work:
                access.who(work)
            identity.forget(store)
            people.log_in(store, "OP0001")
        with read() as work:
            assert access.who(work).scope == "department"
        admin.ok("operator", "edit", "OP0001", "--inactive")
        with pytest.raises(NotLoggedInError), read() as work:
            access.who(work)
