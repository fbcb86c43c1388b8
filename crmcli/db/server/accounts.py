"""PostgreSQL: log-ins are roles of the server, which functions create, change and end.

They belong to a role with CREATEROLE that nobody is a member of. An administrator of the company
calls them, by changing rows of ``operator``, ``login``, ``role`` and ``role_permission`` whose
triggers they are, and has no right over roles of the server.
"""

from __future__ import annotations

from crmcli.db.connect import PRIVATE_SCHEMA, SCHEMA
from crmcli.db.server.functions import ROLES, Function


def _function(schema: str, name: str, arguments: str, returns: str, body: str) -> Function:
    return Function(schema, name, arguments, returns, body, kind="VOLATILE", owner=ROLES)


GRANT = _function(
    PRIVATE_SCHEMA, "make_member", "who text, wanted text[]", "void",
    """
DECLARE
  prefix text := (SELECT c.prefix FROM crm_private.company c);
  one text;
BEGIN
  FOR one IN
    SELECT g.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
      JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = who AND g.rolname <> ALL (wanted)
      AND starts_with(g.rolname, prefix || ':')
  LOOP
    EXECUTE format('REVOKE %I FROM %I', one, who);
  END LOOP;
  FOR one IN
    SELECT w FROM unnest(wanted) w WHERE NOT EXISTS (
      SELECT 1 FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
        JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = who AND g.rolname = w)
  LOOP
    EXECUTE format('GRANT %I TO %I', one, who);
  END LOOP;
END
""",
)  # fmt: skip
BUNDLE = _function(
    PRIVATE_SCHEMA, "bundle", "key bigint", "text",
    """
DECLARE
  prefix text := (SELECT c.prefix FROM crm_private.company c);
  its_name text := prefix || ':role:' || key;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolname = its_name) THEN
    EXECUTE format('CREATE ROLE %I NOLOGIN', its_name);
  END IF;
  PERFORM crm_private.make_member(its_name, ARRAY(
    SELECT prefix || ':may:' || p.permission FROM crm.role_permission p
      JOIN crm.role r ON r.id = p.role_id AND r.active
     WHERE p.role_id = key
       AND EXISTS (SELECT 1 FROM pg_roles g WHERE g.rolname = prefix || ':may:' || p.permission)));
  RETURN its_name;
END
""",
)  # fmt: skip
FOLLOW = _function(
    PRIVATE_SCHEMA, "follow", "key bigint", "void",
    """
DECLARE
  prefix text := (SELECT c.prefix FROM crm_private.company c);
  it record;
  called text;
  wanted text[];
  usable boolean;
  until date;
BEGIN
  SELECT l.*, o.active AND o.kind = 'person' AS at_work, o.scope, o.dept_id, o.scope_dept_id,
      o.role_id AS of_role INTO it
    FROM crm.login l JOIN crm.operator o ON o.id = l.operator_id WHERE l.id = key;
  IF NOT FOUND OR it.account IS NULL THEN
    RETURN;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolname = it.account) THEN
    EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', it.account);
  END IF;
  called := it.name || '@' || prefix;
  IF called <> it.account THEN
    EXECUTE format('ALTER ROLE %I RENAME TO %I', it.account, called);
    UPDATE crm.login l SET account = called WHERE l.id = key;
    it.account := called;
  END IF;
  usable := it.at_work AND it.revoked_at IS NULL;
  EXECUTE format('ALTER ROLE %I INHERIT CONNECTION LIMIT 20 %s '
    'VALID UNTIL %L', it.account, CASE WHEN usable THEN 'LOGIN' ELSE 'NOLOGIN' END,
    coalesce(it.expires_at::text, 'infinity'));
  EXECUTE format('ALTER ROLE %I SET search_path = crm', it.account);
  IF NOT usable THEN
    wanted := ARRAY[]::text[];
  ELSE
    wanted := ARRAY[prefix || ':base'];
    IF it.scope = 'all' THEN
      wanted := wanted || (prefix || ':scope:all');
    ELSIF it.scope IN ('department', 'subtree', 'region') THEN
      wanted := wanted || (prefix || ':scope:people');
    ELSE
      wanted := wanted || (prefix || ':scope:own');
    END IF;
    wanted := wanted || ARRAY(SELECT DISTINCT prefix || ':scope:' || m
      FROM unnest(crm_private.more_scopes(it.operator_id)) m);
    until := crm_private.lent_until(it.operator_id);
    IF it.lent_until IS DISTINCT FROM until THEN
      UPDATE crm.login l SET lent_until = until WHERE l.id = key;
    END IF;
    IF it.role_id IS NULL AND it.of_role IS NOT NULL AND until IS NULL THEN
      wanted := wanted || crm_private.bundle(it.of_role);
    ELSE
      wanted := wanted || ARRAY(SELECT prefix || ':may:' || p
        FROM unnest(crm_private.permissions_of(key)) p
       WHERE EXISTS (SELECT 1 FROM pg_roles g WHERE g.rolname = prefix || ':may:' || p));
    END IF;
  END IF;
  PERFORM crm_private.make_member(it.account, wanted);
END
""",
)  # fmt: skip
END_SESSIONS = _function(
    PRIVATE_SCHEMA, "end_sessions", "account text", "void",
    """
BEGIN
  PERFORM pg_terminate_backend(a.pid) FROM pg_stat_activity a
    WHERE a.usename = account AND a.pid <> pg_backend_pid();
END
""",
)  # fmt: skip
OPERATOR_CHANGED = _function(
    PRIVATE_SCHEMA, "operator_changed", "", "trigger",
    """
DECLARE
  it record;
BEGIN
  IF NEW.id = crm_private.me() AND (
      (NEW.role_id, NEW.scope, NEW.scope_dept_id) IS DISTINCT FROM
      (OLD.role_id, OLD.scope, OLD.scope_dept_id) OR (OLD.scope <> 'all'
        AND (NEW.dept_id, NEW.region_id) IS DISTINCT FROM (OLD.dept_id, OLD.region_id))) THEN
    RAISE insufficient_privilege USING MESSAGE = 'crm: nobody changes their own role or scope';
  END IF;
  FOR it IN SELECT l.id, l.account FROM crm.login l WHERE l.operator_id = NEW.id LOOP
    PERFORM crm_private.follow(it.id);
    IF NEW.id IS DISTINCT FROM crm_private.me() THEN
      PERFORM crm_private.end_sessions(it.account);
    END IF;
  END LOOP;
  PERFORM crm_private.follow(l.id) FROM crm.login l
    WHERE l.operator_id IN (SELECT x.borrower_id FROM crm.loan x
      WHERE x.lender_id = NEW.id AND NOT x.ended);
  RETURN NULL;
END
""",
)  # fmt: skip
LOGIN_CHANGED = _function(
    PRIVATE_SCHEMA, "login_changed", "", "trigger",
    """
BEGIN
  PERFORM crm_private.follow(NEW.id);
  PERFORM crm_private.end_sessions(NEW.account);
  RETURN NULL;
END
""",
)  # fmt: skip
LOAN_CHANGED = _function(
    PRIVATE_SCHEMA, "loan_changed", "", "trigger",
    """
BEGIN
  PERFORM crm_private.follow(l.id) FROM crm.login l WHERE l.operator_id = NEW.borrower_id;
  RETURN NULL;
END
""",
)  # fmt: skip
SHARE_CHANGED = _function(
    PRIVATE_SCHEMA, "share_changed", "", "trigger",
    """
BEGIN
  PERFORM crm_private.follow(l.id) FROM crm.login l JOIN crm.operator o ON o.id = l.operator_id
    WHERE o.id = NEW.with_id OR o.dept_id = NEW.with_dept_id;
  RETURN NULL;
END
""",
)  # fmt: skip
RENEW = _function(
    SCHEMA, "renew", "", "boolean",
    """
DECLARE
  key bigint;
BEGIN
  SELECT l.id INTO key FROM crm.login l
   WHERE l.account = session_user AND l.lent_until < crm_private.today();
  IF FOUND THEN
    PERFORM crm_private.follow(key);
  END IF;
  RETURN key IS NOT NULL;
END
""",
)  # fmt: skip
"""What was lent is over, or begins: whoever is connected is given what holds from now on."""
ROLE_CHANGED = _function(
    PRIVATE_SCHEMA, "role_changed", "", "trigger",
    """
DECLARE
  prefix text := (SELECT c.prefix FROM crm_private.company c);
  image jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
  key bigint := (image ->> CASE TG_TABLE_NAME WHEN 'role' THEN 'id' ELSE 'role_id' END)::bigint;
  granted text := prefix || ':may:' || (image ->> 'permission');
  it record;
BEGIN
  IF TG_TABLE_NAME = 'role' THEN
    PERFORM crm_private.bundle(key);
  ELSIF EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolname = granted) THEN
    EXECUTE format(CASE TG_OP WHEN 'DELETE' THEN 'REVOKE %I FROM %I' ELSE 'GRANT %I TO %I' END,
      granted, prefix || ':role:' || key);
  END IF;
  FOR it IN SELECT l.id FROM crm.login l JOIN crm.operator o ON o.id = l.operator_id
      WHERE ((l.role_id IS NOT NULL OR l.lent_until IS NOT NULL)
          AND (l.role_id = key OR o.role_id = key))
        OR EXISTS (SELECT 1 FROM crm.loan x JOIN crm.operator y ON y.id = x.lender_id
          WHERE x.borrower_id = o.id AND NOT x.ended AND y.role_id = key) LOOP
    PERFORM crm_private.follow(it.id);
  END LOOP;
  RETURN NULL;
END
""",
)  # fmt: skip
_CHECK_VERIFIER = """
  IF verifier !~ '^SCRAM-SHA-256\\$' THEN
    RAISE invalid_parameter_value USING MESSAGE = 'crm: a SCRAM verifier is needed';
  END IF;
"""
SET_VERIFIER = _function(
    SCHEMA, "set_verifier", "key bigint, verifier text", "text",
    f"""
DECLARE
  prefix text := (SELECT c.prefix FROM crm_private.company c);
  it record;
BEGIN
  SELECT l.id, l.kind, l.name, l.account, l.revoked_at INTO it FROM crm.login l WHERE l.id = key;
  IF NOT FOUND OR NOT crm_private.may(CASE it.kind WHEN 'token' THEN 'token.create'
      ELSE 'password.reset' END) THEN
    RAISE insufficient_privilege USING MESSAGE = 'crm: not allowed';
  END IF;
  {_CHECK_VERIFIER}
  IF it.account IS NULL THEN
    IF octet_length(it.name || '@' || prefix) > 63 THEN
      RAISE invalid_parameter_value USING MESSAGE = 'crm: the name is too long for a log-in';
    END IF;
    UPDATE crm.login l SET account = l.name || '@' || prefix WHERE l.id = key
      RETURNING l.account INTO it.account;
  END IF;
  PERFORM crm_private.follow(key);
  EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L', it.account, verifier);
  PERFORM crm_private.end_sessions(it.account);
  RETURN it.account;
END
""",
)  # fmt: skip
LET_IN = _function(
    PRIVATE_SCHEMA, "let_in", "key bigint, verifier text", "text",
    """
DECLARE
  called text;
BEGIN
  UPDATE crm.login l SET account = l.name || '@' || (SELECT c.prefix FROM crm_private.company c)
   WHERE l.id = key AND l.account IS NULL;
  PERFORM crm_private.follow(key);
  SELECT l.account INTO called FROM crm.login l WHERE l.id = key;
  EXECUTE format('ALTER ROLE %I LOGIN', called);
  IF verifier IS NOT NULL THEN
    EXECUTE format('ALTER ROLE %I PASSWORD %L', called, verifier);
  END IF;
  RETURN called;
END
""",
)  # fmt: skip
SET_OWN_VERIFIER = _function(
    SCHEMA, "set_own_verifier", "verifier text", "void",
    f"""
DECLARE
  it record;
BEGIN
  SELECT l.id, l.account INTO it FROM crm.login l
   WHERE l.account = session_user AND l.kind = 'person' AND l.revoked_at IS NULL;
  IF NOT FOUND THEN
    RAISE insufficient_privilege USING MESSAGE = 'crm: not allowed';
  END IF;
  {_CHECK_VERIFIER}
  EXECUTE format('ALTER ROLE %I PASSWORD %L', it.account, verifier);
  UPDATE crm.login l SET must_change = false WHERE l.id = it.id AND l.must_change;
  PERFORM crm_private.end_sessions(it.account);
END
""",
)  # fmt: skip

ALL: tuple[Function, ...] = (
    GRANT, BUNDLE, FOLLOW, END_SESSIONS, OPERATOR_CHANGED, LOGIN_CHANGED, ROLE_CHANGED,
    SET_VERIFIER, LET_IN, SET_OWN_VERIFIER, LOAN_CHANGED, SHARE_CHANGED, RENEW,
)  # fmt: skip

TRIGGERS = (
    (
        "authority_operator", "operator",
        "AFTER UPDATE OF code, active, role_id, scope, scope_dept_id, dept_id, region_id",
        OPERATOR_CHANGED,
    ),
    (
        "authority_login", "login",
        "AFTER UPDATE OF name, role_id, must_change, expires_at, revoked_at, epoch",
        LOGIN_CHANGED,
    ),
    ("authority_loan", "loan", "AFTER INSERT OR UPDATE", LOAN_CHANGED),
    ("authority_share", "share", "AFTER INSERT", SHARE_CHANGED),
    ("authority_role", "role", "AFTER INSERT OR UPDATE OF active", ROLE_CHANGED),
    (
        "authority_permission", "role_permission",
        "AFTER INSERT OR UPDATE OR DELETE",
        ROLE_CHANGED,
    ),
)  # fmt: skip
"""Name, table, when, and which function."""
