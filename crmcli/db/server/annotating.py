"""PostgreSQL: annotations, which operators write through functions only.

So nobody says anything in another's name, nor reads or answers in another's place.
"""

from __future__ import annotations

from crmcli.db.models.annotation import INSTRUCT
from crmcli.db.server.functions import Function, private, public

_REFUSED = "RAISE insufficient_privilege USING MESSAGE = 'crm: not allowed'"
_CHANGED = "RAISE serialization_failure USING MESSAGE = 'crm: changed meanwhile'"
_STAMPS = "created_at, created_by, updated_at, updated_by, version"
_STAMPED = "crm_private.now(), crm_private.me(), crm_private.now(), crm_private.me(), 1"
ABOVE = private(
    "above", "person bigint", "bigint[]",
    """
SELECT ARRAY(
  WITH RECURSIVE above(id) AS (
    SELECT o.manager_id FROM crm.operator o WHERE o.id = person UNION
    SELECT o.manager_id FROM crm.operator o JOIN above ON o.id = above.id)
  SELECT a.id FROM above a WHERE a.id IS NOT NULL)
""",
)  # fmt: skip
"""The managers of somebody, and theirs."""
MANAGES = private(
    "manages", "person bigint", "boolean",
    """
SELECT coalesce((SELECT o.id <> crm_private.me()
    AND (crm_private.me() = ANY (crm_private.above(o.id)) OR (
      crm_private.reaches(o.id, o.dept_id)
      AND o.id <> ALL (crm_private.above(crm_private.me()))))
  FROM crm.operator o WHERE o.id = person AND o.active AND o.kind = 'person'), false)
""",
)  # fmt: skip
ANNOTATE = public(
    "annotate", "its_number text, key bigint, its_kind text, said text, due date", "bigint",
    f"""
DECLARE
  f crm.followup;
  made bigint;
BEGIN
  SELECT x.* INTO f FROM crm.followup x WHERE x.id = key FOR KEY SHARE;
  IF f.id IS NULL OR NOT crm_private.may('annotation.create')
      OR NOT crm_private.sees_customer(f.owner_id, f.dept_id, f.customer_id)
      OR NOT crm_private.manages(f.author_id)
      OR (due IS NOT NULL AND its_kind <> '{INSTRUCT}') THEN
    {_REFUSED};
  END IF;
  INSERT INTO crm.annotation (number, followup_id, customer_id, owner_id, dept_id, author_id,
    recipient_id, kind, content, due_on, {_STAMPS})
  VALUES (its_number, f.id, f.customer_id, f.owner_id, f.dept_id, crm_private.me(), f.author_id,
    its_kind, said, due, {_STAMPED})
  RETURNING id INTO made;
  RETURN made;
END
""",
    kind="VOLATILE",
)  # fmt: skip
ANSWER = public(
    "answer_annotation", "key bigint, acknowledges boolean, said text", "void",
    f"""
DECLARE
  a crm.annotation;
BEGIN
  SELECT x.* INTO a FROM crm.annotation x WHERE x.id = key FOR UPDATE;
  IF a.id IS NULL OR a.recipient_id <> crm_private.me()
      OR NOT crm_private.may('annotation.answer') THEN
    {_REFUSED};
  END IF;
  IF said IS NOT NULL AND a.answer IS NOT NULL THEN
    {_CHANGED};
  END IF;
  UPDATE crm.annotation x SET read_at = coalesce(x.read_at, crm_private.now()),
    acknowledged_at = CASE WHEN acknowledges OR said IS NOT NULL
      THEN coalesce(x.acknowledged_at, crm_private.now()) ELSE x.acknowledged_at END,
    answered_at = CASE WHEN said IS NOT NULL THEN crm_private.now() ELSE x.answered_at END,
    answer = coalesce(said, x.answer),
    updated_at = crm_private.now(), updated_by = crm_private.me(), version = x.version + 1
   WHERE x.id = key;
  IF said IS NOT NULL THEN
    PERFORM crm_private.tell(a.author_id, 'annotation-answered', 'annotation', a.number, said);
  END IF;
END
""",
    kind="VOLATILE",
)  # fmt: skip
CLEAR_NOTICES = public(
    "clear_notices", "newest bigint", "void",
    """
BEGIN
  UPDATE crm.notification n SET read_at = crm_private.now()
   WHERE n.operator_id = crm_private.me() AND n.read_at IS NULL AND n.id <= newest;
END
""",
    kind="VOLATILE",
)  # fmt: skip

ALL: tuple[Function, ...] = (ABOVE, MANAGES, ANNOTATE, ANSWER, CLEAR_NOTICES)
