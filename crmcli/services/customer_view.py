"""Customers as people see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Label, func
from sqlmodel import col, select

from crmcli.db.models.base import table_of
from crmcli.db.models.codelist import CustomerType, Industry, Level, Progress, Source
from crmcli.db.models.customer import Customer, FormerName
from crmcli.db.models.department import Department
from crmcli.db.models.followup import Followup
from crmcli.db.models.operator import POOL, Operator
from crmcli.db.models.region import Region
from crmcli.db.query import columns
from crmcli.db.scope import SENSITIVE
from crmcli.db.work import Work
from crmcli.services import lookup, points, terms
from crmcli.views.base import Ref, columns_of
from crmcli.views.customer import CustomerRow

OWNER = Operator.__table__.alias("owner")  # type: ignore[attr-defined]
PLAIN = tuple(
    column.key
    for column in columns_of(CustomerRow)
    if column.key in Customer.model_fields
    and not column.refers
    and column.key not in SENSITIVE["customer"]
)
"""The columns that are shown as they are stored."""
STORED = tuple(
    column.name
    for column in table_of(Customer).columns
    if column.name not in SENSITIVE["customer"] and not column.info.get("derived")
)
"""The columns that are read and follow from no other ones."""
SORTS = {
    "code": Customer.code,
    "name": Customer.sort_key,
    "lifecycle": Customer.lifecycle,
    "province": Customer.province,
    "city": Customer.city,
    "credit_limit": Customer.credit_limit,
    "owner": OWNER.c.sort_key,
    "created_at": Customer.created_at,
    "updated_at": Customer.updated_at,
}


def row(work: Work, customer: Customer) -> CustomerRow:
    """A customer as people see it."""
    return CustomerRow(**values(work, customer))


def values(work: Work, customer: Customer) -> dict[str, Any]:
    """The columns of a customer, by key."""
    work.session.flush()
    return _values(work, work.session.exec(select_all().where(Customer.id == customer.id)).all())[0]


def select_all() -> Any:
    """Customers with their owner and last follow-up."""
    return columns(Customer, OWNER.c.code, OWNER.c.name, OWNER.c.kind, _last_contact()).join(
        OWNER, OWNER.c.id == Customer.owner_id
    )


def _last_contact() -> Label[dt.datetime]:
    return (
        select(func.max(Followup.contacted_at))
        .where(Followup.customer_id == Customer.id)
        .scalar_subquery()
        .label("last_contact")
    )


def past(work: Work, customer: Customer) -> CustomerRow:
    """A customer as it once was: neither its numbers nor what it was called before is known."""
    owner = work.get(Operator, customer.owner_id)
    return CustomerRow(**_one(work, {}, {}, customer, owner.code, owner.name, owner.kind, None))


def rows(work: Work, found: Sequence[Any]) -> list[CustomerRow]:
    """What :func:`select_all` found, as people see it."""
    return [CustomerRow(**one) for one in _values(work, found)]


def _values(work: Work, found: Sequence[Any]) -> list[dict[str, Any]]:
    keys = [entry[0].id for entry in found]
    called = points.of_customers(work, keys)
    former: dict[int, list[str]] = {}
    for start in range(0, len(keys), 500):
        names = (
            columns(FormerName.customer_id, FormerName.name)
            .where(col(FormerName.customer_id).in_(keys[start : start + 500]))
            .order_by(col(FormerName.id))
        )
        for key, name in work.session.exec(names):
            former.setdefault(key, []).append(name)
    return [_one(work, called, former, *entry) for entry in found]


def _one(
    work: Work,
    called: points.Points,
    former: dict[int, list[str]],
    customer: Customer,
    owner_code: str,
    owner_name: str,
    owner_kind: str,
    last_contact: dt.datetime | None,
) -> dict[str, Any]:
    of_kind = called.get(customer.id, {})
    return {
        **{key: getattr(customer, key) for key in PLAIN},
        **{kind: of_kind.get(kind) for kind in points.OF_CUSTOMER},
        "former_names": tuple(former.get(customer.id, ())),
        "type": lookup.ref(work, CustomerType, customer.type_id),
        "source": lookup.ref(work, Source, customer.source_id),
        "industry": lookup.ref(work, Industry, customer.industry_id),
        "level": lookup.ref(work, Level, customer.level_id),
        "region": lookup.ref(work, Region, customer.region_id),
        "progress": lookup.ref(work, Progress, customer.progress_id),
        "identity_number": customer.identity_masked,
        "billing_phone": customer.billing_phone_masked,
        "payment_terms": terms.shown(customer.payment_terms),
        "owner": None if owner_kind == POOL else Ref(owner_code, owner_name),
        "department": lookup.ref(work, Department, customer.dept_id),
        "last_contact": last_contact,
    }
