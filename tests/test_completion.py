"""Completion: the tree is up to date, values are live, every shell gets what it needs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from crmcli import config
from crmcli.cli import complete, tree
from crmcli.views.nouns import NOUNS, TABLES
from docs.generate import generated
from tests.conftest import Cli


def test_what_follows_from_the_commands_is_up_to_date() -> None:
    for path, text in generated().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run make reference"


@pytest.fixture
def firm(crm: Cli) -> Cli:
    crm.ok("region", "add", "--name", "华东", "--code", "EAST")
    crm.ok("region", "add", "--name", "华北", "--code", "NORTH")
    crm.ok("region", "add", "--name", "旧区", "--code", "OLD")
    crm.ok("region", "edit", "OLD", "--inactive")
    crm.ok("customer", "add", "--name", "华信 科技", "--code", "C1")
    crm.ok("product", "add", "--name", "笔", "--code", "P1", "--price", "5")
    crm.ok("order", "new", "--customer", "C1", "--line", "P1:2", "--number", "SO1", "--confirm")
    return crm


def offered(crm: Cli, line: str, lang: str = "en") -> tuple[str, list[str]]:
    with config.using(config.Settings(db=crm.store.url, lang=lang, operator="ADMIN")):
        directive, found = complete.candidates(*complete.split(line))
    return directive, [value for value, _meaning in found]


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("crm cust", ["customer", "customer-type"]),
        ("crm order line ", ["add", "edit", "remove", "move"]),
        ("crm order line e", ["edit"]),
        ("crm nonsense ", []),
        ("crm region show ", ["华东", "华北"]),
        ("crm region show 华", ["华东", "华北"]),
        ("crm region show ea", ["EAST"]),
        ("crm customer list --region ", ["华东", "华北"]),
        ("crm customer show ", ["C1"]),
        ("crm help dat", ["dates"]),
        ("crm customer list --region=N", ["--region=NORTH"]),
        ("crm customer list --region EAST --lifecycle pro", ["prospect"]),
        ("crm customer show 华", ["华信 科技"]),
        ("crm customer show 'C", ["C1"]),
        ("crm order show ", ["SO1"]),
        ("crm payment record --order S", ["SO1"]),
        ("crm order new --customer C1 --line P", ["P1"]),
        ("crm history order ", ["SO1"]),
        ("crm order list --status d", ["draft"]),
        ("crm customer list -f js", ["json", "jsonl"]),
        ("crm report region-sales --from last-", ["last-month", "last-quarter", "last-year"]),
        ("crm setting show tax", ["tax_rate"]),
        ("crm config show en", ["encoding"]),
        ("crm customer add --no-o", ["--no-owner"]),
        ("crm region show EAST ", []),
    ],
)
def test_what_is_offered(firm: Cli, line: str, values: list[str]) -> None:
    _directive, found = offered(firm, line)
    assert sorted(found) == sorted(values)


def test_lists_of_columns_go_on(firm: Cli) -> None:
    assert offered(firm, "crm customer list --columns code,nam") == ("nospace", ["code,name"])
    assert offered(firm, "crm customer list --sort -nam") == ("nospace", ["-name"])
    assert offered(firm, "crm db backup x") == ("file", [])
    assert offered(firm, "crm report region-sales --from 上", "zh_CN")[1] == ["上月", "上季度"]


def test_every_noun_of_the_tree_can_be_looked_up(firm: Cli) -> None:
    nouns = set()
    for _path, node in tree.commands(tree.whole()):
        kinds = [argument[1] for argument in node["arguments"]]
        kinds += [option[0] for option in node["options"].values()]
        nouns |= {k.removeprefix("noun:") for k in kinds if k and k.startswith("noun:")}
    nouns -= {"?", "config", "alias"}
    assert nouns <= set(NOUNS)
    for noun in nouns:
        assert noun in TABLES
        with config.using(config.Settings(db=firm.store.url, operator="ADMIN")):
            list(complete._records(noun, "", []))


def test_nothing_is_offered_where_nothing_can_be_read(tmp_path: Path) -> None:
    done = _run({"CRM_DB": str(tmp_path / "none.db")}, "bash", "crm customer show ")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def _run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "crmcli", "__complete", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_loads_neither_typer_nor_sqlalchemy(firm: Cli) -> None:
    code = (
        "import sys; from crmcli.cli.complete import main; main(['bash', 'crm customer show ']);"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "CRM_DB": firm.store.url, "CRM_OPERATOR": "ADMIN"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "C1" in done.stdout
    assert {"typer", "sqlalchemy", "rich"} & set(done.stderr.split()) == set()


BASH = """
eval "$(crm completion bash)"
COMP_LINE=$1 COMP_POINT=${#1}
compopt() { :; }
_crm
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ("crm customer show 华", ["华信\\ 科技"]),
        ("crm customer list --region=N", ["NORTH"]),
        ("crm region show ", ["华东", "华北"]),
    ],
)
def test_bash_takes_it(firm: Cli, tmp_path: Path, line: str, reply: list[str]) -> None:
    crm = tmp_path / "crm"
    crm.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m crmcli "$@"\n')
    crm.chmod(0o755)
    done = subprocess.run(
        ["bash", "-c", BASH, "bash", line],
        env={
            **os.environ,
            "CRM_DB": firm.store.url,
            "CRM_OPERATOR": "ADMIN",
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == reply


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_has_its_script(crm: Cli, shell: str) -> None:
    assert f"crm __complete {shell}" in crm("completion", shell).out
    assert crm("completion", "tcsh").code == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_itself_can_read_its_script(crm: Cli, shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script = tmp_path / "script"
    script.write_text(crm("completion", shell).out, encoding="utf-8")
    done = subprocess.run([shell, "-n", str(script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_fixed_values_are_offered_in_the_language_in_force(firm: Cli) -> None:
    firm.lang = "zh_CN"
    for line, values in (
        ("crm order list --status 已", ["已确认", "已完成", "已取消"]),
        ("crm order list --status d", ["draft"]),
        ("crm followup list --channel 微", []),
    ):
        _directive, found = offered(firm, line, "zh_CN")
        assert sorted(found) == sorted(values)
    _directive, found = offered(firm, "crm order list --status ", "zh_CN")
    for value in found:
        assert firm("order", "list", "--status", value).code == 0
