"""The log: every change, by whom, unchangeable; previews and histories come from it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlmodel import select

from crmcli import i18n
from crmcli.db.changes import public_key
from crmcli.db.connect import Store
from crmcli.db.engine import WRITING, engine_for
from crmcli.db.models.base import STAMPS
from crmcli.db.models.every import metadata
from crmcli.db.models.log import LogEntry, Operation
from crmcli.db.work import whole
from crmcli.i18n import LANGUAGES
from crmcli.views import records
from crmcli.views.nouns import TABLES
from tests.conftest import Cli, acting


def test_each_change_is_logged_with_old_and_new(crm: Cli) -> None:
    crm.ok("operator", "add", "--name", "王芳", "--code", "WF", "--role", "ADMINISTRATOR")
    crm.ok("region", "add", "--name", "华东")
    crm.operator = "WF"
    crm.ok("region", "edit", "R0001", "--name", "华东区")
    crm.ok("region", "remove", "R0001", "--yes")
    removed, changed, added = crm.ok("log", "--noun", "region")
    assert (added["change"], added["operator"], added["action"]) == (
        "insert",
        "ADMIN",
        "region.create",
    )
    assert added["new"] == {"code": "R0001", "name": "华东", "active": True}
    assert (changed["operator"], changed["old"], changed["new"]) == (
        "WF",
        {"name": "华东"},
        {"name": "华东区"},
    )
    assert removed["change"] == "delete"
    assert removed["old"] == {"code": "R0001", "name": "华东区", "active": True}
    assert removed["key"] == "R0001"


def test_the_history_of_a_removed_record_stays(crm: Cli) -> None:
    crm.ok("region", "add", "--name", "华东")
    crm.ok("region", "edit", "R0001", "--name", "华东区")
    crm.ok("region", "remove", "R0001", "--yes")
    crm.ok("region", "add", "--name", "华南")
    history = crm.ok("history", "region", "r0001")
    assert [e["change"] for e in history] == ["insert", "update", "delete"]
    assert {e["key"] for e in history} == {"R0001"}
    assert crm("history", "region", "R0009").code == 3
    assert crm("history", "planet", "R0009").code == 2


def test_the_log_is_filtered(crm: Cli) -> None:
    crm.ok("region", "add", "--name", "华东")
    crm.ok("product", "add", "--name", "A", "--price", "1")
    assert {e["record"] for e in crm.ok("log", "--noun", "product")} == {"product"}
    region = ("log", "--noun", "region")
    assert len(crm.ok(*region, "--key", "R0001")) == 1
    assert len(crm.ok(*region, "--since", "2026-03-15")) == 1
    assert crm.ok(*region, "--since", "2026-03-16") == []
    assert len(crm.ok("log", "--since", "2026-03-15", "--limit", "2")) == 2
    assert crm("log", "--key", "R0001").code == 2
    assert crm("log", "--operator", "NOBODY").code == 3


def test_one_command_is_one_operation(crm: Cli) -> None:
    crm.ok("product", "add", "--name", "A", "--price", "1")
    crm.ok("customer", "add", "--name", "B", "--phone", "1234567", "--email", "a@b.cn")
    crm.ok("order", "new", "--customer", "B", "--line", "A:1", "--line", "A:2")
    newest = crm.ok("log", "--limit", "3")
    assert {e["record"] for e in newest} == {"order", "order-line"}
    assert len({e["operation"] for e in newest}) == 1


def test_the_history_of_a_document_tells_of_its_money(crm: Cli) -> None:
    crm.ok("product", "add", "--name", "A", "--price", "10")
    crm.ok("customer", "add", "--name", "B")
    crm.ok("order", "new", "--customer", "B", "--line", "A:1", "--confirm")
    crm.ok("payment", "record", "--order", "SO202603-00001", "--amount", "4", "--method", "CASH")
    crm.ok("payment", "void", "RC202603-00001", "--reason", "x")

    def told(noun: str, key: str) -> list[tuple[str, str]]:
        return [(e["record"], e["key"]) for e in crm.ok("history", noun, key)]

    assert told("order", "SO202603-00001") == [
        ("order", "SO202603-00001"),
        ("order-line", "SO202603-00001"),
        ("allocation", "RC202603-00001"),
        ("allocation", "RC202603-00002"),
    ]
    assert told("payment", "RC202603-00001") == [
        ("payment", "RC202603-00001"),
        ("allocation", "RC202603-00001"),
        ("payment", "RC202603-00001"),
        ("payment", "RC202603-00002"),
        ("allocation", "RC202603-00002"),
    ]


def test_a_preview_shows_the_change_and_changes_nothing(crm: Cli) -> None:
    crm.ok("region", "add", "--name", "华东")
    before = crm.ok("log")
    preview = crm("region", "edit", "R0001", "--name", "华东区", "--dry-run", "--json")
    assert preview.code == 0
    assert "nothing saved" in preview.err
    (change,) = preview.json
    assert (change["old"], change["new"]) == ({"name": "华东"}, {"name": "华东区"})
    assert crm.ok("log") == before
    assert crm.ok("region", "show", "R0001")["name"] == "华东"


@pytest.mark.parametrize("verb", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0}"])
@pytest.mark.parametrize(("table", "column"), [("log_entry", "change"), ("operation", "action")])
def test_the_log_cannot_be_changed(store: Store, table: str, column: str, verb: str) -> None:
    statement = verb.format(table, column)
    if statement.startswith("TRUNCATE"):
        statement = (
            statement + " CASCADE" if store.engine == "postgresql" else f"DELETE FROM {table}"
        )
    engine = engine_for(store).execution_options(**{WRITING: True})
    with (
        pytest.raises(sa.exc.DBAPIError, match="the log cannot be changed"),
        engine.begin() as connection,
    ):
        connection.exec_driver_sql(statement)


def test_a_write_that_no_operation_stands_for_is_refused(store: Store) -> None:
    """A plain shell on the store cannot write unseen."""
    engine = engine_for(store).execution_options(**{WRITING: True})
    with pytest.raises(sa.exc.IntegrityError), engine.begin() as connection:
        connection.exec_driver_sql("UPDATE setting SET value = 'x' WHERE key = 'company'")


def test_log_and_change_are_one_transaction(store: Store, writing) -> None:
    from crmcli.services import region

    def attempt() -> None:
        with writing() as work:
            region.add(work, name="lost")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        attempt()
    with acting(store), whole("store.check") as work:
        entries = work.session.exec(select(LogEntry).where(LogEntry.table_name == "region")).all()
        actions = work.session.exec(select(Operation.action).order_by(Operation.id)).all()
    assert entries == []
    assert actions == ["store.init"]


def test_every_field_that_the_log_keeps_has_a_heading() -> None:
    for noun, table in TABLES.items():
        for column in metadata.tables[table].columns:
            if column.name in ("id", *STAMPS) or column.info.get("derived"):
                continue
            for language in LANGUAGES:
                i18n.use(language)
                assert records.heading(noun, public_key(column.name))
    i18n.use("en")


def test_people_read_what_fields_and_values_are_called(crm: Cli) -> None:
    crm.ok("customer", "add", "--name", "甲", "--code", "C1")
    crm.lang = "zh_CN"
    edit = ("customer", "edit", "C1", "--credit-limit", "1万", "--lifecycle", "buyer")
    preview = crm(*edit, "--reason", "x", "--dry-run").out
    assert "信用额度=∅" in preview
    assert "信用额度=10000.00" in preview
    assert "客户阶段=成交客户" in preview
    shown = crm(*edit, "--reason", "x", "--dry-run", "--json").json
    assert shown[0]["new"]["lifecycle"] == "buyer"
