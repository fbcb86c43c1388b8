"""Where benchmarks put their stores."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crmcli.db.connect import Store


@contextmanager
def new(engine: str) -> Iterator[Store]:
    """A place for a new store, gone afterwards: a file, or a database on a private server."""
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
