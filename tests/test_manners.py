"""How a command behaves among others: pipes, narrow and dumb terminals, closed streams, Ctrl-C."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import unicodedata

import pytest

from tests.conftest import Cli
from tests.test_personal import on_terminal

CRM = f"{sys.executable} -m crmcli"
STYLE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def firm(new_sqlite) -> Cli:
    crm = Cli(new_sqlite())
    for number in range(1, 9):
        crm.ok(
            "customer", "add", "--name", f"杭州云栖数据科技有限公司第{number}分公司",
            "--code", f"C{number}", "--phone", f"0571-8822001{number}", "--force",
        )  # fmt: skip
    return crm


def shell(crm: Cli, command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command.replace("crm ", f"{CRM} ")],
        env={**os.environ, "CRM_DB": crm.store.url, "CRM_OPERATOR": "ADMIN", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("form", ["plain", "csv", "jsonl", "markdown"])
def test_head_takes_what_it_wants(firm: Cli, form: str) -> None:
    done = shell(firm, f"crm customer list -f {form} | head -1; echo ${{PIPESTATUS[0]}}")
    line, code = done.stdout.splitlines()
    assert line
    assert (code, done.stderr) == ("0", "")


def test_a_pipe_gets_what_a_file_gets(firm: Cli, tmp_path) -> None:
    done = shell(firm, f"crm customer list | cat; crm customer list -O {tmp_path}/x.txt")
    assert done.stdout == (tmp_path / "x.txt").read_text()
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("variable", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colours_where_none_are_wanted(
    firm: Cli, variable: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variable.items():
        monkeypatch.setenv(name, value)
    term = variable.get("TERM", "xterm")
    shown = on_terminal(firm, "customer", "list", pager="cat", term=term)
    colours = [code for code in STYLE.findall(shown) if re.search(r"[34]\d", code)]
    assert "C1" in shown
    assert colours == []
    if "TERM" in variable:
        assert "\x1b" not in shown


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_forty_columns_hold_everything(
    firm: Cli, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("CRM_LANG", lang)
    for arguments in (["customer", "list"], ["customer", "show", "C1"], ["--help"], ["help"]):
        shown = STYLE.sub("", on_terminal(firm, *arguments, pager="cat"))
        data = [line for line in shown.splitlines() if "--columns" not in line]
        wide = [line for line in data if _width(line.rstrip()) > 40 and "-f, --format" not in line]
        assert wide == []


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def test_a_closed_stdin_is_nobody_to_ask(firm: Cli) -> None:
    done = shell(firm, "crm customer add <&-")
    assert done.returncode == 2
    assert done.stderr.startswith("Error: Missing: --name")
    assert shell(firm, "crm customer show C1 <&- | head -1").stdout


def test_a_full_disk_is_one_line(firm: Cli) -> None:
    for command in ("crm customer list -f csv", "crm --help", "crm help dates"):
        done = shell(firm, f"{command} > /dev/full")
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("environment", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "HOME": ""}])
def test_a_plain_locale_shows_everything(firm: Cli, environment: dict[str, str]) -> None:
    done = shell(firm, "crm customer show C1 --json", **environment, PYTHONUTF8="0")
    assert done.returncode == 0
    assert "C1" in done.stdout


def test_ctrl_c_in_the_middle_leaves_nothing(crm: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """The signal comes when everything is written and nothing is committed yet."""
    from crmcli.services import customer_view

    crm.ok("customer", "add", "--name", "甲", "--code", "C1")
    before = crm("log", "--json").out

    def interrupted(*_arguments: object) -> None:
        signal.raise_signal(signal.SIGINT)

    before_us = signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background: none
    try:
        with monkeypatch.context() as patch:
            patch.setattr(customer_view, "row", interrupted)
            result = crm("customer", "add", "--name", "新", "--force")
    finally:
        signal.signal(signal.SIGINT, before_us)
    assert (result.code, result.out, result.err) == (130, "", "Interrupted\n")
    assert crm("log", "--json").out == before


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("product delete P1", "remove"),
        ("order add", "new"),
        ("payment new", "record"),
        ("alias set x", "add"),
        ("customer ls", "list"),
        ("custmer list", "customer"),
        ("order list --status confirmd", "confirmed"),
        ("region show 华冬", "华东"),
        ("log --noun custmer", "customer"),
        ("help date", "dates"),
    ],
)
def test_what_was_meant_is_said(crm: Cli, words: str, hint: str) -> None:
    crm.ok("region", "add", "--name", "华东")
    wrong = crm(*words.split())
    assert wrong.code in (2, 3)
    assert f"Did you mean: {hint}" in wrong.err


def test_an_alias_nearly_named_is_suggested(crm: Cli) -> None:
    crm.ok("alias", "add", "regions", "region list")
    assert "Did you mean: region, regions" in crm("regionz").err


def test_hints_name_what_chinese_people_read(crm: Cli) -> None:
    crm.ok("customer", "add", "--name", "华信", "--code", "X")
    crm.lang = "zh_CN"
    for words, hint in (
        ("followup add X --channel VISIT --content x --next y --next-on 上季度", "-7d、月底"),
        ("order list --status 没有", "（可用的有：草稿、已确认、已完成、已取消）"),
        ("customer list --columns 名子", "客户名称"),
        ("order list --from 本年度 --to 今天", "不是有效的开始日期"),
        ("order new --customer", "（请查看：crm order new --help）"),
        ("region show", "缺少参数：编码"),
    ):
        assert hint in crm(*words.split()).err


def test_built_in_values_are_known_in_every_language(crm: Cli) -> None:
    crm.ok("customer", "add", "--name", "华信")
    made = crm.ok("followup", "add", "华信", "--channel", "微信", "--content", "谈过")
    assert made["channel"] == "WECHAT"
    crm.ok("channel", "edit", "WECHAT", "--name", "企业微信")
    assert crm("followup", "list", "--channel", "微信").code == 0
    crm.lang = "zh_CN"
    for words in (
        ("config", "set", "lang", "中文"),
        ("config", "set", "money_unit", "万元"),
        ("order", "list", "--in", "万元"),
        ("customer", "list", "-f", "csv", "--encoding", "gbk"),
        ("report", "region-sales", "--from", "本年", "--to", "本年", "--measure", "回款额"),
    ):
        assert crm(*words).code == 0, words


def test_help_topics_have_chinese_names(crm: Cli) -> None:
    crm.lang = "zh_CN"
    assert crm("help", "日期").out == crm("help", "dates").out
    assert "dates（日期与期间）" in crm("--help").out
    assert "用法：crm order new --customer 编码 [选项]" in crm("order", "new", "--help").out


def test_a_csv_with_headings_in_a_language_is_for_people(crm: Cli) -> None:
    crm.ok("region", "add", "--name", "华东", "--code", "E")
    crm.ok("customer", "add", "--name", "华信", "--region", "E")
    columns = ("--columns", "name,region,lifecycle,active,created_at")
    for headings, expected in (
        ("zh", "客户名称,区域,客户阶段,启用,创建时间\n华信,华东,潜在客户,是,2026-03-15 09:30\n"),
        ("en", "Customer name,Region,Lifecycle stage,Active,Created at\n"
               "华信,华东,prospect,yes,2026-03-15 09:30\n"),
        ("key", "name,region,lifecycle,active,created_at\n"
                "华信,E,prospect,true,2026-03-15T01:30:00Z\n"),
    ):  # fmt: skip
        for lang in ("en", "zh_CN"):
            crm.lang = lang
            shown = crm("customer", "list", "-f", "csv", "--headings", headings, *columns).out
            assert shown == expected


def test_a_preview_on_a_terminal_tells_field_by_field(crm: Cli) -> None:
    crm.ok("customer", "add", "--name", "华信", "--code", "C1")
    crm.lang = "zh_CN"
    shown = crm("customer", "edit", "C1", "--city", "上海", "--dry-run", terminal=True)
    assert [line.split() for line in shown.out.splitlines() if line.strip()] == [
        ["客户", "C1", "修改"],
        ["市", "∅", "→", "上海"],
    ]
    crm.ok("customer", "edit", "C1", "--city", "上海")
    logged = crm("history", "customer", "C1", terminal=True).out
    assert "2026-03-15 09:30  First  customer.update" in logged


def test_a_written_file_is_told(crm: Cli) -> None:
    assert crm("region", "list", "-O", "r.csv").err == "Written to r.csv; rows: 0\nNothing found\n"
    assert crm("region", "list", "-O", "r.csv", "--quiet").err == ""
