"""PostgreSQL: what is lent and shared until a day, and who sees more by it."""

from __future__ import annotations

from crmcli.db.server.functions import Function, private

PEOPLE_OF = private(
    "people_of", "person bigint", "bigint[]",
    """
SELECT CASE o.scope WHEN 'all' THEN ARRAY(SELECT p.id FROM crm.operator p)
  ELSE crm_private.owners_of(o.id)
    || ARRAY(SELECT p.id FROM crm.operator p WHERE p.dept_id = ANY (crm_private.depts_of(o.id)))
  END
  FROM crm.operator o WHERE o.id = person
""",
)  # fmt: skip
LENT_PEOPLE = private(
    "lent_people", "person bigint, writing boolean", "bigint[]",
    """
SELECT coalesce(array_agg(DISTINCT p), ARRAY[]::bigint[])
  FROM crm.loan a JOIN crm.operator o ON o.id = a.lender_id AND o.active,
    unnest(crm_private.people_of(a.lender_id)) p
 WHERE a.borrower_id = person AND NOT a.ended
   AND (SELECT crm_private.today()) BETWEEN a.begins_on AND a.ends_on
   AND (a.what = 'write' OR (NOT writing AND a.what IN ('read', 'approve')))
""",
)  # fmt: skip
MY_PEOPLE = private(
    "my_people", "writing boolean", "bigint[]",
    """
SELECT crm_private.owners_of(o.id)
    || ARRAY(SELECT p.id FROM crm.operator p WHERE p.dept_id = ANY (crm_private.depts_of(o.id)))
    || crm_private.lent_people(o.id, writing)
  FROM crm.operator o WHERE o.id = crm_private.me()
""",
)  # fmt: skip
MY_SHARED = private(
    "my_shared", "writing boolean", "bigint[]",
    """
SELECT coalesce(array_agg(DISTINCT s.customer_id), ARRAY[]::bigint[])
  FROM crm.operator o CROSS JOIN LATERAL (
    SELECT t.customer_id, t.ended, t.ends_on, t.can_write FROM crm.share t WHERE t.with_id = o.id
    UNION ALL
    SELECT t.customer_id, t.ended, t.ends_on, t.can_write FROM crm.share t
     WHERE t.with_dept_id = o.dept_id) s
 WHERE o.id = crm_private.me() AND NOT s.ended AND s.ends_on >= (SELECT crm_private.today())
   AND (s.can_write OR NOT writing)
""",
)  # fmt: skip
MORE_SCOPES = private(
    "more_scopes", "person bigint", "text[]",
    """
SELECT ARRAY(
  SELECT 'people' FROM crm.operator o WHERE o.id = person AND o.scope IS DISTINCT FROM 'all'
     AND EXISTS (SELECT 1 FROM crm.loan a WHERE a.borrower_id = person AND a.what <> 'function'
       AND NOT a.ended AND a.ends_on >= crm_private.today())
  UNION ALL
  SELECT 'shared' FROM crm.operator o WHERE o.id = person AND o.scope IS DISTINCT FROM 'all'
     AND EXISTS (SELECT 1 FROM crm.share s
       WHERE (s.with_id = o.id OR s.with_dept_id = o.dept_id)
         AND NOT s.ended AND s.ends_on >= crm_private.today()))
""",
)  # fmt: skip
"""By which policies somebody sees more than by scope."""
LENT_UNTIL = private(
    "lent_until", "person bigint", "date",
    """
SELECT min(CASE WHEN a.begins_on > crm_private.today() THEN a.begins_on - 1 ELSE a.ends_on END)
  FROM crm.loan a WHERE a.borrower_id = person AND a.what = 'function' AND NOT a.ended
   AND a.ends_on >= crm_private.today()
""",
)  # fmt: skip
DECIDES = private(
    "decides", "person bigint, first_day date, last_day date", "boolean",
    """
SELECT EXISTS (SELECT 1 FROM crm.operator o
    JOIN crm.role r ON r.id = o.role_id AND r.active
    JOIN crm.role_permission p ON p.role_id = r.id AND p.permission = 'approval.decide'
  WHERE o.active AND (o.id = person OR o.id IN (SELECT a.lender_id FROM crm.loan a
    WHERE a.borrower_id = person AND a.what = 'function' AND a.permission = p.permission
      AND NOT a.ended AND a.begins_on <= last_day AND a.ends_on >= first_day)))
""",
)  # fmt: skip
"""Whether somebody may decide approvals, by role or because it is lent for some of the days."""

ALL: tuple[Function, ...] = (
    PEOPLE_OF, LENT_PEOPLE, MY_PEOPLE, MY_SHARED, MORE_SCOPES, LENT_UNTIL,
    DECIDES,
)  # fmt: skip
