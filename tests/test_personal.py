"""What is a person's own: settings with their origin, aliases, help, facts, the pager."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crmcli import config
from crmcli.cli.topics import TOPICS
from tests import people
from tests.conftest import Cli


@pytest.fixture
def me(crm: Cli, tmp_path: Path) -> Cli:
    """Somebody with an own, empty, settings folder."""
    crm.environment = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    return crm


def file_of(me: Cli) -> Path:
    return Path(me.environment["XDG_CONFIG_HOME"]) / "crm" / "config.toml"


def origin(me: Cli, key: str, *more: str) -> tuple[str | None, str]:
    rows = me.ok("config", "list", "--origin", *more)
    return next((row["value"], row["origin"]) for row in rows if row["key"] == key)


def test_each_setting_says_where_it_comes_from(
    me: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert origin(me, "headings") == (None, "default")
    me.ok("config", "set", "headings", "zh")
    assert origin(me, "headings") == ("zh", str(file_of(me)))
    me.environment["CRM_HEADINGS"] = "en"
    assert origin(me, "headings") == ("en", "environment")
    me("config", "set", "format", "csv")
    (tmp_path / ".crm.toml").write_text('format = "plain"\n')
    assert me.ok("config", "show", "format")["value"] == "json"
    assert me("config", "show", "format").out.split()[-1] == ".crm.toml"
    assert origin(me, "db") == (me.store.url, "environment")
    assert origin(me, "lang", "--lang", "zh") == ("zh_CN", "选项")


def test_what_is_set_holds_until_it_is_unset(me: Cli) -> None:
    file_of(me).parent.mkdir(parents=True)
    file_of(me).write_text('# mine\nformat = "csv"  # for work\n')
    assert me("config", "set", "encoding", "gb18030", "-q").code == 0
    assert file_of(me).read_text() == '# mine\nformat = "csv"  # for work\nencoding = "gb18030"\n'
    me("config", "unset", "format")
    assert file_of(me).read_text() == '# mine\nencoding = "gb18030"\n'
    assert me("config", "unset", "format").code == 3
    assert file_of(me).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("encoding", "utf-9", 2),
        ("lang", "fr", 2),
        ("colour", "red", 3),
        ("db", "", 2),
        ("db", "a\x07b", 2),
    ],
)
def test_a_setting_that_cannot_be_is_refused(me: Cli, key: str, value: str, code: int) -> None:
    assert me("config", "set", key, value).code == code
    assert not file_of(me).exists()


def test_an_alias_stands_for_a_command(me: Cli) -> None:
    me.ok("region", "add", "--name", "华东", "--code", "E")
    me.ok("alias", "add", "区", "region list --columns name")
    me.ok("alias", "add", "one", "region show $1 --columns")
    assert me("区", "-f", "csv").out == "name\n华东\n"
    assert me("one", "E", "code", "-f", "csv").out == "code\nE\n"
    assert me("one").code == 2
    me.ok("config", "set", "headings", "key")
    assert [row["name"] for row in me.ok("alias", "list")] == ["one", "区"]
    me.ok("alias", "remove", "区")
    assert me("区").code == 2


@pytest.mark.parametrize(
    ("name", "words", "code"),
    [
        ("customer", "region list", 5),
        ("-x", "region list", 2),
        ("a b", "region list", 2),
        ("x", "rm -rf", 2),
        ("x", "", 2),
        ("x", 'region "list', 2),
    ],
)
def test_an_alias_that_cannot_be_is_refused(me: Cli, name: str, words: str, code: int) -> None:
    assert me("alias", "add", "--", name, words).code == code
    assert not file_of(me).exists()


def test_help_explains_commands_and_topics(crm: Cli) -> None:
    for lang in ("en", "zh_CN"):
        crm.lang = lang
        assert crm("help").out == crm("--help").out
        assert crm("help", "order", "line", "add").out == crm("order", "line", "add", "--help").out
        for topic in TOPICS:
            page = crm("help", topic)
            assert page.code == 0
            assert page.out.count("\n") > 5
    crm.lang = "en"
    wrong = crm("help", "date")
    assert (wrong.code, "dates" in wrong.err) == (2, True)
    assert crm("help", "order", "nwe").code == 2


def test_the_manual_page_is_clean_roff(crm: Cli, tmp_path: Path) -> None:
    for lang in ("en", "zh_CN"):
        crm.lang = lang
        text = crm("help", "--man").out
        assert text.startswith(".TH CRM 1")
        assert ".SS" in text
        assert all(line[:1] not in "'" for line in text.splitlines() if line)


def test_facts_are_told_with_and_without_a_store(crm: Cli, tmp_path: Path) -> None:
    facts = {row["key"]: row["value"] for row in crm.ok("info")}
    assert facts["store"] == crm.store.url
    assert facts["schema"] == facts["store-version"]
    assert facts["operator"] == "ADMIN"
    crm.environment = {"CRM_DB": str(tmp_path / "none.db")}
    facts = {row["key"]: row["value"] for row in crm.ok("info")}
    assert "none.db" in facts["problem"]


def on_terminal(crm: Cli, *arguments: str, pager: str | None, term: str = "xterm") -> str:
    """What a terminal of 24 lines shows; the pager ``pager`` is what CRM_PAGER names."""
    people.log_in(crm.store, "ADMIN")
    main, secondary = pty.openpty()
    environment = {**os.environ, "CRM_DB": crm.store.url, "CRM_OPERATOR": "ADMIN", "TERM": term}
    environment.pop("CRM_PAGER", None)
    if pager is not None:
        environment["CRM_PAGER"] = pager
    process = subprocess.Popen(
        [sys.executable, "-m", "crmcli", *arguments],
        stdin=secondary, stdout=secondary, stderr=secondary, env=environment,
    )  # fmt: skip
    os.close(secondary)
    shown = b""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        ready, _w, _x = select.select([main], [], [], 0.2)
        if ready:
            try:
                part = os.read(main, 65536)
            except OSError:
                break
            if not part:
                break
            shown += part
        elif process.poll() is not None:
            break
    os.close(main)
    assert process.wait(timeout=60) == 0
    return shown.decode()


def test_long_output_goes_through_the_pager(new_sqlite, tmp_path: Path) -> None:
    crm = Cli(new_sqlite())
    seen = tmp_path / "seen"
    pager = f"tee {seen}"
    on_terminal(crm, "whoami", pager=pager)
    assert not seen.exists()
    long = ("number-rule", "list")
    assert "C000001" in on_terminal(crm, *long, pager=pager)
    assert "C000001" in seen.read_text()
    seen.unlink()
    assert "C000001" in on_terminal(crm, *long, "--no-pager", pager=pager)
    assert "C000001" in on_terminal(crm, *long, pager="cat")
    assert "C000001" in on_terminal(crm, *long, pager="no-such-pager-here")
    assert not seen.exists()


def test_the_environment_names_every_setting(crm: Cli) -> None:
    page = crm("help", "settings").out
    assert all(f"CRM_{key.upper()}" in page for key in config.USER_KEYS)


def test_what_a_person_keeps_can_be_previewed(crm: Cli) -> None:
    for words in (
        ("config", "set", "format", "csv"),
        ("alias", "add", "top", "customer list"),
    ):
        preview = crm(*words, "--dry-run")
        assert (preview.code, preview.err) == (0, "Preview only, nothing saved\n")
        assert not config.user_file().exists()
        assert crm(*words).code == 0
        kept = config.user_file().read_text(encoding="utf-8")
        undo = {"set": "unset", "add": "remove"}[words[1]]
        assert crm(words[0], undo, words[2], "--dry-run").code == 0
        assert config.user_file().read_text(encoding="utf-8") == kept
        assert crm(words[0], undo, words[2]).code == 0
        config.user_file().unlink()
