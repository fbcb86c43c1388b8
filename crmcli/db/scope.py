"""Which tables belong to whom, declared once for both engines; nothing heavy is imported.

Rows of :data:`SCOPED` are seen by who sees their owner or department, those of :data:`OPEN` by
everybody. What actions write stands in ``rights.py``. PostgreSQL's policies and grants
(``db/server/``) and SQLite's views and guards (``shadow.py``, ``guards.py``) are made of both.
"""

from __future__ import annotations

from collections.abc import Iterable

OWN, DEPARTMENT, SUBTREE, REGION, ALL = "own", "department", "subtree", "region", "all"

PARTY = ("customer", "former_name", "contact", "contact_point")
TALK = ("followup", "annotation")
SALES = ("sales_order", "order_line")
MONEY = ("payment", "allocation", "pending_allocation", "opening_balance")
APPROVED = ("approval", "approval_decision", "revision_field")
SCOPED = (
    *PARTY, *TALK, *SALES, *MONEY, *APPROVED, "share", "handed_over", "pool_move",
    "registration", "conflict", "merged_customer",
)  # fmt: skip
"""Tables whose rows belong to an owner and a department."""

OPEN = (
    "customer_type", "source", "industry", "level", "contact_category", "channel", "position",
    "personnel_type", "payment_method", "receiving_account", "progress", "region", "department",
    "operator", "product", "followup_template", "setting", "number_rule", "period_lock",
    "import_mapping", "role", "role_permission", "role_position", "approval_rule", "loan",
    "handover", "working_calendar", "leave",
)  # fmt: skip
"""Tables that everybody who is logged in reads: basic data, and who is who."""
BY_OWNER = ("share", "registration")
"""Written by who has a customer, and not by whom it is shared with."""
ADDRESSED = {"annotation": "recipient_id"}
"""Scoped tables of which one also reads the rows that are addressed to oneself."""
TOLD = ("notification",)
"""Tables of which everybody reads the rows with the own ``operator_id``, and writes none."""
LOGGED = ("operation", "log_entry")
ADMINISTERED = ("operator", "login", "loan", "role", "role_permission", "role_position", "setting")
"""What was done to these is told to who may change people, and to who reads the whole log."""
"""The log: seen through views that leave out what is hidden."""

SENSITIVE: dict[str, tuple[str, ...]] = {
    "contact_point": ("raw", "normalised"),
    "customer": ("identity_number", "billing_phone"),
    "sales_order": ("phone",),
    "merged_customer": ("image",),
}
"""Columns that nobody reads: they are revealed one record at a time, which is logged."""

KEY_FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "customer": {
        "name": ("name",),
        "short_name": ("short_name",),
        "kind": ("kind",),
        "type": ("type_id",),
        "industry": ("industry_id",),
        "level": ("level_id",),
        "region": ("region_id",),
        "province": ("province",),
        "city": ("city",),
        "district": ("district",),
        "address": ("address",),
        "tax_number": ("tax_number",),
        "credit_limit": ("credit_limit",),
        "payment_terms": ("payment_terms",),
        "billing": ("billing_name", "billing_bank", "billing_account", "billing_address"),
    },
    "contact": {
        "name": ("name",),
        "salutation": ("salutation",),
        "category": ("category_id",),
        "position": ("position",),
        "department": ("department",),
        "decision_role": ("decision_role",),
    },
}
"""Noun -> what a company can make a key field, and its columns: changed by revision only then.

What nobody reads whole is none: a revision shows old and new side by side.
"""

COPIED = "\x1f"
"""Begins a phone that a PostgreSQL server shall copy from where the rest says."""

STAMPS = ("created_at", "created_by", "updated_at", "updated_by", "version")
FIXED = ("id", "created_at", "created_by")
OWNERSHIP = ("owner_id", "dept_id")


LONGEST_LOAN = 366
"""Days for which something is lent or shared at most: what lasts longer is a scope or a role."""


def shown_columns(table: str, columns: Iterable[str]) -> list[str]:
    """The columns of a table that are read."""
    return [name for name in columns if name not in SENSITIVE.get(table, ())]


def customer_of(table: str) -> str:
    """The column of a scoped table that says which customer a row belongs to."""
    return "id" if table == "customer" else "customer_id"
