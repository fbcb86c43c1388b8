"""PostgreSQL: phones, e-mails and identity numbers, which nobody reads but through these."""

from __future__ import annotations

from crmcli.db.server.functions import Function, private, public

MASKED = private(
    "masked", "value text", "text",
    """
BEGIN
  RETURN CASE
    WHEN value IS NULL THEN NULL
    WHEN position('@' IN value) > 0
      THEN left(value, least(1, position('@' IN value) - 1)) || '***@'
        || substr(value, position('@' IN value) + 1)
    WHEN length(value) >= 11 THEN left(value, 3) || '****' || right(value, 4)
    WHEN length(value) >= 8 THEN left(value, 2) || '****' || right(value, 2)
    WHEN length(value) >= 5 THEN '****' || right(value, 2)
    ELSE '****' END;
END
""",
    kind="IMMUTABLE PARALLEL SAFE",
)  # fmt: skip
MOST = 20
"""So many numbers are looked for at once by who may neither reveal nor bring lists in."""
TRYING = private(
    "refuse_trying", "numbers bigint", "void",
    f"""
BEGIN
  IF (numbers > {MOST} AND NOT (crm_private.may('contact.reveal')
      OR crm_private.may('customer.import') OR crm_private.may('contact.import')))
    OR (current_setting('transaction_read_only') = 'on' AND NOT pg_is_in_recovery()) THEN
    RAISE insufficient_privilege USING MESSAGE = 'crm: not allowed';
  END IF;
END
""",
)  # fmt: skip
"""A hidden number is not found out by trying them all."""
FIND_POINTS = public(
    "find_points", "whole text[], tails text[], kinds text[]",
    "TABLE (customer_id bigint, contact_id bigint, normalised text)",
    """
BEGIN
  PERFORM crm_private.refuse_trying(cardinality(whole) + cardinality(tails));
  RETURN QUERY SELECT p.customer_id, p.contact_id,
    CASE WHEN p.normalised = ANY (whole) THEN p.normalised::text END
  FROM crm.contact_point p
   WHERE p.kind = ANY (kinds) AND (p.normalised = ANY (whole)
       OR split_part(p.normalised, '-', 1) = ANY (whole) OR EXISTS (
       SELECT 1 FROM unnest(tails) t
        WHERE length(t) IN (4, 7, 8) AND (right(p.normalised, length(t)) = t
          OR right(split_part(p.normalised, '-', 1), length(t)) = t)))
     AND crm_private.sees_customer(p.owner_id, p.dept_id, p.customer_id);
END
""",
)  # fmt: skip
SAME_POINTS = public(
    "same_points", "customer bigint, contact bigint, its_kind text, wanted text[]", "boolean",
    """
BEGIN
  PERFORM crm_private.refuse_trying(cardinality(wanted));
  RETURN (SELECT coalesce(array_agg(p.raw ORDER BY p.id), ARRAY[]::text[]) = wanted
    FROM crm.contact_point p
   WHERE p.customer_id = customer AND p.contact_id IS NOT DISTINCT FROM contact
     AND p.kind = its_kind AND crm_private.sees_customer(p.owner_id, p.dept_id, p.customer_id));
END
""",
)  # fmt: skip
REVEAL = public(
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
     WHERE d.id = key AND crm_private.sees_customer(d.owner_id, d.dept_id, d.customer_id);
  ELSIF noun = 'customer' THEN
    SELECT jsonb_build_object('identity_number', c.identity_number,
        'billing_phone', c.billing_phone, 'points', coalesce((
          SELECT jsonb_agg(jsonb_build_array(p.contact_id, p.kind, p.raw) ORDER BY p.id)
            FROM crm.contact_point p WHERE p.customer_id = c.id), '[]'::jsonb)), c.code
      INTO found, called FROM crm.customer c
     WHERE c.id = key AND crm_private.sees_customer(c.owner_id, c.dept_id, c.id);
  ELSIF noun = 'contact' THEN
    SELECT jsonb_build_object('points', coalesce((
        SELECT jsonb_agg(jsonb_build_array(p.contact_id, p.kind, p.raw) ORDER BY p.id)
          FROM crm.contact_point p WHERE p.contact_id = c.id), '[]'::jsonb)), c.code
      INTO found, called FROM crm.contact c
     WHERE c.id = key AND crm_private.sees_customer(c.owner_id, c.dept_id, c.customer_id);
  END IF;
  IF found IS NOT NULL THEN
    PERFORM crm.begin_operation('contact.reveal', at, NULL,
      jsonb_build_object('noun', noun, 'code', called));
    RAISE LOG 'crm: % reveals % %', session_user, noun, called;
  END IF;
  RETURN found;
END
""",
    kind="VOLATILE",
)  # fmt: skip
COPY_PHONE = private(
    "copy_phone", "", "trigger",
    """
DECLARE
  kind text := split_part(substr(NEW.phone, 2), ':', 1);
  key bigint := split_part(NEW.phone, ':', 2)::bigint;
BEGIN
  IF kind = 'order' THEN
    SELECT d.phone INTO NEW.phone FROM crm.sales_order d
     WHERE d.id = key AND d.customer_id = NEW.customer_id
       AND crm_private.sees_customer(d.owner_id, d.dept_id, d.customer_id);
  ELSE
    SELECT string_agg(p.raw, ' / ' ORDER BY p.id) INTO NEW.phone FROM crm.contact_point p
     WHERE p.customer_id = NEW.customer_id AND p.kind IN ('mobile', 'phone')
       AND (p.contact_id IS NULL OR p.contact_id = key)
       AND crm_private.sees_customer(p.owner_id, p.dept_id, p.customer_id)
     GROUP BY p.contact_id, p.kind
     ORDER BY p.contact_id IS NULL, (p.kind = 'mobile') <> (p.contact_id IS NULL) DESC LIMIT 1;
  END IF;
  NEW.phone_masked := crm_private.masked(NEW.phone);
  RETURN NEW;
END
""",
    kind="VOLATILE",
)  # fmt: skip
FIND_IDENTITIES = public(
    "find_identities", "wanted text[]", "TABLE (identity_number text, id bigint)",
    """
BEGIN
  PERFORM crm_private.refuse_trying(cardinality(wanted));
  RETURN QUERY SELECT c.identity_number::text, c.id FROM crm.customer c
   WHERE c.identity_number = ANY (wanted)
     AND crm_private.sees_customer(c.owner_id, c.dept_id, c.id);
END
""",
)  # fmt: skip

ALL: tuple[Function, ...] = (
    MASKED, TRYING, FIND_POINTS, SAME_POINTS, REVEAL, COPY_PHONE, FIND_IDENTITIES,
)  # fmt: skip
