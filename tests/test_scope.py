"""Whose rows one sees, what one may do, and why; the oracle finds what is broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crmcli.db import connect, rights, scope
from crmcli.db.connect import Store
from crmcli.db.models.every import metadata
from crmcli.oracle import scope_audit
from crmcli.services import doctor
from crmcli.views.permissions import named
from tests import people
from tests.conftest import Cli, acting

TREE = (("D002", "Sales", "D001"), ("D003", "East", "D002"), ("D004", "West", "D002"))
PEOPLE = (
    # code, department, region, scope
    ("OP0001", "D003", "R0002", "own"),
    ("OP0002", "D003", "R0003", "department"),
    ("OP0003", "D002", None, "subtree"),
    ("OP0004", "D004", "R0001", "region"),
    ("OP0005", "D001", None, "all"),
    ("OP0006", "D001", None, "own"),
)
SEES = {
    "OP0001": {"OP0001"},
    "OP0002": {"OP0001", "OP0002"},
    "OP0003": {"OP0001", "OP0002", "OP0003", "OP0004"},
    "OP0004": {"OP0001", "OP0002", "OP0004"},
    "OP0005": {"OP0001", "OP0002", "OP0003", "OP0004", "OP0005", "OP0006"},
    "OP0006": {"OP0006"},
}


@pytest.fixture
def company(store: Store) -> Cli:
    """A tree of departments and regions, people of each scope, and a customer of each."""
    crm = Cli(store)
    for code, name, above in TREE:
        crm.ok("department", "add", "--name", name, "--code", code, "--parent", above)
    crm.ok("region", "add", "--name", "China")
    crm.ok("region", "add", "--name", "Zhejiang", "--parent", "R0001")
    crm.ok("region", "add", "--name", "Jiangsu", "--parent", "R0001")
    crm.ok("product", "add", "--name", "Paper", "--price", "10", "--code", "P1")
    for code, place, region, kind in PEOPLE:
        more = ["--region", region] if region else []
        crm.ok(
            "operator", "add", "--name", f"N{code}", "--department", place, "--scope", kind,
            "--role", "MANAGER", *more,
        )  # fmt: skip
        people.admit(store, code)
        name = f"Customer of {code}"
        crm.ok("customer", "add", "--name", name, "--owner", code, "--force")
        crm.ok("contact", "add", name, "--name", f"P{code}", "--mobile", "13800138000")
        crm.ok("followup", "add", name, "--content", "x", "--channel", "PHONE")
        crm.ok("order", "new", "--customer", name, "--line", "P1:2", "--confirm")
        paid = ("--amount", "5", "--method", "CASH", "--on-account")
        crm.ok("payment", "record", "--customer", name, *paid)
    return crm


@pytest.mark.parametrize("code", SEES)
@pytest.mark.parametrize(
    ("noun", "column"),
    [("customer", "name"), ("order", "customer"), ("payment", "customer")],
)
def test_each_sees_the_rows_of_the_scope(company: Cli, code: str, noun: str, column: str) -> None:
    shown = Cli(company.store, operator=code).ok(noun, "list")
    names = {str(row[column]) for row in shown}
    if column == "name":
        assert names == {f"Customer of {one}" for one in SEES[code]}
    else:
        assert len(names) == len(SEES[code])


def test_what_is_hidden_is_like_what_is_not_there(company: Cli) -> None:
    mine = Cli(company.store, operator="OP0001")
    for words in (("customer", "show"), ("history", "customer"), ("why", "customer")):
        hidden, absent = mine(*words, "C000002"), mine(*words, "C999999")
        assert (hidden.code, absent.code) == (3, 3)
        said = [
            done.err.partition(" (")[0] for done in (hidden, absent)
        ]  # near misses are one's own
        assert said[0].replace("C000002", "X") == said[1].replace("C999999", "X")
        assert "C000002" not in hidden.err.partition(" (")[2]
    taken = mine("customer", "add", "--name", "New", "--code", "C000002")
    assert taken.code == 5
    assert "OP0002" not in taken.err


def test_the_oracle_finds_nothing(company: Cli) -> None:
    done = company("db", "audit-scope")
    assert done.code == 0, done.out + done.err


BREAKING = [
    "DROP POLICY own_select ON crm.customer; CREATE POLICY own_select ON crm.customer FOR SELECT "
    'TO "template_crm:scope:own" USING (true)',
    "ALTER TABLE crm.followup DISABLE ROW LEVEL SECURITY",
    'GRANT "template_crm:scope:all" TO "OP0001@template_crm"',
    "ALTER VIEW crm.log_entry RESET (security_barrier); "
    "CREATE OR REPLACE FUNCTION crm_private.sees_all() RETURNS boolean LANGUAGE sql STABLE "
    "SECURITY DEFINER AS 'SELECT true'",
]


@pytest.mark.parametrize("number", range(3))
def test_the_oracle_and_the_doctor_find_what_is_broken(
    company: Cli, number: int, request: pytest.FixtureRequest
) -> None:
    if company.store.engine == "sqlite":
        from crmcli.db import shadow

        patch = pytest.MonkeyPatch()
        request.addfinalizer(patch.undo)
        whole = [
            lambda _authority, _table: "1",
            lambda found, _table: "1" if found.scope == "department" else "0",
            lambda found, _table: f"owner_id <> {found.operator_id}",
        ][number]
        patch.setattr(shadow, "condition", whole)
        with acting(company.store):
            assert scope_audit.audit(company.store)
        return
    raw: Any = connect.connect(company.store)
    raw.execute(BREAKING[number])
    assert scope_audit.audit(company.store)
    found = doctor.examine(company.store)
    assert found
    doctor.repair(company.store)
    assert doctor.examine(company.store) == []
    assert scope_audit.audit(company.store) == []
    raw.close()


def test_the_doctor_finds_nothing_in_a_sound_store(company: Cli) -> None:
    assert doctor.examine(company.store) == []
    assert company("db", "doctor").code == 0


@pytest.mark.parametrize(
    "breaking",
    [
        BREAKING[3],
        "GRANT SELECT ON crm.customer TO PUBLIC",
        "ALTER TABLE crm.customer DISABLE TRIGGER log_customer",
        "ALTER FUNCTION crm_private.me() SECURITY INVOKER",
        'ALTER ROLE "template_crm:base" BYPASSRLS',
        "GRANT CREATE ON SCHEMA crm TO PUBLIC",
        "GRANT EXECUTE ON FUNCTION pg_catalog.lo_create(oid) TO PUBLIC",
    ],
)
def test_the_doctor_names_each_difference(
    new_postgresql: Callable[[], Store], breaking: str
) -> None:
    store = new_postgresql()
    raw: Any = connect.connect(store)
    raw.execute(breaking)
    try:
        assert doctor.examine(store)
    finally:
        raw.execute('ALTER ROLE "template_crm:base" NOBYPASSRLS')
        raw.close()


def test_the_doctor_looks_at_triggers_and_files(new_sqlite: Callable[[], Store]) -> None:
    store = new_sqlite()
    store.path.chmod(0o600)
    store.path.parent.chmod(0o700)
    assert doctor.examine(store) == []
    raw: Any = connect.connect(store)
    raw.execute("DROP TRIGGER guard_customer_update")
    raw.close()
    store.path.chmod(0o644)
    assert {row.kind for row in doctor.examine(store)} == {"trigger", "file"}
    doctor.repair(store)
    assert {row.kind for row in doctor.examine(store)} == {"file"}


def test_why_names_rule_path_and_grant(company: Cli) -> None:
    rows = company.ok("why", "customer", "C000001", "--as", "OP0003", "--may", "customer.assign")
    assert [row["answer"] for row in rows] == [True, True]
    assert (rows[0]["rule"], rows[0]["path"]) == ("subtree", ["D002", "D003"])
    assert (rows[1]["permission"], rows[1]["role"]) == ("customer.assign", "MANAGER")
    asked = ("why", "customer", "C000001", "--as", "OP0003", "--may", "customer.assign")
    told = company(*asked, "-f", "plain").out
    assert "D002 Sales > D003 East" in told
    assert "role MANAGER manager grants customer.assign" in told
    hidden = company.ok("why", "customer", "C000001", "--as", "OP0006")
    assert [row["answer"] for row in hidden] == [False]
    region = company.ok("why", "order", "SO202603-00001", "--as", "OP0004")
    assert region[0]["path"][-1] == "R0002"


def test_a_manager_gives_customers_away_within_the_scope(company: Cli) -> None:
    manager = Cli(company.store, operator="OP0003")
    manager.ok("customer", "edit", "C000001", "--owner", "OP0004")
    assert manager("customer", "edit", "C000001", "--owner", "OP0006").code == 4
    seller = Cli(company.store, operator="OP0004")
    assert "Customer of OP0001" in {row["name"] for row in seller.ok("customer", "list")}


def test_every_permission_has_a_name_in_both_languages() -> None:
    from crmcli import i18n

    for language in i18n.LANGUAGES:
        i18n.use(language)
        names = [named(permission) for permission in rights.PERMISSIONS]
        assert len(set(names)) == len(names)
    i18n.use("en")


def test_the_declaration_names_what_there_is() -> None:
    for table in (*scope.SCOPED, *scope.OPEN):
        assert table in metadata.tables
    for right in rights.RIGHTS.values():
        for table, columns in right.update.items():
            assert set(columns) <= {c.name for c in metadata.tables[table].columns}, table
    for table, columns in scope.SENSITIVE.items():
        for column in columns:
            info = metadata.tables[table].c[column].info
            assert info.get("secret") or info.get("derived")


def test_a_list_makes_basic_data_only_for_who_may(company: Cli, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text("name,level\nNew one,Platinum\n", encoding="utf-8")
    words = ("import", "customer", str(file), "--create-missing", "level")
    refused = Cli(company.store, operator="OP0001")(*words)
    assert refused.code == 4
    assert "code-list.create" in refused.out
    assert company(*words).code == 0


def test_the_oracle_passes_over_who_cannot_get_in_yet(company: Cli) -> None:
    company.ok("operator", "add", "--name", "Without a password")
    company.ok("operator", "add", "--name", "With a new one", "--code", "NEW")
    if company.store.engine == "sqlite":
        people.choose(company.store, "ADMIN", "of the administrator")
    done = company("password", "NEW", "--password-stdin", typed="a good long one\n")
    assert done.code == 0, done.err
    found = company("db", "audit-scope")
    assert found.code == 0, found.out + found.err
