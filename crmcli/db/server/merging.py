"""PostgreSQL: merging two customers, and taking them apart again."""

from __future__ import annotations

from collections.abc import Iterator

from crmcli.db.connect import SCHEMA
from crmcli.db.merging import ALONE, MOVED, ONCE, TAKEN, WITH_PARENT, links
from crmcli.db.server.functions import Function, private, public
from crmcli.db.server.naming import literal

_REFUSED = "RAISE insufficient_privilege USING MESSAGE = 'crm: not allowed'"
_CHANGED = "RAISE serialization_failure USING MESSAGE = 'crm: changed meanwhile'"
_STAMPS = "created_at, created_by, updated_at, updated_by, version"
_STAMPED = "crm_private.now(), crm_private.me(), crm_private.now(), crm_private.me(), 1"
_TOUCHED = (
    "updated_at = crm_private.now(), updated_by = crm_private.me(), version = {0}.version + 1"
)
_SHARED_WITH_KEPT = "EXISTS (SELECT 1 FROM crm.{table} y WHERE y.customer_id = kept AND {same})"


def _dropped(table: str) -> str:
    """Which rows of the merged customer the kept one has already."""
    same = " AND ".join(f"y.{name} IS NOT DISTINCT FROM x.{name}" for name in ONCE[table])
    found = _SHARED_WITH_KEPT.format(table=table, same=same)
    if table == "former_name":
        found = f"({found} OR x.name = final_name)"
    return f"x.customer_id = merged AND {found}"


def _moves(to: str, rows: bool) -> str:
    """Every row of one customer to another, in one statement: keys are checked at its end.

    ``to`` is a record with the new customer's id, owner and department. With ``rows`` only those
    that the image names.
    """
    new = f"customer_id = {to}.id, owner_id = {to}.owner_id, dept_id = {to}.dept_id"
    parts, counted = [], []
    for table in MOVED:
        wanted = _among("t", table) if rows else "t.customer_id = merged"
        parts.append(
            f"moved_{table} AS (UPDATE crm.{table} t SET {new} WHERE {wanted} RETURNING t.id)"
        )
        counted.append(
            f"{literal(table)}, (SELECT coalesce(jsonb_agg(z.id ORDER BY z.id), '[]'::jsonb) "
            f"FROM moved_{table} z)"
        )
    for table, (column, parent) in WITH_PARENT.items():
        wanted = _among("p", parent) if rows else "p.customer_id = merged"
        parts.append(
            f"moved_{table} AS (UPDATE crm.{table} t SET {new} FROM crm.{parent} p "
            f"WHERE p.id = t.{column} AND {wanted})"
        )
    return f"WITH {', '.join(parts)} SELECT jsonb_build_object({', '.join(counted)})"


def _images() -> str:
    return ", ".join(
        f"{literal(table)}, (SELECT coalesce(jsonb_agg(to_jsonb(x)), '[]'::jsonb) "
        f"FROM crm.{table} x WHERE {_dropped(table)})"
        for table in ONCE
    )


def _drops() -> str:
    return "\n  ".join(f"DELETE FROM crm.{table} x WHERE {_dropped(table)};" for table in ONCE)


def _restores() -> str:
    return "\n  ".join(
        f"INSERT INTO crm.{table} OVERRIDING SYSTEM VALUE SELECT (jsonb_populate_record("
        f"NULL::crm.{table}, x || jsonb_build_object('customer_id', b.id, 'owner_id', b.owner_id, "
        f"'dept_id', b.dept_id))).* "
        f"FROM jsonb_array_elements(its_image #> '{{dropped,{table}}}') x;"
        for table in ONCE
    )


def _contradictions() -> Iterator[str]:
    for table in MOVED:
        yield f"""
  SELECT count(*) INTO many FROM jsonb_array_elements_text(its_image #> '{{rows,{table}}}') v
    LEFT JOIN crm.{table} t ON t.id = v::bigint AND t.customer_id = kept WHERE t.id IS NULL;
  IF many > 0 THEN against := against || ('{table}:' || many); END IF;"""
    for table, column, target in links():
        if WITH_PARENT.get(table) == (column, target):
            continue
        mine = _came(table, "t")
        yield f"""
  SELECT count(*) INTO many FROM crm.{table} t
    JOIN crm.{target} p ON p.id = t.{column}
   WHERE {_of_kept(table)} AND t.{column} IS NOT NULL AND {mine} <> {_came(target, "p")};
  IF many > 0 THEN against := against || ('{table}:' || many); END IF;"""


def _taken() -> Iterator[str]:
    """Whether somebody else has what only one customer can have, and one of the two had."""
    for name in ALONE:
        yield f"""
  IF EXISTS (SELECT 1 FROM crm.customer c WHERE c.id <> kept
      AND c.{name} IN (b.{name}, its_image #>> '{{before,{name}}}')) THEN
    against := against || 'field:{name}'::text;
  END IF;"""


def _of_kept(table: str) -> str:
    if table in WITH_PARENT:
        return "p.customer_id = kept"
    return "t.customer_id = kept"


def _came(table: str, alias: str) -> str:
    """Whether a row came with the merged customer."""
    if table in WITH_PARENT:
        column, parent = WITH_PARENT[table]
        return f"({_among(alias, parent, column)})"
    return f"({_among(alias, table)})"


def _among(alias: str, table: str, column: str = "id") -> str:
    """Whether a column names one of the rows that came from a table."""
    rows = f"jsonb_array_elements_text(its_image #> '{{rows,{table}}}')"
    return f"{alias}.{column} IN (SELECT v::bigint FROM {rows} v)"


_COLUMNS = ", ".join(literal(name) for name in TAKEN)
PART = private(
    "part", "image jsonb, names text[]", "jsonb",
    "SELECT coalesce(jsonb_object_agg(n, image -> n), '{}'::jsonb) FROM unnest(names) n",
    kind="IMMUTABLE PARALLEL SAFE",
)  # fmt: skip
"""Some fields of a row's image."""
WRITE_PART = private(
    "write_part", "customer bigint, wanted jsonb", "void",
    f"""
BEGIN
  EXECUTE (SELECT 'UPDATE crm.customer c SET '
      || coalesce(string_agg(format('%1$I = w.%1$I', n), ', ') || ', ', '')
      || '{_TOUCHED.format("c")} FROM jsonb_populate_record(NULL::crm.customer, $1) w '
      || 'WHERE c.id = $2'
    FROM jsonb_object_keys(wanted) n) USING wanted, customer;
END
""",
    kind="VOLATILE",
)  # fmt: skip
MERGE = public(
    "merge_customers", "kept bigint, merged bigint, taken text[]", "bigint",
    f"""
DECLARE
  a crm.customer;
  b crm.customer;
  its_image jsonb;
  final_name text;
  moved jsonb;
  names jsonb;
  made bigint;
BEGIN
  IF NOT crm_private.may('customer.merge') OR kept = merged
      OR EXISTS (SELECT 1 FROM unnest(taken) n WHERE n <> ALL (ARRAY[{_COLUMNS}])) THEN
    {_REFUSED};
  END IF;
  PERFORM 1 FROM crm.customer c WHERE c.id IN (kept, merged) ORDER BY c.id FOR UPDATE;
  SELECT c.* INTO a FROM crm.customer c WHERE c.id = kept;
  SELECT c.* INTO b FROM crm.customer c WHERE c.id = merged;
  IF a.id IS NULL OR b.id IS NULL OR a.reserved OR b.reserved
      OR NOT crm_private.reaches(a.owner_id, a.dept_id)
      OR NOT crm_private.reaches(b.owner_id, b.dept_id) THEN
    {_REFUSED};
  END IF;
  IF EXISTS (SELECT 1 FROM crm.approval x WHERE x.customer_id = merged AND x.status = 'pending')
  THEN
    {_CHANGED};
  END IF;
  final_name := CASE WHEN 'name' = ANY (taken) THEN b.name ELSE a.name END;
  its_image := jsonb_build_object('kept', kept, 'merged', to_jsonb(b),
    'before', crm_private.part(to_jsonb(a), taken), 'after', crm_private.part(to_jsonb(b), taken),
    'primary', (SELECT c.id FROM crm.contact c WHERE c.customer_id = merged AND c.is_primary
      AND EXISTS (SELECT 1 FROM crm.contact d WHERE d.customer_id = kept AND d.is_primary)),
    'registration', (SELECT r.id FROM crm.registration r WHERE r.customer_id = merged
      AND NOT r.ended AND (a.owner_id <> b.owner_id OR EXISTS (SELECT 1 FROM crm.registration s
        WHERE s.customer_id = kept AND NOT s.ended))),
    'dropped', jsonb_build_object({_images()}));
  {_drops()}
  UPDATE crm.contact c SET is_primary = false WHERE c.id = (its_image ->> 'primary')::bigint;
  UPDATE crm.registration r SET ended = true WHERE r.id = (its_image ->> 'registration')::bigint;
  {_moves("a", rows=False)} INTO moved;
  DELETE FROM crm.customer c WHERE c.id = merged;
  PERFORM crm_private.write_part(kept, its_image -> 'after');
  WITH added AS (
    INSERT INTO crm.former_name (customer_id, owner_id, dept_id, name, {_STAMPS})
    SELECT a.id, a.owner_id, a.dept_id, n, {_STAMPED} FROM unnest(ARRAY[a.name, b.name]::text[]) n
     WHERE n <> final_name
    ON CONFLICT (customer_id, name) DO NOTHING RETURNING id)
  SELECT coalesce(jsonb_agg(x.id), '[]'::jsonb) INTO names FROM added x;
  INSERT INTO crm.merged_customer
    (code, name, customer_id, owner_id, dept_id, merged_id, image, {_STAMPS})
  VALUES (b.code, b.name, a.id, a.owner_id, a.dept_id, b.id,
    its_image || jsonb_build_object('rows', moved, 'added', names), {_STAMPED})
  RETURNING id INTO made;
  IF b.owner_id NOT IN (a.owner_id, crm_private.me()) THEN
    PERFORM crm_private.tell(b.owner_id, 'merged', 'customer', b.code, b.name);
  END IF;
  RETURN made;
END
""",
    kind="VOLATILE",
)  # fmt: skip
UNMERGE = public(
    "unmerge_customer", "key bigint", "text[]",
    f"""
DECLARE
  m crm.merged_customer;
  a crm.customer;
  b crm.customer;
  kept bigint;
  its_image jsonb;
  against text[] := ARRAY[]::text[];
  many bigint;
  moved jsonb;
BEGIN
  SELECT x.* INTO m FROM crm.merged_customer x WHERE x.id = key;
  PERFORM 1 FROM crm.customer c WHERE c.id = m.customer_id FOR UPDATE;
  SELECT x.* INTO m FROM crm.merged_customer x WHERE x.id = key FOR UPDATE;
  kept := m.customer_id;
  its_image := m.image;
  SELECT c.* INTO a FROM crm.customer c WHERE c.id = kept;
  IF NOT crm_private.may('customer.unmerge') OR a.id IS NULL
      OR NOT crm_private.reaches(a.owner_id, a.dept_id) THEN
    {_REFUSED};
  END IF;
  b := jsonb_populate_record(NULL::crm.customer, its_image -> 'merged');
  SELECT o.id, o.dept_id INTO b.owner_id, b.dept_id FROM crm.operator o
   WHERE o.id = CASE WHEN EXISTS (SELECT 1 FROM crm.operator p WHERE p.id = b.owner_id AND p.active)
     THEN b.owner_id ELSE a.owner_id END;
  IF NOT crm_private.reaches(b.owner_id, b.dept_id) THEN
    {_REFUSED};
  END IF;
  IF (its_image ->> 'kept')::bigint <> kept THEN
    RETURN ARRAY['merged_customer:1'];
  END IF;
  SELECT coalesce(array_agg('field:' || k.key ORDER BY k.key), ARRAY[]::text[]) INTO against
    FROM jsonb_each(its_image -> 'after') k WHERE to_jsonb(a) -> k.key IS DISTINCT FROM k.value;
  {"".join(_taken())}
  {"".join(_contradictions())}
  IF its_image ->> 'primary' IS NOT NULL AND EXISTS (SELECT 1 FROM crm.contact t
      WHERE t.customer_id = kept AND t.is_primary AND {_came("contact", "t")}) THEN
    against := against || 'contact:1'::text;
  END IF;
  IF cardinality(against) > 0 THEN
    RETURN against;
  END IF;
  DELETE FROM crm.former_name f
   WHERE f.id IN (SELECT v::bigint FROM jsonb_array_elements_text(its_image -> 'added') v)
     AND f.customer_id = kept;
  DELETE FROM crm.merged_customer x WHERE x.id = key;
  PERFORM crm_private.write_part(kept, its_image -> 'before');
  INSERT INTO crm.customer OVERRIDING SYSTEM VALUE SELECT (b).*;
  {_moves("b", rows=True)} INTO moved;
  {_restores()}
  UPDATE crm.contact c SET is_primary = true WHERE c.id = (its_image ->> 'primary')::bigint;
  UPDATE crm.registration r SET ended = false WHERE r.id = (its_image ->> 'registration')::bigint;
  RETURN against;
END
""",
    kind="VOLATILE",
)  # fmt: skip

GUARD_CODE = private(
    "guard_code", "", "trigger",
    """
BEGIN
  IF EXISTS (SELECT 1 FROM crm.merged_customer m WHERE m.code = NEW.code) THEN
    RAISE unique_violation USING MESSAGE = 'crm: a merged customer has this code';
  END IF;
  RETURN NULL;
END
""",
    kind="VOLATILE",
)  # fmt: skip
"""The code of a merged customer leads to the kept one, also for those who see neither."""

ALL: tuple[Function, ...] = (PART, WRITE_PART, MERGE, UNMERGE, GUARD_CODE)


def triggers() -> Iterator[str]:
    """What keeps the codes of merged customers."""
    yield f"DROP TRIGGER IF EXISTS merged ON {SCHEMA}.customer"
    yield (
        f"CREATE TRIGGER merged AFTER INSERT OR UPDATE OF code ON {SCHEMA}.customer "
        "FOR EACH ROW EXECUTE FUNCTION crm_private.guard_code()"
    )
    yield f"ALTER TABLE {SCHEMA}.customer ENABLE ALWAYS TRIGGER merged"
