"""The benchmark runs, on a small store, and our pages are those of the hand-written queries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import commands, reading, writing
from benchmarks import store as stores
from benchmarks.figures import Figures
from crmcli.db.connect import Store

Make = Callable[[], Store]


@pytest.fixture
def empty(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    def make() -> Store:
        if engine == "sqlite":
            return Store("sqlite", str(tmp_path / "bench.db"))
        server = request.getfixturevalue("server")
        server.execute("DROP DATABASE IF EXISTS small", "CREATE DATABASE small")
        return Store("postgresql", server.url("small"))

    return make


def test_every_case_runs_and_finds_what_the_hand_written_query_finds(
    empty: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], engine: str
) -> None:
    monkeypatch.setattr(reading, "REPEATS", 1)
    monkeypatch.setattr(commands, "RUNS", 1)
    monkeypatch.setenv("CRM_NOW", "2026-03-15T09:30:00+08:00")
    store = empty()
    stores.make(store, customers=1_000, followups=8_000, orders=2_000, people=2)
    reading.measure(store, Figures())
    shown = capsys.readouterr().out
    for case in ("of a customer", "of an operator", "of a department", "of an idle department"):
        assert f"newest 50 {case}" in shown
    assert "received by region, three years" in shown
    assert "page 100 " in shown
    assert shown.count("duplicates of") == 3
    commands.measure(store, Figures())
    shown = capsys.readouterr().out
    assert "completion of codes" in shown
    assert ("against the lazy program" in shown) == (engine == "sqlite")


def test_writing_is_measured_and_the_books_are_sound(
    empty: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (("WRITERS", 2), ("REPEATS", 1), ("EACH", 2)):
        monkeypatch.setattr(writing, name, value)
    monkeypatch.setenv("CRM_NOW", "2026-03-15T09:30:00+08:00")
    writing.measure(empty(), Figures())
    shown = capsys.readouterr().out
    assert "order with three lines" in shown
    assert "2 writers, writes a second" in shown


def test_a_missed_promise_is_told() -> None:
    figures = Figures()
    assert figures.at_most("a", 1.5, 1.5) == "  at most 1.5"
    assert figures.at_least("b", 0.4, 0.5) == "  at least 0.5: MISSED"
    assert figures.missed == ["b: 0.40, promised at least 0.5"]
