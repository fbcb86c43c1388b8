"""What a review found: refusals before writes, stores that survive upgrades and restores, races."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from crmcli.db import connect, log, schema
from crmcli.db.connect import Store
from crmcli.db.work import write
from crmcli.errors import CrmError
from crmcli.services import region
from tests.conftest import Cli, acting
from tests.test_setup import set_revision


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--columns", "bogus"), 2),
        (("-O", "no/such/x.json"), 1),
        (("-O", "x.doc"), 2),
        (("--format", "pdf"), 2),
    ],
)
def test_a_write_is_not_done_where_its_record_cannot_be_shown(
    crm: Cli, options: tuple[str, ...], code: int
) -> None:
    assert crm("region", "add", "--name", "x", *options).code == code
    assert crm.ok("region", "list") == []


def test_a_spreadsheet_for_a_terminal_is_refused_before_the_write(crm: Cli) -> None:
    crm.environment["CRM_FORMAT"] = "xlsx"
    assert crm("region", "add", "--name", "x", terminal=True).code == 2
    crm.environment.clear()
    assert crm.ok("region", "list") == []


def test_a_backup_may_be_named_relative_to_the_folder(crm: Cli) -> None:
    assert crm.ok("db", "backup", "copy.bak")["file"] == "copy.bak"
    assert Path("copy.bak").exists()


def test_a_migration_may_change_a_table_that_is_referred_to(crm: Cli, monkeypatch) -> None:
    """A new column on `region`, made by a copy of the table, filled by the migration itself."""
    crm.ok("region", "add", "--name", "华东")
    crm.ok("customer", "add", "--name", "A", "--region", "华东")
    head = schema.head()
    monkeypatch.setattr(schema, "known_revisions", lambda: ("20200101_old", head))
    set_revision(crm.store, "20200101_old")
    recreate = "always" if crm.store.engine == "sqlite" else "auto"

    def migrate(connection: sa.Connection) -> None:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("region", recreate=recreate) as batch:
            batch.add_column(sa.Column("extra", sa.Text()))
        log.install(connection)
        connection.exec_driver_sql("UPDATE region SET name = '华东大区'")
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{head}'")

    monkeypatch.setattr("crmcli.db.migrate.upgrade", migrate)
    assert crm("db", "upgrade").code == 0
    renamed = [e for e in crm.ok("log", "--noun", "region") if e["new"] == {"name": "华东大区"}]
    assert [(e["action"], e["operator"]) for e in renamed] == [("store.upgrade", "ADMIN")]
    assert crm("db", "check").code == 0


def test_a_new_column_is_taken_into_the_log_by_the_upgrade(crm: Cli, monkeypatch) -> None:
    """An entry written before a column was there must not make the check fail for its row."""
    crm.ok("region", "add", "--name", "华东")
    head = schema.head()
    monkeypatch.setattr(schema, "known_revisions", lambda: ("20200101_old", head))
    real = log.logged_columns
    with monkeypatch.context() as patch:
        patch.setattr(log, "logged_columns", lambda t: [c for c in real(t) if c != "active"])
        from crmcli.db.engine import WRITING, engine_for

        with engine_for(crm.store).execution_options(**{WRITING: True}).begin() as connection:
            log.install(connection)
        crm.ok("region", "add", "--name", "before")
    set_revision(crm.store, "20200101_old")

    def migrate(connection: sa.Connection) -> None:
        log.install(connection)
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{head}'")

    assert any(not row["ok"] for row in _check(crm, head))
    monkeypatch.setattr("crmcli.db.migrate.upgrade", migrate)
    assert crm("db", "upgrade").code == 0
    assert crm("db", "check").code == 0


def _check(crm: Cli, head: str) -> list[dict[str, object]]:
    set_revision(crm.store, head)
    rows: list[dict[str, object]] = crm("db", "check", "--json").json
    set_revision(crm.store, "20200101_old")
    return rows


def test_the_first_operator_takes_its_code_from_the_rule(tmp_path: Path) -> None:
    crm = Cli(Store("sqlite", str(tmp_path / "new.db")), operator="")
    crm.ok("init", "--operator", "OP0001")
    assert crm.ok("operator", "add", "--name", "x")["code"] == "OP0002"
    assert crm("db", "check").code == 0


@pytest.mark.parametrize(
    ("noun", "name", "text"),
    [
        ("region", "New York", "new york"),
        ("region", "Österreich", "Österreich"),
        ("region", "华东", "huadong"),
        ("product", "打印纸（A4）", "打印纸(a4)"),
        ("department", "销售一部", "xsyb"),
        ("operator", "单雪梅", "shanxuemei"),
        ("level", "重要客户", "zhong"),
    ],
)
def test_everything_is_found_by_any_part_pinyin_and_initials(
    crm: Cli, noun: str, name: str, text: str
) -> None:
    more = ("--price", "1") if noun == "product" else ()
    crm.ok(noun, "add", "--name", name, *more)
    assert [row["name"] for row in crm.ok(noun, "list", "--find", text)] == [name]


def test_a_line_names_a_product_as_it_is_written(crm: Cli) -> None:
    crm.ok("product", "add", "--name", "打印纸（A4）：白", "--price", "1")
    crm.ok("customer", "add", "--name", "A")
    made = crm.ok("order", "new", "--customer", "A", "--line", "打印纸（A4）：白：２@９９-１０%")
    assert made["total"] == "178.20"


def test_a_foreign_dump_is_no_backup(server, new_postgresql, tmp_path: Path) -> None:
    crm = Cli(new_postgresql())
    server.execute("CREATE DATABASE other")
    server.execute("CREATE TABLE notes (body text)", database="other")
    dump = tmp_path / "other.dump"
    command = [str(server.programs / "pg_dump"), "-Fc", "-f", str(dump), "-d", server.url("other")]
    subprocess.run(command, check=True)
    assert crm("db", "restore", str(dump), "--yes").code == 1
    assert crm.ok("db", "status")["company"] == "Test Ltd"


def test_a_damaged_or_newer_backup_is_refused(new_sqlite, tmp_path: Path) -> None:
    crm = Cli(new_sqlite())
    crm.ok("region", "load", "cn")
    crm.ok("db", "backup", "good.db")
    data = bytearray(Path("good.db").read_bytes())
    data[4096 * 20 : 4096 * 40] = bytes(4096 * 20)
    Path("bad.db").write_bytes(data)
    shutil.copy("good.db", "newer.db")
    bare = sqlite3.connect("newer.db")
    bare.execute("UPDATE alembic_version SET version_num = '20990101_x'")
    bare.commit()
    bare.close()
    for name in ("bad.db", "newer.db"):
        assert crm("db", "restore", name, "--yes").code == 1
        assert crm("db", "restore", name, "--dry-run").code == 1
    assert crm("db", "check").code == 0


def test_a_restore_does_not_wait_for_ever(new_sqlite, monkeypatch) -> None:
    crm = Cli(new_sqlite())
    crm.ok("db", "backup", "copy.db")
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.05)
    blocker = connect.connect(crm.store)
    blocker.execute("BEGIN IMMEDIATE")
    result = crm("db", "restore", "copy.db", "--yes")
    assert (result.code, "locked" in result.err) == (1, True)
    blocker.execute("ROLLBACK")


def test_two_at_once_cannot_make_a_circle(new_store, engine: str) -> None:
    store = new_store()
    crm = Cli(store)
    for name in "AB":
        crm.ok("region", "add", "--name", name)
    barrier = threading.Barrier(2)

    def move(key: str, parent: str) -> int:
        with acting(store):
            barrier.wait()
            try:
                with write() as work:
                    region.edit(work, key, parent=parent)
            except CrmError as error:
                return error.exit_code
        return 0

    with ThreadPoolExecutor(2) as pool:
        codes = [run.result() for run in (pool.submit(move, "A", "B"), pool.submit(move, "B", "A"))]
    assert sorted(codes) == [0, 5]
    assert crm("db", "check").code == 0


def test_a_new_store_is_kept_when_several_make_it_at_once(tmp_path: Path) -> None:
    store = Store("sqlite", str(tmp_path / "new.db"))
    command = [sys.executable, "-m", "crmcli", "init", "--db", store.location, "-q"]
    with ThreadPoolExecutor(4) as pool:
        runs = [
            pool.submit(subprocess.run, command, capture_output=True, check=False)
            for _maker in range(4)
        ]
    assert sorted(run.result().returncode for run in runs) == [0, 5, 5, 5]
    assert Cli(store)("db", "check").code == 0
    assert [path.name for path in tmp_path.glob("*new.db*")] == ["new.db"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("region", "list", "--limit", "99999999999999999999"),
        ("region", "list", "--limit", "9223372036854775807"),
        ("log", "--limit", "-5"),
        ("region", "list", "--find", "\udce4"),
        ("region", "list", "--db", "~nosuchuser/x.db"),
        ("region", "list", "--db", "postgresql://[::1/db"),
        ("--dry-run", "region", "list"),
        ("--dry-run", "db", "backup", "x"),
        ("operator", "add", "--name", "x", "--code", "POOL-9"),
    ],
)
def test_odd_input_is_refused_in_one_line(crm: Cli, arguments: tuple[str, ...]) -> None:
    result = crm(*arguments)
    assert result.code == 2, result.err
    assert result.err.count("\n") == 1
    assert not Path("x").exists()


@pytest.mark.parametrize("value", ["0001-01-01T00:00:00+08:00", "9999-12-31", "soon"])
def test_a_clock_that_cannot_be(crm: Cli, value: str) -> None:
    crm.environment["CRM_NOW"] = value
    assert crm("region", "list").code == 2


def test_a_far_day_is_only_a_day(crm: Cli) -> None:
    assert len(crm.ok("log", "--since", "0001-01-01", "--limit", "1")) == 1
    assert crm.ok("log", "--since", "9999-12-31") == []


@pytest.mark.parametrize("code", ["C9223372036854775807", "C99999999999999999999", "C000000"])
def test_an_odd_explicit_code_leaves_the_counter_alone(crm: Cli, code: str) -> None:
    assert crm.ok("customer", "add", "--name", "a", "--code", code)["code"] == code
    assert crm.ok("customer", "add", "--name", "b")["code"] == "C000001"


def test_settings_that_cannot_be_read_are_not_ignored(crm: Cli) -> None:
    Path(".crm.toml").write_bytes(b'db = "\xff"\n')
    assert crm("region", "list").code == 2
    Path(".crm.toml").unlink()
    Path(".crm.toml").mkdir()
    assert crm("region", "list").code == 2


def test_a_pipe_with_a_name_stays_one(new_sqlite, tmp_path: Path) -> None:
    crm = Cli(new_sqlite())
    crm.ok("region", "add", "--name", "x")
    fifo = tmp_path / "out.json"
    os.mkfifo(fifo)
    with ThreadPoolExecutor(1) as pool:
        read = pool.submit(fifo.read_text)
        assert crm("region", "list", "-O", str(fifo)).code == 0
        assert '"x"' in read.result(10)
    assert fifo.is_fifo()


def test_lists_do_not_ask_for_each_row_anew(crm: Cli, store: Store) -> None:
    crm.ok("region", "add", "--name", "R")
    for number in range(20):
        crm.ok("customer", "add", "--name", f"c{number}", "--region", "R", "--level", "A")
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        assert len(crm.ok("customer", "list")) == 20
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
    assert len(seen) < 15


def test_truncating_a_logged_table_is_refused(new_postgresql) -> None:
    from crmcli.db.engine import engine_for

    with (
        pytest.raises(sa.exc.DBAPIError, match="cannot be changed"),
        engine_for(new_postgresql()).begin() as connection,
    ):
        connection.exec_driver_sql("TRUNCATE customer CASCADE")
