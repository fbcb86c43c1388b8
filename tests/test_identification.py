"""Numbers that identify a customer: a slip of the pen is told, not kept."""

from __future__ import annotations

import pytest

from tests.conftest import Cli

CODE = "91310000607342023U"


@pytest.mark.parametrize(
    "written",
    [CODE, CODE.lower(), "9131 0000 6073 4202 3U", "９１３１００００６０７３４２０２３Ｕ"],
)
def test_a_credit_code_is_kept_in_one_form(crm: Cli, written: str) -> None:
    made = crm.ok("customer", "add", "--name", "A", "--tax-number", written)
    assert made["tax_number"] == CODE
    for part in (CODE, "607342023u", "3101"):
        found = crm.ok("customer", "list", "--find", part)
        assert [c["name"] for c in found] == ([] if part == "3101" else ["A"])


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("91310000607342023V", "cannot stand in it"),
        ("91310000607342023A", "check digit"),
        ("91310000607342032U", "check digit"),
        ("9131000060734202", "16 characters instead of 18"),
        ("913100006073420230U", "19 characters instead of 18"),
        ("9131O000607342023U", "“O”"),
        ("91A10000607342023U", "digits"),
    ],
)
def test_a_wrong_credit_code_is_refused_with_what_is_wrong(
    crm: Cli, written: str, said: str
) -> None:
    refused = crm("customer", "add", "--name", "A", "--tax-number", written)
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert said in refused.err
    assert written in refused.err
    assert crm.ok("customer", "list") == []


@pytest.mark.parametrize("written", ["N2330108MA2AXXXX0", "12345"])
def test_every_prefix_of_a_code_is_no_code(new_sqlite, written: str) -> None:
    assert Cli(new_sqlite())("customer", "add", "--name", "A", "--tax-number", written).code == 2


@pytest.mark.parametrize(
    ("written", "code", "shown"),
    [
        ("11010519491231002X", 0, "110****002X"),
        ("11010519491231002x", 0, "110****002X"),
        ("110105194912310028", 2, None),
        ("110105194913310021", 2, None),
        ("E12345678", 0, "E1****78"),
        ("H0123456", 0, "H0****56"),
        ("AB123", 0, "****23"),
        ("1234", 2, None),
        ("!!!!!!", 2, None),
    ],
)
def test_an_identity_number_is_verified_and_masked(
    crm: Cli, written: str, code: int, shown: str | None
) -> None:
    result = crm("customer", "add", "--name", "王芳", "--kind", "person", "--identity-number",
                 written, "--json")  # fmt: skip
    assert result.code == code, result.err
    assert code == 0 or len(written) < 8 or written not in result.err
    if shown:
        assert result.json["identity_number"] == shown
        assert crm.ok("customer", "list", "--identity-number", written)[0]["name"] == "王芳"
        assert written.upper() not in crm("history", "customer", "C000001").out
        assert written.upper() not in crm("log", "--all").out
        assert (
            written.upper() not in crm("customer", "edit", "王芳", "--name", "x", "--dry-run").out
        )


@pytest.mark.parametrize(
    ("written", "stored", "english", "chinese"),
    [
        ("cash", "cash", "cash", "现结"),
        ("现结", "cash", "cash", "现结"),
        ("0d", "cash", "cash", "现结"),
        ("30", "30d", "30 days", "30 天"),
        ("30天", "30d", "30 days", "30 天"),
        ("net 60", "60d", "60 days", "60 天"),
        ("月结", "month-end", "month end", "月结"),
        ("eom+15", "month-end+15", "month end + 15 days", "月结 15 天"),
        ("月结３０天", "month-end+30", "month end + 30 days", "月结 30 天"),
    ],
)
def test_payment_terms_have_one_form(
    new_sqlite, written: str, stored: str, english: str, chinese: str
) -> None:
    crm = Cli(new_sqlite())
    assert (
        crm.ok("customer", "add", "--name", "A", "--payment-terms", written)["payment_terms"]
        == stored
    )
    assert english in crm("customer", "show", "A").out
    crm.lang = "zh_CN"
    assert chinese in crm("customer", "show", "A").out
