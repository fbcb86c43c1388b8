"""The reserved customer: it holds money that came in and that nobody has matched yet 待认领款项."""

from __future__ import annotations

from sqlmodel import col, select

from crmcli.db.models.customer import KINDS, LIFECYCLES, Customer
from crmcli.db.models.department import Department
from crmcli.db.work import Work
from crmcli.i18n import N_, _
from crmcli.services import department, lookup, names

CODE = "UNIDENTIFIED"
NAME = N_("money nobody has matched")


def add(work: Work) -> None:
    """Make it, in the pool of the first department, unless the store has it; the caller commits."""
    if work.session.exec(select(Customer.id).where(col(Customer.reserved))).first() is not None:
        return
    first = work.session.exec(select(Department).order_by(col(Department.id)).limit(1)).one()
    pool = department.pool_of(work, first.id)
    row = Customer(
        code=_free(work),
        name=_(NAME),
        kind=KINDS[0],
        lifecycle=LIFECYCLES[0],
        owner_id=pool.id,
        dept_id=pool.dept_id,
        name_core=names.core(_(NAME)),
        reserved=True,
    )
    lookup.index(row)
    work.session.add(row)
    work.session.flush()


def _free(work: Work) -> str:
    """Its code: another one where an older store gave it to somebody."""
    code = CODE
    while work.session.exec(select(Customer.id).where(Customer.code == code)).first() is not None:
        code += "-"
    return code


def customer(work: Work) -> Customer:
    """The reserved customer."""
    return work.session.exec(select(Customer).where(col(Customer.reserved))).one()
