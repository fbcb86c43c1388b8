"""Revisions 资料修订: a key field changes when somebody else has approved it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlmodel import col, select

from crmcli.db.models.approval import PENDING, Approval, RevisionField
from crmcli.db.models.contact import Contact
from crmcli.db.models.customer import Customer
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
    wanted = key_fields.taken_out(work, key_fields.CUSTOMER, row, name, rest)
    direct = [key for key, value in rest.items() if value is not None]
    if name is not None and "name" not in key_fields.columns_of(work, key_fields.CUSTOMER):
        direct.insert(0, "name")
    if direct:
        called = partial(key_fields.called, key_fields.CUSTOMER)
        raise RefusedError(
            _("{} needs no revision").format(listed(called(one) for one in direct)),
            _("Change it directly: crm customer edit {}").format(row.code),
        )
    return approvals.show(work, waiting(work, row, wanted, reason).number)


def waiting(
    work: Work, row: Customer | Contact, wanted: Mapping[str, str | None], reason: str | None
) -> Approval:
    """A new revision of a customer, which is held, or of a person there.

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


def split(
    work: Work,
    subject: key_fields.Subject,
    row: Customer | Contact,
    name: str | None,
    values: dict[str, Any],
    *,
    reason: str | None,
    propose: bool,
) -> tuple[str | None, bool]:
    """Take key fields out of what an edit was given; with ``propose`` a revision of them waits.

    Returns the name, where it changes directly, and whether a revision was proposed.

    Raises:
        NeedsRevisionError: a key field is among them, and ``propose`` is off.
    """
    keys = key_fields.columns_of(work, subject)
    if not keys:
        return name, False
    wanted = key_fields.taken_out(work, subject, row, name, values)
    if wanted and not propose:
        raise key_fields.needs_revision(subject, wanted)
    if wanted:
        made = waiting(work, row, wanted, reason)
        work.warn(_("Revision {} awaits approval").format(made.number))
    return None if "name" in keys else name, bool(wanted)


def _refuse_waiting(work: Work, row: Customer | Contact, wanted: Mapping[str, Any]) -> None:
    known = (
        select(Approval, RevisionField.field)
        .join(RevisionField, col(RevisionField.approval_id) == Approval.id)
        .where(Approval.status == PENDING)
    )
    if isinstance(row, Contact):
        known = known.where(Approval.contact_id == row.id)
    else:
        known = known.where(Approval.customer_id == row.id, col(Approval.contact_id).is_(None))
    for approval, field in work.session.exec(known):
        if field in wanted:
            number, subject = approval.number, key_fields.subject_of(approval)
            raise RefusedError(
                _("{} waits already, which changes {}").format(
                    number, key_fields.called(subject, field)
                ),
                _("Have it decided, or withdraw it: crm revision withdraw {}").format(number),
            )


@action(PROPOSE)
def withdraw(work: Work, number: str) -> ApprovalRow:
    """Take back a revision that waits, whether or not a first step was approved.

    Raises:
        NotFoundError, NotAllowedError, StaleError: none of one's own waits under that number.
    """
    approval = approvals.by_number(work, number)
    approvals.require_own(work, approval)
    approving.withdraw(work, approval)
    return approvals.show(work, number)
