"""Taking a handover 交接 back, while nothing later stands against it."""

from __future__ import annotations

from sqlalchemy import bindparam, func
from sqlalchemy import select as sql_select
from sqlmodel import col, select

from crmcli.db.models.customer import Customer
from crmcli.db.models.handover import HandedOver, Handover
from crmcli.db.models.merging import MergedCustomer
from crmcli.db.models.operator import Operator
from crmcli.db.prepared import Prepared
from crmcli.db.types import Key
from crmcli.db.work import Work, action, raw_of
from crmcli.errors import StaleError
from crmcli.i18n import _
from crmcli.services import customer_owner, handover
from crmcli.views.handover import HandoverRow

_UNDO = Prepared(sql_select(func.crm.undo_handover(bindparam("key", type_=Key()))))


@action("handover.undo")
def undo(work: Work, number: str) -> HandoverRow:
    """Take a handover back: who had the customers has them again, and is active again.

    What was registered stays ended, since whoever registers begins anew.

    Raises:
        NotFoundError: there is none of that number.
        StaleError: it was undone; or meanwhile a customer has gone to somebody else or was merged,
            or whoever had them has left.
        RefusedError: one's own customers were handed over.
        NotAllowedError: it is of somebody, or to somebody, outside the scope.
    """
    row = handover.by_number(work, number)
    giver = work.get(Operator, row.leaver_id)
    handover.refuse_own(work, giver)
    handover.require_reached(work, giver)
    if row.undone:
        raise StaleError(
            _("{} is undone already").format(row.number), _("See them: crm handover list")
        )
    lines = work.session.exec(select(HandedOver).where(HandedOver.handover_id == row.id)).all()
    if not work.by_server and len(lines) != _number_of_lines(work, row):
        raise StaleError(
            _("Some customers of {} are outside what you see now").format(row.number),
            _("Ask somebody who sees them"),
        )
    gone = [line for line in lines if line.owner_id != line.successor_id]
    if gone:
        first = work.get(Customer, gone[0].customer_id)
        raise StaleError(
            _("{} customers went to somebody else since, such as {} {}").format(
                len(gone), first.code, first.name
            ),
            _("Assign them by hand: crm customer assign"),
        )
    for key in {line.successor_id for line in lines}:
        handover.require_reached(work, work.get(Operator, key))
    _refuse_merged(work, row)
    if not (giver.active or row.deactivated):
        raise StaleError(
            _("{} was deactivated since").format(giver.name),
            _("Assign them by hand: crm customer assign"),
        )
    if work.by_server:
        _UNDO.all(work.session, key=row.id)
        work.changed = True
    else:
        with work.trusted():
            customer_owner.give(work, [line.customer_id for line in lines], giver)
            if row.deactivated:
                handover.set_active(work, giver, active=True)
            row.undone = True
            work.session.flush()
    work.session.expire_all()
    return handover.view(work, handover.by_number(work, number))


def _refuse_merged(work: Work, row: Handover) -> None:
    """Raise StaleError where a customer holds one by now that was not handed over with it."""
    merged = select(MergedCustomer).where(
        col(MergedCustomer.customer_id).in_(
            select(HandedOver.customer_id).where(HandedOver.handover_id == row.id)
        ),
        MergedCustomer.created_at >= row.created_at,
    )
    found = work.session.exec(merged).first()
    if found is not None:
        kept = work.get(Customer, found.customer_id)
        raise StaleError(
            _("{} was merged into {} {} since").format(found.code, kept.code, kept.name),
            _("Assign them by hand: crm customer assign"),
        )


def _number_of_lines(work: Work, row: Handover) -> int:
    """How many customers were handed over on a SQLite store, hidden ones too."""
    counted = "SELECT count(*) FROM main.handed_over WHERE handover_id = ?"
    return int(raw_of(work.session).execute(counted, (row.id,)).fetchone()[0])
