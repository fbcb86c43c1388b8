"""Contacts: their fields, their tree, their birthdays."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from crmcli.errors import InvalidError
from crmcli.services import birthdays
from crmcli.services.texts import LONGEST_NAME
from crmcli.views.base import masked
from crmcli.views.contact import ContactValues
from tests.conftest import Cli
from tests.test_customer_fields import HARD, option

FIELDS: dict[str, tuple[tuple[str, Any], tuple[str, Any]]] = {
    "salutation": ((HARD, HARD), ("王总", "王总")),
    "category": (("BUSINESS", "BUSINESS"), ("technical", "TECHNICAL")),
    "position": ((HARD, HARD), ("经理", "经理")),
    "department": ((f"{HARD}/二组", f"{HARD}/二组"), ("研发部/软件组", "研发部/软件组")),
    "reports_to": (("老板", "CP000001"), ("CP000002", "CP000002")),
    "decision_role": (("决策人", "decider"), ("user", "user")),
    "phone": (("021-5555 1234转8001", "021-5555 1234转8001"), ("95588", "95588")),
    "mobile": (("13800138000/13900139000", "13800138000 / 13900139000"), ("+49 1", "+49 1")),
    "fax": (("021-55551235", "021-55551235"), ("021-55551236", "021-55551236")),
    "email": (("a@b.cn/c@d.cn", "a@b.cn / c@d.cn"), ("x@y.de", "x@y.de")),
    "wechat": (("wang_fang", "wang_fang"), ("王芳", "王芳")),
    "wecom": (("WangFang", "WangFang"), ("wf", "wf")),
    "qq": (("10001", "10001"), ("10002", "10002")),
    "birthday": (("农历1980年八月十五", "lunar:1980-08-15"), ("5月12日", "--05-12")),
    "remark": ((f"{HARD}\n二", f"{HARD}\n二"), ("x", "x")),
}

MASKED = {
    "phone": ("021****8001", "****88"),
    "mobile": ("138****8000 / 139****9000", "****"),
    "fax": ("021****1235", "021****1236"),
    "email": ("a***@b.cn / c***@d.cn", "x***@y.de"),
    "wechat": ("wa****ng", "****"),
    "wecom": ("wa****ng", "****"),
    "qq": ("****01", "****02"),
}
"""How numbers and addresses are shown unless somebody asks to have them revealed."""


def test_every_field_is_tried() -> None:
    assert set(FIELDS) == set(ContactValues.__annotations__)


@pytest.fixture
def firm(crm: Cli) -> Cli:
    crm.ok("customer", "add", "--name", "华信")
    crm.ok("contact", "add", "华信", "--name", "老板")
    crm.ok("contact", "add", "华信", "--name", "副总")
    return crm


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_each_field_survives(firm: Cli, lang: str) -> None:
    crm = firm
    crm.lang = lang
    given = [part for key, ((text, _s), _2) in FIELDS.items() for part in (option(key), text)]
    made = crm.ok("contact", "add", "华信", "--name", HARD, *given)
    whole = {key: one[1] for key, (one, _2) in FIELDS.items()}
    seen = {key: first for key, (first, _second) in MASKED.items()}
    assert {key: made[key] for key in FIELDS} == {**whole, **seen}
    show = ("contact", "show", made["code"])
    assert crm.ok(*show) == made
    assert crm.ok(*show, "--reveal") == {**made, **whole}
    for key, (first, (text, after)) in FIELDS.items():
        assert made in crm.ok("contact", "list", option(key), first[0].split("\n")[0])
        edited = crm.ok("contact", "edit", made["code"], option(key), text)
        shown = MASKED[key][1] if key in MASKED else after
        assert edited[key] == shown, key
        made = crm.ok(*show)
        assert made[key] == shown, key
        assert crm.ok(*show, "--reveal")[key] == after, key
    told = str(crm.ok("history", "contact", made["code"]))
    for key, (first, _second) in FIELDS.items():
        if key not in MASKED:
            assert str(first[1]).split("\n")[0] in told, key
            continue
        for number in first[1].split(" / "):
            assert number not in told, key
            assert masked(number) in told, key
    cleared = [part for key in FIELDS for part in (option(key), "")]
    empty = crm.ok("contact", "edit", made["code"], *cleared)
    assert all(empty[key] is None for key in FIELDS)
    assert crm("db", "check").code == 0


@pytest.mark.parametrize("key", ["salutation", "position", "department"])
def test_the_longest_text_is_kept_and_one_more_refused(firm: Cli, key: str) -> None:
    longest = "华" * LONGEST_NAME
    assert firm.ok("contact", "edit", "老板", option(key), longest)[key] == longest
    assert firm("contact", "edit", "老板", option(key), longest + "x").code == 2


def test_a_customer_is_found_by_its_contacts(firm: Cli) -> None:
    firm.ok("customer", "add", "--name", "别家")
    for text in ("老板", "laoban", "lb", "板", "CP000001"):
        assert [c["name"] for c in firm.ok("customer", "list", "--find", text)] == ["华信"]
    firm.ok("contact", "edit", "老板", "--name", "单雪梅")
    assert firm.ok("customer", "list", "--find", "老板") == []
    assert [c["name"] for c in firm.ok("customer", "list", "--find", "shanxuemei")] == ["华信"]
    firm.ok("customer", "edit", "华信", "--short-name", "HX")
    assert [c["name"] for c in firm.ok("customer", "list", "--find", "单雪")] == ["华信"]
    firm.ok("contact", "remove", "单雪梅", "--yes")
    assert firm.ok("customer", "list", "--find", "单雪") == []


def test_a_contact_does_not_make_its_customer_another_version(firm: Cli) -> None:
    before = firm.ok("customer", "show", "华信")["updated_at"]
    firm.environment["CRM_NOW"] = "2026-05-01T09:00:00+08:00"
    firm.ok("contact", "add", "华信", "--name", "新人")
    assert firm.ok("customer", "show", "华信")["updated_at"] == before
    assert {e["record"] for e in firm.ok("log", "--limit", "2")} <= {"contact"}


def test_one_contact_is_the_primary_one(firm: Cli) -> None:
    def primary() -> list[str]:
        return [c["name"] for c in firm.ok("contact", "list", "--primary")]

    assert primary() == ["老板"]
    firm.ok("contact", "edit", "副总", "--primary")
    assert primary() == ["副总"]
    assert [c["name"] for c in firm.ok("customer", "show", "华信")["contacts"]] == ["副总", "老板"]
    firm.ok("contact", "edit", "副总", "--inactive")
    assert primary() == ["老板"]
    firm.ok("contact", "add", "华信", "--name", "新人")
    firm.ok("contact", "remove", "老板", "--yes")
    assert primary() == ["新人"]
    firm.ok("contact", "edit", "副总", "--active", "--primary")
    firm.ok("contact", "remove", "副总", "--yes")
    assert primary() == ["新人"]


def test_birthdays_are_filtered_by_day_or_by_year(firm: Cli) -> None:
    firm.ok("contact", "edit", "老板", "--birthday", "1980-05-12")
    firm.ok("contact", "edit", "副总", "--birthday", "05-12")

    def names(born: str) -> list[str]:
        return [c["name"] for c in firm.ok("contact", "list", "--birthday", born)]

    assert names("05-12") == ["老板", "副总"]
    assert names("1980-05-12") == ["老板"]
    assert names("1999-05-12") == []


def test_the_tree_shows_who_reports_to_whom(firm: Cli) -> None:
    for name, above in (("王芳", "老板"), ("李强", "王芳"), ("张伟", "王芳"), ("陈静", "副总")):
        firm.ok("contact", "add", "华信", "--name", name, "--reports-to", above)
    rows = firm.ok("contact", "tree", "华信")
    assert [(r["level"], r["name"]) for r in rows] == [
        (0, "老板"), (1, "王芳"), (2, "李强"), (2, "张伟"), (0, "副总"), (1, "陈静"),
    ]  # fmt: skip
    text = firm("contact", "tree", "华信").out
    assert "└─ 王芳" in text
    assert "   ├─ 李强" in text
    assert "   └─ 张伟" in text


def test_nobody_reports_to_oneself_or_to_strangers(firm: Cli) -> None:
    firm.ok("contact", "edit", "副总", "--reports-to", "老板")
    assert firm("contact", "edit", "老板", "--reports-to", "副总").code == 5
    assert firm("contact", "edit", "老板", "--reports-to", "老板").code == 5
    firm.ok("customer", "add", "--name", "别家")
    firm.ok("contact", "add", "别家", "--name", "外人")
    assert firm("contact", "edit", "老板", "--reports-to", "外人").code == 3


def test_who_is_named_elsewhere_is_not_removed(firm: Cli) -> None:
    firm.ok("contact", "edit", "副总", "--reports-to", "老板")
    refused = firm("contact", "remove", "老板", "--yes")
    assert refused.code == 5
    assert "1 × contact" in refused.err
    firm.ok("contact", "edit", "副总", "--reports-to", "", "--mobile", "13800138000")
    firm.ok("followup", "add", "华信", "--channel", "VISIT", "--content", "x", "--contact", "老板")
    assert "1 × follow-up" in firm("contact", "remove", "老板", "--yes").err
    assert firm("contact", "remove", "副总").code == 2
    assert firm.ok("contact", "remove", "副总", "--yes")["mobile"] == "138****8000"
    told = firm.ok("history", "contact", "CP000002")
    assert told[-1]["change"] == "delete"
    assert "138****8000" in str(told)
    assert "13800138000" not in str(told)
    assert firm("db", "check").code == 0


TODAY = dt.date(2026, 3, 15)


class Day:
    """The only thing that a birthday asks of a unit of work."""

    def today(self) -> dt.date:
        return TODAY


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1980-05-12", "1980-05-12"),
        ("1980/5/12", "1980-05-12"),
        ("1980年5月12日", "1980-05-12"),
        ("05-12", "--05-12"),
        ("--05-12", "--05-12"),
        ("五月十二日", "--05-12"),
        ("12月三十一日", "--12-31"),
        ("十二月三十一日", "--12-31"),
        ("正月初五", "lunar:--01-05"),
        ("腊月廿三", "lunar:--12-23"),
        ("02-29", "--02-29"),
        ("农历八月十五", "lunar:--08-15"),
        ("lunar:08-15", "lunar:--08-15"),
        ("农历正月初一", "lunar:--01-01"),
        ("农历腊月三十", "lunar:--12-30"),
        ("农历十一月廿九", "lunar:--11-29"),
        ("农历冬月二十", "lunar:--11-20"),
        ("阴历1984年十月二十五", "lunar:1984-10-25"),
        ("农历2025年闰六月初一", "lunar:2025-06+-01"),
        ("lunar:2025-06+-01", "lunar:2025-06+-01"),
    ],
)
def test_a_birthday_has_one_form(typed: str, stored: str) -> None:
    found = birthdays.clean(Day(), typed, "birthday")  # type: ignore[arg-type]
    assert found.stored == stored
    assert birthdays.read(stored) == found


@pytest.mark.parametrize(
    "typed",
    [
        "1980-02-30",
        "13-01",
        "lunar:08-31",
        "2030-01-01",
        "1850-01-01",
        "05+-12",
        "x",
        "八月",
        "农历1980年闰六月初一",
        "lunar:1981-13-01",
    ],
)
def test_a_day_that_never_was_is_refused(typed: str) -> None:
    with pytest.raises(InvalidError):
        birthdays.clean(Day(), typed, "birthday")  # type: ignore[arg-type]


def test_due_birthdays_come_nearest_first(firm: Cli) -> None:
    # Mid-Autumn 2026 is on 25 September; the last lunar day of 2025 is the 29th of month 12.
    for name, born in (
        ("solar", "1980-03-20"),
        ("no year", "03-29"),
        ("today", "1990-03-15"),
        ("too late", "04-01"),
        ("lunar", "lunar:1970-02-01"),
    ):
        firm.ok("contact", "add", "华信", "--name", name, "--birthday", born)
    rows = firm.ok("contact", "due-birthdays", "--within", "14d")
    assert [(r["date"], r["days"], r["turns"]) for r in rows] == [
        ("2026-03-15", 0, 36),
        ("2026-03-19", 4, 56),
        ("2026-03-20", 5, 46),
        ("2026-03-29", 14, None),
    ]
    firm.ok("contact", "edit", "today", "--inactive")
    assert len(firm.ok("contact", "due-birthdays")) == 3
    assert firm("contact", "due-birthdays", "--within", "400d").code == 2


@pytest.mark.parametrize(
    ("key", "first", "last", "day"),
    [
        ("0229", "2026-02-20", "2026-03-05", "2026-02-28"),
        ("0229", "2028-02-20", "2028-03-05", "2028-02-29"),
        ("L1230", "2026-02-01", "2026-03-01", "2026-02-16"),
        ("L0101", "2026-02-01", "2026-03-01", "2026-02-17"),
        ("L0815", "2026-09-01", "2026-09-30", "2026-09-25"),
        ("L0601", "2025-06-01", "2025-08-30", "2025-06-25"),
    ],
)
def test_days_that_some_years_have_not(key: str, first: str, last: str, day: str) -> None:
    found = birthdays.keys_between(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert found[key] == dt.date.fromisoformat(day)


def test_a_leap_month_is_no_second_birthday() -> None:
    after_the_plain_month = birthdays.keys_between(dt.date(2025, 7, 25), dt.date(2025, 8, 20))
    assert not any(key.startswith("L06") for key in after_the_plain_month)
