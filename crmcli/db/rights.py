"""What every action may write, declared once for both engines; nothing heavy is imported.

Every declared action is a permission (:data:`PERMISSIONS`). What it writes stands in
:data:`RIGHTS`, what it reads in :func:`readable`. PostgreSQL's grants and SQLite's guards are made
of this; which rows somebody sees is said in ``scope.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from crmcli.db.scope import APPROVED, MONEY, OPEN, OWNERSHIP, PARTY, SALES, SCOPED, TALK

CODES = ("name", "active", "code", "sort_key", "search_text")
FOUND_BY = ("search_text",)
STAGE = ("lifecycle", "lifecycle_reason")
CUSTOMER = (
    "name", "code", "sort_key", "search_text", "active", "kind", "short_name", "name_core",
    "type_id", "source_id", "industry_id", "level_id", "region_id", "province", "city",
    "district", "postcode", "address", "website", "tax_number", "identity_number",
    "identity_masked", "credit_limit", "payment_terms", "lifecycle", "lifecycle_reason",
    "progress_id", "staff", "turnover", "age_band", "occupation", "needs", "needs_on",
    "billing_name", "billing_bank", "billing_account", "billing_address", "billing_phone",
    "billing_phone_masked", "remark",
)  # fmt: skip
POINT = ("raw", "normalised", "masked")
CONTACT = (
    *CODES, "salutation", "category_id", "position", "department", "reports_to_id",
    "decision_role", "is_primary", "birthday", "birthday_key", "remark",
)  # fmt: skip
FOLLOWUP = (
    "contact_id", "order_id", "channel_id", "template_id", "contacted_at", "late", "corrected_at",
    "participants", "content", "result", "next_step", "next_on", "search_text",
)  # fmt: skip
ORDER = (
    "contact_id", "date", "due_date", "due_by_hand", "phone", "phone_masked", "ship_to", "total",
    "region_id", "remark",
)  # fmt: skip
LINE = (
    "line", "kind", "product_id", "product_name", "unit", "quantity", "price", "discount",
    "tax_rate", "amount", "remark",
)  # fmt: skip
CODE_LISTS = OPEN[:11]


@dataclass(frozen=True, slots=True)
class Right:
    """What an action may write: tables to add to and to remove from, columns to change."""

    insert: tuple[str, ...] = ()
    update: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    delete: tuple[str, ...] = ()
    by_server: tuple[str, ...] = ()
    """What it adds to through functions of the server, or past the guards of SQLite."""


NONE = Right()
HELD = {"customer": FOUND_BY}
STAGED = {"customer": (*FOUND_BY, *STAGE)}
_CUSTOMER_NEW = Right(insert=PARTY, update=HELD, by_server=("conflict",))
_CUSTOMER_EDIT = Right(
    insert=("former_name", "contact_point"),
    update={"customer": CUSTOMER, "contact_point": POINT},
    delete=("former_name", "contact_point"),
)
_CONTACT_NEW = Right(
    insert=("contact", "contact_point"), update={**HELD, "contact": ("is_primary",)}
)
_CONTACT_EDIT = Right(
    insert=("contact_point",),
    update={**HELD, "contact": CONTACT, "contact_point": POINT},
    delete=("contact_point",),
)
_FOLLOWUP_NEW = Right(insert=("followup",), update=STAGED)
_FOLLOWUP_EDIT = Right(update={**STAGED, "followup": FOLLOWUP})
_ORDER_NEW = Right(insert=SALES, update=STAGED)
_ORDER_EDIT = Right(
    insert=("order_line",),
    update={**HELD, "sales_order": ORDER, "order_line": LINE},
    delete=("order_line",),
)
_ORDER_STATE = Right(update={**STAGED, "sales_order": ("status", "reason")})
_PAID = Right(insert=("payment", "allocation", "pending_allocation"), update=STAGED)
_PAID_STATE = Right(
    insert=("payment", "allocation"),
    update={**STAGED, "payment": ("status", "reason", "date")},
    delete=("pending_allocation",),
)


def _both(*rights: Right) -> Right:
    """What any of several rights may write."""
    columns: dict[str, tuple[str, ...]] = {}
    for right in rights:
        for table, names in right.update.items():
            columns[table] = tuple(dict.fromkeys((*columns.get(table, ()), *names)))
    return Right(
        tuple(dict.fromkeys(table for right in rights for table in right.insert)),
        columns,
        tuple(dict.fromkeys(table for right in rights for table in right.delete)),
        tuple(dict.fromkeys(table for right in rights for table in right.by_server)),
    )


def _listed(tables: tuple[str, ...], columns: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    return dict.fromkeys(tables, columns)


_REGION = (*CODES, "parent_id")
_PRODUCT = (*CODES, "spec", "unit", "category", "price", "tax_rate", "cost")
_PERSON = (*CODES, "dept_id", "region_id", "personnel_type_id", "position_id", "manager_id")
_AUTHORITY = ("role_id", "scope", "scope_dept_id")
_TEMPLATE = (*CODES, "channel_id", "required", "content")
_POOLED = Right(by_server=("pool_move",))
_MERGED = Right(update={"customer": FOUND_BY}, by_server=("merged_customer",))
_HANDED = Right(by_server=("handover", "handed_over"))
_CALENDAR = Right(insert=("working_calendar",), update={"working_calendar": ("working", "name")})
_LENT = Right(insert=("loan",), update={"loan": ("ended",)})
_ANNOTATED = Right(by_server=("annotation",))
_RULE = (*CODES, "noun", "dept_id", "from_amount", "step", "role_id", "approver_id")
_ROLE_ROWS = ("role_permission", "role_position")
_LOGIN = ("name", "epoch")
FIXED_ROLE = "ADMINISTRATOR"
"""Nobody changes what this role may do, so that somebody can always administer."""

RIGHTS: dict[str, Right] = {
    "customer.read": NONE,
    "customer.create": _CUSTOMER_NEW,
    "customer.update": _CUSTOMER_EDIT,
    "customer.assign": Right(update={"customer": (*OWNERSHIP, "owned_since")}),
    "customer.release": _POOLED,
    "customer.claim": _POOLED,
    "customer.recycle": _POOLED,
    "customer.share": Right(insert=("share",), update={"share": ("ended",)}),
    "customer.merge": _MERGED,
    "customer.unmerge": _MERGED,
    "customer.register": Right(
        insert=("registration",),
        update={"registration": ("ends_on", "ended", "reason")},
    ),
    "customer.import": _both(_CUSTOMER_NEW, _CUSTOMER_EDIT, _CONTACT_NEW),
    "conflict.read": NONE,
    "conflict.decide": Right(by_server=("conflict",)),
    "handover.read": NONE,
    "handover.run": _HANDED,
    "handover.undo": _HANDED,
    "revision.propose": Right(by_server=APPROVED),
    "approval.read": NONE,
    "approval.decide": NONE,
    "approval.remind": NONE,
    "approval.delegate": _LENT,
    "approval-rule.read": NONE,
    "approval-rule.create": Right(insert=("approval_rule",)),
    "approval-rule.update": Right(update={"approval_rule": _RULE}),
    "approval-rule.delete": Right(delete=("approval_rule",)),
    "contact.read": NONE,
    "contact.create": _CONTACT_NEW,
    "contact.update": _CONTACT_EDIT,
    "contact.delete": Right(
        update={**HELD, "contact": ("is_primary",)}, delete=("contact", "contact_point")
    ),
    "contact.import": _both(_CONTACT_NEW, _CONTACT_EDIT),
    "contact.reveal": NONE,
    "followup.read": NONE,
    "followup.create": _FOLLOWUP_NEW,
    "followup.correct": _FOLLOWUP_EDIT,
    "followup.import": _both(_FOLLOWUP_NEW, _FOLLOWUP_EDIT),
    "annotation.read": NONE,
    "annotation.create": _ANNOTATED,
    "annotation.answer": _ANNOTATED,
    "supervision.read": NONE,
    "leave.read": NONE,
    "leave.create": Right(insert=("leave",)),
    "leave.delete": Right(delete=("leave",)),
    "working-calendar.read": NONE,
    "working-calendar.update": _CALENDAR,
    "working-calendar.delete": Right(delete=("working_calendar",)),
    "working-calendar.import": _CALENDAR,
    "order.read": NONE,
    "order.create": _ORDER_NEW,
    "order.update": _ORDER_EDIT,
    "order.confirm": _ORDER_STATE,
    "order.complete": _ORDER_STATE,
    "order.cancel": _ORDER_STATE,
    "order.import": _both(_ORDER_NEW, _ORDER_EDIT, _ORDER_STATE),
    "payment.read": NONE,
    "payment.record": _PAID,
    "payment.confirm": _PAID_STATE,
    "payment.allocate": _PAID,
    "payment.unallocate": _PAID,
    "payment.refund": _PAID,
    "payment.claim": _both(_PAID, _PAID_STATE),
    "payment.void": _PAID_STATE,
    "payment.import": _both(_PAID, _PAID_STATE),
    "opening.read": NONE,
    "opening.create": Right(insert=("opening_balance", "payment"), update=HELD),
    "opening.void": Right(
        insert=("payment", "allocation"),
        update={**HELD, "opening_balance": ("status", "reason"), "payment": ("status", "reason")},
        delete=("pending_allocation",),
    ),
    "opening.import": Right(insert=("opening_balance", "payment"), update=HELD),
    "receivable.read": NONE,
    "overview.read": NONE,
    "statement.read": NONE,
    "report.customer-region": NONE,
    "report.customer-region-personnel": NONE,
    "report.customer-region-type": NONE,
    "report.customer-type": NONE,
    "report.receipts": NONE,
    "report.receivables-ageing": NONE,
    "report.region-product": NONE,
    "report.region-sales": NONE,
    "report.salesperson-product": NONE,
    "report.salesperson-ranking": NONE,
    "report.salesperson-sales": NONE,
    "report.work-review": NONE,
    "list.export": NONE,
    "sql.run": NONE,
    "period.read": NONE,
    "period.close": Right(insert=("period_lock",)),
    "period.open": Right(insert=("period_lock",)),
    "product.read": NONE,
    "product.create": Right(insert=("product",), update={"product": _PRODUCT}),
    "product.update": Right(update={"product": _PRODUCT}),
    "product.delete": Right(delete=("product",)),
    "product.import": Right(insert=("product",), update={"product": _PRODUCT}),
    "region.read": NONE,
    "region.create": Right(insert=("region",), update={"region": _REGION}),
    "region.update": Right(update={"region": _REGION}),
    "region.delete": Right(delete=("region",)),
    "region.import": Right(insert=("region",), update={"region": _REGION}),
    "code-list.read": NONE,
    "code-list.create": Right(insert=CODE_LISTS),
    "code-list.update": Right(update=_listed(CODE_LISTS, CODES)),
    "code-list.delete": Right(delete=CODE_LISTS),
    "followup-template.read": NONE,
    "followup-template.create": Right(insert=("followup_template",)),
    "followup-template.update": Right(update={"followup_template": _TEMPLATE}),
    "followup-template.delete": Right(delete=("followup_template",)),
    "department.read": NONE,
    "department.create": Right(insert=("department", "operator")),
    "department.update": Right(update={"department": _REGION, "operator": CODES}),
    "department.delete": Right(delete=("department", "operator")),
    "department.import": Right(
        insert=("department", "operator"), update={"department": _REGION, "operator": CODES}
    ),
    "operator.read": NONE,
    "operator.create": Right(insert=("operator", "login")),
    "operator.update": Right(
        insert=("login",),
        update={"operator": (*_PERSON, *_AUTHORITY), "login": _LOGIN},
    ),
    "operator.lend": _LENT,
    "operator.import": Right(
        insert=("operator", "login"),
        update={"operator": (*_PERSON, *_AUTHORITY), "login": _LOGIN},
    ),
    "role.read": NONE,
    "role.create": Right(insert=("role", *_ROLE_ROWS)),
    "role.update": Right(
        insert=_ROLE_ROWS,
        update={"role": (*CODES, "remark"), "role_position": ("role_id",)},
        delete=_ROLE_ROWS,
    ),
    "role.delete": Right(delete=("role", *_ROLE_ROWS)),
    "permission.read": NONE,
    "token.read": NONE,
    "token.create": Right(insert=("login",)),
    "token.revoke": Right(update={"login": ("revoked_at", "epoch")}),
    "password.reset": Right(insert=("login",), update={"login": ("must_change", "epoch")}),
    "setting.read": NONE,
    "setting.update": Right(insert=("setting",), update={"setting": ("value",)}),
    "number-rule.read": NONE,
    "number-rule.update": Right(
        insert=("number_counter",),
        update={"number_rule": ("pattern",), "number_counter": ("last",)},
        delete=("number_counter",),
    ),
    "import-mapping.read": NONE,
    "import-mapping.update": Right(
        insert=("import_mapping",), update={"import_mapping": ("noun", "headings")}
    ),
    "import-mapping.delete": Right(delete=("import_mapping",)),
    "log.history": NONE,
    "log.read": NONE,
    "log.read-all": NONE,
    "log.seal": Right(insert=("log_seal",)),
    "log.verify": NONE,
    "store.backup": NONE,
    "store.check": NONE,
    "store.export": NONE,
    "store.upgrade": NONE,
}
"""Every permission, and what it may write."""

PERMISSIONS = tuple(RIGHTS)
FREE = ("operator.whoami", "password.change", "login.leave", "inbox.read", "inbox.clear")
"""What everybody may do who is logged in."""
BEFORE_CHANGE = ("operator.whoami", "password.change", "login.leave")
"""What somebody may do who has to change the password first."""

_BY_NOUN: dict[str, tuple[str, ...]] = {
    "customer": SCOPED,
    "revision": (*PARTY, *APPROVED),
    "handover": SCOPED,
    "conflict": (*PARTY, "conflict", "registration"),
    "approval": (*PARTY, *APPROVED),
    "contact": (*PARTY, *TALK, *SALES),
    "followup": (*PARTY, *TALK, *SALES),
    "annotation": (*PARTY, *TALK),
    "supervision": (*PARTY, *TALK, *SALES),
    "order": SCOPED,
    "payment": (*PARTY, *SALES, *MONEY),
    "opening": (*PARTY, *SALES, *MONEY),
    "overview": (*PARTY, *SALES, *MONEY),
    "receivable": (*PARTY, *SALES, *MONEY),
    "statement": (*PARTY, *SALES, *MONEY),
    "report": SCOPED,
    "log": SCOPED,
    "list": (),
    "token": ("login",),
    "operator": ("login",),
    "password": ("login",),
    "number-rule": ("number_counter",),
}
"""What the actions of a noun read besides :data:`OPEN`."""
_BY_ACTION: dict[str, tuple[str, ...]] = {
    "log.seal": ("log_seal",),
    "log.verify": ("log_seal",),
    "log.read-all": ("log_seal",),
}


def readable(permission: str) -> tuple[str, ...]:
    """The tables that somebody with a permission reads, besides those that all do."""
    noun = permission.partition(".")[0]
    if permission in _BY_ACTION:
        return _BY_ACTION[permission]
    return _BY_NOUN.get(noun, ())


def tables_written() -> tuple[str, ...]:
    """Every table that some action writes."""
    return tuple(
        dict.fromkeys(
            table
            for right in RIGHTS.values()
            for table in (*right.insert, *right.update, *right.delete, *right.by_server)
        )
    )


@cache
def column_groups(table: str) -> tuple[tuple[tuple[str, ...], frozenset[str]], ...]:
    """The columns of a table that may be changed, together with the permissions each needs."""
    needed: dict[str, set[str]] = {}
    for permission, right in RIGHTS.items():
        for name in right.update.get(table, ()):
            needed.setdefault(name, set()).add(permission)
    groups: dict[frozenset[str], list[str]] = {}
    for name, permissions in needed.items():
        groups.setdefault(frozenset(permissions), []).append(name)
    return tuple((tuple(names), permissions) for permissions, names in groups.items())


@cache
def needing(event: str, table: str) -> frozenset[str]:
    """The permissions, any of which allows to ``insert`` into or ``delete`` from a table."""
    return frozenset(
        permission for permission, right in RIGHTS.items() if table in getattr(right, event)
    )


def matching(pattern: str) -> Iterator[str]:
    """The permissions that a pattern such as ``order.*`` means."""
    noun, _dot, verb = pattern.partition(".")
    for permission in PERMISSIONS:
        its_noun, _dot, its_verb = permission.partition(".")
        if noun in ("*", its_noun) and verb in ("*", its_verb):
            yield permission
