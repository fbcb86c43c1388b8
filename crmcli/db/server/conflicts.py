"""PostgreSQL: whether somebody else follows a customer up already, and whose it is then.

What is told of a hidden customer is a department and a person, one customer at a time, to whoever
may add customers; it is in the log, and so many a day.
"""

from __future__ import annotations

from crmcli.db.models.customer import BRACKETS, PLAIN
from crmcli.db.server.functions import Function, private, public

_REFUSED = "RAISE insufficient_privilege USING MESSAGE = 'crm: not allowed'"
_CHANGED = "RAISE serialization_failure USING MESSAGE = 'crm: changed meanwhile'"
_STAMPS = "created_at, created_by, updated_at, updated_by, version"
_STAMPED = "crm_private.now(), crm_private.me(), crm_private.now(), crm_private.me(), 1"
_TOUCHED = (
    "updated_at = crm_private.now(), updated_by = crm_private.me(), version = {0}.version + 1"
)
_ADDING = "ARRAY['customer.create', 'customer.import', 'customer.register']"
SAME_AS = private(
    "same_as", "wanted jsonb", "TABLE (id bigint, matched text)",
    f"""
SELECT c.id, h.matched FROM (
    SELECT c.id, 'tax_number'::text AS matched, 1 AS sure FROM crm.customer c
     WHERE c.tax_number = wanted ->> 'tax_number'
    UNION ALL
    SELECT c.id, 'identity_number', 2 FROM crm.customer c
     WHERE c.identity_number = wanted ->> 'identity_number'
    UNION ALL
    SELECT c.id, 'name', 3 FROM crm.customer c
     WHERE c.name_core = wanted ->> 'core' AND c.kind = 'organisation'
       AND lower(translate(c.name, '{BRACKETS}', '{PLAIN}')) = wanted ->> 'name'
    UNION ALL
    SELECT p.customer_id, 'phone', 4 FROM crm.contact_point p
     WHERE p.contact_id IS NULL AND p.kind IN ('phone', 'mobile')
       AND p.normalised IN (SELECT jsonb_array_elements_text(wanted -> 'numbers'))
  ) h JOIN crm.customer c ON c.id = h.id
 WHERE c.active AND NOT c.reserved
   AND NOT crm_private.sees_customer(c.owner_id, c.dept_id, c.id)
 ORDER BY h.sure, c.id LIMIT 1
""",
)  # fmt: skip
"""The hidden customer that is the same, and by what."""
HELD = public(
    "held", "wanted jsonb", "integer[]",
    f"""
DECLARE
  found integer[];
BEGIN
  IF NOT crm_private.may_any({_ADDING}) THEN
    {_REFUSED};
  END IF;
  PERFORM crm_private.refuse_trying(jsonb_array_length(wanted));
  SELECT coalesce(array_agg(w.place::integer - 1 ORDER BY w.place), ARRAY[]::integer[]) INTO found
    FROM jsonb_array_elements(wanted) WITH ORDINALITY AS w(one, place)
   WHERE EXISTS (SELECT 1 FROM crm_private.same_as(w.one));
  IF cardinality(found) > 0 THEN
    RAISE LOG 'crm: % asks for % customers that others follow up', session_user, cardinality(found);
  END IF;
  RETURN found;
END
""",
    kind="VOLATILE",
)  # fmt: skip
RECORD = public(
    "record_conflict", "its_number text, wanted jsonb", "text",
    f"""
DECLARE
  most integer := crm_private.number_set('conflict_answers_per_day', 20);
  same record;
  its record;
  known text;
BEGIN
  PERFORM 1 FROM crm.operator o WHERE o.id = crm_private.me() FOR NO KEY UPDATE;
  IF NOT crm_private.may_any({_ADDING}) THEN
    {_REFUSED};
  END IF;
  PERFORM crm_private.refuse_trying(jsonb_array_length(wanted -> 'numbers'));
  SELECT s.id, s.matched INTO same FROM crm_private.same_as(wanted) s;
  SELECT x.number INTO known FROM crm.conflict x
   WHERE x.asker_id = crm_private.me() AND x.customer_id = same.id AND x.status = 'open'
     AND x.xact IS DISTINCT FROM pg_current_xact_id()::text::bigint
   ORDER BY x.id LIMIT 1;
  IF known IS NOT NULL OR its_number IS NULL THEN
    RETURN known;
  END IF;
  IF (SELECT count(*) FROM crm.conflict x WHERE x.asker_id = crm_private.me()
      AND x.created_at > crm_private.now() - interval '1 day') >= most THEN
    {_REFUSED};
  END IF;
  IF same.id IS NULL THEN
    RETURN NULL;
  END IF;
  SELECT c.owner_id, c.dept_id INTO its FROM crm.customer c WHERE c.id = same.id FOR SHARE;
  INSERT INTO crm.conflict (number, customer_id, owner_id, dept_id, asker_id, asked, matched,
    status, xact, {_STAMPS})
  VALUES (its_number, same.id, its.owner_id, its.dept_id, crm_private.me(), wanted ->> 'asked',
    same.matched, 'open', pg_current_xact_id()::text::bigint, {_STAMPED});
  PERFORM crm_private.tell(o.id, 'conflict', 'conflict', its_number)
    FROM crm.operator o JOIN crm.login l ON l.operator_id = o.id AND l.kind = 'person'
   WHERE o.active AND o.kind = 'person' AND o.id <> crm_private.me() AND (o.id = its.owner_id
     OR ('conflict.decide' = ANY (crm_private.permissions_of(l.id)) AND (o.scope = 'all'
       OR its.owner_id = ANY (crm_private.owners_of(o.id))
       OR its.dept_id = ANY (crm_private.depts_of(o.id)))));
  RAISE LOG 'crm: % is told who follows up %', session_user, wanted ->> 'asked';
  RETURN NULL;
END
""",
    kind="VOLATILE",
)  # fmt: skip
MINE = public(
    "my_conflicts", "",
    "TABLE (number text, asked text, matched text, asker_id bigint, dept_id bigint, "
    "owner_id bigint, at timestamptz, status text, winner_id bigint, reason text, "
    "decided_by bigint)",
    """
SELECT x.number::text, x.asked::text, x.matched::text, x.asker_id, x.dept_id, x.owner_id,
    x.created_at, x.status::text, x.winner_id, x.reason::text, x.decided_by
  FROM crm.conflict x
 WHERE x.asker_id = crm_private.me()
   AND x.xact IS DISTINCT FROM pg_current_xact_id_if_assigned()::text::bigint
 ORDER BY x.id
""",
)  # fmt: skip
DECIDE = public(
    "decide_conflict", "key bigint, winner bigint, why text", "void",
    f"""
DECLARE
  x crm.conflict;
  asker crm.operator;
  me bigint := crm_private.me();
BEGIN
  PERFORM 1 FROM crm.operator o JOIN crm.conflict k ON k.id = key
    WHERE o.id IN (k.asker_id, k.owner_id) ORDER BY o.id FOR KEY SHARE OF o;
  PERFORM 1 FROM crm.customer c JOIN crm.conflict k ON k.customer_id = c.id
    WHERE k.id = key FOR NO KEY UPDATE OF c;
  SELECT k.* INTO x FROM crm.conflict k WHERE k.id = key FOR UPDATE;
  SELECT o.* INTO asker FROM crm.operator o WHERE o.id = x.asker_id;
  IF NOT crm_private.may('conflict.decide') OR x.id IS NULL OR me IN (x.owner_id, x.asker_id)
      OR NOT crm_private.reaches(x.owner_id, x.dept_id)
      OR NOT crm_private.reaches(asker.id, asker.dept_id)
      OR winner NOT IN (x.owner_id, x.asker_id) THEN
    {_REFUSED};
  END IF;
  IF x.status <> 'open' THEN
    {_CHANGED};
  END IF;
  UPDATE crm.conflict k SET status = 'decided', winner_id = winner, reason = why, decided_by = me,
    {_TOUCHED.format("k")} WHERE k.id = key;
  IF winner <> x.owner_id THEN
    PERFORM crm_private.end_registrations(ARRAY[x.customer_id]);
    UPDATE crm.customer c SET owner_id = asker.id, dept_id = asker.dept_id,
      owned_since = crm_private.now(), {_TOUCHED.format("c")} WHERE c.id = x.customer_id;
  END IF;
  PERFORM crm_private.tell(o.id, 'conflict-decided', 'conflict', x.number, why)
    FROM crm.operator o WHERE o.id IN (x.asker_id, x.owner_id) AND o.kind = 'person';
END
""",
    kind="VOLATILE",
)  # fmt: skip

ALL: tuple[Function, ...] = (SAME_AS, HELD, RECORD, MINE, DECIDE)
