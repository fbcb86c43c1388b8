"""How follow-ups are made."""

from crmcli.db.models.base import STRICT, Coded


class Channel(Coded, table=True):
    """How a follow-up is made: visit, phone, WeChat."""

    __tablename__ = "channel"
    __table_args__ = STRICT
