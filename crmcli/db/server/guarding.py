"""PostgreSQL: triggers that refuse what column grants cannot tell apart.

They are asked for what an operator writes directly; what functions of the server do is checked by
these.
"""

from __future__ import annotations

from crmcli.db.connect import PRIVATE_SCHEMA, SCHEMA
from crmcli.db.rights import FIXED_ROLE
from crmcli.db.scope import LONGEST_LOAN
from crmcli.db.server.functions import Function, private

_REFUSED = "RAISE insufficient_privilege USING MESSAGE = 'crm: not allowed'"


def _guard(name: str, body: str) -> Function:
    return private(name, "", "trigger", body, kind="VOLATILE")


IS_LOGIN = private(
    "is_login", "", "boolean",
    "SELECT EXISTS (SELECT 1 FROM crm.login l WHERE l.account = session_user)",
)  # fmt: skip
GUARD_OPERATOR = _guard(
    "guard_operator",
    f"""
DECLARE
  needed text[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY['operator.create', 'operator.import']
    WHEN 'UPDATE' THEN ARRAY['operator.update', 'operator.import']
    ELSE ARRAY['operator.delete'] END;
  its_kind text := CASE TG_OP WHEN 'INSERT' THEN NEW.kind ELSE OLD.kind END;
BEGIN
  IF crm_private.is_login() AND its_kind = 'person' AND NOT crm_private.may_any(needed) THEN
    {_REFUSED};
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
""",
)
GUARD_LOGIN = _guard(
    "guard_login",
    f"""
DECLARE
  prefix text := (SELECT c.prefix FROM crm_private.company c);
BEGIN
  IF NOT crm_private.is_login() THEN
    RETURN NEW;
  END IF;
  IF octet_length(NEW.name || '@' || prefix) > 63 THEN
    RAISE invalid_parameter_value USING MESSAGE = 'crm: the name is too long for a log-in';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.kind = 'token' AND NOT crm_private.may('token.create') THEN
      {_REFUSED};
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.kind, NEW.operator_id, NEW.role_id, NEW.expires_at) IS DISTINCT FROM
      (OLD.kind, OLD.operator_id, OLD.role_id, OLD.expires_at)
    OR (OLD.must_change AND NOT NEW.must_change) OR NEW.epoch < OLD.epoch
    OR (NEW.revoked_at IS DISTINCT FROM OLD.revoked_at AND (OLD.revoked_at IS NOT NULL
      OR NEW.kind <> 'token' OR NOT crm_private.may('token.revoke')))
    OR (NEW.name <> OLD.name AND (NEW.kind <> 'person'
      OR NOT crm_private.may_any(ARRAY['operator.update', 'operator.import']))) THEN
    {_REFUSED};
  END IF;
  RETURN NEW;
END
""",
)
GUARD_ROLE = _guard(
    "guard_role",
    f"""
DECLARE
  image jsonb := CASE TG_OP WHEN 'INSERT' THEN to_jsonb(NEW) ELSE to_jsonb(OLD) END;
  key bigint := (image ->> CASE TG_TABLE_NAME WHEN 'role' THEN 'id' ELSE 'role_id' END)::bigint;
BEGIN
  IF crm_private.is_login() AND (
      EXISTS (SELECT 1 FROM crm.role r WHERE r.id = key AND r.code = '{FIXED_ROLE}')
      OR EXISTS (SELECT 1 FROM crm.operator o WHERE o.id = crm_private.me() AND o.role_id = key))
  THEN
    {_REFUSED};
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
""",
)
GUARD_PAYMENT = _guard(
    "guard_payment",
    f"""
BEGIN
  IF NOT crm_private.is_login() THEN
    RETURN NEW;
  END IF;
  IF NEW.reverses_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM crm.payment p
      WHERE p.id = NEW.reverses_id AND p.customer_id = NEW.customer_id
        AND crm_private.sees_customer(p.owner_id, p.dept_id, p.customer_id)) THEN
    {_REFUSED};
  END IF;
  IF (NEW.status = 'reversal'
      AND NOT crm_private.may_any(ARRAY['payment.void', 'opening.void']))
    OR (NEW.kind = 'refund' AND NOT crm_private.may_any(ARRAY['payment.refund', 'payment.void']))
    OR (NEW.claims_id IS NOT NULL
      AND NOT crm_private.may_any(ARRAY['payment.claim', 'payment.void'])) THEN
    {_REFUSED};
  END IF;
  RETURN NEW;
END
""",
)
GUARD_LOAN = _guard(
    "guard_loan",
    f"""
DECLARE
  me bigint := crm_private.me();
BEGIN
  IF NOT crm_private.is_login() THEN
    RETURN NEW;
  END IF;
  IF NEW.borrower_id = me OR NEW.ends_on > crm_private.today() + {LONGEST_LOAN}
      OR (TG_OP = 'UPDATE' AND OLD.ended)
      OR NOT (crm_private.may('operator.lend')
        OR (NEW.lender_id = me AND NEW.what = 'approve'
          AND crm_private.may('approval.delegate')))
      OR (TG_OP = 'INSERT' AND NEW.what = 'approve' AND NOT (
        crm_private.decides(NEW.lender_id, NEW.begins_on, NEW.ends_on)
        AND crm_private.decides(NEW.borrower_id, NEW.begins_on, NEW.ends_on))) THEN
    {_REFUSED};
  END IF;
  IF NEW.lender_id <> me AND TG_OP = 'INSERT' AND (
      EXISTS (SELECT 1 FROM unnest(CASE NEW.what WHEN 'function' THEN ARRAY[NEW.lender_id]
          ELSE crm_private.people_of(NEW.lender_id) END) p
        JOIN crm.operator o ON o.id = p WHERE NOT crm_private.reaches(o.id, o.dept_id))
      OR (NEW.what = 'function'
        AND NOT crm_private.may_any(ARRAY[NEW.permission, 'role.update']))) THEN
    {_REFUSED};
  END IF;
  RETURN NEW;
END
""",
)
GUARD_SHARE = _guard(
    "guard_share",
    f"""
BEGIN
  IF crm_private.is_login() AND (NEW.ends_on > crm_private.today() + {LONGEST_LOAN}
      OR (TG_OP = 'UPDATE' AND OLD.ended)) THEN
    {_REFUSED};
  END IF;
  RETURN NEW;
END
""",
)
GUARD_RULE = _guard(
    "guard_rule",
    f"""
BEGIN
  IF crm_private.is_login() AND NEW.approver_id IS NOT NULL
      AND (TG_OP = 'INSERT' OR NEW.approver_id IS DISTINCT FROM OLD.approver_id)
      AND NOT crm_private.decides(NEW.approver_id, crm_private.today(), crm_private.today()) THEN
    {_REFUSED};
  END IF;
  RETURN NEW;
END
""",
)
GUARD_LEAVE = _guard(
    "guard_leave",
    f"""
DECLARE
  person bigint := CASE TG_OP WHEN 'INSERT' THEN NEW.operator_id ELSE OLD.operator_id END;
BEGIN
  IF crm_private.is_login() AND person <> crm_private.me()
      AND NOT crm_private.manages(person) AND NOT crm_private.may('operator.update') THEN
    {_REFUSED};
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
""",
)
GUARD_REGISTRATION = _guard(
    "guard_registration",
    f"""
DECLARE
  most integer := crm_private.number_set('registration_limit', 0);
BEGIN
  IF crm_private.is_login() AND (TG_OP = 'INSERT' OR NOT NEW.ended) AND (
      NEW.ends_on > crm_private.today() + crm_private.number_set('registration_days', 90)
      OR (TG_OP = 'UPDATE' AND OLD.ended)
      OR (TG_OP = 'INSERT' AND most > 0 AND (SELECT count(*) FROM crm.registration r
        WHERE r.owner_id = NEW.owner_id AND NOT r.ended
          AND r.ends_on >= crm_private.today()) >= most)) THEN
    {_REFUSED};
  END IF;
  RETURN NEW;
END
""",
)

ALL: tuple[Function, ...] = (
    IS_LOGIN, GUARD_OPERATOR, GUARD_LOGIN, GUARD_ROLE, GUARD_PAYMENT, GUARD_LOAN,
    GUARD_SHARE, GUARD_RULE, GUARD_LEAVE, GUARD_REGISTRATION,
)  # fmt: skip
TRIGGERS = (
    ("operator", "INSERT OR UPDATE OR DELETE", GUARD_OPERATOR),
    ("login", "INSERT OR UPDATE", GUARD_LOGIN),
    ("role", "UPDATE OF active, code OR DELETE", GUARD_ROLE),
    ("role_permission", "INSERT OR UPDATE OR DELETE", GUARD_ROLE),
    ("payment", "INSERT", GUARD_PAYMENT),
    ("loan", "INSERT OR UPDATE", GUARD_LOAN),
    ("leave", "INSERT OR DELETE", GUARD_LEAVE),
    ("approval_rule", "INSERT OR UPDATE", GUARD_RULE),
    ("share", "INSERT OR UPDATE", GUARD_SHARE),
    ("registration", "INSERT OR UPDATE", GUARD_REGISTRATION),
)


def triggers() -> list[str]:
    """What puts them in place, in order."""
    made = []
    for table, events, function in TRIGGERS:
        made.append(f"DROP TRIGGER IF EXISTS guard ON {SCHEMA}.{table}")
        made.append(
            f"CREATE TRIGGER guard BEFORE {events} ON {SCHEMA}.{table} FOR EACH ROW "
            "WHEN (session_user = current_user) "
            f"EXECUTE FUNCTION {PRIVATE_SCHEMA}.{function.name}()"
        )
        made.append(f"ALTER TABLE {SCHEMA}.{table} ENABLE ALWAYS TRIGGER guard")
    return made
