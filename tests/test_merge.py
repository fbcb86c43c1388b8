"""Two records of one customer become one: nothing is lost, and it can be taken apart again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crmcli.db.engine import engine_for
from crmcli.db.models.every import metadata
from crmcli.db.scope import SCOPED
from crmcli.oracle import scope_audit
from tests.conftest import Cli, acting
from tests.people import hire

TAX = "91110108551385082Q"


@pytest.fixture
def team(crm: Cli) -> dict[str, Cli]:
    """Two records of one firm, of two salespeople of a department, each with its own affairs."""
    crm.ok("department", "add", "--name", "Team", "--code", "D1")
    team = hire(
        crm,
        ("ANN", "D1", "SALESPERSON", "own"),
        ("BEN", "D1", "SALESPERSON", "own"),
        ("MAY", "D1", "MANAGER", "department"),
    )
    crm.ok("product", "add", "--name", "Pump", "--code", "P1", "--price", "100")
    ann, ben = team["ANN"], team["BEN"]
    ann.ok("customer", "add", "--name", "Huadong Trade", "--code", "A", "--phone", "021-55551234",
           "--former-names", "Old Trade", "--city", "Shanghai")  # fmt: skip
    crm.ok("customer", "add", "--name", "Huadong Trading", "--code", "B", "--level", "A",
           "--phone", "021-55551234/021-66661234", "--former-names", "Old Trade",
           "--former-names", "Older Trade", "--tax-number", TAX, "--city", "Pudong",
           "--owner", "BEN", "--force")  # fmt: skip
    for person, key in ((ann, "A"), (ben, "B")):
        person.ok("contact", "add", key, "--name", f"Contact of {key}", "--code", f"K{key}",
                  "--mobile", f"1380000000{'AB'.index(key)}", "--primary")  # fmt: skip
        person.ok("followup", "add", key, "--channel", "PHONE", "--content", f"talk {key}",
                  "--contact", f"K{key}")  # fmt: skip
        person.ok("order", "new", "--customer", key, "--line", "P1:2", "--number", f"O{key}",
                  "--confirm")  # fmt: skip
        person.ok("payment", "record", "--customer", key, "--amount", "150", "--method", "CASH",
                  "--order", f"O{key}", "--number", f"R{key}")  # fmt: skip
    return team


def content(crm: Cli) -> dict[str, list[tuple[object, ...]]]:
    """Every scoped row but its stamps and what is derived."""
    left_out = ("updated_at", "updated_by", "version", "search_text", "owned_since")
    found = {}
    with engine_for(crm.store).connect() as connection:
        for name in SCOPED:
            table = metadata.tables[name]
            columns = [table.c.id, *(c for c in table.columns if c.name not in ("id", *left_out))]
            rows = connection.execute(table.select().with_only_columns(*columns).order_by("id"))
            found[name] = [tuple(row) for row in rows]
    return found


def sums(crm: Cli) -> object:
    reports = ("salesperson-sales", "receipts")
    found = [crm.ok("report", one, "--from", "2026-01", "--to", "2026-12") for one in reports]
    return [found, crm.ok("payment", "list"), crm.ok("payment", "due")]


def test_every_row_of_both_survives_and_both_codes_find_it(team: dict[str, Cli]) -> None:
    admin, may, ann = team["ADMIN"], team["MAY"], team["ANN"]
    before = content(admin)
    sales = admin.ok("report", "salesperson-sales", "--from", "2026-01", "--to", "2026-12")
    refused = may("customer", "merge", "A", "B")
    assert refused.code == 5
    assert "city (Shanghai or Pudong)" in refused.err
    assert "--keep" in refused.err
    rows = {row["field"]: row for row in may.ok("customer", "merge", "A", "B", "--take", "city")}
    assert rows["city"] == {
        **rows["city"],
        "kept": "Shanghai",
        "merged": "Pudong",
        "result": "Pudong",
    }
    assert rows["level"]["result"] == "A 重点" or rows["level"]["result"].startswith("A")
    assert rows["followup"] == {**rows["followup"], "kept": "1", "merged": "1", "result": "2"}
    shown = ann.ok("customer", "show", "A")
    assert (shown["name"], shown["tax_number"], shown["city"]) == ("Huadong Trade", TAX, "Pudong")
    assert set(shown["former_names"]) == {"Old Trade", "Older Trade", "Huadong Trading"}
    assert ann.ok("customer", "show", "B")["code"] == "A"
    assert [row["code"] for row in ann.ok("customer", "list", "--find", "B")][:1] == ["A"]
    assert [row["code"] for row in ann.ok("customer", "list", "--find", "Huadong Trading")] == ["A"]
    assert [row["code"] for row in ann.ok("customer", "list")] == ["A"]
    assert {row["content"] for row in ann.ok("followup", "list")} == {"talk A", "talk B"}
    assert {row["number"] for row in ann.ok("order", "list", "--customer", "B")} == {"OA", "OB"}
    contacts = {row["code"]: row for row in ann.ok("contact", "list", "--customer", "A")}
    assert {key: row["primary"] for key, row in contacts.items()} == {"KA": True, "KB": False}
    assert shown["phone"].count("/") == 1
    after = content(admin)
    for table in ("contact", "followup", "sales_order", "order_line", "payment", "allocation"):
        assert [row[0] for row in before[table]] == [row[0] for row in after[table]], table
    assert admin.ok("report", "salesperson-sales", "--from", "2026-01", "--to", "2026-12") == sales
    assert [row["code"] for row in ann.ok("customer", "merged")] == ["B"]
    assert admin("db", "check").code == 0
    with acting(admin.store):
        assert scope_audit.audit(admin.store) == []


def test_it_is_taken_apart_again_as_it_was(team: dict[str, Cli]) -> None:
    admin, may = team["ADMIN"], team["MAY"]
    before, money = content(admin), sums(admin)
    may.ok("customer", "merge", "A", "B", "--keep", "all")
    may.ok("customer", "unmerge", "B")
    assert content(admin) == before
    assert sums(admin) == money
    assert [row["code"] for row in team["BEN"].ok("customer", "list")] == ["B"]
    assert team["ANN"].ok("customer", "list", "--find", "Huadong Trading") == []
    assert admin("db", "check").code == 0
    assert may("customer", "unmerge", "B").code == 3


def test_a_preview_changes_nothing(team: dict[str, Cli]) -> None:
    admin, may = team["ADMIN"], team["MAY"]
    before = content(admin)
    rows = may.ok("customer", "merge", "A", "B", "--keep", "all", "--dry-run")
    assert {row["field"] for row in rows} >= {"code", "name", "city", "level", "contact"}
    assert content(admin) == before


@pytest.mark.parametrize(
    ("later", "told"),
    [
        (("customer", "edit", "A", "--level", "B"), "customer level"),
        (("followup", "add", "A", "--channel", "PHONE", "--content", "x", "--contact", "KB"),
         "1 × follow-up"),
        (("contact", "remove", "KC", "--yes"), "1 × contact"),
    ],
    ids=["field", "reference", "removed"],
)  # fmt: skip
def test_what_contradicts_it_later(team: dict[str, Cli], later: tuple[str, ...], told: str) -> None:
    admin, may = team["ADMIN"], team["MAY"]
    admin.ok("contact", "add", "B", "--name", "Another", "--code", "KC")
    may.ok("customer", "merge", "A", "B", "--keep", "all")
    admin.ok(*later)
    before = content(admin)
    refused = may("customer", "unmerge", "B")
    assert refused.code == 5
    assert told in refused.err
    assert content(admin) == before


def test_new_affairs_of_the_kept_one_contradict_nothing(team: dict[str, Cli]) -> None:
    admin, may, ann = team["ADMIN"], team["MAY"], team["ANN"]
    may.ok("customer", "merge", "A", "B", "--keep", "all")
    ann.ok("followup", "add", "A", "--channel", "PHONE", "--content", "later")
    may.ok("customer", "unmerge", "B")
    told = {row["content"] for row in ann.ok("followup", "list")}
    assert told == {"talk A", "later"}
    assert admin("db", "check").code == 0


def test_merged_one_after_the_other(team: dict[str, Cli]) -> None:
    admin, may = team["ADMIN"], team["MAY"]
    admin.ok("customer", "add", "--name", "Third", "--code", "C", "--owner", "ANN")
    may.ok("customer", "merge", "A", "B", "--keep", "all")
    may.ok("customer", "merge", "C", "A", "--take", "all")
    assert [may.ok("customer", "show", key)["code"] for key in "ABC"] == ["C", "C", "C"]
    assert may.ok("customer", "show", "C")["name"] == "Huadong Trade"
    assert may("customer", "unmerge", "B").code == 5
    before = content(admin)["merged_customer"]
    assert len(before) == 2
    may.ok("customer", "unmerge", "A")
    may.ok("customer", "unmerge", "B")
    assert [may.ok("customer", "show", key)["code"] for key in "ABC"] == ["A", "B", "C"]
    assert admin("db", "check").code == 0


def test_who_may_and_what_cannot(team: dict[str, Cli]) -> None:
    admin, may, ann = team["ADMIN"], team["MAY"], team["ANN"]
    assert ann("customer", "merge", "A", "B").code == 4
    assert may("customer", "merge", "A", "A").code == 2
    assert may("customer", "merge", "A", "NONE").code == 3
    assert may("customer", "merge", "A", "UNIDENTIFIED").code in (3, 5)
    assert may("customer", "merge", "A", "B", "--keep", "colour").code == 2
    assert may("customer", "merge", "A", "B", "--keep", "city", "--take", "city").code == 2
    admin.ok("department", "add", "--name", "Far", "--code", "D2")
    team.update(hire(admin, ("EVE", "D2", "MANAGER", "department")))
    assert team["EVE"]("customer", "merge", "A", "B", "--keep", "all").code == 3
    may.ok("customer", "merge", "A", "B", "--keep", "all")
    assert team["EVE"]("customer", "unmerge", "B").code == 3
    assert team["EVE"].ok("customer", "merged") == []
    assert admin("customer", "add", "--name", "Other", "--code", "B").code == 5
    assert admin("customer", "edit", "A", "--code", "B").code == 5


def test_history_tells_of_both(team: dict[str, Cli]) -> None:
    may = team["MAY"]
    may.ok("customer", "merge", "A", "B", "--keep", "all")
    told = may.ok("history", "customer", "A")
    added = [row for row in told if (row["record"], row["change"]) == ("customer", "insert")]
    assert {row["new"]["name"] for row in added} == {"Huadong Trade", "Huadong Trading"}
    assert any(row["action"] == "customer.merge" for row in told)


def test_the_code_of_a_merged_customer_is_nobody_elses(team: dict[str, Cli]) -> None:
    admin = team["ADMIN"]
    admin.ok("department", "add", "--name", "Other", "--code", "D2")
    eve = hire(admin, ("EVE", "D2", "SALESPERSON", "own"))["EVE"]
    eve.ok("customer", "add", "--name", "Elsewhere", "--code", "E", "--force")
    team["MAY"].ok("customer", "merge", "A", "B", "--keep", "city")
    assert eve("customer", "add", "--name", "New", "--code", "B", "--force").code == 5
    assert eve("customer", "edit", "E", "--code", "B").code == 5
    team["MAY"].ok("customer", "unmerge", "B")
    assert eve("customer", "add", "--name", "New", "--code", "B", "--force").code == 5


@pytest.mark.parametrize("again", ["KB", "KB2"])
def test_another_primary_contact_contradicts_it(team: dict[str, Cli], again: str) -> None:
    may = team["MAY"]
    team["BEN"].ok("contact", "add", "B", "--name", "Second", "--code", "KB2")
    may.ok("customer", "merge", "A", "B", "--keep", "city")
    may.ok("contact", "edit", again, "--primary")
    refused = may("customer", "unmerge", "B")
    assert (refused.code, "1 × contact changed" in refused.err) == (5, True)
    may.ok("contact", "edit", "KA", "--primary")
    may.ok("customer", "unmerge", "B")


def test_what_only_one_can_have_contradicts_it(team: dict[str, Cli]) -> None:
    admin, may = team["ADMIN"], team["MAY"]
    admin.ok("customer", "edit", "A", "--tax-number", "91440300708461136T")
    may.ok("customer", "merge", "A", "B", "--keep", "all")
    admin.ok("customer", "add", "--name", "Third", "--code", "T", "--tax-number", TAX, "--force")
    refused = may("customer", "unmerge", "B")
    assert (refused.code, "social credit code changed" in refused.err) == (5, True)


def test_hidden_values_are_chosen_even_if_they_look_the_same(team: dict[str, Cli]) -> None:
    team["ANN"].ok("customer", "edit", "A", "--billing-phone", "13811115678")
    team["BEN"].ok("customer", "edit", "B", "--billing-phone", "13822225678")
    refused = team["MAY"]("customer", "merge", "A", "B", "--keep", "city")
    assert (refused.code, "138****5678 or 138****5678" in refused.err) == (5, True)


def test_whose_it_was_is_told(team: dict[str, Cli]) -> None:
    ben, may = team["BEN"], team["MAY"]
    ben.ok("customer", "register", "B", "--until", "2026-04-01")
    may.ok("customer", "merge", "A", "B", "--keep", "city")
    (told,) = [row for row in ben.ok("inbox") if row["event"] == "merged"]
    assert told["customer"] == "B"
    assert team["ANN"].ok("customer", "registrations") == []
    may.ok("customer", "unmerge", "B")
    assert [row["customer"] for row in ben.ok("customer", "registrations")] == ["B"]


def test_the_past_of_who_was_merged_in_between(team: dict[str, Cli]) -> None:
    may = team["MAY"]
    days = {
        day: replace(may, environment={"CRM_NOW": f"2026-03-{day}T09:30:00+08:00"})
        for day in (18, 20, 25)
    }
    days[18].ok("customer", "merge", "A", "B", "--keep", "city")
    days[20].ok("customer", "unmerge", "B")
    show = ("customer", "show", "B", "--as-of")
    assert days[25].ok(*show, "2026-03-16")["name"] == "Huadong Trading"
    assert days[25](*show, "2026-03-19").code == 3
    assert days[25].ok(*show, "2026-03-21")["city"] == "Pudong"
