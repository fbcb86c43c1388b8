"""What an upgraded store lacks that no migration can make: keys that only the services know."""

from __future__ import annotations

from sqlmodel import col, select

from crmcli.db.models import ContactPoint, Customer
from crmcli.db.query import columns
from crmcli.db.work import Work
from crmcli.i18n import _
from crmcli.services import names, phones, points, reserved, setting
from crmcli.views.base import masked


def run(work: Work) -> None:
    """Bring the rows of an older version to what today's services would write."""
    reserved.add(work)
    if _name_cores(work):
        _phones(work)


def _name_cores(work: Work) -> bool:
    """Give customers the key by which duplicates are found; whether any lacked it."""
    lacking = work.session.exec(
        columns(Customer.id, Customer.name).where(Customer.name_core == "")
    ).all()
    table = Customer.__table__  # type: ignore[attr-defined]
    for key, name in lacking:
        statement = table.update().where(table.c.id == key).values(name_core=names.core(name))
        work.session.connection().execute(statement)
    return bool(lacking)


def _phones(work: Work) -> None:
    """Numbers of before were kept as digits, and several of them in one row."""
    home = setting.value(work, "phone_region")
    written = select(ContactPoint).where(col(ContactPoint.kind).in_(points.PHONES))
    for row in work.session.exec(written.order_by(col(ContactPoint.id))).all():
        first, *others = phones.parse(row.raw, _("phone number"), home)
        row.raw, row.normalised, row.masked = first.raw, first.normalised, masked(first.normalised)
        for other in others:
            work.session.add(
                ContactPoint(
                    customer_id=row.customer_id,
                    kind=row.kind,
                    raw=other.raw,
                    normalised=other.normalised,
                    masked=masked(other.normalised),
                    owner_id=row.owner_id,
                    dept_id=row.dept_id,
                )
            )
    work.session.flush()
