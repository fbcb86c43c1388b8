"""PostgreSQL: handing customers over in one transaction, and taking that back."""

from __future__ import annotations

from crmcli.db.server.functions import Function, public

_REFUSED = "RAISE insufficient_privilege USING MESSAGE = 'crm: not allowed'"
_CHANGED = "RAISE serialization_failure USING MESSAGE = 'crm: changed meanwhile'"
_STAMPS = "created_at, created_by, updated_at, updated_by, version"
_STAMPED = "crm_private.now(), crm_private.me(), crm_private.now(), crm_private.me(), 1"
_TOUCHED = (
    "updated_at = crm_private.now(), updated_by = crm_private.me(), version = {0}.version + 1"
)
HAND_OVER = public(
    "hand_over",
    "its_number text, leaver bigint, keys bigint[], people bigint[], leaves boolean, why text",
    "bigint",
    f"""
DECLARE
  made bigint;
  place bigint;
BEGIN
  PERFORM 1 FROM crm.operator o WHERE o.id = leaver OR o.id = ANY (people)
    ORDER BY o.id FOR NO KEY UPDATE;
  SELECT o.dept_id INTO place FROM crm.operator o WHERE o.id = leaver AND o.kind = 'person';
  IF NOT crm_private.may('handover.run') OR leaver = crm_private.me()
      OR NOT crm_private.reaches(leaver, place) OR keys IS NULL OR people IS NULL
      OR cardinality(keys) <> cardinality(people)
      OR EXISTS (SELECT 1 FROM unnest(people) p
        LEFT JOIN crm.operator o ON o.id = p AND o.active AND o.kind = 'person'
        WHERE o.id IS NULL OR o.id = leaver OR NOT crm_private.reaches(o.id, o.dept_id)) THEN
    {_REFUSED};
  END IF;
  PERFORM 1 FROM crm.customer c WHERE c.id = ANY (keys) ORDER BY c.id FOR NO KEY UPDATE;
  IF cardinality(keys) <> (SELECT count(*) FROM crm.customer c
      WHERE c.id = ANY (keys) AND c.owner_id = leaver AND NOT c.reserved) THEN
    {_CHANGED};
  END IF;
  INSERT INTO crm.handover (number, leaver_id, reason, deactivated, undone, {_STAMPS})
  VALUES (its_number, leaver, why, leaves, false, {_STAMPED}) RETURNING id INTO made;
  INSERT INTO crm.handed_over
    (handover_id, customer_id, owner_id, dept_id, successor_id, {_STAMPS})
  SELECT made, c.id, c.owner_id, c.dept_id, w.person, {_STAMPED}
    FROM unnest(keys, people) AS w(key, person) JOIN crm.customer c ON c.id = w.key;
  PERFORM crm_private.end_registrations(keys);
  UPDATE crm.customer c SET owner_id = o.id, dept_id = o.dept_id,
    owned_since = crm_private.now(), {_TOUCHED.format("c")}
    FROM unnest(keys, people) AS w(key, person) JOIN crm.operator o ON o.id = w.person
   WHERE c.id = w.key;
  PERFORM crm_private.tell(w.person, 'handed-over', 'handover', its_number, count(*)::text)
    FROM unnest(people) AS w(person) WHERE w.person <> crm_private.me() GROUP BY w.person;
  IF leaves THEN
    IF EXISTS (SELECT 1 FROM crm.customer c WHERE c.owner_id = leaver AND NOT c.reserved) THEN
      {_CHANGED};
    END IF;
    IF NOT coalesce((SELECT crm_private.permissions_of(l.id) <@ crm_private.my_permissions()
          FROM crm.login l WHERE l.operator_id = leaver AND l.kind = 'person'), true) THEN
      {_REFUSED};
    END IF;
    UPDATE crm.operator o SET active = false, {_TOUCHED.format("o")} WHERE o.id = leaver;
  END IF;
  RETURN made;
END
""",
    kind="VOLATILE",
)  # fmt: skip
UNDO_HANDOVER = public(
    "undo_handover", "key bigint", "void",
    f"""
DECLARE
  h crm.handover;
  place bigint;
  keys bigint[];
BEGIN
  SELECT x.* INTO h FROM crm.handover x WHERE x.id = key FOR UPDATE;
  SELECT o.dept_id INTO place FROM crm.operator o WHERE o.id = h.leaver_id FOR NO KEY UPDATE;
  IF NOT crm_private.may('handover.undo') OR h.leaver_id = crm_private.me()
      OR NOT crm_private.reaches(h.leaver_id, place)
      OR EXISTS (SELECT 1 FROM crm.handed_over t JOIN crm.operator o ON o.id = t.successor_id
        WHERE t.handover_id = key AND NOT crm_private.reaches(o.id, o.dept_id)) THEN
    {_REFUSED};
  END IF;
  SELECT array_agg(t.customer_id) INTO keys FROM crm.handed_over t WHERE t.handover_id = key;
  PERFORM 1 FROM crm.customer c WHERE c.id = ANY (keys) ORDER BY c.id FOR NO KEY UPDATE;
  IF h.undone OR EXISTS (SELECT 1 FROM crm.handed_over t JOIN crm.customer c ON c.id = t.customer_id
      WHERE t.handover_id = key AND (c.owner_id <> t.successor_id OR EXISTS (
        SELECT 1 FROM crm.merged_customer m
         WHERE m.customer_id = c.id AND m.created_at >= h.created_at)))
      OR NOT (h.deactivated OR EXISTS (SELECT 1 FROM crm.operator o
        WHERE o.id = h.leaver_id AND o.active)) THEN
    {_CHANGED};
  END IF;
  PERFORM crm_private.end_registrations(keys);
  UPDATE crm.customer c SET owner_id = h.leaver_id, dept_id = place,
    owned_since = crm_private.now(), {_TOUCHED.format("c")}
   WHERE c.id = ANY (keys);
  IF h.deactivated THEN
    UPDATE crm.operator o SET active = true, {_TOUCHED.format("o")} WHERE o.id = h.leaver_id;
  END IF;
  UPDATE crm.handover x SET undone = true, {_TOUCHED.format("x")} WHERE x.id = key;
END
""",
    kind="VOLATILE",
)  # fmt: skip

ALL: tuple[Function, ...] = (HAND_OVER, UNDO_HANDOVER)
