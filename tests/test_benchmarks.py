"""The benchmark runs, on a small store, and our pages are those of the hand-written queries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import commands, run, writes
from benchmarks import store as stores
from crmcli.db.connect import Store
from crmcli.db.engine import connections_kept


@pytest.fixture
def empty(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Store]:
    def make() -> Store:
        if engine == "sqlite":
            return Store("sqlite", str(tmp_path / "bench.db"))
        server = request.getfixturevalue("server")
        server.execute("DROP DATABASE IF EXISTS small", "CREATE DATABASE small")
        return Store("postgresql", server.url("small"))

    return make


def test_every_case_runs_and_finds_what_the_hand_written_query_finds(
    empty: Callable[[], Store], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "REPEATS", 1)
    store = empty()
    stores.make(store, customers=1_000, followups=8_000, people=2)
    run.measure(store)
    shown = capsys.readouterr().out
    for case in ("of a customer", "of an operator", "of a department", "of an idle department"):
        assert f"newest 50 {case}" in shown
    assert "page 100 " in shown
    assert shown.count("duplicates of") == 3


def test_writing_is_measured_and_the_books_are_sound(
    empty: Callable[[], Store], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(writes, "WRITERS", 2)
    store = empty()
    writes.prepare(store)
    with connections_kept():
        writes.single(store, repeats=1)
        writes.together(store, each=2)
    shown = capsys.readouterr().out
    assert "order with three lines" in shown
    assert "2 writers, writes a second" in shown


def test_whole_commands_are_measured(
    empty: Callable[[], Store], capsys: pytest.CaptureFixture[str], engine: str
) -> None:
    store = empty()
    commands.prepare(store)
    commands.measure(store, runs=1)
    shown = capsys.readouterr().out
    assert "completion of codes" in shown
    assert ("against the lazy program" in shown) == (engine == "sqlite")
