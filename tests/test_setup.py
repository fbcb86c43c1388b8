"""Making a store, and every place where one cannot be."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from crmcli.db import connect, schema
from crmcli.db.connect import Store
from crmcli.db.engine import WRITING, engine_for
from tests import postgres
from tests.conftest import Cli


def place(tmp_path: Path, name: str = "new/crm.db") -> Cli:
    return Cli(Store("sqlite", str(tmp_path / name)), operator="")


def test_init_makes_a_private_store_and_logs_its_first_operator_in(tmp_path: Path) -> None:
    crm = place(tmp_path)
    row = crm.ok("init", "--company", "晨光公司", "--zone", "Asia/Shanghai")
    assert (row["company"], row["engine"], row["up_to_date"]) == ("晨光公司", "sqlite", True)
    assert stat.S_IMODE(crm.store.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(crm.store.path.parent.stat().st_mode) == 0o700
    assert crm.ok("whoami")["code"] == "ADMIN"
    assert {r["code"] for r in crm.ok("payment-method", "list")} >= {"CASH", "TRANSFER", "WECHAT"}


def test_a_store_is_made_where_the_login_cannot_be_remembered(tmp_path: Path) -> None:
    crm = place(tmp_path)
    (tmp_path / "file").touch()
    crm.environment["XDG_STATE_HOME"] = str(tmp_path / "file")
    result = crm("init", "--password-stdin", typed="correct horse battery\n")
    assert result.code == 0
    assert "Give name and password with each command" in result.err
    assert crm("whoami").code == 4
    crm.environment |= {"CRM_OPERATOR": "ADMIN", "CRM_PASSWORD": "correct horse battery"}
    assert crm.ok("whoami")["code"] == "ADMIN"


def test_basic_data_is_named_in_the_language_of_init(tmp_path: Path) -> None:
    crm = place(tmp_path)
    crm.lang = "zh_CN"
    crm.ok("init")
    assert crm.ok("payment-method", "show", "CASH")["name"] == "现金"


def test_init_on_postgresql(server: postgres.Server) -> None:
    server.execute("CREATE DATABASE fresh")
    crm = Cli(Store("postgresql", server.url("fresh")), operator="")
    assert crm("init", "--company", "A").code == 2
    crm.environment = {"CRM_PASSWORD": "a good long one"}
    assert crm.ok("init", "--company", "A")["engine"] == "postgresql"
    assert crm.ok("whoami")["code"] == "ADMIN"
    again = crm("init")
    assert again.code == 5


def test_init_refuses_a_second_time_and_keeps_the_first(crm: Cli) -> None:
    result = crm("init", "--company", "Other")
    assert result.code == 5
    assert "already" in result.err
    assert crm.ok("db", "status")["company"] == "Test Ltd"


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--zone", "Mars/Olympus"),
        ("--currency", "YUAN"),
        ("--operator", "a b"),
        ("--company", "\x07"),
    ],
)
def test_init_leaves_nothing_behind_when_refused(tmp_path: Path, option: str, value: str) -> None:
    crm = place(tmp_path)
    result = crm("init", option, value)
    assert result.code == 2
    assert not crm.store.path.exists()


def test_init_with_dry_run_makes_nothing(tmp_path: Path) -> None:
    crm = place(tmp_path)
    assert crm("init", "--dry-run").code == 0
    assert not crm.store.path.exists()
    assert crm("whoami").code == 1


def one_line(crm: Cli, *arguments: str, says: str) -> None:
    result = crm(*arguments)
    assert result.code == 1, result.err
    assert result.out == ""
    assert result.err.count("\n") == 1
    assert says in result.err


def test_no_store(tmp_path: Path) -> None:
    one_line(place(tmp_path), "region", "list", says="crm init")
    assert not (tmp_path / "new").exists()


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    one_line(place(tmp_path, "x"), "region", "list", says="folder")


@pytest.mark.parametrize("content", [b"hello, this is a text file " * 50, b"SQLite format 3\0" * 9])
def test_a_file_that_is_no_store_is_left_alone(tmp_path: Path, content: bytes) -> None:
    crm = place(tmp_path, "x.db")
    crm.store.path.write_bytes(content)
    one_line(crm, "region", "list", says="not a crm store")
    one_line(crm, "init", says="not a crm store")
    assert crm.store.path.read_bytes() == content


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    crm = place(tmp_path, "x.db")
    other = sqlite3.connect(crm.store.path)
    other.execute("CREATE TABLE notes (body TEXT)")
    other.commit()
    other.close()
    before = crm.store.path.read_bytes()
    one_line(crm, "region", "list", says="another program")
    one_line(crm, "init", says="another program")
    assert crm.store.path.read_bytes() == before


def test_a_network_file_system_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/x {tmp_path}/share nfs4 rw 0 0\n/dev/sda1 / ext4 rw 0 0\n")
    monkeypatch.setattr(connect, "MOUNTS", mounts)
    one_line(place(tmp_path, "share/crm.db"), "init", says="network file system (nfs4)")
    assert not (tmp_path / "share").exists()
    assert connect.file_system(tmp_path / "crm.db") == "ext4"


def set_revision(store: Store, revision: str) -> None:
    with engine_for(store).execution_options(**{WRITING: True}).begin() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")


def test_a_newer_store_is_refused_unchanged(crm: Cli) -> None:
    set_revision(crm.store, "20990101_future")
    one_line(crm, "region", "add", "--name", "x", says="newer crm")
    one_line(crm, "db", "upgrade", says="newer crm")


def test_an_older_store_asks_for_the_upgrade(crm: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    older, newer = schema.head(), "20990101_future"
    monkeypatch.setattr(schema, "known_revisions", lambda: (older, newer))
    one_line(crm, "region", "list", says="crm db upgrade")


def test_a_locked_store(new_sqlite, monkeypatch: pytest.MonkeyPatch) -> None:
    crm = Cli(new_sqlite())
    crm.ok("whoami")
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.05)
    blocker = connect.connect(crm.store)
    blocker.execute("BEGIN IMMEDIATE")
    one_line(crm, "region", "add", "--name", "x", says="locked")
    assert crm("region", "list").code == 0
    blocker.execute("ROLLBACK")


def test_a_full_disk_loses_nothing(new_sqlite, monkeypatch: pytest.MonkeyPatch) -> None:
    crm = Cli(new_sqlite())
    crm.ok("region", "add", "--name", "kept")
    real = connect._connect_sqlite

    def small(store: Store, create: bool) -> connect.SqliteConnection:
        connection = real(store, create)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    monkeypatch.setattr(connect, "_connect_sqlite", small)
    one_line(crm, "region", "load", "cn", says="disk is full")
    monkeypatch.undo()
    assert [r["name"] for r in Cli(crm.store).ok("region", "list")] == ["kept"]


def test_a_read_only_store(new_sqlite, monkeypatch: pytest.MonkeyPatch) -> None:
    crm = Cli(new_sqlite())
    crm.ok("whoami")
    real = connect._connect_sqlite

    def read_only(store: Store, create: bool) -> connect.SqliteConnection:
        uri = f"{store.path.as_uri()}?mode=ro"
        return sqlite3.connect(
            uri, uri=True, isolation_level=None, factory=connect.SqliteConnection
        )

    monkeypatch.setattr(connect, "_connect_sqlite", read_only)
    one_line(crm, "region", "add", "--name", "x", says="read-only")
    monkeypatch.setattr(connect, "_connect_sqlite", real)
    assert crm.ok("region", "list") == []


def test_a_server_that_cannot_be_reached(tmp_path: Path) -> None:
    crm = Cli(Store("postgresql", f"postgresql://nobody@/none?host={tmp_path}"))
    one_line(crm, "region", "list", says="server cannot be used")


def test_a_database_that_is_not_there(server: postgres.Server) -> None:
    crm = Cli(Store("postgresql", server.url("nowhere")), operator="")
    one_line(crm, "region", "list", says="createdb")


def test_a_database_without_a_store(server: postgres.Server) -> None:
    server.execute("CREATE DATABASE empty")
    crm = Cli(Store("postgresql", server.url("empty")), operator="")
    one_line(crm, "region", "list", says="crm init")


@pytest.mark.parametrize(
    "address",
    ["postgresql://me:secret@host/db", "postgresql://host/db?password=secret", "mysql://host/db"],
)
def test_an_address_that_is_refused(tmp_path: Path, address: str) -> None:
    crm = place(tmp_path)
    crm.environment["CRM_DB"] = address
    result = crm("region", "list")
    assert result.code == 2
    assert "secret" not in result.err


def test_addresses_of_all_forms(tmp_path: Path) -> None:
    assert connect.parse("x.db") == Store("sqlite", str(tmp_path / "x.db"))
    assert connect.parse("sqlite:////a/b.db") == Store("sqlite", "/a/b.db")
    assert connect.parse("sqlite:///x.db") == Store("sqlite", str(tmp_path / "x.db"))
    assert connect.parse("postgres://host/db") == Store("postgresql", "postgresql://host/db")
