"""A PostgreSQL server: made by whoever has the rights, shared by companies, read from a standby."""

from __future__ import annotations

import itertools
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from crmcli.db.connect import Store
from tests import people, postgres
from tests.conftest import Cli

PASSWORD = "chang-an-jie-17"
_numbers = itertools.count(1)


@pytest.fixture
def name(server: postgres.Server) -> Iterator[str]:
    """A database's name; afterwards neither it nor its roles are there."""
    name = f"company{next(_numbers)}"
    yield name
    postgres.forget(server, name)


def _url(server: postgres.Server, user: str, database: str) -> str:
    return f"postgresql://{user}@/{database}?host={server.folder}"


def _psql(server: postgres.Server, script: Path) -> None:
    done = subprocess.run(
        [server.programs / "psql", "-X", "-v", "ON_ERROR_STOP=1", "-d", server.url("postgres"),
         "-f", script],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def _begin(server: postgres.Server, name: str, tmp_path: Path) -> Cli:
    """A company that its superuser made, and its first operator."""
    server.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING UTF8")
    crm = Cli(Store("postgresql", server.url(name)), operator="")
    crm.environment = {
        "CRM_PASSWORD": PASSWORD,
        "XDG_STATE_HOME": str(tmp_path / name),
        "PGPASSFILE": str(tmp_path / f"{name}.pgpass"),
    }
    crm.ok("init", "--company", name, "--operator", "BOSS")
    server.execute("UPDATE crm_private.company SET trusts_clocks = true", database=name)
    return crm


def test_who_may_not_make_roles_is_told_so_and_nothing_is_made(
    server: postgres.Server, name: str
) -> None:
    server.execute(f'CREATE ROLE "plain@{name}" LOGIN')
    server.execute(f'CREATE DATABASE {name} OWNER "plain@{name}"')
    crm = Cli(Store("postgresql", _url(server, f"plain%40{name}", name)), operator="")
    assert crm("init", "--company", "X").code == 2
    crm.environment = {"CRM_PASSWORD": PASSWORD}
    result = crm("init", "--company", "X")
    assert result.code == 1
    assert "may not make roles" in result.err
    assert "crm init --print-sql" in result.err
    with psycopg.connect(server.url(name)) as raw:
        assert raw.execute("SELECT to_regnamespace('crm')").fetchone() == (None,)
        begun = raw.execute("SELECT 1 FROM pg_roles WHERE starts_with(rolname, %s)", (f"{name}:",))
        assert begun.fetchall() == []


def test_what_is_printed_lets_a_plain_role_make_and_upgrade_the_store(
    server: postgres.Server, name: str, tmp_path: Path
) -> None:
    crm = Cli(Store("postgresql", _url(server, f"plain%40{name}", name)), operator="")
    printed = crm("init", "--print-sql")
    assert printed.code == 0, printed.err
    script = tmp_path / "dba.sql"
    script.write_text(printed.out, encoding="utf-8")
    _psql(server, script)
    _psql(server, script)
    crm.environment = {"CRM_PASSWORD": PASSWORD}
    crm.ok("init", "--company", "X", "--operator", "BOSS")
    with psycopg.connect(server.url(name)) as raw:
        rights = raw.execute(
            "SELECT rolsuper, rolcreaterole FROM pg_roles WHERE rolname = %s", (f"plain@{name}",)
        ).fetchone()
    assert rights == (False, False)
    assert crm.ok("db", "doctor") == []
    assert crm.ok("whoami")["code"] == "BOSS"
    crm.ok("operator", "add", "--name", "Wang")
    crm.ok("password", "OP0001")
    assert crm("db", "doctor", "--repair").code == 0
    with psycopg.connect(_url(server, f"OP0001%40{name}", name)) as raw:
        assert raw.execute("SELECT count(*) FROM crm.customer").fetchone() == (0,)


def test_who_keeps_the_store_lets_an_administrator_in_again(
    server: postgres.Server, name: str, tmp_path: Path
) -> None:
    crm = _begin(server, name, tmp_path)
    query = "SELECT rolpassword FROM pg_authid WHERE rolname = %s"
    with psycopg.connect(server.url(name), autocommit=True) as raw:
        before = raw.execute(query, (f"BOSS@{name}",)).fetchone()
        crm.ok("operator", "add", "--name", "Wang")
        crm.environment["XDG_STATE_HOME"] = str(tmp_path / "elsewhere")
        assert crm("password", "NOBODY").code == 3
        assert crm("password", "BOSS").code == 0
        assert raw.execute(query, (f"BOSS@{name}",)).fetchone() != before
    crm.store = Store("postgresql", _url(server, f"OP0001%40{name}", name))
    assert crm("password", "BOSS").code in (1, 4)


def test_for_a_file_nothing_is_printed(new_sqlite: Any) -> None:
    result = Cli(new_sqlite())("init", "--print-sql")
    assert (result.code, result.out) == (2, "")


def test_two_companies_on_a_server_do_not_meet(
    server: postgres.Server, tmp_path: Path, name: str
) -> None:
    other = f"{name}b"
    try:
        mine, theirs = _begin(server, name, tmp_path), _begin(server, other, tmp_path)
        for crm in (mine, theirs):
            crm.ok("customer", "add", "--name", f"Customer of {crm.store.database}")
            crm.ok("operator", "add", "--name", "Wang", "--role", "VIEWER")
            crm.ok("password", "OP0001")
        for user, database in ((f"BOSS%40{name}", other), (f"OP0001%40{other}", name)):
            with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
                psycopg.connect(_url(server, user, database))
        mine.ok("role", "grant", "VIEWER", "customer.create")
        mine.ok("operator", "edit", "OP0001", "--inactive")
        assert [row["name"] for row in theirs.ok("customer", "list")] == [f"Customer of {other}"]
        with psycopg.connect(_url(server, f"OP0001%40{other}", other)) as raw:
            assert raw.execute("SELECT count(*) FROM crm.customer").fetchone() == (0,)
            with pytest.raises(psycopg.Error, match="permission denied"):
                raw.execute("INSERT INTO crm.customer (name) VALUES ('x')")
        for database in (name, other):
            doctor = Cli(Store("postgresql", server.url(database)), operator="")
            assert doctor.ok("db", "doctor") == []
        postgres.forget(server, name)
        assert theirs.ok("whoami")["code"] == "BOSS"
    finally:
        postgres.forget(server, other)


@pytest.fixture
def standby(server: postgres.Server, tmp_path: Path) -> Iterator[postgres.Server]:
    other = server.standby(f"standby{next(_numbers)}")
    yield other
    other.stop()


def _caught_up(server: postgres.Server, standby: postgres.Server) -> None:
    with psycopg.connect(server.url("postgres"), autocommit=True) as raw:
        row = raw.execute("SELECT pg_current_wal_insert_lsn()::text").fetchone()
        assert row is not None
    with psycopg.connect(standby.url("postgres"), autocommit=True) as raw:
        for _turn in range(200):
            replayed = raw.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", row).fetchone()
            if replayed == (True,):
                return
            time.sleep(0.05)
    pytest.fail("the standby did not catch up")


def test_a_standby_shows_the_same_and_refuses_what_would_be_logged(
    server: postgres.Server, standby: postgres.Server, new_postgresql: Any, tmp_path: Path
) -> None:
    store: Store = new_postgresql()
    admin = Cli(store)
    admin.ok("operator", "add", "--name", "Wang")
    admin.ok("customer", "add", "--name", "Mine", "--owner", "OP0001", "--phone", "13800138000")
    admin.ok("customer", "add", "--name", "Other")
    there = Cli(Store("postgresql", standby.url(store.database)), operator="OP0001")
    people.log_in(store, "OP0001")
    _caught_up(server, standby)
    assert [row["name"] for row in there.ok("customer", "list", "--columns", "name")] == ["Mine"]
    assert there.ok("customer", "show", "C000001")["phone"] == "138****8000"
    assert there("customer", "show", "C000002").code == 3
    for words in (
        ("customer", "show", "C000001", "--reveal"),
        ("customer", "list", "-O", str(tmp_path / "customers.csv")),
        ("customer", "edit", "C000001", "--remark", "x"),
    ):
        refused = there(*words)
        assert (refused.code, len(refused.err.splitlines())) == (1, 1), refused
        assert "standby" in refused.err
    assert not (tmp_path / "customers.csv").exists()
    admin.ok("operator", "edit", "OP0001", "--inactive")
    _caught_up(server, standby)
    assert there("customer", "list").code == 4
