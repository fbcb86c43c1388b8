"""Who owns a customer: a person, or the pool of a department."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement
from sqlmodel import col

from crmcli.db.models import Customer, Operator
from crmcli.db.models.operator import POOL
from crmcli.db.work import Work
from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.services import customer_view, lookup, operator
from crmcli.services import department as departments


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
