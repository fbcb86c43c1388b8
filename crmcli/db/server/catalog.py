"""PostgreSQL: what the catalogs say of everything that authority rests on."""

from __future__ import annotations

from typing import Any

from crmcli.db.connect import LOG_SCHEMA, PRIVATE_SCHEMA, SCHEMA
from crmcli.db.server import cluster

Facts = dict[tuple[str, str], str]
OURS = f"('{SCHEMA}', '{LOG_SCHEMA}', '{PRIVATE_SCHEMA}')"
LARGE = ", ".join(f'"{one}"' for one in cluster.LARGE_OBJECTS)
QUERIES = {
    "policy": f"""
SELECT format('%s.%s', p.tablename, p.policyname),
  concat_ws(' ', p.permissive, p.cmd, p.roles::text, 'using', p.qual, 'check', p.with_check)
 FROM pg_policies p WHERE p.schemaname IN {OURS}
""",
    "row security": f"""
SELECT c.oid::regclass::text, concat(c.relrowsecurity, ' forced ', c.relforcerowsecurity)
 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname IN {OURS} AND c.relkind = 'r'
""",
    "grant": f"""
SELECT format('%s to %s', t.name, coalesce(r.rolname, 'PUBLIC')),
  string_agg(t.privilege, ' ' ORDER BY t.privilege)
 FROM (
  SELECT c.oid::regclass::text AS name, a.grantee, a.privilege_type
      || CASE WHEN a.is_grantable THEN '*' ELSE '' END AS privilege
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) a
   WHERE n.nspname IN {OURS} AND c.relkind IN ('r', 'v', 'S')
  UNION ALL
  SELECT format('%s (%s)', c.oid::regclass, t.attname), a.grantee, a.privilege_type
   FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid
   JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(t.attacl) a
   WHERE n.nspname IN {OURS}
  UNION ALL
  SELECT format('schema %s', n.nspname), a.grantee, a.privilege_type
   FROM pg_namespace n, aclexplode(n.nspacl) a WHERE n.nspname IN {OURS} OR n.nspname = 'public'
  UNION ALL
  SELECT format('database %s', d.datname), a.grantee, a.privilege_type
   FROM pg_database d, aclexplode(d.datacl) a WHERE d.datname = current_database()
  UNION ALL
  SELECT p.oid::regprocedure::text, a.grantee, a.privilege_type
   FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace,
     aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
   WHERE n.nspname IN {OURS} OR p.oid = ANY('{{{LARGE}}}'::regprocedure[])
 ) t LEFT JOIN pg_roles r ON r.oid = t.grantee GROUP BY 1
""",
    "owner": f"""
SELECT c.oid::regclass::text, c.relowner::regrole::text
 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname IN {OURS} AND c.relkind IN ('r', 'v')
UNION ALL
SELECT p.oid::regprocedure::text, p.proowner::regrole::text
 FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname IN {OURS}
""",
    "trigger": f"""
SELECT format('%s.%s', c.oid::regclass, t.tgname),
  concat(t.tgenabled, ' ', pg_get_triggerdef(t.oid))
 FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN {OURS} AND NOT t.tgisinternal
""",
    "function": f"""
SELECT p.oid::regprocedure::text, md5(pg_get_functiondef(p.oid)) || ' definer '
  || p.prosecdef || ' ' || coalesce(p.proconfig::text, '')
 FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname IN {OURS}
""",
    "view": f"""
SELECT c.oid::regclass::text, md5(pg_get_viewdef(c.oid)) || ' ' || coalesce(c.reloptions::text, '')
 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname IN {OURS} AND c.relkind = 'v'
""",
}
ROLES = """
SELECT r.rolname, concat_ws(' ', CASE WHEN r.rolsuper THEN 'superuser' END,
  CASE WHEN r.rolcreaterole THEN 'createrole' END, CASE WHEN r.rolcreatedb THEN 'createdb' END,
  CASE WHEN r.rolbypassrls THEN 'bypassrls' END, CASE WHEN r.rolreplication THEN 'replication' END,
  CASE WHEN r.rolcanlogin AND r.rolname LIKE '%%:%%' THEN 'login' END,
  'in', (SELECT string_agg(g.rolname, ', ' ORDER BY g.rolname) FROM pg_auth_members m
    JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid))
 FROM pg_roles r
 WHERE starts_with(r.rolname, %(groups)s)
    OR r.rolname IN (SELECT l.account FROM crm.login l)
"""


def facts(raw: Any, prefix: str) -> Facts:
    """Everything that decides who sees and does what, by kind and name."""
    found: Facts = {}
    for kind, query in QUERIES.items():
        found.update({(kind, str(name)): str(what) for name, what in raw.execute(query)})
    for name, what in raw.execute(ROLES, {"groups": f"{prefix}:"}):
        found["role", str(name)] = str(what)
    return found
