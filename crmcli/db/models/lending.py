"""What is lent to people, and which customers are shared, until a date."""

import datetime as dt
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index

from crmcli.db.models.base import (
    STRICT,
    Owned,
    Stamped,
    day,
    flag,
    of_customer,
    one_of,
    reference,
    text,
)

READ, WRITE, APPROVE, FUNCTION = "read", "write", "approve", "function"
LENT = (READ, WRITE, APPROVE, FUNCTION)


class Loan(Stamped, table=True):
    """What the lender has, lent to somebody from one day to another 授权.

    ``read`` and ``write`` lend the rows that the lender sees; ``approve`` lets the borrower read
    them and decide approvals in the lender's place 代审批人; ``function`` lends one permission.
    """

    __tablename__ = "loan"
    __table_args__ = (
        one_of("what", LENT),
        CheckConstraint("lender_id <> borrower_id", "other"),
        CheckConstraint("begins_on <= ends_on", "days"),
        CheckConstraint("(permission IS NOT NULL) = (what = 'function')", "permission"),
        Index(None, "lender_id"),
        Index(None, "borrower_id"),
        STRICT,
    )
    __log_root__: ClassVar[tuple[str, str]] = ("operator", "borrower_id")

    lender_id: int = reference("operator")
    borrower_id: int = reference("operator")
    what: str = text()
    permission: str | None = text(null=True)
    begins_on: dt.date = day()
    ends_on: dt.date = day()
    ended: bool = flag(default=False)


class Share(Stamped, Owned, table=True):
    """A customer that is shown to a colleague or a department besides its owner's, until a date."""

    __tablename__ = "share"
    __table_args__ = (
        of_customer(),
        CheckConstraint("(with_id IS NULL) <> (with_dept_id IS NULL)", "whom"),
        Index(None, "customer_id"),
        Index(None, "with_id"),
        Index(None, "with_dept_id"),
        Index(None, "owner_id", "id"),
        Index(None, "dept_id", "id"),
        STRICT,
    )
    __log_root__: ClassVar[tuple[str, str]] = ("customer", "customer_id")

    customer_id: int = reference("customer", foreign=False)
    with_id: int | None = reference("operator", null=True)
    with_dept_id: int | None = reference("department", null=True)
    can_write: bool = flag(default=False)
    ends_on: dt.date = day()
    ended: bool = flag(default=False)
