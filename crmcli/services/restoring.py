"""Putting a dump into a PostgreSQL database: tables and rows, then authority as it is declared.

A dump names roles of the server that it came from. They are left out: what is declared is made
anew for the company that is here.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from crmcli.db import connect, log, schema
from crmcli.db.connect import LOG_SCHEMA, PRIVATE_SCHEMA, SCHEMA, Store
from crmcli.db.server import install
from crmcli.services.programs import run

LEFT_OUT = (" POLICY ", " ROW SECURITY ", " ACL ", " DEFAULT ACL ")


def into_server(store: Store, file: Path) -> None:
    """Make the database what it was when ``file`` was written.

    Raises:
        StoreError: one of PostgreSQL's programs failed; nothing is changed then.
    """
    prefix = _prefix(store)
    listed = run("pg_restore", "-l", str(file)).decode(errors="replace").splitlines()
    kept = [line for line in listed if not any(word in line for word in LEFT_OUT)]
    with tempfile.NamedTemporaryFile("w", suffix=".list", encoding="utf-8") as contents:
        contents.write("\n".join(kept))
        contents.flush()
        sql = run(
            "pg_restore", "--no-owner", "--no-privileges", "-L", contents.name, "-f", "-", str(file)
        )
    schemas = f"{SCHEMA}, {LOG_SCHEMA}, {PRIVATE_SCHEMA}"
    run(
        "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction",
        "-c", f"DROP SCHEMA IF EXISTS {schemas} CASCADE", "-f", "-", "-d", store.location,
        given=sql,
    )  # fmt: skip
    _rearm(store, prefix)


def _prefix(store: Store) -> str | None:
    raw: Any = connect.connect(store)
    try:
        return install.prefix_of(raw)
    finally:
        raw.close()


def _rearm(store: Store, prefix: str | None) -> None:
    """Give a restored store of this version its roles and policies; an older one gets them later.

    Log-ins that came from another company's server have to be given passwords anew.
    """
    raw: Any = connect.connect(store)
    try:
        if schema.revision(raw, store) != schema.head():
            return
        with raw.transaction():
            raw.execute(
                "WITH made AS (INSERT INTO crm_log.operation (at, operator_id, action) "
                "VALUES (clock_timestamp(), 1, 'store.restore') RETURNING id) "
                "SELECT set_config('crm.operation', id::text, true) FROM made"
            )
            wanted = prefix or raw.execute("SELECT current_database()::text").fetchone()[0]
            if wanted != install.prefix_of(raw):
                raw.execute("ALTER TABLE crm.login DISABLE TRIGGER USER")
                raw.execute("UPDATE crm.login SET account = NULL")
                raw.execute("ALTER TABLE crm.login ENABLE TRIGGER USER")
                raw.execute("UPDATE crm_private.company SET prefix = %s", (wanted,))
            raw.execute(";\n".join(install.script(wanted)))
            for statement in log.statements("postgresql"):
                raw.execute(statement)
    finally:
        raw.close()
