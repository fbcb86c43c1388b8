"""Receipts by date"""

from alembic import op

revision = "20261125_receipts_by_date"
down_revision = "20261124_money_whole"


def upgrade() -> None:
    op.create_index("ix_payment_date", "payment", ["date"])
