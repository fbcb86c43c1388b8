"""Indexes of reports"""

from alembic import op

revision = "20261126_reports"
down_revision = "20261125_receipts_by_date"


def upgrade() -> None:
    op.drop_index("ix_sales_order_date_region_id_status_total", "sales_order")
    op.drop_index("ix_sales_order_date_salesperson_id_status_total", "sales_order")
    op.create_index(
        "ix_sales_order_date_region_id_salesperson_id_status_total",
        "sales_order",
        ["date", "region_id", "salesperson_id", "status", "total"],
    )
    op.drop_index("ix_order_line_order_id_product_id_amount", "order_line")
    op.create_index(
        "ix_order_line_order_id_product_id_quantity_amount",
        "order_line",
        ["order_id", "product_id", "quantity", "amount"],
    )
