"""Follow-ups: recorded, corrected, listed page by page, due."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Cli
from tests.test_customer_fields import HARD

MANAGER = ("--role", "MANAGER")
SEES_ALL = (*MANAGER, "--scope", "all")


@pytest.fixture
def firm(crm: Cli) -> Cli:
    crm.ok("customer", "add", "--name", "华信")
    crm.ok("contact", "add", "华信", "--name", "王芳")
    crm.ok("product", "add", "--name", "P", "--price", "100")
    crm.ok("order", "new", "--customer", "华信", "--line", "P:1")
    return crm


def add(crm: Cli, *more: str, customer: str = "华信", channel: str = "VISIT") -> Any:
    given = ("--content", "x") if "--content" not in more else ()
    return crm.ok("followup", "add", customer, "--channel", channel, *given, *more)


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_each_field_survives(firm: Cli, lang: str) -> None:
    crm = firm
    crm.lang = lang
    text = f"{HARD}\n第二行"
    made = add(
        crm, "--content", text, "--result", text, "--next", text, "--next-on", "+3d", "--contact",
        "王芳", "--order", "so202603-00001", "--participants", HARD, "--at", "2026-03-14 16:05",
        channel="visit",
    )  # fmt: skip
    assert made == {
        "number": "F202603-00001",
        "at": "2026-03-14T08:05:00Z",
        "customer": "C000001",
        "contact": "CP000001",
        "channel": "VISIT",
        "author": "ADMIN",
        "content": text,
        "result": text,
        "next": text,
        "next_on": "2026-03-18",
        "order": "SO202603-00001",
        "participants": HARD,
        "template": None,
        "late": False,
        "recorded_at": "2026-03-15T01:30:00Z",
        "corrected_at": None,
    }
    assert crm.ok("followup", "show", made["number"]) == {**made, "annotations": []}
    changes = {
        "content": "neu", "result": "", "next": "", "next_on": "", "contact": "", "order": "",
        "participants": "", "channel": "PHONE", "at": "2026-03-13 10:00",
    }  # fmt: skip
    flat = [p for k, v in changes.items() for p in ("--" + k.replace("_", "-"), v)]
    after = crm.ok("followup", "correct", made["number"], *flat)
    assert after["content"] == "neu"
    assert after["corrected_at"] == "2026-03-15T01:30:00Z"
    assert all(after[k] is None for k, v in changes.items() if not v)
    assert (after["channel"], after["at"]) == ("PHONE", "2026-03-13T02:00:00Z")
    assert crm.ok("followup", "show", made["number"]) == {**after, "annotations": []}
    first, second = crm.ok("history", "followup", made["number"])
    assert first["new"]["content"] == text
    assert (second["old"]["content"], second["new"]["content"]) == (text, "neu")
    assert crm("db", "check").code == 0


def test_the_content_comes_from_stdin_or_an_editor(firm: Cli, tmp_path: Path) -> None:
    base = ("followup", "add", "华信", "--channel", "PHONE", "--json")
    piped = firm(*base, "--content", "-", typed="来自\n标准输入\n")
    assert piped.json["content"] == "来自\n标准输入"
    missing = firm(*base[:-1])
    assert missing.code == 2
    assert "--content" in missing.err
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "aus dem Editor" >> "$1"\n')
    editor.chmod(0o700)
    firm.environment["EDITOR"] = str(editor)
    written = firm(*base, terminal=True)
    assert written.json["content"] == "aus dem Editor"
    firm.ok(
        "followup", "template", "add", "--name", "T", "--channel", "PHONE", "--content", "谈了："
    )
    assert firm(*base, terminal=True).json["content"] == "谈了：aus dem Editor"
    firm.environment["EDITOR"] = "false"
    assert firm(*base, terminal=True).code == 1
    firm.environment["EDITOR"] = str(tmp_path / "absent")
    assert firm(*base, terminal=True).code == 1
    firm.environment["EDITOR"] = "vi 'x"
    assert firm(*base, terminal=True).code == 1
    firm.environment["EDITOR"] = "true"
    unchanged = firm(*base, terminal=True)
    assert unchanged.code == 1
    assert "Nothing was written" in unchanged.err
    assert len(firm.ok("followup", "list")) == 3


def test_what_was_written_in_an_editor_is_not_lost(firm: Cli, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nhead -c 11000 /dev/zero | tr "\\0" x > "$1"; touch opened\n')
    editor.chmod(0o700)
    firm.environment["EDITOR"] = str(editor)
    before = firm("followup", "add", "nobody", "--channel", "PHONE", terminal=True)
    assert before.code == 3
    assert not (tmp_path / "opened").exists()
    too_long = firm("followup", "add", "华信", "--channel", "PHONE", terminal=True)
    assert too_long.code == 2
    assert (tmp_path / "opened").exists()
    (kept,) = re.findall(r"kept in (\S+)", too_long.err)
    assert Path(kept).read_text() == "x" * 11000
    Path(kept).unlink()


def test_a_missing_channel_is_asked_for(firm: Cli) -> None:
    asked = firm("followup", "add", "华信", "--content", "x", terminal=True, typed="PHONE\n")
    assert asked.code == 0
    assert firm("followup", "add", "华信", "--content", "x").code == 2


@pytest.mark.parametrize(
    "at",
    ["today 09:00", "yesterday 23:59", "2026-03-15T09:00", "2026-03-15 9:00", "09:00", "T09:00",
     "-1d 12:00"],
)  # fmt: skip
def test_moments_are_understood(firm: Cli, at: str) -> None:
    expected = {"y": "2026-03-14T15:59:00Z", "-": "2026-03-14T04:00:00Z"}
    assert add(firm, f"--at={at}")["at"] == expected.get(at[0], "2026-03-15T01:00:00Z")


@pytest.mark.parametrize(
    ("at", "late"), [("today", False), ("2026-03-14", False), ("2026-03-13", True), ("-30d", True)]
)
def test_what_is_entered_late_is_marked(firm: Cli, at: str, late: bool) -> None:
    assert add(firm, "--at", at)["late"] is late


def test_how_late_is_a_setting(firm: Cli) -> None:
    firm.ok("setting", "edit", "late_entry_days", "7")
    assert add(firm, "--at", "-7d")["late"] is False
    assert add(firm, "--at", "-8d")["late"] is True


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--at", "tomorrow"), 2),
        (("--at", "2026-03-15 23:59"), 2),
        (("--at", "25:00"), 2),
        (("--at", "someday"), 2),
        (("--next-on", "yesterday"), 2),
        (("--next-on", "x"), 2),
        (("--contact", "nobody"), 3),
        (("--order", "SO1"), 3),
        (("--template", "X"), 3),
        (("--content", " "), 2),
        (("--content", "\x1b[31m"), 2),
        (("--content", "x" * 10_001), 2),
        (("--participants", "x" * 201), 2),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    new_sqlite, more: tuple[str, ...], code: int
) -> None:
    crm = Cli(new_sqlite())
    crm.ok("customer", "add", "--name", "华信")
    given = ("--content", "x") if "--content" not in more else ()
    result = crm("followup", "add", "华信", "--channel", "VISIT", *given, *more)
    assert (result.code, result.err.count("\n")) == (code, 1)
    assert crm.ok("followup", "list") == []


def test_another_customers_order_and_contact_are_refused(firm: Cli) -> None:
    firm.ok("customer", "add", "--name", "别家")
    base = ("followup", "add", "别家", "--channel", "VISIT", "--content", "x")
    assert firm(*base, "--order", "SO202603-00001").code == 5
    assert firm(*base, "--contact", "王芳").code == 3


def test_a_correction_follows_the_rules_of_an_entry(firm: Cli) -> None:
    number = add(firm)["number"]
    assert firm.ok("followup", "correct", number, "--at", "2026-01-01")["late"] is True
    firm.environment["CRM_NOW"] = "2026-04-15T09:30:00+08:00"
    assert firm.ok("followup", "correct", number, "--at", "2026-03-14")["late"] is False
    both = firm.ok("followup", "correct", number, "--participants", "Bill", "--contact", "王芳")
    assert both["corrected_at"] == "2026-04-15T01:30:00Z"
    assert len(firm.ok("history", "followup", number)) == 4
    template = firm.ok("followup", "template", "add", "--name", "T", "--channel", "INCOMING-VISIT",
                       "--required", "result")["code"]  # fmt: skip
    to = ("followup", "correct", number, "--channel", "INCOMING-VISIT")
    assert firm(*to).code == 2
    assert firm.ok(*to, "--result", "r")["template"] == template
    assert firm.ok("customer", "show", "华信")["lifecycle"] == "visited"
    assert firm.ok("followup", "correct", number, "--channel", "VISIT")["template"] is None


def test_only_the_author_corrects(firm: Cli) -> None:
    number = add(firm)["number"]
    for name, scope, code in (("OTHER", "own", 3), ("ABOVE", "all", 4)):
        firm.ok("operator", "add", "--name", name, "--code", name, *MANAGER, "--scope", scope)
        firm.operator = name
        assert firm("followup", "correct", number, "--content", "y").code == code
        firm.operator = "ADMIN"
    assert "Nothing to change" in firm("followup", "correct", number, "--content", "x").err
    assert firm.ok("followup", "show", number)["corrected_at"] is None


def test_filters(firm: Cli) -> None:
    sales = firm.ok("department", "add", "--name", "Sales")["code"]
    firm.ok("operator", "add", "--name", "王", "--code", "W", "--department", sales, *SEES_ALL)
    firm.ok("customer", "add", "--name", "别家", "--owner", "W")
    add(firm, "--content", "Über Preise", "--at", "2026-02-01")
    firm.operator = "W"
    add(firm, "--content", "送样品", "--at", "2026-03-01", customer="别家", channel="PHONE")
    add(firm, "--result", "成交", "--at", "2026-03-02", channel="WECHAT")

    def numbers(*filters: str) -> list[str]:
        return [f["number"][-1] for f in firm.ok("followup", "list", *filters)]

    assert numbers() == ["3", "2", "1"]
    assert numbers("--customer", "华信") == ["3", "1"]
    assert numbers("--operator", "W") == ["3", "2"]
    assert numbers("--department", sales) == ["3", "2"]
    assert numbers("--department", "D001") == ["1"]
    assert numbers("--channel", "PHONE") == ["2"]
    assert numbers("--from", "2026-03", "--to", "2026-03-01") == ["2"]
    assert numbers("--find", "ÜBER") == ["1"]
    assert numbers("--find", "成交") == ["3"]
    assert numbers("--find", "样") == ["2"]
    assert numbers("--find", "x成") == []
    assert numbers("--department", sales, "--channel", "PHONE") == ["2"]
    assert firm("followup", "list", "--department", sales, "--operator", "W").code == 2
    firm.operator = "ADMIN"
    other = firm.ok("department", "add", "--name", "Empty")["code"]
    assert numbers("--department", other) == []


def test_a_next_step_is_due_until_something_follows(firm: Cli) -> None:
    add(firm, "--next", "call", "--next-on", "2026-03-10", "--at", "2026-03-01")
    firm.ok("customer", "add", "--name", "别家")
    add(firm, "--next", "visit", "--next-on", "today", "--at", "2026-03-02", customer="别家")
    firm.ok("customer", "add", "--name", "第三家")
    add(firm, "--next", "later", "--next-on", "+1d", customer="第三家")

    def steps(flag: str) -> list[str]:
        return [f["next"] for f in firm.ok("followup", "list", flag)]

    assert steps("--due") == ["visit", "call"]
    assert steps("--overdue") == ["call"]
    add(firm, "--at", "2026-03-09 23:59")
    assert steps("--overdue") == ["call"]
    add(firm, "--at", "2026-03-10")
    assert steps("--overdue") == []
    assert steps("--due") == ["visit"]
    note = add(firm, "--at", "2026-03-14", customer="别家")
    assert steps("--due") == ["visit"]
    firm.ok("followup", "correct", note["number"], "--next", "again", "--next-on", "+5d")
    assert steps("--due") == []


def test_late_entries_are_shown_and_listed(firm: Cli) -> None:
    add(firm)
    late = add(firm, "--at", "-9d")["number"]
    assert [f["number"] for f in firm.ok("followup", "list", "--late")] == [late]
    assert "Late entry" in firm("followup", "list").out
    assert "Late entry" in firm("followup", "timeline").out


def test_pages_go_by_key_and_meet_every_record_once(firm: Cli) -> None:
    for number in range(23):
        add(firm, "--at", f"2026-03-0{number % 5 + 1}")
    seen: list[str] = []
    before: tuple[str, ...] = ()
    while True:
        page = firm.ok("followup", "list", "--limit", "5", *before)
        seen += [f["number"] for f in page]
        if len(page) < 5:
            break
        before = ("--before", page[-1]["number"])
    assert len(seen) == len(set(seen)) == 23
    assert seen == [f["number"] for f in firm.ok("followup", "list")]
    told = firm("followup", "list", "--limit", "5")
    assert f"--before {seen[4]}" in told.err
    assert "--before" not in firm("followup", "list").err
    by_department = firm.ok("followup", "list", "--department", "D001", "--limit", "5",
                            "--before", seen[9])  # fmt: skip
    assert [f["number"] for f in by_department] == seen[10:15]


def test_the_timeline_is_a_table_by_contact_or_by_day(firm: Cli) -> None:
    firm.ok("operator", "add", "--name", "王", "--code", "W", *SEES_ALL)
    firm.ok("customer", "add", "--name", "别家")
    add(firm, "--content", "eins", "--at", "2026-03-10 09:00")
    add(firm, "--content", "zwei", "--at", "2026-03-10 15:00", customer="别家", channel="PHONE")
    firm.operator = "W"
    add(firm, "--content", "drei", "--at", "2026-03-10 12:00")
    add(firm, "--content", "vier", "--at", "2026-03-11 12:00")
    lines = firm.ok("followup", "timeline", "--from", "2026-03-10", "--to", "2026-03-11")
    assert [line["content"] for line in lines] == ["vier", "zwei", "drei", "eins"]
    days = firm.ok("followup", "timeline", "--by", "day")
    assert [(d["day"], d["author"], d["followups"], d["customers"]) for d in days] == [
        ("2026-03-11", "W", 1, 1),
        ("2026-03-10", "ADMIN", 2, 2),
        ("2026-03-10", "W", 1, 1),
    ]
    assert days[1]["entries"] == ["15:00 别家 [phone] zwei", "09:00 华信 [visit] eins"]
    only = firm.ok("followup", "timeline", "--customer", "别家", "--columns", "content")
    assert only == [{"content": "zwei"}]
    assert firm.ok("followup", "timeline", "--by", "day", "--columns", "day")[0] == {
        "day": "2026-03-11"
    }
    # two of the three of 10 March would be cut off: the whole day waits for the next page
    page = firm.ok("followup", "timeline", "--by", "day", "--limit", "2")
    assert [(d["day"], d["followups"]) for d in page] == [("2026-03-11", 1)]
    rest = firm.ok(
        "followup", "timeline", "--by", "day", "--limit", "3", "--before", lines[0]["number"]
    )
    assert [(d["author"], d["followups"]) for d in rest] == [("ADMIN", 2), ("W", 1)]
    cut = firm.ok(
        "followup", "timeline", "--by", "day", "--limit", "2", "--before", lines[0]["number"]
    )
    assert cut == rest
    assert firm("followup", "timeline", "--by", "week").code == 2
    assert firm("followup", "timeline", "--columns", "nothing").code == 2


def test_a_template_says_what_is_required(firm: Cli) -> None:
    made = firm.ok(
        "followup", "template", "add", "--name", "拜访", "--channel", "VISIT", "--required",
        "result,next-on", "--required", "联系人", "--content", "谈了：",
    )  # fmt: skip
    assert made["required"] == ["result", "next_on", "contact"]
    assert crm_show(firm, made["code"]) == made
    refused = firm("followup", "add", "华信", "--channel", "VISIT", "--content", "x")
    assert refused.code == 2
    assert "--result --next-on --contact" in refused.err
    done = add(firm, "--result", "r", "--next-on", "+1d", "--contact", "王芳")
    assert done["template"] == made["code"]
    assert add(firm, channel="PHONE")["template"] is None
    assert firm("followup", "correct", done["number"], "--result", "").code == 2
    assert firm("followup", "template", "remove", "拜访", "--yes").code == 5
    assert firm("followup", "add", "华信", "--channel", "PHONE", "--content", "x", "--template",
                "拜访").code == 5  # fmt: skip
    second = firm.ok("followup", "template", "add", "--name", "回访", "--channel", "VISIT")
    ambiguous = firm("followup", "add", "华信", "--channel", "VISIT", "--content", "x")
    assert ambiguous.code == 3
    assert second["code"] in ambiguous.err
    assert add(firm, "--template", "回访")["template"] == second["code"]
    firm.ok("followup", "template", "edit", "拜访", "--inactive", "--required", "")
    assert add(firm)["template"] == second["code"]
    assert [t["name"] for t in firm.ok("followup", "template", "list", "--active")] == ["回访"]
    spare = firm.ok("followup", "template", "add", "--name", "spare")
    firm.ok("followup", "template", "remove", spare["code"], "--yes")
    assert firm("followup", "template", "add", "--name", "x", "--required", "mood").code == 2


def crm_show(crm: Cli, code: str) -> Any:
    return crm.ok("followup", "template", "show", code)


def test_an_operator_who_moves_takes_customers_along_and_stays_the_author(
    firm: Cli, reading
) -> None:
    from tests.test_customer import scopes

    sales = firm.ok("department", "add", "--name", "Sales")["code"]
    firm.ok("operator", "add", "--name", "王", "--code", "W", "--department", sales)
    add(firm, "--contact", "王芳", "--order", "SO202603-00001")
    firm.ok("customer", "edit", "华信", "--name", "新华信", "--phone", "95588")
    firm.ok(
        "contact",
        "add",
        "新华信",
        "--name",
        "李强",
        "--reports-to",
        "王芳",
        "--mobile",
        "13800138000",
    )
    firm.ok("customer", "edit", "新华信", "--owner", "W")
    assert scopes(reading) == {("W", sales)}
    other = firm.ok("department", "add", "--name", "Other")["code"]
    firm.ok("operator", "edit", "W", "--department", other)
    assert scopes(reading) == {("W", other)}
    assert firm.ok("followup", "list")[0]["author"] == "ADMIN"
    assert firm.ok("followup", "list", "--department", other) == []
    assert firm("db", "check").code == 0
