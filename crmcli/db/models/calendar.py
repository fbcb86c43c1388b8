"""When people work: days that are not as the week says 调休, and leave 休假."""

import datetime as dt
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from crmcli.db.models.base import STRICT, Stamped, day, flag, reference, text


class WorkingCalendar(Stamped, table=True):
    """A day on which work is done, or is not, other than the company's week says."""

    __tablename__ = "working_calendar"
    __table_args__ = (UniqueConstraint("day"), STRICT)

    day: dt.date = day()
    working: bool = flag(default=False)
    name: str | None = text(null=True)


class Leave(Stamped, table=True):
    """Days on which an operator does not work, the first and the last among them."""

    __tablename__ = "leave"
    __table_args__ = (
        CheckConstraint("begins_on <= ends_on", "days"),
        Index(None, "operator_id", "ends_on"),
        STRICT,
    )
    __log_root__: ClassVar[tuple[str, str]] = ("operator", "operator_id")

    operator_id: int = reference("operator")
    begins_on: dt.date = day()
    ends_on: dt.date = day()
    reason: str | None = text(null=True)
