"""Customers that were two records of the same one 合并."""

from typing import Any

from sqlalchemy import Index
from sqlmodel import Field

from crmcli.db.models.base import (
    STRICT,
    Owned,
    Stamped,
    of_customer,
    reference,
    text,
)
from crmcli.db.types import Json, Key


class MergedCustomer(Stamped, Owned, table=True):
    """A customer that was merged into another one, which its code leads to.

    ``image`` is what taking it apart again needs: the row as it was, what the kept one was before
    and after, and which rows came along. It holds what is hidden, so that nobody reads it.
    """

    __tablename__ = "merged_customer"
    __table_args__ = (
        of_customer(),
        Index(None, "customer_id"),
        Index(None, "owner_id", "id"),
        Index(None, "dept_id", "id"),
        STRICT,
    )

    code: str = text(unique=True)
    name: str = text()
    customer_id: int = reference("customer", foreign=False)
    merged_id: int = Field(sa_type=Key, nullable=False, unique=True)
    image: dict[str, Any] = Field(
        sa_type=Json, nullable=False, sa_column_kwargs={"info": {"derived": True}}
    )
