"""A store with a record of every noun, and a plain way to call every command on it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from crmcli import i18n
from crmcli.db import connect
from crmcli.db.connect import Store
from crmcli.services import setup
from tests.conftest import Cli, acting

NOW = "2026-03-15T09:30:00+08:00"
BASIC = (
    "customer-type", "source", "industry", "level", "contact-category", "position",
    "personnel-type", "progress",
)  # fmt: skip
RECORDS = {
    "customer": "C1", "contact": "CT1", "region": "R1", "department": "D001", "operator": "ADMIN",
    "product": "P1", "order": "SO1", "payment": "RC1", "opening": "OB1", "followup": "FU1",
    "followup-template": "T1", "channel": "VISIT", "payment-method": "CASH", "setting": "company",
    "config": "format", "alias": "regions", "number-rule": "order", "receiving-account": "RA1",
    "approval": "AP202603-00001", "approval-rule": "AR1", "handover": "HO202603-0001",
    "annotation": "AN202603-00001",
    "conflict": "CF202603-0001", "role": "VIEWER", "?": "C1", **dict.fromkeys(BASIC, "X1"),
}  # fmt: skip
"""A record of each noun, by its code."""
REMOVABLE = "Z1"
"""What nothing refers to, of every noun that can be removed."""
BACKUP = "filled.bak"
"""A copy of the store, where a test keeps one."""
PLAIN = {
    "--name": "新的", "--price": "5", "--amount": "1", "--date": "2026-03-01", "--reason": "因为",
    "--content": "谈过了", "--line": "P1:1", "--channel": "VISIT", "--method": "CASH",
    "--from": "2026-01", "--to": "2026-03", "--number": "N1",
    "--until": "2026-03-31", "--customer": "C1",
    "--channels": "VISIT", "LINE": "1", "LIST": "cn",
    "MONTH": "2026-02", "PATTERN": "X{seq:05}", "PLACE": "1", "VALUE": "x",
    "COMMAND": "region list", "NAME": "n", "SETTING": "company", "NOUN": "customer",
    "NUMBER": "SO1", "CODE": "ADMIN", "FILE": BACKUP, "PERMISSION…": "order.cancel",
    "FOLLOWUP": "FU2", "NUMBER…": "AN202603-00001", "DATE": "2026-03-14",
    "QUERY": "SELECT code FROM customer ORDER BY id", "KEY": "C1",
}  # fmt: skip
"""A value that can be meant for each thing that must be given."""
LISTS = {
    "customer": "客户编码,客户名称,联系人,手机,内部\nC1,华信,,,x\nC9,中恒,李明,13800138000,y\n",
    "contact": "姓名,客户,手机\n赵六,C1,13900139000\n",
    "followup": "客户,时间,方式,内容\nC1,2026-03-01,VISIT,谈了报价\n",
    "order": "单号,日期,客户,产品,数量\nSO9,2026-03-05,C1,P1,2\nSO9,2026-03-05,C1,P1,1\n",
    "payment": "日期,订单号,金额,收款方式\n2026-03-05,SO4,1,现金\n",
    "opening": "客户,日期,期初余额\nC1,2025-12-31,100\n",
    "product": "货号,品名,单价\nP1,笔,5\nP9,纸,2\n",
    "working-calendar": "日期,是否上班,节日\n2026-10-01,否,国庆节\n",
    "operator": "工号,姓名\nW1,王芳\n",
    "department": "名称,上级\n销售部,D001\n",
    "region": "编码,名称\nR1,华东\nR9,华南\n",
}
"""A list of each noun that can be brought in."""
ALL_BASIC = (*BASIC, "channel", "payment-method", "receiving-account", "region", "department")
LINES = (
    *(f"{noun} add --name 甲{noun} --code X1" for noun in BASIC),
    *(f"{noun} add --name 乙{noun} --code {REMOVABLE}" for noun in ALL_BASIC),
    f"product add --name 旧品 --code {REMOVABLE} --price 1",
    "region add --name 华东 --code R1",
    "receiving-account add --name 工行 --code RA1",
    f"role add --name 旧 --code {REMOVABLE}",
    "product add --name 笔 --code P1 --price 5",
    "customer add --name 华信 --code C1 --region R1",
    "contact add C1 --name 李 --code CT1",
    "followup template add --name 拜访 --code T1 --content x",
    "followup add C1 --channel VISIT --content 谈 --number FU1",
    "working-calendar set 2026-03-14 --working --name 调休",
    "order new --customer C1 --line P1:2 --number SO1 --date 2026-03-01",
    "order new --customer C1 --line P1:2 --number SO2 --date 2026-03-01 --confirm",
    f"contact add C1 --name 走 --code {REMOVABLE}",
    f"followup template add --name 旧 --code {REMOVABLE} --content x",
    "order new --customer C1 --line P1:2 --line P1:1 --number SO3 --date 2026-03-01",
    "order new --customer C1 --line P1:2 --number SO4 --date 2026-03-01 --confirm",
    "payment record --customer C1 --amount 50 --on-account --method CASH --number RC2 "
    "--date 2026-03-03",
    "payment record --unidentified --amount 7 --method CASH --number RC3 --date 2026-03-03",
    "payment record --order SO2 --method CASH --number RC1 --date 2026-03-02",
    "payment opening --customer C1 --date 2026-02-01 --amount 10 --number OB1",
    "operator add --name 孙莉 --code WF",
    "operator add --name 赵六 --code ZL --role MANAGER",
    "operator add --name 离职 --code LV",
    "customer add --name 重复 --code C6",
    "customer add --name 旧号 --code C7",
    "customer merge C6 C7",
    "customer add --name 远大 --code C8 --owner LV",
    "handover run LV --to WF --reason 离职",
    "approval rule add --name 大额 --code AR1 --from-amount 100000",
    f"approval rule add --name 旧规则 --code {REMOVABLE}",
    "setting edit key_fields_customer level,credit_limit",
    "operator lend WF --to ZL --until 2026-03-31",
    "approval delegate --to ZL --until 2026-03-31",
    "customer share C6 --with ZL --until 2026-03-31",
)
TEAM = (
    "WF customer add --name 瑞祥实业 --code C2",
    "WF customer register C2 --until 2026-04-01 --reason 先报",
    "WF revision propose C2 --level A --reason 订货多",
    "ADMIN revision propose C2 --credit-limit 5000",
    "ZL customer add --name 嘉业纺织 --code C4",
    "ZL customer add --name 信义电子 --code C5",
    "ZL customer release C5 --reason 没空",
    "WF followup add C2 --channel VISIT --content 谈合同 --number FU2",
    "ADMIN annotation add FU2 --kind instruct --due 2026-03-20 --content 问清预算",
    "ADMIN annotation add FU2 --content 好",
    "WF annotation answer AN202603-00002 --content 谢谢",
    "ADMIN leave add WF --from 2026-03-16 --to 2026-03-17 --reason 年假",
)
"""What one of them does, each."""
HELD = "嘉业纺织"
"""WF meets it: a colleague has it already."""


def make(path: Path) -> Store:
    """The store, in one file that can be copied."""
    store = Store("sqlite", str(path))
    fill(store)
    raw = sqlite3.connect(store.location)
    raw.execute("PRAGMA journal_mode = DELETE")
    raw.close()
    return store


def fill(store: Store) -> None:
    """Put a record of every noun into a new store."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRM_NOW", NOW)
        i18n.use("en")
        with acting(store):
            setup.initialise(store, setup.Company("甲"))
        if store.engine == "postgresql":
            trust_clocks(store)
        record(Cli(store))


def trust_clocks(store: Store) -> None:
    """Let a server believe the clocks of its clients, which a test sets."""
    raw: Any = connect.connect(store)
    raw.execute("UPDATE crm_private.company SET trusts_clocks = true")
    raw.close()


def record(crm: Cli) -> None:
    """The records themselves."""
    for line in LINES:
        crm.ok(*line.split())
    for line in TEAM:
        who, *words = line.split()
        Cli(crm.store, operator=who).ok(*words)
    met = Cli(crm.store, operator="WF")("customer", "add", "--name", HELD, "--json")
    assert "held_by_other" in met.err


def plain(path: tuple[str, ...], name: str, kind: str | None) -> str:
    """A value for what a command must be given."""
    what, _colon, rest = (kind or "").partition(":")
    if what == "noun":
        return RECORDS.get(rest) or RECORDS.get(path[0], "NONE")
    return PLAIN.get(name, "P1:1" if name.startswith("PRODUCT") else "x")


def line(path: tuple[str, ...], given: dict[str, str]) -> list[str]:
    """The arguments of a command line with these options and arguments, in a form always safe."""
    options = [f"{name}={value}" for name, value in given.items() if name.startswith("--")]
    arguments = [value for name, value in given.items() if not name.startswith("--")]
    return [*path, *options, "--", *arguments] if arguments else [*path, *options]
