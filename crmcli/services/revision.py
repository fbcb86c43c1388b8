"""Revisions 资料修订: a key field changes when somebody else has approved it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import col, select

from crmcli.db.models import Approval, Customer, RevisionField
from crmcli.db.models.approval import PENDING
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, RefusedError
from crmcli.i18n import _, listed
from crmcli.services import approval as approvals
from crmcli.services import approving, key_fields, lookup, texts
from crmcli.services import customer_fields as of_customer
from crmcli.views.approval import ApprovalRow

PROPOSE = "revision.propose"


@action(PROPOSE)
def propose(
    work: Work,
    key: str,
    *,
    reason: str | None = None,
    name: str | None = None,
    values: Mapping[str, Any],
) -> ApprovalRow:
    """Propose other values for key fields of a customer.

    Raises:
        NotFoundError, InvalidError: no such customer, or a value that cannot be.
        RefusedError: a field is no key field, or another revision of it waits.
    """
    row = lookup.coded(work, Customer, "customer", key)
    lookup.refuse_reserved(row)
    lookup.hold(work, row)
    rest = dict(values)
    wanted = key_fields.taken_out(work, row, name, rest)
    direct = [key for key, value in rest.items() if value is not None]
    if name is not None and "name" not in key_fields.columns_of(work):
        direct.insert(0, "name")
    if direct:
        raise RefusedError(
            _("{} needs no revision").format(listed(key_fields.called(one) for one in direct)),
            _("Change it directly: crm customer edit {}").format(row.code),
        )
    return approvals.show(work, waiting(work, row, wanted, reason).number)


def waiting(
    work: Work, row: Customer, wanted: Mapping[str, str | None], reason: str | None
) -> Approval:
    """A new revision of a customer, which is held.

    Raises:
        InvalidError: nothing would change.
        RefusedError: another revision of a field waits.
        DuplicateError: another customer has the tax number.
    """
    work.require(PROPOSE)
    if not wanted:
        raise InvalidError(
            _("Nothing would change: these are the present values"), _("Give another value")
        )
    if wanted.get("tax_number"):
        holder = of_customer.holders(work, "tax_number", [str(wanted["tax_number"])])
        for found in holder.values():
            raise of_customer.taken(found, "tax_number")
    _refuse_waiting(work, row, wanted)
    return approving.propose(work, row, wanted, texts.line(reason, _("Reason")))


def _refuse_waiting(work: Work, row: Customer, wanted: Mapping[str, Any]) -> None:
    known = (
        select(Approval.number, RevisionField.field)
        .join(RevisionField, col(RevisionField.approval_id) == Approval.id)
        .where(Approval.customer_id == row.id, Approval.status == PENDING)
    )
    for number, field in work.session.exec(known):
        if field in wanted:
            raise RefusedError(
                _("{} waits already, which changes {}").format(number, key_fields.called(field)),
                _("Have it decided, or withdraw it: crm revision withdraw {}").format(number),
            )


@action(PROPOSE)
def withdraw(work: Work, number: str) -> ApprovalRow:
    """Take back a revision that nobody has decided.

    Raises:
        NotFoundError, NotAllowedError, StaleError: none of one's own waits under that number.
    """
    approval = approvals.by_number(work, number)
    approvals.require_own(work, approval)
    approving.withdraw(work, approval)
    return approvals.show(work, number)
