"""Each noun that can be brought in: what is kept, what is refused, and that nothing comes twice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.test_import import counts, listed, refusals, took


@pytest.fixture
def company(crm: Cli) -> Cli:
    """Somebody to sell to, and something to sell."""
    crm.ok("region", "add", "--name", "East", "--code", "E")
    crm.ok("customer", "add", "--name", "Alpha Tools", "--code", "C1", "--region", "E")
    crm.ok("customer", "add", "--name", "Beta Works", "--code", "C2")
    crm.ok("product", "add", "--name", "Pen", "--code", "P1", "--price", "5")
    crm.ok("product", "add", "--name", "Paper", "--code", "P2", "--price", "1.5")
    return crm


def again_the_same(crm: Cli, *words: str) -> None:
    """Importing once more finds every row, and writes nothing."""
    before = crm("log", "--json").out
    said = took(crm, *words)
    assert counts(said)[:2] == (0, 0)
    assert said["same"] == said["rows"]
    assert crm("log", "--json").out == before


def test_trees_whose_branches_come_before_their_stem(crm: Cli, tmp_path: Path) -> None:
    rows = [["code", "name", "上级"], ["S", "Shanghai", "East"], ["B", "Beijing", "N"],
            ["N", "North", ""], ["E", "East", ""]]  # fmt: skip
    path = listed(tmp_path / "r.csv", *rows)
    assert counts(took(crm, "region", path)) == (4, 0, 0, 0, 0)
    parents = {row["code"]: row["parent"] for row in crm.ok("region", "list")}
    assert parents == {"S": "E", "B": "N", "N": None, "E": None}
    again_the_same(crm, "region", path)
    places = listed(tmp_path / "d.csv", ["name", "parent"], ["Sales", "D001"], ["Team", "Sales"])
    assert counts(took(crm, "department", places)) == (2, 0, 0, 0, 0)
    again_the_same(crm, "department", places)
    lost = listed(tmp_path / "l.csv", ["name", "parent"], ["Lost", "Nowhere"], ["Found", "E"])
    result = crm("import", "region", lost, "--keep-going", "--json")
    assert (result.code, [row for row, _why in refusals(result)]) == (3, [2])
    assert "Found" in {row["name"] for row in crm.ok("region", "list")}


def test_operators_whose_manager_comes_later(crm: Cli, tmp_path: Path) -> None:
    path = listed(
        tmp_path / "o.csv",
        ["工号", "姓名", "职务", "直接上级", "人员类别", "在用"],
        ["1", "王芳", "销售员", "李强", "销售", ""],
        ["2", "李强", "经理", "ADMIN", "销售", ""],
        ["3", "已走", "", "", "", "否"],
    )
    words = ("operator", path, "--create-missing", "position", "--map", "active=在用")
    assert counts(took(crm, *words)) == (3, 0, 0, 0, 0)
    known = {row["code"]: row for row in crm.ok("operator", "list")}
    assert (known["1"]["manager"], known["2"]["manager"]) == ("2", "ADMIN")
    assert known["1"]["personnel_type"] == "SALES"
    assert known["3"]["active"] is False
    again_the_same(crm, *words)


def test_products(crm: Cli, tmp_path: Path) -> None:
    rows = [["货号", "品名", "规格型号", "单价", "税率"], ["P1", "笔", "黑", "1,234.50", "13%"],
            ["", "纸", "A4", "￥2", "9"]]  # fmt: skip
    path = listed(tmp_path / "p.csv", *rows)
    assert counts(took(crm, "product", path)) == (2, 0, 0, 0, 0)
    again_the_same(crm, "product", path)
    rows[1][3] = "1000"
    changed = listed(tmp_path / "q.csv", *rows)
    assert crm("import", "product", changed).code == 5
    said = took(crm, "product", changed, "--on-duplicate", "update")
    assert counts(said) == (0, 1, 1, 0, 0)
    assert {row["price"] for row in crm.ok("product", "list")} == {"1000.00", "2.00"}


ORDERS = (
    ["单号", "日期", "客户", "状态", "商品", "数量", "单价", "折扣", "金额", "备注"],
    ["S1", "2026-03-01", "Alpha Tools", "已确认", "Pen", "2", "", "10%", "9", "急"],
    ["S1", "2026-03-01", "Alpha Tools", "已确认", "P2", "10", "1.2", "", "12", "急"],
    ["S2", "2026-03-02", "C2", "", "P1", "1", "", "9折", "", ""],
)


def test_orders_a_line_a_row(company: Cli, tmp_path: Path) -> None:
    path = listed(tmp_path / "o.csv", *ORDERS)
    assert counts(took(company, "order", path)) == (2, 0, 0, 0, 0)
    first = company.ok("order", "show", "S1")
    assert (first["total"], first["status"], first["date"], first["remark"]) == (
        "21.00", "confirmed", "2026-03-01", "急",
    )  # fmt: skip
    assert [line["amount"] for line in first["lines"]] == ["9.00", "12.00"]
    assert company.ok("order", "show", "S2")["status"] == "draft"
    assert company.ok("customer", "show", "C1")["lifecycle"] == "buyer"
    again_the_same(company, "order", path)


def test_orders_that_are_there_already(company: Cli, tmp_path: Path) -> None:
    took(company, "order", listed(tmp_path / "o.csv", *ORDERS))
    rows = [list(row) for row in ORDERS]
    rows[1][5], rows[1][8] = "3", ""
    rows[3][5], rows[3][3] = "4", "已确认"
    path = listed(tmp_path / "p.csv", *rows)
    words = ("import", "order", path, "--on-duplicate", "update", "--keep-going", "--json")
    result = company(*words)
    assert (result.code, counts(result.json)) == (5, (0, 1, 0, 0, 1))
    assert refusals(result)[0][0] == 2
    assert company.ok("order", "show", "S1")["total"] == "21.00"
    second = company.ok("order", "show", "S2")
    assert (second["total"], second["status"]) == ("18.00", "confirmed")


def test_orders_in_two_lists(company: Cli, tmp_path: Path) -> None:
    heads = listed(
        tmp_path / "h.csv", ["number", "date", "customer", "freight"],
        ["S1", "2026-03-01", "C1", "10"], ["S2", "2026-03-01", "C2", ""],
    )  # fmt: skip
    lines = listed(
        tmp_path / "l.csv", ["order", "product", "qty", "unit price", "discount"],
        ["S1", "P1", "2", "5", "0.1"], ["S2", "P2", "1", "2", "0"], ["S1", "P2", "1", "1", "0"],
    )  # fmt: skip
    words = ("order", heads, "--lines", lines)
    result = company("import", *words, "--json")
    assert (result.code, refusals(result)[0][0]) == (2, 2)
    assert "several discounts" in refusals(result)[0][1]
    said = took(company, *words, "--discount-as", "fraction")
    assert counts(said) == (2, 0, 0, 0, 0)
    assert company.ok("order", "show", "S1")["total"] == "20.00"
    again_the_same(company, *words, "--discount-as", "fraction")
    apart = listed(tmp_path / "m.csv", ["order", "product", "qty"], ["S9", "P1", "1"])
    result = company("import", "order", heads, "--lines", apart, "--json")
    assert "S9" in " ".join(why for _row, why in refusals(result))


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([["S1", "", "C1", "", "P1", "2", "5", "", "11", ""]], "not what the line comes to"),
        ([["S1", "", "C1", "", "P1", "2", "5", "0.9", "", ""]], "several discounts"),
        ([["S1", "", "C1", "", "P1", "100000", "", "", "1", ""]], "No price makes"),
        ([["S1", "", "C1", "", "P9", "3", "", "", "", ""]], "P9"),
        ([["S1", "", "C1", "", "", "3", "", "", "", ""]], "required"),
        ([["S1", "", "", "", "P1", "3", "", "", "", ""]], "required"),
        ([["", "", "C1", "", "P1", "3", "", "", "", ""]], "required"),
        ([["S1", "", "C1", "done", "P1", "3", "", "", "", ""]], "status"),
        (
            [["S1", "", "C1", "", "P1", "1", "", "", "", ""],
             ["S1", "", "C2", "", "P1", "1", "", "", "", ""]],
            "different things",
        ),
        (
            [["S1", "", "C1", "", "P1", "1", "", "", "", ""],
             ["S2", "", "C1", "", "P1", "1", "", "", "", ""],
             ["S1", "", "C1", "", "P2", "1", "", "", "", ""]],
            "says something else",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("engine", ["sqlite"])
def test_orders_that_cannot_be(
    company: Cli, tmp_path: Path, rows: list[Sequence[str]], why: str
) -> None:
    path = listed(tmp_path / "o.csv", ORDERS[0], *rows)
    result = company("import", "order", path, "--json")
    assert result.code != 0
    assert why in refusals(result)[0][1]
    assert company.ok("order", "list") == []


def test_opening_balances_and_receipts(company: Cli, tmp_path: Path) -> None:
    owed = listed(
        tmp_path / "b.csv", ["客户", "日期", "期初余额"], ["C1", "2025-12-31", "100"],
        ["C1", "2025-12-31", "100"], ["C2", "2025-12-31", "30"],
    )  # fmt: skip
    assert counts(took(company, "opening", owed)) == (3, 0, 0, 0, 0)
    again_the_same(company, "opening", owed)
    took(company, "order", listed(tmp_path / "o.csv", *ORDERS))
    paid = listed(
        tmp_path / "r.csv",
        ["收款日期", "客户", "订单号", "收款金额", "收款方式", "流水号"],
        ["2026-03-05", "C1", "S1", "21", "银行转账", "B1"],
        ["2026-03-06", "C2", "", "7", "现金", ""],
        ["2026-03-06", "C2", "", "7", "现金", ""],
    )
    assert counts(took(company, "payment", paid)) == (3, 0, 0, 0, 0)
    again_the_same(company, "payment", paid)
    assert company.ok("order", "show", "S1")["outstanding"] == "0.00"
    assert [row["unallocated"] for row in company.ok("payment", "list", "--customer", "C2")] == [
        "7.00", "7.00",
    ]  # fmt: skip
    wrong = listed(tmp_path / "w.csv", ["date", "order", "amount", "method"],
                   ["2026-03-05", "S1", "1", "CASH"])  # fmt: skip
    result = company("import", "payment", wrong, "--json")
    assert (result.code, "is paid" in refusals(result)[0][1]) == (5, True)
    other = listed(tmp_path / "x.csv", ["date", "customer", "amount", "method", "bank_reference"],
                   ["2026-03-05", "C1", "20", "TRANSFER", "B1"])  # fmt: skip
    assert company("import", "payment", other).code == 5
    assert company("db", "check").code == 0


def test_followups_keep_their_authors_and_times(company: Cli, tmp_path: Path) -> None:
    company.ok("operator", "add", "--name", "Wang Fang", "--code", "W")
    company.ok("contact", "add", "C1", "--name", "Jo")
    path = listed(
        tmp_path / "f.csv",
        ["客户", "拜访时间", "拜访人", "联系方式", "内容", "联系人", "录入时间", "下次日期"],
        ["Alpha Tools", "2025-03-05 14:30", "Wang Fang", "VISIT", "谈了报价", "Jo",
         "2025-03-05 18:00", "2025-03-12"],
        ["C2", "2025-03-06", "W", "电话", "没人接", "", "", ""],
        ["C2", "2025-03-06", "W", "电话", "没人接", "", "", ""],
    )  # fmt: skip
    assert counts(took(company, "followup", path)) == (3, 0, 0, 0, 0)
    rows = company.ok("followup", "list")
    first = rows[-1]
    assert (first["author"], first["at"], first["late"]) == ("W", "2025-03-05T06:30:00Z", False)
    assert (first["contact"], first["next_on"]) == ("CP000001", "2025-03-12")
    assert [row["late"] for row in rows[:2]] == [True, True]
    again_the_same(company, "followup", path)
    future = listed(tmp_path / "g.csv", ["customer", "at", "channel", "content"],
                    ["C1", "2036-01-01", "VISIT", "x"])  # fmt: skip
    assert company("import", "followup", future).code == 2


def test_contacts(company: Cli, tmp_path: Path) -> None:
    rows = [
        ["姓名", "单位", "手机", "上级联系人", "主联系人", "生日"],
        ["李明", "C1", "13800138000", "王芳", "", "1985-05-12"],
        ["王芳", "C1", "13900139000", "", "是", ""],
        ["无名", "Nobody Ltd", "", "", "", ""],
    ]
    path = listed(tmp_path / "c.csv", *rows)
    words = ("contact", path, "--map", "reports_to=上级联系人")
    result = company("import", *words, "--json")
    assert (result.code, [row for row, _why in refusals(result)]) == (3, [4])
    said = took(company, *words, "--create-missing", "customer")
    assert counts(said) == (3, 0, 0, 0, 0)
    known = {row["name"]: row for row in company.ok("contact", "list")}
    assert known["李明"]["reports_to"] == known["王芳"]["code"]
    assert (known["李明"]["primary"], known["王芳"]["primary"]) == (False, True)
    again_the_same(company, *words)
    assert company.ok("customer", "list", "--find", "wangfang")[0]["code"] == "C1"


def test_warnings_are_told_with_their_rows(crm: Cli, tmp_path: Path) -> None:
    path = listed(tmp_path / "c.csv", ["name", "phone"], ["Alpha", "12"], ["Beta", "021-61234567"])
    said = took(crm, "customer", path)
    assert "no known form" in said["samples"][0]["reason"]
    assert said["samples"][1]["reason"] is None
