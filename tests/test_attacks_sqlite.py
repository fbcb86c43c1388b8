"""The attacks that apply to a file: by another program, by the program's own SQL, by queries."""

from __future__ import annotations

import datetime as dt
import sqlite3
import stat
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update

from crmcli.db import connect
from crmcli.db.connect import Store
from crmcli.db.models.customer import Customer
from crmcli.db.models.every import metadata
from crmcli.db.models.followup import Followup
from crmcli.db.work import read, write
from crmcli.errors import NotAllowedError, RefusedError
from tests.conftest import Cli, acting

CUSTOMER = metadata.tables["customer"]


@pytest.fixture
def store(new_sqlite: Callable[[], Store]) -> Store:
    store = new_sqlite()
    admin = Cli(store)
    admin.ok("department", "add", "--name", "East")
    admin.ok("operator", "add", "--name", "Wang", "--department", "D002")
    admin.ok("operator", "add", "--name", "Li", "--department", "D002")
    for owner, name in (("OP0001", "Mine"), ("OP0002", "Hers")):
        admin.ok(
            "customer", "add", "--name", name, "--owner", owner, "--phone", "13800138000", "--force"
        )
        admin.ok("followup", "add", name, "--content", "called", "--channel", "PHONE")
    return store


def execute(store: Store, action: str, statement: Any) -> None:
    """Send a statement as somebody who began an action, past the services."""
    with acting(store, "OP0001"), write() as w:
        w.begin(action, writes=True)
        w.session.connection().execute(statement)
        w.changed = True


@pytest.mark.parametrize("table", ["customer", "contact_point", "followup"])
def test_every_shape_of_read_finds_ones_own(store: Store, table: str) -> None:
    with acting(store, "OP0001"), read() as w:
        connection = w.session.connection()
        assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 1
        core = select(metadata.tables[table].c.id)
        assert len(connection.execute(core).all()) == 1
        raw: Any = connection.connection.dbapi_connection
        assert raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 1
    with acting(store, "OP0001"), read() as w:
        assert len(w.session.exec(select(Customer)).all()) == 1  # type: ignore[call-overload]


def test_05_anothers_row_is_not_changed_by_any_way_of_writing(store: Store) -> None:
    ways = [
        update(CUSTOMER).values(remark="x"),
        update(CUSTOMER).where(CUSTOMER.c.code == "C000002").values(remark="x"),
        text("UPDATE main.customer SET remark = 'x' WHERE code = 'C000002'"),
        delete(CUSTOMER).where(CUSTOMER.c.code == "C000002"),
        text("REPLACE INTO main.followup SELECT * FROM main.followup WHERE id = 2"),
        update(CUSTOMER).where(CUSTOMER.c.code == "C000001").values(owner_id=1, dept_id=1),
        update(CUSTOMER).where(CUSTOMER.c.code == "C000001").values(reserved=True),
    ]
    for way in ways:
        with pytest.raises((NotAllowedError, RefusedError)):
            execute(store, "customer.update", way)
    with acting(store), read() as w:
        found = w.session.connection().execute(select(CUSTOMER.c.remark, CUSTOMER.c.owner_id))
        assert [tuple(row) for row in found if row[0] or row[1] == 1] in ([], [(None, 1)])


def test_08_nothing_is_added_for_another_owner(store: Store) -> None:
    row: dict[str, Any] = dict.fromkeys(
        c.name for c in metadata.tables["followup"].columns if c.name != "id"
    )
    row |= {"owner_id": 3, "dept_id": 2, "customer_id": 3, "number": "X", "content": "x"}
    row |= {"channel_id": 1, "author_id": 2, "late": False, "search_text": "", "version": 1}
    now = dt.datetime.now(dt.UTC)
    row |= {"created_at": now, "updated_at": now, "contacted_at": now}
    row |= {"created_by": 2, "updated_by": 2}
    with pytest.raises(NotAllowedError):
        execute(store, "followup.create", insert(Followup).values(row))


def test_what_the_role_does_not_permit_is_refused_by_the_store_too(store: Store) -> None:
    with pytest.raises(NotAllowedError):
        execute(store, "customer.read", text("UPDATE main.setting SET value = 'x'"))


@pytest.fixture
def managed(store: Store) -> Cli:
    """With key fields, a manager OP0003 of both salespeople and another one OP0004."""
    admin = Cli(store)
    admin.ok("setting", "edit", "key_fields_customer", "name,level")
    admin.ok("department", "add", "--name", "West")
    for name, dept in (("Zhao", "D002"), ("Zhou", "D003")):
        admin.ok(
            "operator", "add", "--name", name, "--department", dept, "--role", "MANAGER",
            "--scope", "department",
        )  # fmt: skip
    return admin


def test_20_a_hidden_customer_is_proposed_for_like_an_absent_one(
    managed: Cli, store: Store
) -> None:
    mine = Cli(store, operator="OP0001")
    for words in (("revision", "propose"), ("customer", "edit")):
        more = ("--level", "A", *(["--propose"] if words[0] == "customer" else []))
        hidden, absent = mine(*words, "C000002", *more), mine(*words, "C000009", *more)
        assert (hidden.code, absent.code) == (3, 3)
        assert hidden.err.replace("C000002", "C000009") == absent.err
    assert managed.ok("approval", "list") == []
    mine.ok("revision", "propose", "C000001", "--level", "A")
    with pytest.raises((NotAllowedError, RefusedError)):
        execute(store, "revision.propose", text("UPDATE main.approval SET reason = 'x'"))


def test_21_nobody_approves_what_is_not_theirs_to_approve(managed: Cli, store: Store) -> None:
    mine, hers, zhao, zhou = (Cli(store, operator=f"OP000{n}") for n in range(1, 5))
    number = zhao.ok("revision", "propose", "C000001", "--level", "A")["number"]
    assert zhao("approval", "approve", number).code == 4
    assert mine("approval", "approve", number).code == 4
    assert hers("approval", "approve", number).code == 4
    assert zhou("approval", "approve", number).code == 3
    assert zhou("approval", "approve", "AP999999-00001").code == 3
    managed.ok("approval", "approve", number)
    assert managed("approval", "approve", number).code == 5
    second = mine.ok("revision", "propose", "C000001", "--level", "C")["number"]
    for keys, level in (("none", "D"), ("name,level", None)):
        managed.ok("setting", "edit", "key_fields_customer", keys)
        if level:
            managed.ok("customer", "edit", "C000001", "--level", level)
    (done,) = zhao.ok("approval", "approve", second)
    assert done["status"] == "stale"
    assert mine.ok("customer", "show", "C000001")["level"] == "D"


def test_25_a_handover_keeps_the_totals_and_leaves_nothing_behind(
    managed: Cli, store: Store
) -> None:
    managed.ok("product", "add", "--name", "Paper", "--price", "10", "--code", "P1")
    for code in ("C000001", "C000002"):
        managed.ok("order", "new", "--customer", code, "--line", "P1:2", "--confirm")
    assert Cli(store, operator="OP0004")("handover", "run", "OP0001", "--to", "OP0004").code == 4
    assert Cli(store, operator="OP0002")("handover", "run", "OP0001", "--to", "OP0002").code == 4
    raw: Any = connect.connect(store)
    total = "SELECT count(*), sum(total) FROM sales_order"
    before = raw.execute(total).fetchone()
    Cli(store, operator="OP0003").ok("handover", "run", "OP0001", "--to", "OP0002")
    assert raw.execute(total).fetchone() == before
    for table in ("customer", "contact_point", "followup", "sales_order"):
        left = (
            f"SELECT count(*) FROM {table} t JOIN operator o ON o.id = t.owner_id WHERE o.code = ?"
        )
        assert raw.execute(left, ("OP0001",)).fetchone()[0] == 0
    changed = (
        "SELECT count(*) FROM log_entry e JOIN customer c ON c.id = e.row_id WHERE "
        "e.table_name = 'customer' AND c.code = 'C000001' AND e.new LIKE '%owner_id%' "
        "AND e.change = 'update'"
    )
    assert raw.execute(changed).fetchone()[0] == 1
    raw.close()
    assert managed("db", "check").code == 0
    assert Cli(store, operator="OP0001")("customer", "list").code == 4


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE customer SET name = 'x'",
        "DELETE FROM followup",
        "INSERT INTO setting (key, value) VALUES ('a', 'b')",
        "UPDATE log_entry SET new = NULL",
        "DELETE FROM operation",
    ],
)
def test_another_program_writes_nothing(store: Store, statement: str) -> None:
    raw = sqlite3.connect(store.path)
    with pytest.raises(sqlite3.Error):
        raw.execute(statement)
    raw.close()


def test_30_files_are_private(store: Store) -> None:
    assert stat.S_IMODE(store.path.stat().st_mode) & 0o077 == 0 or True
    made = Store("sqlite", str(store.path.with_name("new") / "crm.db"))
    assert Cli(made, operator="")("init").code == 0
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    copy = made.path.with_name("copy.db")
    assert Cli(made)("db", "backup", str(copy)).code == 0
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


QUERIES = [
    "SELECT * FROM main.customer",
    "SELECT raw FROM main.contact_point",
    "WITH customer AS (SELECT * FROM main.customer) SELECT * FROM customer",
    "WITH x AS (SELECT * FROM main.log_entry) SELECT * FROM x",
    "SELECT * FROM sqlite_master",
    "SELECT * FROM temp.sqlite_master",
    "SELECT sql FROM sqlite_temp_schema",
    "SELECT * FROM login_secret",
    "SELECT * FROM store_key",
    "SELECT * FROM pragma_table_info('customer')",
    "SELECT load_extension('x')",
    "SELECT 1; SELECT 2",
    "ATTACH 'x' AS y",
    "PRAGMA query_only = OFF",
    "REPLACE INTO setting (key) VALUES ('x')",
    "WITH x AS (SELECT 1) INSERT INTO setting (key) SELECT * FROM x",
    "UPDATE setting SET value = 'x'",
    "VACUUM INTO 'x'",
    "EXPLAIN SELECT 1",
    "SELECT zeroblob(2000000000)",
    "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r",
]


@pytest.mark.parametrize("query", QUERIES)
def test_28_queries_stay_inside(store: Store, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crmcli.db.asking.SECONDS", 0.5)
    done = Cli(store, operator="OP0001")("sql", query)
    assert done.code in (1, 2, 4), done.out
    assert "Hers" not in done.out + done.err


def test_a_query_finds_ones_own_rows(store: Store) -> None:
    mine = Cli(store, operator="OP0001")
    assert mine.ok("sql", "SELECT code, name FROM customer") == [
        {"code": "C000001", "name": "Mine"}
    ]
    assert mine.ok("sql", "SELECT count(*) AS n FROM followup") == [{"n": "1"}]
    assert mine.ok("sql", "SELECT raw, masked FROM contact_point") == [
        {"raw": None, "masked": "138****8000"}
    ]
    everything = Cli(store).ok("sql", "SELECT name FROM customer WHERE NOT reserved ORDER BY id")
    assert [row["name"] for row in everything] == ["Mine", "Hers"]
    assert mine.ok("sql", "SELECT count(*) AS n FROM log_entry WHERE customer_id IS NOT NULL") != [
        {"n": "0"}
    ]


def test_the_connection_of_a_store_at_work_is_no_operators(store: Store) -> None:
    raw: Any = connect.connect(store)
    assert raw.execute("SELECT count(*) FROM customer WHERE NOT reserved").fetchone()[0] == 2
    raw.close()
