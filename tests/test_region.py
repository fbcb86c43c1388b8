"""A noun from end to end: region, on both engines."""

from __future__ import annotations

from tests.conftest import Cli


def test_a_region_is_added_shown_edited_and_removed(crm: Cli) -> None:
    made = crm.ok("region", "add", "--name", "华东")
    assert made["code"] == "R0001"
    crm.ok("region", "add", "--name", "上海", "--parent", "华东")
    edited = crm.ok("region", "edit", "r0002", "--name", "上海市")
    assert (edited["name"], edited["parent"]) == ("上海市", "R0001")
    refused = crm("region", "remove", "R0001", "--yes", "--json")
    assert refused.code == 5
    assert "used by 1 × region" in refused.err
    assert "--inactive" in refused.err
    crm.ok("region", "remove", "R0002", "--yes")
    crm.ok("region", "remove", "R0001", "--yes")
    assert crm.ok("region", "list") == []


def test_the_built_in_list_of_china_is_loaded_once(crm: Cli) -> None:
    assert len(crm.ok("region", "load", "cn")) == 367
    assert crm.ok("region", "load", "cn") == []
    assert crm.ok("region", "show", "广州市")["parent"] == "440000"
    assert len(crm.ok("region", "list", "--parent", "440000")) == 21
