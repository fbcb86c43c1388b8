"""Formats, columns, files, and text from people that stays text."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests import people
from tests.conftest import Cli

HOSTILE = ["=1+1", "@SUM(A1)", "[red]x[/red]", "a|b\\|c", "\u202eevil", "x\u2066y", "<b>&amp;"]


@pytest.fixture
def crm(new_sqlite) -> Cli:
    return Cli(new_sqlite())


@pytest.fixture
def two(crm: Cli) -> Cli:
    crm.ok("region", "add", "--name", "华东")
    crm.ok("region", "add", "--name", "华南", "--parent", "华东")
    return crm


def test_every_format_shows_the_same_rows(two: Cli) -> None:
    command = ("region", "list", "--columns", "code,name,parent,active")
    assert json.loads(two(*command, "--json").out)[1] == {
        "code": "R0002",
        "name": "华南",
        "parent": "R0001",
        "active": True,
    }
    lines = two(*command, "-f", "jsonl").out.splitlines()
    assert [json.loads(line)["code"] for line in lines] == ["R0001", "R0002"]
    assert two(*command, "-f", "csv").out == (
        "code,name,parent,active\nR0001,华东,,true\nR0002,华南,R0001,true\n"
    )
    assert two(*command, "-f", "tsv").out.splitlines()[2] == "R0002\t华南\tR0001\ttrue"
    assert two(*command, "-f", "markdown").out.splitlines()[2:] == [
        "| R0001         | 华东          |                 | yes      |",
        "| R0002         | 华南          | 华东            | yes      |",
    ]
    assert two(*command, "-f", "plain").out.splitlines() == [
        "Region code    Region name    Parent region    Active",
        "R0001          华东                            yes",
        "R0002          华南           华东             yes",
    ]


def test_a_pipe_gets_plain_text_and_a_terminal_a_table(two: Cli) -> None:
    assert "\x1b" not in two("region", "list").out
    assert "─" not in two("region", "list").out
    assert "─" in two("region", "list", terminal=True).out


def test_a_terminal_shows_the_newest_fifty_and_says_so(crm: Cli) -> None:
    crm.ok("region", "load", "cn")
    shown = crm("region", "list", terminal=True)
    assert "First 50 of 367 shown; --all for all" in shown.err
    assert shown.out.count("\n") < 60
    assert crm("region", "list", "--all", terminal=True).out.count("\n") > 367
    assert crm("region", "list", "--limit", "3", "--json").out.count("code") == 3
    assert len(crm.ok("region", "list")) == 367
    newest = crm("log", terminal=True)
    assert "Newest 50 of" in newest.err


def test_chinese_headings_and_words(two: Cli) -> None:
    two.lang = "zh_CN"
    out = two("region", "list").out
    assert out.splitlines()[0].split() == ["区域编码", "区域名称", "上级区域", "启用"]
    assert out.splitlines()[1].split() == ["R0001", "华东", "是"]
    assert list(two.ok("region", "show", "R0001")) == [
        "code",
        "name",
        "parent",
        "active",
        "created_at",
        "updated_at",
    ]


def test_an_empty_list_is_fine(crm: Cli) -> None:
    for shape, out in (("json", "[]\n"), ("jsonl", ""), ("plain", ""), ("table", "")):
        result = crm("region", "list", "-f", shape)
        assert (result.code, result.out) == (0, out)
    assert "Nothing found" in result.err
    assert crm("region", "list", "-q").err == ""


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("shape", ["table", "plain", "markdown", "json", "csv", "tsv"])
def test_hostile_text_is_inert(crm: Cli, text: str, shape: str) -> None:
    crm.ok("customer", "add", "--name", text, "--remark", f"{text}\n{text}")
    for command in (("customer", "list"), ("customer", "show", "C000001"), ("log",)):
        out = crm(*command, "-f", shape, terminal=shape == "table").out
        assert not {c for c in out if c in "\u202e\u2066\x07"}
        assert "\x1b" not in out or shape == "table"
    if shape == "table":
        assert "[red]x[/red]" in crm("customer", "list", terminal=True).out or "red" not in text
    if shape == "json":
        assert crm.ok("customer", "show", "C000001")["name"] == text


def test_a_spreadsheet_holds_numbers_and_texts_never_formulas(crm: Cli, tmp_path: Path) -> None:
    crm.ok("product", "add", "--name", "=1+1", "--price", "1234.5", "--code", "007")
    file = tmp_path / "x.xlsx"
    assert crm("product", "list", "-O", str(file)).code == 0
    sheet = openpyxl.load_workbook(file).worksheets[0]
    heading, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    assert heading[:2] == ["Product code", "Product name"]
    assert row[:2] == ["007", "=1+1"]
    assert sheet["A2"].data_type == sheet["B2"].data_type == "s"
    assert row[heading.index("Price incl. tax")] == 1234.5
    assert sheet.freeze_panes == "A2"
    first = file.read_bytes()
    assert crm("product", "list", "-O", str(file)).code == 0
    assert file.read_bytes() == first


def test_a_file_is_replaced_whole_and_keeps_its_mode(two: Cli, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("old")
    file.chmod(0o640)
    assert two("region", "list", "-O", str(file)).code == 0
    assert [r["name"] for r in csv.DictReader(io.StringIO(file.read_text()))] == ["华东", "华南"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert two("region", "list", "-O", str(tmp_path / "no" / "x.csv")).code == 1
    assert two("region", "list", "-O", "x.doc").code == 2
    assert two("region", "list", "--columns", "nothing", "-O", str(file)).code == 2
    assert "华东" in file.read_text()
    assert sorted(p.name for p in tmp_path.glob("*.csv")) == ["out.csv"]


def test_unknown_columns_suggest_near_ones(two: Cli) -> None:
    result = two("region", "list", "--columns", "cod")
    assert result.code == 2
    assert "Did you mean: code?" in result.err


def test_instants_are_shown_in_the_companys_zone(two: Cli) -> None:
    shown = two("region", "show", "R0001", "-f", "plain").out
    assert "2026-03-15 09:30" in shown
    assert two.ok("region", "show", "R0001")["created_at"] == "2026-03-15T01:30:00Z"


@pytest.mark.parametrize("columns", ["36", "44", "60", "80", "100", "160"])
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_no_width_cuts_a_number_or_a_code(
    crm: Cli, columns: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wcwidth import wcswidth

    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    crm.ok("region", "add", "--name", "华东地区")
    crm.ok("product", "add", "--name", "彩色激光打印机", "--price", "1234567.89", "--unit", "台")
    crm.ok("customer", "add", "--name", "上海华信国际贸易有限公司", "--region", "华东地区")
    order = ("order", "new", "--customer", "C000001", "--line", "P00001:12", "--line", "P00001:1")
    crm.ok(*order, "--confirm")
    crm.lang = lang
    report = ("report", "region-sales", "--from", "2026", "--to", "2026")
    for command, whole in (
        (("order", "list"), ("SO202603-00001", "16,049,382.57")),
        (("order", "show", "SO202603-00001"), ("14,814,814.68", "1,234,567.89", "SO202603-00001")),
        (("customer", "list"), ("C000001",)),
        (report, ("16,049,382.57", "华东地区")),
    ):
        out = crm(*command, terminal=True).out
        for text in whole:
            assert text in out, out
        assert all(wcswidth(line) <= int(columns) for line in out.splitlines()), out


def test_closed_streams_are_no_defect(crm: Cli) -> None:
    people.log_in(crm.store, "ADMIN")
    environment = {**os.environ, "CRM_DB": crm.store.url, "CRM_OPERATOR": "ADMIN"}
    python = f"{sys.executable} -m crmcli"
    for line, code in (
        (f"{python} region list >&-", 0),
        (f"{python} --help >&-", 0),
        (f"{python} region add <&-", 2),
        (f"{python} region show NOPE 2>&-", 3),
        (f"{python} region add --name x 2>&- --json", 0),
    ):
        done = subprocess.run(
            ["bash", "-c", line], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, (line, done.stderr)
        assert "Traceback" not in done.stderr
        assert "Error" not in done.stdout


def test_a_link_is_followed(two: Cli, tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    assert two("region", "list", "-O", str(tmp_path / "link.csv")).code == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert "华东" in (tmp_path / "real.csv").read_text()


def test_what_changes_nothing_says_so_and_is_no_operation(two: Cli) -> None:
    before = two.ok("db", "status")["operations"]
    result = two("region", "edit", "R0001", "--name", "华东")
    assert (result.code, "Nothing to change" in result.err) == (0, True)
    assert two.ok("db", "status")["operations"] == before


def test_a_remark_is_read_from_stdin(crm: Cli) -> None:
    made = crm("customer", "add", "--name", "A", "--remark", "-", "--json", typed="一\n二\n")
    assert made.json["remark"] == "一\n二"


def test_the_log_shows_numbers_as_everywhere(crm: Cli) -> None:
    crm.ok("product", "add", "--name", "P", "--price", "9.5", "--tax-rate", "6")
    crm.ok("customer", "add", "--name", "A")
    crm.ok("order", "new", "--customer", "A", "--line", "P:2-10%")
    line = next(e["new"] for e in crm.ok("log", "--noun", "order line"))
    assert (line["quantity"], line["price"], line["discount"], line["amount"]) == (
        "2",
        "9.50",
        "10",
        "17.10",
    )
    assert "active=true" in crm("log", "--noun", "product", "-f", "csv").out


def test_columns_in_which_nothing_stands_go_first(crm: Cli, monkeypatch) -> None:
    crm.ok("customer", "add", "--name", "华信", "--phone", "021-55551234")
    monkeypatch.setenv("COLUMNS", "75")
    narrow = crm("customer", "list", terminal=True)
    assert "021****1234" in narrow.out
    assert "Not shown" not in narrow.err
    crm.ok("customer", "edit", "C000001", "--type", "END")
    assert "end user" in crm("customer", "list", terminal=True).out


def test_a_record_shows_only_what_is_filled(crm: Cli) -> None:
    crm.ok("customer", "add", "--name", "华信")
    for terminal in (True, False):
        shown = crm("customer", "show", "华信", terminal=terminal).out
        assert "Kind of customer" in shown
        assert "Postcode" not in shown
    assert "Postcode" in crm("customer", "show", "华信", "--columns", "name,postcode").out
    assert crm.ok("customer", "show", "华信")["postcode"] is None
