"""Customers, their former names and their contact points."""

import datetime as dt
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from crmcli.db.models.base import (
    STRICT,
    Coded,
    Owned,
    Stamped,
    count,
    day,
    derived,
    flag,
    money,
    of_customer,
    of_same_customer,
    one_of,
    only_if,
    only_where,
    reference,
    text,
)
from crmcli.db.types import Instant

ORGANISATION, PERSON = "organisation", "person"
KINDS = (ORGANISATION, PERSON)
LIFECYCLES = ("prospect", "visited", "buyer", "lost")
BRACKETS, PLAIN = "（）\u3000 ", "()"
"""How names are compared: in small letters, with these for those, and without spaces."""
POINT_KINDS = ("phone", "mobile", "fax", "email", "wechat", "wecom", "qq")


class Customer(Coded, Owned, table=True):
    """A customer; its owner and department decide who sees it and all that hangs on it.

    ``name_core`` is the name without place, legal form and brackets, by which duplicates are found.
    ``payment_terms`` are in the form of ``services/terms.py``. The ``reserved`` one holds money
    that nobody has matched yet. ``owned_since`` is when the owner got it, where it was another's.
    """

    __tablename__ = "customer"
    __table_args__ = (
        UniqueConstraint("id", "owner_id", "dept_id"),
        ForeignKeyConstraint(
            ["owner_id", "dept_id"], ["operator.id", "operator.dept_id"], onupdate="CASCADE"
        ),
        one_of("kind", KINDS),
        one_of("lifecycle", LIFECYCLES),
        Index(None, "owner_id", "id"),
        Index(None, "dept_id", "id"),
        Index(None, "region_id", "type_id"),
        Index(None, "name_core"),
        Index(
            "uq_customer_reserved",
            "reserved",
            unique=True,
            **only_where("reserved"),
        ),
        STRICT,
    )

    kind: str = text()
    short_name: str | None = text(null=True)
    name_core: str = derived()
    type_id: int | None = reference("customer_type", null=True)
    source_id: int | None = reference("source", null=True)
    industry_id: int | None = reference("industry", null=True)
    level_id: int | None = reference("level", null=True)
    region_id: int | None = reference("region", null=True)
    province: str | None = text(null=True)
    city: str | None = text(null=True)
    district: str | None = text(null=True)
    postcode: str | None = text(null=True)
    address: str | None = text(null=True)
    website: str | None = text(null=True)
    tax_number: str | None = text(null=True, unique=True)
    identity_number: str | None = text(null=True, unique=True, secret=True)
    identity_masked: str | None = derived(null=True)
    credit_limit: Decimal | None = money(null=True)
    payment_terms: str | None = text(null=True)
    lifecycle: str = text()
    lifecycle_reason: str | None = text(null=True)
    progress_id: int | None = reference("progress", null=True)
    staff: int | None = count(null=True)
    turnover: Decimal | None = money(null=True)
    age_band: str | None = text(null=True)
    occupation: str | None = text(null=True)
    needs: str | None = text(null=True)
    needs_on: dt.date | None = day(null=True)
    billing_name: str | None = text(null=True)
    billing_bank: str | None = text(null=True)
    billing_account: str | None = text(null=True)
    billing_address: str | None = text(null=True)
    billing_phone: str | None = text(null=True, secret=True)
    billing_phone_masked: str | None = derived(null=True)
    remark: str | None = text(null=True)
    reserved: bool = flag(default=False)
    owned_since: dt.datetime | None = Field(
        default=None, sa_type=Instant, nullable=True, sa_column_kwargs={"info": {"derived": True}}
    )


class FormerName(Stamped, Owned, table=True):
    """A name that a customer had before."""

    __tablename__ = "former_name"
    __table_args__ = (of_customer(), UniqueConstraint("customer_id", "name"), STRICT)
    __log_root__: ClassVar[tuple[str, str]] = ("customer", "customer_id")

    customer_id: int = reference("customer", foreign=False)
    name: str = text()


class ContactPoint(Stamped, Owned, table=True):
    """A phone number, e-mail or account; as written, as compared, and with its middle hidden.

    It is the customer's own, or with ``contact_id`` one of its contacts'.
    """

    __tablename__ = "contact_point"
    __table_args__ = (
        of_customer(),
        of_same_customer("contact_id", "contact"),
        one_of("kind", POINT_KINDS),
        Index(None, "customer_id", "kind"),
        Index(None, "contact_id", "kind", **only_if("contact_id")),
        Index(None, "normalised"),
        STRICT,
    )
    __log_root__: ClassVar[tuple[str, str]] = ("customer", "customer_id")

    customer_id: int = reference("customer", foreign=False)
    contact_id: int | None = reference("contact", null=True, foreign=False)
    kind: str = text()
    raw: str = text(secret=True)
    normalised: str = derived()
    masked: str = derived()
