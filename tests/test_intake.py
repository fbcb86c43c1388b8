"""Lists of every kind are read as they are, and harmful ones are not read at all."""

from __future__ import annotations

import datetime as dt
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from crmcli import intake
from crmcli.errors import CrmError, InvalidError, StoreError
from crmcli.intake import guard
from crmcli.intake.sheet import Cell, Line

HEADS = "客户名称,手机\n"
FILES = Path(__file__).parent / "files"
Write = Callable[[str, bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return make


def lines(path: Path, **options: str) -> list[Line]:
    return list(intake.read(path, **options).lines)


def cells(path: Path, **options: str) -> list[list[Cell]]:
    return [line.cells for line in lines(path, **options)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_of_a_text_is_found(write: Write, encoding: str) -> None:
    text = HEADS + "上海华信,13800138000\n" * 40
    found = cells(write("a.csv", text.encode(encoding)))
    assert found[1] == ["上海华信", "13800138000"]
    assert len(found) == 41


def test_western_letters_are_not_taken_for_chinese(write: Write) -> None:
    """As GB18030 these bytes would be read without an error, and wrong."""
    text = "name,city\nMüller Bäckerei,Nürnberg\nGötz,Düren\n"
    path = write("a.csv", text.encode("cp1252"))
    with pytest.raises(InvalidError, match="neither UTF-8 nor"):
        lines(path)
    assert cells(path, encoding="cp1252")[1] == ["Müller Bäckerei", "Nürnberg"]
    with pytest.raises(InvalidError, match="encoding"):
        lines(path, encoding="klingon")
    with pytest.raises(InvalidError, match="is not in"):
        lines(path, encoding="utf-8")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(write: Write, separator: str) -> None:
    rows = [["name", "note"], ["A, B; C", 'said "yes"'], ["D", "two\nlines"]]
    text = "\n".join(
        separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows
    )
    assert cells(write("a.csv", text.encode())) == rows


def test_rows_have_the_numbers_of_the_program_that_made_them(write: Write) -> None:
    found = lines(write("a.csv", b'a,b\n"x\ny",1\n\nz,2\n'))
    assert [(line.number, line.empty) for line in found] == [
        (1, False), (2, False), (3, True), (4, False),
    ]  # fmt: skip


def test_a_quotation_mark_left_open_swallows_nothing(write: Write) -> None:
    with pytest.raises(InvalidError, match="row 2"):
        lines(write("a.csv", b'a,b\n"x,1\ny,2\n'))


def test_a_list_that_is_none(write: Write, tmp_path: Path) -> None:
    for path, wrong in (
        (write("a.pdf", b"x"), InvalidError),
        (tmp_path / "gone.csv", StoreError),
        (tmp_path, InvalidError),
        (write("a.xlsx", b"no zip"), InvalidError),
        (write("a.xls", b"no workbook"), InvalidError),
        (write("a.jsonl", b"[1]\n"), InvalidError),
        (write("b.jsonl", b"{\n"), InvalidError),
        (write("c.jsonl", '{"名": 1}'.encode("gb18030")), InvalidError),
        (write("a.vcf", b"hello"), InvalidError),
        (write("nul.csv", b"a,b\n\0,\xff\n"), InvalidError),
    ):
        with pytest.raises(wrong):
            lines(path)


def test_json_lines(write: Write) -> None:
    text = '{"name": "A", "staff": 5}\n\n{"name": "B", "rate": 1.10, "active": true, "x": null}\n'
    assert cells(write("a.jsonl", text.encode())) == [
        ["name", "staff", "rate", "active", "x"],
        ["A", "5", "", "", ""],
        ["B", "", "1.10", True, ""],
    ]
    with pytest.raises(InvalidError, match="neither a text nor a number"):
        lines(write("b.jsonl", b'{"lines": [{"product": 1}]}'))


V21 = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E5=B0=8F=E6=98=8E;;;
ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=8D=8E=E4=BF=A1=E7=A7=91=E6=8A=80;=E9=94=80=E5=
=94=AE=E9=83=A8
TEL;CELL;VOICE:13800138000
TEL;WORK:021-61234567
TEL;WORK;FAX:021-61234568
EMAIL;INTERNET:a@b.com
BDAY:1980-05-06
END:VCARD
BEGIN:VCARD
VERSION:2.1
FN;CHARSET=GB2312;ENCODING=QUOTED-PRINTABLE:=CD=F5=D0=A1=C3=F7
TEL;CELL:13900139000
END:VCARD
"""
V40 = """BEGIN:VCARD
VERSION:4.0
FN:Müller\\, Hans
N:Müller;Hans;;Dr.;
ORG:ACME GmbH;Sales
TITLE:Buyer
item1.TEL;VALUE=uri;TYPE="voice,cell":tel:+49-170-1234567
TEL;PREF=1;TYPE=work:+49 30 123
EMAIL;TYPE=work:h@acme.de
X-WECHAT:hans_m
BDAY:--0415
NOTE:one\\ntwo
END:VCARD
"""


def test_vcards_of_a_mobile_phone(write: Write) -> None:
    heads, first, second = cells(write("a.vcf", V21.replace("\n", "\r\n").encode()))
    said = dict(zip(heads, first, strict=True))
    assert said == {
        "name": "王小明", "customer": "华信科技", "department": "销售部", "position": "",
        "mobile": "13800138000", "phone": "021-61234567", "fax": "021-61234568",
        "email": "a@b.com", "wechat": "", "birthday": "1980-05-06", "remark": "",
    }  # fmt: skip
    assert dict(zip(heads, second, strict=True))["name"] == "王小明"


def test_vcards_of_today(write: Write) -> None:
    heads, first = cells(write("a.vcf", V40.encode()))
    assert dict(zip(heads, first, strict=True)) == {
        "name": "Müller, Hans", "customer": "ACME GmbH", "department": "Sales",
        "position": "Buyer", "mobile": "+49-170-1234567", "phone": "+49 30 123", "fax": "",
        "email": "h@acme.de", "wechat": "hans_m", "birthday": "04-15", "remark": "one\ntwo",
    }  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A workbook as an office makes it: a title, merged cells, an empty column, types."""
    path = tmp_path / "office.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("客户")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.merge_range("B1:F1", "2026年客户一览表")
    sheet.write_row("B3", ["区域", "单位名称", "", "手机号码", "日期"])
    sheet.merge_range("B4:B6", "华东")
    for row, (name, phone) in enumerate([("甲", 13800138000), ("乙", "139"), ("丙", 1.5)], 3):
        sheet.write(row, 2, name)
        sheet.write(row, 4, phone)
        sheet.write_datetime(row, 5, dt.datetime(2024, 3, 5 + row), day)  # noqa: DTZ001
    book.add_worksheet("空")
    hidden = book.add_worksheet("藏")
    hidden.write("A1", "x")
    hidden.hide()
    book.close()
    return path


def test_a_workbook(office: Path) -> None:
    sheet = intake.read(office)
    found = list(sheet.lines)
    assert (sheet.name, sheet.across) == ("客户", {1: [(0, 4)]})
    assert [line.number for line in found] == [1, 2, 3, 4, 5, 6]
    assert found[2].cells == ["区域", "单位名称", "", "手机号码", "日期"]
    assert found[3].cells == ["华东", "甲", "", 13800138000, dt.date(2024, 3, 8)]
    assert (found[4].cells[0], found[4].filled) == ("华东", {0})
    assert (found[5].cells[0], found[5].filled) == ("华东", {0})
    assert cells(office, name="藏") == [["x"]]
    with pytest.raises(InvalidError, match="no sheet"):
        lines(office, name="客")


def test_an_old_workbook() -> None:
    found = cells(FILES / "customers.xls")
    assert found[2][:3] == ["单位名称", "联系人", "手机号码"]
    assert found[3][:3] == ["上海华信仪器有限公司", "李明", 13800138000]


def _changed(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The workbook with its parts changed."""
    other = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return other


def refused(path: Path) -> str:
    """Why a workbook is not read, which takes no second."""
    begun = time.monotonic()
    with pytest.raises(CrmError) as raised:
        lines(path)
    assert time.monotonic() - begun < 1
    return raised.value.message


def test_a_bomb_is_refused_at_once(office: Path) -> None:
    def grown(name: str, content: bytes) -> bytes:
        return content + b" " * 150_000_000 if name.endswith("sheet1.xml") else content

    bomb = _changed(office, grown)
    assert bomb.stat().st_size < 1_000_000
    assert "would become" in refused(bomb)


def test_a_bomb_that_lies_about_its_size(office: Path) -> None:
    """The directory says less than comes out."""
    bomb = _changed(
        office,
        lambda name, content: content + b" " * 50_000_000 if "sheet1" in name else content,
    )
    raw = bytearray(bomb.read_bytes())
    with zipfile.ZipFile(bomb) as archive:
        true = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = 0
        while (at := raw.find(mark, at)) >= 0:
            if int.from_bytes(raw[at + place : at + place + 4], "little") == true:
                raw[at + place : at + place + 4] = (1000).to_bytes(4, "little")
            at += 4
    bomb.write_bytes(raw)
    assert "no workbook" in refused(bomb)


def test_one_cell_far_away_is_a_bomb_too(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write("A1", "客户名称")
    sheet.write("XFD1048576", "x")
    book.close()
    assert "1048576 rows" in refused(path)


def test_entities_are_refused(office: Path) -> None:
    entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    path = _changed(
        office,
        lambda name, content: (
            content.replace(b"?>", b"?>" + entity, 1)
            if name.endswith("sharedStrings.xml")
            else content
        ),
    )
    assert "entities" in refused(path)


def test_another_encoding_cannot_hide_them(office: Path) -> None:
    path = _changed(
        office,
        lambda name, content: (
            content.decode().encode("utf-16") if name.endswith("sharedStrings.xml") else content
        ),
    )
    assert "UTF-8" in refused(path)


def test_a_formula_that_fails_is_no_empty_cell(tmp_path: Path) -> None:
    path = tmp_path / "fault.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write("A1", "客户名称")
    sheet.write_formula("B7", "=1/0", None, "#DIV/0!")
    book.close()
    assert "cell B7" in refused(path)


def test_too_large_a_file(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LARGEST_FILE", 100)
    assert "MB" in refused(office)
    monkeypatch.setattr(intake, "LARGEST", 100)
    assert "too large" in refused(office)
