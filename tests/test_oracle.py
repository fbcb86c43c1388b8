"""Two hundred people of every scope: each is shown what plain Python says, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks import authority
from benchmarks import store as stores
from crmcli.db import connect
from crmcli.db.connect import Store
from crmcli.db.server import client
from crmcli.oracle import scope_audit
from tests import postgres

TEAM, CUSTOMERS, FOLLOWUPS, ORDERS = 20, 440, 900, 440


@pytest.fixture(params=["sqlite", "postgresql"])
def crowd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        yield filled(Store("sqlite", str(tmp_path / "crowd.db")))
        return
    server: postgres.Server = request.getfixturevalue("server")
    server.execute("CREATE DATABASE crowd TEMPLATE template0 ENCODING UTF8")
    yield filled(Store("postgresql", server.url("crowd")))
    postgres.forget(server, "crowd")


def filled(store: Store) -> Store:
    stores.make(store, CUSTOMERS, FOLLOWUPS, ORDERS, people=TEAM)
    authority.organise(store)
    if store.engine == "postgresql":
        raw: Any = connect.connect(store)
        for (name,) in raw.execute("SELECT name FROM crm.login WHERE account IS NULL").fetchall():
            client.admit(raw, name, None)
        raw.close()
    return store


def test_two_hundred_people_are_shown_what_they_should_see(crowd: Store) -> None:
    seen: list[int] = []
    assert scope_audit.audit(crowd, tell=seen.append) == []
    assert len(seen) > 200
