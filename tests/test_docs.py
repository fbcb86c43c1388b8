"""The documents are true: their commands run, their files exist; the repository is clean."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest

from crmcli.cli import tree
from crmcli.cli.nouns import DAILY, ENTRIES
from crmcli.db.connect import Store
from tests.conftest import Cli

ROOT = Path(__file__).parents[1]
COMMAND = re.compile(r"^\$ (crm|printf) (.*)$", re.MULTILINE)
RUN = (
    ROOT / "README.md",
    ROOT / "README.zh-CN.md",
    ROOT / "docs" / "tutorial.md",
    ROOT / "docs" / "tutorial.zh_CN.md",
    *(
        path
        for path in sorted((ROOT / "docs" / "cookbook").glob("*.md"))
        if path.name != "northwind.md"
    ),
)
"""What people are told to type, each on a store of its own; what needs data has its own test."""


@pytest.mark.parametrize("document", RUN, ids=lambda path: path.name)
def test_the_commands_of_a_document_run(
    engine: str, request, tmp_path: Path, document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    commands = COMMAND.findall(document.read_text(encoding="utf-8"))
    if engine == "sqlite":
        store = Store("sqlite", str(tmp_path / "crm.db"))
    else:
        server = request.getfixturevalue("server")
        server.execute("DROP DATABASE IF EXISTS document", "CREATE DATABASE document")
        store = Store("postgresql", server.url("document"))
    crm = Cli(store, operator="", lang="en" if engine == "sqlite" else "zh_CN")
    crm.environment = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    if engine == "postgresql":  # where init asks for it
        crm.environment["CRM_PASSWORD"] = "of the first operator"
    shown = {}
    for program, command in commands:
        if program != "crm":
            subprocess.run(["sh", "-c", f"{program} {command}"], cwd=tmp_path, check=True)
            continue
        result = crm(*shlex.split(command))
        assert result.code == 0, (command, result.err)
        shown[command] = result.out
    if document == ROOT / "README.md":
        assert len(commands) > 10
        assert "C000001" in shown["customer list --find hzyq"]
        assert "6390.50" in shown["order show SO202603-00001"]


def test_every_command_and_option_has_its_help() -> None:
    whole = tree.whole()
    for path, node in tree.commands(whole):
        assert node["help"], path
        for name, _kind, text, _must in node["arguments"]:
            assert text, (path, name)
        for name, option in {**node["options"], **whole["common"]}.items():
            assert option[1], (path, name)


def test_every_command_is_in_the_reference_and_every_daily_noun_is_shown_at_work() -> None:
    """The reference follows from the commands, and another test keeps it up to date."""
    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    told = "".join(path.read_text(encoding="utf-8") for path in RUN)
    for path, _node in tree.commands(tree.whole()):
        assert f"## crm {' '.join(path)}\n" in reference
    for noun, entry in ENTRIES.items():
        assert entry.section != DAILY or f"$ crm {noun} " in told, noun


@pytest.mark.parametrize("document", sorted(ROOT.glob("docs/**/*.md")), ids=lambda p: p.name)
def test_files_that_documents_name_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for name in re.findall(r"`((?:crmcli|tests|docs)/[\w/.]+\.(?:py|md|po))`", text):
        assert (ROOT / name).exists(), name


@pytest.mark.parametrize(
    "document", [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")], ids=lambda path: path.name
)
def test_links_resolve(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


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
        if path.suffix in (".png", ".xls") or name == "tests/test_docs.py" or not path.exists():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            assert not secret.search(line), f"{name}:{number}: {line.strip()[:80]}"


def test_files_stay_short() -> None:
    for path in (*ROOT.glob("crmcli/**/*.py"), *ROOT.glob("tests/*.py")):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path.name
