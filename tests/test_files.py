"""What leaves for other programs: headings, encodings, formulas, texts that look like numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from crmcli.i18n import LANGUAGES
from crmcli.views.base import Row, columns_of, key_of
from tests.conftest import Cli

PHONE, TAX, ACCOUNT = "+49 30 1234567", "91110000600037341L", "6222020200112233445"
MASKED = "+49****4567"


@pytest.fixture
def firm(crm: Cli) -> Cli:
    crm.ok(
        "customer", "add", "--name", "=cmd|' /C calc'!A0", "--code", "C1", "--phone", PHONE,
        "--tax-number", TAX, "--billing-account", ACCOUNT, "--credit-limit", "1000",
    )  # fmt: skip
    return crm


@pytest.mark.parametrize(
    ("headings", "first"),
    [("key", "code,name"), ("en", "Customer code,Customer name"), ("zh", "客户编码,客户名称")],
)
def test_headings_are_chosen(firm: Cli, headings: str, first: str) -> None:
    wanted = ("customer", "list", "--columns", "code,name", "-f", "csv", "--headings", headings)
    assert firm(*wanted).out.splitlines()[0] == first
    firm.lang = "zh_CN"
    assert firm(*wanted).out.splitlines()[0] == first


def test_headings_of_a_spreadsheet_and_of_tsv(firm: Cli, tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    firm("customer", "list", "--columns", "name", "-O", str(file), "--headings", "zh")
    assert load_workbook(file).active["A1"].value == "客户名称"
    firm("customer", "list", "--columns", "name", "-O", str(file), "--headings", "key")
    assert load_workbook(file).active["A1"].value == "name"
    tsv = firm("customer", "list", "--columns", "code,name", "-f", "tsv", "--headings", "zh").out
    assert tsv.startswith("客户编码\t客户名称\n")


@pytest.mark.parametrize(
    ("encoding", "begins"),
    [("utf-8", "客户"), ("utf-8-sig", "\ufeff客户"), ("gb18030", "客户")],
)
def test_encodings_on_stdout_and_in_files(
    firm: Cli, tmp_path: Path, encoding: str, begins: str
) -> None:
    arguments = ("customer", "list", "--columns", "name", "--headings", "zh")
    out = firm(*arguments, "-f", "csv", "--encoding", encoding).raw
    codec = "gb18030" if encoding == "gb18030" else "utf-8"
    assert out.decode(codec).startswith(begins)
    file = tmp_path / "x.csv"
    assert firm(*arguments, "-O", str(file), "--encoding", encoding).code == 0
    assert file.read_bytes() == out


def test_options_that_a_format_cannot_follow_are_refused(firm: Cli) -> None:
    for option in (["--headings", "zh"], ["--encoding", "gb18030"], ["--safe"]):
        result = firm("customer", "list", "-f", "json", *option)
        assert result.code == 2
        assert option[0] in result.err
    firm.environment = {"CRM_ENCODING": "utf-8-sig", "CRM_HEADINGS": "zh"}
    assert firm("customer", "list", "-f", "json").out.startswith("[")
    assert firm("customer", "list", "-f", "csv").raw.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("option", [["--headings", "zhh"], ["--encoding", "utf-9"]])
def test_unknown_values_say_what_is_near(firm: Cli, option: list[str]) -> None:
    result = firm("customer", "list", "-f", "csv", *option)
    assert result.code == 2
    assert "Did you mean: " in result.err


def test_safe_cells_are_no_formulas(firm: Cli) -> None:
    columns = ("customer", "list", "--columns", "name,phone,credit_limit", "-f", "csv")
    raw = firm(*columns).out.splitlines()[1]
    assert raw == f"=cmd|' /C calc'!A0,{MASKED},1000.00"
    safe = firm(*columns, "--safe").out.splitlines()[1]
    assert safe == f"'=cmd|' /C calc'!A0,'{MASKED},1000.00"


def test_numbers_that_are_names_stay_texts_in_a_spreadsheet(firm: Cli, tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    columns = "phone,tax_number,billing_account,credit_limit"
    firm("customer", "list", "--columns", columns, "-O", str(file))
    cells = list(load_workbook(file).active.rows)[1]
    assert [cell.value for cell in cells] == [MASKED, TAX, ACCOUNT, 1000]
    assert [cell.data_type for cell in cells] == ["s", "s", "s", "n"]
    assert [cell.number_format for cell in cells[:3]] == ["@"] * 3


def test_columns_and_orders_are_named_as_people_read_them(firm: Cli) -> None:
    firm.ok("customer", "add", "--name", "乙", "--code", "C2")
    out = firm(
        "customer",
        "list",
        "-f",
        "csv",
        "--columns",
        "名称, CREDIT LIMIT",
        "--sort",
        "-客户编码",
    ).out
    assert out.splitlines() == ["name,credit_limit", "乙,", "=cmd|' /C calc'!A0,1000.00"]
    firm.lang = "zh_CN"
    wrong = firm("customer", "list", "--columns", "客户名")
    assert (wrong.code, "客户名称" in wrong.err) == (2, True)
    assert firm("customer", "list", "--sort", "颜色").code == 2


def _row_types(base: type[Row] = Row) -> list[type[Row]]:
    return [one for sub in base.__subclasses__() for one in (sub, *_row_types(sub))]


def test_no_two_columns_of_a_row_have_one_heading() -> None:
    from crmcli import views

    for file in Path(str(views.__file__)).parent.glob("*.py"):
        __import__(f"crmcli.views.{file.stem}")
    for row_type in _row_types():
        for language in LANGUAGES:
            titles = [column.title_in(language) for column in columns_of(row_type)]
            twice = {title for title in titles if titles.count(title) > 1}
            assert not twice, (row_type, twice)
        for column in columns_of(row_type):
            assert key_of(row_type, column.title_in("zh_CN")) == column.key
