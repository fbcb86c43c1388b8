"""PostgreSQL: the functions that decide who sees what, and those that do what needs more rights.

All are SECURITY DEFINER with a fixed ``search_path`` and go by ``session_user``, which nobody can
set. Those in ``crm_private`` cannot be called by name; policies call them. Those in ``crm`` check
permission and scope themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

from crmcli.db import scope
from crmcli.db.connect import PRIVATE_SCHEMA, SCHEMA
from crmcli.views.nouns import TABLES

OWNER, LOG, ROLES = "owner", "log", "roles"
PATH = "pg_catalog, pg_temp"


@dataclass(frozen=True, slots=True)
class Function:
    """A function: schema, name with arguments, what it returns, how it is, and its body."""

    schema: str
    name: str
    arguments: str
    returns: str
    body: str
    language: str = "sql"
    kind: str = "STABLE PARALLEL SAFE"
    owner: str = OWNER

    @property
    def types(self) -> str:
        """The types of the arguments, which name a function among others of its name."""
        parts = [part.split(" DEFAULT ")[0].split() for part in self.arguments.split(",") if part]
        return ", ".join(" ".join(words[1:]) for words in parts)

    @property
    def signature(self) -> str:
        """What the function is called in statements about it."""
        return f"{self.schema}.{self.name}({self.types})"

    def create(self) -> str:
        """The statement that makes or replaces it."""
        return (
            f"CREATE OR REPLACE FUNCTION {self.schema}.{self.name}({self.arguments}) "
            f"RETURNS {self.returns} LANGUAGE {self.language} {self.kind} SECURITY DEFINER "
            f"SET search_path = {PATH} AS $crm${self.body}$crm$"
        )


def _private(name: str, arguments: str, returns: str, body: str, **more: str) -> Function:
    return Function(PRIVATE_SCHEMA, name, arguments, returns, body, **more)


def _public(name: str, arguments: str, returns: str, body: str, **more: str) -> Function:
    return Function(SCHEMA, name, arguments, returns, body, **more)


def _needed() -> str:
    """Which permissions give records of each noun a code or number."""
    found = []
    for noun, table in TABLES.items():
        needed = [
            f"'{permission}'"
            for permission, right in scope.RIGHTS.items()
            if table in right.insert or table in right.update
        ]
        if needed:
            found.append(f"('{noun}', ARRAY[{', '.join(needed)}])")
    return ", ".join(found)


_USABLE = """
  l.account = session_user AND o.active AND o.kind = 'person' AND l.revoked_at IS NULL
  AND (l.expires_at IS NULL OR l.expires_at > statement_timestamp())
"""
_LOGIN = "crm.login l JOIN crm.operator o ON o.id = l.operator_id"
_BELOW = """
  WITH RECURSIVE below(id) AS (
    SELECT {start}::bigint UNION
    SELECT t.id FROM crm.{table} t JOIN below ON t.parent_id = below.id
  )
"""
_BELOW_DEPT = _BELOW.format(start="coalesce(o.scope_dept_id, o.dept_id)", table="department")

ME = _private(
    "me", "", "bigint",
    f"SELECT l.operator_id FROM {_LOGIN} WHERE {_USABLE} AND NOT l.must_change",
)  # fmt: skip
OPEN = _private("open", "", "boolean", "SELECT crm_private.me() IS NOT NULL")
DEPTS_OF = _private(
    "depts_of", "person bigint", "bigint[]",
    f"""
SELECT CASE o.scope
    WHEN 'department' THEN ARRAY[coalesce(o.scope_dept_id, o.dept_id)]
    WHEN 'subtree' THEN ARRAY({_BELOW_DEPT} SELECT id FROM below)
    ELSE ARRAY[]::bigint[] END
  FROM crm.operator o WHERE o.id = person
""",
)  # fmt: skip
OWNERS_OF = _private(
    "owners_of", "person bigint", "bigint[]",
    f"""
SELECT ARRAY[o.id] || CASE WHEN o.scope = 'region' AND o.region_id IS NOT NULL THEN
    ARRAY({_BELOW.format(start="o.region_id", table="region")}
      SELECT p.id FROM crm.operator p JOIN below ON p.region_id = below.id WHERE p.id <> o.id)
    ELSE ARRAY[]::bigint[] END
  FROM crm.operator o WHERE o.id = person
""",
)  # fmt: skip
MY_DEPTS = _private("my_depts", "", "bigint[]", "SELECT crm_private.depts_of(crm_private.me())")
MY_OWNERS = _private("my_owners", "", "bigint[]", "SELECT crm_private.owners_of(crm_private.me())")
PERMISSIONS_OF = _private(
    "permissions_of", "login_key bigint", "text[]",
    """
SELECT ARRAY(
  SELECT p.permission FROM crm.role_permission p
    JOIN crm.role r ON r.id = p.role_id AND r.active
   WHERE p.role_id = o.role_id AND (l.role_id IS NULL OR EXISTS (
     SELECT 1 FROM crm.role_permission q JOIN crm.role s ON s.id = q.role_id AND s.active
      WHERE q.role_id = l.role_id AND q.permission = p.permission))
   ORDER BY p.permission)
  FROM crm.login l JOIN crm.operator o ON o.id = l.operator_id WHERE l.id = login_key
""",
)  # fmt: skip
MAY = _private(
    "may", "wanted text", "boolean",
    f"""
SELECT wanted = ANY (crm_private.permissions_of(
  (SELECT l.id FROM {_LOGIN} WHERE {_USABLE} AND NOT l.must_change)))
""",
)  # fmt: skip
SEES_ALL = _private(
    "sees_all", "", "boolean",
    "SELECT o.scope = 'all' FROM crm.operator o WHERE o.id = crm_private.me()",
)  # fmt: skip
SEES = _private(
    "sees", "its_owner bigint, its_dept bigint", "boolean",
    """
SELECT coalesce(o.scope = 'all' OR its_owner = ANY (crm_private.owners_of(o.id))
    OR its_dept = ANY (crm_private.depts_of(o.id)), false)
  FROM crm.operator o WHERE o.id = crm_private.me()
""",
)  # fmt: skip
VISIBLE = _private(
    "visible_customers", "", "SETOF bigint",
    """
SELECT c.id FROM crm.customer c, crm.operator o WHERE o.id = crm_private.me()
   AND (o.scope = 'all' OR c.owner_id = ANY (crm_private.owners_of(o.id))
     OR c.dept_id = ANY (crm_private.depts_of(o.id)))
""",
)  # fmt: skip
MASKED = _private(
    "masked", "value text", "text",
    """
SELECT CASE
    WHEN value IS NULL THEN NULL
    WHEN position('@' IN value) > 0
      THEN left(value, least(1, position('@' IN value) - 1)) || '***@'
        || substr(value, position('@' IN value) + 1)
    WHEN length(value) >= 11 THEN left(value, 3) || '****' || right(value, 4)
    WHEN length(value) >= 8 THEN left(value, 2) || '****' || right(value, 2)
    WHEN length(value) >= 5 THEN '****' || right(value, 2)
    ELSE '****' END
""",
    kind="IMMUTABLE PARALLEL SAFE",
)  # fmt: skip

AUTHORITY = _public(
    "authority", "",
    "TABLE (login_id bigint, login text, kind text, operator_id bigint, role text, scope text, "
    "depts bigint[], owners bigint[], permissions text[], must_change boolean)",
    f"""
SELECT l.id, l.name, l.kind, o.id, r.code, o.scope, crm_private.depts_of(o.id),
    crm_private.owners_of(o.id), crm_private.permissions_of(l.id), l.must_change
  FROM {_LOGIN} LEFT JOIN crm.role r ON r.id = o.role_id AND r.active WHERE {_USABLE}
""",
)  # fmt: skip
BEGIN_OPERATION = _public(
    "begin_operation",
    "action text, at timestamptz, continues bigint DEFAULT NULL, detail jsonb DEFAULT NULL",
    "bigint",
    f"""
DECLARE
  who record;
  made bigint;
BEGIN
  SELECT l.id AS login_id, o.id AS operator_id INTO who FROM {_LOGIN} WHERE {_USABLE};
  IF NOT FOUND THEN
    RAISE insufficient_privilege USING MESSAGE = 'crm: nobody is logged in';
  END IF;
  IF continues IS NOT NULL AND NOT EXISTS (SELECT 1 FROM crm_log.operation p
      WHERE p.id = continues AND p.operator_id = who.operator_id) THEN
    RAISE insufficient_privilege USING MESSAGE = 'crm: not allowed';
  END IF;
  INSERT INTO crm_log.operation (at, operator_id, action, login_id, continues_id, detail, xact)
  VALUES (CASE WHEN (SELECT c.trusts_clocks FROM crm_private.company c) THEN at
      ELSE clock_timestamp() END,
    who.operator_id, action, who.login_id, continues, detail,
    pg_current_xact_id()::text::bigint)
  RETURNING id INTO made;
  PERFORM set_config('crm.operation', made::text, true);
  RETURN made;
END
""",
    language="plpgsql", kind="VOLATILE", owner=LOG,
)  # fmt: skip
HOLD = _public(
    "hold", "keys bigint[]", "void",
    """
BEGIN
  PERFORM 1 FROM crm.operator o
    WHERE o.id = crm_private.me() OR o.id IN (SELECT c.owner_id FROM crm.customer c
      WHERE c.id = ANY (keys) AND crm_private.sees(c.owner_id, c.dept_id))
    ORDER BY o.id FOR KEY SHARE;
  PERFORM 1 FROM crm.customer c
    WHERE c.id = ANY (keys) AND crm_private.sees(c.owner_id, c.dept_id)
    ORDER BY c.id FOR NO KEY UPDATE;
END
""",
    language="plpgsql", kind="VOLATILE",
)  # fmt: skip
NUMBER_RULE = _public(
    "number_rule", "wanted text", "TABLE (id bigint, pattern text)",
    """
BEGIN
  IF crm_private.me() IS NULL THEN
    RAISE insufficient_privilege USING MESSAGE = 'crm: nobody is logged in';
  END IF;
  RETURN QUERY SELECT r.id, r.pattern FROM crm.number_rule r WHERE r.noun = wanted FOR SHARE;
END
""",
    language="plpgsql", kind="VOLATILE",
)  # fmt: skip
TAKE_NUMBER = _public(
    "take_number", "rule bigint, its_period text, wanted bigint, push boolean", "bigint",
    """
DECLARE
  found bigint;
BEGIN
  IF crm_private.me() IS NULL OR wanted < 1 OR NOT crm_private.numbers(rule) THEN
    RAISE insufficient_privilege USING MESSAGE = 'crm: not allowed';
  END IF;
  INSERT INTO crm.number_counter AS c (rule_id, period, last) VALUES (rule, its_period, wanted)
  ON CONFLICT (rule_id, period) DO UPDATE
    SET last = CASE WHEN push THEN greatest(c.last, excluded.last) ELSE c.last + excluded.last END
  RETURNING c.last INTO found;
  RETURN found;
END
""",
    language="plpgsql", kind="VOLATILE",
)  # fmt: skip
ASSIGN = _public(
    "assign_customer", "key bigint, person bigint", "void",
    """
DECLARE
  place bigint;
BEGIN
  SELECT o.dept_id INTO place FROM crm.operator o WHERE o.id = person;
  IF NOT crm_private.may('customer.assign') OR place IS NULL
      OR NOT coalesce(crm_private.sees(person, place), false) THEN
    RAISE insufficient_privilege USING MESSAGE = 'crm: not allowed';
  END IF;
  UPDATE crm.customer c SET owner_id = person, dept_id = place, updated_by = crm_private.me(),
    updated_at = clock_timestamp(), version = c.version + 1
   WHERE c.id = key AND crm_private.sees(c.owner_id, c.dept_id);
  IF NOT FOUND THEN
    RAISE insufficient_privilege USING MESSAGE = 'crm: not allowed';
  END IF;
END
""",
    language="plpgsql", kind="VOLATILE",
)  # fmt: skip
FIND_POINTS = _public(
    "find_points", "whole text[], tails text[], kinds text[]",
    "TABLE (customer_id bigint, contact_id bigint, normalised text)",
    """
SELECT p.customer_id, p.contact_id, CASE WHEN p.normalised = ANY (whole) THEN p.normalised END
  FROM crm.contact_point p
 WHERE p.kind = ANY (kinds) AND (p.normalised = ANY (whole)
     OR split_part(p.normalised, '-', 1) = ANY (whole) OR EXISTS (
     SELECT 1 FROM unnest(tails) t
      WHERE length(t) IN (4, 7, 8) AND (right(p.normalised, length(t)) = t
        OR right(split_part(p.normalised, '-', 1), length(t)) = t)))
   AND crm_private.sees(p.owner_id, p.dept_id)
""",
)  # fmt: skip
SAME_POINTS = _public(
    "same_points", "customer bigint, contact bigint, its_kind text, wanted text[]", "boolean",
    """
SELECT coalesce(array_agg(p.raw ORDER BY p.id), ARRAY[]::text[]) = wanted
  FROM crm.contact_point p
 WHERE p.customer_id = customer AND p.contact_id IS NOT DISTINCT FROM contact
   AND p.kind = its_kind AND crm_private.sees(p.owner_id, p.dept_id)
""",
)  # fmt: skip
REVEAL = _public(
    "reveal", "noun text, key bigint, at timestamptz DEFAULT clock_timestamp()", "jsonb",
    """
DECLARE
  found jsonb;
  called text;
BEGIN
  IF NOT crm_private.may('contact.reveal') THEN
    RAISE insufficient_privilege USING MESSAGE = 'crm: not allowed';
  END IF;
  IF noun = 'order' THEN
    SELECT jsonb_build_object('phone', d.phone), d.number INTO found, called
      FROM crm.sales_order d
     WHERE d.id = key AND crm_private.sees(d.owner_id, d.dept_id);
  ELSIF noun = 'customer' THEN
    SELECT jsonb_build_object('identity_number', c.identity_number,
        'billing_phone', c.billing_phone, 'points', coalesce((
          SELECT jsonb_agg(jsonb_build_array(p.contact_id, p.kind, p.raw) ORDER BY p.id)
            FROM crm.contact_point p WHERE p.customer_id = c.id), '[]'::jsonb)), c.code
      INTO found, called FROM crm.customer c
     WHERE c.id = key AND crm_private.sees(c.owner_id, c.dept_id);
  ELSIF noun = 'contact' THEN
    SELECT jsonb_build_object('points', coalesce((
        SELECT jsonb_agg(jsonb_build_array(p.contact_id, p.kind, p.raw) ORDER BY p.id)
          FROM crm.contact_point p WHERE p.contact_id = c.id), '[]'::jsonb)), c.code
      INTO found, called FROM crm.contact c
     WHERE c.id = key AND crm_private.sees(c.owner_id, c.dept_id);
  END IF;
  IF found IS NOT NULL THEN
    PERFORM crm.begin_operation('contact.reveal', at, NULL,
      jsonb_build_object('noun', noun, 'code', called));
    RAISE LOG 'crm: % reveals % %', session_user, noun, called;
  END IF;
  RETURN found;
END
""",
    language="plpgsql", kind="VOLATILE",
)  # fmt: skip
COPY_PHONE = _private(
    "copy_phone", "", "trigger",
    """
DECLARE
  kind text := split_part(substr(NEW.phone, 2), ':', 1);
  key bigint := split_part(NEW.phone, ':', 2)::bigint;
BEGIN
  IF kind = 'order' THEN
    SELECT d.phone INTO NEW.phone FROM crm.sales_order d
     WHERE d.id = key AND d.customer_id = NEW.customer_id;
  ELSE
    SELECT string_agg(p.raw, ' / ' ORDER BY p.id) INTO NEW.phone FROM crm.contact_point p
     WHERE p.customer_id = NEW.customer_id AND p.kind IN ('mobile', 'phone')
       AND (p.contact_id IS NULL OR p.contact_id = key)
     GROUP BY p.contact_id, p.kind
     ORDER BY p.contact_id IS NULL, (p.kind = 'mobile') <> (p.contact_id IS NULL) DESC LIMIT 1;
  END IF;
  NEW.phone_masked := crm_private.masked(NEW.phone);
  RETURN NEW;
END
""",
    language="plpgsql", kind="VOLATILE",
)  # fmt: skip

FIND_IDENTITIES = _public(
    "find_identities", "wanted text[]", "TABLE (identity_number text, id bigint)",
    """
SELECT c.identity_number, c.id FROM crm.customer c
 WHERE c.identity_number = ANY (wanted) AND crm_private.sees(c.owner_id, c.dept_id)
""",
)  # fmt: skip
PREFIX = _public("prefix", "", "text", "SELECT c.prefix FROM crm_private.company c")
USED = _public(
    "used", "", "void",
    f"""
INSERT INTO crm.login_secret AS s (login_id, failures, used_at)
SELECT l.id, 0, clock_timestamp() FROM {_LOGIN} WHERE {_USABLE}
ON CONFLICT (login_id) DO UPDATE SET used_at = excluded.used_at
 WHERE coalesce(s.used_at, '-infinity') < excluded.used_at - interval '1 minute'
""",
    kind="VOLATILE",
)  # fmt: skip
LAST_USES = _public(
    "last_uses", "", "TABLE (login_id bigint, used_at timestamptz)",
    """
SELECT s.login_id, s.used_at FROM crm.login_secret s WHERE crm_private.may('token.read')
""",
)  # fmt: skip
NUMBERS = _private(
    "numbers", "rule bigint", "boolean",
    f"""
SELECT EXISTS (SELECT 1 FROM crm.number_rule r
    JOIN (VALUES {_needed()}) AS v(noun, needed) ON v.noun = r.noun, crm.authority() a
   WHERE r.id = rule AND v.needed && a.permissions)
""",
)  # fmt: skip

ALL: tuple[Function, ...] = (
    ME, OPEN, DEPTS_OF, OWNERS_OF, MY_DEPTS, MY_OWNERS, PERMISSIONS_OF, MAY, SEES_ALL, SEES,
    VISIBLE, MASKED, AUTHORITY, BEGIN_OPERATION, HOLD, NUMBER_RULE, TAKE_NUMBER, ASSIGN,
    FIND_POINTS, SAME_POINTS, REVEAL, COPY_PHONE, FIND_IDENTITIES, PREFIX, USED, LAST_USES, NUMBERS,
)  # fmt: skip
