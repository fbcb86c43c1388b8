"""Two hundred people of every scope: each is shown what plain Python says, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from benchmarks import authority
from benchmarks import store as stores
from crmcli import config
from crmcli.db import connect, work
from crmcli.db.connect import Store
from crmcli.db.server import client
from crmcli.errors import CrmError, InvalidError, RefusedError
from crmcli.oracle import scope_audit
from crmcli.services import (
    annotation,
    conflict,
    customer,
    department,
    followup,
    followup_list,
    handover,
    lending,
    merging,
    operator,
    pool,
    registration,
    revision,
    setting,
    sharing,
)
from tests import postgres

UNTIL = "2026-12-31"
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
    move(store)
    meet(store)
    return store


def move(store: Store) -> None:
    """Shares, loans, revisions, registrations, merges, a handover and a pool in force."""
    with config.using(trusted(store, "ADMIN")), work.write() as w:
        people = [row.code for row in operator.find(w).rows if row.code != "ADMIN"]
        keys = [row.code for row in customer.find(w, limit=120).rows]
        places = [row.code for row in department.find(w).rows]
        for number, key in enumerate(keys[:60]):
            whom = {"operators": [people[number * 7 % len(people)]]}
            if number % 5 == 0:
                whom = {"department": places[number % len(places)]}
            with suppress(InvalidError):  # its owner has it already
                sharing.share(w, key, write=number % 2 == 0, until=UNTIL, **whom)
        for number in range(12):
            lender, borrower = people[number * 3], people[-1 - number]
            lending.lend(w, lender, to=borrower, until=UNTIL, write=number % 3 == 0)
        for place in (2, 40):
            operator.edit(w, people[place], role="MANAGER")
        lending.delegate(w, lender=people[2], to=people[40], until=UNTIL)
        lending.lend(w, people[4], to=people[41], until=UNTIL)
        for key in keys[60:75]:
            with suppress(RefusedError):  # it has open orders
                pool.release(w, [key], reason="nobody has time")
        assert len(pool.find(w).rows) > 3
        setting.edit(w, "key_fields_customer", "level,credit_limit")
        for key in keys[75:90]:
            revision.propose(w, key, values={"credit_limit": "5000"})
        setting.edit(w, "registration_days", "3650")
        for key in keys[90:96]:
            registration.register(w, key, until="2026-12-31")
        for number in range(96, 116, 2):
            merging.merge(w, keys[number], keys[number + 1], take=["all"])
        annotate(w)
        handover.run(w, people[50], handover.Plan(to=people[51]), stays=True)


def annotate(w: work.Work) -> None:
    """Every fourth of the newest follow-ups has something said of it."""
    for row in followup.find(w, followup_list.Wanted(), limit=200).rows[::4]:
        if row.author.code != "ADMIN":
            annotation.add(w, row.number, content="seen")


def meet(store: Store) -> None:
    """Conflicts, of which every other one is decided: people add what others follow up."""

    def add(name: str) -> None:
        with work.write() as w:
            customer.add(w, name=name)

    with config.using(trusted(store, "ADMIN")), work.read() as w:
        people = [row.code for row in operator.find(w).rows if row.code != "ADMIN"]
        names = [row.name for row in customer.find(w, limit=240).rows]
    for place, name in enumerate(names):
        with config.using(trusted(store, people[place * 7 % len(people)])), suppress(CrmError):
            conflict.answered(partial(add, name))
    with config.using(trusted(store, "ADMIN")), work.write() as w:
        met = conflict.find(w).rows
        assert len(met) > 20
        for row in met[::2]:
            conflict.decide(w, row.number, winner=row.asker.code, reason="met first")


def trusted(store: Store, who: str) -> config.Settings:
    return config.Settings(db=store.url, operator=who, trusted=True)


def test_two_hundred_people_are_shown_what_they_should_see(crowd: Store) -> None:
    seen: list[int] = []
    assert scope_audit.audit(crowd, tell=seen.append) == []
    assert len(seen) > 200
