"""PostgreSQL: proposing and deciding, which operators do through functions only.

So nothing counts as approved that nobody approved, and a key field changes by an approved revision
or not at all.
"""

from __future__ import annotations

from crmcli.db.connect import SCHEMA
from crmcli.db.models.approval import DECISIONS, REVISION
from crmcli.db.scope import KEY_FIELDS
from crmcli.db.server.functions import Function, private, public
from crmcli.db.server.naming import literal

_REFUSED = "RAISE insufficient_privilege USING MESSAGE = 'crm: not allowed'"
_DECIDED = "RAISE serialization_failure USING MESSAGE = 'crm: decided already'"
REVISED = "crm: by revision only"
DERIVED = ("name_core", "sort_key", "search_text")
"""What follows from a name: told by the client, found by and never shown."""

_DERIVED = ", ".join(map(literal, DERIVED))
_COLUMNS = ", ".join(
    f"({literal(noun)}, {literal(key)}, {literal(column)})"
    for noun, fields in KEY_FIELDS.items()
    for key, columns in fields.items()
    for column in columns
)
KEY_COLUMNS = private(
    "key_columns", "its_noun text", "text[]",
    f"""
SELECT ARRAY(SELECT v.its_column FROM (VALUES {_COLUMNS}) AS v(noun, key, its_column)
  WHERE v.noun = its_noun AND v.key = ANY (string_to_array(
    (SELECT s.value FROM crm.setting s WHERE s.key = 'key_fields_' || its_noun), ',')))
""",
)  # fmt: skip
NOW = private(
    "now", "", "timestamptz",
    """
SELECT CASE WHEN c.trusts_clocks
    THEN coalesce(nullif(current_setting('crm.now', true), '')::timestamptz, clock_timestamp())
    ELSE clock_timestamp() END FROM crm_private.company c
""",
)  # fmt: skip
TODAY = private(
    "today", "", "date",
    """
SELECT (crm_private.now() AT TIME ZONE coalesce(
  (SELECT s.value FROM crm.setting s WHERE s.key = 'zone'), 'UTC'))::date
""",
)  # fmt: skip
LIMITLESS = 2**63 - 1
"""What rules go by where a credit limit is removed: no limit is the largest."""
AMOUNT_OF = private(
    "amount_of", "approval bigint", "bigint",
    f"""
SELECT CASE WHEN EXISTS (SELECT 1 FROM crm.revision_field f
    WHERE f.approval_id = a.id AND f.field = 'credit_limit' AND f.new IS NULL)
  THEN {LIMITLESS} ELSE a.amount END
  FROM crm.approval a WHERE a.id = approval
""",
)  # fmt: skip
RULES_OF = private(
    "rules_of", "its_noun text, its_dept bigint, its_amount bigint", "SETOF crm.approval_rule",
    """
SELECT r.* FROM crm.approval_rule r
 WHERE r.active AND r.noun = its_noun AND (r.from_amount IS NULL OR its_amount >= r.from_amount)
   AND (r.dept_id IS NULL OR r.dept_id IN (
     WITH RECURSIVE above(id) AS (
       SELECT its_dept UNION
       SELECT d.parent_id FROM crm.department d JOIN above ON d.id = above.id
        WHERE d.parent_id IS NOT NULL)
     SELECT id FROM above))
""",
)  # fmt: skip
MAY_DECIDE = private(
    "may_decide", "person bigint, key bigint", "boolean",
    """
SELECT EXISTS (SELECT 1 FROM crm.approval a
    JOIN crm.operator o ON o.id = person AND o.active AND o.kind = 'person'
    JOIN crm.login l ON l.operator_id = o.id AND l.kind = 'person'
  WHERE a.id = key AND a.status = 'pending' AND a.proposer_id <> o.id
    AND 'approval.decide' = ANY (crm_private.permissions_of(l.id))
    AND (o.scope = 'all' OR a.owner_id = ANY (crm_private.owners_of(o.id))
      OR a.dept_id = ANY (crm_private.depts_of(o.id))
      OR a.owner_id = ANY (crm_private.lent_people(o.id, true)))
    AND NOT EXISTS (SELECT 1 FROM crm.approval_decision d
      WHERE d.approval_id = a.id AND o.id IN (d.decided_by, d.for_id))
    AND coalesce((SELECT bool_or((r.role_id IS NULL OR r.role_id = o.role_id)
        AND (r.approver_id IS NULL OR r.approver_id = o.id))
      FROM crm_private.rules_of(a.noun, a.dept_id, crm_private.amount_of(a.id)) r
      WHERE r.step = a.step + 1 AND coalesce(r.role_id, r.approver_id) IS NOT NULL), true))
""",
)  # fmt: skip
STOOD_IN_FOR = public(
    "stood_in_for", "key bigint", "bigint",
    """
SELECT s.lender_id FROM crm.loan s JOIN crm.approval a ON a.id = key
 WHERE s.borrower_id = crm_private.me() AND s.what = 'approve' AND NOT s.ended
   AND crm_private.today() BETWEEN s.begins_on AND s.ends_on
   AND crm_private.may('approval.decide')
   AND a.proposer_id <> s.borrower_id AND crm_private.may_decide(s.lender_id, key)
   AND NOT EXISTS (SELECT 1 FROM crm.approval_decision d
     WHERE d.approval_id = a.id AND s.borrower_id IN (d.decided_by, d.for_id))
 ORDER BY s.id LIMIT 1
""",
)  # fmt: skip
PROPOSE = public(
    "propose",
    "its_number text, customer bigint, wanted jsonb, why text, contact bigint DEFAULT NULL",
    "bigint",
    f"""
DECLARE
  its_noun text := CASE WHEN contact IS NULL THEN 'customer' ELSE 'contact' END;
  its record;
  image jsonb;
  made bigint;
  sum bigint := (wanted ->> 'credit_limit')::bigint;
  weight bigint := CASE WHEN sum IS NULL AND wanted ? 'credit_limit' THEN {LIMITLESS}
    ELSE sum END;
BEGIN
  SELECT c.owner_id, c.dept_id INTO its FROM crm.customer c
   WHERE c.id = customer AND NOT c.reserved AND (crm_private.reaches(c.owner_id, c.dept_id)
     OR c.id = ANY (crm_private.my_shared(true)));
  IF NOT FOUND OR NOT crm_private.may('revision.propose') OR wanted = '{{}}'
      OR EXISTS (SELECT 1 FROM jsonb_object_keys(wanted) k
        WHERE k <> ALL (crm_private.key_columns(its_noun))) THEN
    {_REFUSED};
  END IF;
  IF contact IS NULL THEN
    SELECT to_jsonb(c) INTO image FROM crm.customer c WHERE c.id = customer;
  ELSE
    SELECT to_jsonb(c) INTO image FROM crm.contact c
     WHERE c.id = contact AND c.customer_id = customer;
    IF NOT FOUND THEN
      {_REFUSED};
    END IF;
  END IF;
  INSERT INTO crm.approval (number, noun, customer_id, contact_id, owner_id, dept_id, proposer_id,
    amount, reason, status, step, steps, created_at, created_by, updated_at, updated_by, version)
  VALUES (its_number, '{REVISION}', customer, contact, its.owner_id, its.dept_id,
    crm_private.me(), sum, why, 'pending', 0, coalesce((SELECT max(r.step) FROM
      crm_private.rules_of('{REVISION}', its.dept_id, weight) r), 1),
    crm_private.now(), crm_private.me(), crm_private.now(), crm_private.me(), 1)
  RETURNING id INTO made;
  INSERT INTO crm.revision_field (approval_id, customer_id, owner_id, dept_id, field, old, new,
    created_at, created_by, updated_at, updated_by, version)
  SELECT made, customer, its.owner_id, its.dept_id, w.key, image ->> w.key, w.value,
    crm_private.now(), crm_private.me(), crm_private.now(), crm_private.me(), 1
    FROM jsonb_each_text(wanted) w;
  PERFORM crm_private.tell(o.id, 'approval-waits', '{REVISION}', its_number)
    FROM crm.operator o WHERE crm_private.may_decide(o.id, made);
  RETURN made;
END
""",
    kind="VOLATILE",
)  # fmt: skip
TELL = private(
    "tell", "person bigint, its_kind text, its_noun text, its_key text, more text DEFAULT NULL",
    "void",
    """
BEGIN
  INSERT INTO crm.notification (operator_id, at, kind, noun, key, detail)
  VALUES (person, crm_private.now(), its_kind, its_noun, its_key, more);
END
""",
    kind="VOLATILE",
)  # fmt: skip
LINES = private(
    "lines", "one text, other text", "text",
    """
SELECT string_agg(z.line, E'\\n' ORDER BY z.place) FROM (
  SELECT l.line, min(l.place) AS place
    FROM string_to_table(concat_ws(E'\\n', one, other), E'\\n') WITH ORDINALITY AS l(line, place)
   GROUP BY l.line) z
""",
    kind="IMMUTABLE PARALLEL SAFE",
)  # fmt: skip
"""The lines of two texts, each once."""
APPLY = private(
    "apply_revision", "key bigint, customer bigint, contact bigint, derived jsonb", "boolean",
    f"""
DECLARE
  its_noun text := CASE WHEN contact IS NULL THEN 'customer' ELSE 'contact' END;
  before jsonb;
  wanted jsonb;
  assignments text;
BEGIN
  IF contact IS NULL THEN
    SELECT to_jsonb(c) INTO before FROM crm.customer c WHERE c.id = customer;
  ELSE
    SELECT to_jsonb(c) INTO before FROM crm.contact c
     WHERE c.id = contact AND c.customer_id = customer FOR NO KEY UPDATE;
  END IF;
  IF EXISTS (SELECT 1 FROM crm.revision_field f
      WHERE f.approval_id = key AND f.old IS DISTINCT FROM before ->> f.field) THEN
    RETURN false;
  END IF;
  SELECT jsonb_object_agg(f.field, f.new) INTO wanted FROM crm.revision_field f
   WHERE f.approval_id = key;
  wanted := wanted || coalesce((SELECT jsonb_object_agg(d.key, d.value) FROM jsonb_each(derived) d
    WHERE d.key = ANY (ARRAY[{_DERIVED}]) AND before ? d.key AND d.value <> 'null'), '{{}}');
  IF contact IS NULL THEN
    wanted := wanted || jsonb_build_object('search_text',
      crm_private.lines(derived ->> 'search_text', before ->> 'search_text'));
  END IF;
  SELECT string_agg(format('%1$I = w.%1$I', n), ', ') INTO assignments
    FROM jsonb_object_keys(wanted) n;
  BEGIN
    EXECUTE format('UPDATE crm.%1$I c SET %2$s, updated_at = crm_private.now(), updated_by = $3, '
      'version = c.version + 1 FROM jsonb_populate_record(NULL::crm.%1$I, $1) w WHERE c.id = $2',
      its_noun, assignments) USING wanted, coalesce(contact, customer), crm_private.me();
  EXCEPTION WHEN foreign_key_violation THEN
    RETURN false;
  END;
  IF contact IS NOT NULL THEN
    UPDATE crm.customer c
       SET search_text = crm_private.lines(c.search_text, derived ->> 'search_text')
     WHERE c.id = customer;
  ELSIF wanted ? 'name' THEN
    INSERT INTO crm.former_name (customer_id, owner_id, dept_id, name,
      created_at, created_by, updated_at, updated_by, version)
    SELECT c.id, c.owner_id, c.dept_id, before ->> 'name',
      crm_private.now(), crm_private.me(), crm_private.now(), crm_private.me(), 1
      FROM crm.customer c WHERE c.id = customer
    ON CONFLICT (customer_id, name) DO NOTHING;
    DELETE FROM crm.former_name f WHERE f.customer_id = customer AND f.name = wanted ->> 'name';
  END IF;
  RETURN true;
END
""",
    kind="VOLATILE",
)  # fmt: skip
DECIDE = public(
    "decide", "key bigint, its_decision text, why text, derived jsonb", "text",
    f"""
DECLARE
  a crm.approval;
  behalf bigint;
  became text := CASE its_decision WHEN '{DECISIONS[1]}' THEN 'rejected' ELSE 'pending' END;
BEGIN
  PERFORM 1 FROM crm.customer c JOIN crm.approval x ON x.customer_id = c.id
    WHERE x.id = key FOR NO KEY UPDATE OF c;
  SELECT x.* INTO a FROM crm.approval x WHERE x.id = key FOR UPDATE;
  IF NOT crm_private.may('approval.decide') THEN
    {_REFUSED};
  END IF;
  IF NOT crm_private.may_decide(crm_private.me(), key) THEN
    behalf := crm.stood_in_for(key);
    IF behalf IS NULL THEN
      IF a.status <> 'pending' AND crm_private.sees(a.owner_id, a.dept_id) THEN
        {_DECIDED};
      END IF;
      {_REFUSED};
    END IF;
  END IF;
  IF its_decision <> ALL (ARRAY['{"', '".join(DECISIONS)}']) THEN
    {_REFUSED};
  END IF;
  INSERT INTO crm.approval_decision (approval_id, customer_id, owner_id, dept_id, step, decision,
    reason, decided_by, for_id, created_at, created_by, updated_at, updated_by, version)
  VALUES (key, a.customer_id, a.owner_id, a.dept_id, a.step + 1, its_decision, why,
    crm_private.me(), behalf, crm_private.now(), crm_private.me(), crm_private.now(),
    crm_private.me(), 1);
  IF became = 'pending' AND a.step + 1 = a.steps THEN
    became := CASE WHEN crm_private.apply_revision(key, a.customer_id, a.contact_id,
        derived)
      THEN 'approved' ELSE 'stale' END;
  END IF;
  UPDATE crm.approval x SET status = became,
    step = CASE WHEN became = 'rejected' THEN x.step ELSE x.step + 1 END,
    updated_at = crm_private.now(), updated_by = crm_private.me(), version = x.version + 1
   WHERE x.id = key;
  IF became = 'pending' THEN
    PERFORM crm_private.tell(o.id, 'approval-waits', a.noun, a.number)
      FROM crm.operator o WHERE crm_private.may_decide(o.id, key);
  ELSE
    PERFORM crm_private.tell(a.proposer_id, 'approval-' || became, a.noun, a.number, why);
  END IF;
  RETURN became;
END
""",
    kind="VOLATILE",
)  # fmt: skip
WITHDRAW = public(
    "withdraw", "key bigint", "void",
    f"""
DECLARE
  was text;
BEGIN
  SELECT x.status INTO was FROM crm.approval x
   WHERE x.id = key AND x.proposer_id = crm_private.me() FOR UPDATE;
  IF was IS NULL OR NOT crm_private.may('revision.propose') THEN
    {_REFUSED};
  END IF;
  IF was <> 'pending' THEN
    {_DECIDED};
  END IF;
  UPDATE crm.approval x SET status = 'withdrawn', updated_at = crm_private.now(),
    updated_by = crm_private.me(), version = x.version + 1 WHERE x.id = key;
END
""",
    kind="VOLATILE",
)  # fmt: skip
REMIND = public(
    "remind", "waiting_days integer", "text[]",
    f"""
DECLARE
  a record;
  told text[] := ARRAY[]::text[];
BEGIN
  IF NOT crm_private.may('approval.remind') THEN
    {_REFUSED};
  END IF;
  FOR a IN SELECT x.* FROM crm.approval x WHERE x.status = 'pending'
      AND x.updated_at <= crm_private.now() - make_interval(days => waiting_days) ORDER BY x.id
  LOOP
    PERFORM crm_private.tell(o.id, 'approval-reminder', a.noun, a.number)
      FROM crm.operator o WHERE crm_private.may_decide(o.id, a.id)
        AND NOT EXISTS (SELECT 1 FROM crm.notification n WHERE n.operator_id = o.id
          AND n.kind = 'approval-reminder' AND n.key = a.number
          AND n.at > crm_private.now() - interval '1 day');
    IF FOUND AND crm_private.sees(a.owner_id, a.dept_id) THEN
      told := told || a.number;
    END IF;
  END LOOP;
  RETURN told;
END
""",
    kind="VOLATILE",
)  # fmt: skip
GUARD_REVISED = private(
    "guard_revised", "", "trigger",
    f"""
BEGIN
  IF crm_private.is_login() AND EXISTS (
      SELECT 1 FROM unnest(crm_private.key_columns(TG_TABLE_NAME)) k
      WHERE to_jsonb(OLD) ->> k IS DISTINCT FROM to_jsonb(NEW) ->> k) THEN
    RAISE insufficient_privilege USING MESSAGE = '{REVISED}';
  END IF;
  RETURN NEW;
END
""",
    kind="VOLATILE",
)  # fmt: skip

ALL: tuple[Function, ...] = (
    NOW, TODAY, KEY_COLUMNS, AMOUNT_OF, RULES_OF, MAY_DECIDE, STOOD_IN_FOR, TELL, LINES, APPLY,
    PROPOSE, DECIDE, WITHDRAW, REMIND, GUARD_REVISED,
)  # fmt: skip


def triggers() -> list[str]:
    """What keeps key fields."""
    return [statement for noun in KEY_FIELDS for statement in _triggers(noun)]


def _triggers(noun: str) -> list[str]:
    columns = [c for found in KEY_FIELDS[noun].values() for c in found]
    differ = " OR ".join(f"OLD.{c} IS DISTINCT FROM NEW.{c}" for c in columns)
    return [
        f"DROP TRIGGER IF EXISTS revised ON {SCHEMA}.{noun}",
        f"CREATE TRIGGER revised BEFORE UPDATE OF {', '.join(columns)} ON {SCHEMA}.{noun} "
        f"FOR EACH ROW WHEN (session_user = current_user AND ({differ})) "
        "EXECUTE FUNCTION crm_private.guard_revised()",
        f"ALTER TABLE {SCHEMA}.{noun} ENABLE ALWAYS TRIGGER revised",
    ]
