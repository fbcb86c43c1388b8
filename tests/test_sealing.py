"""The log is sealed: a later change of an entry is found, and named."""

from __future__ import annotations

from typing import Any

import pytest

from crmcli.db import chain, connect
from crmcli.db.connect import Store
from tests.conftest import Cli


@pytest.fixture
def auditor(crm: Cli) -> Cli:
    crm.ok("operator", "add", "--name", "Auditor", "--role", "AUDITOR", "--scope", "all")
    crm.ok(
        "customer", "add", "--name", "华信", "--phone", "13800138000", "--remark", 'a "quote" \\ 👍'
    )
    crm.ok("customer", "edit", "C000001", "--remark", "second", "--staff", "12")
    return Cli(crm.store, operator="OP0001")


def behind(store: Store, *statements: str) -> None:
    """Change the log behind the program's back, as somebody who holds file or server could."""
    raw: Any = connect.connect(store)
    if store.engine == "sqlite":
        for name in ("operation", "log_entry"):
            for event in ("update", "delete"):
                raw.execute(f"DROP TRIGGER seal_{name}_{event}")
    else:
        raw.execute("SET session_replication_role = replica")
        for name in ("operation", "log_entry"):
            raw.execute(f"ALTER TABLE crm_log.{name} DISABLE TRIGGER USER")
    for statement in statements:
        raw.execute(statement)
    raw.close()


def test_sealing_goes_on_and_verifies(auditor: Cli, crm: Cli) -> None:
    first = auditor.ok("log", "seal")
    assert first["sealed"] >= 4
    assert auditor.ok("log", "seal")["sealed"] == 0
    crm.ok("customer", "add", "--name", "Second")
    second = auditor.ok("log", "seal")
    assert second["sealed"] >= 1
    assert auditor.ok("log", "verify")["sealed"] == second["operations"]
    head = auditor.ok("log", "head")
    assert head["digest"] == second["digest"]
    assert auditor("log", "verify", "--head", first["digest"]).code == 0
    gone = auditor("log", "verify", "--head", "0123456789abcdef" * 4)
    assert gone.code == 1
    assert "made anew" in gone.err


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log_entry SET change = 'delete' WHERE id = {entry}",
        "UPDATE log_entry SET row_id = row_id + 1 WHERE id = {entry}",
        "DELETE FROM log_entry WHERE id = {entry}",
    ],
)
def test_a_changed_entry_is_named(auditor: Cli, statement: str) -> None:
    auditor.ok("log", "seal")
    raw: Any = connect.connect(auditor.store)
    entry = raw.execute(
        "SELECT max(id) FROM log_entry WHERE table_name = 'customer' AND change = 'update'"
    ).fetchone()[0]
    raw.close()
    behind(auditor.store, statement.format(entry=entry))
    broken = auditor("log", "verify")
    assert broken.code == 1
    assert "operation" in broken.err
    if "UPDATE" in statement:
        assert f"entry {entry} " in broken.err


def test_a_changed_operation_is_named(auditor: Cli) -> None:
    auditor.ok("log", "seal")
    behind(auditor.store, "UPDATE operation SET action = 'x' WHERE id = 2")
    broken = auditor("log", "verify")
    assert broken.code == 1
    assert "operation 2 " in broken.err


def test_only_the_auditor_seals_and_reads_everything(auditor: Cli, crm: Cli) -> None:
    assert crm("log", "seal").code == 4
    crm.ok("operator", "add", "--name", "Seller")
    seller = Cli(crm.store, operator="OP0002")
    assert seller("log", "verify").code == 4
    everything = {row["operation"] for row in auditor.ok("log", "list")}
    own = {row["operation"] for row in seller.ok("log", "list", "--noun", "customer")}
    assert own == set()
    assert len(everything) > 3


def test_both_engines_make_the_same_text_of_json(new_postgresql: Any) -> None:
    store = new_postgresql()
    raw: Any = connect.connect(store)
    from psycopg.types.json import Jsonb

    for value in (
        {"b": 1, "aa": [1, None, True], "a": {"z": "é👍\u2028", "y": '"\\/\b\f\n\r\t\x01\x7f'}},
        {"名": "称", "n": -12, "long_key": "", "é": "x", "zz": []},
        {},
    ):
        assert raw.execute("SELECT %s::jsonb::text", (Jsonb(value),)).fetchone()[0] == chain.jsonb(
            value
        )
    raw.close()
