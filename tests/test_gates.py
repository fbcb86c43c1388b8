"""Each gate fails on a deliberate fault: a check that cannot fail is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_translations import untranslated

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
pytestmark = pytest.mark.xdist_group("gates")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    target = tmp_path / "copy"
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(ROOT / "crmcli", target / "crmcli", ignore=ignored)
    for name in ("pyproject.toml", "README.md", "hatch_build.py"):
        shutil.copy(ROOT / name, target / name)
    return target


def gate(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def append(folder: Path, path: str, text: str) -> None:
    with (folder / path).open("a", encoding="utf-8") as file:
        file.write(text)


def test_ruff_sees_an_unused_import_and_a_print(copy: Path) -> None:
    append(copy, "crmcli/clock.py", "\nimport json\nprint('x')\n")
    done = gate(copy, "ruff", "check", "--no-cache", "crmcli/clock.py")
    assert done.returncode == 1
    assert "F401" in done.stdout
    assert "T201" in done.stdout


def test_ruff_keeps_typers_inner_classes_in_cli(copy: Path) -> None:
    append(copy, "crmcli/commands/region.py", "\nfrom typer._click import core\n")
    done = gate(copy, "ruff", "check", "--no-cache", "crmcli/commands/region.py")
    assert "TID251" in done.stdout


def test_ruff_sees_bad_layout(copy: Path) -> None:
    append(copy, "crmcli/clock.py", "\nx  =  1\n")
    assert gate(copy, "ruff", "format", "--no-cache", "--check", "crmcli").returncode == 1


def test_mypy_sees_a_wrong_type(copy: Path) -> None:
    append(copy, "crmcli/clock.py", "\n\ndef wrong(a: int) -> str:\n    return a\n")
    command = ("mypy", "--no-incremental", "--follow-imports=silent", "crmcli/clock.py")
    done = gate(copy, *command)
    assert done.returncode == 1
    assert "return-value" in done.stdout


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("crmcli/views/base.py", "\nfrom crmcli.services import region\n"),
        ("crmcli/services/region.py", "\nfrom crmcli.commands import kit\n"),
        ("crmcli/output/emit.py", "\nfrom crmcli.reports import region_sales\n"),
        ("crmcli/views/region.py", "\nimport sqlalchemy\n"),
    ],
)
def test_import_linter_sees_an_import_that_goes_up(copy: Path, path: str, fault: str) -> None:
    assert gate(copy, "lint-imports", "--no-cache").returncode == 0
    append(copy, path, fault)
    done = gate(copy, "lint-imports", "--no-cache")
    assert done.returncode == 1
    assert "BROKEN" in done.stdout


def test_a_missing_translation_is_seen(copy: Path) -> None:
    append(copy, "crmcli/clock.py", "\nNEW = _('a text that nobody translated')\n")
    assert untranslated(copy / "crmcli") == {"a text that nobody translated"}


def test_missing_postgresql_fails_in_ci_and_is_said_elsewhere(tmp_path: Path) -> None:
    """With no binaries to be found the tests on PostgreSQL skip, and in CI they fail."""
    probe = (
        "from tests import postgres\npostgres.binaries = lambda: None\nimport pytest, sys\n"
        "sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider', '-p', 'no:xdist', "
        f"'{ROOT}/tests/test_region.py', '-k', 'postgresql', '-rs']))"
    )
    for ci, code, said in (("true", 1, "were not found"), ("", 0, "were not found")):
        done = subprocess.run(
            [sys.executable, "-c", probe],
            cwd=ROOT,
            env={**os.environ, "CI": ci, "CRM_REQUIRE_POSTGRES": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stdout
        assert said in done.stdout
