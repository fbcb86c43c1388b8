"""Settings of the company."""

from crmcli.db.models.base import STRICT, Stamped, text


class Setting(Stamped, table=True):
    """A setting of the company."""

    __tablename__ = "setting"
    __table_args__ = STRICT

    key: str = text(unique=True)
    value: str = text()
