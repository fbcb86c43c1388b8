"""Protected registrations 报备: first in time wins, and the pool does not take it back until a day.

A customer that is registered stands in the store, so that whoever adds it later meets its owner
(``conflict.py``).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from sqlmodel import col, func, select

from crmcli.db.models.customer import Customer
from crmcli.db.models.department import Department
from crmcli.db.models.operator import POOL, Operator
from crmcli.db.models.registration import Registration
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, NotFoundError, RefusedError
from crmcli.i18n import _
from crmcli.services import customer, customer_owner, dates, listing, lookup, setting, texts
from crmcli.views.base import Page, Ref
from crmcli.views.registration import RegistrationRow

PERMISSION = "customer.register"
CODE = re.compile(r"(?=[A-Za-z-]*[0-9])[A-Za-z0-9-]+")
"""What is meant as a code: nobody is called so."""


@action(PERMISSION)
def register(
    work: Work, key: str, *, until: str, reason: str | None = None, force: bool = False
) -> RegistrationRow:
    """Register a customer until a day; one that is not in the store is added under that name.

    One that is registered already keeps its first day and has another last one.

    Raises:
        InvalidError: a day that cannot be.
        NotFoundError: what looks like a code is none.
        HeldByOtherError: somebody else follows it up.
        PossibleDuplicateError: a customer may be the same; with ``force`` nobody looks.
        NotAllowedError: it is only lent or shared, or one may add no customers.
        RefusedError: it lies in the pool, is deactivated, or one has registered too many.
    """
    last = _last_day(work, until)
    said = texts.line(reason, _("Reason"))
    row = _named(work, key)
    if row is None:
        work.require("customer.create")
        made = customer.add(work, name=key, force=force)
        row = lookup.coded(work, Customer, customer.NOUN, made.code)
    lookup.refuse_reserved(row)
    lookup.hold(work, row)
    customer_owner.require_own(work, row)
    lookup.require_active(row, customer.NOUN)
    if work.get(Operator, row.owner_id).kind == POOL:
        raise RefusedError(
            _("{} {} lies in the pool").format(row.code, row.name),
            _("Claim it first: crm customer claim {}").format(row.code),
        )
    present = _open(work, row.id)
    if present is not None and present.ends_on < work.today():
        present.ended = True
        work.session.flush()
        present = None
    if present is None:
        _refuse_too_many(work, row.owner_id)
        present = Registration(
            customer_id=row.id,
            owner_id=row.owner_id,
            dept_id=row.dept_id,
            ends_on=last,
            reason=said,
            ended=False,
        )
        work.session.add(present)
    else:
        present.ends_on = last
        present.reason = said or present.reason
    work.session.flush()
    return _view(work, present)


@action(PERMISSION)
def unregister(work: Work, key: str) -> RegistrationRow:
    """End the registration of a customer.

    Raises:
        NotFoundError: there is no such customer, or it is not registered.
        NotAllowedError: it is only lent or shared.
    """
    row = lookup.coded(work, Customer, customer.NOUN, key)
    lookup.hold(work, row)
    customer_owner.require_own(work, row)
    present = _open(work, row.id)
    if present is None or present.ends_on < work.today():
        raise NotFoundError(
            _("{} {} is not registered").format(row.code, row.name),
            _("See what is: crm customer registrations"),
        )
    present.ended = True
    work.session.flush()
    return _view(work, present)


@action("customer.read", writes=False)
def find(
    work: Work,
    *,
    customer: str | None = None,
    owner: str | None = None,
    everything: bool = False,
    limit: int | None = None,
) -> Page[RegistrationRow]:
    """The registrations of customers that one sees, those that end first at the top."""
    statement = select(Registration)
    if customer is not None:
        of = lookup.coded(work, Customer, "customer", customer)
        statement = statement.where(Registration.customer_id == of.id)
    if owner is not None:
        by = lookup.coded(work, Operator, "operator", owner)
        statement = statement.where(Registration.owner_id == by.id)
    if not everything:
        statement = statement.where(*in_force(work))

    def convert(found: Sequence[Any]) -> list[RegistrationRow]:
        return [_view(work, row) for row in found]

    return listing.page(
        work,
        statement,
        convert,
        order=[col(Registration.ends_on), col(Registration.id)],
        limit=limit,
        newest=False,
    )


def in_force(work: Work) -> tuple[Any, ...]:
    """The conditions on registrations that protect a customer today."""
    return ~col(Registration.ended), Registration.ends_on >= work.today()


def _named(work: Work, key: str) -> Customer | None:
    """The customer of that code or name, if one is seen.

    Raises:
        NotFoundError: there is none, and what was given is a code rather than a new one's name.
    """
    try:
        return lookup.coded(work, Customer, customer.NOUN, key)
    except NotFoundError:
        if CODE.fullmatch(key.strip()):
            raise
        return None


def _open(work: Work, customer_id: int) -> Registration | None:
    found = select(Registration).where(
        Registration.customer_id == customer_id, ~col(Registration.ended)
    )
    return work.session.exec(found).first()


def _last_day(work: Work, until: str) -> dt.date:
    today = work.today()
    most = int(setting.value(work, "registration_days"))
    last = dates.last_day(until, "--until", today)
    if not today <= last <= today + dt.timedelta(days=most):
        raise InvalidError(
            _("“{}” is not a valid {}").format(until, "--until"),
            _("Give a day from today on, at most {} days ahead").format(most),
        )
    return last


def _refuse_too_many(work: Work, owner_id: int) -> None:
    most = int(setting.value(work, "registration_limit"))
    held = work.session.exec(
        select(func.count()).where(Registration.owner_id == owner_id, *in_force(work))
    ).one()
    if most and held >= most:
        raise RefusedError(
            _("{} customers are registered, and may be {}").format(held, most),
            _("End one first: crm customer unregister"),
        )


def _view(work: Work, row: Registration) -> RegistrationRow:
    of = work.get(Customer, row.customer_id)
    owner, place = (
        lookup.ref(work, Operator, row.owner_id),
        lookup.ref(work, Department, row.dept_id),
    )
    assert owner is not None
    assert place is not None
    return RegistrationRow(
        customer=Ref(of.code, of.name),
        owner=owner,
        department=place,
        since=row.created_at,
        ends_on=row.ends_on,
        reason=row.reason,
        in_force=not row.ended and row.ends_on >= work.today(),
    )
