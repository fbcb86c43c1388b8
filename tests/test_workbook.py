"""The workbook of a report: what stands in it, and that an office program reads it."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.conftest import Cli

NOW = "2026-03-15T09:30:00+08:00"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture
def company(crm: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cli:
    monkeypatch.setenv("CRM_NOW", NOW)
    monkeypatch.chdir(tmp_path)
    crm.lang = "zh_CN"
    crm.ok("setting", "edit", "company", "晨光办公")
    crm.ok("product", "add", "--name", "纸", "--code", "P", "--price", "1")
    for number, name in enumerate(("华东", "=1+1", "华南"), start=1):
        code = f"R{number}"
        crm.ok("region", "add", "--name", name, "--code", code)
        crm.ok("customer", "add", "--name", f"客户{code}", "--code", f"C{number}", "--region", code)
        crm.ok("order", "new", "--customer", f"C{number}", "--line", f"P:{number * 12345.67}",
               "--date", "2026-03-02", "--confirm")  # fmt: skip
    return crm


def made(crm: Cli, *arguments: str) -> Path:
    path = Path("report.xlsx")
    result = crm("report", *arguments, "-q", "-O", str(path))
    assert (result.code, result.err) == (0, "")
    return path


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as book:
        return book.read(name).decode()


def test_a_boss_finds_everything_on_it(company: Cli) -> None:
    path = made(company, "region-sales", "--compare", "previous", "--region", "R1", "--region",
                "R2", "--region", "R3")  # fmt: skip
    sheet, how = load_workbook(path).worksheets
    assert [sheet.cell(row, 1).value for row in range(1, 8)] == [
        "晨光办公",
        "区域销售额分析",
        "期间：2026-03-01 至 2026-03-31",
        "指标：销售额",
        "区域：华东, =1+1, 华南",
        "比较：销售额，环比，2026-02-01 至 2026-02-15",
        "制表人：First，2026-03-15 09:30",
    ]
    top = 9
    headings = [cell.value for cell in sheet[top]]
    assert headings == [
        "区域编码", "区域名称", "订单数量", "销售额", "上期", "环比", "占比",
    ]  # fmt: skip
    assert sheet.freeze_panes == "A10"
    assert sheet.print_title_rows == "$9:$9"
    assert sheet.auto_filter.ref == "A9:G12"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    largest = sheet[top + 1]
    assert [cell.value for cell in largest[:4]] == ["R3", "华南", 1, 37037.01]
    assert [cell.number_format for cell in largest[2:]] == [
        "#,##0", "#,##0.00", "#,##0.00", "General", "0.00%",
    ]  # fmt: skip
    assert sheet["B11"].value == "=1+1"
    assert sheet["B11"].data_type == "s", "a name never becomes a formula"
    assert [cell.value for cell in sheet[top + 4]] == [
        "合计", None, "=SUM(C10:C12)", "=SUM(D10:D12)", "=SUM(E10:E12)", None, 1,
    ]  # fmt: skip
    assert load_workbook(path, data_only=True).worksheets[0]["D13"].value == 74074.02
    for letter, text in (("A", "区域编码"), ("D", "74,074.02")):
        assert sheet.column_dimensions[letter].width >= len(text.encode("gb18030"))
    told = {row[0].value: row[1].value for row in how.rows}
    assert told["期间"] == "2026-03-01 至 2026-03-31"
    assert told["制表人"] == "First"
    sql = [str(row[0].value) for row in how.rows]
    assert any(line.startswith("SELECT ") and "region.code AS region" in line for line in sql)


def test_the_chart_is_native_and_shows_the_lines(company: Cli) -> None:
    path = made(company, "region-sales")
    chart = part(path, "xl/charts/chart1.xml")
    assert "<c:barChart>" in chart
    assert "区域销售额分析" in chart
    labels, values = re.findall(
        r"<c:f>('制表说明'|制表说明)!\$([AB])\$(\d+):\$\2\$(\d+)</c:f>", chart
    )
    how = load_workbook(path).worksheets[1]
    shown = [
        (how.cell(row, 1).value, how.cell(row, 2).value)
        for row in range(int(labels[2]), int(labels[3]) + 1)
    ]
    assert values[2:] == labels[2:]
    assert shown == [("华南", 37037.01), ("=1+1", 24691.34), ("华东", 12345.67)]


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (("region-sales", "--by", "month"), "<c:barDir val=\"col\"/>"),
        (("customer-region",), "<c:pieChart>"),
        (("receipts",), "<c:barDir val=\"col\"/>"),
        (("work-review",), "<c:barDir val=\"bar\"/>"),
    ],
)  # fmt: skip
def test_each_report_has_the_chart_that_fits(
    company: Cli, arguments: tuple[str, ...], kind: str
) -> None:
    assert kind in part(made(company, *arguments), "xl/charts/chart1.xml")


def test_amounts_in_ten_thousands_and_headings_in_english(company: Cli) -> None:
    path = made(company, "region-sales", "--unit", "万元", "--headings", "en", "--top", "1")
    sheet = load_workbook(path).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.rows]
    assert rows[1][0] == "Sales by region"
    assert rows[-4][3] == "Amount ordered (10,000)"
    assert rows[-3][3] == pytest.approx(3.703701)
    assert rows[-2][1] == "2 others"
    assert rows[-1][3].startswith("=SUM(D")


def test_without_lines_it_is_a_workbook_all_the_same(company: Cli) -> None:
    sheet = load_workbook(made(company, "region-sales", "--period", "2020")).worksheets[0]
    assert sheet["A2"].value == "区域销售额分析"


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice on this machine")
def test_libreoffice_reads_it_and_adds_up_the_same(company: Cli, tmp_path: Path) -> None:
    path = made(company, "region-sales")
    profile = f"-env:UserInstallation=file://{tmp_path}/office"
    assert OFFICE is not None
    done = subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76",
         "--outdir", str(tmp_path), str(path)],
        capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    with (tmp_path / "report.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1][0] == "区域销售额分析"
    assert rows[-1][:4] == ["合计", "", "3", "74,074.02"]
