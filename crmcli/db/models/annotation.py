"""Annotations 批示: what a manager says to the author of a follow-up."""

import datetime as dt
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index

from crmcli.db.models.base import (
    STRICT,
    Owned,
    Stamped,
    day,
    instant,
    of_customer,
    of_same_customer,
    one_of,
    only_where,
    reference,
    text,
)

COMMENT, INSTRUCT, APPROVE, RETURN = "comment", "instruct", "approve", "return"
KINDS = (COMMENT, INSTRUCT, APPROVE, RETURN)


class Annotation(Stamped, Owned, table=True):
    """What ``author_id`` says of a follow-up to ``recipient_id``, who recorded it.

    Neither ever changes, nor what was said. The recipient reads, acknowledges, and answers once.
    """

    __tablename__ = "annotation"
    __table_args__ = (
        of_customer(),
        of_same_customer("followup_id", "followup"),
        one_of("kind", KINDS),
        CheckConstraint("author_id <> recipient_id", "other"),
        CheckConstraint("due_on IS NULL OR kind = 'instruct'", "due"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", "answered"),
        Index(None, "owner_id", "id"),
        Index(None, "dept_id", "id"),
        Index(None, "customer_id"),
        Index(None, "followup_id"),
        Index(None, "author_id", "id"),
        Index(None, "recipient_id", "id"),
        Index("ix_annotation_unread", "recipient_id", **only_where("read_at IS NULL")),
        STRICT,
    )
    __log_root__: ClassVar[tuple[str, str]] = ("followup", "followup_id")

    number: str = text(unique=True)
    followup_id: int = reference("followup", foreign=False)
    customer_id: int = reference("customer", foreign=False)
    author_id: int = reference("operator")
    recipient_id: int = reference("operator")
    kind: str = text()
    content: str = text()
    due_on: dt.date | None = day(null=True)
    read_at: dt.datetime | None = instant(null=True)
    acknowledged_at: dt.datetime | None = instant(null=True)
    answered_at: dt.datetime | None = instant(null=True)
    answer: str | None = text(null=True)
