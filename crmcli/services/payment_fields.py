"""The fields of a receipt or refund that people enter."""

from __future__ import annotations

from sqlmodel import col, select

from crmcli.db.models.codelist import PaymentMethod, ReceivingAccount
from crmcli.db.models.customer import Customer
from crmcli.db.models.payment import Payment
from crmcli.db.work import Work
from crmcli.errors import DuplicateError, InvalidError
from crmcli.i18n import _
from crmcli.services import lookup, operator, payment_view, texts
from crmcli.views.payment import PaymentValues

LIVE = ("pending", "confirmed")
"""Among these a bank's reference stands once; a voided receipt gives it free."""


def assign(work: Work, receipt: Payment, payer: Customer, values: PaymentValues) -> None:
    """Set what is given on a new receipt.

    Raises:
        InvalidError: no payment method.
        NotFoundError, RefusedError, DuplicateError: a value that cannot be.
    """
    method, account, handler = values.get("method"), values.get("account"), values.get("handler")
    if receipt.kind != "opening":
        if not method:
            raise InvalidError(
                _("Missing: {}").format("--method"), _("See: crm payment-method list")
            )
        receipt.method_id = lookup.usable(work, PaymentMethod, "payment-method", method).id
    receipt.account_id = lookup.reference(work, ReceivingAccount, "receiving-account", account)
    receipt.payer = texts.line(values.get("payer"), _("Payer")) or payer.name
    receipt.handler_id = (operator.person(work, handler) if handler else work.operator).id
    receipt.remark = texts.paragraph(values.get("remark"), _("Remark"))
    reference = values.get("bank_reference")
    if reference is not None:
        cleaned = payment_view.bank_reference(work, reference, _("bank reference"))
        receipt.bank_reference = _free_reference(work, cleaned)


def _free_reference(work: Work, reference: str | None) -> str | None:
    if reference is None:
        return None
    taken = work.session.exec(
        select(Payment.number).where(
            Payment.bank_reference == reference, col(Payment.status).in_(LIVE)
        )
    ).first()
    if taken is not None:
        raise DuplicateError(
            _("Bank reference {} stands on {} already").format(reference, taken),
            _("A transfer is recorded once: crm payment show {}").format(taken),
        )
    return reference
