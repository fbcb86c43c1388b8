"""The fields of an order besides its lines: set, and taken from contact and customer."""

from __future__ import annotations

from sqlalchemy import bindparam
from sqlmodel import col, select

from crmcli.db.models.contact import Contact
from crmcli.db.models.customer import Customer
from crmcli.db.models.operator import PERSON, Operator
from crmcli.db.models.order import SalesOrder
from crmcli.db.prepared import Prepared
from crmcli.db.scope import COPIED
from crmcli.db.work import Work
from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.services import dates, hidden, lookup, operator, terms, texts
from crmcli.views.base import masked
from crmcli.views.order import OrderValues

PRIMARY = Prepared(
    select(Contact.code).where(Contact.customer_id == bindparam("customer"), Contact.is_primary)
)


def salesperson(work: Work, buyer: Customer, given: str | None) -> Operator:
    """Who is named, or else the customer's owner, or who acts where the pool owns."""
    if given:
        return operator.person(work, given)
    owner = work.get(Operator, buyer.owner_id)
    return owner if owner.kind == PERSON and owner.active else work.operator


def settle(work: Work, order: SalesOrder) -> None:
    """Know what is shown of a phone that the server has copied."""
    if (vars(order).get("phone") or "").startswith(COPIED):
        work.session.refresh(order, ["phone_masked"])
        work.session.expire(order, ["phone"])


def with_defaults(work: Work, buyer: Customer, values: OrderValues) -> OrderValues:
    """What is given, and for the rest what the contact and the customer say."""
    wanted = values.copy()
    if wanted.get("contact") is None:
        primary = PRIMARY.first(work.session, customer=buyer.id)
        wanted["contact"] = primary[0] if primary else None
    if wanted.get("ship_to") is None:
        parts = (buyer.province, buyer.city, buyer.district, buyer.address)
        wanted["ship_to"] = texts.joined([part for part in dict.fromkeys(parts) if part])
    return wanted


def assign(work: Work, order: SalesOrder, buyer: Customer, values: OrderValues) -> None:
    """Set what is given; an empty text clears. Another contact brings its phone."""
    contact, phone = values.get("contact"), values.get("phone")
    if contact is not None:
        here = col(Contact.customer_id) == buyer.id
        found = lookup.usable(work, Contact, "contact", contact, here) if contact.strip() else None
        order.contact_id = found.id if found else None
    if phone is not None:
        order.phone = phone if phone.startswith(COPIED) else texts.line(phone, _("Phone"))
        order.phone_masked = masked(order.phone) if order.phone else None
    elif contact is not None or order.id is None:
        order.phone = hidden.reach(work, buyer.id, order.contact_id)
        order.phone_masked = masked(order.phone) if order.phone else None
    if values.get("ship_to") is not None:
        order.ship_to = texts.line(values["ship_to"], _("Ship-to address"))
    if values.get("remark") is not None:
        order.remark = texts.paragraph(values["remark"], _("Remark"))
    due = values.get("due_date")
    if due is not None:
        order.due_by_hand = bool(due.strip())
        order.due_date = (
            dates.day(due, _("due date"), work.today())
            if order.due_by_hand
            else terms.due(buyer.payment_terms, order.date)
        )
    if order.due_date < order.date:
        raise InvalidError(
            _("The due date {} is before the order of {}").format(order.due_date, order.date),
            _("Give a later one, or none to go by the payment terms"),
        )
