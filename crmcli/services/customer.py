"""Customers: who they are and who follows them up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Unpack

from sqlmodel import col, select

from crmcli.db.models.customer import Customer, FormerName
from crmcli.db.models.department import Department
from crmcli.db.models.followup import Followup
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.services import (
    codes,
    customer_new,
    customer_owner,
    customer_view,
    dates,
    duplicates,
    fields,
    held,
    key_fields,
    lifecycle,
    listing,
    lookup,
    operator,
    points,
    revision,
    texts,
    tree,
    versions,
)
from crmcli.services import customer_fields as of_customer
from crmcli.views.base import Page
from crmcli.views.customer import CustomerFilters, CustomerRow, CustomerValues

NOUN = "customer"


@action("customer.create")
def add(
    work: Work,
    *,
    name: str,
    code: str | None = None,
    owner: str | None = None,
    no_owner: bool = False,
    force: bool = False,
    **values: Unpack[CustomerValues],
) -> CustomerRow:
    """Add a customer. Without ``owner`` it is the acting operator's; with ``no_owner`` the pool's.

    Raises:
        InvalidError, DuplicateError, NotFoundError: a value that cannot be.
        PossibleDuplicateError: a customer may be the same; with ``force`` nobody looks.
        HeldByOtherError: somebody else follows it up.
    """
    new = customer_new.checked(
        work, name=name, code=code, owner=owner, no_owner=no_owner, values=values
    )
    of_customer.require_free(work, new.row)
    work.lock("customer.create")
    held.refuse(work, held.of(new))
    if not force:
        duplicates.refuse(work, duplicates.Known(new.row.name, new.row.kind, new.numbers))
    customer_new.store(work, [new])
    return customer_view.row(work, new.row)


@action("customer.update")
def edit(
    work: Work,
    key: str,
    *,
    name: str | None = None,
    code: str | None = None,
    owner: str | None = None,
    no_owner: bool = False,
    active: bool | None = None,
    reason: str | None = None,
    propose: bool = False,
    version: int | None = None,
    **given: Unpack[CustomerValues],
) -> CustomerRow:
    """Change what is given; an empty text clears. A new owner takes along all that hangs on it.

    The old name of a renamed customer is kept as a former one. ``reason`` is why the stage is moved
    by hand. Key fields are not changed: with ``propose`` a revision of them is proposed, and
    ``reason`` is why.

    Raises:
        NotFoundError, InvalidError, DuplicateError: no such customer, or a value that cannot be.
        NeedsRevisionError: a key field is among them, and ``propose`` is off.
        RefusedError: it would go to the pool, which is by releasing it only.
        StaleError: it is not at ``version`` any more.
    """
    row = lookup.coded(work, Customer, NOUN, key)
    lookup.refuse_reserved(row)
    lookup.hold(work, row)
    versions.require(work, row, NOUN, version)
    holder = customer_owner.other(work, row, owner, no_owner)
    values: dict[str, Any] = dict(given)
    name, proposed = revision.split(
        work, key_fields.CUSTOMER, row, name, values, reason=reason, propose=propose
    )
    if proposed:
        reason = reason if values.get("lifecycle") is not None else None
    if values.get("former_names") is not None:
        names = [n for n in values["former_names"] or () if n.strip()]
        known = [former.name for former in _former(work, row)] if names else []
        _set_former(work, row, [*known, *names])
    if name is not None:
        _rename(work, row, texts.name(name, _("Name")))
    codes.change(work, row, NOUN, code)
    if values.get("lifecycle") is not None:
        lifecycle.by_hand(row, values["lifecycle"] or "", reason, new=False)
    elif reason is not None:
        raise InvalidError(
            _("A reason is given for a stage, but no stage"), _("Add --lifecycle, or leave it out")
        )
    if active is not None:
        row.active = active
    of_customer.assign(work, row, values)
    of_customer.require_free(work, row)
    of_customer.index(work, row)
    points.assign(work, row, points.OF_CUSTOMER, values, fields.titles(CustomerRow))
    _warn_of_duplicates(work, row, name, values)
    work.session.flush()
    if holder is not None:
        customer_owner.assign(work, row, holder)
    return customer_view.row(work, row)


@action("customer.assign")
def assign(work: Work, keys: Sequence[str], to: str) -> list[CustomerRow]:
    """Give customers to another owner, all or none; all that hangs on them goes along.

    Raises:
        NotFoundError: a customer or the operator is not there.
        NotAllowedError: a customer or the operator is outside the scope.
    """
    holder = operator.person(work, to)
    rows = [lookup.coded(work, Customer, NOUN, key) for key in dict.fromkeys(keys)]
    for row in rows:
        lookup.refuse_reserved(row)
    lookup.hold(work, *rows)
    for row in rows:
        customer_owner.assign(work, row, holder)
    return [customer_view.row(work, row) for row in rows]


@action("customer.read", writes=False)
def find(
    work: Work,
    *,
    text: str | None = None,
    owner: str | None = None,
    no_owner: bool = False,
    department: str | None = None,
    active: bool | None = None,
    untouched_for: str | None = None,
    sort: str | None = None,
    by_key: bool = False,
    before: str | None = None,
    limit: int | None = None,
    **values: Unpack[CustomerFilters],
) -> Page[CustomerRow]:
    """The customers that match, newest first; with ``before`` those added before that one.

    ``text`` is any part of a name, code, tax number, contact, pinyin, or a phone number. Region and
    department include what is below them. ``by_key`` tells where the next page begins instead of
    how many there are. ``untouched_for`` is how long nobody has followed them
    up: neither contacted nor added in that time.
    """
    statement = customer_view.select_all().where(
        ~col(Customer.reserved), *of_customer.filters(work, values)
    )
    if text:
        statement = statement.where(of_customer.matches(work, text))
    statement = statement.where(*customer_owner.held_by(work, owner, no_owner))
    if department is not None:
        above = lookup.coded(work, Department, "department", department)
        inside = tree.below(Department, above.id)
        statement = statement.where(col(Customer.dept_id).in_(inside))
    if active is not None:
        statement = statement.where(Customer.active == active)
    if untouched_for is not None:
        since = work.at - dt.timedelta(days=dates.days(untouched_for, "--untouched-for"))
        touched = select(Followup.id).where(
            Followup.customer_id == Customer.id, Followup.contacted_at >= since
        )
        statement = statement.where(~touched.exists(), Customer.created_at < since)
    if before is not None:
        if sort:
            raise InvalidError(
                _("--before goes by age and cannot be sorted otherwise"), _("Leave out --sort")
            )
        last = lookup.coded(work, Customer, "customer", before)
        statement = statement.where(Customer.id < last.id)
    order = listing.ordering(sort, CustomerRow, customer_view.SORTS, [], col(Customer.id).desc())

    def convert(found: Sequence[Any]) -> list[CustomerRow]:
        return customer_view.rows(work, found)

    key = (lambda row: row.code) if (by_key or text or before) and not sort else None
    return listing.page(
        work, statement, convert, order=order, limit=limit, newest=not sort, key=key
    )


def _warn_of_duplicates(
    work: Work, row: Customer, name: str | None, values: Mapping[str, Any]
) -> None:
    called = fields.titles(CustomerRow)
    given = points.given(work, ("phone", "mobile"), values, called)
    numbers = [point.normalised for found in given.values() for point in found]
    if name is None and not numbers:
        return
    known = duplicates.Known(row.name if name else "", row.kind, numbers)
    found = duplicates.look(work, known, besides=row.id)
    if found:
        work.warn(found)


def _rename(work: Work, row: Customer, name: str) -> None:
    if name == row.name:
        return
    known = [former.name for former in _former(work, row)]
    before, row.name = row.name, name
    _set_former(work, row, [*known, before])


def _former(work: Work, row: Customer) -> list[FormerName]:
    found = select(FormerName).where(FormerName.customer_id == row.id)
    return list(work.session.exec(found.order_by(col(FormerName.id))))


def _set_former(work: Work, row: Customer, given: Iterable[str]) -> None:
    """Make these the former names."""
    wanted = dict.fromkeys(texts.name(n, _("Former names")) for n in given if n.strip())
    present = {former.name: former for former in _former(work, row)}
    for name, former in present.items():
        if name not in wanted or name == row.name:
            work.session.delete(former)
    for name in wanted:
        if name not in present and name != row.name:
            work.session.add(
                FormerName(
                    customer_id=row.id, name=name, owner_id=row.owner_id, dept_id=row.dept_id
                )
            )
    work.session.flush()
