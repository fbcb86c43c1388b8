"""Contacts: the people at a customer."""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from crmcli.db.models.base import (
    STRICT,
    Coded,
    Owned,
    derived,
    flag,
    of_customer,
    of_same_customer,
    one_of,
    only_where,
    reference,
    text,
)

DECISION_ROLES = ("decider", "influencer", "user", "handler")


class Contact(Coded, Owned, table=True):
    """A person at a customer, who may report to another one there.

    ``department`` is a path inside the customer. ``birthday`` is in the form of
    ``services/birthdays.py``, and ``birthday_key`` the month and day of it.
    """

    __tablename__ = "contact"
    __table_args__ = (
        of_customer(),
        UniqueConstraint("id", "customer_id", "owner_id", "dept_id"),
        of_same_customer("reports_to_id", "contact"),
        one_of("decision_role", DECISION_ROLES),
        CheckConstraint("reports_to_id <> id", name="reports_to"),
        Index(None, "customer_id", "id"),
        Index(
            "uq_contact_primary",
            "customer_id",
            unique=True,
            **only_where("is_primary"),
        ),
        Index(None, "birthday_key"),
        Index(None, "owner_id", "id"),
        Index(None, "dept_id", "id"),
        STRICT,
    )

    customer_id: int = reference("customer", foreign=False)
    salutation: str | None = text(null=True)
    category_id: int | None = reference("contact_category", null=True)
    position: str | None = text(null=True)
    department: str | None = text(null=True)
    reports_to_id: int | None = reference("contact", null=True, foreign=False)
    decision_role: str | None = text(null=True)
    is_primary: bool = flag(default=False)
    birthday: str | None = text(null=True)
    birthday_key: str | None = derived(null=True)
    remark: str | None = text(null=True)
