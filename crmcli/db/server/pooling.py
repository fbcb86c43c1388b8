"""PostgreSQL: releasing to the pool, claiming from it and recycling, by the company's rules."""

from __future__ import annotations

from crmcli.db.models import order
from crmcli.db.server.functions import Function, private, public
from crmcli.db.server.naming import literal

_REFUSED = "RAISE insufficient_privilege USING MESSAGE = 'crm: not allowed'"
_CHANGED = "RAISE serialization_failure USING MESSAGE = 'crm: changed meanwhile'"
_STAMPS = "created_at, created_by, updated_at, updated_by, version"
_STAMPED = "crm_private.now(), crm_private.me(), crm_private.now(), crm_private.me(), 1"
_OPEN, _ORDERED = (", ".join(map(literal, found)) for found in (order.OPEN, order.ORDERED))
NUMBER_SET = private(
    "number_set", "its_key text, otherwise integer", "integer",
    """
SELECT coalesce((SELECT s.value::integer FROM crm.setting s WHERE s.key = its_key), otherwise)
""",
)  # fmt: skip
END_REGISTRATIONS = private(
    "end_registrations", "keys bigint[], besides bigint DEFAULT NULL", "void",
    """
BEGIN
  UPDATE crm.registration r SET ended = true, updated_at = crm_private.now(),
    updated_by = crm_private.me(), version = r.version + 1
   WHERE r.customer_id = ANY (keys) AND NOT r.ended AND r.owner_id IS DISTINCT FROM besides;
END
""",
    kind="VOLATILE",
)  # fmt: skip
"""What is registered is its owner's: it ends when somebody else (``besides``) gets the customer."""
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
CLAIMS = public(
    "claims", "since timestamptz", "bigint",
    """
SELECT count(*) FROM crm.pool_move m
 WHERE m.person_id = crm_private.me() AND m.move = 'claim' AND m.created_at > since
""",
)  # fmt: skip
"""How many customers who asks has claimed since then, those that went elsewhere too."""
CLAIMED = public(
    "claimed", "its_code text", "boolean",
    """
SELECT EXISTS (SELECT 1 FROM crm.customer c
    JOIN LATERAL (SELECT x.move, x.created_at FROM crm.pool_move x WHERE x.customer_id = c.id
      ORDER BY x.id DESC LIMIT 1) m ON true
  WHERE c.code = its_code AND NOT c.reserved AND m.move = 'claim'
    AND m.created_at > crm_private.now() - interval '1 day' AND crm_private.may('customer.claim')
    AND crm_private.claimable(c.owner_id, c.dept_id, c.region_id))
""",
)  # fmt: skip
"""Whether it lay in a pool that who asks may claim from, until somebody was first lately."""
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
    OR (a_day > 0
      AND cardinality(keys) + crm.claims(crm_private.now() - interval '1 day') > a_day)
    OR EXISTS (SELECT 1 FROM unnest(keys) k CROSS JOIN LATERAL (SELECT x.person_id, x.created_at
          FROM crm.pool_move x WHERE x.customer_id = k AND x.move <> 'claim'
          ORDER BY x.id DESC LIMIT 1) m
        WHERE m.person_id = me
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
IN_HAND = private(
    "in_hand", "keys bigint[]", "boolean",
    f"""
SELECT EXISTS (SELECT 1 FROM crm.sales_order s
    WHERE s.customer_id = ANY (keys) AND s.status IN ({_OPEN}))
  OR EXISTS (SELECT 1 FROM crm.sales_order s
    LEFT JOIN LATERAL (SELECT sum(a.amount) AS paid FROM crm.allocation a
      WHERE a.order_id = s.id) p ON true
    WHERE s.customer_id = ANY (keys) AND s.status IN ({_ORDERED})
    GROUP BY s.customer_id HAVING sum(s.total - coalesce(p.paid, 0)) <> 0)
  OR EXISTS (SELECT 1 FROM crm.opening_balance o
    LEFT JOIN LATERAL (SELECT sum(a.amount) AS paid FROM crm.allocation a
      WHERE a.opening_id = o.id) p ON true
    WHERE o.customer_id = ANY (keys) AND o.status = 'confirmed'
    GROUP BY o.customer_id HAVING sum(o.amount - coalesce(p.paid, 0)) <> 0)
""",
)  # fmt: skip
"""Whether a customer has open orders or receivables: the pool does not take those."""
UNWARNED = private(
    "unwarned", "keys bigint[]", "boolean",
    """
DECLARE
  days integer := crm_private.number_set('pool_warning_days', 7);
  zone text := coalesce((SELECT s.value FROM crm.setting s WHERE s.key = 'zone'), 'UTC');
BEGIN
  RETURN days > 0 AND EXISTS (SELECT 1 FROM crm.customer c
    LEFT JOIN (SELECT n.operator_id, n.key, max(n.at) AS at FROM crm.notification n
      WHERE n.kind = 'recycle-soon'
        AND (n.at AT TIME ZONE zone)::date <= crm_private.today() - days
      GROUP BY n.operator_id, n.key) w ON w.operator_id = c.owner_id AND w.key = c.code
    WHERE c.id = ANY (keys) AND (w.at IS NULL
      OR w.at < coalesce(c.owned_since, c.created_at)
      OR EXISTS (SELECT 1 FROM crm.followup f WHERE f.customer_id = c.id
        AND f.contacted_at > w.at)
      OR EXISTS (SELECT 1 FROM crm.sales_order s WHERE s.customer_id = c.id
        AND s.date >= (w.at AT TIME ZONE zone)::date)));
END
""",
)  # fmt: skip
"""Whether the owner of one was not warned in time, or somebody looked after it since."""
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
  IF crm_private.in_hand(keys) OR (its_move = 'recycle' AND crm_private.unwarned(keys)) THEN
    {_REFUSED};
  END IF;
  IF its_move = 'recycle' THEN
    INSERT INTO crm.notification (operator_id, at, kind, noun, key)
    SELECT c.owner_id, crm_private.now(), 'recycled', 'customer', c.code
      FROM crm.customer c WHERE c.id = ANY (keys) ORDER BY c.id;
  END IF;
  INSERT INTO crm.pool_move (customer_id, owner_id, dept_id, person_id, move, reason, {_STAMPS})
  SELECT c.id, c.owner_id, c.dept_id, c.owner_id, its_move, why, {_STAMPED}
    FROM crm.customer c WHERE c.id = ANY (keys);
  PERFORM crm_private.end_registrations(keys);
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
   WHERE w.person = ANY (ARRAY(SELECT o.id FROM crm.operator o
     WHERE crm_private.reaches(o.id, o.dept_id)));
END
""",
    kind="VOLATILE",
)  # fmt: skip
WARNINGS = public(
    "recycling_warnings", "", "TABLE (person bigint, code text, at timestamptz)",
    """
SELECT n.operator_id, n.key::text, n.at FROM crm.notification n
 WHERE n.kind = 'recycle-soon' AND crm_private.may('customer.recycle')
   AND n.operator_id = ANY (ARRAY(SELECT o.id FROM crm.operator o
     WHERE crm_private.reaches(o.id, o.dept_id)))
""",
)  # fmt: skip

ALL: tuple[Function, ...] = (
    NUMBER_SET, END_REGISTRATIONS, CLAIMABLE, POOL_CUSTOMERS, CLAIMS, CLAIMED, CLAIM, IN_HAND,
    UNWARNED, TO_POOL, WARN, WARNINGS,
)  # fmt: skip
