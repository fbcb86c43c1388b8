"""What an upgraded store lacks that no migration can make: keys that only the services know."""

from __future__ import annotations

from sqlalchemy import select as sql_select
from sqlmodel import col, select

from crmcli.db.models.customer import ContactPoint, Customer
from crmcli.db.models.every import metadata
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
    _masks(work)


def _masks(work: Work) -> None:
    """Write what is shown of numbers and addresses, where an older version wrote none or another.

    What is derived is not logged, and does not count as a change.
    """
    known_tables = metadata.tables
    point, customer = known_tables["contact_point"], known_tables["customer"]
    order = known_tables["sales_order"]
    connection = work.session.connection()
    for key, kind, normalised, known in connection.execute(
        sql_select(point.c.id, point.c.kind, point.c.normalised, point.c.masked)
    ).all():
        wanted = points.shown(kind, normalised)
        if wanted != known:
            connection.execute(point.update().where(point.c.id == key).values(masked=wanted))
    for table, whole, part in (
        (customer, "identity_number", "identity_masked"),
        (customer, "billing_phone", "billing_phone_masked"),
        (order, "phone", "phone_masked"),
    ):
        lacking = sql_select(table.c.id, table.c[whole]).where(
            table.c[whole].is_not(None), table.c[part].is_(None)
        )
        for key, value in connection.execute(lacking).all():
            change = table.update().where(table.c.id == key)
            connection.execute(change.values({part: masked(value)}))


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
        row.raw, row.normalised = first.raw, first.normalised
        row.masked = points.shown(row.kind, first.normalised)
        for other in others:
            work.session.add(
                ContactPoint(
                    customer_id=row.customer_id,
                    kind=row.kind,
                    raw=other.raw,
                    normalised=other.normalised,
                    masked=points.shown(row.kind, other.normalised),
                    owner_id=row.owner_id,
                    dept_id=row.dept_id,
                )
            )
    work.session.flush()
