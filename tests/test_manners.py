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

    with monkeypatch.context() as patch:
        patch.setattr(customer_view, "row", interrupted)
        result = crm("customer", "add", "--name", "新", "--force")
    assert (result.code, result.out, result.err) == (130, "", "Interrupted\n")
    assert crm("log", "--json").out == before
