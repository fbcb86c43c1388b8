"""Follow-ups and their templates."""

import datetime as dt

from sqlalchemy import Index, UniqueConstraint

from crmcli.db.models.base import (
    STRICT,
    Coded,
    Owned,
    Stamped,
    day,
    derived,
    flag,
    instant,
    of_customer,
    of_same_customer,
    only_if,
    reference,
    text,
)


class FollowupTemplate(Coded, table=True):
    """What a follow-up by ``channel_id`` (or any) starts from; ``required`` is keys and commas."""

    __tablename__ = "followup_template"
    __table_args__ = STRICT

    channel_id: int | None = reference("channel", null=True)
    required: str = text()
    content: str | None = text(null=True)


class Followup(Stamped, Owned, table=True):
    """A contact that took place; ``author_id`` never changes, owner and department the customer's.

    ``contacted_at`` is when it took place, ``created_at`` when it was entered; ``late`` tells that
    the two were further apart than the company allows.
    """

    __tablename__ = "followup"
    __table_args__ = (
        UniqueConstraint("id", "customer_id", "owner_id", "dept_id"),
        of_customer(),
        of_same_customer("contact_id", "contact"),
        of_same_customer("order_id", "sales_order"),
        Index(None, "customer_id", "contacted_at", "id"),
        Index(None, "author_id", "contacted_at", "id"),
        Index(None, "owner_id", "contacted_at", "id"),
        Index(None, "dept_id", "contacted_at", "id"),
        Index(None, "contacted_at", "id"),
        Index(None, "next_on", **only_if("next_on")),
        Index(None, "contact_id", **only_if("contact_id")),
        Index(None, "order_id", **only_if("order_id")),
        STRICT,
    )

    number: str = text(unique=True)
    customer_id: int = reference("customer", foreign=False)
    contact_id: int | None = reference("contact", null=True, foreign=False)
    order_id: int | None = reference("sales_order", null=True, foreign=False)
    channel_id: int = reference("channel")
    template_id: int | None = reference("followup_template", null=True)
    author_id: int = reference("operator")
    contacted_at: dt.datetime = instant()
    late: bool = flag(default=False)
    corrected_at: dt.datetime | None = instant(null=True)
    participants: str | None = text(null=True)
    content: str = text()
    result: str | None = text(null=True)
    next_step: str | None = text(null=True)
    next_on: dt.date | None = day(null=True)
    search_text: str = derived()
