"""Customers and their contact points."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint

from crmcli.db.models.base import STRICT, Coded, Owned, Stamped, one_of, reference, text

LIFECYCLES = ("prospect", "visited", "buyer", "lost")
POINT_KINDS = ("phone", "mobile", "fax", "email", "wechat", "wecom", "qq")


class Customer(Coded, Owned, table=True):
    """A customer; its owner and department decide who sees it and all that hangs on it."""

    __tablename__ = "customer"
    __table_args__ = (
        UniqueConstraint("id", "owner_id", "dept_id"),
        ForeignKeyConstraint(
            ["owner_id", "dept_id"], ["operator.id", "operator.dept_id"], onupdate="CASCADE"
        ),
        one_of("lifecycle", LIFECYCLES),
        Index(None, "owner_id", "id"),
        Index(None, "dept_id", "id"),
        Index(None, "region_id", "type_id"),
        STRICT,
    )

    type_id: int | None = reference("customer_type", null=True)
    source_id: int | None = reference("source", null=True)
    industry_id: int | None = reference("industry", null=True)
    level_id: int | None = reference("level", null=True)
    region_id: int | None = reference("region", null=True)
    lifecycle: str = text()
    remark: str | None = text(null=True)


class ContactPoint(Stamped, Owned, table=True):
    """A phone number, e-mail or account; as written, as compared, and with its middle hidden."""

    __tablename__ = "contact_point"
    __table_args__ = (
        ForeignKeyConstraint(
            ["customer_id", "owner_id", "dept_id"],
            ["customer.id", "customer.owner_id", "customer.dept_id"],
            onupdate="CASCADE",
        ),
        one_of("kind", POINT_KINDS),
        Index(None, "customer_id", "kind"),
        Index(None, "normalised"),
        STRICT,
    )
    __log_root__: ClassVar[tuple[str, str]] = ("customer", "customer_id")

    customer_id: int = reference("customer", foreign=False)
    kind: str = text()
    raw: str = text()
    normalised: str = text()
    masked: str = text()
