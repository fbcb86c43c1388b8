"""What every command shows, in every format and both languages: terminal, pipe and file.

``tests/golden`` holds it; ``GOLDEN=write make test ARGS=tests/test_golden.py`` writes it anew, and
the difference is then read like any other change.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from openpyxl import load_workbook

from crmcli import config
from crmcli.cli import tree
from crmcli.db.connect import Store
from tests import postgres
from tests.conftest import Cli, Result
from tests.filled import LISTS, NOW, REMOVABLE, fill, line, make, plain

FOLDER = Path(__file__).parent / "golden"
WRITE = os.environ.get("GOLDEN") == "write"
LANGUAGES = ("en", "zh_CN")
LENGTH = 48
"""How long the name of the folder is in which the commands run."""
SUFFIX = {"json": ".json", "jsonl": ".jsonl", "csv": ".csv", "tsv": ".tsv", "markdown": ".md",
          "plain": ".txt", "xlsx": ".xlsx"}  # fmt: skip
SAME = ("json", "jsonl", "csv", "tsv")
"""These are the same in every language."""
OWN = (
    {("demo",), ("init",), ("tui",), ("info",), ("help",), ("import", "all"), ("export", "all")}
    | {("db", v) for v in ("backup", "restore", "status", "copy")}
    | {("import", "template"), ("login",), ("password",), ("db", "doctor"), ("db", "audit-scope")}
    | {("token", v) for v in ("create", "list", "revoke")}
    | {("log", v) for v in ("seal", "verify", "head", "access")}
)
"""Tested on their own: they make files, ask, or tell of this machine."""
NO_STORE = ("alias", "config", "completion", "db", "logout", "whoami")
"""These do not show what is in the store, or tell of its engine."""
APART = (("log", "list"),)
"""Compared entry by entry: a leaver's log-in changes on SQLite; a server ends sessions itself."""
MORE = {
    ("customer", "share"): ["--with=WF"],
    ("customer", "merge"): ["--keep=all"],
    ("revision", "propose"): ["--level=A", "--credit-limit=5000"],
    ("approval", "rule", "edit"): ["--step=2"],
    ("approval", "reject"): ["--reason=不够"],
    ("revision", "reject"): ["--reason=不够"],
    **{("handover", verb): ["--to=ZL"] for verb in ("preview", "run")},
    ("customer", "edit"): ["--short-name=华"],
    ("followup", "add"): ["--content=谈过了"],
    ("order", "new"): ["--line=P1:1"],
    ("order", "edit"): ["--remark=急"],
    ("order", "line", "edit"): ["--quantity=3"],
    ("payment", "record"): ["--order=SO4", "--method=CASH"],
    ("payment", "allocate"): ["--order=SO4"],
    ("payment", "refund"): ["--customer=C1", "--method=CASH"],
    ("product", "edit"): ["--price=6"],
    **{
        ("report", key): ["--compare=last-year"]
        for key in ("salesperson-sales", "region-sales", "work-review")
    },
    ("report", "region-product"): ["--by=month", "--chart=bars"],
    ("report", "salesperson-ranking"): ["--chart=shares", "--unit=wan"],
}
"""What some commands need besides."""
INSTEAD = {
    ("leave", "remove"): ["1"],
    ("working-calendar", "remove"): ["2026-03-14"],
    **{("customer", verb): ["C1"] for verb in ("assign", "register")},
    ("customer", "release"): ["C6"],
    ("customer", "claim"): ["C5"],
    ("customer", "merge"): ["C1", "C6"],
    ("customer", "unmerge"): ["C7"],
    ("customer", "unregister"): ["C2"],
    ("customer", "unshare"): ["C6"],
    ("revision", "propose"): ["C4"],
    **{
        (noun, verb): ["AP202603-00001"]
        for noun in ("approval", "revision")
        for verb in ("approve", "reject", "show")
    },
    **{("approval", "rule", verb): ["AR1"] for verb in ("edit", "show")},
    ("revision", "withdraw"): ["AP202603-00002"],
    ("approval", "undelegate"): ["2"],
    **{("handover", verb): ["WF"] for verb in ("preview", "run")},
    ("operator", "lend"): ["ZL"],
    ("operator", "loan", "end"): ["1"],
    ("alias", "add"): ["regions", "region list"],
    ("completion",): ["bash"],
    ("config", "set"): ["format", "csv"],
    **{("import", noun): [f"{noun}.csv"] for noun in LISTS},
    ("import", "mapping", "remove"): ["german"],
    ("number-rule", "edit"): ["order", "S{yyyy}-{seq:05}"],
    ("order", "complete"): ["SO2"],
    ("order", "line", "add"): ["SO1", "P1:3-10%"],
    ("order", "line", "edit"): ["SO3", "2"],
    ("order", "line", "move"): ["SO3", "2", "1"],
    ("order", "line", "remove"): ["SO3", "2"],
    ("payment", "allocate"): ["RC2"],
    ("payment", "claim"): ["RC3"],
    ("payment", "confirm"): ["RC9"],
    ("setting", "edit"): ["company", "乙"],
}
"""Other arguments than the usual ones."""
GIVEN = {
    ("customer", "assign"): {"--to": "WF"},
    ("operator", "lend"): {"--to": "WF"},
    ("approval", "delegate"): {"--to": "ZL"},
    ("conflict", "decide"): {"--for": "ZL"},
}
"""Other options than the usual ones."""
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)
WRITTEN = "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::int FROM pg_stat_user_tables"
LOGGED_IN = "crm-logged-in"
"""The folder of a person's own files as they are after logging in."""
BEFORE = {
    ("alias", "remove"): ["alias add regions region"],
    **{
        ("import", "mapping", verb): [
            "import customer customer.csv --map name=客户名称 --save-mapping german"
        ]
        for verb in ("list", "remove")
    },
    ("config", "unset"): ["config set format csv"],
    ("payment", "confirm"): [
        "setting edit confirm_receipts yes",
        "payment record --order SO4 --method CASH --number RC9",
    ],
    ("period", "open"): ["period close 2026-02"],
}
"""What must have been done."""


def calls() -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Each command with what it must be given."""
    for path, node in tree.commands(tree.whole()):
        if path in OWN:
            continue
        given = {n: plain(path, n, kind) for n, kind, _help, must in node["arguments"] if must}
        given |= {n: plain(path, n, o[0]) for n, o in node["options"].items() if o[2]}
        given |= GIVEN.get(path, {})
        instead = INSTEAD.get(path)
        if path[-1] == "remove" and instead is None and path[0] not in ("alias", "opening"):
            instead = [REMOVABLE]
        if instead is not None:
            given = {n: v for n, v in given.items() if n.startswith("--")}
        words = line(path, given)
        extra = [*MORE.get(path, []), *(["--yes"] if path[-1] == "remove" else [])]
        yield path, [*words[: len(path)], *extra, *words[len(path) :], *(instead or [])]


CALLS = dict(calls())


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = make(tmp_path_factory.mktemp("golden") / "filled.db")
    raw = sqlite3.connect(store.location)
    raw.execute("PRAGMA journal_mode = WAL")  # as every store: what leaves is logged meanwhile
    raw.close()
    return store


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder whose name is as long on every machine: tables are laid out for it."""
    root = Path(tempfile.gettempdir()).resolve()
    made = Path(tempfile.mkdtemp(dir=root, prefix="crm-".ljust(LENGTH - len(str(root)) - 9, "x")))
    assert len(str(made)) == LENGTH
    yield made
    shutil.rmtree(made)


@pytest.fixture
def crm(filled: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("CRM_NOW", NOW)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("LINES", "25")
    monkeypatch.setenv("TERM", "dumb")
    for noun, text in LISTS.items():
        (folder / f"{noun}.csv").write_text(text, encoding="utf-8")
    place = Cli(Store("sqlite", str(folder / "store.db")))
    place.environment = {"XDG_CONFIG_HOME": str(folder), "XDG_STATE_HOME": str(folder)}
    return place


@pytest.mark.parametrize("path", CALLS, ids=" ".join)
def test_what_is_shown(crm: Cli, filled: Store, path: tuple[str, ...]) -> None:
    node = dict(tree.commands(tree.whole()))[path]
    files = "--out" in node["common"] and path[0] != "config"  # the format is one of its settings
    formats = config.FORMATS if files else ("plain",)
    parts = []
    for name in formats:
        for lang in LANGUAGES:
            text = _shown(crm, filled, CALLS[path], name, lang, files=files)
            if name not in SAME:
                parts.append(f"=== {name} {lang}\n{text}")
            elif lang == LANGUAGES[0]:
                parts.append(f"=== {name}\n{text}")
                first = text
            else:
                assert _data(text) == _data(first)
    found = "\n".join(parts)
    file = FOLDER / f"{'-'.join(path)}.txt"
    if WRITE:
        FOLDER.mkdir(exist_ok=True)
        file.write_text(found, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == found


@pytest.fixture(scope="module")
def filled_postgresql(server: postgres.Server) -> str:
    server.execute("CREATE DATABASE golden")
    fill(Store("postgresql", server.url("golden")))
    return "golden"


@pytest.mark.parametrize(
    "path", [p for p in CALLS if p[0] not in NO_STORE and p not in APART], ids=" ".join
)
def test_postgresql_shows_the_same(
    crm: Cli, server: postgres.Server, filled_postgresql: str, path: tuple[str, ...]
) -> None:
    parts = (FOLDER / f"{'-'.join(path)}.txt").read_text(encoding="utf-8").split("=== ")[1:]
    golden = dict(part.split("\n", 1) for part in parts)
    files = "json" in golden
    for name, lang in (("json", "en"), ("table", "zh_CN")) if files else (("plain", "zh_CN"),):
        _copied(server, filled_postgresql)
        crm.store = Store("postgresql", server.url("shown"))
        crm.lang = lang
        words = CALLS[path]
        asked = [*words[:1], f"--format={name}", *words[1:]] if files else words
        _prepare(crm, asked)
        result = crm(*asked, terminal=name == "table")
        text = _clean(crm, result.out) + _clean(crm, f"--- {result.code}\n{result.err}")
        wanted = golden["json" if name == "json" else f"{name} {lang}"]
        assert _unnumbered(text).rstrip("\n") == _unnumbered(wanted).rstrip("\n")


def _copied(server: postgres.Server, filled: str) -> None:
    """A copy of the filled database: the one before, where nothing was written to it."""
    if not _untouched(server):
        server.execute(
            "DROP DATABASE IF EXISTS shown WITH (FORCE)",
            f"CREATE DATABASE shown TEMPLATE {filled} STRATEGY FILE_COPY",
        )


def _untouched(server: postgres.Server) -> bool:
    """Whether nobody wrote: a server counts what was, once whoever did so has left."""
    try:
        raw = psycopg.connect(server.url("shown"), autocommit=True)
    except psycopg.OperationalError:
        return False
    with raw:
        while raw.execute(OTHERS).fetchone() != (0,):
            time.sleep(0.001)
        return raw.execute(WRITTEN).fetchone() == (0,)


def test_the_log_of_postgresql_says_the_same_but_for_sessions(
    crm: Cli, filled_postgresql: str, server: postgres.Server
) -> None:
    golden = (FOLDER / "log-list.txt").read_text(encoding="utf-8").split("=== json\n")[1]
    crm.store = Store("postgresql", server.url(filled_postgresql))
    shown = _entries(_clean(crm, crm("log", "list", "--json").out))
    assert shown == _entries(golden.split("\n--- ")[0])


def _entries(text: str) -> list[str]:
    """The entries but those of sessions; in one transaction their order is the engine's."""
    kept = [
        {key: value for key, value in entry.items() if key not in ("id", "operation")}
        for entry in json.loads(text)
        if (entry["record"], entry["change"]) != ("login", "update")
    ]
    return sorted(json.dumps(entry, sort_keys=True) for entry in kept)


def _unnumbered(text: str) -> str:
    """The text without numbers of operations and entries: what PostgreSQL rolled back had some."""
    return re.sub(r'("operation": |\{"id": |操作序号 +)\d+', r"\1N", text)


def _prepare(crm: Cli, arguments: list[str]) -> None:
    """Do what must have been done before."""
    for path, lines in BEFORE.items():
        if tuple(word for word in arguments if not word.startswith("-"))[: len(path)] == path:
            for before in lines:
                crm.ok(*before.split())


def _shown(
    crm: Cli, filled: Store, arguments: list[str], name: str, lang: str, *, files: bool
) -> str:
    """What one call shows, on stdout and stderr; a file must hold what a pipe gets."""
    crm.lang = lang
    asked = [*arguments[:1], f"--format={name}", *arguments[1:]] if files else arguments
    if name == "xlsx":
        return _spreadsheet(crm, filled, arguments, lang)
    result = _run(crm, filled, asked, terminal=name == "table")
    if files and name != "table":
        out = f"out{SUFFIX[name]}"
        into = _run(crm, filled, [*arguments[:1], f"--out={out}", *arguments[1:]])
        assert into.code == result.code
        if result.code == 0 and Path(out).exists():
            assert Path(out).read_text(encoding="utf-8") == result.out
            Path(out).unlink()
    said = _clean(crm, f"--- {result.code}\n{result.err}")
    return _clean(crm, result.out) + said


def _spreadsheet(crm: Cli, filled: Store, arguments: list[str], lang: str) -> str:
    result = _run(crm, filled, [*arguments[:1], "--out=out.xlsx", *arguments[1:]])
    rows = []
    if Path("out.xlsx").exists():
        for row in load_workbook("out.xlsx").active.rows:
            rows.append(" | ".join("" if cell.value is None else str(cell.value) for cell in row))
        Path("out.xlsx").unlink()
    return _clean(crm, "\n".join(rows)) + f"\n--- {result.code}\n" + _clean(crm, result.err)


def _run(crm: Cli, filled: Store, arguments: list[str], *, terminal: bool = False) -> Result:
    """Run on a fresh copy of the store: what was written before does not count."""
    for file in Path().glob("store.db*"):
        file.unlink()
    shutil.copy(filled.path, "store.db")
    shutil.rmtree("crm", ignore_errors=True)
    if Path(LOGGED_IN).exists():
        shutil.copytree(LOGGED_IN, "crm")
    else:
        crm("version")
        shutil.copytree("crm", LOGGED_IN)
    _prepare(crm, arguments)
    return crm(*arguments, terminal=terminal)


def _clean(crm: Cli, text: str) -> str:
    """What does not depend on where the test runs."""
    lines = text.replace(str(Path.cwd()), "FOLDER").splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _data(text: str) -> str:
    return text.partition("--- ")[0]


def test_there_is_a_golden_file_for_every_command_and_no_other() -> None:
    names = {"-".join(path) for path in CALLS}
    assert {file.stem for file in FOLDER.glob("*.txt")} == names
