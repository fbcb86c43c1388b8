"""Phone numbers as people write them: taken apart, compared in one form, kept as written."""

from __future__ import annotations

from typing import Any

import pytest

from crmcli.db import connect
from crmcli.errors import InvalidError
from crmcli.services import phones
from tests.conftest import Cli


@pytest.mark.parametrize(
    ("written", "normalised"),
    [
        ("13800138000", ["+8613800138000"]),
        ("138-0013-8000", ["+8613800138000"]),
        ("1380013-8000", ["+8613800138000"]),
        ("１３８ ００１３ ８０００", ["+8613800138000"]),
        ("+86 138 0013 8000", ["+8613800138000"]),
        ("021-5555 1234", ["+862155551234"]),
        ("(021)55551234", ["+862155551234"]),
        ("86 21 5555 1234", ["+862155551234"]),
        ("010-6234-5678", ["+861062345678"]),
        ("021-5555 1234转8001", ["+862155551234-8001"]),
        ("021-55551234-8001", ["+862155551234-8001"]),
        ("021-5555 1234 - 8001", ["+862155551234-8001"]),
        ("021-55551234 分机：12", ["+862155551234-12"]),
        ("021-55551234 ext. 12", ["+862155551234-12"]),
        ("021-55551234x12", ["+862155551234-12"]),
        ("55551234-8001", ["55551234-8001"]),
        ("0571-88220011转8001/8002", ["+8657188220011-8001", "+8657188220011-8002"]),
        ("0571-88220095-8001/8002", ["+8657188220095-8001", "+8657188220095-8002"]),
        ("010 6552-9988", ["+861065529988"]),
        ("0571 8822-0011", ["+8657188220011"]),
        ("400 820-8820", ["4008208820"]),
        ("+852 2345-6789", ["+85223456789"]),
        ("+1 212 555-0123", ["+12125550123"]),
        ("0571-88220011/88220022", ["+8657188220011", "+8657188220022"]),
        ("0571-88220011/22", ["+8657188220011", "+8657188220022"]),
        ("62345678/9", ["62345678", "62345679"]),
        ("010-62345678/13800138000", ["+861062345678", "+8613800138000"]),
        ("0755-88886666、0755-88886667", ["+8675588886666", "+8675588886667"]),
        ("13800138000；13900139000", ["+8613800138000", "+8613900139000"]),
        ("13800138000, 13800138000", ["+8613800138000"]),
        ("400-820-8820", ["4008208820"]),
        ("4008208820转2", ["4008208820-2"]),
        ("800 820 8820", ["8008208820"]),
        ("95588", ["95588"]),
        ("12345", ["12345"]),
        ("55551234", ["55551234"]),
        ("5555123", ["5555123"]),
        ("+49 30 123456", ["+4930123456"]),
        ("+1 (212) 555-0123", ["+12125550123"]),
    ],
)
def test_every_form_is_understood(written: str, normalised: list[str]) -> None:
    found = phones.parse(written, "phone")
    assert [phone.normalised for phone in found] == normalised
    assert all(phone.understood for phone in found)


@pytest.mark.parametrize("written", ["030-0074321", "8001", "138001380001", "0000"])
def test_what_is_not_understood_is_kept(written: str) -> None:
    (phone,) = phones.parse(written, "phone")
    assert (phone.raw, phone.understood) == (written, False)


@pytest.mark.parametrize("written", ["none", "转", "无/无"])
def test_what_holds_no_digits_is_refused(written: str) -> None:
    with pytest.raises(InvalidError):
        phones.parse(written, "phone")


def test_a_remark_beside_a_number_is_kept() -> None:
    found = phones.parse("13800138000/前台", "phone")
    assert [(p.raw, p.understood) for p in found] == [("13800138000", True), ("前台", False)]


def test_another_country_can_be_home() -> None:
    (phone,) = phones.parse("030 123456", "phone", "DE")
    assert (phone.normalised, phone.understood) == ("+4930123456", True)
    assert phones.parse("030/1234567", "phone", "DE")[0].normalised == "+49301234567"
    assert len(phones.parse("030 1234567 / 030 7654321", "phone", "DE")) == 2


def test_a_person_is_told_what_was_not_understood(crm: Cli) -> None:
    result = crm("customer", "add", "--name", "Alfreds", "--phone", "030-0074321")
    assert result.code == 0
    assert "Note: “030-0074321”" in result.err
    assert "03****21" in result.out
    assert "030-0074321" in crm("customer", "show", "Alfreds", "--reveal").out
    assert crm("customer", "edit", "Alfreds", "--phone", "030-0074321", "-q").err == ""
    fine = crm("customer", "add", "--name", "Huaxin", "--phone", "021-55551234转8001")
    assert "Note" not in fine.err


@pytest.mark.parametrize(
    "text",
    [
        "021-55551234",
        "55551234",
        "1234",
        "13900139000",
        "9000",
        "021-5555 1234转8001",
        "021-55551234-8001",
    ],
)
def test_any_phone_and_its_last_four_digits_find_the_customer(crm: Cli, text: str) -> None:
    crm.ok("customer", "add", "--name", "A", "--phone", "021-5555 1234转8001")
    crm.ok("contact", "add", "A", "--name", "王芳", "--mobile", "139 0013 9000")
    crm.ok("customer", "add", "--name", "B", "--phone", "021-6666 7777")
    assert [c["name"] for c in crm.ok("customer", "list", "--find", text)] == ["A"]


@pytest.mark.parametrize(
    "text", ["5555 1", "+86 21 5555", "900", "139", "1390", "39000", "139001390", "+861390013900"]
)
def test_a_part_of_a_number_finds_nobody(crm: Cli, text: str) -> None:
    """Else a number could be told digit by digit."""
    crm.ok("customer", "add", "--name", "A", "--phone", "021-5555 1234")
    crm.ok("contact", "add", "A", "--name", "王芳", "--mobile", "139 0013 9000")
    assert crm.ok("customer", "list", "--find", text) == []


def test_several_numbers_stand_in_rows_of_their_own(crm: Cli) -> None:
    crm.ok("customer", "add", "--name", "A", "--phone", "0571-88220011/22")
    crm.ok("customer", "edit", "A", "--phone", "0571-88220022/33/44")
    raw: Any = connect.connect(crm.store)
    rows = raw.execute("SELECT normalised, masked FROM contact_point ORDER BY id").fetchall()
    raw.close()
    assert [tuple(row) for row in rows] == [
        ("+8657188220022", "057****0022"),
        ("+8657188220033", "057****0033"),
        ("+8657188220044", "057****0044"),
    ]
    crm.ok("customer", "edit", "A", "--phone", "95588")
    assert crm.ok("customer", "show", "A")["phone"] == "****88"
    assert crm.ok("customer", "show", "A", "--reveal")["phone"] == "95588"
    assert crm("db", "check").code == 0
