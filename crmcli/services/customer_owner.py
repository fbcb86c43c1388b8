"""Who owns a customer: a person, or the pool of a department."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, bindparam, func
from sqlalchemy import select as sql_select
from sqlmodel import col, select

from crmcli.db.models.base import table_of
from crmcli.db.models.customer import Customer
from crmcli.db.models.operator import PERSON, POOL, Operator
from crmcli.db.models.registration import Registration
from crmcli.db.prepared import Prepared
from crmcli.db.types import Key
from crmcli.db.work import Work
from crmcli.errors import InvalidError, NotAllowedError, RefusedError
from crmcli.i18n import _
from crmcli.services import customer_view, lookup, notice, operator
from crmcli.services import department as departments

SEVERAL = 500
ASSIGNED = "assigned"
ASSIGN = Prepared(
    sql_select(
        func.crm.assign_customer(bindparam("key", type_=Key()), bindparam("person", type_=Key()))
    )
)
"""On PostgreSQL nobody may write the owner's column: a function of the server does."""


def wanted(work: Work, owner: str | None, no_owner: bool, dept_id: int) -> Operator | None:
    """Who shall own a customer, as far as that was said; the pool is that of the department.

    Raises:
        InvalidError: an owner and none are asked for.
        NotFoundError, RefusedError: there is no such operator, or a deactivated one.
    """
    _refuse_both(owner, no_owner)
    if no_owner or (owner is not None and not owner.strip()):
        return departments.pool_of(work, dept_id)
    return operator.person(work, owner) if owner else None


def other(work: Work, row: Customer, owner: str | None, no_owner: bool) -> Operator | None:
    """Who shall own a customer from now on, as far as that was said.

    Raises:
        InvalidError, NotFoundError: as :func:`wanted`.
        RefusedError: somebody owns it, and nobody shall: that is releasing it, with its rules.
    """
    holder = wanted(work, owner, no_owner, row.dept_id)
    if holder is None or holder.kind == PERSON:
        return holder
    if work.get(Operator, row.owner_id).kind == PERSON:
        raise RefusedError(
            _("{} {} goes to the pool by releasing it only").format(row.code, row.name),
            _("Release it: crm customer release {} --reason WHY").format(row.code),
        )
    return None


def require_seen(work: Work, holder: Operator) -> None:
    """Raise NotAllowedError for an owner whose customers the acting operator would not see."""
    if not work.reaches(holder.id, holder.dept_id):
        raise NotAllowedError(
            _("The customers of {} are outside what you see").format(holder.name),
            _("Choose an owner in your scope, or ask somebody who sees both"),
        )


def require_own(work: Work, row: Customer) -> None:
    """Raise NotAllowedError for a customer that is only shared with the acting operator."""
    if not work.reaches(row.owner_id, row.dept_id):
        raise NotAllowedError(
            _("{} {} is shared with you, and not yours to give away").format(row.code, row.name),
            _("Ask its owner"),
        )


def assign(work: Work, row: Customer, holder: Operator) -> None:
    """Give a customer another owner; all that hangs on it goes along, but no registration.

    Raises:
        NotAllowedError: without the permission, or to somebody outside the scope.
    """
    if (row.owner_id, row.dept_id) == (holder.id, holder.dept_id):
        return
    work.require("customer.assign")
    require_own(work, row)
    require_seen(work, holder)
    if work.store.engine == "postgresql" and work.authority is not None:
        ASSIGN.all(work.session, key=row.id, person=holder.id)
        work.changed = True
    else:
        if holder.id != row.owner_id:
            _end_registrations(work, [row.id])
        row.owner_id, row.dept_id, row.owned_since = holder.id, holder.dept_id, work.at
        if holder.kind == PERSON and holder.id != work.operator.id:
            notice.tell(work, holder.id, ASSIGNED, "customer", row.code, row.name)
        work.session.flush()
    work.session.expire_all()


def give(work: Work, keys: Sequence[int], holder: Operator) -> None:
    """Give many customers another owner, with what hangs on them; the caller has checked all.

    What they were registered until ends.
    """
    _end_registrations(work, keys)
    table = table_of(Customer)
    for start in range(0, len(keys), SEVERAL):
        some = table.update().where(table.c.id.in_(keys[start : start + SEVERAL]))
        work.session.connection().execute(
            some.values(
                owner_id=holder.id,
                dept_id=holder.dept_id,
                owned_since=work.at,
                updated_at=work.at,
                updated_by=work.operator.id,
                version=table.c.version + 1,
            )
        )
    work.changed = True


def _end_registrations(work: Work, keys: Sequence[int]) -> None:
    """What is registered is its owner's: it ends when somebody else gets the customer."""
    for start in range(0, len(keys), SEVERAL):
        found = select(Registration).where(
            col(Registration.customer_id).in_(keys[start : start + SEVERAL]),
            ~col(Registration.ended),
        )
        with work.trusted():
            for one in work.session.exec(found).all():
                one.ended = True
            work.session.flush()


def held_by(work: Work, owner: str | None, no_owner: bool) -> Iterator[ColumnElement[bool]]:
    """The condition on customers that such an option makes."""
    _refuse_both(owner, no_owner)
    if no_owner or (owner is not None and not owner.strip()):
        yield customer_view.OWNER.c.kind == POOL
    elif owner is not None:
        holder = lookup.coded(work, Operator, "operator", owner, operator.IS_PERSON)
        yield col(Customer.owner_id) == holder.id


def _refuse_both(owner: str | None, no_owner: bool) -> None:
    if no_owner and owner and owner.strip():
        raise InvalidError(
            _("An owner and no owner cannot both be asked for"), _("Give only one of the two")
        )
