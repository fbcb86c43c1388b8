"""Orders and money whole"""

import sqlalchemy as sa
from alembic import op

from crmcli.db import types

revision = "20261124_money_whole"
down_revision = "20261123_customers_whole"


def upgrade() -> None:
    op.create_table(
        "period_lock",
        sa.Column("id", types.Key(), sa.Identity(always=True), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("created_by", types.Key(), nullable=False),
        sa.Column("updated_at", types.Instant(), nullable=False),
        sa.Column("updated_by", types.Key(), nullable=False),
        sa.Column("version", types.Count(), nullable=False),
        sa.Column("closed_through", types.Str(), nullable=False),
        sa.Column("reason", types.Str(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_lock")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "receiving_account",
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receiving_account")),
        sa.UniqueConstraint("code", name=op.f("uq_receiving_account_code")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "opening_balance",
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("dept_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), sa.Identity(always=True), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("created_by", types.Key(), nullable=False),
        sa.Column("updated_at", types.Instant(), nullable=False),
        sa.Column("updated_by", types.Key(), nullable=False),
        sa.Column("version", types.Count(), nullable=False),
        sa.Column("number", types.Str(), nullable=False),
        sa.Column("date", types.Day(), nullable=False),
        sa.Column("due_date", types.Day(), nullable=False),
        sa.Column("status", types.Str(), nullable=False),
        sa.Column("customer_id", types.Key(), nullable=False),
        sa.Column("amount", types.Money(), nullable=False),
        sa.Column("remark", types.Str(), nullable=True),
        sa.Column("reason", types.Str(), nullable=True),
        sa.CheckConstraint(
            "status IN ('confirmed', 'void')", name=op.f("ck_opening_balance_status")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_opening_balance_amount")),
        sa.ForeignKeyConstraint(
            ["customer_id", "owner_id", "dept_id"],
            ["customer.id", "customer.owner_id", "customer.dept_id"],
            name=op.f("fk_opening_balance_customer_id_owner_id_dept_id"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_balance")),
        sa.UniqueConstraint(
            "id",
            "customer_id",
            "owner_id",
            "dept_id",
            name=op.f("uq_opening_balance_id_customer_id_owner_id_dept_id"),
        ),
        sa.UniqueConstraint("number", name=op.f("uq_opening_balance_number")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table(
        "opening_balance", table_kwargs={"sqlite_autoincrement": True, "sqlite_strict": True}
    ) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_opening_balance_customer_id_date"), ["customer_id", "date"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_opening_balance_dept_id_date"), ["dept_id", "date"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_opening_balance_owner_id_date"), ["owner_id", "date"], unique=False
        )

    op.create_table(
        "pending_allocation",
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("dept_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), sa.Identity(always=True), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("created_by", types.Key(), nullable=False),
        sa.Column("updated_at", types.Instant(), nullable=False),
        sa.Column("updated_by", types.Key(), nullable=False),
        sa.Column("version", types.Count(), nullable=False),
        sa.Column("payment_id", types.Key(), nullable=False),
        sa.Column("order_id", types.Key(), nullable=True),
        sa.Column("opening_id", types.Key(), nullable=True),
        sa.Column("customer_id", types.Key(), nullable=False),
        sa.Column("amount", types.Money(), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN order_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN opening_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_pending_allocation_target"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_pending_allocation_amount")),
        sa.ForeignKeyConstraint(
            ["opening_id", "customer_id", "owner_id", "dept_id"],
            [
                "opening_balance.id",
                "opening_balance.customer_id",
                "opening_balance.owner_id",
                "opening_balance.dept_id",
            ],
            name=op.f("fk_pending_allocation_opening_id_customer_id_owner_id_dept_id"),
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
            name=op.f("fk_pending_allocation_order_id_customer_id_owner_id_dept_id"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["payment_id", "customer_id", "owner_id", "dept_id"],
            ["payment.id", "payment.customer_id", "payment.owner_id", "payment.dept_id"],
            name=op.f("fk_pending_allocation_payment_id_customer_id_owner_id_dept_id"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_allocation")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table(
        "pending_allocation", table_kwargs={"sqlite_autoincrement": True, "sqlite_strict": True}
    ) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_pending_allocation_opening_id"),
            ["opening_id"],
            unique=False,
            sqlite_where=sa.text("opening_id IS NOT NULL"),
            postgresql_where=sa.text("opening_id IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_pending_allocation_order_id"),
            ["order_id"],
            unique=False,
            sqlite_where=sa.text("order_id IS NOT NULL"),
            postgresql_where=sa.text("order_id IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_pending_allocation_payment_id"), ["payment_id"], unique=False
        )

    with op.batch_alter_table(
        "allocation", table_kwargs={"sqlite_autoincrement": True, "sqlite_strict": True}
    ) as batch_op:
        batch_op.add_column(sa.Column("opening_id", types.Key(), nullable=True))
        batch_op.add_column(sa.Column("draws_id", types.Key(), nullable=True))
        batch_op.alter_column("order_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index(
            batch_op.f("ix_allocation_draws_id_amount"),
            ["draws_id", "amount"],
            unique=False,
            sqlite_where=sa.text("draws_id IS NOT NULL"),
            postgresql_where=sa.text("draws_id IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_allocation_opening_id_date_amount"),
            ["opening_id", "date", "amount"],
            unique=False,
            sqlite_where=sa.text("opening_id IS NOT NULL"),
            postgresql_where=sa.text("opening_id IS NOT NULL"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_allocation_opening_id_customer_id_owner_id_dept_id"),
            "opening_balance",
            ["opening_id", "customer_id", "owner_id", "dept_id"],
            ["id", "customer_id", "owner_id", "dept_id"],
            onupdate="CASCADE",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_allocation_draws_id_customer_id_owner_id_dept_id"),
            "payment",
            ["draws_id", "customer_id", "owner_id", "dept_id"],
            ["id", "customer_id", "owner_id", "dept_id"],
            onupdate="CASCADE",
        )

    with op.batch_alter_table(
        "customer", table_kwargs={"sqlite_autoincrement": True, "sqlite_strict": True}
    ) as batch_op:
        batch_op.add_column(
            sa.Column("reserved", types.Flag(), nullable=False, server_default=sa.false())
        )

    with op.batch_alter_table(
        "order_line", table_kwargs={"sqlite_autoincrement": True, "sqlite_strict": True}
    ) as batch_op:
        batch_op.add_column(
            sa.Column("kind", types.Str(), nullable=False, server_default="product")
        )
        batch_op.add_column(sa.Column("remark", types.Str(), nullable=True))
        batch_op.alter_column("product_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.alter_column("product_name", existing_type=sa.TEXT(), nullable=True)
        batch_op.create_index(
            "uq_order_line_rounding",
            ["order_id"],
            unique=True,
            sqlite_where=sa.text("kind = 'rounding'"),
            postgresql_where=sa.text("kind = 'rounding'"),
        )

    with op.batch_alter_table(
        "payment", table_kwargs={"sqlite_autoincrement": True, "sqlite_strict": True}
    ) as batch_op:
        batch_op.add_column(
            sa.Column("kind", types.Str(), nullable=False, server_default="receipt")
        )
        batch_op.add_column(sa.Column("account_id", types.Key(), nullable=True))
        batch_op.add_column(sa.Column("bank_reference", types.Str(), nullable=True))
        batch_op.add_column(sa.Column("claims_id", types.Key(), nullable=True))
        batch_op.alter_column("method_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index(
            batch_op.f("ix_payment_claims_id"),
            ["claims_id"],
            unique=False,
            sqlite_where=sa.text("claims_id IS NOT NULL"),
            postgresql_where=sa.text("claims_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_payment_pending",
            ["id"],
            unique=False,
            sqlite_where=sa.text("status = 'pending'"),
            postgresql_where=sa.text("status = 'pending'"),
        )
        batch_op.create_index(
            "uq_payment_bank_reference",
            ["bank_reference"],
            unique=True,
            sqlite_where=sa.text(
                "bank_reference IS NOT NULL AND status IN ('pending', 'confirmed')"
            ),
            postgresql_where=sa.text(
                "bank_reference IS NOT NULL AND status IN ('pending', 'confirmed')"
            ),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_payment_account_id"), "receiving_account", ["account_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_payment_claims_id"), "payment", ["claims_id"], ["id"]
        )

    with op.batch_alter_table(
        "sales_order", table_kwargs={"sqlite_autoincrement": True, "sqlite_strict": True}
    ) as batch_op:
        batch_op.add_column(
            sa.Column("due_by_hand", types.Flag(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("contact_id", types.Key(), nullable=True))
        batch_op.add_column(sa.Column("phone", types.Str(), nullable=True))
        batch_op.add_column(sa.Column("ship_to", types.Str(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_sales_order_contact_id"),
            ["contact_id"],
            unique=False,
            sqlite_where=sa.text("contact_id IS NOT NULL"),
            postgresql_where=sa.text("contact_id IS NOT NULL"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_sales_order_contact_id_customer_id_owner_id_dept_id"),
            "contact",
            ["contact_id", "customer_id", "owner_id", "dept_id"],
            ["id", "customer_id", "owner_id", "dept_id"],
            onupdate="CASCADE",
        )

    with op.batch_alter_table(
        "sales_order", table_kwargs={"sqlite_autoincrement": True, "sqlite_strict": True}
    ) as batch_op:
        batch_op.alter_column("due_by_hand", server_default=None)
    with op.batch_alter_table(
        "customer", table_kwargs={"sqlite_autoincrement": True, "sqlite_strict": True}
    ) as batch_op:
        batch_op.alter_column("reserved", server_default=None)
        batch_op.create_index(
            "uq_customer_reserved",
            ["reserved"],
            unique=True,
            sqlite_where=sa.text("reserved"),
            postgresql_where=sa.text("reserved"),
        )
    with op.batch_alter_table(
        "order_line", table_kwargs={"sqlite_autoincrement": True, "sqlite_strict": True}
    ) as batch_op:
        batch_op.alter_column("kind", server_default=None)
        batch_op.create_check_constraint(
            batch_op.f("ck_order_line_kind"), "kind IN ('product', 'gift', 'freight', 'rounding')"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_order_line_product"),
            "(product_id IS NULL) = (kind IN ('freight', 'rounding'))",
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_order_line_sign"),
            "(amount < 0) = (kind = 'rounding') AND (kind <> 'gift' OR amount = 0)",
        )
    with op.batch_alter_table(
        "payment", table_kwargs={"sqlite_autoincrement": True, "sqlite_strict": True}
    ) as batch_op:
        batch_op.alter_column("kind", server_default=None)
        batch_op.drop_constraint(batch_op.f("ck_payment_sign"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_payment_status"), type_="check")
    with op.batch_alter_table(
        "payment", table_kwargs={"sqlite_autoincrement": True, "sqlite_strict": True}
    ) as batch_op:
        batch_op.create_check_constraint(
            batch_op.f("ck_payment_kind"), "kind IN ('receipt', 'refund', 'opening', 'claim')"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_payment_status"),
            "status IN ('pending', 'confirmed', 'rejected', 'void', 'reversal')",
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_payment_sign"),
            "amount <> 0 AND (kind = 'claim' OR "
            "(amount < 0) = ((kind = 'refund') <> (status = 'reversal')))",
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_payment_claims"),
            "(claims_id IS NOT NULL) = (kind = 'claim' AND status <> 'reversal')",
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_payment_method"), "(method_id IS NULL) = (kind = 'opening')"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_payment_waits"),
            "kind = 'receipt' OR status NOT IN ('pending', 'rejected')",
        )
    with op.batch_alter_table(
        "allocation", table_kwargs={"sqlite_autoincrement": True, "sqlite_strict": True}
    ) as batch_op:
        batch_op.create_check_constraint(
            batch_op.f("ck_allocation_target"),
            "CASE WHEN order_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN opening_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN draws_id IS NULL THEN 0 ELSE 1 END = 1",
        )
