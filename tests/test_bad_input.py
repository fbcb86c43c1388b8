"""Bad input for every option and argument of every command, made from the command tree.

Whatever is given, the program says one line in the language asked for, with the right exit code,
and changes nothing; or it takes the value, where it can be meant.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crmcli.cli import tree
from crmcli.db.connect import Store, connect
from tests import postgres
from tests.conftest import Cli
from tests.filled import BACKUP, fill, line, make, plain

LEAST = 10_000
ONE_OF = 7
"""One of so many is tried on PostgreSQL: no factor of the number of bad values."""
PARTS = 8
"""The cases are shared out, so that several processes can run them."""
BAD = (
    "NOPE-9", "-5", "9" * 40, "", "a\x1b[31mb", "a\u202eb", "\udcff", "x" * 5_000, "１２；３",
    "2026-02-30", "'; DROP TABLE customer; --", "{0}{x}%s", "..", "=1+1",
)  # fmt: skip
HOSTILE = ("a\x1b[31mb", "a\u202eb", "\udcff")
LEFT_OUT = {"demo"}
"""It makes a whole company and is tested on its own."""
WHOLE_STORE = ("init", "db")
"""These make or copy a store: tried on files alone."""
TYPED = ("date:", "choice:", "noun:")
OK, FAILURE, INVALID, MISSING, FORBIDDEN, REFUSED = 0, 1, 2, 3, 4, 5


def everything() -> Iterator[tuple[tuple[str, ...], str, str, list[str]]]:
    """Each command with one bad value: its path, the kind, the value and the arguments."""
    whole = tree.whole()
    for path, node in tree.commands(whole):
        if path[0] in LEFT_OUT:
            continue
        arguments = node["arguments"]
        given = {name: plain(path, name, kind) for name, kind, _help, must in arguments if must}
        given |= {n: plain(path, n, o[0]) for n, o in node["options"].items() if o[2]}
        options = {**node["options"], **{n: whole["common"][n] for n in node["common"]}}
        for name, kind, _help, _must in arguments:
            for bad in BAD:
                yield path, kind, bad, line(path, {**given, name: bad})
        for name, option in options.items():
            shared = path[0] in WHOLE_STORE and name not in node["options"]
            few = 3 if shared else 2 if option[0] is None else len(BAD)  # these take their time
            for bad in BAD[:few]:
                yield path, option[0] or "", bad, line(path, {**given, name: bad})


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with a record of every noun."""
    return make(tmp_path_factory.mktemp("bad") / "filled.db")


def state(path: Path) -> Any:
    """What a refused write would have left behind: entries, operations, counters."""
    raw = sqlite3.connect(path)
    try:
        found = raw.execute(
            "SELECT (SELECT max(id) FROM log_entry), (SELECT max(id) FROM operation), "
            "(SELECT group_concat(rule_id || period || last) FROM number_counter), "
            "(SELECT group_concat(key || value) FROM setting)"
        )
        return found.fetchone()
    finally:
        raw.close()


def stamp(path: Path) -> Any:
    """Another one whenever something was written to the file of a store that nobody has open."""
    wal = path.with_name(f"{path.name}-wal")
    return path.stat().st_mtime_ns, path.stat().st_size, wal.exists() and wal.stat().st_size


@pytest.mark.parametrize("part", range(PARTS))
def test_bad_input_is_one_line_and_changes_nothing(
    filled: Store, tmp_path: Path, part: int
) -> None:
    place, made = tmp_path / "store.db", tmp_path / "made.db"
    for copy in (place, tmp_path / BACKUP):
        shutil.copy(filled.path, copy)
    crm = Cli(Store("sqlite", str(place)))
    crm.environment = {"XDG_CONFIG_HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}
    before, wrong = state(place), []
    for number, (path, kind, bad, arguments) in enumerate(everything()):
        if number % PARTS != part:
            continue
        crm.lang = "zh_CN" if (number // PARTS) % 2 else "en"
        crm.store = Store("sqlite", str(made if path == ("init",) else place))
        untouched = stamp(place)
        result = crm(*arguments, "--yes") if path[-1] == "remove" else crm(*arguments)
        fault = _fault(crm.lang, kind, bad, result)
        if path == ("init",):
            elsewhere = any(len(given) > 5 and given[:5] == "--db=" for given in arguments)
            done = result.code == OK and "--dry-run" not in arguments and not elsewhere
            if made.exists() != done:
                fault = "a store was made, or was not"
            made.unlink(missing_ok=True)
        elif result.code == OK:
            shutil.copy(filled.path, place)
            (tmp_path / "crm" / "config.toml").unlink(missing_ok=True)
        elif stamp(place) != untouched and state(place) != before:
            fault = "it changed the store"
        if fault:
            wrong.append(f"{arguments!r}: {fault}: {result.code} {result.err!r}")
    assert not wrong, f"{len(wrong)} of them:\n" + "\n".join(wrong[:40])


def test_bad_input_changes_nothing_on_postgresql_either(
    server: postgres.Server, tmp_path: Path
) -> None:
    server.execute("DROP DATABASE IF EXISTS bad", "CREATE DATABASE bad")
    store = Store("postgresql", server.url("bad"))
    fill(store)
    crm, wrong, tried = Cli(store), [], 0
    crm.environment = {"XDG_CONFIG_HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}
    commands = dict(tree.commands(tree.whole()))
    before = _entries(store)
    for number, (path, kind, bad, arguments) in enumerate(everything()):
        common = commands[path]["common"]
        if number % ONE_OF or "--db" not in common or path[0] in WHOLE_STORE:
            continue
        tried += 1
        crm.lang = "zh_CN" if number % 2 else "en"
        preview = ["--dry-run"] * ("--dry-run" in common and "--dry-run" not in arguments)
        result = crm(*path, *preview, *arguments[len(path) :])
        fault = _fault(crm.lang, kind, bad, result)
        if fault:
            wrong.append(f"{arguments!r}: {fault}: {result.code} {result.err!r}")
    assert not wrong, f"{len(wrong)} of them:\n" + "\n".join(wrong[:40])
    assert _entries(store) == before
    assert tried > LEAST / ONE_OF / 2


def _entries(store: Store) -> Any:
    """How much the log of a PostgreSQL store holds."""
    raw = connect(store)
    try:
        return raw.execute(
            "SELECT (SELECT max(id) FROM crm.log_entry), (SELECT max(id) FROM crm.operation), "
            "(SELECT sum(last) FROM crm.number_counter)"
        ).fetchone()
    finally:
        raw.close()


def _fault(lang: str, kind: str, bad: str, result: Any) -> str | None:
    """What is wrong with how a bad value was taken; ``None`` for nothing."""
    codes = {OK, INVALID, MISSING, FORBIDDEN, REFUSED} | ({FAILURE} if kind == "file:" else set())
    if result.code not in codes:
        return "not such an exit code"
    if bad in HOSTILE and any(part in result.out + result.err for part in HOSTILE):
        return "hostile text got through"
    if result.code == OK:
        return "it was taken" if bad == "NOPE-9" and kind.startswith(TYPED) else None
    if result.out:
        return "it said something on stdout"
    if result.err.startswith("{"):
        return None if set(json.loads(result.err)["error"]) == {"code", "message", "hint"} else "?"
    errors = [line for line in result.err.splitlines() if line.startswith(("Error: ", "错误："))]
    if len(errors) != 1 or result.err.splitlines()[-1] != errors[0]:
        return "not one line"
    if errors[0].startswith("错误：") != (lang == "zh_CN"):
        return "not in the language asked for"
    if len(errors[0]) > len(bad) * 3 + 600:
        return "a very long line"
    return None


def test_the_cases_are_enough() -> None:
    assert sum(1 for _case in everything()) >= LEAST
