"""Sales by region: what counts, when, where."""

from __future__ import annotations

import pytest

from tests.conftest import Cli

REPORT = ("report", "region-sales", "--from", "2026-01", "--to", "2026-03")


@pytest.fixture
def company(crm: Cli) -> Cli:
    crm.ok("region", "add", "--name", "华东")
    crm.ok("region", "add", "--name", "上海", "--parent", "华东")
    crm.ok("region", "add", "--name", "华南")
    crm.ok("product", "add", "--name", "P", "--price", "100")
    for name, region in (("A", "上海"), ("B", "华东"), ("C", "华南"), ("D", "")):
        crm.ok("customer", "add", "--name", name, "--region", region)

    def order(customer: str, lines: str, date: str, *more: str) -> str:
        made = crm.ok(
            "order", "new", "--customer", customer, "--line", lines, "--date", date, *more
        )
        return str(made["number"])

    first = order("A", "P:3", "2026-01-05", "--confirm")
    order("B", "P:1", "2026-02-05", "--confirm")
    third = order("C", "P:2", "2026-03-05", "--confirm")
    order("C", "P:7", "2026-03-06")
    gone = order("C", "P:9", "2026-03-07", "--confirm")
    crm.ok("order", "cancel", gone)
    order("D", "P:5", "2025-12-31", "--confirm")
    crm.ok("order", "complete", third)
    pay = ("payment", "record", "--method", "CASH", "--order", first, "--amount")
    crm.ok(*pay, "120", "--date", "2026-01-20")
    crm.ok(*pay, "80", "--date", "2026-02-20")
    crm.ok("payment", "void", "RC202601-00001", "--reason", "x")
    return crm


def _line(code: str | None, name: str | None, amount: str, share: str) -> dict[str, object]:
    return {"region": code, "region_name": name, "orders": 1, "amount": amount, "share": share}


def test_ordered_counts_confirmed_and_completed_orders_on_their_date(company: Cli) -> None:
    assert company.ok(*REPORT) == [
        _line("R0002", "上海", "300.00", "50.00"),
        _line("R0003", "华南", "200.00", "33.33"),
        _line("R0001", "华东", "100.00", "16.67"),
    ]


def test_a_region_includes_what_is_below_it(company: Cli) -> None:
    rows = company.ok(*REPORT, "--region", "华东")
    assert [r["region"] for r in rows] == ["R0002", "R0001"]
    assert company(*REPORT, "--region", "华北").code == 3


def test_orders_without_a_region_are_not_lost(company: Cli) -> None:
    rows = company.ok("report", "region-sales", "--from", "2025", "--to", "2025")
    assert rows == [_line(None, None, "500.00", "100.00")]


@pytest.mark.parametrize(
    ("period", "amount"), [("2026-01", "120.00"), ("2026-02", "80.00"), ("2026-03", "-120.00")]
)
def test_received_is_by_the_date_of_allocation_less_reversals(
    company: Cli, period: str, amount: str
) -> None:
    command = ("report", "region-sales", "--from", period, "--to", period, "--measure", "received")
    assert [(r["region"], r["amount"]) for r in company.ok(*command)] == [("R0002", amount)]


def test_people_get_title_and_total_and_programs_get_lines(company: Cli) -> None:
    table = company(*REPORT, terminal=True).out
    title, period, measure = table.splitlines()[:3]
    assert "Sales by region" in title
    assert period == "Period: 2026-01-01 to 2026-03-31"
    assert measure == "Measure: amount ordered"
    assert "600.00" in table
    assert "50.00%" in table
    assert company(*REPORT, "--format", "csv").out.splitlines() == [
        "region,region_name,orders,amount,share",
        "R0002,上海,1,300.00,50.00",
        "R0003,华南,1,200.00,33.33",
        "R0001,华东,1,100.00,16.67",
    ]


def test_bars_line_up_under_chinese(company: Cli) -> None:
    company.ok("region", "edit", "R0002", "--name", "上海市区")
    lines = company(*REPORT, "--chart", "bars", terminal=True).out.splitlines()[-3:]
    assert [line[:4].strip() for line in lines] == ["上海市区", "华南", "华东"]
    assert lines[0].index("█") + 4 == lines[1].index("█") + 2 == 9
    longest, _middle, shortest = (line.count("█") for line in lines)
    assert longest > 30
    assert shortest == longest // 3
    assert lines[0].endswith("300.00")
    assert "█" not in company(*REPORT, "--chart", "bars", "--json").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--from", "2026-03-01", "--to", "2026-02-01"),
        ("--from", "2026-13", "--to", "2026-12"),
        ("--from", "2026", "--to", "2026", "--measure", "guessed"),
        ("--period", "2026", "--from", "2026"),
        ("--by", "customer"),
        ("--top", "0"),
        ("--wait", "-1"),
        ("--compare", "tomorrow"),
        ("--unit", "dollars"),
        ("--chart", "pie"),
        ("--period", "1900-01", "--compare", "previous"),
        ("--from", "1900", "--to", "9998", "--by", "month"),
        ("--drill", "R1", "--measure", "x"),
    ],
)
def test_what_is_no_report(crm: Cli, arguments: tuple[str, ...]) -> None:
    assert crm("report", "region-sales", *arguments).code == 2
