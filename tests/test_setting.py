"""Settings of the company: checked, logged, in force at once."""

from __future__ import annotations

import pytest

from tests.conftest import Cli


def test_settings_are_listed_and_changed(crm: Cli) -> None:
    rows = {row["key"]: row["value"] for row in crm.ok("setting", "list")}
    assert rows["company"] == "Test Ltd"
    assert (rows["phone_region"], rows["late_entry_days"]) == ("CN", "1")
    assert crm.ok("setting", "edit", "phone-region", "de")["value"] == "DE"
    assert crm.ok("setting", "show", "phone_region")["value"] == "DE"
    assert "Note" not in crm("customer", "add", "--name", "A", "--phone", "030 123456").err
    assert crm.ok("setting", "edit", "tax_rate", "6.50%")["value"] == "6.5"
    (entry,) = crm.ok("log", "--noun", "setting", "--limit", "1")
    assert (entry["key"], entry["new"]) == ("tax_rate", {"value": "6.5"})


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("late_entry_days", "many", 2),
        ("late_entry_days", "-1", 2),
        ("late_entry_days", "366", 2),
        ("phone_region", "XX", 2),
        ("company", " ", 2),
        ("tax_rate", "101", 2),
        ("zone", "Europe/Berlin", 5),
        ("currency", "EUR", 5),
        ("mood", "good", 3),
    ],
)
def test_what_cannot_be_is_refused(crm: Cli, key: str, value: str, code: int) -> None:
    before = crm.ok("setting", "list")
    refused = crm("setting", "edit", key, value)
    assert (refused.code, refused.err.count("\n")) == (code, 1)
    assert crm.ok("setting", "list") == before
