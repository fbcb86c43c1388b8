"""Customers with all their fields, contacts, follow-ups"""

import sqlalchemy as sa
from alembic import op

from crmcli.db import types

revision = "20261123_customers_whole"
down_revision = "20261122_thin_line"


def upgrade() -> None:
    op.create_table(
        "progress",
        sa.Column("id", types.Key(), sa.Identity(always=True), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("created_by", types.Key(), nullable=False),
        sa.Column("updated_at", types.Instant(), nullable=False),
        sa.Column("updated_by", types.Key(), nullable=False),
        sa.Column("version", types.Count(), nullable=False),
        sa.Column("code", types.Str(), nullable=False),
        sa.Column("name", types.Str(), nullable=False),
        sa.Column("sort_key", types.Str(), nullable=False),
        sa.Column("search_text", types.Str(), nullable=False),
        sa.Column("active", types.Flag(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress")),
        sa.UniqueConstraint("code", name=op.f("uq_progress_code")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "followup_template",
        sa.Column("id", types.Key(), sa.Identity(always=True), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("created_by", types.Key(), nullable=False),
        sa.Column("updated_at", types.Instant(), nullable=False),
        sa.Column("updated_by", types.Key(), nullable=False),
        sa.Column("version", types.Count(), nullable=False),
        sa.Column("code", types.Str(), nullable=False),
        sa.Column("name", types.Str(), nullable=False),
        sa.Column("sort_key", types.Str(), nullable=False),
        sa.Column("search_text", types.Str(), nullable=False),
        sa.Column("active", types.Flag(), nullable=False),
        sa.Column("channel_id", types.Key(), nullable=True),
        sa.Column("required", types.Str(), nullable=False),
        sa.Column("content", types.Str(), nullable=True),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channel.id"], name=op.f("fk_followup_template_channel_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followup_template")),
        sa.UniqueConstraint("code", name=op.f("uq_followup_template_code")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "contact",
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("dept_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), sa.Identity(always=True), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("created_by", types.Key(), nullable=False),
        sa.Column("updated_at", types.Instant(), nullable=False),
        sa.Column("updated_by", types.Key(), nullable=False),
        sa.Column("version", types.Count(), nullable=False),
        sa.Column("code", types.Str(), nullable=False),
        sa.Column("name", types.Str(), nullable=False),
        sa.Column("sort_key", types.Str(), nullable=False),
        sa.Column("search_text", types.Str(), nullable=False),
        sa.Column("active", types.Flag(), nullable=False),
        sa.Column("customer_id", types.Key(), nullable=False),
        sa.Column("salutation", types.Str(), nullable=True),
        sa.Column("category_id", types.Key(), nullable=True),
        sa.Column("position", types.Str(), nullable=True),
        sa.Column("department", types.Str(), nullable=True),
        sa.Column("reports_to_id", types.Key(), nullable=True),
        sa.Column("decision_role", types.Str(), nullable=True),
        sa.Column("is_primary", types.Flag(), nullable=False),
        sa.Column("birthday", types.Str(), nullable=True),
        sa.Column("birthday_key", types.Str(), nullable=True),
        sa.Column("remark", types.Str(), nullable=True),
        sa.CheckConstraint(
            "decision_role IN ('decider', 'influencer', 'user', 'handler')",
            name=op.f("ck_contact_decision_role"),
        ),
        sa.CheckConstraint("reports_to_id <> id", name=op.f("ck_contact_reports_to")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["contact_category.id"], name=op.f("fk_contact_category_id")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "owner_id", "dept_id"],
            ["customer.id", "customer.owner_id", "customer.dept_id"],
            name=op.f("fk_contact_customer_id_owner_id_dept_id"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reports_to_id", "customer_id", "owner_id", "dept_id"],
            ["contact.id", "contact.customer_id", "contact.owner_id", "contact.dept_id"],
            name=op.f("fk_contact_reports_to_id_customer_id_owner_id_dept_id"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("code", name=op.f("uq_contact_code")),
        sa.UniqueConstraint(
            "id",
            "customer_id",
            "owner_id",
            "dept_id",
            name=op.f("uq_contact_id_customer_id_owner_id_dept_id"),
        ),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table(
        "contact", table_kwargs={"sqlite_autoincrement": True, "sqlite_strict": True}
    ) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_birthday_key"), ["birthday_key"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_contact_customer_id_id"), ["customer_id", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_contact_dept_id_id"), ["dept_id", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_contact_owner_id_id"), ["owner_id", "id"], unique=False
        )
        batch_op.create_index(
            "uq_contact_primary",
            ["customer_id"],
            unique=True,
            sqlite_where=sa.text("is_primary"),
            postgresql_where=sa.text("is_primary"),
        )

    op.create_table(
        "former_name",
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("dept_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), sa.Identity(always=True), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("created_by", types.Key(), nullable=False),
        sa.Column("updated_at", types.Instant(), nullable=False),
        sa.Column("updated_by", types.Key(), nullable=False),
        sa.Column("version", types.Count(), nullable=False),
        sa.Column("customer_id", types.Key(), nullable=False),
        sa.Column("name", types.Str(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "owner_id", "dept_id"],
            ["customer.id", "customer.owner_id", "customer.dept_id"],
            name=op.f("fk_former_name_customer_id_owner_id_dept_id"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_name")),
        sa.UniqueConstraint("customer_id", "name", name=op.f("uq_former_name_customer_id_name")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "followup",
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("dept_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), sa.Identity(always=True), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("created_by", types.Key(), nullable=False),
        sa.Column("updated_at", types.Instant(), nullable=False),
        sa.Column("updated_by", types.Key(), nullable=False),
        sa.Column("version", types.Count(), nullable=False),
        sa.Column("number", types.Str(), nullable=False),
        sa.Column("customer_id", types.Key(), nullable=False),
        sa.Column("contact_id", types.Key(), nullable=True),
        sa.Column("order_id", types.Key(), nullable=True),
        sa.Column("channel_id", types.Key(), nullable=False),
        sa.Column("template_id", types.Key(), nullable=True),
        sa.Column("author_id", types.Key(), nullable=False),
        sa.Column("contacted_at", types.Instant(), nullable=False),
        sa.Column("late", types.Flag(), nullable=False),
        sa.Column("corrected_at", types.Instant(), nullable=True),
        sa.Column("participants", types.Str(), nullable=True),
        sa.Column("content", types.Str(), nullable=False),
        sa.Column("result", types.Str(), nullable=True),
        sa.Column("next_step", types.Str(), nullable=True),
        sa.Column("next_on", types.Day(), nullable=True),
        sa.Column("search_text", types.Str(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["operator.id"], name=op.f("fk_followup_author_id")),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channel.id"], name=op.f("fk_followup_channel_id")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id", "customer_id", "owner_id", "dept_id"],
            ["contact.id", "contact.customer_id", "contact.owner_id", "contact.dept_id"],
            name=op.f("fk_followup_contact_id_customer_id_owner_id_dept_id"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "owner_id", "dept_id"],
            ["customer.id", "customer.owner_id", "customer.dept_id"],
            name=op.f("fk_followup_customer_id_owner_id_dept_id"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["order_id", "customer_id", "owner_id", "dept_id"],
            [
                "sales_order.id",
                "sales_order.customer_id",
                "sales_order.owner_id",
                "sales_order.dept_id",
            ],
            name=op.f("fk_followup_order_id_customer_id_owner_id_dept_id"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["template_id"], ["followup_template.id"], name=op.f("fk_followup_template_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followup")),
        sa.UniqueConstraint("number", name=op.f("uq_followup_number")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table(
        "followup", table_kwargs={"sqlite_autoincrement": True, "sqlite_strict": True}
    ) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_followup_author_id_contacted_at_id"),
            ["author_id", "contacted_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_followup_contact_id"),
            ["contact_id"],
            unique=False,
            sqlite_where=sa.text("contact_id IS NOT NULL"),
            postgresql_where=sa.text("contact_id IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_followup_contacted_at_id"), ["contacted_at", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_followup_customer_id_contacted_at_id"),
            ["customer_id", "contacted_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_followup_dept_id_contacted_at_id"),
            ["dept_id", "contacted_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_followup_next_on"),
            ["next_on"],
            unique=False,
            sqlite_where=sa.text("next_on IS NOT NULL"),
            postgresql_where=sa.text("next_on IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_followup_order_id"),
            ["order_id"],
            unique=False,
            sqlite_where=sa.text("order_id IS NOT NULL"),
            postgresql_where=sa.text("order_id IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_followup_owner_id_contacted_at_id"),
            ["owner_id", "contacted_at", "id"],
            unique=False,
        )

    with op.batch_alter_table(
        "contact_point", table_kwargs={"sqlite_autoincrement": True, "sqlite_strict": True}
    ) as batch_op:
        batch_op.add_column(sa.Column("contact_id", types.Key(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_contact_point_contact_id_kind"),
            ["contact_id", "kind"],
            unique=False,
            sqlite_where=sa.text("contact_id IS NOT NULL"),
            postgresql_where=sa.text("contact_id IS NOT NULL"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_contact_point_contact_id_customer_id_owner_id_dept_id"),
            "contact",
            ["contact_id", "customer_id", "owner_id", "dept_id"],
            ["id", "customer_id", "owner_id", "dept_id"],
            onupdate="CASCADE",
        )

    with op.batch_alter_table(
        "customer", table_kwargs={"sqlite_autoincrement": True, "sqlite_strict": True}
    ) as batch_op:
        batch_op.add_column(
            sa.Column("kind", types.Str(), nullable=False, server_default="organisation")
        )
        batch_op.add_column(sa.Column("short_name", types.Str(), nullable=True))
        batch_op.add_column(sa.Column("name_core", types.Str(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("province", types.Str(), nullable=True))
        batch_op.add_column(sa.Column("city", types.Str(), nullable=True))
        batch_op.add_column(sa.Column("district", types.Str(), nullable=True))
        batch_op.add_column(sa.Column("postcode", types.Str(), nullable=True))
        batch_op.add_column(sa.Column("address", types.Str(), nullable=True))
        batch_op.add_column(sa.Column("website", types.Str(), nullable=True))
        batch_op.add_column(sa.Column("tax_number", types.Str(), nullable=True))
        batch_op.add_column(sa.Column("identity_number", types.Str(), nullable=True))
        batch_op.add_column(sa.Column("credit_limit", types.Money(), nullable=True))
        batch_op.add_column(sa.Column("payment_terms", types.Str(), nullable=True))
        batch_op.add_column(sa.Column("lifecycle_reason", types.Str(), nullable=True))
        batch_op.add_column(sa.Column("progress_id", types.Key(), nullable=True))
        batch_op.add_column(sa.Column("staff", types.Count(), nullable=True))
        batch_op.add_column(sa.Column("turnover", types.Money(), nullable=True))
        batch_op.add_column(sa.Column("age_band", types.Str(), nullable=True))
        batch_op.add_column(sa.Column("occupation", types.Str(), nullable=True))
        batch_op.add_column(sa.Column("needs", types.Str(), nullable=True))
        batch_op.add_column(sa.Column("needs_on", types.Day(), nullable=True))
        batch_op.add_column(sa.Column("billing_name", types.Str(), nullable=True))
        batch_op.add_column(sa.Column("billing_bank", types.Str(), nullable=True))
        batch_op.add_column(sa.Column("billing_account", types.Str(), nullable=True))
        batch_op.add_column(sa.Column("billing_address", types.Str(), nullable=True))
        batch_op.add_column(sa.Column("billing_phone", types.Str(), nullable=True))
        batch_op.create_index(batch_op.f("ix_customer_name_core"), ["name_core"], unique=False)
        batch_op.create_unique_constraint(
            batch_op.f("uq_customer_identity_number"), ["identity_number"]
        )
        batch_op.create_unique_constraint(batch_op.f("uq_customer_tax_number"), ["tax_number"])
        batch_op.create_foreign_key(
            batch_op.f("fk_customer_progress_id"), "progress", ["progress_id"], ["id"]
        )
    with op.batch_alter_table(
        "customer", table_kwargs={"sqlite_autoincrement": True, "sqlite_strict": True}
    ) as batch_op:
        batch_op.alter_column("kind", server_default=None)
        batch_op.alter_column("name_core", server_default=None)
        batch_op.create_check_constraint(
            batch_op.f("ck_customer_kind"), "kind IN ('organisation', 'person')"
        )

    with op.batch_alter_table(
        "operator", table_kwargs={"sqlite_autoincrement": True, "sqlite_strict": True}
    ) as batch_op:
        batch_op.add_column(sa.Column("manager_id", types.Key(), nullable=True))
        batch_op.create_index(batch_op.f("ix_operator_dept_id_id"), ["dept_id", "id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_operator_manager_id"), "operator", ["manager_id"], ["id"]
        )
