"""The thin line: basic data, customers, orders, receipts, the log"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from crmcli.db import types

revision = "20261122_thin_line"
down_revision = None


STRICT = {"sqlite_autoincrement": True, "sqlite_strict": True}
CODE_LISTS = (
    "channel",
    "contact_category",
    "customer_type",
    "industry",
    "level",
    "payment_method",
    "personnel_type",
    "position",
    "source",
)


def _stamps() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", types.Key(), sa.Identity(always=True), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("created_by", types.Key(), nullable=False),
        sa.Column("updated_at", types.Instant(), nullable=False),
        sa.Column("updated_by", types.Key(), nullable=False),
        sa.Column("version", types.Count(), nullable=False),
    )


def _coded() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("code", types.Str(), nullable=False),
        sa.Column("name", types.Str(), nullable=False),
        sa.Column("sort_key", types.Str(), nullable=False),
        sa.Column("search_text", types.Str(), nullable=False),
        sa.Column("active", types.Flag(), nullable=False),
    )


def _scope() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("dept_id", types.Key(), nullable=False),
    )


def _follows(table: str, parent: str, *key: str) -> sa.ForeignKeyConstraint:
    """A composite key that carries owner and department along from the parent."""
    columns = [*key, "owner_id", "dept_id"]
    targets = ["id", *columns[1:]] if key else ["id", "dept_id"]
    return sa.ForeignKeyConstraint(
        columns,
        [f"{parent}.{target}" for target in targets],
        name=f"fk_{table}_{'_'.join(columns)}",
        onupdate="CASCADE",
    )


def upgrade() -> None:
    for name in CODE_LISTS:
        op.create_table(
            name,
            *_stamps(),
            *_coded(),
            sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
            sa.UniqueConstraint("code", name=f"uq_{name}_code"),
            **STRICT,
        )
    op.create_table(
        "department",
        *_stamps(),
        *_coded(),
        sa.Column("parent_id", types.Key(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["department.id"], name="fk_department_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_department"),
        sa.UniqueConstraint("code", name="uq_department_code"),
        **STRICT,
    )
    op.create_table(
        "number_rule",
        *_stamps(),
        sa.Column("noun", types.Str(), nullable=False),
        sa.Column("pattern", types.Str(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_number_rule"),
        sa.UniqueConstraint("noun", name="uq_number_rule_noun"),
        **STRICT,
    )
    op.create_table(
        "operation",
        sa.Column("id", types.Key(), sa.Identity(always=True), nullable=False),
        sa.Column("at", types.Instant(), nullable=False),
        sa.Column("operator_id", types.Key(), nullable=False),
        sa.Column("action", types.Str(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_operation"),
        **STRICT,
    )
    op.create_index("ix_operation_at", "operation", ["at"])
    op.create_index("ix_operation_operator_id_id", "operation", ["operator_id", "id"])

    op.create_table(
        "product",
        *_stamps(),
        *_coded(),
        sa.Column("spec", types.Str(), nullable=True),
        sa.Column("unit", types.Str(), nullable=True),
        sa.Column("category", types.Str(), nullable=True),
        sa.Column("price", types.Price(), nullable=False),
        sa.Column("tax_rate", types.Percent(), nullable=False),
        sa.Column("cost", types.Price(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_product"),
        sa.UniqueConstraint("code", name="uq_product_code"),
        **STRICT,
    )
    op.create_table(
        "region",
        *_stamps(),
        *_coded(),
        sa.Column("parent_id", types.Key(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["region.id"], name="fk_region_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_region"),
        sa.UniqueConstraint("code", name="uq_region_code"),
        **STRICT,
    )
    op.create_table(
        "setting",
        *_stamps(),
        sa.Column("key", types.Str(), nullable=False),
        sa.Column("value", types.Str(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_setting"),
        sa.UniqueConstraint("key", name="uq_setting_key"),
        **STRICT,
    )
    op.create_table(
        "log_entry",
        sa.Column("id", types.Key(), sa.Identity(always=True), nullable=False),
        sa.Column("operation_id", types.Key(), nullable=False),
        sa.Column("change", types.Str(), nullable=False),
        sa.Column("table_name", types.Str(), nullable=False),
        sa.Column("row_id", types.Key(), nullable=False),
        sa.Column("root_table", types.Str(), nullable=False),
        sa.Column("root_id", types.Key(), nullable=False),
        sa.Column("old", types.Json(), nullable=True),
        sa.Column("new", types.Json(), nullable=True),
        sa.CheckConstraint(
            "change IN ('insert', 'update', 'delete')", name=op.f("ck_log_entry_change")
        ),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["operation.id"], name="fk_log_entry_operation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_log_entry"),
        **STRICT,
    )
    op.create_index("ix_log_entry_operation_id", "log_entry", ["operation_id"])
    op.create_index(
        "ix_log_entry_root_table_root_id_id", "log_entry", ["root_table", "root_id", "id"]
    )
    op.create_index(
        "ix_log_entry_table_name_row_id_id", "log_entry", ["table_name", "row_id", "id"]
    )

    op.create_table(
        "number_counter",
        sa.Column("id", types.Key(), sa.Identity(always=True), nullable=False),
        sa.Column("rule_id", types.Key(), nullable=False),
        sa.Column("period", types.Str(), nullable=False),
        sa.Column("last", types.Count(), nullable=False),
        sa.ForeignKeyConstraint(["rule_id"], ["number_rule.id"], name="fk_number_counter_rule_id"),
        sa.PrimaryKeyConstraint("id", name="pk_number_counter"),
        sa.UniqueConstraint("rule_id", "period", name="uq_number_counter_rule_id_period"),
        **STRICT,
    )
    op.create_table(
        "operator",
        *_stamps(),
        *_coded(),
        sa.Column("kind", types.Str(), nullable=False),
        sa.Column("dept_id", types.Key(), nullable=False),
        sa.Column("region_id", types.Key(), nullable=True),
        sa.Column("personnel_type_id", types.Key(), nullable=True),
        sa.Column("position_id", types.Key(), nullable=True),
        sa.CheckConstraint("kind IN ('person', 'pool')", name=op.f("ck_operator_kind")),
        sa.ForeignKeyConstraint(["dept_id"], ["department.id"], name="fk_operator_dept_id"),
        sa.ForeignKeyConstraint(
            ["personnel_type_id"], ["personnel_type.id"], name="fk_operator_personnel_type_id"
        ),
        sa.ForeignKeyConstraint(["position_id"], ["position.id"], name="fk_operator_position_id"),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name="fk_operator_region_id"),
        sa.PrimaryKeyConstraint("id", name="pk_operator"),
        sa.UniqueConstraint("code", name="uq_operator_code"),
        sa.UniqueConstraint("id", "dept_id", name="uq_operator_id_dept_id"),
        **STRICT,
    )
    op.create_table(
        "customer",
        *_scope(),
        *_stamps(),
        *_coded(),
        sa.Column("type_id", types.Key(), nullable=True),
        sa.Column("source_id", types.Key(), nullable=True),
        sa.Column("industry_id", types.Key(), nullable=True),
        sa.Column("level_id", types.Key(), nullable=True),
        sa.Column("region_id", types.Key(), nullable=True),
        sa.Column("lifecycle", types.Str(), nullable=False),
        sa.Column("remark", types.Str(), nullable=True),
        sa.CheckConstraint(
            "lifecycle IN ('prospect', 'visited', 'buyer', 'lost')",
            name=op.f("ck_customer_lifecycle"),
        ),
        sa.ForeignKeyConstraint(["industry_id"], ["industry.id"], name="fk_customer_industry_id"),
        sa.ForeignKeyConstraint(["level_id"], ["level.id"], name="fk_customer_level_id"),
        _follows("customer", "operator"),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name="fk_customer_region_id"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_customer_source_id"),
        sa.ForeignKeyConstraint(["type_id"], ["customer_type.id"], name="fk_customer_type_id"),
        sa.PrimaryKeyConstraint("id", name="pk_customer"),
        sa.UniqueConstraint("code", name="uq_customer_code"),
        sa.UniqueConstraint("id", "owner_id", "dept_id", name="uq_customer_id_owner_id_dept_id"),
        **STRICT,
    )
    op.create_index("ix_customer_dept_id_id", "customer", ["dept_id", "id"])
    op.create_index("ix_customer_owner_id_id", "customer", ["owner_id", "id"])
    op.create_index("ix_customer_region_id_type_id", "customer", ["region_id", "type_id"])

    op.create_table(
        "contact_point",
        *_scope(),
        *_stamps(),
        sa.Column("customer_id", types.Key(), nullable=False),
        sa.Column("kind", types.Str(), nullable=False),
        sa.Column("raw", types.Str(), nullable=False),
        sa.Column("normalised", types.Str(), nullable=False),
        sa.Column("masked", types.Str(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('phone', 'mobile', 'fax', 'email', 'wechat', 'wecom', 'qq')",
            name=op.f("ck_contact_point_kind"),
        ),
        _follows("contact_point", "customer", "customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contact_point"),
        **STRICT,
    )
    op.create_index("ix_contact_point_customer_id_kind", "contact_point", ["customer_id", "kind"])
    op.create_index("ix_contact_point_normalised", "contact_point", ["normalised"])

    op.create_table(
        "payment",
        *_scope(),
        *_stamps(),
        sa.Column("number", types.Str(), nullable=False),
        sa.Column("date", types.Day(), nullable=False),
        sa.Column("status", types.Str(), nullable=False),
        sa.Column("customer_id", types.Key(), nullable=False),
        sa.Column("payer", types.Str(), nullable=False),
        sa.Column("method_id", types.Key(), nullable=False),
        sa.Column("handler_id", types.Key(), nullable=False),
        sa.Column("amount", types.Money(), nullable=False),
        sa.Column("reverses_id", types.Key(), nullable=True),
        sa.Column("remark", types.Str(), nullable=True),
        sa.Column("reason", types.Str(), nullable=True),
        sa.CheckConstraint("(amount < 0) = (status = 'reversal')", name=op.f("ck_payment_sign")),
        sa.CheckConstraint(
            "(reverses_id IS NOT NULL) = (status = 'reversal')", name=op.f("ck_payment_reverses")
        ),
        sa.CheckConstraint(
            "status IN ('confirmed', 'void', 'reversal')", name=op.f("ck_payment_status")
        ),
        _follows("payment", "customer", "customer_id"),
        sa.ForeignKeyConstraint(["handler_id"], ["operator.id"], name="fk_payment_handler_id"),
        sa.ForeignKeyConstraint(["method_id"], ["payment_method.id"], name="fk_payment_method_id"),
        sa.ForeignKeyConstraint(["reverses_id"], ["payment.id"], name="fk_payment_reverses_id"),
        sa.PrimaryKeyConstraint("id", name="pk_payment"),
        sa.UniqueConstraint(
            "id",
            "customer_id",
            "owner_id",
            "dept_id",
            name="uq_payment_id_customer_id_owner_id_dept_id",
        ),
        sa.UniqueConstraint("number", name="uq_payment_number"),
        sa.UniqueConstraint("reverses_id", name="uq_payment_reverses_id"),
        **STRICT,
    )
    op.create_index("ix_payment_customer_id_date", "payment", ["customer_id", "date"])
    op.create_index("ix_payment_dept_id_date", "payment", ["dept_id", "date"])
    op.create_index("ix_payment_owner_id_date", "payment", ["owner_id", "date"])

    op.create_table(
        "sales_order",
        *_scope(),
        *_stamps(),
        sa.Column("number", types.Str(), nullable=False),
        sa.Column("date", types.Day(), nullable=False),
        sa.Column("due_date", types.Day(), nullable=False),
        sa.Column("status", types.Str(), nullable=False),
        sa.Column("customer_id", types.Key(), nullable=False),
        sa.Column("salesperson_id", types.Key(), nullable=False),
        sa.Column("region_id", types.Key(), nullable=True),
        sa.Column("total", types.Money(), nullable=False),
        sa.Column("remark", types.Str(), nullable=True),
        sa.Column("reason", types.Str(), nullable=True),
        sa.CheckConstraint(
            "status IN ('draft', 'confirmed', 'completed', 'cancelled')",
            name=op.f("ck_sales_order_status"),
        ),
        _follows("sales_order", "customer", "customer_id"),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name="fk_sales_order_region_id"),
        sa.ForeignKeyConstraint(
            ["salesperson_id"], ["operator.id"], name="fk_sales_order_salesperson_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sales_order"),
        sa.UniqueConstraint(
            "id",
            "customer_id",
            "owner_id",
            "dept_id",
            name="uq_sales_order_id_customer_id_owner_id_dept_id",
        ),
        sa.UniqueConstraint("number", name="uq_sales_order_number"),
        **STRICT,
    )
    op.create_index("ix_sales_order_customer_id_date", "sales_order", ["customer_id", "date"])
    op.create_index(
        "ix_sales_order_date_region_id_status_total",
        "sales_order",
        ["date", "region_id", "status", "total"],
    )
    op.create_index(
        "ix_sales_order_date_salesperson_id_status_total",
        "sales_order",
        ["date", "salesperson_id", "status", "total"],
    )
    op.create_index("ix_sales_order_dept_id_date", "sales_order", ["dept_id", "date"])
    op.create_index("ix_sales_order_owner_id_date", "sales_order", ["owner_id", "date"])

    op.create_table(
        "allocation",
        *_scope(),
        *_stamps(),
        sa.Column("payment_id", types.Key(), nullable=False),
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("customer_id", types.Key(), nullable=False),
        sa.Column("date", types.Day(), nullable=False),
        sa.Column("amount", types.Money(), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_allocation_amount")),
        _follows("allocation", "sales_order", "order_id", "customer_id"),
        _follows("allocation", "payment", "payment_id", "customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_allocation"),
        **STRICT,
    )
    op.create_index(
        "ix_allocation_date_order_id_amount", "allocation", ["date", "order_id", "amount"]
    )
    op.create_index(
        "ix_allocation_order_id_date_amount", "allocation", ["order_id", "date", "amount"]
    )
    op.create_index("ix_allocation_payment_id_amount", "allocation", ["payment_id", "amount"])

    op.create_table(
        "order_line",
        *_scope(),
        *_stamps(),
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("customer_id", types.Key(), nullable=False),
        sa.Column("line", types.Count(), nullable=False),
        sa.Column("product_id", types.Key(), nullable=False),
        sa.Column("product_name", types.Str(), nullable=False),
        sa.Column("unit", types.Str(), nullable=True),
        sa.Column("quantity", types.Quantity(), nullable=False),
        sa.Column("price", types.Price(), nullable=False),
        sa.Column("discount", types.Percent(), nullable=False),
        sa.Column("tax_rate", types.Percent(), nullable=False),
        sa.Column("amount", types.Money(), nullable=False),
        _follows("order_line", "sales_order", "order_id", "customer_id"),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_order_line_product_id"),
        sa.PrimaryKeyConstraint("id", name="pk_order_line"),
        sa.UniqueConstraint("order_id", "line", name="uq_order_line_order_id_line"),
        **STRICT,
    )
    op.create_index(
        "ix_order_line_order_id_product_id_amount",
        "order_line",
        ["order_id", "product_id", "amount"],
    )
    op.create_index("ix_order_line_product_id", "order_line", ["product_id"])
