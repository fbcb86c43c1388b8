"""What operators are told 通知."""

import datetime as dt

from sqlalchemy import Index

from crmcli.db.models.base import STRICT, Unchecked, identity, instant, reference, text


class Notification(Unchecked, table=True):
    """One thing that one operator is told; ``noun`` and ``key`` name the record it is about.

    Only the one who is told reads it. It is no record of the company, so the log leaves it out.
    """

    __tablename__ = "notification"
    __table_args__ = (Index(None, "operator_id", "id"), STRICT)

    id: int = identity()
    operator_id: int = reference("operator")
    at: dt.datetime = instant()
    kind: str = text()
    noun: str = text()
    key: str = text()
    detail: str | None = text(null=True)
    read_at: dt.datetime | None = instant(null=True)
