"""Every command as every built-in role: allowed, or exit 4; and the store agrees with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmcli.cli import tree
from crmcli.db import rights
from crmcli.db.authority import Authority
from crmcli.db.connect import Store
from crmcli.services.built_in import ROLES, permissions
from tests import people
from tests.conftest import Cli
from tests.filled import LISTS, NOW, fill
from tests.test_golden import CALLS

BY_RULE = {
    ("followup", "correct"),
    ("revision", "withdraw"),
    *(("annotation", verb) for verb in ("add", "read", "acknowledge", "answer")),
    *(("leave", verb) for verb in ("add", "remove")),
}
"""Only the author, the proposer, who is told or a manager may, whatever the role."""
NEVER = ("alias", "config", "completion", "logout", "whoami", "db")
"""A person's own, or the whole store's."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def everybody(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with a record of every noun and a person of each role who sees them all."""
    if request.param == "sqlite":
        store = Store("sqlite", str(tmp_path_factory.mktemp("matrix") / "filled.db"))
    else:
        server = request.getfixturevalue("server")
        server.execute("CREATE DATABASE matrix")
        store = Store("postgresql", server.url("matrix"))
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("matrix-home")
        patch.setenv("XDG_STATE_HOME", str(home))
        patch.setenv("CRM_NOW", NOW)
        fill(store)
        admin = Cli(store)
        for code in ROLES:
            admin.ok(
                "operator", "add", "--name", f"N{code}", "--code", f"X-{code}", "--role", code,
                "--scope", "all",
            )  # fmt: skip
    return store


@pytest.mark.parametrize("role", ROLES)
def test_each_command_is_allowed_or_exit_4(
    everybody: Store, role: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CRM_NOW", NOW)
    for noun, text in LISTS.items():
        (tmp_path / f"{noun}.csv").write_text(text, encoding="utf-8")
    held = set(permissions(role)) | set(rights.FREE)
    asked: list[str] = []
    require = Authority.require

    def told(self: Authority, permission: str) -> None:
        asked.append(permission)
        require(self, permission)

    monkeypatch.setattr(Authority, "require", told)
    people.log_in(everybody, f"X-{role}")
    crm = Cli(everybody, operator=f"X-{role}")
    wrong = []
    for path, words in CALLS.items():
        if path[0] in NEVER:
            continue
        node = dict(tree.commands(tree.whole()))[path]
        preview = ["--dry-run"] if "--dry-run" in node["common"] else []
        asked.clear()
        done = crm(*words[: len(path)], *preview, *words[len(path) :])
        allowed = all(permission in held for permission in asked)
        if path not in BY_RULE and (not asked or (done.code == 4) == allowed):
            wrong.append((" ".join(words), done.code, list(asked), done.err[:120]))
    assert wrong == []
