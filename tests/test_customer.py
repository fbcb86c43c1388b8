"""Customers: found by any part, handed over with all that hangs on them."""

from __future__ import annotations

import pytest

from tests.conftest import Cli


@pytest.mark.parametrize(
    "text",
    [
        "华信",
        "信",
        "贸易有限",
        "huaxin",
        "HUAXIN",
        "hxmy",
        "上海华信贸易有限公司",
        "55551234",
        "1234",
        "C000001",
        "ｈｘ",
    ],
)
def test_a_customer_is_found_by_any_part(crm: Cli, text: str) -> None:
    crm.ok("customer", "add", "--name", "上海华信贸易有限公司", "--phone", "021-5555 1234")
    crm.ok("customer", "add", "--name", "杭州智远科技", "--phone", "0571-88220011")
    assert [c["code"] for c in crm.ok("customer", "list", "--find", text)] == ["C000001"]


@pytest.mark.parametrize("text", ["%", "_", "\\", "100", "' OR 1=1 --"])
def test_a_search_text_is_only_text(crm: Cli, text: str) -> None:
    crm.ok("customer", "add", "--name", "上海华信贸易有限公司")
    assert crm.ok("customer", "list", "--find", text) == []


def test_filters(crm: Cli) -> None:
    crm.ok("region", "add", "--name", "华东")
    crm.ok("region", "add", "--name", "上海", "--parent", "华东")
    crm.ok("operator", "add", "--name", "王芳", "--code", "WF")
    crm.ok("customer", "add", "--name", "A", "--region", "上海", "--owner", "WF", "--level", "A")
    crm.ok("customer", "add", "--name", "B", "--no-owner", "--lifecycle", "buyer")

    def names(*filters: str) -> list[str]:
        return [c["name"] for c in crm.ok("customer", "list", *filters)]

    assert names() == ["B", "A"]
    assert names("--region", "华东") == ["A"]
    assert names("--owner", "王芳") == ["A"]
    assert names("--no-owner") == ["B"]
    assert names("--owner", "") == ["B"]
    assert names("--lifecycle", "buyer") == ["B"]
    assert names("--level", "A") == ["A"]
    assert names("--department", "D001") == ["B", "A"]
    assert names("--sort", "name") == ["A", "B"]
    assert crm("customer", "list", "--region", "华北").code == 3
    assert crm("customer", "list", "--owner", "WF", "--no-owner").code == 2
    assert crm("customer", "list", "--limit", "1", "--all").code == 2
    assert crm("customer", "list", "--lifecycle", "nice").code == 2


def test_a_customer_without_owner_is_in_the_pool(crm: Cli) -> None:
    assert crm.ok("customer", "add", "--name", "A", "--no-owner")["owner"] is None
    assert crm("customer", "add", "--name", "B", "--no-owner", "--owner", "ADMIN").code == 2


@pytest.mark.parametrize("nobody", [("--no-owner",), ("--owner", "")])
def test_an_owned_customer_goes_to_the_pool_by_releasing_it_only(
    crm: Cli, nobody: tuple[str, ...]
) -> None:
    crm.ok("customer", "add", "--name", "A", "--code", "A")
    refused = crm("customer", "edit", "A", *nobody, "--remark", "x")
    assert refused.code == 5
    assert "crm customer release A --reason" in refused.err
    shown = crm.ok("customer", "show", "A")
    assert (shown["owner"], shown["remark"]) == ("ADMIN", None)
    crm.ok("customer", "add", "--name", "B", "--code", "B", "--no-owner")
    assert crm.ok("customer", "edit", "B", *nobody, "--remark", "x")["owner"] is None
    assert crm.ok("customer", "edit", "B", "--owner", "ADMIN")["owner"] == "ADMIN"


def test_a_new_owner_takes_everything_along(crm: Cli, reading) -> None:
    sales = crm.ok("department", "add", "--name", "Sales")["code"]
    crm.ok("operator", "add", "--name", "王芳", "--code", "WF", "--department", sales)
    crm.ok("product", "add", "--name", "P", "--price", "100")
    crm.ok("customer", "add", "--name", "A", "--phone", "12345")
    crm.ok("order", "new", "--customer", "A", "--line", "P:1", "--confirm")
    crm.ok("payment", "record", "--order", "SO202603-00001", "--amount", "40", "--method", "CASH")
    moved = crm.ok("customer", "edit", "A", "--owner", "WF")
    assert (moved["owner"], moved["department"]) == ("WF", sales)
    assert scopes(reading) == {("WF", sales)}
    other = crm.ok("department", "add", "--name", "Other")["code"]
    crm.ok("operator", "edit", "WF", "--department", other)
    assert scopes(reading) == {("WF", other)}
    assert crm.ok("order", "show", "SO202603-00001")["salesperson"] == "ADMIN"
    assert crm("db", "check").code == 0


def scopes(reading) -> set[tuple[str, str]]:
    """Owner and department of every scoped row."""
    from sqlalchemy import select

    from crmcli.db.models.every import metadata

    found = set()
    with reading() as work:
        operator, department = metadata.tables["operator"], metadata.tables["department"]
        for table in metadata.sorted_tables:
            if "owner_id" in table.columns:
                statement = (
                    select(operator.c.code, department.c.code)
                    .select_from(table)
                    .join(operator, operator.c.id == table.c.owner_id)
                    .join(department, department.c.id == table.c.dept_id)
                )
                if table.name == "customer":
                    statement = statement.where(~table.c.reserved)
                rows = work.session.connection().execute(statement)
                found |= {tuple(row) for row in rows}
    return found


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--name", ""),
        ("--name", "a\x1b[31m"),
        ("--name", "x" * 201),
        ("--remark", "x" * 10_001),
        ("--phone", "none"),
        ("--email", "nobody"),
        ("--email", "a b@c.d"),
        ("--lifecycle", "nice"),
        ("--code", "a b"),
        ("--kind", "firm"),
        ("--credit-limit", "-1"),
        ("--credit-limit", "many"),
        ("--payment-terms", "soon"),
        ("--staff", "1.5"),
        ("--staff", "-3"),
        ("--turnover", "1e9"),
        ("--needs-on", "someday"),
        ("--tax-number", "123"),
        ("--identity-number", "11010519491231002Y"),
        ("--address", "x" * 201),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(crm: Cli, option: str, value: str) -> None:
    arguments = {"--name": "A", option: value}
    flat = [part for pair in arguments.items() for part in pair]
    result = crm("customer", "add", *flat)
    assert result.code == 2
    assert result.err.count("\n") == 1
    assert crm.ok("customer", "list") == []


def test_names_are_kept_at_their_longest(crm: Cli) -> None:
    name = "华" * 200
    assert crm.ok("customer", "add", "--name", name)["name"] == name
