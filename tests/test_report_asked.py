"""What reports are asked for: period, filters, split, comparison, the largest, unit, SQL."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from crmcli.db.connect import connect
from tests.conftest import Cli

NOW = "2026-03-25T09:30:00+08:00"
ORDERS = (
    ("A", "S1", "2026-03-02", 300), ("A", "S1", "2026-03-20", 50), ("B", "S2", "2026-02-10", 100),
    ("B", "S1", "2025-03-03", 80), ("C", "S2", "2026-01-31", 200), ("D", "S2", "2026-03-05", 40),
)  # fmt: skip


@pytest.fixture
def company(crm: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.setenv("CRM_NOW", NOW)
    for name, parent in (("华东", ""), ("上海", "华东"), ("华南", "")):
        crm.ok("region", "add", "--name", name, *(["--parent", parent] if parent else []))
    crm.ok("department", "add", "--name", "销售一部", "--code", "D1")
    crm.ok("department", "add", "--name", "一组", "--code", "D11", "--parent", "D1")
    crm.ok("operator", "add", "--name", "张伟", "--code", "S1", "--department", "D11",
           "--region", "华东")  # fmt: skip
    crm.ok("operator", "add", "--name", "李娜", "--code", "S2")
    crm.ok("product", "add", "--name", "纸", "--code", "P", "--price", "1")
    for code, region in (("A", "上海"), ("B", "华东"), ("C", "华南"), ("D", "")):
        crm.ok("customer", "add", "--name", f"客户{code}", "--code", code, "--region", region)
    for customer, person, date, amount in ORDERS:
        crm.ok("order", "new", "--customer", customer, "--salesperson", person, "--date", date,
               "--line", f"P:{amount}", "--confirm")  # fmt: skip
    return crm


def amounts(crm: Cli, *arguments: str) -> dict[str, str]:
    """What a report by region shows, by the region's name."""
    rows = crm.ok("report", "region-sales", *arguments)
    return {row["region_name"] or "-": row["amount"] for row in rows}


def test_the_period_is_this_month_unless_asked(company: Cli) -> None:
    assert amounts(company) == {"上海": "350.00", "-": "40.00"}
    assert amounts(company, "--period", "上月") == {"华东": "100.00"}
    assert amounts(company, "--period", "2026-Q1")["华南"] == "200.00"
    assert amounts(company, "--period", "mtd") == {"上海": "350.00", "-": "40.00"}
    assert amounts(company, "--from", "2026-03-04") == {"上海": "50.00", "-": "40.00"}
    assert amounts(company, "--to", "2026-02") == {"华南": "200.00", "华东": "100.00"}


def test_filters_take_in_what_is_below_and_can_be_repeated(company: Cli) -> None:
    year = ("--period", "2026")
    assert set(amounts(company, *year, "--region", "华东")) == {"上海", "华东"}
    assert set(amounts(company, *year, "--region", "上海", "--region", "华南")) == {"上海", "华南"}
    assert amounts(company, *year, "--department", "D1") == {"上海": "350.00"}
    assert amounts(company, *year, "--salesperson", "李娜", "--customer", "B") == {"华东": "100.00"}
    assert company("report", "region-sales", "--region", "华北").code == 3
    assert company("report", "region-sales", "--salesperson", "nobody").code == 3


def test_lines_split_by_period_and_department(company: Cli) -> None:
    rows = company.ok("report", "region-sales", "--period", "2026", "--by", "季度")
    assert [(row["period"], row["amount"]) for row in rows][:2] == [
        ("2026-Q1", "350.00"),
        ("2026-Q1", "200.00"),
    ]
    rows = company.ok("report", "region-sales", "--period", "2026-Q1", "--by", "month")
    assert [row["period"] for row in rows] == ["2026-01", "2026-02", "2026-03", "2026-03"]
    rows = company.ok("report", "region-sales", "--by", "department", "--period", "2026")
    assert [(row["department_name"], row["region_name"], row["amount"]) for row in rows] == [
        ("head office", "华南", "200.00"),
        ("head office", "华东", "100.00"),
        ("head office", None, "40.00"),
        ("一组", "上海", "350.00"),
    ]


def test_a_comparison_keeps_what_only_the_other_period_has(company: Cli) -> None:
    def compared(how: str) -> list[tuple[Any, ...]]:
        rows = company.ok("report", "region-sales", "--compare", how)
        return [(r["region_name"], r["amount"], r["previous"], r["change"]) for r in rows]

    assert compared("环比") == [
        ("上海", "350.00", "0.00", None),
        (None, "40.00", "0.00", None),
        ("华东", "0.00", "100.00", "-100.00"),
    ]
    assert compared("last-year")[-1] == ("华东", "0.00", "80.00", "-100.00")
    table = company("report", "region-sales", "--compare", "同比", terminal=True).out
    assert "387.50%" in table.splitlines()[-2], "390 against 80"


def test_each_month_is_compared_with_the_one_before_it(company: Cli) -> None:
    rows = company.ok("report", "region-sales", "--period", "2026-Q1", "--by", "month",
                      "--compare", "previous")  # fmt: skip
    found = {(r["period"], r["region_name"]): (r["amount"], r["previous"]) for r in rows}
    assert found["2026-02", "华南"] == ("0.00", "200.00")
    assert found["2026-02", "华东"] == ("100.00", "0.00")
    assert found["2026-03", "华东"] == ("0.00", "100.00")


def test_the_ranking_shares_places_and_has_one_line_a_person(company: Cli) -> None:
    company.ok("order", "new", "--customer", "C", "--salesperson", "S2", "--line", "P:310",
               "--date", "2026-03-06", "--confirm")  # fmt: skip
    rows = company.ok("report", "salesperson-ranking")
    assert [(r["rank"], r["salesperson"], r["amount"]) for r in rows] == [
        (1, "S1", "350.00"),
        (1, "S2", "350.00"),
    ]
    assert [r["region_name"] for r in rows] == ["华东", None]
    assert rows[1]["previous"] == "100.00"
    assert rows[1]["change"] == "250.00"
    assert [r["share"] for r in rows] == ["50.00", "50.00"]


def test_the_largest_only_and_the_rest_in_one_line(company: Cli) -> None:
    asked = ("report", "region-sales", "--period", "2026", "--top", "1")
    assert [row["amount"] for row in company.ok(*asked)] == ["350.00"]
    plain = company(*asked).out.splitlines()
    assert plain[-2].split()[-3:] == ["3", "340.00", "49.28%"]
    assert "3 others" in plain[-2]
    assert plain[-1].split()[-2:] == ["690.00", "100.00%"]
    top = company.ok(*asked, "--by", "month")
    assert [row["period"] for row in top] == ["2026-01", "2026-02", "2026-03"]


def test_the_largest_of_a_report_that_has_only_periods(company: Cli) -> None:
    out = company("report", "receipts", "--period", "2026", "--top", "1").out
    assert "2 others" in out


def test_programs_are_told_what_they_do_not_get(company: Cli) -> None:
    asked = ("report", "region-sales", "--period", "2026", "-f", "csv")
    assert "the rest is left out of csv" in company(*asked, "--top", "1").err
    assert "units of one" in company(*asked, "--unit", "wan").err
    assert company(*asked).err == ""
    assert company(*asked, "-O", "-").out == company(*asked).out
    assert company("report", "region-sales", "--drill", "").code == 3


def test_a_month_that_is_not_over_is_compared_with_as_many_days(company: Cli) -> None:
    """Today is the 25th; what was sold late in the month before is no comparison."""
    company.ok("order", "new", "--customer", "C", "--line", "P:7", "--date", "2026-02-27",
               "--confirm")  # fmt: skip
    whole = ("report", "region-sales", "--period", "this-month", "--compare", "previous")
    so_far = ("report", "region-sales", "--period", "mtd", "--compare", "previous")
    assert company.ok(*whole) == company.ok(*so_far)
    assert "2026-02-25" in company(*whole).out


def test_next_steps_from_before_count_on_the_first_day(company: Cli) -> None:
    """Month by month they are as many as all together, and can be drilled."""
    for day, planned in (("2025-11-01", "2025-11-10"), ("2026-01-05", "2026-01-10"),
                         ("2026-02-05", "2026-02-10")):  # fmt: skip
        company.ok("customer", "add", "--name", f"Firm {day}", "--code", day, "--force")
        company.ok("followup", "add", day, "--channel", "VISIT", "--content", "x", "--at", day,
                   "--next", "y", "--next-on", planned)  # fmt: skip
    asked = ("report", "work-review", "--period", "2026-Q1")
    (whole,) = [row for row in company.ok(*asked) if row["salesperson"] == "ADMIN"]
    months = [row for row in company.ok(*asked, "--by", "month") if row["salesperson"] == "ADMIN"]
    assert whole["overdue"] == 3
    assert {row["period"]: row["overdue"] for row in months if row["overdue"]} == {
        "2026-01": 2, "2026-02": 1,
    }  # fmt: skip
    behind = company.ok(*asked, "--by", "month", "--drill", "2026-01/ADMIN")
    assert [row["date"] for row in behind if row["what"] == "next-step"] == [
        "2025-11-10", "2026-01-10",
    ]  # fmt: skip


def test_amounts_in_ten_thousands_say_so_and_totals_are_exact(company: Cli) -> None:
    out = company("report", "region-sales", "--period", "2026", "--unit", "万元").out
    heading = next(line for line in out.splitlines() if "Region code" in line)
    assert "(10,000)" in heading
    shown = [line.split()[-2] for line in out.splitlines()[-5:]]
    assert shown == ["0.04", "0.02", "0.01", "0.00", "0.07"], "0.069, not 0.04 + 0.02 + 0.01"
    rows = company.ok("report", "region-sales", "--period", "2026", "--unit", "wan")
    assert rows[0]["amount"] == "350.00"


def test_columns_are_called_as_they_are_headed(company: Cli) -> None:
    asked = ("report", "region-sales", "--compare", "同比", "--top", "1", "--format", "csv")
    shown = company(*asked, "--columns", "区域名称,销售额,去年同期,同比").out
    assert shown.splitlines() == ["region_name,amount,previous,change", "上海,350.00,0.00,"]
    refused = company(*asked, "--columns", "毛利")
    assert refused.code == 2
    assert "region_name" in refused.err, "the report's own columns, not those behind it"


def test_charts_show_bars_and_shares(company: Cli) -> None:
    asked = ("report", "region-sales", "--period", "2026")
    bars = company(*asked, "--chart", "bars", terminal=True).out
    assert bars.splitlines()[-4].startswith("上海 ")
    shares = company(*asked, "--chart", "占比", terminal=True).out
    assert shares.splitlines()[-4].split()[-2:] == ["50.7%", "350.00"]
    months = company(*asked, "--chart", "bars", "--by", "month", terminal=True).out
    assert [line.split()[0] for line in months.splitlines()[-12:]][:3] == [
        "2026-01", "2026-02", "2026-03",
    ]  # fmt: skip


def test_the_sql_can_be_pasted_and_finds_the_lines(company: Cli) -> None:
    asked = ("report", "region-sales", "--period", "2026", "--region", "华东", "--by", "quarter")
    text = company(*asked, "--sql").out
    connection: Any = connect(company.store)
    try:
        if company.store.engine == "postgresql":
            assert "crm.sales_order" in text
            connection.execute("SET search_path TO public")
        found = connection.execute(text).fetchall()
    finally:
        connection.close()
    rows = company.ok(*asked)
    assert [Decimal(int(row[-1])) / 100 for row in found] == [Decimal(r["amount"]) for r in rows]


@pytest.mark.parametrize("key", ["R0002", "上海", " r0002 "])
def test_a_line_is_named_by_code_or_name(company: Cli, key: str) -> None:
    rows = company.ok("report", "region-sales", "--drill", key)
    assert [(r["date"], r["customer"], r["amount"]) for r in rows] == [
        ("2026-03-02", "A", "300.00"),
        ("2026-03-20", "A", "50.00"),
    ]


def test_a_line_that_is_not_there_is_not_found(company: Cli) -> None:
    result = company("report", "salesperson-sales", "--drill", "R0002/S3")
    assert result.code == 3
    assert "R0002/S1" in result.err
    assert [r["amount"] for r in company.ok("report", "region-sales", "--drill", "-")] == ["40.00"]


def test_ages_follow_the_setting(company: Cli) -> None:
    asked = ("report", "receivables-ageing", "--to", "2026-03-10")
    [c] = [row for row in company.ok(*asked) if row["customer"] == "C"]
    assert c["days_31_60"] == "200.00"
    assert list(c)[3:8] == ["outstanding", "not_due", "days_1_30", "days_31_60", "days_61_90"]
    company.ok("setting", "edit", "ageing_days", "10， 45")
    [c] = [row for row in company.ok(*asked) if row["customer"] == "C"]
    assert c["days_11_45"] == "200.00"
    assert c["days_over_45"] == "0.00"
    assert {row["customer"] for row in company.ok(*asked)} == {"A", "B", "C", "D"}
    assert company.ok(*asked, "--by", "region", "--region", "华南")[0]["outstanding"] == "200.00"
    for wrong in ("", "30,20", "0,5", "x", "1,2,3,4,5,6,7,8,9", "99999"):
        assert company("setting", "edit", "ageing_days", wrong).code == 2


def test_customers_are_all_or_those_added_in_a_period(company: Cli) -> None:
    assert len(company.ok("report", "customer-region")) == 4
    assert len(company.ok("report", "customer-region", "--period", "this-month")) == 4
    assert company.ok("report", "customer-region", "--period", "2025") == []
    refused = company("report", "customer-region", "--compare", "previous")
    assert refused.code == 2
    assert "--period" in refused.err
    rows = company.ok("report", "customer-region", "--by", "month")
    assert {row["period"] for row in rows} == {"2026-03"}


def test_who_did_nothing_is_reviewed_too(company: Cli) -> None:
    rows = company.ok("report", "work-review")
    assert {row["salesperson"]: row["followups"] for row in rows} == {"ADMIN": 0, "S1": 0, "S2": 0}
    assert {row["salesperson"]: row["amount"] for row in rows}["S1"] == "350.00"
    assert {row["salesperson"]: row["new_customers"] for row in rows}["ADMIN"] == 4
