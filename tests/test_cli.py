"""Manners: exit codes, one-line errors, asking only on a terminal, settings in their order."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import people
from tests.conftest import Cli


@pytest.fixture
def crm(new_sqlite) -> Cli:
    return Cli(new_sqlite())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("regoin", "list"), "Did you mean: region?"),
        (("region", "lst"), "Did you mean: list?"),
        (("region", "list", "--limt", "3"), "Did you mean: --limit?"),
        (("region", "list", "--limit", "many"), "“many” is not a valid --limit"),
        (("region", "list", "--limit", "0"), "“0” is not a valid limit"),
        (("region", "list", "--limit"), "“--limit” needs a value"),
        (("region", "list", "extra"), "Too many arguments: extra"),
        (("region", "add"), "Missing: --name"),
        (("region", "show"), "Missing: CODE"),
        (("region", "list", "--sort", "nam"), "Did you mean: name"),
        (("region", "list", "--format", "pdf"), "Unknown format “pdf”"),
        (("region", "list", "--lang", "klingon"), "Unknown language “klingon”"),
        (("region", "list", "--json=1"), "“--json” takes no value"),
        (("--nothing",), "Unknown option “--nothing”"),
    ],
)
def test_usage_errors_are_one_line_and_exit_2(
    crm: Cli, arguments: tuple[str, ...], says: str
) -> None:
    result = crm(*arguments)
    assert result.code == 2
    assert says in result.err
    assert result.err.count("\n") == 1
    assert result.out == ""


def test_errors_are_in_the_language_asked_for(crm: Cli) -> None:
    assert "错误：未知" in crm("regoin", "--lang", "zh_CN").err
    assert "错误" in crm("--lang", "zh", "region", "list", "--limit", "x").err
    crm.lang = "zh_CN"
    assert crm("region", "show", "X").err.startswith("错误：找不到区域“X”")


def test_errors_are_json_where_data_is(crm: Cli) -> None:
    result = crm("region", "show", "X", "--json")
    assert result.code == 3
    assert result.out == ""
    assert json.loads(result.err) == {
        "error": {
            "code": "not_found",
            "message": "No region “X”",
            "hint": "See them all: crm region list",
        }
    }


def test_common_options_stand_anywhere(crm: Cli) -> None:
    crm.ok("region", "add", "--name", "华东")
    for arguments in (
        ("--json", "region", "list"),
        ("region", "--json", "list"),
        ("region", "list", "--json"),
        ("region", "list", "-f", "json"),
    ):
        assert crm(*arguments).json[0]["name"] == "华东"


def test_help_is_shown_without_a_verb(crm: Cli) -> None:
    for arguments in ((), ("--help",)):
        assert "Daily work:" in crm(*arguments).out
    assert crm("region").code == 0
    assert "remove" in crm("region").out
    assert crm("--version").out.startswith("crm 0.")


@pytest.mark.parametrize("columns", ["40", "80", "200"])
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_help_fits_its_width(crm: Cli, columns: str, lang: str, monkeypatch) -> None:
    from wcwidth import wcswidth

    monkeypatch.setenv("COLUMNS", columns)
    crm.lang = lang
    for arguments in (("--help",), ("order", "--help"), ("order", "new", "--help")):
        out = crm(*arguments).out
        lines = [line for line in out.splitlines() if "PRODUCT:QTY" not in line]
        assert all(wcswidth(line) <= int(columns) for line in lines), out
    line = {"en": "PRODUCT:QTY[@PRICE][-DISCOUNT]", "zh_CN": "产品:数量[@单价][-折扣]"}
    assert line[lang] in out


def test_missing_values_are_asked_for_on_a_terminal_only(crm: Cli) -> None:
    asked = crm("region", "add", "--json", terminal=True, typed="\n华东\n")
    assert asked.code == 0
    assert asked.err.count("Name: ") == 2
    assert asked.json["name"] == "华东"
    assert crm("region", "add", "--no-input", terminal=True, typed="华南\n").code == 2
    assert crm("region", "add", typed="华南\n").code == 2
    assert crm("region", "show", terminal=True, typed="").code == 130


def test_destructive_verbs_ask_or_need_a_yes(crm: Cli) -> None:
    crm.ok("region", "add", "--name", "华东")
    crm.ok("region", "add", "--name", "上海", "--parent", "华东")
    assert crm("region", "remove", "R0001").code == 5, "a rule refuses before anybody is asked"
    crm.ok("region", "remove", "R0002", "--yes")
    asked = crm("region", "remove", "R0001", "--no-input", terminal=True, typed="y\n")
    assert (asked.code, "Add --yes" in asked.err) == (2, True)
    no = crm("region", "remove", "R0001", terminal=True, typed="n\n")
    assert (no.code, "Nothing was changed" in no.err) == (1, True)
    assert crm("region", "remove", "R0001", terminal=True, typed="是\n").code == 0


def test_settings_come_from_flag_environment_folder_file_and_user_file(crm: Cli) -> None:
    crm.ok("region", "add", "--name", "华东")
    user = Path(os.environ["XDG_CONFIG_HOME"]) / "crm" / "config.toml"
    user.parent.mkdir(parents=True)
    user.write_text('format = "csv"\n')
    assert crm("region", "list").out.startswith("code,")
    Path(".crm.toml").write_text('format = "json"\n')
    assert crm("region", "list").out.startswith("[")
    crm.environment["CRM_FORMAT"] = "tsv"
    assert crm("region", "list").out.startswith("code\t")
    assert crm("region", "list", "-f", "markdown").out.startswith("|")


def test_a_file_in_the_working_folder_may_set_little(crm: Cli) -> None:
    Path(".crm.toml").write_text('operator = "ADMIN"\n')
    result = crm("region", "list")
    assert result.code == 2
    assert "may not set “operator”" in result.err
    Path(".crm.toml").write_text("db = [\n")
    assert crm("region", "list").code == 2


def test_a_defect_is_one_line_and_a_traceback_only_on_demand(crm: Cli, monkeypatch) -> None:
    def broken(*_arguments: object, **_more: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("crmcli.services.region.find", broken)
    result = crm("region", "list")
    assert result.code == 1
    assert "defect" in result.err
    assert "Traceback" not in result.err
    crm.environment["CRM_DEBUG"] = "1"
    with pytest.raises(ZeroDivisionError):
        crm("region", "list")


def crm_process(crm: Cli, *arguments: str, **more: object) -> subprocess.Popen[bytes]:
    people.log_in(crm.store, "ADMIN")
    environment = {
        **os.environ,
        "CRM_DB": crm.store.url,
        "CRM_OPERATOR": "ADMIN",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "crmcli", *arguments],
        env=environment,
        **more,  # type: ignore[call-overload]
    )


def test_a_closed_pipe_is_silent(crm: Cli) -> None:
    crm.ok("region", "load", "cn")
    process = crm_process(crm, "region", "list", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.wait(30) == 0
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_output_is_one_line(crm: Cli) -> None:
    with Path("/dev/full").open("wb") as full:
        process = crm_process(crm, "region", "list", "--json", stdout=full, stderr=subprocess.PIPE)
        _out, said = process.communicate(timeout=30)
    assert process.returncode == 1
    assert said.count(b"\n") == 1
    assert b"Cannot write the output" in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_write_whose_record_cannot_be_shown_says_that_it_was_saved(crm: Cli) -> None:
    with Path("/dev/full").open("wb") as full:
        process = crm_process(
            crm, "region", "add", "--name", "x", stdout=full, stderr=subprocess.PIPE
        )
        _out, said = process.communicate(timeout=30)
    assert process.returncode == 1
    assert b"The change itself was saved" in said
    assert len(crm.ok("region", "list")) == 1


def test_a_plain_c_locale_and_no_home_work(crm: Cli) -> None:
    crm.ok("region", "add", "--name", "华东")
    done = subprocess.run(
        [sys.executable, "-m", "crmcli", "region", "list"],
        env={
            "PATH": os.environ["PATH"],
            "LC_ALL": "C",
            "CRM_DB": crm.store.url,
            "CRM_OPERATOR": "ADMIN",
            "XDG_STATE_HOME": os.environ["XDG_STATE_HOME"],
        },
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "华东" in done.stdout.decode()
