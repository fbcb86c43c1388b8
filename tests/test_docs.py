"""The documents are true: their commands run, their files exist; the repository is clean."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest

from crmcli.db.connect import Store
from tests.conftest import Cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ crm (.*)$", README, re.MULTILINE)


def test_the_commands_of_the_readme_run(engine: str, request, tmp_path: Path) -> None:
    if engine == "sqlite":
        store = Store("sqlite", str(tmp_path / "crm.db"))
    else:
        server = request.getfixturevalue("server")
        server.execute("CREATE DATABASE readme")
        store = Store("postgresql", server.url("readme"))
    assert len(COMMANDS) > 10
    shown = {}
    crm = Cli(store, operator="", lang="en" if engine == "sqlite" else "zh_CN")
    for command in COMMANDS:
        result = crm(*shlex.split(command))
        assert result.code == 0, (command, result.err)
        shown[command.split(" --")[0]] = result.out
    assert "C000001" in shown["customer list"]
    assert "6390.50" in shown["order show SO202603-00001"]


@pytest.mark.parametrize("document", sorted(ROOT.glob("docs/**/*.md")), ids=lambda p: p.name)
def test_files_that_documents_name_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for name in re.findall(r"`((?:crmcli|tests|docs)/[\w/.]+\.(?:py|md|po))`", text):
        assert (ROOT / name).exists(), name


def test_links_of_the_readme_resolve() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    extras = project["project"]["optional-dependencies"]
    wanted = [*project["project"]["dependencies"], *extras["build"], *extras["dev"]]
    for requirement in wanted:
        name = re.match(r"[\w-]+", requirement)
        assert name is not None
        assert name.group() in reasons, requirement
    built_with = {re.match(r"[\w-]+", r).group() for r in project["build-system"]["requires"]}  # type: ignore[union-attr]
    assert built_with <= {re.match(r"[\w-]+", r).group() for r in extras["build"]}  # type: ignore[union-attr]


def test_the_lock_pins_everything_by_hash_and_names_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    pins = re.split(r"\n(?=\S)", lock.strip())
    assert len(pins) > 40
    for pin in pins:
        assert "==" in pin.split()[0], pin
        assert "--hash=sha256:" in pin, pin


def test_nothing_private_is_in_the_repository() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    secret = re.compile(r"(?:^|[^\w.-])/(?:work|root|home)/|index-url|://\S+\.(whl|gz|deb)\b")
    for name in listed.stdout.split():
        path = ROOT / name
        if path.suffix == ".png" or name == "tests/test_docs.py" or not path.exists():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            assert not secret.search(line), f"{name}:{number}: {line.strip()[:80]}"


def test_files_stay_short() -> None:
    for path in (*ROOT.glob("crmcli/**/*.py"), *ROOT.glob("tests/*.py")):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path.name
