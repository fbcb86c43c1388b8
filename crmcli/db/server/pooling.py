"""PostgreSQL: releasing to the pool, claiming from it and recycling, by the company's rules."""

from __future__ import annotations

from crmcli.db.server.functions import Function, private, public

_REFUSED = "RAISE insufficient_privilege USING MESSAGE = 'crm: not allowed'"
_CHANGED = "RAISE serialization_failure USING MESSAGE = 'crm: changed meanwhile'"
_STAMPS = "created_at, created_by, updated_at, updated_by, version"
_STAMPED = "crm_private.now(), crm_private.me(), crm_private.now(), crm_private.me(), 1"
NUMBER_SET = private(
    "number_set", "its_key text, otherwise integer", "integer",
    """
SELECT coalesce((SELECT s.value::integer FROM crm.setting s WHERE s.key = its_key), otherwise)
""",
)  # fmt: skip
CLAIMABLE = private(
    "claimable", "pool bigint, its_dept bigint, its_region bigint", "boolean",
    """
SELECT crm_private.reaches(pool, its_dept) OR coalesce((SELECT CASE coalesce(
    (SELECT s.value FROM crm.setting s WHERE s.key = 'pool_by'), 'department')
  WHEN 'company' THEN true
  WHEN 'region' THEN its_region IN (
    WITH RECURSIVE below(id) AS (
      SELECT o.region_id UNION
      SELECT r.id FROM crm.region r JOIN below ON r.parent_id = below.id)
    SELECT id FROM below)
  ELSE its_dept IN (
    WITH RECURSIVE above(id) AS (
      SELECT o.dept_id UNION
      SELECT d.parent_id FROM crm.department d JOIN above ON d.id = above.id
       WHERE d.parent_id IS NOT NULL)
    SELECT id FROM above)
  END FROM crm.operator o WHERE o.id = crm_private.me()), false)
""",
)  # fmt: skip
"""Whether who asks may claim what lies in the pool of a department, of a customer of a region."""
POOL_CUSTOMERS = public(
    "pool_customers", "",
    "TABLE (id bigint, code text, name text, type_id bigint, level_id bigint, region_id bigint, "
    "dept_id bigint, since timestamptz, reason text, last_id bigint)",
    """
SELECT c.id, c.code::text, c.name::text, c.type_id, c.level_id, c.region_id, c.dept_id,
    coalesce(m.created_at, c.owned_since, c.created_at), m.reason::text, m.person_id
  FROM crm.operator p JOIN crm.customer c ON c.owner_id = p.id
  LEFT JOIN LATERAL (SELECT x.* FROM crm.pool_move x WHERE x.customer_id = c.id
    AND x.move <> 'claim' ORDER BY x.id DESC LIMIT 1) m ON true
 WHERE p.kind = 'pool' AND c.active AND NOT c.reserved
   AND crm_private.may('customer.claim') AND crm_private.claimable(p.id, c.dept_id, c.region_id)
 ORDER BY c.id
""",
)  # fmt: skip
CLAIM = public(
    "claim", "keys bigint[]", "void",
    f"""
DECLARE
  me bigint := crm_private.me();
  place bigint;
  most integer := crm_private.number_set('pool_holding_limit', 0);
  a_day integer := crm_private.number_set('pool_claims_per_day', 0);
  again integer := crm_private.number_set('pool_reclaim_days', 0);
BEGIN
  SELECT o.dept_id INTO place FROM crm.operator o WHERE o.id = me FOR NO KEY UPDATE;
  IF place IS NULL OR NOT crm_private.may('customer.claim') THEN
    {_REFUSED};
  END IF;
  PERFORM 1 FROM crm.customer c WHERE c.id = ANY (keys) ORDER BY c.id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM unnest(keys) k LEFT JOIN crm.customer c ON c.id = k
      WHERE c.id IS NULL OR c.reserved OR NOT c.active
        OR NOT (crm_private.claimable(c.owner_id, c.dept_id, c.region_id)
          OR c.owner_id = me)) THEN
    {_REFUSED};
  END IF;
  IF EXISTS (SELECT 1 FROM crm.customer c JOIN crm.operator o ON o.id = c.owner_id
      WHERE c.id = ANY (keys) AND o.kind <> 'pool') THEN
    {_CHANGED};
  END IF;
  IF (most > 0 AND cardinality(keys) + (SELECT count(*) FROM crm.customer c
        WHERE c.owner_id = me AND c.active) > most)
    OR (a_day > 0 AND cardinality(keys) + (SELECT count(*) FROM crm.pool_move m
        WHERE m.person_id = me AND m.move = 'claim'
          AND m.created_at > crm_private.now() - interval '1 day') > a_day)
    OR EXISTS (SELECT 1 FROM crm.pool_move m WHERE m.customer_id = ANY (keys)
        AND m.person_id = me AND m.move <> 'claim'
        AND m.created_at > crm_private.now() - make_interval(days => again)) THEN
    {_REFUSED};
  END IF;
  INSERT INTO crm.pool_move (customer_id, owner_id, dept_id, person_id, move, {_STAMPS})
  SELECT c.id, c.owner_id, c.dept_id, me, 'claim', {_STAMPED}
    FROM crm.customer c WHERE c.id = ANY (keys);
  UPDATE crm.customer c SET owner_id = me, dept_id = place, owned_since = crm_private.now(),
    updated_at = crm_private.now(), updated_by = me, version = c.version + 1
   WHERE c.id = ANY (keys);
END
""",
    kind="VOLATILE",
)  # fmt: skip
TO_POOL = public(
    "to_pool", "keys bigint[], its_move text, why text", "void",
    f"""
BEGIN
  IF its_move NOT IN ('release', 'recycle') OR NOT crm_private.may('customer.' || its_move) THEN
    {_REFUSED};
  END IF;
  PERFORM 1 FROM crm.customer c WHERE c.id = ANY (keys) ORDER BY c.id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM unnest(keys) k LEFT JOIN crm.customer c ON c.id = k
      WHERE c.id IS NULL OR c.reserved OR NOT crm_private.reaches(c.owner_id, c.dept_id)) THEN
    {_REFUSED};
  END IF;
  IF EXISTS (SELECT 1 FROM crm.customer c JOIN crm.operator o ON o.id = c.owner_id
      WHERE c.id = ANY (keys) AND o.kind = 'pool') THEN
    {_CHANGED};
  END IF;
  INSERT INTO crm.pool_move (customer_id, owner_id, dept_id, person_id, move, reason, {_STAMPS})
  SELECT c.id, c.owner_id, c.dept_id, c.owner_id, its_move, why, {_STAMPED}
    FROM crm.customer c WHERE c.id = ANY (keys);
  UPDATE crm.customer c SET owner_id = p.id, owned_since = crm_private.now(),
    updated_at = crm_private.now(), updated_by = crm_private.me(), version = c.version + 1
   FROM crm.operator p WHERE c.id = ANY (keys) AND p.dept_id = c.dept_id AND p.kind = 'pool';
END
""",
    kind="VOLATILE",
)  # fmt: skip
WARN = public(
    "warn_of_recycling", "people bigint[], codes text[], days date[]", "void",
    f"""
BEGIN
  IF NOT crm_private.may('customer.recycle') THEN
    {_REFUSED};
  END IF;
  INSERT INTO crm.notification (operator_id, at, kind, noun, key, detail)
  SELECT w.person, crm_private.now(), 'recycle-soon', 'customer', w.code, w.due::text
    FROM unnest(people, codes, days) AS w(person, code, due)
    JOIN crm.operator o ON o.id = w.person AND crm_private.reaches(o.id, o.dept_id)
   WHERE NOT EXISTS (SELECT 1 FROM crm.notification n WHERE n.operator_id = w.person
     AND n.kind = 'recycle-soon' AND n.key = w.code AND n.detail = w.due::text);
END
""",
    kind="VOLATILE",
)  # fmt: skip

ALL: tuple[Function, ...] = (NUMBER_SET, CLAIMABLE, POOL_CUSTOMERS, CLAIM, TO_POOL, WARN)
