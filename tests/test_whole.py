"""The whole store as CSV and back, and from one engine to the other."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from crmcli.db import identity
from crmcli.db.connect import Store, connect
from tests.conftest import Cli
from tests.filled import record

Maker = Callable[[], Store]


@pytest.fixture
def company(crm: Cli) -> Cli:
    """A store with something in every table."""
    record(crm)
    return crm


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def at(store: Store) -> Cli:
    return Cli(store)


def anew(crm: Cli) -> Cli:
    """The same after rows were brought in: whoever was logged in before logs in again."""
    identity.forget(crm.store)
    return crm


def checked(crm: Cli) -> None:
    result = crm("db", "check")
    assert result.code == 0, result.out


def test_what_was_exported_and_imported_is_exported_alike(
    company: Cli, new_store: Maker, tmp_path: Path
) -> None:
    """The log is copied as it is; nothing is added to it."""
    one, two = tmp_path / "one", tmp_path / "two"
    assert company("export", "all", str(one)).code == 0
    again = at(new_store())
    result = again("import", "all", str(one))
    assert result.code == 0, result.err
    if again.store.engine == "sqlite":
        anew(again)
    assert again("export", "all", str(two)).code == 0
    assert contents(two) == contents(one)
    assert "operation.csv" in contents(one)
    checked(again)


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_company_moves_to_the_other_engine_and_back(
    company: Cli, new_postgresql: Maker, new_sqlite: Maker, tmp_path: Path
) -> None:
    server, file = at(new_postgresql()), at(new_sqlite())
    assert company("db", "copy", company.store.url, server.store.url).code == 0
    checked(server)
    result = company("db", "copy", server.store.url, file.store.url)
    assert result.code == 0, result.err
    checked(anew(file))
    folders = []
    for crm in (company, server, file):
        folder = tmp_path / crm.store.engine / str(len(folders))
        assert crm("export", "all", str(folder)).code == 0
        folders.append(contents(folder))
    assert folders[0] == folders[1] == folders[2]


@pytest.mark.parametrize("engine", ["postgresql"])
def test_numbers_that_the_server_skipped_are_no_loss(
    company: Cli, new_sqlite: Maker, writing: Callable[..., object]
) -> None:
    """PostgreSQL gives no id twice, whatever was rolled back; a file would."""
    assert company("customer", "add", "--name", "Tried", "--dry-run").code == 0
    company.ok("customer", "add", "--name", "Made")
    file = at(new_sqlite())
    assert company("db", "copy", company.store.url, file.store.url).code == 0
    checked(anew(file))
    file.ok("customer", "add", "--name", "Another one altogether")
    checked(file)


def test_a_copy_goes_on_like_the_original(company: Cli, new_store: Maker, tmp_path: Path) -> None:
    """Numbers, codes and ids follow; nothing is given twice."""
    company("export", "all", str(tmp_path / "x"))
    again = at(new_store())
    again("import", "all", str(tmp_path / "x"))
    anew(again)
    words = ("customer", "add", "--name", "Brand new works")
    assert again.ok(*words)["code"] == company.ok(*words)["code"]
    checked(again)


def test_a_new_store_is_made_where_there_is_none(company: Cli, tmp_path: Path) -> None:
    company("export", "all", str(tmp_path / "x"))
    place = tmp_path / "folder" / "new.db"
    again = at(Store("sqlite", str(place)))
    assert again("import", "all", str(tmp_path / "x"), "--dry-run").code == 0
    assert not place.exists()
    assert again("import", "all", str(tmp_path / "x")).code == 0
    checked(again)


def test_a_store_with_data_is_not_overwritten(
    company: Cli, new_store: Maker, tmp_path: Path
) -> None:
    company("export", "all", str(tmp_path / "x"))
    other = at(new_store())
    other.ok("region", "add", "--name", "East")
    before = other("log", "--json").out
    result = other("import", "all", str(tmp_path / "x"))
    assert result.code == 5
    assert "There is a crm store already" in result.err
    assert other("log", "--json").out == before
    assert company("export", "all", str(tmp_path / "x")).code == 5


def test_an_export_that_was_changed_is_refused(
    company: Cli, new_store: Maker, tmp_path: Path
) -> None:
    folder = tmp_path / "x"
    company("export", "all", str(folder))
    file = folder / "payment.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(",confirmed,", ",void,", 1), encoding="utf-8")
    other = at(new_store())
    before = other("log", "--json").out
    result = other("import", "all", str(folder))
    assert (result.code, "payment.csv" in result.err) == (2, True)
    assert other("log", "--json").out == before
    (folder / "manifest.json").write_text("{}", encoding="utf-8")
    assert other("import", "all", str(folder)).code == 2


def test_files_are_readable_by_their_owner_alone(company: Cli, tmp_path: Path) -> None:
    company("export", "all", str(tmp_path / "x"))
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o700
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in (tmp_path / "x").iterdir())


@pytest.mark.parametrize("engine", ["sqlite"])
def test_texts_that_look_like_nothing_stay_what_they_are(
    crm: Cli, new_sqlite: Maker, tmp_path: Path
) -> None:
    crm.ok("customer", "add", "--name", "\\N", "--remark", 'a\n"b"\t,c\r\nd')
    crm.ok("customer", "add", "--name", "\\", "--remark", "\\\\", "--force")
    crm("export", "all", str(tmp_path / "x"))
    again = at(new_sqlite())
    assert again("import", "all", str(tmp_path / "x")).code == 0
    assert anew(again).ok("customer", "list") == crm.ok("customer", "list")


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_log_with_a_hole_is_not_laundered(company: Cli, tmp_path: Path) -> None:
    raw = connect(company.store)
    raw.execute("DROP TRIGGER seal_log_entry_delete")
    raw.execute("DELETE FROM log_entry WHERE id = 5")
    raw.close()
    result = company("export", "all", str(tmp_path / "x"))
    assert result.code == 5
    assert "log" in result.err
    assert not (tmp_path / "x").exists()


def test_the_manifest_tells_each_table(company: Cli, tmp_path: Path) -> None:
    rows = company.ok("export", "all", str(tmp_path / "x"))
    said = json.loads((tmp_path / "x" / "manifest.json").read_text(encoding="utf-8"))
    assert {row["table"]: row["rows"] for row in rows} == {
        name: table["rows"] for name, table in said["tables"].items()
    }
    assert min(row["rows"] for row in rows if row["table"] not in ("import_mapping",)) >= 0
