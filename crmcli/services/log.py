"""What was done: the operation log and the history of one record."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlmodel import col, select

from crmcli.db import changes, numbering
from crmcli.db.models.base import Coded
from crmcli.db.models.codelist import CODE_LISTS
from crmcli.db.models.contact import Contact
from crmcli.db.models.customer import Customer
from crmcli.db.models.department import Department
from crmcli.db.models.followup import FollowupTemplate
from crmcli.db.models.merging import MergedCustomer
from crmcli.db.models.operator import Operator
from crmcli.db.models.payment import Allocation, Payment
from crmcli.db.models.product import Product
from crmcli.db.models.region import Region
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, suggestion
from crmcli.i18n import _, in_all
from crmcli.services import dates, followup_list, listing, lookup, order, payment
from crmcli.services.operator import IS_PERSON
from crmcli.views.base import Page
from crmcli.views.log import ChangeRow
from crmcli.views.nouns import NOUNS, TABLES

CODED: dict[str, type[Coded]] = {
    **CODE_LISTS,
    "region": Region,
    "product": Product,
    "department": Department,
    "operator": Operator,
    "customer": Customer,
    "contact": Contact,
    "followup-template": FollowupTemplate,
}
HISTORIES = (*CODED, "followup", "order", "payment")
"""The nouns whose records have a history of their own."""


@action("log.read", writes=False)
def find(
    work: Work,
    *,
    since: dt.date | None = None,
    noun: str | None = None,
    key: str | None = None,
    operator: str | None = None,
    limit: int | None = None,
) -> Page[ChangeRow]:
    """The entries of the log that match, newest first; ``since`` is a day in the company's zone.

    Raises:
        InvalidError: an unknown noun, or a key without its noun.
        NotFoundError: no record has that key, now or ever.
    """
    if key is not None and noun is None:
        raise InvalidError(_("Missing: {}").format("--noun"), _("Say what the key is of"))
    listing.check_limit(limit)
    noun = _noun(noun) if noun is not None else None
    part = TABLES[noun] if noun is not None and noun not in HISTORIES else None
    root = None
    if noun is not None and part is None:
        root = (TABLES[noun], _id(work, noun, key) if key else None)
    elif part is not None and key is not None:
        raise InvalidError(
            _("“{}” has no keys of its own").format(noun), _("Name the record that it belongs to")
        )
    by = None
    if operator is not None:
        by = lookup.coded(work, Operator, "operator", operator, IS_PERSON).id
    start = None
    if since is not None:
        start = dates.instants(since, since, work.zone)[0]
    statement = changes.query(since=start, root=root, table=part, operator_id=by)
    if limit is None and work.streaming:
        return Page([], None, newest=True, stream=changes.stream(work.session, statement))
    total = changes.count(work.session, statement) if limit is not None else 0
    rows = changes.rows(work.session, statement.limit(limit))
    return Page(rows, max(total, len(rows)), newest=True)


@action("log.history", writes=False)
def history(work: Work, noun: str, key: str) -> Page[ChangeRow]:
    """Everything that happened to one record and what belongs to it, oldest first.

    Raises:
        NotFoundError: no record has that key, now or ever.
    """
    named = _noun(noun)
    if named not in HISTORIES:
        raise _no_noun(noun)
    root = (TABLES[named], _id(work, named, key))
    statement = changes.query(root=root, also=_elsewhere(work, named, root[1]), newest_first=False)
    rows = changes.rows(work.session, statement)
    return Page(rows, len(rows))


def _elsewhere(work: Work, noun: str, key: int) -> list[tuple[str, Any]]:
    """What belongs to a record though it stands on another one: money, a contact's numbers."""
    if noun == "customer":
        merged = select(MergedCustomer.merged_id).where(MergedCustomer.customer_id == key)
        return [("customer", merged), ("merged_customer", select(MergedCustomer.id).where(
            MergedCustomer.customer_id == key))]  # fmt: skip
    if noun == "contact":
        return [("contact_point", changes.points_of_contact(work.session, key))]
    if noun == "order":
        return [("allocation", select(Allocation.id).where(Allocation.order_id == key))]
    if noun == "payment":
        reversing = select(Payment.id).where(Payment.reverses_id == key)
        taken_back = select(Allocation.id).where(col(Allocation.payment_id).in_(reversing))
        return [("payment", reversing), ("allocation", taken_back)]
    return []


def _noun(given: str) -> str:
    """The noun that a word names: its own name, or what it is called in either language."""
    wanted = given.strip().casefold()
    for noun, english in NOUNS.items():
        if wanted in (noun, *(called.casefold() for called in in_all(english))):
            return noun
    raise _no_noun(given)


def _no_noun(given: str) -> InvalidError:
    return InvalidError(
        _("“{}” is not a valid {}").format(given, _("noun")),
        suggestion(given, {noun: _(NOUNS[noun]) for noun in HISTORIES}),
    )


def _id(work: Work, noun: str, key: str) -> int:
    removed = changes.removed_id(work.session, TABLES[noun], numbering.normalise(key))
    if removed is not None:
        return removed
    if noun == "order":
        return order.by_number(work, key).id
    if noun == "followup":
        return followup_list.by_number(work, key).id
    if noun == "payment":
        return payment.by_number(work, key).id
    return lookup.coded(work, CODED[noun], noun, key).id
