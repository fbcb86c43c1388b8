"""The lists that are only code and name: one concept, a table each."""

from crmcli.db.models.base import STRICT, Coded
from crmcli.db.models.channel import Channel
from crmcli.db.models.personnel import PersonnelType, Position


class CustomerType(Coded, table=True):
    """What a customer is to us: end user, dealer."""

    __tablename__ = "customer_type"
    __table_args__ = STRICT


class Source(Coded, table=True):
    """How a customer came to us."""

    __tablename__ = "source"
    __table_args__ = STRICT


class Industry(Coded, table=True):
    """The trade a customer is in."""

    __tablename__ = "industry"
    __table_args__ = STRICT


class Level(Coded, table=True):
    """How important a customer is."""

    __tablename__ = "level"
    __table_args__ = STRICT


class ContactCategory(Coded, table=True):
    """What kind of contact person somebody is."""

    __tablename__ = "contact_category"
    __table_args__ = STRICT


class PaymentMethod(Coded, table=True):
    """How money comes in."""

    __tablename__ = "payment_method"
    __table_args__ = STRICT


class ReceivingAccount(Coded, table=True):
    """Where money comes in: a bank account, a till."""

    __tablename__ = "receiving_account"
    __table_args__ = STRICT


class Progress(Coded, table=True):
    """How far the talks with a customer have come."""

    __tablename__ = "progress"
    __table_args__ = STRICT


CODE_LISTS: dict[str, type[Coded]] = {
    "customer-type": CustomerType,
    "source": Source,
    "industry": Industry,
    "level": Level,
    "contact-category": ContactCategory,
    "channel": Channel,
    "position": Position,
    "personnel-type": PersonnelType,
    "payment-method": PaymentMethod,
    "receiving-account": ReceivingAccount,
    "progress": Progress,
}
