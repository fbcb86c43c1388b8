"""What people write is text in every output: no escape sequence, no markup, no formula."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import Cli
from tests.test_contact import FIELDS as CONTACT_FIELDS
from tests.test_customer_fields import LINES, PARAGRAPHS, option

BIDI = "a\u202egnp.exe\u202c\u2066x\u2069"
MARKUP = "[bold red]x[/] [link=file:///etc/passwd]y[/link] {0} %s $(id) `id`"
FORMULA = '=HYPERLINK("http://x.invalid","y")'
HOSTILE = {"bidi": BIDI, "markup": MARKUP, "formula": FORMULA, "at": "@SUM(1)", "minus": "-1+1"}
CONTROLS = {
    "escape": "\x1b[2J\x1b[31m",
    "title": "\x1b]0;owned\x07",
    "c1": "\x9b31m",
    "bell": "\x07",
    "null": "a\x00b",
    "return": "a\rb",
}
DANGEROUS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
OUR_STYLE = re.compile("\x1b\\[[01]m")
"""Bold headings on a terminal; nothing that people write holds an escape."""
FORMATS = ("table", "plain", "json", "jsonl", "csv", "tsv", "markdown")


class Place:
    """Where hostile text can be written, and where it is shown."""

    def __init__(self, crm: Cli) -> None:
        self.crm = crm
        crm.ok("customer", "add", "--name", "A")
        crm.ok("contact", "add", "A", "--name", "K")
        crm.ok("followup", "template", "add", "--name", "T")
        crm.ok("followup", "add", "A", "--channel", "PHONE", "--content", "x")
        crm.ok("product", "add", "--name", "P", "--price", "1")
        crm.ok("order", "new", "--customer", "A", "--line", "P:1")

    def writes(self) -> list[tuple[str, ...]]:
        """Every command that takes free text; the text comes last."""
        customer = [("customer", "edit", "C000001", option(k)) for k in (*LINES, *PARAGRAPHS)]
        texts = ("salutation", "position", "department", "wechat", "wecom", "qq", "remark")
        assert set(texts) <= set(CONTACT_FIELDS)
        contact = [("contact", "edit", "CP000001", option(k)) for k in texts]
        said = ("content", "result", "next", "participants")
        followup = [("followup", "correct", "F202603-00001", option(k)) for k in said]
        return [
            *customer,
            *contact,
            *followup,
            ("customer", "edit", "C000001", "--name"),
            ("customer", "edit", "C000001", "--former-names"),
            ("customer", "edit", "C000001", "--wechat"),
            ("customer", "edit", "C000001", "--lifecycle", "lost", "--reason"),
            ("contact", "edit", "CP000001", "--name"),
            ("followup", "template", "edit", "FT01", "--name"),
            ("followup", "template", "edit", "FT01", "--content"),
            ("setting", "edit", "company"),
            ("operator", "edit", "ADMIN", "--name"),
            ("department", "edit", "D001", "--name"),
            ("channel", "edit", "PHONE", "--name"),
            ("progress", "edit", "FIRST", "--name"),
            ("order", "edit", "SO202603-00001", "--remark"),
        ]

    def shows(self) -> list[tuple[str, ...]]:
        """Every command that shows what was written."""
        return [
            ("customer", "list"),
            ("customer", "show", "C000001"),
            ("contact", "list"),
            ("contact", "show", "CP000001"),
            ("contact", "tree", "C000001"),
            ("followup", "list"),
            ("followup", "show", "F202603-00001"),
            ("followup", "timeline"),
            ("followup", "timeline", "--by", "day"),
            ("followup", "template", "list"),
            ("setting", "list"),
            ("operator", "list"),
            ("order", "show", "SO202603-00001"),
            ("history", "customer", "C000001"),
            ("history", "contact", "CP000001"),
            ("log", "--all"),
        ]


@pytest.fixture
def place(new_sqlite) -> Place:
    return Place(Cli(new_sqlite()))


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_is_inert_in_every_output(place: Place, kind: str, tmp_path: Path) -> None:
    crm, text = place.crm, HOSTILE[kind]
    for command in place.writes():
        is_option = command[-1].startswith("--")
        last = [f"{command[-1]}={text}"] if is_option else [command[-1], "--", text]
        done = crm(*command[:-1], *last)
        assert done.code == 0, (command, done.err)
        assert not DANGEROUS.search(done.out + done.err), command
    for command in place.shows():
        for name in FORMATS:
            for terminal in (True, False):
                shown = crm(*command, "-f", name, terminal=terminal)
                assert shown.code == 0, (command, shown.err)
                seen = OUR_STYLE.sub("", shown.out + shown.err)
                assert not DANGEROUS.search(seen), (command, name)
        _data_is_what_was_written(crm, command, text)
        _spreadsheet_holds_no_formula(crm, command, tmp_path)


def _data_is_what_was_written(crm: Cli, command: tuple[str, ...], text: str) -> None:
    as_json = crm(*command, "--json").json
    flat = json.dumps(as_json, ensure_ascii=False)
    if command[0] != "setting":
        assert json.dumps(text, ensure_ascii=False)[1:-1] in flat, command
    rows = list(csv.reader(io.StringIO(crm(*command, "-f", "csv").out)))
    assert len({len(row) for row in rows}) == 1, command


def _spreadsheet_holds_no_formula(crm: Cli, command: tuple[str, ...], folder: Path) -> None:
    file = folder / "x.xlsx"
    assert crm(*command, "-O", str(file)).code == 0
    for sheet in openpyxl.load_workbook(file):
        cells: list[Any] = [cell for row in sheet.iter_rows() for cell in row]
        assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells), command


@pytest.mark.parametrize("kind", CONTROLS)
def test_control_characters_are_refused_in_one_harmless_line(place: Place, kind: str) -> None:
    before = place.crm.ok("log", "--all")
    for command in place.writes():
        text = CONTROLS[kind]
        refused = place.crm(*command, text)
        assert (refused.code, refused.err.count("\n")) == (2, 1), (command, refused.err)
        assert not DANGEROUS.search(refused.out + refused.err), command
    assert place.crm.ok("log", "--all") == before
