"""Where benchmarks put their stores."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crmcli import config
from crmcli.db.connect import Store, parse
from crmcli.services import access, setup


@contextmanager
def new(engine: str, kept: str | None = None) -> Iterator[Store]:
    """A place for a store, gone afterwards: a file, or a database on a private server.

    ``kept`` is the path or address of one that stays.
    """
    if kept:
        yield parse(kept)
        return
    if engine == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield Store("sqlite", str(Path(folder) / "bench.db"))
        return
    from tests import postgres

    server = postgres.Server.start()
    try:
        server.execute("CREATE DATABASE bench")
        yield Store("postgresql", server.url("bench"))
    finally:
        server.stop()


def initialise(store: Store) -> None:
    """Make an empty store there, and log its administrator in."""
    with config.using(config.Settings(db=store.url)):
        setup.initialise(store, setup.Company("Benchmark"))
    log_in(store)


def log_in(store: Store) -> None:
    """Log the administrator in, for the commands that are measured as whole processes."""
    access.begin(store, "ADMIN", None)
