"""What operators are: positions and kinds of work."""

from crmcli.db.models.base import STRICT, Coded


class Position(Coded, table=True):
    """An operator's position."""

    __tablename__ = "position"
    __table_args__ = STRICT


class PersonnelType(Coded, table=True):
    """What kind of work an operator does."""

    __tablename__ = "personnel_type"
    __table_args__ = STRICT
