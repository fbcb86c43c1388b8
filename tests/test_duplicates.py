"""Customers that may be the same are shown before one is added; others are let alone."""

from __future__ import annotations

import pytest

from crmcli.services import names
from tests import northwind
from tests.conftest import Cli, acting

SAME = [
    ("上海华信贸易有限公司", "华信贸易（上海）有限公司"),
    ("上海华信贸易有限公司", "上海华信贸易有限责任公司"),
    ("上海华信贸易有限公司", "上海市华信贸易股份有限公司"),
    ("上海华信贸易有限公司", "上海市浦东新区华信贸易有限公司"),
    ("上海华信贸易有限公司", "华信贸易"),
    ("上海华信贸易有限公司", "华信商贸"),
    ("上海华信贸易有限公司", "上海 华信 贸易 有限公司"),
    ("上海华信贸易有限公司", "上海華信贸易有限公司".replace("華", "华")),
    ("华为技术有限公司", "华为"),
    ("杭州云栖数据科技有限公司", "云栖数据科技(杭州)有限公司"),
    ("西门子（中国）有限公司", "西门子中国有限公司"),
    ("江苏中天建设工程集团有限公司", "中天建筑工程"),
    ("广西壮族自治区南宁市永盛物流有限公司", "永盛物流"),
    ("上海东方贸易有限公司", "东方贸易有限公司"),
    ("华信贸易（集团）有限公司", "华信贸易有限公司"),
    ("Alfreds Futterkiste GmbH", "Alfred's Futterkiste"),
    ("Alfreds Futterkiste", "Alfreds Futerkiste"),
    ("Müller & Söhne KG", "Muller and Sohne"),
    ("The Acme Trading Co., Ltd.", "ACME Trading"),
    ("Siemens (China) Co., Ltd", "Siemens"),
    ("海康威视", "杭州海康威视数字技术股份有限公司"),
    ("Société Générale S.A.", "societe generale"),
]
DIFFERENT = [
    ("杭州智远科技有限公司", "杭州致远科技有限公司"),
    ("杭州智远信息技术服务有限公司", "杭州致远信息技术服务有限公司"),
    ("上海华信贸易有限公司", "上海华兴贸易有限公司"),
    ("上海华信贸易有限公司", "上海信华贸易有限公司"),
    ("上海华信贸易有限公司", "上海华信物流有限公司"),
    ("上海华信贸易有限公司", "上海华信贸易有限公司杭州分公司"),
    ("上海华信贸易有限公司", "上海贸易有限公司"),
    ("上海贸易有限公司", "北京贸易有限公司"),
    ("中国工商银行杭州分行", "中国工商银行上海分行"),
    ("三一重工股份有限公司", "三洋重工股份有限公司"),
    ("中石化", "中石油"),
    ("第一中学", "第二中学"),
    ("东方贸易有限公司", "东风贸易有限公司"),
    ("金鼎建材有限公司", "金鼎餐饮有限公司"),
    ("Acme", "Acne"),
    ("Store 11 Berlin", "Store 12 Berlin"),
    ("Ernst Handel", "Ernst Hardware"),
    ("Island Trading", "Iceland Trading House"),
    ("Bon app", "Bon appetit"),
    ("Siemens", "Simons"),
    ("北京银行", "江苏银行"),
    ("北京大学", "南京大学"),
    ("四川航空", "海南航空"),
    ("阿里巴巴", "巴巴"),
    ("北京智慧城市规划研究院", "北京规划研究院"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_these_can_be_one_firm(new_sqlite, one: str, other: str) -> None:
    for first, second in ((one, other), (other, one)):
        crm = Cli(new_sqlite())
        crm.ok("customer", "add", "--name", first)
        found = crm("customer", "add", "--name", second)
        assert found.code == 5, (first, second)
        assert f"C000001 {first}" in found.err


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_these_are_two_firms(new_sqlite, one: str, other: str) -> None:
    for first, second in ((one, other), (other, one)):
        crm = Cli(new_sqlite())
        crm.ok("customer", "add", "--name", first)
        assert crm("customer", "add", "--name", second).code == 0, (first, second)


@northwind.needed
def test_of_real_firms_only_the_two_with_one_name_are_suspected() -> None:
    rows = northwind.rows("customers")
    cores = [(row["code"], names.core(row["name"])) for row in rows]
    alike = {
        (a, b)
        for number, (a, one) in enumerate(cores)
        for b, other in cores[number + 1 :]
        if names.alike(one, other)
    }
    assert len(rows) > 90
    assert alike == {("Val2 ", "VALON")}


def test_a_phone_makes_it_certain(crm: Cli) -> None:
    crm.ok("operator", "add", "--name", "王芳", "--code", "WF")
    crm.ok("customer", "add", "--name", "甲", "--mobile", "13800138000", "--owner", "WF")
    found = crm("customer", "add", "--name", "乙", "--phone", "021-5555 1234/138 0013 8000")
    assert found.code == 5
    assert "same phone" in found.err
    assert "followed up by 王芳" in found.err
    assert crm("customer", "add", "--name", "乙", "--phone", "95588").code == 0
    assert crm("customer", "add", "--name", "丙", "--phone", "95588").code == 0


def test_a_former_name_is_looked_at_too(crm: Cli) -> None:
    crm.ok("customer", "add", "--name", "乙木贸易公司")
    crm.ok("customer", "edit", "C000001", "--name", "新名贸易公司")
    assert crm("customer", "add", "--name", "上海乙木贸易有限公司").code == 5


def test_people_may_share_a_name_only_by_force(crm: Cli) -> None:
    crm.ok("customer", "add", "--name", "王芳", "--kind", "person")
    assert crm("customer", "add", "--name", "王方", "--kind", "person").code == 0
    assert crm("customer", "add", "--name", "王芳", "--kind", "person").code == 5
    assert crm("customer", "add", "--name", "王芳", "--kind", "person", "--force").code == 0


def test_a_terminal_asks_and_force_does_not(crm: Cli) -> None:
    crm.ok("customer", "add", "--name", "上海华信贸易有限公司")
    again = ("customer", "add", "--name", "华信贸易")
    declined = crm(*again, terminal=True, typed="n\n")
    assert declined.code == 1
    assert "C000001 上海华信贸易有限公司" in declined.err
    assert len(crm.ok("customer", "list")) == 1
    assert crm(*again, terminal=True, typed="y\n").code == 0
    assert crm(*again, "--force").code == 0
    assert crm(*again, "--no-input", terminal=True).code == 5
    error = crm(*again, "--json")
    assert '"code": "possible_duplicate"' in error.err
    assert len(crm.ok("customer", "list")) == 3


def test_a_preview_looks_for_duplicates_too(crm: Cli) -> None:
    crm.ok("customer", "add", "--name", "上海华信贸易有限公司")
    assert crm("customer", "add", "--name", "华信贸易", "--dry-run").code == 5
    assert crm("customer", "add", "--name", "华信贸易", "--dry-run", "--force").code == 0
    assert len(crm.ok("customer", "list")) == 1


@pytest.mark.parametrize("name", ["%", "_", "\\", "a%b", "'", "(((", "）", "公司", "有限公司", "x"])
def test_odd_names_are_compared_too(new_sqlite, name: str) -> None:
    crm = Cli(new_sqlite())
    crm.ok("customer", "add", "--name", "上海华信贸易有限公司")
    crm.ok("customer", "add", "--name", name)
    assert crm("customer", "add", "--name", name).code == 5


def test_only_names_that_share_a_pair_of_characters_are_compared(
    store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crmcli.db import work
    from crmcli.errors import PossibleDuplicateError
    from crmcli.services import customer

    compared: list[tuple[str, str]] = []
    real = names.alike
    monkeypatch.setattr(
        names,
        "alike",
        lambda a, b: compared.append((a, b)) or real(a, b),  # type: ignore[func-returns-value]
    )
    with acting(store), work.write() as w:
        for name in ("上海华信贸易有限公司", "北京天成物流有限公司", "深圳博创科技有限公司"):
            customer.add(w, name=name)
        with pytest.raises(PossibleDuplicateError):
            customer.add(w, name="华信商贸")
    assert compared == [("华信商贸", "华信贸易")]
