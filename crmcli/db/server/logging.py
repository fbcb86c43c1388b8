"""PostgreSQL: the log as operators see it, and how what they write gets into it.

Its tables stand in a schema of their own and belong to a role that nobody is a member of. Operators
see them through views that leave out what is hidden, and write them by triggers only.
"""

from __future__ import annotations

from collections.abc import Iterator

from crmcli.db import scope
from crmcli.db.connect import LOG_SCHEMA, PRIVATE_SCHEMA, SCHEMA
from crmcli.db.server import naming
from crmcli.db.server.functions import LOG, Function
from crmcli.db.server.naming import quoted

LOG_CHANGE = Function(
    LOG_SCHEMA, "log_change", "", "trigger",
    """
DECLARE
  hidden text[] := TG_ARGV[2]::text[];
  old_row jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END;
  new_row jsonb := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END;
  whole jsonb := coalesce(new_row, old_row);
  of_operation bigint := nullif(current_setting('crm.operation', true), '')::bigint;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT jsonb_object_agg(k, old_row -> k), jsonb_object_agg(k, new_row -> k)
      INTO old_row, new_row
      FROM jsonb_object_keys(whole) AS k
     WHERE k <> ALL (hidden) AND old_row -> k IS DISTINCT FROM new_row -> k;
    IF new_row IS NULL THEN
      RETURN NULL;
    END IF;
  END IF;
  PERFORM 1 FROM crm_log.operation o JOIN crm.login l ON l.id = o.login_id
    WHERE o.id = of_operation AND l.account = session_user AND NOT l.must_change
      AND o.xact = pg_current_xact_id()::text::bigint;
  IF NOT FOUND AND crm_private.is_login() THEN
    IF crm_private.me() IS NULL THEN
      RAISE insufficient_privilege USING MESSAGE = 'crm: nobody is logged in';
    END IF;
    of_operation := crm.begin_operation('sql', clock_timestamp());
  END IF;
  INSERT INTO crm_log.log_entry
    (operation_id, change, table_name, row_id, root_table, root_id, customer_id, old, new)
  VALUES (of_operation, lower(TG_OP), TG_TABLE_NAME, (whole ->> 'id')::bigint, TG_ARGV[0],
    (whole ->> TG_ARGV[1])::bigint, (whole ->> TG_ARGV[3])::bigint,
    old_row - hidden, new_row - hidden);
  RETURN NULL;
END
""",
    kind="VOLATILE SET timezone = 'UTC'", owner=LOG,
)  # fmt: skip
SEAL_LOG = Function(
    LOG_SCHEMA, "seal_log", "", "trigger",
    """
BEGIN
  RAISE EXCEPTION 'the log cannot be changed';
END
""",
    kind="VOLATILE", owner=LOG,
)  # fmt: skip
_HIDING = ", ".join(f"'{table}'" for table in scope.SENSITIVE)
_HIDDEN = ", ".join(sorted({f"'{c}'" for names in scope.SENSITIVE.values() for c in names}))
HIDDEN = Function(
    PRIVATE_SCHEMA, "hidden", "its_table text, image jsonb", "jsonb",
    f"""
BEGIN
  IF image IS NULL OR its_table NOT IN ({_HIDING}) THEN
    RETURN image;
  END IF;
  RETURN (SELECT jsonb_object_agg(e.key, CASE WHEN e.key IN ({_HIDDEN})
      THEN to_jsonb(crm_private.masked(e.value #>> '{{}}')) ELSE e.value END)
    FROM jsonb_each(image) e);
END
""",
    kind="IMMUTABLE PARALLEL SAFE",
)  # fmt: skip
SEAL = Function(
    SCHEMA, "seal", "operation bigint, number bigint, each text, link text",
    "bigint",
    """
DECLARE
  made bigint;
BEGIN
  IF NOT crm_private.may('log.seal') THEN
    RAISE insufficient_privilege USING MESSAGE = 'crm: not allowed';
  END IF;
  INSERT INTO crm_log.log_seal (operation_id, sealed_at, entries, digests, digest)
  VALUES (operation, clock_timestamp(), number, each, link) RETURNING id INTO made;
  RETURN made;
END
""",
    kind="VOLATILE", owner=LOG,
)  # fmt: skip

_DIGEST = "encode(sha256(convert_to(concat_ws(E'\\x1f', {fields}), 'UTF8')), 'hex')"
_ENTRY_FIELDS = (
    "e.id", "e.change", "e.table_name", "e.row_id", "e.root_table", "e.root_id", "e.customer_id",
    "e.old", "e.new",
)  # fmt: skip
_OPERATION_FIELDS = (
    "o.id", "to_char(o.at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
    "o.operator_id", "o.action", "o.login_id", "o.continues_id", "o.detail",
)  # fmt: skip


def _digest(fields: tuple[str, ...]) -> str:
    return _DIGEST.format(fields=", ".join(f"coalesce(({one})::text, '')" for one in fields))


_SEALING = "(crm_private.may('log.seal') OR crm_private.may('log.verify'))"
LOG_UNSEALED = Function(
    SCHEMA, "log_unsealed", "most bigint", "TABLE (id bigint)",
    f"""
SELECT o.id FROM crm_log.operation o LEFT JOIN crm_log.log_seal s ON s.operation_id = o.id
 WHERE s.id IS NULL AND {_SEALING}
   AND (o.xact IS NULL OR o.xact < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
     OR o.xact >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint)
 ORDER BY o.id LIMIT most
""",
    owner=LOG,
)  # fmt: skip
LOG_DIGESTS = Function(
    SCHEMA, "log_digests", "keys bigint[]",
    "TABLE (id bigint, digest text, entries text[], numbers bigint[])",
    f"""
SELECT o.id, {_digest(_OPERATION_FIELDS)},
   ARRAY(SELECT {_digest(_ENTRY_FIELDS)} FROM crm_log.log_entry e
     WHERE e.operation_id = o.id ORDER BY e.id),
   ARRAY(SELECT e.id FROM crm_log.log_entry e WHERE e.operation_id = o.id ORDER BY e.id)
  FROM crm_log.operation o WHERE o.id = ANY (keys) AND {_SEALING}
""",
    owner=LOG,
)  # fmt: skip


def functions() -> tuple[Function, ...]:
    """The functions of the log."""
    return (LOG_CHANGE, SEAL_LOG, HIDDEN, SEAL, LOG_UNSEALED, LOG_DIGESTS)


_MINE = "(SELECT crm_private.me())"
_ALL = "(SELECT crm_private.may('log.read-all'))"
_SOME = "(SELECT crm_private.may('log.read') OR crm_private.may('log.history'))"
_KEPT = ", ".join(f"'{table}'" for table in scope.ADMINISTERED)
_ENTRY = f"""
SELECT e.id, e.operation_id, e.change, e.table_name, e.row_id, e.root_table, e.root_id,
  e.customer_id, crm_private.hidden(e.table_name, e.old) AS old,
  crm_private.hidden(e.table_name, e.new) AS new
 FROM crm_log.log_entry e
 WHERE {_ALL} OR ({_SOME} AND (e.customer_id IS NULL OR (SELECT crm_private.sees_all())
     OR e.customer_id IN (SELECT crm_private.visible_customers()))
   AND (e.table_name NOT IN ({_KEPT}) OR (SELECT crm_private.may('operator.update'))))
   OR (e.table_name <> 'conflict' AND EXISTS (SELECT 1 FROM crm_log.operation o
     WHERE o.id = e.operation_id AND o.operator_id = {_MINE}))
"""
_OPERATION = f"""
SELECT o.id, o.at, o.operator_id, o.action, o.login_id, o.continues_id, o.detail,
  NULL::bigint AS xact FROM crm_log.operation o
 WHERE {_ALL} OR o.operator_id = {_MINE}
   OR EXISTS (SELECT 1 FROM crm.log_entry e WHERE e.operation_id = o.id)
"""
_SEAL = """
SELECT s.* FROM crm_log.log_seal s
 WHERE (SELECT crm_private.may('log.seal') OR crm_private.may('log.verify'))
"""


def views(prefix: str) -> Iterator[str]:
    """The views that stand for the log's tables among those that operators use."""
    owner = quoted(naming.log(prefix))
    for name, select in (("log_entry", _ENTRY), ("operation", _OPERATION), ("log_seal", _SEAL)):
        yield f"DROP VIEW IF EXISTS {SCHEMA}.{name} CASCADE"
        yield f"CREATE VIEW {SCHEMA}.{name} WITH (security_barrier) AS {select}"
        yield f"ALTER VIEW {SCHEMA}.{name} OWNER TO {owner}"
