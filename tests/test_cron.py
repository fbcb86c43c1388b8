"""Reports by the clock: quiet, whole files, one run at a time, nothing needed but the command."""

from __future__ import annotations

import configparser
import fcntl
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.conftest import Cli

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "cookbook" / "cron.md"
NOW = "2026-03-15T09:30:00+08:00"
REPORT = ("report", "region-sales", "--period", "2026-03")


@pytest.fixture
def company(crm: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cli:
    monkeypatch.setenv("CRM_NOW", NOW)
    monkeypatch.chdir(tmp_path)
    crm.ok("region", "add", "--name", "华东")
    crm.ok("product", "add", "--name", "纸", "--code", "P", "--price", "1")
    crm.ok("customer", "add", "--name", "华信", "--code", "C", "--region", "华东")
    for date in ("2026-02-10", "2026-03-02"):
        crm.ok("order", "new", "--customer", "C", "--line", "P:5", "--date", date, "--confirm")
    return crm


def names(folder: Path = Path()) -> set[str]:
    """The files in a folder, hidden ones too, without the store."""
    return {path.name for path in folder.iterdir() if "store" not in path.name}


@pytest.mark.parametrize(
    ("period", "name"),
    [("2026-03", "2026-03"), ("last-month", "2026-02"), ("2026-Q1", "2026-Q1"), ("2026", "2026"),
     ("ytd", "2026-01-01_2026-03-15")],
)  # fmt: skip
def test_file_names_carry_period_and_date(company: Cli, period: str, name: str) -> None:
    out = "销售-{period}-{date}.csv"
    result = company("report", "region-sales", "--period", period, "-q", "-O", out)
    assert (result.code, result.out, result.err) == (0, "", "")
    assert names() == {f"销售-{name}-2026-03-15.csv"}


def test_other_braces_are_refused(company: Cli) -> None:
    result = company(*REPORT, "-O", "x-{week}.csv")
    assert result.code == 2
    assert "{week}" in result.err
    assert names() == set()


def test_nothing_is_written_where_there_is_nothing(company: Cli) -> None:
    empty = ("report", "region-sales", "--period", "2020", "-q", "-O", "x.csv")
    Path("x.csv").write_text("old", encoding="utf-8")
    result = company(*empty, "--only-if-rows")
    assert (result.code, result.out, result.err) == (0, "", "")
    assert Path("x.csv").read_text(encoding="utf-8") == "old"
    assert company(*empty).code == 0
    assert Path("x.csv").read_text(encoding="utf-8").startswith("region,")


def test_two_runs_do_not_write_the_same_file(company: Cli) -> None:
    with Path(".x.csv.lock").open("w", encoding="utf-8") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        result = company(*REPORT, "-q", "-O", "x.csv")
        assert result.code == 5
        assert result.err.count("\n") == 1
        begun = time.monotonic()
        assert company(*REPORT, "-q", "-O", "x.csv", "--wait", "1").code == 5
        assert time.monotonic() - begun >= 1
        assert company(*REPORT, "-q", "-O", "other.csv").code == 0
    assert company(*REPORT, "-q", "-O", "x.csv").code == 0
    assert names() == {"x.csv", "other.csv"}, "a lock that nobody holds is no lock"


def test_a_run_goes_on_when_the_other_ends(company: Cli, tmp_path: Path) -> None:
    holding = (
        "import fcntl, time\n"
        "held = open('.x.csv.lock', 'w')\n"
        "fcntl.flock(held, fcntl.LOCK_EX)\n"
        "print('held', flush=True)\n"
        "time.sleep(1)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding], cwd=tmp_path, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        assert company(*REPORT, "-q", "-O", "x.csv", "--wait", "30").code == 0
        assert other.wait() == 0
    assert names() == {"x.csv"}


SLOWLY = """
import sys, time
from crmcli.output import {module}

def stop(*_given):
    print("writing", file=sys.stderr, flush=True)
    time.sleep(60)

{module}.{place} = stop
from crmcli.__main__ import main
main()
"""
"""A report that stops in the middle of writing."""


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_killed_while_writing_the_old_file_is_whole(
    company: Cli, tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / f"x.{suffix}"
    assert company(*REPORT, "-q", "-O", str(out)).code == 0
    before = out.read_bytes()
    module, place = ("workbook", "_how") if suffix == "xlsx" else ("delimited", "_cell")
    environment = {**os.environ, "CRM_DB": company.store.url, "CRM_OPERATOR": "ADMIN"}
    slow = [sys.executable, "-c", SLOWLY.format(module=module, place=place)]
    command = [*slow, "report", "region-sales", "--period", "2026-02", "-q", "-O", str(out)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "writing\n"
        process.send_signal(signal.SIGKILL)
    assert out.read_bytes() == before
    assert len(names(tmp_path)) > 1, "half a file is left beside"
    assert company(*REPORT, "-q", "-O", str(out)).code == 0
    assert names(tmp_path) == {out.name}, "and the next run sweeps it"
    assert out.read_bytes() == before


def test_the_same_moment_gives_the_same_bytes(company: Cli) -> None:
    for suffix in ("xlsx", "json", "csv", "md", "txt"):
        made = []
        for name in ("a", "b"):
            assert company(*REPORT, "-q", "-O", f"{name}.{suffix}").code == 0
            made.append(Path(f"{name}.{suffix}").read_bytes())
            time.sleep(0.02)
        assert made[0] == made[1], suffix


def test_failure_is_one_line_and_its_code(company: Cli) -> None:
    for arguments, code in (
        (("--region", "华北"), 3),
        (("--period", "someday"), 2),
        (("-O", "nowhere/x.csv"), 1),
    ):
        result = company("report", "region-sales", "-q", *arguments)
        assert (result.code, result.out, result.err.count("\n")) == (code, "", 1), arguments


def blocks(kind: str) -> list[str]:
    text = DOCUMENT.read_text(encoding="utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.fixture
def machine(company: Cli, tmp_path: Path) -> Path:
    """What the document supposes: the command under /opt/crm, company and token under /srv/crm.

    On PostgreSQL ``CRM_DB`` is the address of the server's database instead.
    """
    (tmp_path / "srv/crm/reports").mkdir(parents=True)
    (tmp_path / "opt/crm/bin").mkdir(parents=True)
    address = tmp_path / "srv/crm/address"
    address.write_text(company.store.url, encoding="utf-8")
    command = tmp_path / "opt/crm/bin/crm"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m crmcli "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    token = tmp_path / "srv/crm/token"
    made = company.ok("token", "create", "CRON", "--operator", "ADMIN", "--expires", "+365d")
    token.touch(mode=0o600)
    token.write_text(made["token"], encoding="utf-8")
    return tmp_path


def here(text: str, machine: Path) -> str:
    """The document's folders as they are in this test."""
    address = (machine / "srv/crm/address").read_text(encoding="utf-8")
    text = text.replace("/srv/crm/crm.db", address)
    return text.replace("/srv/crm", f"{machine}/srv/crm").replace("/opt/crm", f"{machine}/opt/crm")


FIELD = re.compile(r"\*|[0-9]+(?:-[0-9]+)?(?:,[0-9]+)*")


def test_the_crontab_of_the_document_runs(machine: Path) -> None:
    """Each line as cron runs it: by /bin/sh, with the table's settings and nothing else."""
    [table] = blocks("crontab")
    environment = {"CRM_NOW": NOW, "PYTHONPATH": str(ROOT), "HOME": "/nonexistent"}
    done = []
    for line in here(table, machine).splitlines():
        setting = re.fullmatch(r"([A-Z_]+)=(.*)", line)
        if setting:
            environment[setting[1]] = setting[2]
        elif line and not line.startswith("#"):
            *fields, command = line.split(None, 5)
            assert all(FIELD.fullmatch(field) for field in fields), line
            assert "%" not in command, "a percent sign ends the command in a crontab"
            ran = subprocess.run(
                ["/bin/sh", "-c", command], env=environment, cwd="/", text=True,
                stdin=subprocess.DEVNULL, capture_output=True, check=False,
            )  # fmt: skip
            assert (ran.returncode, ran.stderr) == (0, ""), command
            done.append(ran.stdout)
    assert len(done) == 6
    [mailed] = [out for out in done if out]
    assert mailed.startswith("工作回顾"), "only the one without a file is mailed"
    made = names(machine / "srv/crm/reports")
    assert made == {
        "区域销售额-2026-02.xlsx", "销售人员排名-2026-02.xlsx", "账龄-2026-02.xlsx",
        "应收-2026-03-15.xlsx", "products.csv",
    }  # fmt: skip
    sheet = load_workbook(machine / "srv/crm/reports/区域销售额-2026-02.xlsx").worksheets[0]
    assert sheet.title == "区域销售额分析"


def test_the_units_of_the_document_run(machine: Path) -> None:
    service, timer = (_unit(block) for block in blocks("ini"))
    settings = shlex.split(here(service["Service"]["Environment"], machine))
    environment = dict(setting.split("=", 1) for setting in settings)
    commands = re.findall(r"^ExecStart=(.*)$", here(blocks("ini")[0], machine), re.MULTILINE)
    assert len(commands) == 2
    for command in commands:
        assert "%" not in command, "a percent sign is a specifier in a unit"
        ran = subprocess.run(
            shlex.split(command), cwd="/", capture_output=True, text=True, check=False,
            env={**environment, "CRM_NOW": NOW, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", ""), command
    assert names(machine / "srv/crm/reports") == {
        "region-sales-2026-02.xlsx",
        "receipts-2026-03-15.xlsx",
    }
    analyse = shutil.which("systemd-analyze")
    if analyse:
        calendar = timer["Timer"]["OnCalendar"]
        assert subprocess.run([analyse, "calendar", calendar], check=False).returncode == 0


def _unit(text: str) -> configparser.ConfigParser:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.read_string(text)
    return unit
