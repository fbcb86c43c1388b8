"""Stores on both engines, cloned from a template; the command line run in this process."""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from crmcli import config
from crmcli.cli.main import run
from crmcli.db import connect
from crmcli.db.connect import Store
from crmcli.db.engine import engine_for
from crmcli.db.server import client
from crmcli.db.work import Work, read, write
from crmcli.services import setup
from tests import people, postgres

NOW = "2026-03-15T09:30:00+08:00"
MEMORY, ROOM = Path("/dev/shm"), 6_000_000_000
PLACES = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")
ENGINES = ("sqlite", "postgresql")
_names = itertools.count(1)
RESYNC = (
    "SELECT crm_private.bundle(r.id) FROM crm.role r; "
    "SELECT crm_private.follow(l.id) FROM crm.login l WHERE l.account IS NOT NULL"
)
"""Clones share the server's roles with their template: what a test before changed is undone."""


def pytest_configure() -> None:
    """Keep files of tests in memory where there is room: most of them wait for the disk."""
    writable = MEMORY.is_dir() and os.access(MEMORY, os.W_OK)
    if writable and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("TMPDIR", str(MEMORY))
        tempfile.tempdir = None


@pytest.fixture(scope="session", autouse=True)
def nobodys_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is done for several tests leaves nothing with the person who runs them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in PLACES:
            patch.setenv(name, str(tmp_path_factory.mktemp("everybody") / name.lower()))
        yield


@pytest.fixture(autouse=True)
def clean_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No test sees the settings of the person who runs it, nor the present time."""
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.startswith(("CRM_", "LC_", "LANG", "PG")):
            monkeypatch.delenv(name)
    for name in PLACES:
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("PGPASSFILE", str(home / "pgpass"))
    monkeypatch.setenv("CRM_NOW", NOW)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    if postgres.binaries() is None:
        if postgres.REQUIRED:
            pytest.fail(postgres.MISSING)
        pytest.skip(postgres.MISSING)
    started = postgres.Server.start()
    yield started
    started.stop()


def initialise(store: Store, lang: str = "en") -> None:
    with config.using(config.Settings(db=store.url, lang=lang)):
        setup.initialise(store, setup.Company("Test Ltd", operator_name="First"))
    if store.engine == "postgresql":
        raw: Any = connect.connect(store)
        raw.execute("UPDATE crm_private.company SET trusts_clocks = true")
        client.admit(raw, "ADMIN", None)
        raw.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder))
        patch.setenv("CRM_NOW", NOW)
        store = Store("sqlite", str(folder / "crm.db"))
        initialise(store)
    connection = connect.connect(store)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return store.path


@pytest.fixture(scope="session")
def postgresql_template(server: postgres.Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        patch.setenv("CRM_NOW", NOW)
        server.execute("CREATE DATABASE template_crm")
        initialise(Store("postgresql", server.url("template_crm")))
    return "template_crm"


@pytest.fixture
def new_sqlite(sqlite_template: Path, tmp_path: Path) -> Callable[[], Store]:
    def make() -> Store:
        target = tmp_path / f"store{next(_names)}.db"
        shutil.copy(sqlite_template, target)
        return Store("sqlite", str(target))

    return make


@pytest.fixture
def new_postgresql(
    request: pytest.FixtureRequest,
) -> Iterator[Callable[[], Store]]:
    made: list[str] = []

    def make() -> Store:
        server: postgres.Server = request.getfixturevalue("server")
        template: str = request.getfixturevalue("postgresql_template")
        name = f"crm{next(_names)}"
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        made.append(name)
        server.execute(RESYNC, f"REVOKE ALL ON DATABASE {name} FROM PUBLIC", database=name)
        base = f'GRANT CONNECT ON DATABASE {name} TO "{template}:base"'
        server.execute(base, database=name)
        return Store("postgresql", server.url(name))

    yield make
    for name in made:
        request.getfixturevalue("server").execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def new_store(request: pytest.FixtureRequest, engine: str) -> Callable[[], Store]:
    maker: Callable[[], Store] = request.getfixturevalue(f"new_{engine}")
    return maker


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def store(new_store: Callable[[], Store]) -> Store:
    return new_store()


@dataclass
class Result:
    """What a command line did."""

    code: int
    out: str
    err: str
    raw: bytes = b""

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Terminal(io.TextIOWrapper):
    """A stream that is, or is not, a terminal."""

    def __init__(self, *, terminal: bool, content: str = "") -> None:
        held = io.BytesIO(content.encode())
        super().__init__(held, encoding="utf-8", errors="backslashreplace", newline="")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def text(self) -> str:
        return self.bytes().decode(errors="surrogateescape")

    def bytes(self) -> bytes:
        self.flush()
        return self.buffer.getvalue()  # type: ignore[attr-defined,no-any-return]


@dataclass
class Cli:
    """The command line on one store, in this process."""

    store: Store
    operator: str = "ADMIN"
    lang: str = "en"
    environment: dict[str, str] = field(default_factory=dict)

    def __call__(self, *arguments: str, terminal: bool = False, typed: str = "") -> Result:
        out, err = Terminal(terminal=terminal), Terminal(terminal=terminal)
        typed_in = Terminal(terminal=terminal, content=typed)
        values = {
            "CRM_DB": self.store.url,
            "CRM_OPERATOR": self.operator,
            "CRM_LANG": self.lang,
            **self.environment,
        }
        with contextlib.ExitStack() as stack:
            patch = stack.enter_context(pytest.MonkeyPatch.context())
            for name, value in values.items():
                patch.setenv(name, value)
            if self.operator:
                people.log_in(self.store, self.operator)
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setattr(sys, "stdin", typed_in)
            code = run(list(arguments))
        return Result(code, out.text(), err.text(), out.bytes())

    def ok(self, *arguments: str) -> Any:
        """Run with ``--json``, which must succeed, and return what it printed."""
        result = self(*arguments, "--json")
        assert result.code == 0, result.err
        return result.json


@pytest.fixture
def crm(store: Store) -> Cli:
    return Cli(store)


@contextlib.contextmanager
def acting(store: Store, operator: str = "ADMIN") -> Iterator[None]:
    people.log_in(store, operator)
    with config.using(config.Settings(db=store.url, operator=operator, trusted=True)):
        yield


@pytest.fixture
def writing(store: Store) -> Callable[[], contextlib.AbstractContextManager[Work]]:
    """Units of work that write to the test's store."""

    @contextlib.contextmanager
    def begin() -> Iterator[Work]:
        with acting(store), write() as work:
            yield work

    return begin


@pytest.fixture
def reading(store: Store) -> Callable[[], contextlib.AbstractContextManager[Work]]:
    """Units of work that read the test's store."""

    @contextlib.contextmanager
    def begin() -> Iterator[Work]:
        with acting(store), read() as work:
            yield work

    return begin


__all__ = ["Cli", "Result", "engine_for"]
