"""The real program in a real terminal: a pseudo-terminal, its screen read by an emulator."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pyte
import pytest

from crmcli.db.connect import Store
from tests.conftest import Cli
from tests.people import choose, hire

COLUMNS, LINES = 110, 32
LONGEST = 40.0


class Screen:
    """A terminal with a program in it."""

    def __init__(self, master: int) -> None:
        self._master = master
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def text(self) -> str:
        """What stands on the screen; the second half of a wide character is left out."""
        return "\n".join(
            "".join(row[n].data for n in range(COLUMNS)) for row in self._screen.buffer.values()
        )

    def read(self, seconds: float) -> bool:
        """Take in what the program writes; whether it wrote anything."""
        ready, _w, _x = select.select([self._master], [], [], seconds)
        if not ready:
            return False
        try:
            written = os.read(self._master, 65_536)
        except OSError:
            return False
        self._stream.feed(written)
        return bool(written)

    def until(self, wanted: str) -> None:
        """Wait until something stands on the screen."""
        end = time.monotonic() + LONGEST
        while wanted not in self.text:
            assert time.monotonic() < end, f"{wanted} is not on the screen:\n{self.text}"
            self.read(0.2)

    def until_gone(self, unwanted: str) -> None:
        """Wait until something does not stand on the screen any more."""
        end = time.monotonic() + LONGEST
        while unwanted in self.text:
            assert time.monotonic() < end, f"{unwanted} is still on the screen:\n{self.text}"
            self.read(0.2)

    def type(self, text: str) -> None:
        """Type letter by letter, each once the screen is at rest."""
        for letter in text:
            os.write(self._master, letter.encode())
            while self.read(0.15):
                pass


@contextmanager
def terminal(store: Store, home: str, *words: str) -> Iterator[Screen]:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    environment = {
        **os.environ,
        "CRM_DB": store.url,
        "CRM_LANG": "zh_CN",
        "TERM": "xterm-256color",
        "XDG_STATE_HOME": home,
        "COLUMNS": str(COLUMNS),
        "LINES": str(LINES),
    }
    command = [sys.executable, "-m", "crmcli", *words]
    program = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
    )
    os.close(slave)
    try:
        yield Screen(master)
    finally:
        if program.poll() is None:
            os.killpg(program.pid, signal.SIGTERM)
        program.wait(10)
        os.close(master)


@pytest.fixture
def team(new_sqlite, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """A salesperson with a customer, and a manager; both have passwords."""
    monkeypatch.setenv("CRM_NOW", "2026-03-16T09:30:00+08:00")
    crm = Cli(new_sqlite())
    hire(
        crm,
        ("MAX", "D001", "MANAGER", "department"),
        ("ANN", "D001", "SALESPERSON", "own"),
    )
    crm.ok("customer", "add", "--name", "华信科技", "--code", "C1", "--owner", "ANN")
    for who in ("MAX", "ANN"):
        choose(crm.store, who, "correct horse")
    return crm


def log_in(store: Store, home: str, who: str) -> None:
    with terminal(store, home, "login", who) as screen:
        screen.until("密码")
        screen.type("correct horse\n")
        screen.until("已登录")


def leave(screen: Screen) -> None:
    screen.type("\x11")
    while screen.read(0.5):
        pass


def record(screen: Screen) -> None:
    screen.until("没有待办")
    screen.type("2")
    screen.until("华信科技")
    screen.type("l")
    screen.until("新增跟进")
    screen.until("离开 Esc")
    while screen.read(0.3):
        pass
    screen.type("谈了报价")
    screen.until("价")
    screen.type("\x13")
    screen.until("缺少跟进方式")
    for key in ("\t" * 6, "\r"):
        screen.type(key)
        while screen.read(0.3):
            pass
    screen.until("visit")
    for key in ("v", "\r"):
        screen.type(key)
        while screen.read(0.3):
            pass
    screen.type("\x13")
    screen.until_gone("新增跟进")
    screen.until("谈了报价")
    leave(screen)


def annotate_and_approve(screen: Screen) -> None:
    screen.until("审批 1")
    screen.type("3")
    screen.until("谈了报价")
    screen.type("a")
    screen.until("办结期限")
    screen.type("很好\x13")
    screen.until_gone("离开 Esc")
    screen.type("5")
    screen.until("AP202603-00001")
    screen.type("y")
    screen.until("离开 Esc")
    screen.type("\x13")
    screen.until("已保存")
    leave(screen)


def acknowledge(screen: Screen) -> None:
    screen.until("很好")
    screen.type("x")
    screen.until_gone("很好")
    leave(screen)


def test_a_salesperson_and_the_manager_meet_in_the_app(
    team: Cli, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, homes = team.store, {who: str(tmp_path / who) for who in ("ANN", "MAX")}
    for who, home in homes.items():
        log_in(store, home, who)
    with terminal(store, homes["ANN"], "tui") as screen:
        record(screen)
    (row,) = team.ok("followup", "list")
    assert (row["author"], row["content"]) == ("ANN", "谈了报价")
    monkeypatch.setenv("CRM_NOW", "2026-03-16T10:30:00+08:00")
    team.ok("setting", "edit", "key_fields_customer", "credit_limit")
    Cli(store, operator="ANN").ok("customer", "edit", "C1", "--credit-limit", "50000", "--propose")
    with terminal(store, homes["MAX"], "tui") as screen:
        annotate_and_approve(screen)
    assert team.ok("customer", "show", "C1")["credit_limit"] == "50000.00"
    with terminal(store, homes["ANN"], "tui") as screen:
        acknowledge(screen)
    (said,) = team.ok("annotation", "list")
    assert (said["author"], said["recipient"], said["status"]) == ("MAX", "ANN", "acknowledged")


def test_without_a_terminal_it_says_so(crm: Cli) -> None:
    refused = crm("tui")
    assert (refused.code, "needs a terminal" in refused.err) == (2, True)
    assert crm("tui", "--at", "moon").code == 2
