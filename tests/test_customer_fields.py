"""Each field of a customer survives being added, shown, changed, shown and looked up in history."""

from __future__ import annotations

from typing import Any

import pytest

from crmcli.services.texts import LONGEST_NAME, LONGEST_TEXT
from crmcli.views.base import masked
from crmcli.views.customer import CustomerValues
from tests.conftest import Cli

HARD = "华信 Ünïcødé 😀 שלום مرحبا"
"""Chinese, accents, an emoji, text from right to left."""
LINES = (
    "short_name", "province", "city", "district", "postcode", "address", "website", "age_band",
    "occupation", "billing_name", "billing_bank", "billing_account", "billing_address",
    "billing_phone",
)  # fmt: skip
PARAGRAPHS = ("needs", "remark")
OTHERS: dict[str, tuple[tuple[str, Any], tuple[str, Any]]] = {
    "kind": (("单位", "organisation"), ("person", "person")),
    "type": (("END", "END"), ("dealer", "DEALER")),
    "source": (("WEB", "WEB"), ("FAIR", "FAIR")),
    "industry": (("IT", "IT"), ("HEALTH", "HEALTH")),
    "level": (("A", "A"), ("b", "B")),
    "region": (("华东", "R0001"), ("R0002", "R0002")),
    "progress": (("FIRST", "FIRST"), ("OFFER", "OFFER")),
    "phone": (("021-5555 1234", "021-5555 1234"), ("021-62345678/9", "021-62345678 / 9")),
    "mobile": (("１３８ 0013 8000", "１３８ 0013 8000"), ("13900139000", "13900139000")),
    "fax": (("021-55551235", "021-55551235"), ("021-55551236-8", "021-55551236-8")),
    "email": (("Info@Huaxin.cn", "Info@Huaxin.cn"), ("a@b.cn/c@d.cn", "a@b.cn / c@d.cn")),
    "wechat": (("hua_xin", "hua_xin"), ("华信-2", "华信-2")),
    "tax_number": (
        ("91310000607342023u", "91310000607342023U"),
        ("911100006000 37341L", "91110000600037341L"),
    ),
    "identity_number": (("11010519491231002X", "11010519491231002X"), ("E12345678", "E12345678")),
    "credit_limit": (("￥1,234.5", "1234.50"), ("0", "0.00")),
    "turnover": (("1,000,000", "1000000.00"), ("9999999999999.99", "9999999999999.99")),
    "staff": (("1,200", 1200), ("１２", 12)),
    "payment_terms": (("月结30天", "month-end+30"), ("net 45", "45d")),
    "needs_on": (("2026-03-01", "2026-03-01"), ("today", "2026-03-15")),
    "former_names": (("老名字", ["老名字"]), ("更老的名字", ["老名字", "更老的名字"])),
}
MASKED = {
    "phone": ("021****1234", "021****5678 / 021****5679"),
    "mobile": ("138****8000", "139****9000"),
    "fax": ("021****1235", "021****36-8"),
    "email": ("i***@huaxin.cn", "a***@b.cn / c***@d.cn"),
    "wechat": ("****in", "****"),
    "identity_number": ("110****002X", "E1****78"),
    "billing_phone": ("华信 ****hone", "****"),
}
"""How numbers and addresses are shown unless somebody asks to have them revealed."""
SET_BY_HAND = {"lifecycle"}
"""It needs a reason, and is tested in test_lifecycle.py."""


def test_every_field_is_tried() -> None:
    tried = {*LINES, *PARAGRAPHS, *OTHERS, *SET_BY_HAND}
    assert tried == set(CustomerValues.__annotations__)


@pytest.fixture
def filled(crm: Cli) -> Cli:
    for name in ("华东", "华南"):
        crm.ok("region", "add", "--name", name)
    return crm


def option(key: str) -> str:
    return "--" + key.replace("_", "-")


def values() -> list[tuple[str, tuple[str, Any], tuple[str, Any]]]:
    texts = [(k, (f"{HARD} {k}", f"{HARD} {k}"), ("二", "二")) for k in LINES]
    long = f"{HARD}\nzweite Zeile\n\t三"
    texts += [(k, (long, long), (f"- {long}", f"- {long}")) for k in PARAGRAPHS]
    others = [(k, *both) for k, both in OTHERS.items()]
    return texts + others


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_each_field_survives(filled: Cli, lang: str) -> None:
    crm = filled
    crm.lang = lang
    given = [part for key, (text, _shown), _second in values() for part in (option(key), text)]
    # needs_on belongs to needs, so both are always given together
    made = crm.ok("customer", "add", "--name", HARD, *given)
    whole = {key: kept for key, (_text, kept), _second in values()}
    for key, kept in {**whole, **{key: first for key, (first, _second) in MASKED.items()}}.items():
        assert made[key] == kept, key
    show = ("customer", "show", made["code"])
    shown = crm.ok(*show)
    assert {key: shown[key] for key in made} == made
    assert crm.ok(*show, "--reveal") == {**shown, **whole}
    for key, _first, (text, after) in values():
        edited = crm.ok("customer", "edit", made["code"], option(key), text)
        seen = MASKED[key][1] if key in MASKED else after
        assert edited[key] == seen, key
        assert crm.ok(*show)[key] == seen, key
        assert crm.ok(*show, "--reveal")[key] == after, key
    history = crm.ok("history", "customer", made["code"])
    changed = {key for entry in history for key in {**(entry["old"] or {}), **(entry["new"] or {})}}
    in_rows = {"phone", "mobile", "fax", "email", "wechat", "former_names"}
    assert {key for key, *_rest in values()} - in_rows <= changed
    told = str(history)
    assert OTHERS["former_names"][0][0] in told
    for key in MASKED:
        assert whole[key] not in told, key
        assert masked(whole[key]) in told, key
    cleared = [part for key, *_rest in values() if key != "kind" for part in (option(key), "")]
    empty = crm.ok("customer", "edit", made["code"], *cleared)
    assert all(empty[key] in (None, []) for key, *_rest in values() if key != "kind")
    assert crm("db", "check").code == 0


@pytest.mark.parametrize("key", [*LINES, *PARAGRAPHS])
def test_the_longest_text_is_kept_and_one_more_refused(crm: Cli, key: str) -> None:
    longest = LONGEST_TEXT if key in PARAGRAPHS else LONGEST_NAME
    crm.ok("customer", "add", "--name", "A")
    kept = crm.ok("customer", "edit", "A", option(key), "华" * longest)
    seen = "华华华****华华华华" if key in MASKED else "华" * longest
    assert kept[key] == seen
    refused = crm("customer", "edit", "A", option(key), "华" * (longest + 1))
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert crm.ok("customer", "show", "A")[key] == seen
    assert crm.ok("customer", "show", "A", "--reveal")[key] == "华" * longest


def test_lists_are_filtered_by_each_field(filled: Cli) -> None:
    crm = filled
    given = [part for key, (text, _shown), _second in values() for part in (option(key), text)]
    crm.ok("customer", "add", "--name", "有值", *given)
    crm.ok("customer", "add", "--name", "无值", "--kind", "person")
    for key, (text, _shown), _second in values():
        found = crm.ok("customer", "list", option(key), text.split("\n")[0])
        assert [c["name"] for c in found] == ["有值"], key
        if key != "kind":
            without = crm.ok("customer", "list", option(key), "")
            assert [c["name"] for c in without] == ["无值"], key


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (("--credit-limit", "1000..5000"), ["B"]),
        (("--credit-limit", "..2000"), ["B", "A"]),
        (("--credit-limit", "2000.."), ["C"]),
        (("--created-at", "2026-03"), ["C", "B", "A"]),
        (("--created-at", "2026-02"), []),
        (("--created-at", "2026-02..2026-03"), ["C", "B", "A"]),
        (("--created-at", "2026-03-15.."), ["C", "B", "A"]),
        (("--created-at", "..2026-03-14"), []),
        (("--city", "上"), ["B", "A"]),
        (("--code", "c000003"), ["C"]),
        (("--name", "b"), ["B"]),
        (("--payment-terms", "30天"), ["A"]),
    ],
)
def test_filters_know_ranges_and_parts(new_sqlite, filters: tuple[str, ...], names: list) -> None:
    crm = Cli(new_sqlite())
    crm.ok("customer", "add", "--name", "A", "--credit-limit", "500", "--city", "上海",
           "--payment-terms", "30d")  # fmt: skip
    crm.ok("customer", "add", "--name", "B", "--credit-limit", "1500", "--city", "上饶")
    crm.ok("customer", "add", "--name", "C", "--credit-limit", "9000", "--city", "北京")
    assert [c["name"] for c in crm.ok("customer", "list", *filters)] == names


def test_a_person_is_found_by_the_reading_of_the_surname(crm: Cli) -> None:
    crm.ok("customer", "add", "--name", "单田芳")
    assert crm.ok("customer", "list", "--find", "shantian") == []
    crm.ok("customer", "edit", "单田芳", "--kind", "person")
    assert len(crm.ok("customer", "list", "--find", "shantian")) == 1


@pytest.mark.parametrize(
    "filters", [("--phone", "/"), ("--email", "/"), ("--phone", "none"), ("--staff", "many..")]
)
def test_a_filter_that_asks_nothing_is_refused(new_sqlite, filters: tuple[str, str]) -> None:
    assert Cli(new_sqlite())("customer", "list", *filters).code == 2


def test_needs_are_dated(crm: Cli) -> None:
    assert crm("customer", "add", "--name", "A", "--needs-on", "today").code == 2
    made = crm.ok("customer", "add", "--name", "A", "--needs", "打印机")
    assert made["needs_on"] == "2026-03-15"
    crm.environment["CRM_NOW"] = "2026-04-01T09:00:00+08:00"
    assert crm.ok("customer", "edit", "A", "--remark", "x")["needs_on"] == "2026-03-15"
    assert crm.ok("customer", "edit", "A", "--needs", "复印机")["needs_on"] == "2026-04-01"
    undated = crm.ok("customer", "edit", "A", "--needs", "x", "--needs-on", "")
    assert (undated["needs"], undated["needs_on"]) == ("x", None)


def test_two_customers_cannot_have_one_number(crm: Cli) -> None:
    crm.ok("customer", "add", "--name", "A", "--tax-number", "91310000607342023U")
    for force in ((), ("--force",)):
        again = crm("customer", "add", "--name", "B", "--tax-number", "91310000607342023u", *force)
        assert again.code == 5
        assert "C000001 A" in again.err
    crm.ok("customer", "add", "--name", "B", "--kind", "person")
    crm.ok("customer", "edit", "A", "--identity-number", "11010519491231002X")
    assert crm("customer", "edit", "B", "--identity-number", "11010519491231002x").code == 5


def test_a_change_that_makes_a_duplicate_is_told(crm: Cli) -> None:
    crm.ok("customer", "add", "--name", "华信贸易", "--mobile", "13800138000")
    crm.ok("customer", "add", "--name", "别家")
    for change in (("--name", "上海华信贸易有限公司"), ("--phone", "138 0013 8000")):
        told = crm("customer", "edit", "C000002", *change)
        assert told.code == 0
        assert "C000001 华信贸易" in told.err
    own = crm("customer", "edit", "C000001", "--name", "华信贸易")
    assert "C000001" not in own.err


def test_former_names_are_kept_and_found(crm: Cli) -> None:
    crm.ok("customer", "add", "--name", "上海旧名贸易有限公司")
    crm.ok("customer", "edit", "C000001", "--name", "上海新名贸易有限公司")
    shown = crm.ok("customer", "show", "C000001")
    assert shown["former_names"] == ["上海旧名贸易有限公司"]
    for text in ("旧名", "jiuming", "jm", "新名"):
        assert [c["code"] for c in crm.ok("customer", "list", "--find", text)] == ["C000001"]
    back = crm.ok("customer", "edit", "C000001", "--name", "上海旧名贸易有限公司")
    assert back["former_names"] == ["上海新名贸易有限公司"]
    two = ("--former-names", "甲", "--former-names", "乙")
    kept = ["上海新名贸易有限公司", "甲", "乙"]
    assert crm.ok("customer", "edit", "C000001", *two)["former_names"] == kept
    assert "Nothing to change" in crm("customer", "edit", "C000001").err
    assert crm.ok("customer", "edit", "C000001", "--former-names", "")["former_names"] == []
    assert crm.ok("customer", "list", "--find", "甲") == []


def test_who_was_not_followed_up_is_found(crm: Cli) -> None:
    crm.environment["CRM_NOW"] = "2026-01-01T09:00:00+08:00"
    for name in ("never", "long ago", "lately"):
        crm.ok("customer", "add", "--name", name)
    crm.environment["CRM_NOW"] = "2026-03-15T09:30:00+08:00"
    crm.ok("customer", "add", "--name", "new")
    for name, at in (("long ago", "2026-02-01"), ("lately", "2026-03-01")):
        crm.ok("followup", "add", name, "--channel", "PHONE", "--content", "x", "--at", at)

    def names(since: str) -> list[str]:
        return [c["name"] for c in crm.ok("customer", "list", "--untouched-for", since)]

    assert names("30d") == ["long ago", "never"]
    assert names("6w") == ["long ago", "never"]
    assert names("60") == ["never"]
    assert names("1d") == ["lately", "long ago", "never"]
    assert crm("customer", "list", "--untouched-for", "long").code == 2


def test_pages_of_customers_go_by_key(crm: Cli) -> None:
    for name in "ABCDE":
        crm.ok("customer", "add", "--name", name)
    first = crm.ok("customer", "list", "--limit", "2")
    second = crm.ok("customer", "list", "--limit", "2", "--before", first[-1]["code"])
    assert [c["name"] for c in first + second] == ["E", "D", "C", "B"]
    assert crm("customer", "list", "--before", "C000003", "--sort", "name").code == 2
    told = crm("customer", "list", "--limit", "2", "--before", first[-1]["code"])
    assert "--before C000002" in told.err
    assert crm("customer", "list", "--before", "C000099").code == 3
