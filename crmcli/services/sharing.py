"""Sharing 共享: a customer is shown to a colleague or a department besides, until a date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, or_, select

from crmcli.db.models.customer import Customer
from crmcli.db.models.department import Department
from crmcli.db.models.lending import Share
from crmcli.db.models.operator import Operator
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, NotFoundError
from crmcli.i18n import _
from crmcli.services import customer_owner, lending, listing, lookup, operator
from crmcli.views.base import Page, Ref
from crmcli.views.lending import ShareRow

PERMISSION = "customer.share"


@action(PERMISSION)
def share(
    work: Work,
    key: str,
    *,
    operators: Sequence[str] = (),
    department: str | None = None,
    write: bool = False,
    until: str,
) -> list[ShareRow]:
    """Show a customer, with all that hangs on it, to people or a department until a day.

    Who has it already is shown it until the new day, in the new way.

    Raises:
        NotFoundError, InvalidError: a customer, person, department or date that cannot be.
        NotAllowedError: the customer is only shared with, or lent to, oneself.
    """
    row = lookup.coded(work, Customer, "customer", key)
    lookup.refuse_reserved(row)
    lookup.hold(work, row)
    customer_owner.require_own(work, row)
    last = lending.last_day(work, until)
    whom: list[dict[str, Any]] = [
        {"with_id": _other(work, row, one).id} for one in dict.fromkeys(operators)
    ]
    if department is not None:
        place = lookup.usable(work, Department, "department", department)
        whom.append({"with_dept_id": place.id})
    if not whom:
        raise InvalidError(
            _("Missing: {}").format("--with"), _("Name an operator, or give --department")
        )
    made = []
    for one in whom:
        for before in _in_force(work, row.id, **one):
            before.ended = True
        work.session.flush()
        new = Share(
            customer_id=row.id,
            owner_id=row.owner_id,
            dept_id=row.dept_id,
            can_write=write,
            ends_on=last,
            ended=False,
            **one,
        )
        work.session.add(new)
        made.append(new)
    work.session.flush()
    return [_view(work, one) for one in made]


@action(PERMISSION)
def unshare(
    work: Work, key: str, *, operators: Sequence[str] = (), department: str | None = None
) -> list[ShareRow]:
    """Show a customer no more to whom it was shared with: to nobody besides, unless named.

    Raises:
        NotFoundError: there is no such customer, or it is not shared so.
        NotAllowedError: the customer is only shared with, or lent to, oneself.
    """
    row = lookup.coded(work, Customer, "customer", key)
    lookup.hold(work, row)
    customer_owner.require_own(work, row)
    wanted: list[dict[str, int]] = [
        {"with_id": lookup.coded(work, Operator, "operator", one).id} for one in operators
    ]
    if department is not None:
        place = lookup.coded(work, Department, "department", department)
        wanted.append({"with_dept_id": place.id})
    found = [one for which in wanted or [{}] for one in _in_force(work, row.id, **which)]
    if not found:
        raise NotFoundError(
            _("{} {} is not shared so").format(row.code, row.name),
            _("See with whom: crm customer shares {}").format(row.code),
        )
    for one in found:
        one.ended = True
    work.session.flush()
    return [_view(work, one) for one in found]


@action("customer.read", writes=False)
def find(
    work: Work,
    *,
    customer: str | None = None,
    person: str | None = None,
    everything: bool = False,
    limit: int | None = None,
) -> Page[ShareRow]:
    """The shares of customers that one sees, newest first; over ones too with ``everything``."""
    statement = select(Share)
    if customer is not None:
        of = lookup.coded(work, Customer, "customer", customer)
        statement = statement.where(Share.customer_id == of.id)
    if person is not None:
        one = lookup.coded(work, Operator, "operator", person, operator.IS_PERSON)
        with_one = or_(Share.with_id == one.id, Share.with_dept_id == one.dept_id)
        statement = statement.where(with_one)
    if not everything:
        statement = statement.where(~col(Share.ended), Share.ends_on >= work.today())

    def convert(found: Sequence[Any]) -> list[ShareRow]:
        return [_view(work, row) for row in found]

    return listing.page(
        work, statement, convert, order=[col(Share.id).desc()], limit=limit, newest=True
    )


def with_person(work: Work, customer_id: int, person: Operator) -> list[Share]:
    """By what shares somebody sees a customer today."""
    return [
        share
        for share in _in_force(work, customer_id)
        if share.with_id == person.id or share.with_dept_id == person.dept_id
    ]


def _other(work: Work, row: Customer, given: str) -> Operator:
    found = operator.person(work, given)
    if found.id == row.owner_id:
        raise InvalidError(
            _("{} has this already").format(found.name), _("Name somebody else with --with")
        )
    return found


def _in_force(work: Work, customer_id: int, **whom: int) -> list[Share]:
    statement = select(Share).where(
        Share.customer_id == customer_id, ~col(Share.ended), Share.ends_on >= work.today()
    )
    for name, key in whom.items():
        statement = statement.where(getattr(Share, name) == key)
    return list(work.session.exec(statement.order_by(col(Share.id))))


def _view(work: Work, row: Share) -> ShareRow:
    customer = work.get(Customer, row.customer_id)
    by = lookup.ref(work, Operator, row.created_by)
    assert by is not None
    return ShareRow(
        customer=Ref(customer.code, customer.name),
        operator=lookup.ref(work, Operator, row.with_id),
        department=lookup.ref(work, Department, row.with_dept_id),
        can_write=row.can_write,
        ends_on=row.ends_on,
        in_force=not row.ended and row.ends_on >= work.today(),
        shared_by=by,
        shared_at=row.created_at,
    )
