"""A customer as it was at the end of a past day, read back from the log."""

from __future__ import annotations

from typing import Any

from sqlalchemy import desc, func, select

from crmcli.db.changes import ENTRY, OPERATION
from crmcli.db.models.base import table_of
from crmcli.db.models.customer import Customer
from crmcli.db.prepared import unsaved
from crmcli.db.types import DECODED, DIALECT
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, NotFoundError
from crmcli.i18n import _
from crmcli.services import customer_view, dates, lookup
from crmcli.views.customer import CustomerRow

TABLE = table_of(Customer)


@action("log.history", writes=False)
def customer(work: Work, key: str, day: str) -> CustomerRow:
    """The fields of a customer as they were when ``day`` was over, in the company's zone.

    Phones and former names are left out: of what is hidden the log keeps nothing to show.

    Raises:
        NotFoundError: no such customer, or it was not there yet.
        InvalidError: a day that is no past one.
    """
    row = lookup.coded(work, Customer, "customer", key)
    last = dates.last_day(day, "--as-of", work.today())
    if last > work.today():
        raise InvalidError(
            _("“{}” is not a valid {}").format(day, "--as-of"), _("Give a day until today")
        )
    ended = dates.instants(last, last, work.zone)[1]
    before = {name: getattr(row, name) for name in customer_view.STORED}
    later = (
        select(ENTRY.c.change, ENTRY.c.old)
        .join_from(ENTRY, OPERATION, OPERATION.c.id == ENTRY.c.operation_id)
        .where(
            ENTRY.c.table_name == TABLE.name,
            ENTRY.c.row_id == row.id,
            OPERATION.c.at >= ended,
        )
        .order_by(desc(ENTRY.c.id))
    )
    there = True
    for change, old in work.session.connection().execute(later):
        there = change != "insert"  # a merged one was removed, and is inserted again
        before.update({name: _value(name, stored) for name, stored in (old or {}).items()})
    if not there:
        raise NotFoundError(
            _("{} {} was not there on {}").format(row.code, row.name, last),
            _("See it: crm history customer {}").format(row.code),
        )
    past = unsaved(Customer, **{name: before.get(name) for name in before if name in TABLE.c})
    changed = (
        select(func.max(OPERATION.c.at))
        .join_from(ENTRY, OPERATION, OPERATION.c.id == ENTRY.c.operation_id)
        .where(
            ENTRY.c.table_name == TABLE.name,
            ENTRY.c.row_id == row.id,
            OPERATION.c.at < ended,
        )
    )
    past.updated_at = work.session.connection().execute(changed).scalar_one() or row.created_at
    return customer_view.past(work, past)


def _value(name: str, stored: Any) -> Any:
    kind = TABLE.c[name].type if name in TABLE.c else None
    return kind.process_result_value(stored, DIALECT) if isinstance(kind, DECODED) else stored
