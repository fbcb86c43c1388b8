"""How codes and numbers are made, and the last ones given."""

from sqlalchemy import UniqueConstraint

from crmcli.db.models.base import STRICT, Stamped, Unchecked, count, identity, reference, text


class NumberRule(Stamped, table=True):
    """How the codes or numbers of a noun are made."""

    __tablename__ = "number_rule"
    __table_args__ = STRICT

    noun: str = text(unique=True)
    pattern: str = text()


class NumberCounter(Unchecked, table=True):
    """The last number given by a rule in a period. Provable from the numbers: not logged."""

    __tablename__ = "number_counter"
    __table_args__ = (UniqueConstraint("rule_id", "period"), STRICT)

    id: int = identity()
    rule_id: int = reference("number_rule")
    period: str = text()
    last: int = count()
