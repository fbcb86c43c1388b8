"""Stores of released versions, as they were written then, come up to date with nothing lost."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from crmcli.db.connect import Store
from tests import postgres
from tests.conftest import Cli

STORES = Path(__file__).parent / "stores"
VERSIONS = ("thin_line", "customers_whole", "money_whole")
RECEIVED = {"money_whole": "150.00"}
APPLICATION_ID = 1129467185


@pytest.fixture
def old(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[str], Store]:
    """Makes a store from its dump."""

    def make(version: str) -> Store:
        dump = STORES / f"{version}.{engine}.sql"
        if engine == "sqlite":
            store = Store("sqlite", str(tmp_path / "old.db"))
            connection = sqlite3.connect(store.path)
            connection.executescript(dump.read_text(encoding="utf-8"))
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.close()
            return store
        server: postgres.Server = request.getfixturevalue("server")
        server.execute(f"DROP DATABASE IF EXISTS {version}", f"CREATE DATABASE {version}")
        url = server.url(version)
        quiet = ["-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null"]
        program = str(server.programs / "psql")
        subprocess.run([program, *quiet, "-f", str(dump), url], check=True, capture_output=True)
        return Store("postgresql", url)

    return make


def unattended(store: Store) -> Cli:
    """The command line before the upgrade: nobody can have logged in yet."""
    return Cli(store, operator="")


@pytest.mark.parametrize("version", VERSIONS)
def test_an_old_store_comes_up_to_date(old: Callable[[str], Store], version: str) -> None:
    crm = unattended(old(version))
    refused = crm("customer", "list")
    assert refused.code == 1
    assert "crm db upgrade" in refused.err
    upgraded = crm("db", "upgrade")
    assert upgraded.code == 0, upgraded.err
    crm.operator = "ADMIN"
    assert crm("db", "check").code == 0
    show = ("customer", "show", "--reveal")
    huaxin, futterkiste = (crm.ok(*show, code) for code in ("C000001", "C000002"))
    assert huaxin["name"] == "上海华信贸易有限公司"
    assert huaxin["phone"] == "021-5555 1234 / 13800138000"
    assert (huaxin["email"], huaxin["owner"], huaxin["kind"]) == ("a@b.cn", "WF", "organisation")
    assert huaxin["received"] == RECEIVED.get(version, "50.00")
    assert (futterkiste["remark"], futterkiste["phone"]) == ("Umlaut ü 😀", "030-0074321")


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_new_works_in_an_old_store(old: Callable[[str], Store], version: str) -> None:
    crm = unattended(old(version))
    assert crm("db", "upgrade").code == 0
    crm.operator = "ADMIN"
    assert crm("customer", "add", "--name", "华信贸易（上海）有限公司").code == 5
    assert crm("customer", "add", "--name", "X", "--mobile", "138 0013 8000").code == 5
    assert [c["code"] for c in crm.ok("customer", "list", "--find", "8000")] == ["C000001"]
    contact = crm.ok("contact", "add", "C000001", "--name", "王芳", "--mobile", "13900139000")
    crm.ok(
        "followup", "add", "C000001", "--channel", "VISIT", "--content", "x", "--contact", "王芳"
    )
    crm.ok("progress", "add", "--name", "first")
    assert contact["code"] == "CP000001"
    assert crm("db", "check").code == 0


def test_a_remark_among_the_numbers_does_not_stop_the_upgrade(
    old: Callable[[str], Store],
) -> None:
    from tests.test_check import damage

    store = old("thin_line")
    table = "contact_point" if store.engine == "sqlite" else "crm.contact_point"
    damage(store, f"UPDATE {table} SET raw = '021-55551234/none' WHERE id = 1")
    crm = unattended(store)
    assert crm("db", "upgrade").code == 0
    crm.operator = "ADMIN"
    assert crm.ok("customer", "show", "C000001", "--reveal")["phone"] == "021-55551234 / none"
