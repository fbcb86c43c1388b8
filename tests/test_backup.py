"""Backups by the engine's own means, and back again."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from sqlalchemy import Connection

from crmcli.db import schema
from crmcli.db.connect import Store
from crmcli.services import setup
from tests.conftest import Cli
from tests.test_setup import set_revision


def saved_before() -> list[Path]:
    """The backups that the program made by itself."""
    return list((Path(os.environ["XDG_DATA_HOME"]) / "crm" / "backups").iterdir())


def test_a_backup_is_private_and_restores_everything(crm: Cli, tmp_path: Path) -> None:
    crm.ok("region", "load", "cn")
    file = tmp_path / "b" / "copy"
    row = crm.ok("db", "backup", str(file))
    assert (row["file"], row["size"]) == (str(file), file.stat().st_size)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert crm("db", "backup", str(file)).code == 5
    crm.ok("region", "add", "--name", "later")
    crm.ok("db", "restore", str(file), "--yes")
    assert len(crm.ok("region", "list")) == 367
    assert crm.ok("region", "add", "--name", "after")["code"] == "R0001"
    assert crm("db", "check").code == 0


def test_what_is_replaced_is_backed_up_first(crm: Cli, tmp_path: Path) -> None:
    file = tmp_path / "copy"
    crm.ok("db", "backup", str(file))
    crm.ok("region", "add", "--name", "newer")
    assert crm("db", "restore", str(file)).code == 2
    assert crm("db", "restore", str(file), "--dry-run").code == 0
    assert len(crm.ok("region", "list")) == 1
    crm.ok("db", "restore", str(file), "--yes")
    assert crm.ok("region", "list") == []
    (saved,) = saved_before()
    crm.ok("db", "restore", str(saved), "--yes")
    assert [r["name"] for r in crm.ok("region", "list")] == ["newer"]


def test_a_backup_restores_into_a_new_place(new_sqlite, tmp_path: Path) -> None:
    crm = Cli(new_sqlite())
    crm.ok("db", "backup", str(tmp_path / "copy.db"))
    other = Cli(Store("sqlite", str(tmp_path / "new" / "crm.db")))
    other.ok("db", "restore", str(tmp_path / "copy.db"))
    assert other.ok("db", "status")["company"] == "Test Ltd"
    assert stat.S_IMODE(other.store.path.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"no backup at all" * 99])
def test_what_is_no_backup_changes_nothing(crm: Cli, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x"
    file.write_bytes(content)
    assert crm("db", "restore", str(file), "--yes").code == 1
    assert crm("db", "restore", str(tmp_path / "absent"), "--yes").code == 1
    assert crm.ok("db", "status")["company"] == "Test Ltd"
    assert list(tmp_path.glob(".*")) == []


def test_an_upgrade_backs_up_first(crm: Cli, monkeypatch) -> None:
    assert "up to date" in crm("db", "upgrade").err
    head = schema.head()
    monkeypatch.setattr(schema, "known_revisions", lambda: ("20200101_old", head))
    set_revision(crm.store, "20200101_old")
    assert crm("region", "list").code == 1

    def migrate(connection: Connection) -> None:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{head}'")

    monkeypatch.setattr("crmcli.db.migrate.upgrade", migrate)
    result = crm("db", "upgrade")
    assert result.code == 0, result.err
    (saved,) = saved_before()
    assert str(saved) in result.err
    assert crm("region", "list").code == 0


def test_an_upgrade_gives_a_new_noun_its_numbering_rule(crm: Cli, monkeypatch) -> None:
    head = schema.head()
    monkeypatch.setattr(schema, "known_revisions", lambda: ("20200101_old", head))
    set_revision(crm.store, "20200101_old")
    monkeypatch.setattr(
        "crmcli.db.migrate.upgrade",
        lambda c: c.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{head}'"),
    )
    monkeypatch.setitem(setup.RULES, "allocation", "AL{seq:03}")
    assert crm("db", "upgrade").code == 0
    newest = crm.ok("log", "--limit", "1")[0]
    assert (newest["action"], newest["new"]) == (
        "store.upgrade",
        {"noun": "allocation", "pattern": "AL{seq:03}"},
    )
