--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: crm; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA crm;


--
-- Name: log_change(); Type: FUNCTION; Schema: crm; Owner: -
--

CREATE FUNCTION crm.log_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'crm', 'pg_temp'
    SET "TimeZone" TO 'UTC'
    AS $$
DECLARE
  hidden text[] := TG_ARGV[2]::text[];
  old_row jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END;
  new_row jsonb := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END;
  whole jsonb := coalesce(new_row, old_row);
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT jsonb_object_agg(k, old_row -> k), jsonb_object_agg(k, new_row -> k)
      INTO old_row, new_row
      FROM jsonb_object_keys(whole) AS k
     WHERE k <> ALL (hidden) AND old_row -> k IS DISTINCT FROM new_row -> k;
    IF new_row IS NULL THEN
      RETURN NULL;
    END IF;
  END IF;
  INSERT INTO crm.log_entry
    (operation_id, change, table_name, row_id, root_table, root_id, old, new)
  VALUES (nullif(current_setting('crm.operation', true), '')::bigint, lower(TG_OP),
    TG_TABLE_NAME, (whole ->> 'id')::bigint, TG_ARGV[0], (whole ->> TG_ARGV[1])::bigint,
    old_row - hidden, new_row - hidden);
  RETURN NULL;
END $$;


--
-- Name: seal_log(); Type: FUNCTION; Schema: crm; Owner: -
--

CREATE FUNCTION crm.seal_log() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'the log cannot be changed';
END $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: alembic_version; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.alembic_version (
    version_num character varying(32) NOT NULL
);


--
-- Name: allocation; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.allocation (
    owner_id bigint NOT NULL,
    dept_id bigint NOT NULL,
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    payment_id bigint NOT NULL,
    order_id bigint,
    customer_id bigint NOT NULL,
    date date NOT NULL,
    amount bigint NOT NULL,
    opening_id bigint,
    draws_id bigint,
    CONSTRAINT ck_allocation_amount CHECK ((amount <> 0)),
    CONSTRAINT ck_allocation_target CHECK ((((
CASE
    WHEN (order_id IS NULL) THEN 0
    ELSE 1
END +
CASE
    WHEN (opening_id IS NULL) THEN 0
    ELSE 1
END) +
CASE
    WHEN (draws_id IS NULL) THEN 0
    ELSE 1
END) = 1))
);


--
-- Name: allocation_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.allocation ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.allocation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: channel; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.channel (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    sort_key text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL COLLATE pg_catalog."C",
    active boolean NOT NULL
);


--
-- Name: channel_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.channel ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.channel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: contact; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.contact (
    owner_id bigint NOT NULL,
    dept_id bigint NOT NULL,
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    sort_key text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL COLLATE pg_catalog."C",
    active boolean NOT NULL,
    customer_id bigint NOT NULL,
    salutation text COLLATE pg_catalog."C",
    category_id bigint,
    "position" text COLLATE pg_catalog."C",
    department text COLLATE pg_catalog."C",
    reports_to_id bigint,
    decision_role text COLLATE pg_catalog."C",
    is_primary boolean NOT NULL,
    birthday text COLLATE pg_catalog."C",
    birthday_key text COLLATE pg_catalog."C",
    remark text COLLATE pg_catalog."C",
    CONSTRAINT ck_contact_decision_role CHECK ((decision_role = ANY (ARRAY['decider'::text, 'influencer'::text, 'user'::text, 'handler'::text]))),
    CONSTRAINT ck_contact_reports_to CHECK ((reports_to_id <> id))
);


--
-- Name: contact_category; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.contact_category (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    sort_key text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL COLLATE pg_catalog."C",
    active boolean NOT NULL
);


--
-- Name: contact_category_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.contact_category ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.contact_category_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: contact_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.contact ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.contact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: contact_point; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.contact_point (
    owner_id bigint NOT NULL,
    dept_id bigint NOT NULL,
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    customer_id bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    raw text NOT NULL COLLATE pg_catalog."C",
    normalised text NOT NULL COLLATE pg_catalog."C",
    masked text NOT NULL COLLATE pg_catalog."C",
    contact_id bigint,
    CONSTRAINT ck_contact_point_kind CHECK ((kind = ANY (ARRAY['phone'::text, 'mobile'::text, 'fax'::text, 'email'::text, 'wechat'::text, 'wecom'::text, 'qq'::text])))
);


--
-- Name: contact_point_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.contact_point ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.contact_point_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: customer; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.customer (
    owner_id bigint NOT NULL,
    dept_id bigint NOT NULL,
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    sort_key text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL COLLATE pg_catalog."C",
    active boolean NOT NULL,
    type_id bigint,
    source_id bigint,
    industry_id bigint,
    level_id bigint,
    region_id bigint,
    lifecycle text NOT NULL COLLATE pg_catalog."C",
    remark text COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    short_name text COLLATE pg_catalog."C",
    name_core text NOT NULL COLLATE pg_catalog."C",
    province text COLLATE pg_catalog."C",
    city text COLLATE pg_catalog."C",
    district text COLLATE pg_catalog."C",
    postcode text COLLATE pg_catalog."C",
    address text COLLATE pg_catalog."C",
    website text COLLATE pg_catalog."C",
    tax_number text COLLATE pg_catalog."C",
    identity_number text COLLATE pg_catalog."C",
    credit_limit bigint,
    payment_terms text COLLATE pg_catalog."C",
    lifecycle_reason text COLLATE pg_catalog."C",
    progress_id bigint,
    staff bigint,
    turnover bigint,
    age_band text COLLATE pg_catalog."C",
    occupation text COLLATE pg_catalog."C",
    needs text COLLATE pg_catalog."C",
    needs_on date,
    billing_name text COLLATE pg_catalog."C",
    billing_bank text COLLATE pg_catalog."C",
    billing_account text COLLATE pg_catalog."C",
    billing_address text COLLATE pg_catalog."C",
    billing_phone text COLLATE pg_catalog."C",
    reserved boolean NOT NULL,
    CONSTRAINT ck_customer_kind CHECK ((kind = ANY (ARRAY['organisation'::text, 'person'::text]))),
    CONSTRAINT ck_customer_lifecycle CHECK ((lifecycle = ANY (ARRAY['prospect'::text, 'visited'::text, 'buyer'::text, 'lost'::text])))
);


--
-- Name: customer_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.customer ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.customer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: customer_type; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.customer_type (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    sort_key text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL COLLATE pg_catalog."C",
    active boolean NOT NULL
);


--
-- Name: customer_type_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.customer_type ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.customer_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: department; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.department (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    sort_key text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL COLLATE pg_catalog."C",
    active boolean NOT NULL,
    parent_id bigint
);


--
-- Name: department_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.department ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.department_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: followup; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.followup (
    owner_id bigint NOT NULL,
    dept_id bigint NOT NULL,
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    number text NOT NULL COLLATE pg_catalog."C",
    customer_id bigint NOT NULL,
    contact_id bigint,
    order_id bigint,
    channel_id bigint NOT NULL,
    template_id bigint,
    author_id bigint NOT NULL,
    contacted_at timestamp with time zone NOT NULL,
    late boolean NOT NULL,
    corrected_at timestamp with time zone,
    participants text COLLATE pg_catalog."C",
    content text NOT NULL COLLATE pg_catalog."C",
    result text COLLATE pg_catalog."C",
    next_step text COLLATE pg_catalog."C",
    next_on date,
    search_text text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: followup_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.followup ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.followup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: followup_template; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.followup_template (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    sort_key text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL COLLATE pg_catalog."C",
    active boolean NOT NULL,
    channel_id bigint,
    required text NOT NULL COLLATE pg_catalog."C",
    content text COLLATE pg_catalog."C"
);


--
-- Name: followup_template_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.followup_template ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.followup_template_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: former_name; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.former_name (
    owner_id bigint NOT NULL,
    dept_id bigint NOT NULL,
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    customer_id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: former_name_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.former_name ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.former_name_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: industry; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.industry (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    sort_key text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL COLLATE pg_catalog."C",
    active boolean NOT NULL
);


--
-- Name: industry_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.industry ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.industry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: level; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.level (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    sort_key text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL COLLATE pg_catalog."C",
    active boolean NOT NULL
);


--
-- Name: level_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.level ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.level_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: log_entry; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.log_entry (
    id bigint NOT NULL,
    operation_id bigint NOT NULL,
    change text NOT NULL COLLATE pg_catalog."C",
    table_name text NOT NULL COLLATE pg_catalog."C",
    row_id bigint NOT NULL,
    root_table text NOT NULL COLLATE pg_catalog."C",
    root_id bigint NOT NULL,
    old jsonb,
    new jsonb,
    CONSTRAINT ck_log_entry_change CHECK ((change = ANY (ARRAY['insert'::text, 'update'::text, 'delete'::text])))
);


--
-- Name: log_entry_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.log_entry ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.log_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: number_counter; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.number_counter (
    id bigint NOT NULL,
    rule_id bigint NOT NULL,
    period text NOT NULL COLLATE pg_catalog."C",
    last bigint NOT NULL
);


--
-- Name: number_counter_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.number_counter ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.number_counter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: number_rule; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.number_rule (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    noun text NOT NULL COLLATE pg_catalog."C",
    pattern text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: number_rule_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.number_rule ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.number_rule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: opening_balance; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.opening_balance (
    owner_id bigint NOT NULL,
    dept_id bigint NOT NULL,
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    number text NOT NULL COLLATE pg_catalog."C",
    date date NOT NULL,
    due_date date NOT NULL,
    status text NOT NULL COLLATE pg_catalog."C",
    customer_id bigint NOT NULL,
    amount bigint NOT NULL,
    remark text COLLATE pg_catalog."C",
    reason text COLLATE pg_catalog."C",
    CONSTRAINT ck_opening_balance_amount CHECK ((amount > 0)),
    CONSTRAINT ck_opening_balance_status CHECK ((status = ANY (ARRAY['confirmed'::text, 'void'::text])))
);


--
-- Name: opening_balance_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.opening_balance ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.opening_balance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: operation; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.operation (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    operator_id bigint NOT NULL,
    action text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: operation_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.operation ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.operation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: operator; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.operator (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    sort_key text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL COLLATE pg_catalog."C",
    active boolean NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    dept_id bigint NOT NULL,
    region_id bigint,
    personnel_type_id bigint,
    position_id bigint,
    manager_id bigint,
    CONSTRAINT ck_operator_kind CHECK ((kind = ANY (ARRAY['person'::text, 'pool'::text])))
);


--
-- Name: operator_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.operator ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.operator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: order_line; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.order_line (
    owner_id bigint NOT NULL,
    dept_id bigint NOT NULL,
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    order_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    line bigint NOT NULL,
    product_id bigint,
    product_name text COLLATE pg_catalog."C",
    unit text COLLATE pg_catalog."C",
    quantity bigint NOT NULL,
    price bigint NOT NULL,
    discount bigint NOT NULL,
    tax_rate bigint NOT NULL,
    amount bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    remark text COLLATE pg_catalog."C",
    CONSTRAINT ck_order_line_kind CHECK ((kind = ANY (ARRAY['product'::text, 'gift'::text, 'freight'::text, 'rounding'::text]))),
    CONSTRAINT ck_order_line_product CHECK (((product_id IS NULL) = (kind = ANY (ARRAY['freight'::text, 'rounding'::text])))),
    CONSTRAINT ck_order_line_sign CHECK ((((amount < 0) = (kind = 'rounding'::text)) AND ((kind <> 'gift'::text) OR (amount = 0))))
);


--
-- Name: order_line_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.order_line ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.order_line_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payment; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.payment (
    owner_id bigint NOT NULL,
    dept_id bigint NOT NULL,
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    number text NOT NULL COLLATE pg_catalog."C",
    date date NOT NULL,
    status text NOT NULL COLLATE pg_catalog."C",
    customer_id bigint NOT NULL,
    payer text NOT NULL COLLATE pg_catalog."C",
    method_id bigint,
    handler_id bigint NOT NULL,
    amount bigint NOT NULL,
    reverses_id bigint,
    remark text COLLATE pg_catalog."C",
    reason text COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    account_id bigint,
    bank_reference text COLLATE pg_catalog."C",
    claims_id bigint,
    CONSTRAINT ck_payment_claims CHECK (((claims_id IS NOT NULL) = ((kind = 'claim'::text) AND (status <> 'reversal'::text)))),
    CONSTRAINT ck_payment_kind CHECK ((kind = ANY (ARRAY['receipt'::text, 'refund'::text, 'opening'::text, 'claim'::text]))),
    CONSTRAINT ck_payment_method CHECK (((method_id IS NULL) = (kind = 'opening'::text))),
    CONSTRAINT ck_payment_reverses CHECK (((reverses_id IS NOT NULL) = (status = 'reversal'::text))),
    CONSTRAINT ck_payment_sign CHECK (((amount <> 0) AND ((kind = 'claim'::text) OR ((amount < 0) = ((kind = 'refund'::text) <> (status = 'reversal'::text)))))),
    CONSTRAINT ck_payment_status CHECK ((status = ANY (ARRAY['pending'::text, 'confirmed'::text, 'rejected'::text, 'void'::text, 'reversal'::text]))),
    CONSTRAINT ck_payment_waits CHECK (((kind = 'receipt'::text) OR (status <> ALL (ARRAY['pending'::text, 'rejected'::text]))))
);


--
-- Name: payment_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.payment ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.payment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payment_method; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.payment_method (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    sort_key text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL COLLATE pg_catalog."C",
    active boolean NOT NULL
);


--
-- Name: payment_method_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.payment_method ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.payment_method_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: pending_allocation; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.pending_allocation (
    owner_id bigint NOT NULL,
    dept_id bigint NOT NULL,
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    payment_id bigint NOT NULL,
    order_id bigint,
    opening_id bigint,
    customer_id bigint NOT NULL,
    amount bigint NOT NULL,
    CONSTRAINT ck_pending_allocation_amount CHECK ((amount > 0)),
    CONSTRAINT ck_pending_allocation_target CHECK (((
CASE
    WHEN (order_id IS NULL) THEN 0
    ELSE 1
END +
CASE
    WHEN (opening_id IS NULL) THEN 0
    ELSE 1
END) = 1))
);


--
-- Name: pending_allocation_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.pending_allocation ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.pending_allocation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: period_lock; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.period_lock (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    closed_through text NOT NULL COLLATE pg_catalog."C",
    reason text COLLATE pg_catalog."C"
);


--
-- Name: period_lock_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.period_lock ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.period_lock_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: personnel_type; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.personnel_type (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    sort_key text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL COLLATE pg_catalog."C",
    active boolean NOT NULL
);


--
-- Name: personnel_type_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.personnel_type ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.personnel_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: position; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm."position" (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    sort_key text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL COLLATE pg_catalog."C",
    active boolean NOT NULL
);


--
-- Name: position_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm."position" ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.position_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: product; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.product (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    sort_key text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL COLLATE pg_catalog."C",
    active boolean NOT NULL,
    spec text COLLATE pg_catalog."C",
    unit text COLLATE pg_catalog."C",
    category text COLLATE pg_catalog."C",
    price bigint NOT NULL,
    tax_rate bigint NOT NULL,
    cost bigint
);


--
-- Name: product_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.product ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.product_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: progress; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.progress (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    sort_key text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL COLLATE pg_catalog."C",
    active boolean NOT NULL
);


--
-- Name: progress_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.progress ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.progress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: receiving_account; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.receiving_account (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    sort_key text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL COLLATE pg_catalog."C",
    active boolean NOT NULL
);


--
-- Name: receiving_account_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.receiving_account ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.receiving_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: region; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.region (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    sort_key text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL COLLATE pg_catalog."C",
    active boolean NOT NULL,
    parent_id bigint
);


--
-- Name: region_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.region ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.region_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: sales_order; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.sales_order (
    owner_id bigint NOT NULL,
    dept_id bigint NOT NULL,
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    number text NOT NULL COLLATE pg_catalog."C",
    date date NOT NULL,
    due_date date NOT NULL,
    status text NOT NULL COLLATE pg_catalog."C",
    customer_id bigint NOT NULL,
    salesperson_id bigint NOT NULL,
    region_id bigint,
    total bigint NOT NULL,
    remark text COLLATE pg_catalog."C",
    reason text COLLATE pg_catalog."C",
    due_by_hand boolean NOT NULL,
    contact_id bigint,
    phone text COLLATE pg_catalog."C",
    ship_to text COLLATE pg_catalog."C",
    CONSTRAINT ck_sales_order_status CHECK ((status = ANY (ARRAY['draft'::text, 'confirmed'::text, 'completed'::text, 'cancelled'::text])))
);


--
-- Name: sales_order_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.sales_order ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.sales_order_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: setting; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.setting (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: setting_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.setting ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.setting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: source; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.source (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint NOT NULL,
    version bigint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    sort_key text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL COLLATE pg_catalog."C",
    active boolean NOT NULL
);


--
-- Name: source_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.source ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.source_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Data for Name: alembic_version; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.alembic_version VALUES ('20261124_money_whole');


--
-- Data for Name: allocation; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.allocation OVERRIDING SYSTEM VALUE VALUES (3, 1, 1, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 1, 1, 1, '2026-02-01', 5000, NULL, NULL);
INSERT INTO crm.allocation OVERRIDING SYSTEM VALUE VALUES (1, 1, 2, '2026-03-15 01:30:00+00', 1, '2026-03-15 01:30:00+00', 1, 1, 2, 3, 2, '2026-03-12', 500, NULL, NULL);
INSERT INTO crm.allocation OVERRIDING SYSTEM VALUE VALUES (1, 1, 3, '2026-03-15 01:30:00+00', 1, '2026-03-15 01:30:00+00', 1, 1, 3, 3, 2, '2026-03-15', -500, NULL, NULL);


--
-- Data for Name: channel; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.channel OVERRIDING SYSTEM VALUE VALUES (1, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'VISIT', 'visit', 'visit', 'visit', true);
INSERT INTO crm.channel OVERRIDING SYSTEM VALUE VALUES (2, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'INCOMING-VISIT', 'visitor received', 'visitor received', 'visitorreceived
incoming-visit', true);
INSERT INTO crm.channel OVERRIDING SYSTEM VALUE VALUES (3, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'PHONE', 'phone', 'phone', 'phone', true);
INSERT INTO crm.channel OVERRIDING SYSTEM VALUE VALUES (4, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'WECHAT', 'WeChat', 'wechat', 'wechat', true);
INSERT INTO crm.channel OVERRIDING SYSTEM VALUE VALUES (5, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'EMAIL', 'e-mail', 'e-mail', 'e-mail
email', true);
INSERT INTO crm.channel OVERRIDING SYSTEM VALUE VALUES (6, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'OTHER', 'other', 'other', 'other', true);


--
-- Data for Name: contact; Type: TABLE DATA; Schema: crm; Owner: -
--



--
-- Data for Name: contact_category; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.contact_category OVERRIDING SYSTEM VALUE VALUES (1, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'BUSINESS', 'business', 'business', 'business', true);
INSERT INTO crm.contact_category OVERRIDING SYSTEM VALUE VALUES (2, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'TECHNICAL', 'technical', 'technical', 'technical', true);
INSERT INTO crm.contact_category OVERRIDING SYSTEM VALUE VALUES (3, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'FINANCE', 'finance', 'finance', 'finance', true);
INSERT INTO crm.contact_category OVERRIDING SYSTEM VALUE VALUES (4, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'OTHER', 'other', 'other', 'other', true);


--
-- Data for Name: contact_point; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.contact_point OVERRIDING SYSTEM VALUE VALUES (3, 1, 2, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 1, 'email', 'a@b.cn', 'a@b.cn', 'a***@b.cn', NULL);
INSERT INTO crm.contact_point OVERRIDING SYSTEM VALUE VALUES (3, 1, 1, '2026-02-01 02:00:00+00', 1, '2026-03-15 01:30:00+00', 1, 2, 1, 'phone', '021-5555 1234', '+862155551234', '+86****1234', NULL);
INSERT INTO crm.contact_point OVERRIDING SYSTEM VALUE VALUES (1, 1, 3, '2026-02-01 02:00:00+00', 1, '2026-03-15 01:30:00+00', 1, 2, 2, 'phone', '030-0074321', '0300074321', '03****21', NULL);
INSERT INTO crm.contact_point OVERRIDING SYSTEM VALUE VALUES (3, 1, 4, '2026-03-15 01:30:00+00', 1, '2026-03-15 01:30:00+00', 1, 1, 1, 'phone', '13800138000', '+8613800138000', '+86****8000', NULL);


--
-- Data for Name: customer; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.customer OVERRIDING SYSTEM VALUE VALUES (1, 1, 2, '2026-02-01 02:00:00+00', 1, '2026-03-15 01:30:00+00', 1, 3, 'C000002', 'Alfreds Futterkiste', 'alfreds futterkiste', 'alfredsfutterkiste
c000002', true, NULL, NULL, NULL, NULL, NULL, 'buyer', 'Umlaut ü 😀', 'organisation', NULL, 'alfreds futterkiste', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'SO202603-00002', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false);
INSERT INTO crm.customer OVERRIDING SYSTEM VALUE VALUES (2, 1, 3, '2026-03-20 01:30:00+00', 1, '2026-03-20 01:30:00+00', 1, 1, 'UNIDENTIFIED', 'money nobody has matched', 'money nobody has matched', 'moneynobodyhasmatched
unidentified', true, NULL, NULL, NULL, NULL, NULL, 'prospect', NULL, 'organisation', NULL, 'money nobody has matched', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO crm.customer OVERRIDING SYSTEM VALUE VALUES (3, 1, 1, '2026-02-01 02:00:00+00', 1, '2026-03-20 01:30:00+00', 1, 3, 'C000001', '上海华信贸易有限公司', 'shang4 hai3 hua2 xin4 mao4 yi4 you3 xian4 gong1 si1', '上海华信贸易有限公司
shanghaihuaxinmaoyiyouxiangongsi
shhxmyyxgs
c000001', true, NULL, NULL, NULL, NULL, 1, 'buyer', NULL, 'organisation', NULL, '华信贸易', NULL, '上海', NULL, NULL, NULL, NULL, NULL, NULL, 500000, '30d', 'SO202603-00004', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false);


--
-- Data for Name: customer_type; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.customer_type OVERRIDING SYSTEM VALUE VALUES (1, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'END', 'end user', 'end user', 'enduser
end', true);
INSERT INTO crm.customer_type OVERRIDING SYSTEM VALUE VALUES (2, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'DEALER', 'dealer', 'dealer', 'dealer', true);
INSERT INTO crm.customer_type OVERRIDING SYSTEM VALUE VALUES (3, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'OTHER', 'other', 'other', 'other', true);


--
-- Data for Name: department; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.department OVERRIDING SYSTEM VALUE VALUES (1, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'D001', 'head office', 'head office', 'headoffice
d001', true, NULL);


--
-- Data for Name: followup; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.followup OVERRIDING SYSTEM VALUE VALUES (3, 1, 1, '2026-03-15 01:30:00+00', 1, '2026-03-15 01:30:00+00', 1, 1, 'F202603-00001', 1, NULL, NULL, 1, NULL, 1, '2026-03-13 16:00:00+00', false, NULL, NULL, '谈了报价', NULL, '送样', '2026-03-20', '谈了报价
送样');


--
-- Data for Name: followup_template; Type: TABLE DATA; Schema: crm; Owner: -
--



--
-- Data for Name: former_name; Type: TABLE DATA; Schema: crm; Owner: -
--



--
-- Data for Name: industry; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.industry OVERRIDING SYSTEM VALUE VALUES (1, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'MANUFACTURING', 'manufacturing', 'manufacturing', 'manufacturing', true);
INSERT INTO crm.industry OVERRIDING SYSTEM VALUE VALUES (2, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'CONSTRUCTION', 'construction', 'construction', 'construction', true);
INSERT INTO crm.industry OVERRIDING SYSTEM VALUE VALUES (3, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'TRADE', 'wholesale and retail', 'wholesale and retail', 'wholesaleandretail
trade', true);
INSERT INTO crm.industry OVERRIDING SYSTEM VALUE VALUES (4, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'TRANSPORT', 'transport and storage', 'transport and storage', 'transportandstorage
transport', true);
INSERT INTO crm.industry OVERRIDING SYSTEM VALUE VALUES (5, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'IT', 'information technology', 'information technology', 'informationtechnology
it', true);
INSERT INTO crm.industry OVERRIDING SYSTEM VALUE VALUES (6, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'FINANCE', 'financial services', 'financial services', 'financialservices
finance', true);
INSERT INTO crm.industry OVERRIDING SYSTEM VALUE VALUES (7, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'EDUCATION', 'education', 'education', 'education', true);
INSERT INTO crm.industry OVERRIDING SYSTEM VALUE VALUES (8, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'HEALTH', 'health', 'health', 'health', true);
INSERT INTO crm.industry OVERRIDING SYSTEM VALUE VALUES (9, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'GOVERNMENT', 'government', 'government', 'government', true);
INSERT INTO crm.industry OVERRIDING SYSTEM VALUE VALUES (10, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'OTHER', 'other', 'other', 'other', true);


--
-- Data for Name: level; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.level OVERRIDING SYSTEM VALUE VALUES (1, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'A', 'A', 'a', 'a', true);
INSERT INTO crm.level OVERRIDING SYSTEM VALUE VALUES (2, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'B', 'B', 'b', 'b', true);
INSERT INTO crm.level OVERRIDING SYSTEM VALUE VALUES (3, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'C', 'C', 'c', 'c', true);
INSERT INTO crm.level OVERRIDING SYSTEM VALUE VALUES (4, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'D', 'D', 'd', 'd', true);


--
-- Data for Name: log_entry; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (1, 1, 'insert', 'setting', 1, 'setting', 1, NULL, '{"key": "company", "value": "Old Ltd"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (2, 1, 'insert', 'setting', 2, 'setting', 2, NULL, '{"key": "zone", "value": "Asia/Shanghai"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (3, 1, 'insert', 'setting', 3, 'setting', 3, NULL, '{"key": "currency", "value": "CNY"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (4, 1, 'insert', 'setting', 4, 'setting', 4, NULL, '{"key": "tax_rate", "value": "13"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (5, 1, 'insert', 'number_rule', 1, 'number_rule', 1, NULL, '{"noun": "region", "pattern": "R{seq:04}"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (6, 1, 'insert', 'number_rule', 2, 'number_rule', 2, NULL, '{"noun": "customer-type", "pattern": "CT{seq:02}"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (7, 1, 'insert', 'number_rule', 3, 'number_rule', 3, NULL, '{"noun": "source", "pattern": "SR{seq:02}"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (8, 1, 'insert', 'number_rule', 4, 'number_rule', 4, NULL, '{"noun": "industry", "pattern": "IN{seq:02}"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (9, 1, 'insert', 'number_rule', 5, 'number_rule', 5, NULL, '{"noun": "level", "pattern": "LV{seq:02}"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (10, 1, 'insert', 'number_rule', 6, 'number_rule', 6, NULL, '{"noun": "contact-category", "pattern": "CC{seq:02}"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (11, 1, 'insert', 'number_rule', 7, 'number_rule', 7, NULL, '{"noun": "channel", "pattern": "CH{seq:02}"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (12, 1, 'insert', 'number_rule', 8, 'number_rule', 8, NULL, '{"noun": "position", "pattern": "PO{seq:02}"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (13, 1, 'insert', 'number_rule', 9, 'number_rule', 9, NULL, '{"noun": "personnel-type", "pattern": "PT{seq:02}"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (14, 1, 'insert', 'number_rule', 10, 'number_rule', 10, NULL, '{"noun": "payment-method", "pattern": "PM{seq:02}"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (15, 1, 'insert', 'number_rule', 11, 'number_rule', 11, NULL, '{"noun": "product", "pattern": "P{seq:05}"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (16, 1, 'insert', 'number_rule', 12, 'number_rule', 12, NULL, '{"noun": "department", "pattern": "D{seq:03}"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (17, 1, 'insert', 'number_rule', 13, 'number_rule', 13, NULL, '{"noun": "operator", "pattern": "OP{seq:04}"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (18, 1, 'insert', 'number_rule', 14, 'number_rule', 14, NULL, '{"noun": "customer", "pattern": "C{seq:06}"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (19, 1, 'insert', 'number_rule', 15, 'number_rule', 15, NULL, '{"noun": "order", "pattern": "SO{yyyy}{mm}-{seq:05}"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (20, 1, 'insert', 'number_rule', 16, 'number_rule', 16, NULL, '{"noun": "payment", "pattern": "RC{yyyy}{mm}-{seq:05}"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (21, 1, 'insert', 'department', 1, 'department', 1, NULL, '{"code": "D001", "name": "head office", "active": true, "sort_key": "head office", "parent_id": null, "search_text": "headoffice\nd001"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (22, 1, 'insert', 'operator', 1, 'operator', 1, NULL, '{"code": "ADMIN", "kind": "person", "name": "administrator", "active": true, "dept_id": 1, "sort_key": "administrator", "region_id": null, "position_id": null, "search_text": "administrator\nadmin", "personnel_type_id": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (23, 1, 'insert', 'operator', 2, 'operator', 2, NULL, '{"code": "POOL-1", "kind": "pool", "name": "Pool of head office", "active": true, "dept_id": 1, "sort_key": "pool of head office", "region_id": null, "position_id": null, "search_text": "poolofheadoffice\npool-1", "personnel_type_id": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (24, 1, 'insert', 'channel', 1, 'channel', 1, NULL, '{"code": "VISIT", "name": "visit", "active": true, "sort_key": "visit", "search_text": "visit"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (25, 1, 'insert', 'channel', 2, 'channel', 2, NULL, '{"code": "INCOMING-VISIT", "name": "visitor received", "active": true, "sort_key": "visitor received", "search_text": "visitorreceived\nincoming-visit"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (26, 1, 'insert', 'channel', 3, 'channel', 3, NULL, '{"code": "PHONE", "name": "phone", "active": true, "sort_key": "phone", "search_text": "phone"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (27, 1, 'insert', 'channel', 4, 'channel', 4, NULL, '{"code": "WECHAT", "name": "WeChat", "active": true, "sort_key": "wechat", "search_text": "wechat"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (28, 1, 'insert', 'channel', 5, 'channel', 5, NULL, '{"code": "EMAIL", "name": "e-mail", "active": true, "sort_key": "e-mail", "search_text": "e-mail\nemail"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (29, 1, 'insert', 'channel', 6, 'channel', 6, NULL, '{"code": "OTHER", "name": "other", "active": true, "sort_key": "other", "search_text": "other"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (30, 1, 'insert', 'contact_category', 1, 'contact_category', 1, NULL, '{"code": "BUSINESS", "name": "business", "active": true, "sort_key": "business", "search_text": "business"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (31, 1, 'insert', 'contact_category', 2, 'contact_category', 2, NULL, '{"code": "TECHNICAL", "name": "technical", "active": true, "sort_key": "technical", "search_text": "technical"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (32, 1, 'insert', 'contact_category', 3, 'contact_category', 3, NULL, '{"code": "FINANCE", "name": "finance", "active": true, "sort_key": "finance", "search_text": "finance"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (33, 1, 'insert', 'contact_category', 4, 'contact_category', 4, NULL, '{"code": "OTHER", "name": "other", "active": true, "sort_key": "other", "search_text": "other"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (34, 1, 'insert', 'customer_type', 1, 'customer_type', 1, NULL, '{"code": "END", "name": "end user", "active": true, "sort_key": "end user", "search_text": "enduser\nend"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (35, 1, 'insert', 'customer_type', 2, 'customer_type', 2, NULL, '{"code": "DEALER", "name": "dealer", "active": true, "sort_key": "dealer", "search_text": "dealer"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (36, 1, 'insert', 'customer_type', 3, 'customer_type', 3, NULL, '{"code": "OTHER", "name": "other", "active": true, "sort_key": "other", "search_text": "other"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (37, 1, 'insert', 'industry', 1, 'industry', 1, NULL, '{"code": "MANUFACTURING", "name": "manufacturing", "active": true, "sort_key": "manufacturing", "search_text": "manufacturing"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (38, 1, 'insert', 'industry', 2, 'industry', 2, NULL, '{"code": "CONSTRUCTION", "name": "construction", "active": true, "sort_key": "construction", "search_text": "construction"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (39, 1, 'insert', 'industry', 3, 'industry', 3, NULL, '{"code": "TRADE", "name": "wholesale and retail", "active": true, "sort_key": "wholesale and retail", "search_text": "wholesaleandretail\ntrade"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (40, 1, 'insert', 'industry', 4, 'industry', 4, NULL, '{"code": "TRANSPORT", "name": "transport and storage", "active": true, "sort_key": "transport and storage", "search_text": "transportandstorage\ntransport"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (41, 1, 'insert', 'industry', 5, 'industry', 5, NULL, '{"code": "IT", "name": "information technology", "active": true, "sort_key": "information technology", "search_text": "informationtechnology\nit"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (42, 1, 'insert', 'industry', 6, 'industry', 6, NULL, '{"code": "FINANCE", "name": "financial services", "active": true, "sort_key": "financial services", "search_text": "financialservices\nfinance"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (43, 1, 'insert', 'industry', 7, 'industry', 7, NULL, '{"code": "EDUCATION", "name": "education", "active": true, "sort_key": "education", "search_text": "education"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (44, 1, 'insert', 'industry', 8, 'industry', 8, NULL, '{"code": "HEALTH", "name": "health", "active": true, "sort_key": "health", "search_text": "health"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (45, 1, 'insert', 'industry', 9, 'industry', 9, NULL, '{"code": "GOVERNMENT", "name": "government", "active": true, "sort_key": "government", "search_text": "government"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (46, 1, 'insert', 'industry', 10, 'industry', 10, NULL, '{"code": "OTHER", "name": "other", "active": true, "sort_key": "other", "search_text": "other"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (47, 1, 'insert', 'level', 1, 'level', 1, NULL, '{"code": "A", "name": "A", "active": true, "sort_key": "a", "search_text": "a"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (48, 1, 'insert', 'level', 2, 'level', 2, NULL, '{"code": "B", "name": "B", "active": true, "sort_key": "b", "search_text": "b"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (49, 1, 'insert', 'level', 3, 'level', 3, NULL, '{"code": "C", "name": "C", "active": true, "sort_key": "c", "search_text": "c"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (50, 1, 'insert', 'level', 4, 'level', 4, NULL, '{"code": "D", "name": "D", "active": true, "sort_key": "d", "search_text": "d"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (51, 1, 'insert', 'payment_method', 1, 'payment_method', 1, NULL, '{"code": "CASH", "name": "cash", "active": true, "sort_key": "cash", "search_text": "cash"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (52, 1, 'insert', 'payment_method', 2, 'payment_method', 2, NULL, '{"code": "TRANSFER", "name": "bank transfer", "active": true, "sort_key": "bank transfer", "search_text": "banktransfer\ntransfer"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (53, 1, 'insert', 'payment_method', 3, 'payment_method', 3, NULL, '{"code": "WECHAT", "name": "WeChat Pay", "active": true, "sort_key": "wechat pay", "search_text": "wechatpay\nwechat"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (54, 1, 'insert', 'payment_method', 4, 'payment_method', 4, NULL, '{"code": "ALIPAY", "name": "Alipay", "active": true, "sort_key": "alipay", "search_text": "alipay"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (55, 1, 'insert', 'payment_method', 5, 'payment_method', 5, NULL, '{"code": "CARD", "name": "card", "active": true, "sort_key": "card", "search_text": "card"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (56, 1, 'insert', 'payment_method', 6, 'payment_method', 6, NULL, '{"code": "CHEQUE", "name": "cheque", "active": true, "sort_key": "cheque", "search_text": "cheque"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (57, 1, 'insert', 'payment_method', 7, 'payment_method', 7, NULL, '{"code": "DRAFT", "name": "acceptance bill", "active": true, "sort_key": "acceptance bill", "search_text": "acceptancebill\ndraft"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (58, 1, 'insert', 'personnel_type', 1, 'personnel_type', 1, NULL, '{"code": "SALES", "name": "sales", "active": true, "sort_key": "sales", "search_text": "sales"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (59, 1, 'insert', 'personnel_type', 2, 'personnel_type', 2, NULL, '{"code": "SERVICE", "name": "service", "active": true, "sort_key": "service", "search_text": "service"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (60, 1, 'insert', 'personnel_type', 3, 'personnel_type', 3, NULL, '{"code": "MARKETING", "name": "marketing", "active": true, "sort_key": "marketing", "search_text": "marketing"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (61, 1, 'insert', 'personnel_type', 4, 'personnel_type', 4, NULL, '{"code": "FINANCE", "name": "finance", "active": true, "sort_key": "finance", "search_text": "finance"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (62, 1, 'insert', 'personnel_type', 5, 'personnel_type', 5, NULL, '{"code": "ADMINISTRATION", "name": "administration", "active": true, "sort_key": "administration", "search_text": "administration"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (63, 1, 'insert', 'position', 1, 'position', 1, NULL, '{"code": "DIRECTOR", "name": "director", "active": true, "sort_key": "director", "search_text": "director"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (64, 1, 'insert', 'position', 2, 'position', 2, NULL, '{"code": "MANAGER", "name": "manager", "active": true, "sort_key": "manager", "search_text": "manager"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (65, 1, 'insert', 'position', 3, 'position', 3, NULL, '{"code": "STAFF", "name": "staff member", "active": true, "sort_key": "staff member", "search_text": "staffmember\nstaff"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (66, 1, 'insert', 'source', 1, 'source', 1, NULL, '{"code": "REFERRAL", "name": "referral", "active": true, "sort_key": "referral", "search_text": "referral"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (67, 1, 'insert', 'source', 2, 'source', 2, NULL, '{"code": "WEB", "name": "website", "active": true, "sort_key": "website", "search_text": "website\nweb"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (68, 1, 'insert', 'source', 3, 'source', 3, NULL, '{"code": "FAIR", "name": "trade fair", "active": true, "sort_key": "trade fair", "search_text": "tradefair\nfair"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (69, 1, 'insert', 'source', 4, 'source', 4, NULL, '{"code": "CALL", "name": "telephone sales", "active": true, "sort_key": "telephone sales", "search_text": "telephonesales\ncall"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (70, 1, 'insert', 'source', 5, 'source', 5, NULL, '{"code": "OTHER", "name": "other", "active": true, "sort_key": "other", "search_text": "other"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (71, 2, 'insert', 'operator', 3, 'operator', 3, NULL, '{"code": "WF", "kind": "person", "name": "王芳", "active": true, "dept_id": 1, "sort_key": "wang2 fang1", "region_id": null, "position_id": null, "search_text": "王芳\nwangfang\nwf", "personnel_type_id": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (72, 3, 'insert', 'region', 1, 'region', 1, NULL, '{"code": "R0001", "name": "华东", "active": true, "sort_key": "hua2 dong1", "parent_id": null, "search_text": "华东\nhuadong\nhd\nr0001"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (73, 4, 'insert', 'product', 1, 'product', 1, NULL, '{"code": "P00001", "cost": null, "name": "Paper", "spec": null, "unit": null, "price": 1000000, "active": true, "category": null, "sort_key": "paper", "tax_rate": 1300, "search_text": "paper\np00001"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (74, 5, 'insert', 'customer', 1, 'customer', 1, NULL, '{"code": "C000001", "name": "上海华信贸易有限公司", "active": true, "remark": null, "dept_id": 1, "type_id": null, "level_id": null, "owner_id": 3, "sort_key": "shang4 hai3 hua2 xin4 mao4 yi4 you3 xian4 gong1 si1", "lifecycle": "prospect", "region_id": 1, "source_id": null, "industry_id": null, "search_text": "上海华信贸易有限公司\nshanghaihuaxinmaoyiyouxiangongsi\nshhxmyyxgs\nc000001"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (75, 5, 'insert', 'contact_point', 1, 'customer', 1, NULL, '{"raw": "021-5555 1234/13800138000", "kind": "phone", "masked": "021****8000", "normalised": "0215555123413800138000", "customer_id": 1}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (76, 5, 'insert', 'contact_point', 2, 'customer', 1, NULL, '{"raw": "a@b.cn", "kind": "email", "masked": "a***@b.cn", "normalised": "a@b.cn", "customer_id": 1}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (77, 6, 'insert', 'customer', 2, 'customer', 2, NULL, '{"code": "C000002", "name": "Alfreds Futterkiste", "active": true, "remark": null, "dept_id": 1, "type_id": null, "level_id": null, "owner_id": 1, "sort_key": "alfreds futterkiste", "lifecycle": "prospect", "region_id": null, "source_id": null, "industry_id": null, "search_text": "alfredsfutterkiste\nc000002"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (78, 6, 'insert', 'contact_point', 3, 'customer', 2, NULL, '{"raw": "030-0074321", "kind": "phone", "masked": "030****4321", "normalised": "0300074321", "customer_id": 2}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (79, 7, 'update', 'customer', 2, 'customer', 2, '{"remark": null}', '{"remark": "Umlaut ü 😀"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (80, 8, 'insert', 'sales_order', 1, 'sales_order', 1, NULL, '{"date": "2026-02-01", "total": 20000, "number": "SO202602-00001", "reason": null, "remark": null, "status": "confirmed", "due_date": "2026-02-01", "region_id": 1, "customer_id": 1, "salesperson_id": 3}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (81, 8, 'insert', 'order_line', 1, 'sales_order', 1, NULL, '{"line": 1, "unit": null, "price": 1000000, "amount": 20000, "discount": 0, "order_id": 1, "quantity": 20000, "tax_rate": 1300, "product_id": 1, "customer_id": 1, "product_name": "Paper"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (82, 9, 'insert', 'payment', 1, 'payment', 1, NULL, '{"date": "2026-02-01", "payer": "上海华信贸易有限公司", "amount": 5000, "number": "RC202602-00001", "reason": null, "remark": null, "status": "confirmed", "method_id": 1, "handler_id": 1, "customer_id": 1, "reverses_id": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (83, 9, 'insert', 'allocation', 1, 'payment', 1, NULL, '{"date": "2026-02-01", "amount": 5000, "order_id": 1, "payment_id": 1, "customer_id": 1}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (84, 10, 'insert', 'number_rule', 17, 'number_rule', 17, NULL, '{"noun": "progress", "pattern": "PG{seq:02}"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (85, 10, 'insert', 'number_rule', 18, 'number_rule', 18, NULL, '{"noun": "contact", "pattern": "CP{seq:06}"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (86, 10, 'insert', 'number_rule', 19, 'number_rule', 19, NULL, '{"noun": "followup", "pattern": "F{yyyy}{mm}-{seq:05}"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (87, 10, 'insert', 'number_rule', 20, 'number_rule', 20, NULL, '{"noun": "followup-template", "pattern": "FT{seq:02}"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (88, 10, 'update', 'contact_point', 1, 'customer', 1, '{"raw": "021-5555 1234/13800138000"}', '{"raw": "021-5555 1234"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (89, 10, 'insert', 'contact_point', 4, 'customer', 1, NULL, '{"raw": "13800138000", "kind": "phone", "contact_id": null, "customer_id": 1}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (90, 10, 'update', 'operator', 1, 'operator', 1, '{"manager_id": null}', '{"manager_id": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (91, 10, 'update', 'operator', 2, 'operator', 2, '{"manager_id": null}', '{"manager_id": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (92, 10, 'update', 'operator', 3, 'operator', 3, '{"manager_id": null}', '{"manager_id": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (93, 10, 'update', 'customer', 1, 'customer', 1, '{"city": null, "kind": null, "needs": null, "staff": null, "address": null, "website": null, "age_band": null, "district": null, "needs_on": null, "postcode": null, "province": null, "turnover": null, "occupation": null, "short_name": null, "tax_number": null, "progress_id": null, "billing_bank": null, "billing_name": null, "credit_limit": null, "billing_phone": null, "payment_terms": null, "billing_account": null, "billing_address": null, "identity_number": null, "lifecycle_reason": null}', '{"city": null, "kind": "organisation", "needs": null, "staff": null, "address": null, "website": null, "age_band": null, "district": null, "needs_on": null, "postcode": null, "province": null, "turnover": null, "occupation": null, "short_name": null, "tax_number": null, "progress_id": null, "billing_bank": null, "billing_name": null, "credit_limit": null, "billing_phone": null, "payment_terms": null, "billing_account": null, "billing_address": null, "identity_number": null, "lifecycle_reason": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (94, 10, 'update', 'customer', 2, 'customer', 2, '{"city": null, "kind": null, "needs": null, "staff": null, "address": null, "website": null, "age_band": null, "district": null, "needs_on": null, "postcode": null, "province": null, "turnover": null, "occupation": null, "short_name": null, "tax_number": null, "progress_id": null, "billing_bank": null, "billing_name": null, "credit_limit": null, "billing_phone": null, "payment_terms": null, "billing_account": null, "billing_address": null, "identity_number": null, "lifecycle_reason": null}', '{"city": null, "kind": "organisation", "needs": null, "staff": null, "address": null, "website": null, "age_band": null, "district": null, "needs_on": null, "postcode": null, "province": null, "turnover": null, "occupation": null, "short_name": null, "tax_number": null, "progress_id": null, "billing_bank": null, "billing_name": null, "credit_limit": null, "billing_phone": null, "payment_terms": null, "billing_account": null, "billing_address": null, "identity_number": null, "lifecycle_reason": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (95, 10, 'update', 'contact_point', 1, 'customer', 1, '{"contact_id": null}', '{"contact_id": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (96, 10, 'update', 'contact_point', 2, 'customer', 1, '{"contact_id": null}', '{"contact_id": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (97, 10, 'update', 'contact_point', 3, 'customer', 2, '{"contact_id": null}', '{"contact_id": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (98, 11, 'update', 'operator', 3, 'operator', 3, '{"manager_id": null}', '{"manager_id": 1}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (99, 12, 'insert', 'followup', 1, 'followup', 1, NULL, '{"late": false, "number": "F202603-00001", "result": null, "content": "谈了报价", "next_on": "2026-03-20", "order_id": null, "author_id": 1, "next_step": "送样", "channel_id": 1, "contact_id": null, "customer_id": 1, "template_id": null, "contacted_at": "2026-03-13T16:00:00+00:00", "corrected_at": null, "participants": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (100, 13, 'update', 'customer', 1, 'customer', 1, '{"city": null, "credit_limit": null, "payment_terms": null}', '{"city": "上海", "credit_limit": 500000, "payment_terms": "30d"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (101, 14, 'insert', 'sales_order', 2, 'sales_order', 2, NULL, '{"date": "2026-03-10", "total": 30000, "number": "SO202603-00001", "reason": null, "remark": null, "status": "draft", "due_date": "2026-03-10", "region_id": null, "customer_id": 2, "salesperson_id": 1}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (102, 14, 'insert', 'order_line', 2, 'sales_order', 2, NULL, '{"line": 1, "unit": null, "price": 1000000, "amount": 30000, "discount": 0, "order_id": 2, "quantity": 30000, "tax_rate": 1300, "product_id": 1, "customer_id": 2, "product_name": "Paper"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (103, 15, 'insert', 'sales_order', 3, 'sales_order', 3, NULL, '{"date": "2026-03-11", "total": 10000, "number": "SO202603-00002", "reason": null, "remark": null, "status": "confirmed", "due_date": "2026-03-11", "region_id": null, "customer_id": 2, "salesperson_id": 1}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (104, 15, 'insert', 'order_line', 3, 'sales_order', 3, NULL, '{"line": 1, "unit": null, "price": 1000000, "amount": 10000, "discount": 0, "order_id": 3, "quantity": 10000, "tax_rate": 1300, "product_id": 1, "customer_id": 2, "product_name": "Paper"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (105, 15, 'update', 'customer', 2, 'customer', 2, '{"lifecycle": "prospect", "lifecycle_reason": null}', '{"lifecycle": "buyer", "lifecycle_reason": "SO202603-00002"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (106, 16, 'insert', 'payment', 2, 'payment', 2, NULL, '{"date": "2026-03-12", "payer": "Alfreds Futterkiste", "amount": 500, "number": "RC202603-00001", "reason": null, "remark": null, "status": "confirmed", "method_id": 1, "handler_id": 1, "customer_id": 2, "reverses_id": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (107, 16, 'insert', 'allocation', 2, 'payment', 2, NULL, '{"date": "2026-03-12", "amount": 500, "order_id": 3, "payment_id": 2, "customer_id": 2}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (108, 17, 'update', 'payment', 2, 'payment', 2, '{"reason": null, "status": "confirmed"}', '{"reason": "x", "status": "void"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (109, 17, 'insert', 'payment', 3, 'payment', 3, NULL, '{"date": "2026-03-15", "payer": "Alfreds Futterkiste", "amount": -500, "number": "RC202603-00002", "reason": "x", "remark": null, "status": "reversal", "method_id": 1, "handler_id": 1, "customer_id": 2, "reverses_id": 2}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (110, 17, 'insert', 'allocation', 3, 'payment', 3, NULL, '{"date": "2026-03-15", "amount": -500, "order_id": 3, "payment_id": 3, "customer_id": 2}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (111, 18, 'insert', 'sales_order', 4, 'sales_order', 4, NULL, '{"date": "2026-03-11", "total": 20000, "number": "SO202603-00003", "reason": null, "remark": null, "status": "draft", "due_date": "2026-03-11", "region_id": null, "customer_id": 2, "salesperson_id": 1}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (112, 18, 'insert', 'order_line', 4, 'sales_order', 4, NULL, '{"line": 1, "unit": null, "price": 1000000, "amount": 20000, "discount": 0, "order_id": 4, "quantity": 20000, "tax_rate": 1300, "product_id": 1, "customer_id": 2, "product_name": "Paper"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (113, 19, 'update', 'sales_order', 4, 'sales_order', 4, '{"reason": null, "status": "draft"}', '{"reason": "错单", "status": "cancelled"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (114, 20, 'insert', 'number_rule', 21, 'number_rule', 21, NULL, '{"noun": "receiving-account", "pattern": "RA{seq:02}"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (115, 20, 'insert', 'number_rule', 22, 'number_rule', 22, NULL, '{"noun": "opening", "pattern": "OB{seq:05}"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (116, 20, 'insert', 'customer', 3, 'customer', 3, NULL, '{"city": null, "code": "UNIDENTIFIED", "kind": "organisation", "name": "money nobody has matched", "needs": null, "staff": null, "active": true, "remark": null, "address": null, "dept_id": 1, "type_id": null, "website": null, "age_band": null, "district": null, "level_id": null, "needs_on": null, "owner_id": 2, "postcode": null, "province": null, "reserved": true, "turnover": null, "lifecycle": "prospect", "region_id": null, "source_id": null, "occupation": null, "short_name": null, "tax_number": null, "industry_id": null, "progress_id": null, "billing_bank": null, "billing_name": null, "credit_limit": null, "billing_phone": null, "payment_terms": null, "billing_account": null, "billing_address": null, "identity_number": null, "lifecycle_reason": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (117, 20, 'update', 'customer', 1, 'customer', 1, '{"reserved": null}', '{"reserved": false}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (118, 20, 'update', 'customer', 2, 'customer', 2, '{"reserved": null}', '{"reserved": false}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (119, 20, 'update', 'payment', 1, 'payment', 1, '{"kind": null, "claims_id": null, "account_id": null, "bank_reference": null}', '{"kind": "receipt", "claims_id": null, "account_id": null, "bank_reference": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (120, 20, 'update', 'payment', 2, 'payment', 2, '{"kind": null, "claims_id": null, "account_id": null, "bank_reference": null}', '{"kind": "receipt", "claims_id": null, "account_id": null, "bank_reference": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (121, 20, 'update', 'payment', 3, 'payment', 3, '{"kind": null, "claims_id": null, "account_id": null, "bank_reference": null}', '{"kind": "receipt", "claims_id": null, "account_id": null, "bank_reference": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (122, 20, 'update', 'sales_order', 1, 'sales_order', 1, '{"phone": null, "ship_to": null, "contact_id": null, "due_by_hand": null}', '{"phone": null, "ship_to": null, "contact_id": null, "due_by_hand": false}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (123, 20, 'update', 'sales_order', 2, 'sales_order', 2, '{"phone": null, "ship_to": null, "contact_id": null, "due_by_hand": null}', '{"phone": null, "ship_to": null, "contact_id": null, "due_by_hand": false}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (124, 20, 'update', 'sales_order', 3, 'sales_order', 3, '{"phone": null, "ship_to": null, "contact_id": null, "due_by_hand": null}', '{"phone": null, "ship_to": null, "contact_id": null, "due_by_hand": false}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (125, 20, 'update', 'sales_order', 4, 'sales_order', 4, '{"phone": null, "ship_to": null, "contact_id": null, "due_by_hand": null}', '{"phone": null, "ship_to": null, "contact_id": null, "due_by_hand": false}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (126, 20, 'update', 'allocation', 1, 'payment', 1, '{"draws_id": null, "opening_id": null}', '{"draws_id": null, "opening_id": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (127, 20, 'update', 'allocation', 2, 'payment', 2, '{"draws_id": null, "opening_id": null}', '{"draws_id": null, "opening_id": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (128, 20, 'update', 'allocation', 3, 'payment', 3, '{"draws_id": null, "opening_id": null}', '{"draws_id": null, "opening_id": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (129, 20, 'update', 'order_line', 1, 'sales_order', 1, '{"kind": null, "remark": null}', '{"kind": "product", "remark": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (130, 20, 'update', 'order_line', 2, 'sales_order', 2, '{"kind": null, "remark": null}', '{"kind": "product", "remark": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (131, 20, 'update', 'order_line', 3, 'sales_order', 3, '{"kind": null, "remark": null}', '{"kind": "product", "remark": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (132, 20, 'update', 'order_line', 4, 'sales_order', 4, '{"kind": null, "remark": null}', '{"kind": "product", "remark": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (133, 21, 'insert', 'opening_balance', 1, 'opening_balance', 1, NULL, '{"date": "2026-01-31", "amount": 3000, "number": "OB00001", "reason": null, "remark": null, "status": "confirmed", "due_date": "2026-01-31", "customer_id": 1}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (134, 22, 'insert', 'product', 2, 'product', 2, NULL, '{"code": "T1", "cost": null, "name": "硒鼓", "spec": null, "unit": null, "price": 200000, "active": true, "category": null, "tax_rate": 1300}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (135, 23, 'update', 'customer', 1, 'customer', 1, '{"lifecycle": "prospect", "lifecycle_reason": null}', '{"lifecycle": "buyer", "lifecycle_reason": "SO202603-00004"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (136, 23, 'insert', 'sales_order', 5, 'sales_order', 5, NULL, '{"date": "2026-03-18", "phone": "021-5555 1234 / 13800138000", "total": 5900, "number": "SO202603-00004", "reason": null, "remark": null, "status": "confirmed", "ship_to": "上海", "due_date": "2026-04-17", "region_id": 1, "contact_id": null, "customer_id": 1, "due_by_hand": false, "salesperson_id": 3}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (137, 23, 'insert', 'order_line', 5, 'sales_order', 5, NULL, '{"kind": "product", "line": 1, "unit": null, "price": 200000, "amount": 5400, "remark": null, "discount": 1000, "order_id": 5, "quantity": 30000, "tax_rate": 1300, "product_id": 2, "customer_id": 1, "product_name": "硒鼓"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (138, 23, 'insert', 'order_line', 6, 'sales_order', 5, NULL, '{"kind": "gift", "line": 2, "unit": null, "price": 200000, "amount": 0, "remark": null, "discount": 10000, "order_id": 5, "quantity": 10000, "tax_rate": 1300, "product_id": 2, "customer_id": 1, "product_name": "硒鼓"}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (139, 23, 'insert', 'order_line', 7, 'sales_order', 5, NULL, '{"kind": "freight", "line": 3, "unit": null, "price": 50000, "amount": 500, "remark": null, "discount": 0, "order_id": 5, "quantity": 10000, "tax_rate": 1300, "product_id": null, "customer_id": 1, "product_name": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (140, 24, 'insert', 'payment', 4, 'payment', 4, NULL, '{"date": "2026-03-19", "kind": "receipt", "payer": "上海华信贸易有限公司", "amount": 10000, "number": "RC202603-00003", "reason": null, "remark": null, "status": "confirmed", "claims_id": null, "method_id": 1, "account_id": null, "handler_id": 1, "customer_id": 1, "reverses_id": null, "bank_reference": null}');
INSERT INTO crm.log_entry OVERRIDING SYSTEM VALUE VALUES (141, 25, 'insert', 'period_lock', 1, 'period_lock', 1, NULL, '{"reason": null, "closed_through": "2026-01"}');


--
-- Data for Name: number_counter; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.number_counter OVERRIDING SYSTEM VALUE VALUES (1, 12, '', 1);
INSERT INTO crm.number_counter OVERRIDING SYSTEM VALUE VALUES (2, 1, '', 1);
INSERT INTO crm.number_counter OVERRIDING SYSTEM VALUE VALUES (3, 11, '', 1);
INSERT INTO crm.number_counter OVERRIDING SYSTEM VALUE VALUES (4, 14, '', 2);
INSERT INTO crm.number_counter OVERRIDING SYSTEM VALUE VALUES (6, 15, '202602', 1);
INSERT INTO crm.number_counter OVERRIDING SYSTEM VALUE VALUES (7, 16, '202602', 1);
INSERT INTO crm.number_counter OVERRIDING SYSTEM VALUE VALUES (8, 19, '202603', 1);
INSERT INTO crm.number_counter OVERRIDING SYSTEM VALUE VALUES (14, 22, '', 1);
INSERT INTO crm.number_counter OVERRIDING SYSTEM VALUE VALUES (9, 15, '202603', 4);
INSERT INTO crm.number_counter OVERRIDING SYSTEM VALUE VALUES (11, 16, '202603', 3);


--
-- Data for Name: number_rule; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.number_rule OVERRIDING SYSTEM VALUE VALUES (1, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'region', 'R{seq:04}');
INSERT INTO crm.number_rule OVERRIDING SYSTEM VALUE VALUES (2, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'customer-type', 'CT{seq:02}');
INSERT INTO crm.number_rule OVERRIDING SYSTEM VALUE VALUES (3, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'source', 'SR{seq:02}');
INSERT INTO crm.number_rule OVERRIDING SYSTEM VALUE VALUES (4, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'industry', 'IN{seq:02}');
INSERT INTO crm.number_rule OVERRIDING SYSTEM VALUE VALUES (5, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'level', 'LV{seq:02}');
INSERT INTO crm.number_rule OVERRIDING SYSTEM VALUE VALUES (6, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'contact-category', 'CC{seq:02}');
INSERT INTO crm.number_rule OVERRIDING SYSTEM VALUE VALUES (7, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'channel', 'CH{seq:02}');
INSERT INTO crm.number_rule OVERRIDING SYSTEM VALUE VALUES (8, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'position', 'PO{seq:02}');
INSERT INTO crm.number_rule OVERRIDING SYSTEM VALUE VALUES (9, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'personnel-type', 'PT{seq:02}');
INSERT INTO crm.number_rule OVERRIDING SYSTEM VALUE VALUES (10, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'payment-method', 'PM{seq:02}');
INSERT INTO crm.number_rule OVERRIDING SYSTEM VALUE VALUES (11, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'product', 'P{seq:05}');
INSERT INTO crm.number_rule OVERRIDING SYSTEM VALUE VALUES (12, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'department', 'D{seq:03}');
INSERT INTO crm.number_rule OVERRIDING SYSTEM VALUE VALUES (13, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'operator', 'OP{seq:04}');
INSERT INTO crm.number_rule OVERRIDING SYSTEM VALUE VALUES (14, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'customer', 'C{seq:06}');
INSERT INTO crm.number_rule OVERRIDING SYSTEM VALUE VALUES (15, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'order', 'SO{yyyy}{mm}-{seq:05}');
INSERT INTO crm.number_rule OVERRIDING SYSTEM VALUE VALUES (16, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'payment', 'RC{yyyy}{mm}-{seq:05}');
INSERT INTO crm.number_rule OVERRIDING SYSTEM VALUE VALUES (17, '2026-03-15 01:30:00+00', 1, '2026-03-15 01:30:00+00', 1, 1, 'progress', 'PG{seq:02}');
INSERT INTO crm.number_rule OVERRIDING SYSTEM VALUE VALUES (18, '2026-03-15 01:30:00+00', 1, '2026-03-15 01:30:00+00', 1, 1, 'contact', 'CP{seq:06}');
INSERT INTO crm.number_rule OVERRIDING SYSTEM VALUE VALUES (19, '2026-03-15 01:30:00+00', 1, '2026-03-15 01:30:00+00', 1, 1, 'followup', 'F{yyyy}{mm}-{seq:05}');
INSERT INTO crm.number_rule OVERRIDING SYSTEM VALUE VALUES (20, '2026-03-15 01:30:00+00', 1, '2026-03-15 01:30:00+00', 1, 1, 'followup-template', 'FT{seq:02}');
INSERT INTO crm.number_rule OVERRIDING SYSTEM VALUE VALUES (21, '2026-03-20 01:30:00+00', 1, '2026-03-20 01:30:00+00', 1, 1, 'receiving-account', 'RA{seq:02}');
INSERT INTO crm.number_rule OVERRIDING SYSTEM VALUE VALUES (22, '2026-03-20 01:30:00+00', 1, '2026-03-20 01:30:00+00', 1, 1, 'opening', 'OB{seq:05}');


--
-- Data for Name: opening_balance; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.opening_balance OVERRIDING SYSTEM VALUE VALUES (3, 1, 1, '2026-03-20 01:30:00+00', 1, '2026-03-20 01:30:00+00', 1, 1, 'OB00001', '2026-01-31', '2026-01-31', 'confirmed', 1, 3000, NULL, NULL);


--
-- Data for Name: operation; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (1, '2026-02-01 02:00:00+00', 1, 'store.init');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (2, '2026-02-01 02:00:00+00', 1, 'operator.create');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (3, '2026-02-01 02:00:00+00', 1, 'region.create');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (4, '2026-02-01 02:00:00+00', 1, 'product.create');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (5, '2026-02-01 02:00:00+00', 1, 'customer.create');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (6, '2026-02-01 02:00:00+00', 1, 'customer.create');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (7, '2026-02-01 02:00:00+00', 1, 'customer.update');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (8, '2026-02-01 02:00:00+00', 1, 'order.create');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (9, '2026-02-01 02:00:00+00', 1, 'payment.record');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (10, '2026-03-15 01:30:00+00', 1, 'store.upgrade');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (11, '2026-03-15 01:30:00+00', 1, 'operator.update');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (12, '2026-03-15 01:30:00+00', 1, 'followup.create');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (13, '2026-03-15 01:30:00+00', 1, 'customer.update');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (14, '2026-03-15 01:30:00+00', 1, 'order.create');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (15, '2026-03-15 01:30:00+00', 1, 'order.create');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (16, '2026-03-15 01:30:00+00', 1, 'payment.record');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (17, '2026-03-15 01:30:00+00', 1, 'payment.void');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (18, '2026-03-15 01:30:00+00', 1, 'order.create');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (19, '2026-03-15 01:30:00+00', 1, 'order.cancel');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (20, '2026-03-20 01:30:00+00', 1, 'store.upgrade');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (21, '2026-03-20 01:30:00+00', 1, 'opening.create');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (22, '2026-03-20 01:30:00+00', 1, 'product.create');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (23, '2026-03-20 01:30:00+00', 1, 'order.create');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (24, '2026-03-20 01:30:00+00', 1, 'payment.record');
INSERT INTO crm.operation OVERRIDING SYSTEM VALUE VALUES (25, '2026-03-20 01:30:00+00', 1, 'period.close');


--
-- Data for Name: operator; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.operator OVERRIDING SYSTEM VALUE VALUES (1, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'ADMIN', 'administrator', 'administrator', 'administrator
admin', true, 'person', 1, NULL, NULL, NULL, NULL);
INSERT INTO crm.operator OVERRIDING SYSTEM VALUE VALUES (2, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'POOL-1', 'Pool of head office', 'pool of head office', 'poolofheadoffice
pool-1', true, 'pool', 1, NULL, NULL, NULL, NULL);
INSERT INTO crm.operator OVERRIDING SYSTEM VALUE VALUES (3, '2026-02-01 02:00:00+00', 1, '2026-03-15 01:30:00+00', 1, 2, 'WF', '王芳', 'wang2 fang1', '王芳
wangfang
wf', true, 'person', 1, NULL, NULL, NULL, 1);


--
-- Data for Name: order_line; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.order_line OVERRIDING SYSTEM VALUE VALUES (3, 1, 1, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 1, 1, 1, 1, 'Paper', NULL, 20000, 1000000, 0, 1300, 20000, 'product', NULL);
INSERT INTO crm.order_line OVERRIDING SYSTEM VALUE VALUES (1, 1, 2, '2026-03-15 01:30:00+00', 1, '2026-03-15 01:30:00+00', 1, 1, 2, 2, 1, 1, 'Paper', NULL, 30000, 1000000, 0, 1300, 30000, 'product', NULL);
INSERT INTO crm.order_line OVERRIDING SYSTEM VALUE VALUES (1, 1, 3, '2026-03-15 01:30:00+00', 1, '2026-03-15 01:30:00+00', 1, 1, 3, 2, 1, 1, 'Paper', NULL, 10000, 1000000, 0, 1300, 10000, 'product', NULL);
INSERT INTO crm.order_line OVERRIDING SYSTEM VALUE VALUES (1, 1, 4, '2026-03-15 01:30:00+00', 1, '2026-03-15 01:30:00+00', 1, 1, 4, 2, 1, 1, 'Paper', NULL, 20000, 1000000, 0, 1300, 20000, 'product', NULL);
INSERT INTO crm.order_line OVERRIDING SYSTEM VALUE VALUES (3, 1, 5, '2026-03-20 01:30:00+00', 1, '2026-03-20 01:30:00+00', 1, 1, 5, 1, 1, 2, '硒鼓', NULL, 30000, 200000, 1000, 1300, 5400, 'product', NULL);
INSERT INTO crm.order_line OVERRIDING SYSTEM VALUE VALUES (3, 1, 6, '2026-03-20 01:30:00+00', 1, '2026-03-20 01:30:00+00', 1, 1, 5, 1, 2, 2, '硒鼓', NULL, 10000, 200000, 10000, 1300, 0, 'gift', NULL);
INSERT INTO crm.order_line OVERRIDING SYSTEM VALUE VALUES (3, 1, 7, '2026-03-20 01:30:00+00', 1, '2026-03-20 01:30:00+00', 1, 1, 5, 1, 3, NULL, NULL, NULL, 10000, 50000, 0, 1300, 500, 'freight', NULL);


--
-- Data for Name: payment; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.payment OVERRIDING SYSTEM VALUE VALUES (3, 1, 1, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'RC202602-00001', '2026-02-01', 'confirmed', 1, '上海华信贸易有限公司', 1, 1, 5000, NULL, NULL, NULL, 'receipt', NULL, NULL, NULL);
INSERT INTO crm.payment OVERRIDING SYSTEM VALUE VALUES (1, 1, 2, '2026-03-15 01:30:00+00', 1, '2026-03-15 01:30:00+00', 1, 2, 'RC202603-00001', '2026-03-12', 'void', 2, 'Alfreds Futterkiste', 1, 1, 500, NULL, NULL, 'x', 'receipt', NULL, NULL, NULL);
INSERT INTO crm.payment OVERRIDING SYSTEM VALUE VALUES (1, 1, 3, '2026-03-15 01:30:00+00', 1, '2026-03-15 01:30:00+00', 1, 1, 'RC202603-00002', '2026-03-15', 'reversal', 2, 'Alfreds Futterkiste', 1, 1, -500, 2, NULL, 'x', 'receipt', NULL, NULL, NULL);
INSERT INTO crm.payment OVERRIDING SYSTEM VALUE VALUES (3, 1, 4, '2026-03-20 01:30:00+00', 1, '2026-03-20 01:30:00+00', 1, 1, 'RC202603-00003', '2026-03-19', 'confirmed', 1, '上海华信贸易有限公司', 1, 1, 10000, NULL, NULL, NULL, 'receipt', NULL, NULL, NULL);


--
-- Data for Name: payment_method; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.payment_method OVERRIDING SYSTEM VALUE VALUES (1, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'CASH', 'cash', 'cash', 'cash', true);
INSERT INTO crm.payment_method OVERRIDING SYSTEM VALUE VALUES (2, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'TRANSFER', 'bank transfer', 'bank transfer', 'banktransfer
transfer', true);
INSERT INTO crm.payment_method OVERRIDING SYSTEM VALUE VALUES (3, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'WECHAT', 'WeChat Pay', 'wechat pay', 'wechatpay
wechat', true);
INSERT INTO crm.payment_method OVERRIDING SYSTEM VALUE VALUES (4, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'ALIPAY', 'Alipay', 'alipay', 'alipay', true);
INSERT INTO crm.payment_method OVERRIDING SYSTEM VALUE VALUES (5, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'CARD', 'card', 'card', 'card', true);
INSERT INTO crm.payment_method OVERRIDING SYSTEM VALUE VALUES (6, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'CHEQUE', 'cheque', 'cheque', 'cheque', true);
INSERT INTO crm.payment_method OVERRIDING SYSTEM VALUE VALUES (7, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'DRAFT', 'acceptance bill', 'acceptance bill', 'acceptancebill
draft', true);


--
-- Data for Name: pending_allocation; Type: TABLE DATA; Schema: crm; Owner: -
--



--
-- Data for Name: period_lock; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.period_lock OVERRIDING SYSTEM VALUE VALUES (1, '2026-03-20 01:30:00+00', 1, '2026-03-20 01:30:00+00', 1, 1, '2026-01', NULL);


--
-- Data for Name: personnel_type; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.personnel_type OVERRIDING SYSTEM VALUE VALUES (1, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'SALES', 'sales', 'sales', 'sales', true);
INSERT INTO crm.personnel_type OVERRIDING SYSTEM VALUE VALUES (2, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'SERVICE', 'service', 'service', 'service', true);
INSERT INTO crm.personnel_type OVERRIDING SYSTEM VALUE VALUES (3, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'MARKETING', 'marketing', 'marketing', 'marketing', true);
INSERT INTO crm.personnel_type OVERRIDING SYSTEM VALUE VALUES (4, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'FINANCE', 'finance', 'finance', 'finance', true);
INSERT INTO crm.personnel_type OVERRIDING SYSTEM VALUE VALUES (5, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'ADMINISTRATION', 'administration', 'administration', 'administration', true);


--
-- Data for Name: position; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm."position" OVERRIDING SYSTEM VALUE VALUES (1, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'DIRECTOR', 'director', 'director', 'director', true);
INSERT INTO crm."position" OVERRIDING SYSTEM VALUE VALUES (2, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'MANAGER', 'manager', 'manager', 'manager', true);
INSERT INTO crm."position" OVERRIDING SYSTEM VALUE VALUES (3, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'STAFF', 'staff member', 'staff member', 'staffmember
staff', true);


--
-- Data for Name: product; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.product OVERRIDING SYSTEM VALUE VALUES (1, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'P00001', 'Paper', 'paper', 'paper
p00001', true, NULL, NULL, NULL, 1000000, 1300, NULL);
INSERT INTO crm.product OVERRIDING SYSTEM VALUE VALUES (2, '2026-03-20 01:30:00+00', 1, '2026-03-20 01:30:00+00', 1, 1, 'T1', '硒鼓', 'xi1 gu3', '硒鼓
xigu
xg
t1', true, NULL, NULL, NULL, 200000, 1300, NULL);


--
-- Data for Name: progress; Type: TABLE DATA; Schema: crm; Owner: -
--



--
-- Data for Name: receiving_account; Type: TABLE DATA; Schema: crm; Owner: -
--



--
-- Data for Name: region; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.region OVERRIDING SYSTEM VALUE VALUES (1, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'R0001', '华东', 'hua2 dong1', '华东
huadong
hd
r0001', true, NULL);


--
-- Data for Name: sales_order; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.sales_order OVERRIDING SYSTEM VALUE VALUES (3, 1, 1, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'SO202602-00001', '2026-02-01', '2026-02-01', 'confirmed', 1, 3, 1, 20000, NULL, NULL, false, NULL, NULL, NULL);
INSERT INTO crm.sales_order OVERRIDING SYSTEM VALUE VALUES (1, 1, 2, '2026-03-15 01:30:00+00', 1, '2026-03-15 01:30:00+00', 1, 1, 'SO202603-00001', '2026-03-10', '2026-03-10', 'draft', 2, 1, NULL, 30000, NULL, NULL, false, NULL, NULL, NULL);
INSERT INTO crm.sales_order OVERRIDING SYSTEM VALUE VALUES (1, 1, 3, '2026-03-15 01:30:00+00', 1, '2026-03-15 01:30:00+00', 1, 1, 'SO202603-00002', '2026-03-11', '2026-03-11', 'confirmed', 2, 1, NULL, 10000, NULL, NULL, false, NULL, NULL, NULL);
INSERT INTO crm.sales_order OVERRIDING SYSTEM VALUE VALUES (1, 1, 4, '2026-03-15 01:30:00+00', 1, '2026-03-15 01:30:00+00', 1, 2, 'SO202603-00003', '2026-03-11', '2026-03-11', 'cancelled', 2, 1, NULL, 20000, NULL, '错单', false, NULL, NULL, NULL);
INSERT INTO crm.sales_order OVERRIDING SYSTEM VALUE VALUES (3, 1, 5, '2026-03-20 01:30:00+00', 1, '2026-03-20 01:30:00+00', 1, 1, 'SO202603-00004', '2026-03-18', '2026-04-17', 'confirmed', 1, 3, 1, 5900, NULL, NULL, false, NULL, '021-5555 1234 / 13800138000', '上海');


--
-- Data for Name: setting; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.setting OVERRIDING SYSTEM VALUE VALUES (1, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'company', 'Old Ltd');
INSERT INTO crm.setting OVERRIDING SYSTEM VALUE VALUES (2, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'zone', 'Asia/Shanghai');
INSERT INTO crm.setting OVERRIDING SYSTEM VALUE VALUES (3, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'currency', 'CNY');
INSERT INTO crm.setting OVERRIDING SYSTEM VALUE VALUES (4, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'tax_rate', '13');


--
-- Data for Name: source; Type: TABLE DATA; Schema: crm; Owner: -
--

INSERT INTO crm.source OVERRIDING SYSTEM VALUE VALUES (1, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'REFERRAL', 'referral', 'referral', 'referral', true);
INSERT INTO crm.source OVERRIDING SYSTEM VALUE VALUES (2, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'WEB', 'website', 'website', 'website
web', true);
INSERT INTO crm.source OVERRIDING SYSTEM VALUE VALUES (3, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'FAIR', 'trade fair', 'trade fair', 'tradefair
fair', true);
INSERT INTO crm.source OVERRIDING SYSTEM VALUE VALUES (4, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'CALL', 'telephone sales', 'telephone sales', 'telephonesales
call', true);
INSERT INTO crm.source OVERRIDING SYSTEM VALUE VALUES (5, '2026-02-01 02:00:00+00', 1, '2026-02-01 02:00:00+00', 1, 1, 'OTHER', 'other', 'other', 'other', true);


--
-- Name: allocation_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.allocation_id_seq', 3, true);


--
-- Name: channel_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.channel_id_seq', 6, true);


--
-- Name: contact_category_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.contact_category_id_seq', 4, true);


--
-- Name: contact_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.contact_id_seq', 1, false);


--
-- Name: contact_point_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.contact_point_id_seq', 4, true);


--
-- Name: customer_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.customer_id_seq', 3, true);


--
-- Name: customer_type_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.customer_type_id_seq', 3, true);


--
-- Name: department_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.department_id_seq', 1, true);


--
-- Name: followup_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.followup_id_seq', 1, true);


--
-- Name: followup_template_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.followup_template_id_seq', 1, false);


--
-- Name: former_name_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.former_name_id_seq', 1, false);


--
-- Name: industry_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.industry_id_seq', 10, true);


--
-- Name: level_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.level_id_seq', 4, true);


--
-- Name: log_entry_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.log_entry_id_seq', 141, true);


--
-- Name: number_counter_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.number_counter_id_seq', 16, true);


--
-- Name: number_rule_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.number_rule_id_seq', 22, true);


--
-- Name: opening_balance_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.opening_balance_id_seq', 1, true);


--
-- Name: operation_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.operation_id_seq', 25, true);


--
-- Name: operator_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.operator_id_seq', 3, true);


--
-- Name: order_line_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.order_line_id_seq', 7, true);


--
-- Name: payment_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.payment_id_seq', 4, true);


--
-- Name: payment_method_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.payment_method_id_seq', 7, true);


--
-- Name: pending_allocation_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.pending_allocation_id_seq', 1, false);


--
-- Name: period_lock_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.period_lock_id_seq', 1, true);


--
-- Name: personnel_type_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.personnel_type_id_seq', 5, true);


--
-- Name: position_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.position_id_seq', 3, true);


--
-- Name: product_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.product_id_seq', 2, true);


--
-- Name: progress_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.progress_id_seq', 1, false);


--
-- Name: receiving_account_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.receiving_account_id_seq', 1, false);


--
-- Name: region_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.region_id_seq', 1, true);


--
-- Name: sales_order_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.sales_order_id_seq', 5, true);


--
-- Name: setting_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.setting_id_seq', 4, true);


--
-- Name: source_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: -
--

SELECT pg_catalog.setval('crm.source_id_seq', 5, true);


--
-- Name: alembic_version alembic_version_pkc; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);


--
-- Name: allocation pk_allocation; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.allocation
    ADD CONSTRAINT pk_allocation PRIMARY KEY (id);


--
-- Name: channel pk_channel; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.channel
    ADD CONSTRAINT pk_channel PRIMARY KEY (id);


--
-- Name: contact pk_contact; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.contact
    ADD CONSTRAINT pk_contact PRIMARY KEY (id);


--
-- Name: contact_category pk_contact_category; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.contact_category
    ADD CONSTRAINT pk_contact_category PRIMARY KEY (id);


--
-- Name: contact_point pk_contact_point; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.contact_point
    ADD CONSTRAINT pk_contact_point PRIMARY KEY (id);


--
-- Name: customer pk_customer; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.customer
    ADD CONSTRAINT pk_customer PRIMARY KEY (id);


--
-- Name: customer_type pk_customer_type; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.customer_type
    ADD CONSTRAINT pk_customer_type PRIMARY KEY (id);


--
-- Name: department pk_department; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.department
    ADD CONSTRAINT pk_department PRIMARY KEY (id);


--
-- Name: followup pk_followup; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.followup
    ADD CONSTRAINT pk_followup PRIMARY KEY (id);


--
-- Name: followup_template pk_followup_template; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.followup_template
    ADD CONSTRAINT pk_followup_template PRIMARY KEY (id);


--
-- Name: former_name pk_former_name; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.former_name
    ADD CONSTRAINT pk_former_name PRIMARY KEY (id);


--
-- Name: industry pk_industry; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.industry
    ADD CONSTRAINT pk_industry PRIMARY KEY (id);


--
-- Name: level pk_level; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.level
    ADD CONSTRAINT pk_level PRIMARY KEY (id);


--
-- Name: log_entry pk_log_entry; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.log_entry
    ADD CONSTRAINT pk_log_entry PRIMARY KEY (id);


--
-- Name: number_counter pk_number_counter; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.number_counter
    ADD CONSTRAINT pk_number_counter PRIMARY KEY (id);


--
-- Name: number_rule pk_number_rule; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.number_rule
    ADD CONSTRAINT pk_number_rule PRIMARY KEY (id);


--
-- Name: opening_balance pk_opening_balance; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.opening_balance
    ADD CONSTRAINT pk_opening_balance PRIMARY KEY (id);


--
-- Name: operation pk_operation; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.operation
    ADD CONSTRAINT pk_operation PRIMARY KEY (id);


--
-- Name: operator pk_operator; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.operator
    ADD CONSTRAINT pk_operator PRIMARY KEY (id);


--
-- Name: order_line pk_order_line; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.order_line
    ADD CONSTRAINT pk_order_line PRIMARY KEY (id);


--
-- Name: payment pk_payment; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.payment
    ADD CONSTRAINT pk_payment PRIMARY KEY (id);


--
-- Name: payment_method pk_payment_method; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.payment_method
    ADD CONSTRAINT pk_payment_method PRIMARY KEY (id);


--
-- Name: pending_allocation pk_pending_allocation; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.pending_allocation
    ADD CONSTRAINT pk_pending_allocation PRIMARY KEY (id);


--
-- Name: period_lock pk_period_lock; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.period_lock
    ADD CONSTRAINT pk_period_lock PRIMARY KEY (id);


--
-- Name: personnel_type pk_personnel_type; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.personnel_type
    ADD CONSTRAINT pk_personnel_type PRIMARY KEY (id);


--
-- Name: position pk_position; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm."position"
    ADD CONSTRAINT pk_position PRIMARY KEY (id);


--
-- Name: product pk_product; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.product
    ADD CONSTRAINT pk_product PRIMARY KEY (id);


--
-- Name: progress pk_progress; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.progress
    ADD CONSTRAINT pk_progress PRIMARY KEY (id);


--
-- Name: receiving_account pk_receiving_account; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.receiving_account
    ADD CONSTRAINT pk_receiving_account PRIMARY KEY (id);


--
-- Name: region pk_region; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.region
    ADD CONSTRAINT pk_region PRIMARY KEY (id);


--
-- Name: sales_order pk_sales_order; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.sales_order
    ADD CONSTRAINT pk_sales_order PRIMARY KEY (id);


--
-- Name: setting pk_setting; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.setting
    ADD CONSTRAINT pk_setting PRIMARY KEY (id);


--
-- Name: source pk_source; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.source
    ADD CONSTRAINT pk_source PRIMARY KEY (id);


--
-- Name: channel uq_channel_code; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.channel
    ADD CONSTRAINT uq_channel_code UNIQUE (code);


--
-- Name: contact_category uq_contact_category_code; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.contact_category
    ADD CONSTRAINT uq_contact_category_code UNIQUE (code);


--
-- Name: contact uq_contact_code; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.contact
    ADD CONSTRAINT uq_contact_code UNIQUE (code);


--
-- Name: contact uq_contact_id_customer_id_owner_id_dept_id; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.contact
    ADD CONSTRAINT uq_contact_id_customer_id_owner_id_dept_id UNIQUE (id, customer_id, owner_id, dept_id);


--
-- Name: customer uq_customer_code; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.customer
    ADD CONSTRAINT uq_customer_code UNIQUE (code);


--
-- Name: customer uq_customer_id_owner_id_dept_id; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.customer
    ADD CONSTRAINT uq_customer_id_owner_id_dept_id UNIQUE (id, owner_id, dept_id);


--
-- Name: customer uq_customer_identity_number; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.customer
    ADD CONSTRAINT uq_customer_identity_number UNIQUE (identity_number);


--
-- Name: customer uq_customer_tax_number; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.customer
    ADD CONSTRAINT uq_customer_tax_number UNIQUE (tax_number);


--
-- Name: customer_type uq_customer_type_code; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.customer_type
    ADD CONSTRAINT uq_customer_type_code UNIQUE (code);


--
-- Name: department uq_department_code; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.department
    ADD CONSTRAINT uq_department_code UNIQUE (code);


--
-- Name: followup uq_followup_number; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.followup
    ADD CONSTRAINT uq_followup_number UNIQUE (number);


--
-- Name: followup_template uq_followup_template_code; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.followup_template
    ADD CONSTRAINT uq_followup_template_code UNIQUE (code);


--
-- Name: former_name uq_former_name_customer_id_name; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.former_name
    ADD CONSTRAINT uq_former_name_customer_id_name UNIQUE (customer_id, name);


--
-- Name: industry uq_industry_code; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.industry
    ADD CONSTRAINT uq_industry_code UNIQUE (code);


--
-- Name: level uq_level_code; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.level
    ADD CONSTRAINT uq_level_code UNIQUE (code);


--
-- Name: number_counter uq_number_counter_rule_id_period; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.number_counter
    ADD CONSTRAINT uq_number_counter_rule_id_period UNIQUE (rule_id, period);


--
-- Name: number_rule uq_number_rule_noun; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.number_rule
    ADD CONSTRAINT uq_number_rule_noun UNIQUE (noun);


--
-- Name: opening_balance uq_opening_balance_id_customer_id_owner_id_dept_id; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.opening_balance
    ADD CONSTRAINT uq_opening_balance_id_customer_id_owner_id_dept_id UNIQUE (id, customer_id, owner_id, dept_id);


--
-- Name: opening_balance uq_opening_balance_number; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.opening_balance
    ADD CONSTRAINT uq_opening_balance_number UNIQUE (number);


--
-- Name: operator uq_operator_code; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.operator
    ADD CONSTRAINT uq_operator_code UNIQUE (code);


--
-- Name: operator uq_operator_id_dept_id; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.operator
    ADD CONSTRAINT uq_operator_id_dept_id UNIQUE (id, dept_id);


--
-- Name: order_line uq_order_line_order_id_line; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.order_line
    ADD CONSTRAINT uq_order_line_order_id_line UNIQUE (order_id, line);


--
-- Name: payment uq_payment_id_customer_id_owner_id_dept_id; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.payment
    ADD CONSTRAINT uq_payment_id_customer_id_owner_id_dept_id UNIQUE (id, customer_id, owner_id, dept_id);


--
-- Name: payment_method uq_payment_method_code; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.payment_method
    ADD CONSTRAINT uq_payment_method_code UNIQUE (code);


--
-- Name: payment uq_payment_number; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.payment
    ADD CONSTRAINT uq_payment_number UNIQUE (number);


--
-- Name: payment uq_payment_reverses_id; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.payment
    ADD CONSTRAINT uq_payment_reverses_id UNIQUE (reverses_id);


--
-- Name: personnel_type uq_personnel_type_code; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.personnel_type
    ADD CONSTRAINT uq_personnel_type_code UNIQUE (code);


--
-- Name: position uq_position_code; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm."position"
    ADD CONSTRAINT uq_position_code UNIQUE (code);


--
-- Name: product uq_product_code; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.product
    ADD CONSTRAINT uq_product_code UNIQUE (code);


--
-- Name: progress uq_progress_code; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.progress
    ADD CONSTRAINT uq_progress_code UNIQUE (code);


--
-- Name: receiving_account uq_receiving_account_code; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.receiving_account
    ADD CONSTRAINT uq_receiving_account_code UNIQUE (code);


--
-- Name: region uq_region_code; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.region
    ADD CONSTRAINT uq_region_code UNIQUE (code);


--
-- Name: sales_order uq_sales_order_id_customer_id_owner_id_dept_id; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.sales_order
    ADD CONSTRAINT uq_sales_order_id_customer_id_owner_id_dept_id UNIQUE (id, customer_id, owner_id, dept_id);


--
-- Name: sales_order uq_sales_order_number; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.sales_order
    ADD CONSTRAINT uq_sales_order_number UNIQUE (number);


--
-- Name: setting uq_setting_key; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.setting
    ADD CONSTRAINT uq_setting_key UNIQUE (key);


--
-- Name: source uq_source_code; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.source
    ADD CONSTRAINT uq_source_code UNIQUE (code);


--
-- Name: ix_allocation_date_order_id_amount; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_allocation_date_order_id_amount ON crm.allocation USING btree (date, order_id, amount);


--
-- Name: ix_allocation_draws_id_amount; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_allocation_draws_id_amount ON crm.allocation USING btree (draws_id, amount) WHERE (draws_id IS NOT NULL);


--
-- Name: ix_allocation_opening_id_date_amount; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_allocation_opening_id_date_amount ON crm.allocation USING btree (opening_id, date, amount) WHERE (opening_id IS NOT NULL);


--
-- Name: ix_allocation_order_id_date_amount; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_allocation_order_id_date_amount ON crm.allocation USING btree (order_id, date, amount);


--
-- Name: ix_allocation_payment_id_amount; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_allocation_payment_id_amount ON crm.allocation USING btree (payment_id, amount);


--
-- Name: ix_contact_birthday_key; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_contact_birthday_key ON crm.contact USING btree (birthday_key);


--
-- Name: ix_contact_customer_id_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_contact_customer_id_id ON crm.contact USING btree (customer_id, id);


--
-- Name: ix_contact_dept_id_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_contact_dept_id_id ON crm.contact USING btree (dept_id, id);


--
-- Name: ix_contact_owner_id_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_contact_owner_id_id ON crm.contact USING btree (owner_id, id);


--
-- Name: ix_contact_point_contact_id_kind; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_contact_point_contact_id_kind ON crm.contact_point USING btree (contact_id, kind) WHERE (contact_id IS NOT NULL);


--
-- Name: ix_contact_point_customer_id_kind; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_contact_point_customer_id_kind ON crm.contact_point USING btree (customer_id, kind);


--
-- Name: ix_contact_point_normalised; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_contact_point_normalised ON crm.contact_point USING btree (normalised);


--
-- Name: ix_customer_dept_id_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_customer_dept_id_id ON crm.customer USING btree (dept_id, id);


--
-- Name: ix_customer_name_core; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_customer_name_core ON crm.customer USING btree (name_core);


--
-- Name: ix_customer_owner_id_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_customer_owner_id_id ON crm.customer USING btree (owner_id, id);


--
-- Name: ix_customer_region_id_type_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_customer_region_id_type_id ON crm.customer USING btree (region_id, type_id);


--
-- Name: ix_followup_author_id_contacted_at_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_followup_author_id_contacted_at_id ON crm.followup USING btree (author_id, contacted_at, id);


--
-- Name: ix_followup_contact_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_followup_contact_id ON crm.followup USING btree (contact_id) WHERE (contact_id IS NOT NULL);


--
-- Name: ix_followup_contacted_at_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_followup_contacted_at_id ON crm.followup USING btree (contacted_at, id);


--
-- Name: ix_followup_customer_id_contacted_at_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_followup_customer_id_contacted_at_id ON crm.followup USING btree (customer_id, contacted_at, id);


--
-- Name: ix_followup_dept_id_contacted_at_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_followup_dept_id_contacted_at_id ON crm.followup USING btree (dept_id, contacted_at, id);


--
-- Name: ix_followup_next_on; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_followup_next_on ON crm.followup USING btree (next_on) WHERE (next_on IS NOT NULL);


--
-- Name: ix_followup_order_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_followup_order_id ON crm.followup USING btree (order_id) WHERE (order_id IS NOT NULL);


--
-- Name: ix_followup_owner_id_contacted_at_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_followup_owner_id_contacted_at_id ON crm.followup USING btree (owner_id, contacted_at, id);


--
-- Name: ix_log_entry_operation_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_log_entry_operation_id ON crm.log_entry USING btree (operation_id);


--
-- Name: ix_log_entry_root_table_root_id_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_log_entry_root_table_root_id_id ON crm.log_entry USING btree (root_table, root_id, id);


--
-- Name: ix_log_entry_table_name_row_id_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_log_entry_table_name_row_id_id ON crm.log_entry USING btree (table_name, row_id, id);


--
-- Name: ix_opening_balance_customer_id_date; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_opening_balance_customer_id_date ON crm.opening_balance USING btree (customer_id, date);


--
-- Name: ix_opening_balance_dept_id_date; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_opening_balance_dept_id_date ON crm.opening_balance USING btree (dept_id, date);


--
-- Name: ix_opening_balance_owner_id_date; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_opening_balance_owner_id_date ON crm.opening_balance USING btree (owner_id, date);


--
-- Name: ix_operation_at; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_operation_at ON crm.operation USING btree (at);


--
-- Name: ix_operation_operator_id_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_operation_operator_id_id ON crm.operation USING btree (operator_id, id);


--
-- Name: ix_operator_dept_id_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_operator_dept_id_id ON crm.operator USING btree (dept_id, id);


--
-- Name: ix_order_line_order_id_product_id_amount; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_order_line_order_id_product_id_amount ON crm.order_line USING btree (order_id, product_id, amount);


--
-- Name: ix_order_line_product_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_order_line_product_id ON crm.order_line USING btree (product_id);


--
-- Name: ix_payment_claims_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_payment_claims_id ON crm.payment USING btree (claims_id) WHERE (claims_id IS NOT NULL);


--
-- Name: ix_payment_customer_id_date; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_payment_customer_id_date ON crm.payment USING btree (customer_id, date);


--
-- Name: ix_payment_dept_id_date; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_payment_dept_id_date ON crm.payment USING btree (dept_id, date);


--
-- Name: ix_payment_owner_id_date; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_payment_owner_id_date ON crm.payment USING btree (owner_id, date);


--
-- Name: ix_payment_pending; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_payment_pending ON crm.payment USING btree (id) WHERE (status = 'pending'::text);


--
-- Name: ix_pending_allocation_opening_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_pending_allocation_opening_id ON crm.pending_allocation USING btree (opening_id) WHERE (opening_id IS NOT NULL);


--
-- Name: ix_pending_allocation_order_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_pending_allocation_order_id ON crm.pending_allocation USING btree (order_id) WHERE (order_id IS NOT NULL);


--
-- Name: ix_pending_allocation_payment_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_pending_allocation_payment_id ON crm.pending_allocation USING btree (payment_id);


--
-- Name: ix_sales_order_contact_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_sales_order_contact_id ON crm.sales_order USING btree (contact_id) WHERE (contact_id IS NOT NULL);


--
-- Name: ix_sales_order_customer_id_date; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_sales_order_customer_id_date ON crm.sales_order USING btree (customer_id, date);


--
-- Name: ix_sales_order_date_region_id_status_total; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_sales_order_date_region_id_status_total ON crm.sales_order USING btree (date, region_id, status, total);


--
-- Name: ix_sales_order_date_salesperson_id_status_total; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_sales_order_date_salesperson_id_status_total ON crm.sales_order USING btree (date, salesperson_id, status, total);


--
-- Name: ix_sales_order_dept_id_date; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_sales_order_dept_id_date ON crm.sales_order USING btree (dept_id, date);


--
-- Name: ix_sales_order_owner_id_date; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_sales_order_owner_id_date ON crm.sales_order USING btree (owner_id, date);


--
-- Name: uq_contact_primary; Type: INDEX; Schema: crm; Owner: -
--

CREATE UNIQUE INDEX uq_contact_primary ON crm.contact USING btree (customer_id) WHERE is_primary;


--
-- Name: uq_customer_reserved; Type: INDEX; Schema: crm; Owner: -
--

CREATE UNIQUE INDEX uq_customer_reserved ON crm.customer USING btree (reserved) WHERE reserved;


--
-- Name: uq_order_line_rounding; Type: INDEX; Schema: crm; Owner: -
--

CREATE UNIQUE INDEX uq_order_line_rounding ON crm.order_line USING btree (order_id) WHERE (kind = 'rounding'::text);


--
-- Name: uq_payment_bank_reference; Type: INDEX; Schema: crm; Owner: -
--

CREATE UNIQUE INDEX uq_payment_bank_reference ON crm.payment USING btree (bank_reference) WHERE ((bank_reference IS NOT NULL) AND (status = ANY (ARRAY['pending'::text, 'confirmed'::text])));


--
-- Name: allocation log_allocation; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_allocation AFTER INSERT OR DELETE OR UPDATE ON crm.allocation FOR EACH ROW EXECUTE FUNCTION crm.log_change('payment', 'payment_id', '{created_at,created_by,dept_id,id,owner_id,updated_at,updated_by,version}');

ALTER TABLE crm.allocation ENABLE ALWAYS TRIGGER log_allocation;


--
-- Name: channel log_channel; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_channel AFTER INSERT OR DELETE OR UPDATE ON crm.channel FOR EACH ROW EXECUTE FUNCTION crm.log_change('channel', 'id', '{created_at,created_by,id,search_text,sort_key,updated_at,updated_by,version}');

ALTER TABLE crm.channel ENABLE ALWAYS TRIGGER log_channel;


--
-- Name: contact log_contact; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_contact AFTER INSERT OR DELETE OR UPDATE ON crm.contact FOR EACH ROW EXECUTE FUNCTION crm.log_change('contact', 'id', '{birthday_key,created_at,created_by,dept_id,id,owner_id,search_text,sort_key,updated_at,updated_by,version}');

ALTER TABLE crm.contact ENABLE ALWAYS TRIGGER log_contact;


--
-- Name: contact_category log_contact_category; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_contact_category AFTER INSERT OR DELETE OR UPDATE ON crm.contact_category FOR EACH ROW EXECUTE FUNCTION crm.log_change('contact_category', 'id', '{created_at,created_by,id,search_text,sort_key,updated_at,updated_by,version}');

ALTER TABLE crm.contact_category ENABLE ALWAYS TRIGGER log_contact_category;


--
-- Name: contact_point log_contact_point; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_contact_point AFTER INSERT OR DELETE OR UPDATE ON crm.contact_point FOR EACH ROW EXECUTE FUNCTION crm.log_change('customer', 'customer_id', '{created_at,created_by,dept_id,id,masked,normalised,owner_id,updated_at,updated_by,version}');

ALTER TABLE crm.contact_point ENABLE ALWAYS TRIGGER log_contact_point;


--
-- Name: customer log_customer; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_customer AFTER INSERT OR DELETE OR UPDATE ON crm.customer FOR EACH ROW EXECUTE FUNCTION crm.log_change('customer', 'id', '{created_at,created_by,id,name_core,search_text,sort_key,updated_at,updated_by,version}');

ALTER TABLE crm.customer ENABLE ALWAYS TRIGGER log_customer;


--
-- Name: customer_type log_customer_type; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_customer_type AFTER INSERT OR DELETE OR UPDATE ON crm.customer_type FOR EACH ROW EXECUTE FUNCTION crm.log_change('customer_type', 'id', '{created_at,created_by,id,search_text,sort_key,updated_at,updated_by,version}');

ALTER TABLE crm.customer_type ENABLE ALWAYS TRIGGER log_customer_type;


--
-- Name: department log_department; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_department AFTER INSERT OR DELETE OR UPDATE ON crm.department FOR EACH ROW EXECUTE FUNCTION crm.log_change('department', 'id', '{created_at,created_by,id,search_text,sort_key,updated_at,updated_by,version}');

ALTER TABLE crm.department ENABLE ALWAYS TRIGGER log_department;


--
-- Name: followup log_followup; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_followup AFTER INSERT OR DELETE OR UPDATE ON crm.followup FOR EACH ROW EXECUTE FUNCTION crm.log_change('followup', 'id', '{created_at,created_by,dept_id,id,owner_id,search_text,updated_at,updated_by,version}');

ALTER TABLE crm.followup ENABLE ALWAYS TRIGGER log_followup;


--
-- Name: followup_template log_followup_template; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_followup_template AFTER INSERT OR DELETE OR UPDATE ON crm.followup_template FOR EACH ROW EXECUTE FUNCTION crm.log_change('followup_template', 'id', '{created_at,created_by,id,search_text,sort_key,updated_at,updated_by,version}');

ALTER TABLE crm.followup_template ENABLE ALWAYS TRIGGER log_followup_template;


--
-- Name: former_name log_former_name; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_former_name AFTER INSERT OR DELETE OR UPDATE ON crm.former_name FOR EACH ROW EXECUTE FUNCTION crm.log_change('customer', 'customer_id', '{created_at,created_by,dept_id,id,owner_id,updated_at,updated_by,version}');

ALTER TABLE crm.former_name ENABLE ALWAYS TRIGGER log_former_name;


--
-- Name: industry log_industry; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_industry AFTER INSERT OR DELETE OR UPDATE ON crm.industry FOR EACH ROW EXECUTE FUNCTION crm.log_change('industry', 'id', '{created_at,created_by,id,search_text,sort_key,updated_at,updated_by,version}');

ALTER TABLE crm.industry ENABLE ALWAYS TRIGGER log_industry;


--
-- Name: level log_level; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_level AFTER INSERT OR DELETE OR UPDATE ON crm.level FOR EACH ROW EXECUTE FUNCTION crm.log_change('level', 'id', '{created_at,created_by,id,search_text,sort_key,updated_at,updated_by,version}');

ALTER TABLE crm.level ENABLE ALWAYS TRIGGER log_level;


--
-- Name: number_rule log_number_rule; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_number_rule AFTER INSERT OR DELETE OR UPDATE ON crm.number_rule FOR EACH ROW EXECUTE FUNCTION crm.log_change('number_rule', 'id', '{created_at,created_by,id,updated_at,updated_by,version}');

ALTER TABLE crm.number_rule ENABLE ALWAYS TRIGGER log_number_rule;


--
-- Name: opening_balance log_opening_balance; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_opening_balance AFTER INSERT OR DELETE OR UPDATE ON crm.opening_balance FOR EACH ROW EXECUTE FUNCTION crm.log_change('opening_balance', 'id', '{created_at,created_by,dept_id,id,owner_id,updated_at,updated_by,version}');

ALTER TABLE crm.opening_balance ENABLE ALWAYS TRIGGER log_opening_balance;


--
-- Name: operator log_operator; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_operator AFTER INSERT OR DELETE OR UPDATE ON crm.operator FOR EACH ROW EXECUTE FUNCTION crm.log_change('operator', 'id', '{created_at,created_by,id,search_text,sort_key,updated_at,updated_by,version}');

ALTER TABLE crm.operator ENABLE ALWAYS TRIGGER log_operator;


--
-- Name: order_line log_order_line; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_order_line AFTER INSERT OR DELETE OR UPDATE ON crm.order_line FOR EACH ROW EXECUTE FUNCTION crm.log_change('sales_order', 'order_id', '{created_at,created_by,dept_id,id,owner_id,updated_at,updated_by,version}');

ALTER TABLE crm.order_line ENABLE ALWAYS TRIGGER log_order_line;


--
-- Name: payment log_payment; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_payment AFTER INSERT OR DELETE OR UPDATE ON crm.payment FOR EACH ROW EXECUTE FUNCTION crm.log_change('payment', 'id', '{created_at,created_by,dept_id,id,owner_id,updated_at,updated_by,version}');

ALTER TABLE crm.payment ENABLE ALWAYS TRIGGER log_payment;


--
-- Name: payment_method log_payment_method; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_payment_method AFTER INSERT OR DELETE OR UPDATE ON crm.payment_method FOR EACH ROW EXECUTE FUNCTION crm.log_change('payment_method', 'id', '{created_at,created_by,id,search_text,sort_key,updated_at,updated_by,version}');

ALTER TABLE crm.payment_method ENABLE ALWAYS TRIGGER log_payment_method;


--
-- Name: pending_allocation log_pending_allocation; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_pending_allocation AFTER INSERT OR DELETE OR UPDATE ON crm.pending_allocation FOR EACH ROW EXECUTE FUNCTION crm.log_change('payment', 'payment_id', '{created_at,created_by,dept_id,id,owner_id,updated_at,updated_by,version}');

ALTER TABLE crm.pending_allocation ENABLE ALWAYS TRIGGER log_pending_allocation;


--
-- Name: period_lock log_period_lock; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_period_lock AFTER INSERT OR DELETE OR UPDATE ON crm.period_lock FOR EACH ROW EXECUTE FUNCTION crm.log_change('period_lock', 'id', '{created_at,created_by,id,updated_at,updated_by,version}');

ALTER TABLE crm.period_lock ENABLE ALWAYS TRIGGER log_period_lock;


--
-- Name: personnel_type log_personnel_type; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_personnel_type AFTER INSERT OR DELETE OR UPDATE ON crm.personnel_type FOR EACH ROW EXECUTE FUNCTION crm.log_change('personnel_type', 'id', '{created_at,created_by,id,search_text,sort_key,updated_at,updated_by,version}');

ALTER TABLE crm.personnel_type ENABLE ALWAYS TRIGGER log_personnel_type;


--
-- Name: position log_position; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_position AFTER INSERT OR DELETE OR UPDATE ON crm."position" FOR EACH ROW EXECUTE FUNCTION crm.log_change('position', 'id', '{created_at,created_by,id,search_text,sort_key,updated_at,updated_by,version}');

ALTER TABLE crm."position" ENABLE ALWAYS TRIGGER log_position;


--
-- Name: product log_product; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_product AFTER INSERT OR DELETE OR UPDATE ON crm.product FOR EACH ROW EXECUTE FUNCTION crm.log_change('product', 'id', '{created_at,created_by,id,search_text,sort_key,updated_at,updated_by,version}');

ALTER TABLE crm.product ENABLE ALWAYS TRIGGER log_product;


--
-- Name: progress log_progress; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_progress AFTER INSERT OR DELETE OR UPDATE ON crm.progress FOR EACH ROW EXECUTE FUNCTION crm.log_change('progress', 'id', '{created_at,created_by,id,search_text,sort_key,updated_at,updated_by,version}');

ALTER TABLE crm.progress ENABLE ALWAYS TRIGGER log_progress;


--
-- Name: receiving_account log_receiving_account; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_receiving_account AFTER INSERT OR DELETE OR UPDATE ON crm.receiving_account FOR EACH ROW EXECUTE FUNCTION crm.log_change('receiving_account', 'id', '{created_at,created_by,id,search_text,sort_key,updated_at,updated_by,version}');

ALTER TABLE crm.receiving_account ENABLE ALWAYS TRIGGER log_receiving_account;


--
-- Name: region log_region; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_region AFTER INSERT OR DELETE OR UPDATE ON crm.region FOR EACH ROW EXECUTE FUNCTION crm.log_change('region', 'id', '{created_at,created_by,id,search_text,sort_key,updated_at,updated_by,version}');

ALTER TABLE crm.region ENABLE ALWAYS TRIGGER log_region;


--
-- Name: sales_order log_sales_order; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_sales_order AFTER INSERT OR DELETE OR UPDATE ON crm.sales_order FOR EACH ROW EXECUTE FUNCTION crm.log_change('sales_order', 'id', '{created_at,created_by,dept_id,id,owner_id,updated_at,updated_by,version}');

ALTER TABLE crm.sales_order ENABLE ALWAYS TRIGGER log_sales_order;


--
-- Name: setting log_setting; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_setting AFTER INSERT OR DELETE OR UPDATE ON crm.setting FOR EACH ROW EXECUTE FUNCTION crm.log_change('setting', 'id', '{created_at,created_by,id,updated_at,updated_by,version}');

ALTER TABLE crm.setting ENABLE ALWAYS TRIGGER log_setting;


--
-- Name: source log_source; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER log_source AFTER INSERT OR DELETE OR UPDATE ON crm.source FOR EACH ROW EXECUTE FUNCTION crm.log_change('source', 'id', '{created_at,created_by,id,search_text,sort_key,updated_at,updated_by,version}');

ALTER TABLE crm.source ENABLE ALWAYS TRIGGER log_source;


--
-- Name: log_entry seal_log_entry; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER seal_log_entry BEFORE DELETE OR UPDATE OR TRUNCATE ON crm.log_entry FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.log_entry ENABLE ALWAYS TRIGGER seal_log_entry;


--
-- Name: operation seal_operation; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER seal_operation BEFORE DELETE OR UPDATE OR TRUNCATE ON crm.operation FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.operation ENABLE ALWAYS TRIGGER seal_operation;


--
-- Name: allocation truncate_allocation; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_allocation BEFORE TRUNCATE ON crm.allocation FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.allocation ENABLE ALWAYS TRIGGER truncate_allocation;


--
-- Name: channel truncate_channel; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_channel BEFORE TRUNCATE ON crm.channel FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.channel ENABLE ALWAYS TRIGGER truncate_channel;


--
-- Name: contact truncate_contact; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_contact BEFORE TRUNCATE ON crm.contact FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.contact ENABLE ALWAYS TRIGGER truncate_contact;


--
-- Name: contact_category truncate_contact_category; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_contact_category BEFORE TRUNCATE ON crm.contact_category FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.contact_category ENABLE ALWAYS TRIGGER truncate_contact_category;


--
-- Name: contact_point truncate_contact_point; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_contact_point BEFORE TRUNCATE ON crm.contact_point FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.contact_point ENABLE ALWAYS TRIGGER truncate_contact_point;


--
-- Name: customer truncate_customer; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_customer BEFORE TRUNCATE ON crm.customer FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.customer ENABLE ALWAYS TRIGGER truncate_customer;


--
-- Name: customer_type truncate_customer_type; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_customer_type BEFORE TRUNCATE ON crm.customer_type FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.customer_type ENABLE ALWAYS TRIGGER truncate_customer_type;


--
-- Name: department truncate_department; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_department BEFORE TRUNCATE ON crm.department FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.department ENABLE ALWAYS TRIGGER truncate_department;


--
-- Name: followup truncate_followup; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_followup BEFORE TRUNCATE ON crm.followup FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.followup ENABLE ALWAYS TRIGGER truncate_followup;


--
-- Name: followup_template truncate_followup_template; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_followup_template BEFORE TRUNCATE ON crm.followup_template FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.followup_template ENABLE ALWAYS TRIGGER truncate_followup_template;


--
-- Name: former_name truncate_former_name; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_former_name BEFORE TRUNCATE ON crm.former_name FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.former_name ENABLE ALWAYS TRIGGER truncate_former_name;


--
-- Name: industry truncate_industry; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_industry BEFORE TRUNCATE ON crm.industry FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.industry ENABLE ALWAYS TRIGGER truncate_industry;


--
-- Name: level truncate_level; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_level BEFORE TRUNCATE ON crm.level FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.level ENABLE ALWAYS TRIGGER truncate_level;


--
-- Name: number_rule truncate_number_rule; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_number_rule BEFORE TRUNCATE ON crm.number_rule FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.number_rule ENABLE ALWAYS TRIGGER truncate_number_rule;


--
-- Name: opening_balance truncate_opening_balance; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_opening_balance BEFORE TRUNCATE ON crm.opening_balance FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.opening_balance ENABLE ALWAYS TRIGGER truncate_opening_balance;


--
-- Name: operator truncate_operator; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_operator BEFORE TRUNCATE ON crm.operator FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.operator ENABLE ALWAYS TRIGGER truncate_operator;


--
-- Name: order_line truncate_order_line; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_order_line BEFORE TRUNCATE ON crm.order_line FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.order_line ENABLE ALWAYS TRIGGER truncate_order_line;


--
-- Name: payment truncate_payment; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_payment BEFORE TRUNCATE ON crm.payment FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.payment ENABLE ALWAYS TRIGGER truncate_payment;


--
-- Name: payment_method truncate_payment_method; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_payment_method BEFORE TRUNCATE ON crm.payment_method FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.payment_method ENABLE ALWAYS TRIGGER truncate_payment_method;


--
-- Name: pending_allocation truncate_pending_allocation; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_pending_allocation BEFORE TRUNCATE ON crm.pending_allocation FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.pending_allocation ENABLE ALWAYS TRIGGER truncate_pending_allocation;


--
-- Name: period_lock truncate_period_lock; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_period_lock BEFORE TRUNCATE ON crm.period_lock FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.period_lock ENABLE ALWAYS TRIGGER truncate_period_lock;


--
-- Name: personnel_type truncate_personnel_type; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_personnel_type BEFORE TRUNCATE ON crm.personnel_type FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.personnel_type ENABLE ALWAYS TRIGGER truncate_personnel_type;


--
-- Name: position truncate_position; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_position BEFORE TRUNCATE ON crm."position" FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm."position" ENABLE ALWAYS TRIGGER truncate_position;


--
-- Name: product truncate_product; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_product BEFORE TRUNCATE ON crm.product FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.product ENABLE ALWAYS TRIGGER truncate_product;


--
-- Name: progress truncate_progress; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_progress BEFORE TRUNCATE ON crm.progress FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.progress ENABLE ALWAYS TRIGGER truncate_progress;


--
-- Name: receiving_account truncate_receiving_account; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_receiving_account BEFORE TRUNCATE ON crm.receiving_account FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.receiving_account ENABLE ALWAYS TRIGGER truncate_receiving_account;


--
-- Name: region truncate_region; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_region BEFORE TRUNCATE ON crm.region FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.region ENABLE ALWAYS TRIGGER truncate_region;


--
-- Name: sales_order truncate_sales_order; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_sales_order BEFORE TRUNCATE ON crm.sales_order FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.sales_order ENABLE ALWAYS TRIGGER truncate_sales_order;


--
-- Name: setting truncate_setting; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_setting BEFORE TRUNCATE ON crm.setting FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.setting ENABLE ALWAYS TRIGGER truncate_setting;


--
-- Name: source truncate_source; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER truncate_source BEFORE TRUNCATE ON crm.source FOR EACH STATEMENT EXECUTE FUNCTION crm.seal_log();

ALTER TABLE crm.source ENABLE ALWAYS TRIGGER truncate_source;


--
-- Name: allocation fk_allocation_draws_id_customer_id_owner_id_dept_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.allocation
    ADD CONSTRAINT fk_allocation_draws_id_customer_id_owner_id_dept_id FOREIGN KEY (draws_id, customer_id, owner_id, dept_id) REFERENCES crm.payment(id, customer_id, owner_id, dept_id) ON UPDATE CASCADE;


--
-- Name: allocation fk_allocation_opening_id_customer_id_owner_id_dept_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.allocation
    ADD CONSTRAINT fk_allocation_opening_id_customer_id_owner_id_dept_id FOREIGN KEY (opening_id, customer_id, owner_id, dept_id) REFERENCES crm.opening_balance(id, customer_id, owner_id, dept_id) ON UPDATE CASCADE;


--
-- Name: allocation fk_allocation_order_id_customer_id_owner_id_dept_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.allocation
    ADD CONSTRAINT fk_allocation_order_id_customer_id_owner_id_dept_id FOREIGN KEY (order_id, customer_id, owner_id, dept_id) REFERENCES crm.sales_order(id, customer_id, owner_id, dept_id) ON UPDATE CASCADE;


--
-- Name: allocation fk_allocation_payment_id_customer_id_owner_id_dept_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.allocation
    ADD CONSTRAINT fk_allocation_payment_id_customer_id_owner_id_dept_id FOREIGN KEY (payment_id, customer_id, owner_id, dept_id) REFERENCES crm.payment(id, customer_id, owner_id, dept_id) ON UPDATE CASCADE;


--
-- Name: contact fk_contact_category_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.contact
    ADD CONSTRAINT fk_contact_category_id FOREIGN KEY (category_id) REFERENCES crm.contact_category(id);


--
-- Name: contact fk_contact_customer_id_owner_id_dept_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.contact
    ADD CONSTRAINT fk_contact_customer_id_owner_id_dept_id FOREIGN KEY (customer_id, owner_id, dept_id) REFERENCES crm.customer(id, owner_id, dept_id) ON UPDATE CASCADE;


--
-- Name: contact_point fk_contact_point_contact_id_customer_id_owner_id_dept_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.contact_point
    ADD CONSTRAINT fk_contact_point_contact_id_customer_id_owner_id_dept_id FOREIGN KEY (contact_id, customer_id, owner_id, dept_id) REFERENCES crm.contact(id, customer_id, owner_id, dept_id) ON UPDATE CASCADE;


--
-- Name: contact_point fk_contact_point_customer_id_owner_id_dept_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.contact_point
    ADD CONSTRAINT fk_contact_point_customer_id_owner_id_dept_id FOREIGN KEY (customer_id, owner_id, dept_id) REFERENCES crm.customer(id, owner_id, dept_id) ON UPDATE CASCADE;


--
-- Name: contact fk_contact_reports_to_id_customer_id_owner_id_dept_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.contact
    ADD CONSTRAINT fk_contact_reports_to_id_customer_id_owner_id_dept_id FOREIGN KEY (reports_to_id, customer_id, owner_id, dept_id) REFERENCES crm.contact(id, customer_id, owner_id, dept_id) ON UPDATE CASCADE;


--
-- Name: customer fk_customer_industry_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.customer
    ADD CONSTRAINT fk_customer_industry_id FOREIGN KEY (industry_id) REFERENCES crm.industry(id);


--
-- Name: customer fk_customer_level_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.customer
    ADD CONSTRAINT fk_customer_level_id FOREIGN KEY (level_id) REFERENCES crm.level(id);


--
-- Name: customer fk_customer_owner_id_dept_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.customer
    ADD CONSTRAINT fk_customer_owner_id_dept_id FOREIGN KEY (owner_id, dept_id) REFERENCES crm.operator(id, dept_id) ON UPDATE CASCADE;


--
-- Name: customer fk_customer_progress_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.customer
    ADD CONSTRAINT fk_customer_progress_id FOREIGN KEY (progress_id) REFERENCES crm.progress(id);


--
-- Name: customer fk_customer_region_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.customer
    ADD CONSTRAINT fk_customer_region_id FOREIGN KEY (region_id) REFERENCES crm.region(id);


--
-- Name: customer fk_customer_source_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.customer
    ADD CONSTRAINT fk_customer_source_id FOREIGN KEY (source_id) REFERENCES crm.source(id);


--
-- Name: customer fk_customer_type_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.customer
    ADD CONSTRAINT fk_customer_type_id FOREIGN KEY (type_id) REFERENCES crm.customer_type(id);


--
-- Name: department fk_department_parent_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.department
    ADD CONSTRAINT fk_department_parent_id FOREIGN KEY (parent_id) REFERENCES crm.department(id);


--
-- Name: followup fk_followup_author_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.followup
    ADD CONSTRAINT fk_followup_author_id FOREIGN KEY (author_id) REFERENCES crm.operator(id);


--
-- Name: followup fk_followup_channel_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.followup
    ADD CONSTRAINT fk_followup_channel_id FOREIGN KEY (channel_id) REFERENCES crm.channel(id);


--
-- Name: followup fk_followup_contact_id_customer_id_owner_id_dept_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.followup
    ADD CONSTRAINT fk_followup_contact_id_customer_id_owner_id_dept_id FOREIGN KEY (contact_id, customer_id, owner_id, dept_id) REFERENCES crm.contact(id, customer_id, owner_id, dept_id) ON UPDATE CASCADE;


--
-- Name: followup fk_followup_customer_id_owner_id_dept_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.followup
    ADD CONSTRAINT fk_followup_customer_id_owner_id_dept_id FOREIGN KEY (customer_id, owner_id, dept_id) REFERENCES crm.customer(id, owner_id, dept_id) ON UPDATE CASCADE;


--
-- Name: followup fk_followup_order_id_customer_id_owner_id_dept_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.followup
    ADD CONSTRAINT fk_followup_order_id_customer_id_owner_id_dept_id FOREIGN KEY (order_id, customer_id, owner_id, dept_id) REFERENCES crm.sales_order(id, customer_id, owner_id, dept_id) ON UPDATE CASCADE;


--
-- Name: followup_template fk_followup_template_channel_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.followup_template
    ADD CONSTRAINT fk_followup_template_channel_id FOREIGN KEY (channel_id) REFERENCES crm.channel(id);


--
-- Name: followup fk_followup_template_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.followup
    ADD CONSTRAINT fk_followup_template_id FOREIGN KEY (template_id) REFERENCES crm.followup_template(id);


--
-- Name: former_name fk_former_name_customer_id_owner_id_dept_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.former_name
    ADD CONSTRAINT fk_former_name_customer_id_owner_id_dept_id FOREIGN KEY (customer_id, owner_id, dept_id) REFERENCES crm.customer(id, owner_id, dept_id) ON UPDATE CASCADE;


--
-- Name: log_entry fk_log_entry_operation_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.log_entry
    ADD CONSTRAINT fk_log_entry_operation_id FOREIGN KEY (operation_id) REFERENCES crm.operation(id);


--
-- Name: number_counter fk_number_counter_rule_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.number_counter
    ADD CONSTRAINT fk_number_counter_rule_id FOREIGN KEY (rule_id) REFERENCES crm.number_rule(id);


--
-- Name: opening_balance fk_opening_balance_customer_id_owner_id_dept_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.opening_balance
    ADD CONSTRAINT fk_opening_balance_customer_id_owner_id_dept_id FOREIGN KEY (customer_id, owner_id, dept_id) REFERENCES crm.customer(id, owner_id, dept_id) ON UPDATE CASCADE;


--
-- Name: operator fk_operator_dept_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.operator
    ADD CONSTRAINT fk_operator_dept_id FOREIGN KEY (dept_id) REFERENCES crm.department(id);


--
-- Name: operator fk_operator_manager_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.operator
    ADD CONSTRAINT fk_operator_manager_id FOREIGN KEY (manager_id) REFERENCES crm.operator(id);


--
-- Name: operator fk_operator_personnel_type_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.operator
    ADD CONSTRAINT fk_operator_personnel_type_id FOREIGN KEY (personnel_type_id) REFERENCES crm.personnel_type(id);


--
-- Name: operator fk_operator_position_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.operator
    ADD CONSTRAINT fk_operator_position_id FOREIGN KEY (position_id) REFERENCES crm."position"(id);


--
-- Name: operator fk_operator_region_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.operator
    ADD CONSTRAINT fk_operator_region_id FOREIGN KEY (region_id) REFERENCES crm.region(id);


--
-- Name: order_line fk_order_line_order_id_customer_id_owner_id_dept_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.order_line
    ADD CONSTRAINT fk_order_line_order_id_customer_id_owner_id_dept_id FOREIGN KEY (order_id, customer_id, owner_id, dept_id) REFERENCES crm.sales_order(id, customer_id, owner_id, dept_id) ON UPDATE CASCADE;


--
-- Name: order_line fk_order_line_product_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.order_line
    ADD CONSTRAINT fk_order_line_product_id FOREIGN KEY (product_id) REFERENCES crm.product(id);


--
-- Name: payment fk_payment_account_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.payment
    ADD CONSTRAINT fk_payment_account_id FOREIGN KEY (account_id) REFERENCES crm.receiving_account(id);


--
-- Name: payment fk_payment_claims_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.payment
    ADD CONSTRAINT fk_payment_claims_id FOREIGN KEY (claims_id) REFERENCES crm.payment(id);


--
-- Name: payment fk_payment_customer_id_owner_id_dept_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.payment
    ADD CONSTRAINT fk_payment_customer_id_owner_id_dept_id FOREIGN KEY (customer_id, owner_id, dept_id) REFERENCES crm.customer(id, owner_id, dept_id) ON UPDATE CASCADE;


--
-- Name: payment fk_payment_handler_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.payment
    ADD CONSTRAINT fk_payment_handler_id FOREIGN KEY (handler_id) REFERENCES crm.operator(id);


--
-- Name: payment fk_payment_method_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.payment
    ADD CONSTRAINT fk_payment_method_id FOREIGN KEY (method_id) REFERENCES crm.payment_method(id);


--
-- Name: payment fk_payment_reverses_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.payment
    ADD CONSTRAINT fk_payment_reverses_id FOREIGN KEY (reverses_id) REFERENCES crm.payment(id);


--
-- Name: pending_allocation fk_pending_allocation_opening_id_customer_id_owner_id_dept_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.pending_allocation
    ADD CONSTRAINT fk_pending_allocation_opening_id_customer_id_owner_id_dept_id FOREIGN KEY (opening_id, customer_id, owner_id, dept_id) REFERENCES crm.opening_balance(id, customer_id, owner_id, dept_id) ON UPDATE CASCADE;


--
-- Name: pending_allocation fk_pending_allocation_order_id_customer_id_owner_id_dept_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.pending_allocation
    ADD CONSTRAINT fk_pending_allocation_order_id_customer_id_owner_id_dept_id FOREIGN KEY (order_id, customer_id, owner_id, dept_id) REFERENCES crm.sales_order(id, customer_id, owner_id, dept_id) ON UPDATE CASCADE;


--
-- Name: pending_allocation fk_pending_allocation_payment_id_customer_id_owner_id_dept_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.pending_allocation
    ADD CONSTRAINT fk_pending_allocation_payment_id_customer_id_owner_id_dept_id FOREIGN KEY (payment_id, customer_id, owner_id, dept_id) REFERENCES crm.payment(id, customer_id, owner_id, dept_id) ON UPDATE CASCADE;


--
-- Name: region fk_region_parent_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.region
    ADD CONSTRAINT fk_region_parent_id FOREIGN KEY (parent_id) REFERENCES crm.region(id);


--
-- Name: sales_order fk_sales_order_contact_id_customer_id_owner_id_dept_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.sales_order
    ADD CONSTRAINT fk_sales_order_contact_id_customer_id_owner_id_dept_id FOREIGN KEY (contact_id, customer_id, owner_id, dept_id) REFERENCES crm.contact(id, customer_id, owner_id, dept_id) ON UPDATE CASCADE;


--
-- Name: sales_order fk_sales_order_customer_id_owner_id_dept_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.sales_order
    ADD CONSTRAINT fk_sales_order_customer_id_owner_id_dept_id FOREIGN KEY (customer_id, owner_id, dept_id) REFERENCES crm.customer(id, owner_id, dept_id) ON UPDATE CASCADE;


--
-- Name: sales_order fk_sales_order_region_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.sales_order
    ADD CONSTRAINT fk_sales_order_region_id FOREIGN KEY (region_id) REFERENCES crm.region(id);


--
-- Name: sales_order fk_sales_order_salesperson_id; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.sales_order
    ADD CONSTRAINT fk_sales_order_salesperson_id FOREIGN KEY (salesperson_id) REFERENCES crm.operator(id);


--
-- PostgreSQL database dump complete
--


