"""Which months are closed."""

from crmcli.db.models.base import STRICT, Stamped, text


class PeriodLock(Stamped, table=True):
    """A month was closed or opened again; the newest row says through which month all is closed."""

    __tablename__ = "period_lock"
    __table_args__ = STRICT

    closed_through: str = text()
    reason: str | None = text(null=True)
