"""PostgreSQL: making the live store what the declaration says; run after each migration.

It makes roles, gives them the tables, and lets nobody else do anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from crmcli.db import scope
from crmcli.db.connect import LOG_SCHEMA, PRIVATE_SCHEMA, SCHEMA
from crmcli.db.models.every import metadata
from crmcli.db.server import (
    accounts,
    annotating,
    approving,
    cluster,
    conflicts,
    functions,
    guarding,
    handing,
    hidden,
    lending,
    logging,
    merging,
    naming,
    policies,
    pooling,
)
from crmcli.db.server.naming import literal, quoted

LOG_TABLES = ("operation", "log_entry", "log_seal")
REPLACED = (
    "crm.log_change()", "crm.seal_log()", "crm_private.my_people()", "crm.authority()",
    "crm_private.key_columns()", "crm.propose(text, bigint, jsonb, text)",
    "crm_private.apply_revision(bigint, bigint, jsonb)", "crm.record_conflict(text, jsonb)",
)  # fmt: skip
"""Functions of earlier versions, and those that are called or answer in another form now."""


def prefix_of(raw: Any) -> str | None:
    """The prefix of the company's roles; ``None`` before they are made."""
    known = raw.execute("SELECT to_regclass('crm_private.company')").fetchone()[0]
    if known is None:
        return None
    found = raw.execute("SELECT prefix FROM crm_private.company").fetchone()
    return None if found is None else str(found[0])


def install(connection: Connection) -> None:
    """Make roles, functions, policies and grants what is declared, in the present transaction."""
    raw: Any = connection.connection.dbapi_connection
    prefix = prefix_of(raw)
    if prefix is None:
        prefix = naming.checked(raw.execute("SELECT current_database()::text").fetchone()[0])
    declare(raw, prefix)


def declare(raw: Any, prefix: str) -> None:
    """Make everything as it is declared, in the present transaction.

    Raises:
        StoreError: who is connected has not the rights.
    """
    cluster.prepare(raw, prefix)
    raw.execute(";\n".join(script(prefix)))


def script(prefix: str) -> Iterator[str]:
    """Every statement, in order; running them twice changes nothing."""
    yield from _schemas(prefix)
    yield from _owned(prefix)
    for old in REPLACED:
        yield f"DROP FUNCTION IF EXISTS {old} CASCADE"
    for function in (
        *functions.ALL,
        *hidden.ALL,
        *guarding.ALL,
        *lending.ALL,
        *approving.ALL,
        *annotating.ALL,
        *handing.ALL,
        *merging.ALL,
        *pooling.ALL,
        *conflicts.ALL,
        *accounts.ALL,
        *logging.functions(),
    ):
        yield function.create()
        owner = quoted(f"{prefix}:{function.owner}")
        yield f"ALTER FUNCTION {function.signature} OWNER TO {owner}"
        yield f"REVOKE ALL ON FUNCTION {function.signature} FROM PUBLIC"
        yield (
            f"GRANT EXECUTE ON FUNCTION {function.signature} TO "
            f"{quoted(naming.base(prefix))}, {quoted(naming.owner(prefix))}, "
            f"{quoted(naming.log(prefix))}, {quoted(naming.roles(prefix))}"
        )
    yield from _triggers()
    yield from logging.views(prefix)
    yield from _policies(prefix)
    yield from _grants(prefix)
    yield f"SELECT crm_private.bundle(r.id) FROM {SCHEMA}.role r"
    yield f"SELECT crm_private.follow(l.id) FROM {SCHEMA}.login l WHERE l.account IS NOT NULL"


def _schemas(prefix: str) -> Iterator[str]:
    owner, log = quoted(naming.owner(prefix)), quoted(naming.log(prefix))
    base, roles = quoted(naming.base(prefix)), quoted(naming.roles(prefix))
    yield f"CREATE SCHEMA IF NOT EXISTS {PRIVATE_SCHEMA}"
    yield f"CREATE SCHEMA IF NOT EXISTS {LOG_SCHEMA}"
    yield f"""DO $crm$ BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(),
    {literal(naming.base(prefix))});
END $crm$"""
    yield "REVOKE ALL ON SCHEMA public FROM PUBLIC"
    for schema in (SCHEMA, PRIVATE_SCHEMA, LOG_SCHEMA):
        yield f"REVOKE ALL ON SCHEMA {schema} FROM PUBLIC"
        yield f"GRANT USAGE ON SCHEMA {schema} TO {owner}, {log}, {roles}"
    yield f"GRANT CREATE ON SCHEMA {SCHEMA} TO {owner}, {log}, {roles}"
    yield f"GRANT CREATE ON SCHEMA {PRIVATE_SCHEMA} TO {owner}, {log}, {roles}"
    yield f"GRANT CREATE ON SCHEMA {LOG_SCHEMA} TO {log}"
    yield f"GRANT USAGE ON SCHEMA {SCHEMA} TO {base}"
    yield (
        f"CREATE TABLE IF NOT EXISTS {PRIVATE_SCHEMA}.company "
        "(one boolean PRIMARY KEY DEFAULT true CHECK (one), prefix text NOT NULL, "
        "trusts_clocks boolean NOT NULL DEFAULT false)"
    )
    yield f"ALTER TABLE {PRIVATE_SCHEMA}.company OWNER TO {owner}"
    yield (
        f"INSERT INTO {PRIVATE_SCHEMA}.company (prefix) VALUES ({literal(prefix)}) "
        "ON CONFLICT (one) DO NOTHING"
    )
    yield f"GRANT SELECT ON {PRIVATE_SCHEMA}.company TO {log}, {roles}"


def _owned(prefix: str) -> Iterator[str]:
    owner, log, roles = (quoted(name(prefix)) for name in (naming.owner, naming.log, naming.roles))
    for table in (*metadata.tables, "alembic_version"):
        place = LOG_SCHEMA if table in LOG_TABLES else SCHEMA
        yield f"ALTER TABLE {place}.{table} OWNER TO {log if table in LOG_TABLES else owner}"
    yield (
        f"ALTER TABLE {LOG_SCHEMA}.operation ALTER xact "
        "SET DEFAULT pg_current_xact_id()::text::bigint"
    )
    yield f"GRANT SELECT ON {SCHEMA}.operator, {SCHEMA}.login TO {log}"
    yield (
        f"GRANT SELECT ON {SCHEMA}.operator, {SCHEMA}.login, {SCHEMA}.role, "
        f"{SCHEMA}.role_permission, {SCHEMA}.loan TO {roles}"
    )
    yield f"GRANT UPDATE (account, must_change, lent_until) ON {SCHEMA}.login TO {roles}"


def _triggers() -> Iterator[str]:
    for name, table, when, function in accounts.TRIGGERS:
        yield f"DROP TRIGGER IF EXISTS {name} ON {SCHEMA}.{table}"
        yield (
            f"CREATE TRIGGER {name} {when} ON {SCHEMA}.{table} FOR EACH ROW "
            f"EXECUTE FUNCTION {function.schema}.{function.name}()"
        )
        yield f"ALTER TABLE {SCHEMA}.{table} ENABLE ALWAYS TRIGGER {name}"
    yield from guarding.triggers()
    yield from approving.triggers()
    yield from merging.triggers()
    yield f"DROP TRIGGER IF EXISTS copy_phone ON {SCHEMA}.sales_order"
    yield (
        f"CREATE TRIGGER copy_phone BEFORE INSERT OR UPDATE OF phone ON {SCHEMA}.sales_order "
        f"FOR EACH ROW WHEN (starts_with(NEW.phone, {literal(scope.COPIED)})) "
        f"EXECUTE FUNCTION {PRIVATE_SCHEMA}.copy_phone()"
    )


def _policies(prefix: str) -> Iterator[str]:
    yield f"""DO $crm$ DECLARE it record; BEGIN
  FOR it IN SELECT p.policyname, p.tablename FROM pg_policies p WHERE p.schemaname = '{SCHEMA}' LOOP
    EXECUTE format('DROP POLICY %I ON {SCHEMA}.%I', it.policyname, it.tablename);
  END LOOP;
END $crm$"""
    for table in (*scope.SCOPED, *scope.TOLD):
        yield f"ALTER TABLE {SCHEMA}.{table} ENABLE ROW LEVEL SECURITY"
    for policy in policies.policies(prefix):
        yield policy.create()


def _grants(prefix: str) -> Iterator[str]:
    ours = ", ".join(
        quoted(name)
        for name in naming.fixed(prefix)
        if name not in (naming.owner(prefix), naming.log(prefix), naming.roles(prefix))
    )
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA {SCHEMA} FROM PUBLIC, {ours}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA {LOG_SCHEMA} FROM PUBLIC, {ours}"
    yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA {SCHEMA} FROM PUBLIC, {ours}"
    yield f"GRANT SELECT ON {SCHEMA}.alembic_version TO {quoted(naming.base(prefix))}"
    for grant in policies.grants(prefix):
        yield grant.give()
