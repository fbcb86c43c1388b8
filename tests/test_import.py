"""Lists brought in: the same rules as single entry, the same log, all or nothing."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.conftest import Cli, Result

FILES = Path(__file__).parent / "files"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path


def listed(path: Path, *rows: Sequence[str], encoding: str = "utf-8") -> str:
    """A CSV file with these rows."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return str(path)


def took(crm: Cli, *words: str) -> dict[str, Any]:
    """Import, which must succeed; what it says."""
    said: dict[str, Any] = crm.ok("import", *words)
    return said


def counts(said: dict[str, Any]) -> tuple[int, ...]:
    return tuple(said[key] for key in ("added", "changed", "same", "skipped", "refused"))


def refusals(result: Result) -> list[tuple[int, str]]:
    return [
        (row["row"], row["reason"]) for row in result.json["samples"] if row["outcome"] == "refused"
    ]


def numbers(crm: Cli) -> set[str]:
    """Every phone, whole: those of the customers and of their people."""
    held = []
    for listed in crm.ok("customer", "list"):
        shown = crm.ok("customer", "show", listed["code"], "--reveal")
        held += [shown, *shown["contacts"]]
    return {one[kind] for one in held for kind in ("phone", "mobile") if one.get(kind)}


def test_a_chinese_list_from_an_old_program(crm: Cli, place: Path) -> None:
    """GB18030, headings as offices write them, the phone of the person in the row."""
    path = listed(
        place / "客户.csv",
        ["单位名称", "联系人", "手机号码", "联系电话", "客户级别", "税号", "备注说明", "内部代号"],
        ["上海华信仪器有限公司", "李明", "13800138000", "021-61234567", "A", "", "老客户", "x"],
        ["北京中恒科技有限公司", "", "13900139000", "", "B", "", "", "y"],
        encoding="gb18030",
    )
    said = took(crm, "customer", path)
    assert counts(said) == (2, 0, 0, 0, 0)
    assert said["unused"] == ["内部代号"]
    first, second = reversed(crm.ok("customer", "list"))
    assert (first["name"], first["phone"], first["mobile"]) == (
        "上海华信仪器有限公司", "021****4567", None,
    )  # fmt: skip
    assert (second["mobile"], second["level"]) == ("139****9000", "B")
    (person,) = crm.ok("contact", "list")
    assert (person["name"], person["mobile"], person["primary"]) == ("李明", "138****8000", True)
    assert numbers(crm) == {"021-61234567", "13800138000", "13900139000"}
    assert crm.ok("customer", "list", "--find", "liming")[0]["code"] == first["code"]
    assert crm("db", "check").code == 0


def test_one_operation_and_every_row_in_the_log(crm: Cli, place: Path) -> None:
    path = listed(place / "a.csv", ["name"], ["Alpha Tools"], ["Beta Works"])
    said = took(crm, "customer", path)
    entries = [one for one in crm.ok("log") if one["operation"] == said["operation"]]
    assert {entry["action"] for entry in entries} == {"customer.import"}
    assert [entry["record"] for entry in entries] == ["customer", "customer"]


def test_a_workbook_as_an_office_makes_it(crm: Cli, place: Path) -> None:
    crm.ok("region", "add", "--name", "华东")
    path = place / "office.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("客户")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.merge_range("A1:H1", "2026年客户一览表")
    sheet.merge_range("C2:D2", "联系人")
    sheet.write_row(
        "A3", ["区域", "单位名称*", "姓名", "手机", "", "信用额度（元）", "需求日期", "客户需求"]
    )
    sheet.merge_range("A4:A5", "华东")
    sheet.write_row("B4", ["上海华信仪器有限公司", "李明", 13800138000, "", 50000])
    sheet.write_datetime("G4", dt.datetime(2024, 3, 5), day)  # noqa: DTZ001
    sheet.write("H4", "打印机")
    sheet.write_row("B5", ["北京中恒科技有限公司", "王芳", 13900139000, "", 1234.5])
    sheet.write_row("A7", ["合计", "", "", "", "", 51234.5])
    book.close()
    said = took(crm, "customer", str(path))
    assert (counts(said), said["sheet"]) == ((2, 0, 0, 0, 0), "客户")
    first, second = reversed(crm.ok("customer", "list"))
    assert (first["region"], second["region"]) == ("R0001", "R0001")
    assert (first["credit_limit"], first["needs_on"]) == ("50000.00", "2024-03-05")
    assert second["credit_limit"] == "1234.50"
    assert {one["mobile"] for one in crm.ok("contact", "list")} == {"138****8000", "139****9000"}
    assert numbers(crm) == {"13800138000", "13900139000"}


def test_an_old_workbook(crm: Cli) -> None:
    said = took(
        crm, "customer", str(FILES / "customers.xls"), "--create-missing", "region",
        "--ignore", "建档日期",
    )  # fmt: skip
    assert counts(said) == (2, 0, 0, 0, 0)
    assert [one["name"] for one in crm.ok("region", "list")] == ["华东", "华北"]


def test_vcards(crm: Cli, place: Path) -> None:
    crm.ok("customer", "add", "--name", "ACME GmbH", "--code", "C1")
    path = place / "people.vcf"
    path.write_text(
        "BEGIN:VCARD\nVERSION:4.0\nFN:Hans Müller\nORG:ACME GmbH;Sales\n"
        "TEL;TYPE=cell:+49-170-1234567\nBDAY:--0415\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:2.1\nN:Doe;Jane\nTEL;WORK:+49 30 1234567\nEND:VCARD\n",
        encoding="utf-8",
    )
    assert counts(took(crm, "contact", str(path), "--set", "customer=C1")) == (2, 0, 0, 0, 0)
    jane, hans = sorted(crm.ok("contact", "list"), key=lambda one: one["name"], reverse=True)
    assert (hans["name"], hans["mobile"], hans["birthday"]) == (
        "Hans Müller", "+49****4567", "--04-15",
    )  # fmt: skip
    assert (jane["name"], jane["phone"]) == ("Jane Doe", "+49****4567")
    assert numbers(crm) == {"+49-170-1234567", "+49 30 1234567"}


def thousand(path: Path) -> str:
    """A thousand customers, three of whom cannot be."""
    rows = [[f"K{n:04}", f"Firm {n:04} of {chr(65 + n % 26)}{n}", "A", ""] for n in range(1000)]
    rows[10][2] = "Z"
    rows[500][3] = "no number"
    rows[999][1] = ""
    return listed(path, ["code", "name", "level", "phone"], *rows)


def test_three_bad_rows_of_a_thousand_and_nothing_is_saved(crm: Cli, place: Path) -> None:
    before = crm("log", "--json").out
    result = crm("import", "customer", thousand(place / "a.csv"), "--json")
    assert result.code == 3
    assert result.json["saved"] is False
    assert [row for row, _reason in refusals(result)] == [12, 502, 1001]
    assert "3 of 1000 rows cannot be imported" in result.err
    assert crm.ok("customer", "list") == []
    assert crm("log", "--json").out == before


def test_the_good_rows_and_the_rejects(crm: Cli, place: Path) -> None:
    path, rejects = thousand(place / "a.csv"), place / "rejects.csv"
    words = ("import", "customer", path, "--keep-going", "--on-duplicate", "add")
    result = crm(*words, "--rejects", str(rejects), "--json")
    assert (result.code, counts(result.json)) == (3, (997, 0, 0, 0, 3))
    assert len(crm.ok("customer", "list")) == 997
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Row"] for row in rows] == ["12", "502", "1001"]
    assert "level" in rows[0]["Reason"]
    for row, key, value in zip(
        rows, ("level", "phone", "name"), ("B", "123456", "Last"), strict=True
    ):
        row[key] = value
    with rejects.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    again = took(crm, "customer", str(rejects), "--on-duplicate", "add")
    assert (counts(again), again["unused"]) == ((3, 0, 0, 0, 0), ["Row", "Reason"])
    assert len({one["operation"] for one in crm.ok("log") if "import" in one["action"]}) == 2


def test_the_same_file_again_adds_nothing(crm: Cli, place: Path) -> None:
    path = listed(
        place / "a.csv",
        ["name", "phone", "contact", "contact_mobile", "owner"],
        ["上海华信仪器有限公司", "021-61234567 / 021-61234568", "李明", "13800138000", "ADMIN"],
        ["Beta Works", "", "", "", ""],
    )
    assert counts(took(crm, "customer", path)) == (2, 0, 0, 0, 0)
    before = crm("log", "--json").out
    for mode in ("error", "skip", "update", "add"):
        said = took(crm, "customer", path, "--on-duplicate", mode)
        assert counts(said) == (0, 0, 2, 0, 0), mode
    assert crm("log", "--json").out == before


def test_what_is_there_already_and_says_something_else(crm: Cli, place: Path) -> None:
    crm.ok("customer", "add", "--name", "Alpha Tools", "--code", "C1", "--phone", "021-61234567")
    path = listed(
        place / "a.csv", ["code", "phone", "level", "contact"], ["C1", "021-99999999", "A", "Jo"]
    )
    result = crm("import", "customer", path, "--json")
    assert result.code == 5
    assert "says something else" in refusals(result)[0][1]
    assert counts(took(crm, "customer", path, "--on-duplicate", "skip")) == (0, 0, 0, 1, 0)
    assert numbers(crm) == {"021-61234567"}
    assert counts(took(crm, "customer", path, "--on-duplicate", "update")) == (0, 1, 0, 0, 0)
    row = crm.ok("customer", "list")[0]
    assert (row["phone"], row["level"], row["name"]) == ("021****9999", "A", "Alpha Tools")
    assert numbers(crm) == {"021-99999999"}
    assert [one["name"] for one in crm.ok("contact", "list")] == ["Jo"]
    assert counts(took(crm, "customer", path)) == (0, 0, 1, 0, 0)


def test_possible_duplicates_in_the_store_and_in_the_list(crm: Cli, place: Path) -> None:
    known = ("--name", "上海华信仪器有限公司", "--code", "C1", "--mobile", "13800138000")
    crm.ok("customer", "add", *known)
    path = listed(
        place / "a.csv",
        ["name", "mobile"],
        ["华信仪器", ""],
        ["Something else", "138-0013-8000"],
        ["北京中恒科技有限公司", ""],
        ["中恒科技（北京）", ""],
    )
    result = crm("import", "customer", path, "--json")
    assert result.code == 5
    assert [row for row, _reason in refusals(result)] == [2, 3, 5]
    reasons = [reason for _row, reason in refusals(result)]
    assert "C1" in reasons[0]
    assert "same phone" in reasons[1]
    assert "row 4" in reasons[2]
    assert counts(took(crm, "customer", path, "--on-duplicate", "skip")) == (1, 0, 0, 3, 0)
    assert counts(took(crm, "customer", path, "--on-duplicate", "add")) == (3, 0, 1, 0, 0)


def test_two_rows_of_one_customer(crm: Cli, place: Path) -> None:
    """The second is looked at when the first is there."""
    path = listed(
        place / "a.csv", ["code", "name", "level"], ["C1", "Alpha Tools", "A"],
        ["C1", "Alpha Tools", "A"], ["C1", "Alpha Tools", "B"],
    )  # fmt: skip
    result = crm("import", "customer", path, "--json")
    assert (result.code, counts(result.json)) == (5, (1, 0, 1, 0, 1))
    assert counts(took(crm, "customer", path, "--on-duplicate", "update")) == (1, 1, 1, 0, 0)
    assert crm.ok("customer", "list")[0]["level"] == "B"


def test_numbers_of_identity_stand_once(crm: Cli, place: Path) -> None:
    tax = "91350100M000100Y43"
    crm.ok("customer", "add", "--name", "Alpha", "--code", "C1", "--tax-number", tax)
    path = listed(place / "a.csv", ["name", "tax_number"], ["Alpha", tax])
    assert counts(took(crm, "customer", path)) == (0, 0, 1, 0, 0)
    other = listed(
        place / "b.csv", ["code", "name", "identity_number"],
        ["N1", "Li Ming", "11010519491231002X"], ["N2", "Wang Wu", "11010519491231002X"],
    )  # fmt: skip
    result = crm("import", "customer", other, "--on-duplicate", "add", "--json")
    assert result.code == 5
    assert refusals(result)[0][0] == 3
    assert "Row 2" in refusals(result)[0][1]


def test_basic_data_that_does_not_exist(crm: Cli, place: Path) -> None:
    path = listed(place / "a.csv", ["name", "industry", "source"], ["Alpha", "Fishing", "Refferal"])
    result = crm("import", "customer", path, "--json")
    assert result.code == 3
    words = ("customer", path, "--create-missing", "industry")
    result = crm("import", *words, "--json")
    assert "referral" in refusals(result)[0][1]
    assert crm.ok("industry", "list", "--find", "Fishing") == []
    took(crm, "customer", path, "--create-missing", "industry,客户来源")
    row = crm.ok("customer", "list")[0]
    assert row["industry"] == crm.ok("industry", "list", "--find", "Fishing")[0]["code"]
    assert row["source"] == crm.ok("source", "list", "--find", "Refferal")[0]["code"]
    result = crm("import", "customer", path, "--create-missing", "owner")
    assert (result.code, "cannot be made" in result.err) == (2, True)


def test_a_preview_changes_nothing(crm: Cli, place: Path) -> None:
    crm.ok("customer", "add", "--name", "Alpha Tools", "--code", "C1")
    before = crm("log", "--json").out
    path = listed(
        place / "a.csv", ["code", "name", "level"], ["C1", "Alpha Tools", "A"], ["", "Beta", "B"],
        ["", "Gamma", "Z"],
    )  # fmt: skip
    words = ("import", "customer", path, "--on-duplicate", "update", "--keep-going")
    result = crm(*words, "--dry-run", "--json")
    assert result.code == 3
    assert (counts(result.json), result.json["saved"]) == ((1, 1, 0, 0, 1), False)
    assert {row["outcome"] for row in result.json["samples"]} == {"added", "changed", "refused"}
    assert crm("log", "--json").out == before


def test_headings_that_nobody_knows(crm: Cli, place: Path) -> None:
    path = listed(place / "a.csv", ["Kunde", "Ort"], ["Alpha", "Bonn"])
    result = crm("import", "customer", path)
    assert (result.code, "No row of headings" in result.err) == (2, True)
    words = ("customer", path, "--map", "name=Kunde", "--map", "市=Ort")
    took(crm, *words, "--save-mapping", "german")
    assert crm.ok("customer", "list")[0]["city"] == "Bonn"
    again = listed(place / "b.csv", ["Ort", "Kunde"], ["Köln", "Zeta"])
    assert counts(took(crm, "customer", again, "--mapping", "german")) == (1, 0, 0, 0, 0)
    (kept,) = crm.ok("import", "mapping", "list")
    assert (kept["name"], kept["of"], kept["headings"]) == (
        "german", "customer", ["name=Kunde", "city=Ort"],
    )  # fmt: skip
    assert crm("import", "contact", again, "--mapping", "german").code == 2
    crm.ok("import", "mapping", "remove", "german")
    assert crm("import", "customer", again, "--mapping", "german").code == 3


def test_headings_that_cannot_be_meant(crm: Cli, place: Path) -> None:
    twice = listed(place / "a.csv", ["name", "电话", "联系电话"], ["Alpha", "1", "2"])
    result = crm("import", "customer", twice)
    assert (result.code, "--map phone=" in result.err) == (2, True)
    assert (
        counts(took(crm, "customer", twice, "--map", "phone=联系电话", "--ignore", "电话"))[0] == 1
    )
    none = listed(place / "b.csv", ["电话", "级别"], ["1", "A"])
    result = crm("import", "customer", none)
    assert (result.code, "no column" in result.err) == (2, True)
    result = crm("import", "customer", none, "--map", "name=Nix")
    assert (result.code, "Nix" in result.err) == (2, True)
    assert crm("import", "customer", none, "--map", "nix=电话").code == 2
    assert crm("import", "customer", none, "--map", "name").code == 2
    assert crm("import", "customer", none, "--date-format", "wrong").code == 2
    assert crm("import", "customer", none, "--on-duplicate", "maybe").code == 2
    assert crm("import", "customer", none, "--rejects", "x.pdf").code == 2
    assert crm("import", "customer", str(place / "gone.csv")).code == 1


def test_a_list_from_another_program(crm: Cli, place: Path) -> None:
    """From stdin, and told to people."""
    result = crm("import", "customer", "-", typed="name\nAlpha\n")
    assert result.code == 0
    assert "Saved: 1" in result.err
    again = crm("import", "customer", "-", typed="name\nAlpha\n")
    assert "Nothing to change" in again.err
    quiet = crm("import", "customer", "-", "-q", typed="name\nBeta\n")
    assert quiet.err == ""


def test_rows_with_too_many_cells(crm: Cli, place: Path) -> None:
    path = place / "a.csv"
    path.write_text("name,city\nAlpha, Ltd,Bonn\n", encoding="utf-8")
    result = crm("import", "customer", str(path), "--json")
    assert "more cells" in refusals(result)[0][1]


def test_headings_again_and_totals_are_no_rows(crm: Cli, place: Path) -> None:
    path = listed(
        place / "a.csv", ["Customers"], ["name", "turnover"], ["Alpha", "1"], ["name", "turnover"],
        ["Beta", "2"], [], ["Total", "3"],
    )  # fmt: skip
    assert counts(took(crm, "customer", path)) == (2, 0, 0, 0, 0)


def test_a_template_can_be_filled_in(crm: Cli, place: Path) -> None:
    import openpyxl

    crm.ok("region", "add", "--name", "华东")
    crm.lang = "zh_CN"
    path = place / "t.xlsx"
    assert crm("import", "template", "客户", "-O", str(path)).code == 0
    book = openpyxl.load_workbook(path)
    sheet = book["客户"]
    heads = [cell.value for cell in sheet[1]]
    assert {"客户编码", "客户名称", "联系人手机", "所属行业"} <= set(heads)
    examples = dict(zip(heads, (cell.value for cell in book["示例"][2]), strict=True))
    assert (examples["客户名称"], examples["区域"]) == ("上海东方仪器有限公司", "华东")
    assert book["lists"].sheet_state == "hidden"
    offered = {str(rule.sqref) for rule in sheet.data_validations.dataValidation}
    assert len(offered) >= 6
    for number, head in enumerate(heads, 1):
        sheet.cell(2, number, examples[head])
    book.save(path)
    crm.lang = "en"
    said = took(crm, "customer", str(path))
    assert (counts(said), said["unused"]) == ((1, 0, 0, 0, 0), [])
    for noun in ("order", "payment", "contact", "followup", "operator"):
        assert crm("import", "template", noun, "-O", str(place / f"{noun}.csv")).code == 0
    assert crm("import", "template", "customer", "-O", "x.json").code == 2
    assert crm("import", "template", "nothing", "-O", "x.xlsx").code == 2


def test_nobody_is_told_nothing(crm: Cli, place: Path) -> None:
    path = listed(place / "a.csv", ["name"], ["Alpha"])
    crm.operator = "NOBODY"
    assert crm("import", "customer", path).code == 4
    assert crm("import", "template", "customer", "-O", "x.xlsx").code == 4
