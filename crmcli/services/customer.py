"""Customers: who they are and who follows them up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Label, exists, or_
from sqlmodel import col, select

from crmcli.db import numbering
from crmcli.db.models import (
    ContactPoint,
    Customer,
    CustomerType,
    Department,
    Industry,
    Level,
    Operator,
    Region,
    Source,
)
from crmcli.db.models.customer import LIFECYCLES
from crmcli.db.models.operator import POOL
from crmcli.db.query import columns
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.services import department as departments
from crmcli.services import listing, lookup, operator, texts, tree
from crmcli.views.base import Page, Ref
from crmcli.views.customer import CustomerRow

NOUN = "customer"
References = Mapping[str, str | None]
REFERENCES: dict[str, tuple[str, type[Any]]] = {
    "type": ("customer-type", CustomerType),
    "source": ("source", Source),
    "industry": ("industry", Industry),
    "level": ("level", Level),
    "region": ("region", Region),
}
"""Option -> noun and table of the basic data that a customer refers to."""
SHORTEST_NUMBER = 3
"""A search text with at least so many digits is looked for in phone numbers too."""

OWNER = Operator.__table__.alias("owner")  # type: ignore[attr-defined]
SORTS = {
    "code": Customer.code,
    "name": Customer.sort_key,
    "lifecycle": Customer.lifecycle,
    "owner": OWNER.c.sort_key,
    "created_at": Customer.created_at,
    "updated_at": Customer.updated_at,
}


@action("customer.create")
def add(
    work: Work,
    *,
    name: str,
    code: str | None = None,
    phone: str | None = None,
    email: str | None = None,
    owner: str | None = None,
    no_owner: bool = False,
    lifecycle: str | None = None,
    remark: str | None = None,
    references: References = MappingProxyType({}),
) -> CustomerRow:
    """Add a customer. Without ``owner`` it is the acting operator's; with ``no_owner`` the pool's.

    ``references`` are those of :data:`REFERENCES`, by code or unique name.

    Raises:
        InvalidError, DuplicateError, NotFoundError: a value that cannot be.
    """
    cleaned = texts.name(name, _("Name"))
    holder = _holder(work, owner, no_owner, work.operator.dept_id) or work.operator
    row = Customer(
        name=cleaned,
        owner_id=holder.id,
        dept_id=holder.dept_id,
        lifecycle=_lifecycle(lifecycle or LIFECYCLES[0]),
        remark=texts.paragraph(remark, _("Remark")),
    )
    _refer(work, row, references)
    points = {"phone": _phone(phone), "email": _email(email)}
    row.code = numbering.take(work.session, NOUN, work.today(), code)
    lookup.free_code(work, Customer, NOUN, row.code)
    lookup.index(row)
    work.session.add(row)
    work.session.flush()
    for kind, value in points.items():
        _set_point(work, row, kind, value)
    return show_row(work, row)


@action("customer.update")
def edit(
    work: Work,
    key: str,
    *,
    name: str | None = None,
    code: str | None = None,
    phone: str | None = None,
    email: str | None = None,
    owner: str | None = None,
    no_owner: bool = False,
    lifecycle: str | None = None,
    remark: str | None = None,
    active: bool | None = None,
    references: References = MappingProxyType({}),
) -> CustomerRow:
    """Change what is given; an empty text clears. A new owner takes along all that hangs on it.

    Raises:
        NotFoundError, InvalidError, DuplicateError: no such customer, or a value that cannot be.
    """
    row = lookup.coded(work, Customer, NOUN, key)
    if name is not None:
        row.name = texts.name(name, _("Name"))
    if code is not None and numbering.checked(code) != row.code:
        lookup.free_code(work, Customer, NOUN, numbering.checked(code))
        row.code = numbering.take(work.session, NOUN, work.today(), code)
    lookup.index(row)
    if lifecycle is not None:
        row.lifecycle = _lifecycle(lifecycle)
    if remark is not None:
        row.remark = texts.paragraph(remark, _("Remark"))
    if active is not None:
        row.active = active
    _refer(work, row, references)
    if phone is not None:
        _set_point(work, row, "phone", _phone(phone))
    if email is not None:
        _set_point(work, row, "email", _email(email))
    work.session.flush()
    holder = _holder(work, owner, no_owner, row.dept_id)
    if holder is not None:
        row.owner_id, row.dept_id = holder.id, holder.dept_id
        work.session.flush()
        work.session.expire_all()
    return show_row(work, row)


@action("customer.read", writes=False)
def show(work: Work, key: str) -> CustomerRow:
    """One customer."""
    return show_row(work, lookup.coded(work, Customer, NOUN, key))


@action("customer.read", writes=False)
def find(
    work: Work,
    *,
    text: str | None = None,
    owner: str | None = None,
    no_owner: bool = False,
    department: str | None = None,
    lifecycle: str | None = None,
    active: bool | None = None,
    sort: str | None = None,
    limit: int | None = None,
    references: References = MappingProxyType({}),
) -> Page[CustomerRow]:
    """The customers that match, newest first.

    ``text`` is any part of a name, its pinyin or initials, or a phone number. Region and department
    include what is below them.
    """
    statement = _select()
    if text:
        statement = statement.where(_matches(text))
    if owner is not None:
        holder = lookup.coded(work, Operator, "operator", owner, operator.IS_PERSON)
        statement = statement.where(Customer.owner_id == holder.id)
    if no_owner:
        statement = statement.where(OWNER.c.kind == POOL)
    if department is not None:
        above = lookup.coded(work, Department, "department", department)
        statement = statement.where(col(Customer.dept_id).in_(tree.below(Department, above.id)))
    if lifecycle is not None:
        statement = statement.where(Customer.lifecycle == _lifecycle(lifecycle))
    if active is not None:
        statement = statement.where(Customer.active == active)
    for option, given in references.items():
        if given is None:
            continue
        noun, model = REFERENCES[option]
        wanted = lookup.coded(work, model, noun, given)
        column = getattr(Customer, f"{option}_id")
        inside = (
            column.in_(tree.below(Region, wanted.id)) if option == "region" else column == wanted.id
        )
        statement = statement.where(inside)
    order = listing.ordering(sort, SORTS, [], col(Customer.id).desc())

    def convert(found: Sequence[Any]) -> list[CustomerRow]:
        return [_row(work, *row) for row in found]

    return listing.page(work, statement, convert, order=order, limit=limit, newest=not sort)


def show_row(work: Work, row: Customer) -> CustomerRow:
    """A customer as people see it."""
    work.session.flush()
    return _row(work, *work.session.exec(_select().where(Customer.id == row.id)).one())


def _select() -> Any:
    return columns(
        Customer, OWNER.c.code, OWNER.c.name, OWNER.c.kind, _point("phone"), _point("email")
    ).join(OWNER, OWNER.c.id == Customer.owner_id)


def _point(kind: str) -> Label[str]:
    return (
        select(ContactPoint.raw)
        .where(ContactPoint.customer_id == Customer.id, ContactPoint.kind == kind)
        .order_by(col(ContactPoint.id))
        .limit(1)
        .scalar_subquery()
        .label(kind)
    )


def _matches(text: str) -> ColumnElement[bool]:
    found = col(Customer.search_text).like(texts.like(text), escape="\\")
    number = texts.digits(text).removeprefix("+")
    if len(number) < SHORTEST_NUMBER or not texts.is_number(text):
        return found
    called = exists().where(
        col(ContactPoint.customer_id) == Customer.id,
        col(ContactPoint.normalised).like(f"%{number}%"),
    )
    return or_(found, called)


def _holder(work: Work, owner: str | None, no_owner: bool, dept_id: int) -> Operator | None:
    """Who shall own the customer, as far as that was said."""
    no_owner = no_owner or (owner is not None and not owner.strip())
    if no_owner and owner and owner.strip():
        raise InvalidError(
            _("An owner and no owner cannot both be asked for"), _("Give only one of the two")
        )
    if no_owner:
        return departments.pool_of(work, dept_id)
    return operator.person(work, owner) if owner else None


def _refer(work: Work, row: Customer, references: References) -> None:
    for option, given in references.items():
        if given is not None:
            noun, model = REFERENCES[option]
            setattr(row, f"{option}_id", lookup.reference(work, model, noun, given))


def _lifecycle(given: str) -> str:
    if given not in LIFECYCLES:
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, _("lifecycle stage")),
            _("Known are: {}").format(", ".join(LIFECYCLES)),
        )
    return given


def _phone(given: str | None) -> str | None:
    cleaned = texts.line(given, _("Phone"))
    if cleaned is not None and not texts.digits(cleaned):
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, _("phone number")),
            _("It must hold digits"),
        )
    return cleaned


def _email(given: str | None) -> str | None:
    cleaned = texts.line(given, _("E-mail"))
    if cleaned is None:
        return None
    user, at, domain = cleaned.partition("@")
    if not (user and at and "." in domain) or " " in cleaned or "@" in domain:
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, _("e-mail address")),
            _("Write it like name@example.com"),
        )
    return cleaned


def _set_point(work: Work, row: Customer, kind: str, value: str | None) -> None:
    """Make ``value`` the customer's only contact point of ``kind``; ``None`` removes it."""
    present = work.session.exec(
        select(ContactPoint)
        .where(ContactPoint.customer_id == row.id, ContactPoint.kind == kind)
        .order_by(col(ContactPoint.id))
    ).first()
    if value is None:
        if present is not None:
            work.session.delete(present)
        return
    normalised = value.casefold() if kind == "email" else texts.digits(value)
    point = present or ContactPoint(
        customer_id=row.id, kind=kind, owner_id=row.owner_id, dept_id=row.dept_id
    )
    point.raw, point.normalised, point.masked = value, normalised, texts.masked(normalised)
    work.session.add(point)


def _row(
    work: Work,
    row: Customer,
    owner_code: str,
    owner_name: str,
    owner_kind: str,
    phone: str | None,
    email: str | None,
) -> CustomerRow:
    department = lookup.ref(work, Department, row.dept_id)
    assert department is not None
    return CustomerRow(
        code=row.code,
        name=row.name,
        type=lookup.ref(work, CustomerType, row.type_id),
        source=lookup.ref(work, Source, row.source_id),
        industry=lookup.ref(work, Industry, row.industry_id),
        level=lookup.ref(work, Level, row.level_id),
        region=lookup.ref(work, Region, row.region_id),
        phone=phone,
        email=email,
        lifecycle=row.lifecycle,
        owner=None if owner_kind == POOL else Ref(owner_code, owner_name),
        department=department,
        remark=row.remark,
        active=row.active,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
