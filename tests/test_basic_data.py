"""Code lists, products, departments, operators: added, used, kept from removal."""

from __future__ import annotations

import pytest

from crmcli.views.codelist import CODE_LISTS
from tests.conftest import Cli


@pytest.mark.parametrize("noun", CODE_LISTS)
def test_every_code_list_is_one_concept(crm: Cli, noun: str) -> None:
    made = crm.ok(noun, "add", "--name", "新的一项")
    assert crm.ok(noun, "show", made["code"]) == made
    assert crm.ok(noun, "edit", made["code"], "--name", "改名", "--inactive")["active"] is False
    assert [r["name"] for r in crm.ok(noun, "list", "--inactive")] == ["改名"]
    assert crm.ok(noun, "list", "--find", "改")[0]["code"] == made["code"]
    crm.ok(noun, "remove", made["code"], "--yes")
    assert crm(noun, "show", made["code"]).code == 3


@pytest.mark.parametrize(
    ("noun", "code", "used_by"),
    [
        ("customer-type", "END", "customer"),
        ("source", "WEB", "customer"),
        ("industry", "IT", "customer"),
        ("level", "A", "customer"),
        ("personnel-type", "SALES", "operator"),
        ("position", "STAFF", "operator"),
        ("payment-method", "CASH", "receipt"),
        ("product", "P00001", "order line"),
        ("region", "R0001", "customer"),
    ],
)
def test_what_is_used_stays_and_can_be_deactivated(
    crm: Cli, noun: str, code: str, used_by: str
) -> None:
    crm.ok("region", "add", "--name", "East")
    crm.ok("product", "add", "--name", "Thing", "--price", "10")
    crm.ok("operator", "add", "--name", "O", "--personnel-type", "SALES", "--position", "STAFF")
    given = ("--type", "END", "--source", "WEB", "--industry", "IT", "--level", "A")
    crm.ok("customer", "add", "--name", "C", "--region", "East", *given)
    crm.ok("order", "new", "--customer", "C", "--line", "Thing:1", "--confirm")
    crm.ok("payment", "record", "--order", "SO202603-00001", "--amount", "1", "--method", "CASH")
    refused = crm(noun, "remove", code, "--yes")
    assert refused.code == 5
    assert f"used by 1 × {used_by}" in refused.err
    assert f"crm {noun} edit {code} --inactive" in refused.err
    assert crm.ok(noun, "edit", code, "--inactive")["active"] is False
    assert crm.ok(noun, "show", code)["active"] is False


def test_what_is_deactivated_is_not_given_to_new_records(crm: Cli) -> None:
    crm.ok("level", "edit", "A", "--inactive")
    refused = crm("customer", "add", "--name", "C", "--level", "A")
    assert refused.code == 5
    assert "deactivated" in refused.err


def test_a_product_keeps_exact_prices(crm: Cli) -> None:
    made = crm.ok(
        "product", "add", "--name", "纸", "--price", "0.0125", "--cost", "1,000", "--tax-rate",
        "6%",         "--spec", "A4", "--unit", "张", "--category", "耗材",
    )  # fmt: skip
    assert (made["price"], made["cost"], made["tax_rate"]) == ("0.0125", "1000.00", "6")
    assert crm.ok("product", "edit", "纸", "--price", "12.5", "--cost", "")["cost"] is None
    assert crm.ok("product", "show", "纸")["price"] == "12.50"
    assert [p["code"] for p in crm.ok("product", "list", "--category", "耗材")] == ["P00001"]
    assert crm("product", "add", "--name", "x", "--price", "0.00001").code == 2


def test_names_found_twice_ask_for_the_code(crm: Cli) -> None:
    crm.ok("product", "add", "--name", "A", "--price", "1")
    crm.ok("product", "add", "--name", "A", "--price", "2")
    result = crm("product", "show", "A")
    assert result.code == 3
    assert "P00001, P00002" in result.err


def test_near_misses_are_suggested(crm: Cli) -> None:
    crm.ok("product", "add", "--name", "激光打印机", "--price", "1")
    assert "激光打印机" in crm("product", "show", "激光打印").err
    assert "P00001" in crm("product", "show", "P0001").err


@pytest.mark.parametrize("noun", ["region", "department"])
def test_a_tree_has_no_cycle(crm: Cli, noun: str) -> None:
    top = crm.ok(noun, "add", "--name", "Top")["code"]
    mid = crm.ok(noun, "add", "--name", "Mid", "--parent", top)["code"]
    low = crm.ok(noun, "add", "--name", "Low", "--parent", mid)["code"]
    assert crm(noun, "edit", top, "--parent", low).code == 5
    assert crm(noun, "edit", top, "--parent", top).code == 5
    assert [r["code"] for r in crm.ok(noun, "list", "--parent", top)] == [mid, low]
    assert crm.ok(noun, "edit", low, "--parent", "")["parent"] is None


def test_a_department_with_people_stays(crm: Cli) -> None:
    code = crm.ok("department", "add", "--name", "Sales")["code"]
    crm.ok("operator", "add", "--name", "O", "--department", code)
    assert crm("department", "remove", code, "--yes").code == 5
    crm.ok("operator", "edit", "O", "--department", "D001")
    crm.ok("department", "remove", code, "--yes")
    assert crm("department", "show", code).code == 3


def test_pool_operators_are_reserved(crm: Cli) -> None:
    assert [o["code"] for o in crm.ok("operator", "list")] == ["ADMIN"]
    crm.environment = {"CRM_PASSWORD": "a good long one"}
    assert crm("login", "POOL-1").code == 4
    assert crm("customer", "add", "--name", "C", "--owner", "POOL-1").code == 3
    crm.operator = "POOL-1"
    assert crm("whoami").code == 4


def test_who_is_deactivated_cannot_act(crm: Cli) -> None:
    crm.ok("operator", "add", "--name", "王芳", "--code", "WF")
    crm.ok("operator", "edit", "WF", "--inactive")
    assert crm("login", "WF").code == 4
    assert crm("operator", "edit", "ADMIN", "--inactive").code == 5
    crm.operator = "WF"
    assert crm("region", "list").code == 4


def test_lists_sort_by_pinyin(crm: Cli) -> None:
    for name in ("中联", "安泰", "华信", "单雪"):
        crm.ok("operator", "add", "--name", name)
    names = [o["name"] for o in crm.ok("operator", "list", "--sort", "name")]
    assert names == ["安泰", "First", "华信", "单雪", "中联"]
    backwards = [o["name"] for o in crm.ok("operator", "list", "--sort=-name")]
    assert backwards == names[::-1]


def test_a_second_one_of_the_same_name_is_told(crm: Cli) -> None:
    crm.ok("product", "add", "--name", "打印机", "--price", "5", "--code", "P1")
    again = crm("product", "add", "--name", "打印机", "--price", "5", "--code", "P2")
    assert again.code == 0
    assert "Note: product P1 has the same name: each must be named by its code" in again.err
    crm.ok("region", "add", "--name", "南京", "--code", "NJ")
    below = crm("region", "add", "--name", "南京", "--code", "NJ2", "--parent", "NJ")
    assert "same name" not in below.err
    beside = crm("region", "add", "--name", "南京", "--code", "NJ3")
    assert "region NJ has the same name" in beside.err
