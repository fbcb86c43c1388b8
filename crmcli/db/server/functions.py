"""PostgreSQL: the functions that decide who sees what, and those that do what needs more rights.

All are SECURITY DEFINER with a fixed ``search_path`` and go by ``session_user``, which nobody can
set. Those in ``crm_private`` cannot be called by name; policies call them. Those in ``crm`` check
permission and scope themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

from crmcli.db import rights
from crmcli.db.connect import PRIVATE_SCHEMA, SCHEMA
from crmcli.views.nouns import TABLES

OWNER, LOG, ROLES = "owner", "log", "roles"
PATH = "pg_catalog, pg_temp"


@dataclass(frozen=True, slots=True)
class Function:
    """A function: schema, name with arguments, what it returns, how it is, and its body.

    The body is a block, or one query whose rows or value are the answer.
    """

    schema: str
    name: str
    arguments: str
    returns: str
    body: str
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

    @property
    def block(self) -> str:
        """The body in PL/pgSQL, which keeps its plans for as long as the session lasts."""
        query = self.body.strip()
        if query.startswith(("DECLARE", "BEGIN")):
            return self.body
        many = self.returns.startswith(("TABLE", "SETOF"))
        answer = f"QUERY {query}" if many else f"({query})"
        return f"\n#variable_conflict use_column\nBEGIN\n  RETURN {answer};\nEND\n"

    def create(self) -> str:
        """The statement that makes or replaces it."""
        return (
            f"CREATE OR REPLACE FUNCTION {self.schema}.{self.name}({self.arguments}) "
            f"RETURNS {self.returns} LANGUAGE plpgsql {self.kind} SECURITY DEFINER "
            f"SET search_path = {PATH} AS $crm${self.block}$crm$"
        )


def private(name: str, arguments: str, returns: str, body: str, **more: str) -> Function:
    """One that only policies and other functions call."""
    return Function(PRIVATE_SCHEMA, name, arguments, returns, body, **more)


def public(name: str, arguments: str, returns: str, body: str, **more: str) -> Function:
    """One that operators call."""
    return Function(SCHEMA, name, arguments, returns, body, **more)


def _needed() -> str:
    """Which permissions give records of each noun a code or number."""
    found = []
    for noun, table in TABLES.items():
        needed = [
            f"'{permission}'"
            for permission, right in rights.RIGHTS.items()
            if table in (*right.insert, *right.update, *right.by_server)
        ]
        if needed:
            found.append(f"('{noun}', ARRAY[{', '.join(needed)}])")
    return ", ".join(found)


_IN_USE = """
  l.account = session_user AND o.active AND o.kind = 'person' AND l.revoked_at IS NULL
  AND (l.expires_at IS NULL OR l.expires_at > statement_timestamp())
"""
_USABLE = f"""{_IN_USE}
  AND (l.lent_until IS NULL OR l.lent_until >= crm_private.today())
"""
"""A permission that is lent is a membership of a role, which ends by itself only so."""
_LOGIN = "crm.login l JOIN crm.operator o ON o.id = l.operator_id"
_BELOW = """
  WITH RECURSIVE below(id) AS (
    SELECT {start}::bigint UNION
    SELECT t.id FROM crm.{table} t JOIN below ON t.parent_id = below.id
  )
"""
_BELOW_DEPT = _BELOW.format(start="coalesce(o.scope_dept_id, o.dept_id)", table="department")

ME = private(
    "me", "", "bigint",
    f"SELECT l.operator_id FROM {_LOGIN} WHERE {_USABLE} AND NOT l.must_change",
)  # fmt: skip
OPEN = private("open", "", "boolean", "BEGIN RETURN crm_private.me() IS NOT NULL; END")
DEPTS_OF = private(
    "depts_of", "person bigint", "bigint[]",
    f"""
SELECT CASE o.scope
    WHEN 'department' THEN ARRAY[coalesce(o.scope_dept_id, o.dept_id)]
    WHEN 'subtree' THEN ARRAY({_BELOW_DEPT} SELECT id FROM below)
    ELSE ARRAY[]::bigint[] END
  FROM crm.operator o WHERE o.id = person
""",
)  # fmt: skip
OWNERS_OF = private(
    "owners_of", "person bigint", "bigint[]",
    f"""
SELECT ARRAY[o.id] || CASE WHEN o.scope = 'region' AND o.region_id IS NOT NULL THEN
    ARRAY({_BELOW.format(start="o.region_id", table="region")}
      SELECT p.id FROM crm.operator p JOIN below ON p.region_id = below.id WHERE p.id <> o.id)
    ELSE ARRAY[]::bigint[] END
  FROM crm.operator o WHERE o.id = person
""",
)  # fmt: skip
PERMISSIONS_OF = private(
    "permissions_of", "login_key bigint", "text[]",
    """
SELECT ARRAY(
  SELECT h.permission FROM (
    SELECT p.permission FROM crm.role_permission p
      JOIN crm.role r ON r.id = p.role_id AND r.active WHERE p.role_id = o.role_id
    UNION
    SELECT a.permission FROM crm.loan a JOIN crm.operator f ON f.id = a.lender_id AND f.active
      JOIN crm.role r ON r.id = f.role_id AND r.active
      JOIN crm.role_permission p ON p.role_id = r.id AND p.permission = a.permission
     WHERE a.borrower_id = o.id AND a.what = 'function' AND NOT a.ended
       AND crm_private.today() BETWEEN a.begins_on AND a.ends_on) h
   WHERE l.role_id IS NULL OR EXISTS (
     SELECT 1 FROM crm.role_permission q JOIN crm.role s ON s.id = q.role_id AND s.active
      WHERE q.role_id = l.role_id AND q.permission = h.permission)
   ORDER BY h.permission)
  FROM crm.login l JOIN crm.operator o ON o.id = l.operator_id WHERE l.id = login_key
""",
)  # fmt: skip
MY_PERMISSIONS = private(
    "my_permissions", "", "text[]",
    f"""
SELECT crm_private.permissions_of(l.id) FROM {_LOGIN} WHERE {_USABLE} AND NOT l.must_change
""",
)  # fmt: skip
MAY = private(
    "may", "wanted text", "boolean",
    "BEGIN RETURN coalesce(wanted = ANY (crm_private.my_permissions()), false); END",
)  # fmt: skip
MAY_ANY = private(
    "may_any", "wanted text[]", "boolean",
    "BEGIN RETURN coalesce(wanted && crm_private.my_permissions(), false); END",
)  # fmt: skip
SEES_ALL = private(
    "sees_all", "", "boolean",
    "SELECT o.scope = 'all' FROM crm.operator o WHERE o.id = crm_private.me()",
)  # fmt: skip
SEES = private(
    "sees", "its_owner bigint, its_dept bigint", "boolean",
    """
SELECT crm_private.reaches(its_owner, its_dept)
  OR coalesce(its_owner = ANY (crm_private.lent_people(crm_private.me(), false)), false)
""",
)  # fmt: skip
REACHES = private(
    "reaches", "its_owner bigint, its_dept bigint", "boolean",
    """
SELECT coalesce((SELECT o.scope = 'all' OR its_owner = ANY (crm_private.owners_of(o.id))
    OR its_dept = ANY (crm_private.depts_of(o.id))
    OR its_owner = ANY (crm_private.lent_people(o.id, true))
  FROM crm.operator o WHERE o.id = crm_private.me()), false)
""",
)  # fmt: skip
SEES_CUSTOMER = private(
    "sees_customer", "its_owner bigint, its_dept bigint, customer bigint", "boolean",
    """
BEGIN
  RETURN crm_private.sees(its_owner, its_dept)
    OR coalesce(customer = ANY (crm_private.my_shared(false)), false);
END
""",
)  # fmt: skip
VISIBLE = private(
    "visible_customers", "", "SETOF bigint",
    """
SELECT c.id FROM crm.customer c, crm.operator o WHERE o.id = crm_private.me()
   AND (o.scope = 'all' OR c.owner_id = ANY (crm_private.my_people(false))
     OR c.id = ANY (crm_private.my_shared(false)))
UNION ALL
SELECT m.merged_id FROM crm.merged_customer m, crm.operator o WHERE o.id = crm_private.me()
   AND (o.scope = 'all' OR m.owner_id = ANY (crm_private.my_people(false))
     OR m.customer_id = ANY (crm_private.my_shared(false)))
""",
)  # fmt: skip

AUTHORITY = public(
    "authority", "",
    "TABLE (login_id bigint, login text, kind text, operator_id bigint, role text, scope text, "
    "depts bigint[], owners bigint[], permissions text[], must_change boolean, "
    "read_depts bigint[], read_owners bigint[], shared bigint[], shared_written bigint[])",
    f"""
SELECT l.id, l.name::text, l.kind::text, o.id, r.code::text, o.scope::text,
    crm_private.depts_of(o.id),
    crm_private.owners_of(o.id) || crm_private.lent_people(o.id, true),
    crm_private.permissions_of(l.id), l.must_change, ARRAY[]::bigint[],
    crm_private.lent_people(o.id, false), crm_private.my_shared(false), crm_private.my_shared(true)
  FROM {_LOGIN} LEFT JOIN crm.role r ON r.id = o.role_id AND r.active WHERE {_USABLE}
""",
)  # fmt: skip
BEGIN_OPERATION = public(
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
    kind="VOLATILE", owner=LOG,
)  # fmt: skip
HOLD = public(
    "hold", "keys bigint[]", "void",
    """
BEGIN
  PERFORM 1 FROM crm.operator o
    WHERE o.id = crm_private.me() OR o.id IN (SELECT c.owner_id FROM crm.customer c
      WHERE c.id = ANY (keys) AND crm_private.sees_customer(c.owner_id, c.dept_id, c.id))
    ORDER BY o.id FOR KEY SHARE;
  PERFORM 1 FROM crm.customer c
    WHERE c.id = ANY (keys) AND crm_private.sees_customer(c.owner_id, c.dept_id, c.id)
    ORDER BY c.id FOR NO KEY UPDATE;
END
""",
    kind="VOLATILE",
)  # fmt: skip
NUMBER_RULE = public(
    "number_rule", "wanted text", "TABLE (id bigint, pattern text)",
    """
BEGIN
  IF crm_private.me() IS NULL THEN
    RAISE insufficient_privilege USING MESSAGE = 'crm: nobody is logged in';
  END IF;
  RETURN QUERY SELECT r.id, r.pattern FROM crm.number_rule r WHERE r.noun = wanted FOR SHARE;
END
""",
    kind="VOLATILE",
)  # fmt: skip
TAKE_NUMBER = public(
    "take_number", "rule bigint, its_period text, wanted bigint, push boolean", "bigint",
    """
DECLARE
  found bigint;
BEGIN
  IF crm_private.me() IS NULL OR wanted NOT BETWEEN 1 AND 999999999999
    OR NOT crm_private.numbers(rule) THEN
    RAISE insufficient_privilege USING MESSAGE = 'crm: not allowed';
  END IF;
  INSERT INTO crm.number_counter AS c (rule_id, period, last) VALUES (rule, its_period, wanted)
  ON CONFLICT (rule_id, period) DO UPDATE
    SET last = CASE WHEN push THEN greatest(c.last, excluded.last) ELSE c.last + excluded.last END
  RETURNING c.last INTO found;
  RETURN found;
END
""",
    kind="VOLATILE",
)  # fmt: skip
ASSIGN = public(
    "assign_customer", "key bigint, person bigint", "void",
    """
DECLARE
  place bigint;
BEGIN
  SELECT o.dept_id INTO place FROM crm.operator o
   WHERE o.id = person AND o.kind = 'person' AND o.active;
  IF NOT crm_private.may('customer.assign') OR place IS NULL
      OR NOT crm_private.reaches(person, place) THEN
    RAISE insufficient_privilege USING MESSAGE = 'crm: not allowed';
  END IF;
  PERFORM crm_private.end_registrations(ARRAY[key], person);
  UPDATE crm.customer c SET owner_id = person, dept_id = place, owned_since = crm_private.now(),
    updated_by = crm_private.me(), updated_at = crm_private.now(), version = c.version + 1
   WHERE c.id = key AND NOT c.reserved AND crm_private.reaches(c.owner_id, c.dept_id);
  IF NOT FOUND THEN
    RAISE insufficient_privilege USING MESSAGE = 'crm: not allowed';
  END IF;
  IF person <> crm_private.me() THEN
    PERFORM crm_private.tell(person, 'assigned', 'customer', c.code, c.name)
      FROM crm.customer c WHERE c.id = key;
  END IF;
END
""",
    kind="VOLATILE",
)  # fmt: skip

PREFIX = public("prefix", "", "text", "SELECT c.prefix FROM crm_private.company c")
USED = public(
    "used", "", "void",
    f"""
BEGIN
  INSERT INTO crm.login_secret AS s (login_id, failures, used_at)
  SELECT l.id, 0, clock_timestamp() FROM {_LOGIN} WHERE {_USABLE}
  ON CONFLICT (login_id) DO UPDATE SET used_at = excluded.used_at
   WHERE coalesce(s.used_at, '-infinity') < excluded.used_at - interval '1 minute';
END
""",
    kind="VOLATILE",
)  # fmt: skip
LAST_USES = public(
    "last_uses", "", "TABLE (login_id bigint, used_at timestamptz)",
    """
SELECT s.login_id, s.used_at FROM crm.login_secret s WHERE crm_private.may('token.read')
""",
)  # fmt: skip
NUMBERS = private(
    "numbers", "rule bigint", "boolean",
    f"""
SELECT coalesce((SELECT crm_private.may_any(v.needed) FROM crm.number_rule r
  JOIN (VALUES {_needed()}) AS v(noun, needed) ON v.noun = r.noun WHERE r.id = rule), false)
""",
)  # fmt: skip

ALL: tuple[Function, ...] = (
    ME, OPEN, DEPTS_OF, OWNERS_OF, REACHES, SEES_CUSTOMER, PERMISSIONS_OF, MY_PERMISSIONS, MAY,
    MAY_ANY, SEES_ALL, SEES, VISIBLE, AUTHORITY, BEGIN_OPERATION, HOLD, NUMBER_RULE, TAKE_NUMBER,
    ASSIGN, PREFIX, USED, LAST_USES, NUMBERS,
)  # fmt: skip
