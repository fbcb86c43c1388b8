"""The credit limit 信用额度: what a customer may owe before an order is confirmed."""

from __future__ import annotations

from decimal import Decimal

from crmcli.db.models.customer import Customer
from crmcli.db.work import Work
from crmcli.errors import RefusedError
from crmcli.i18n import _
from crmcli.services import account, setting


class CreditError(RefusedError):
    """An order would exceed the customer's credit limit."""

    code = "credit_limit"


def check(work: Work, buyer: Customer, total: Decimal) -> None:
    """Warn or refuse, as the company has set, when ``total`` more exceeds the credit limit.

    What is held on account counts for the customer. A customer without a limit is not checked.

    Raises:
        CreditError: it does, and the company wants such orders refused.
    """
    policy = setting.value(work, "credit_check")
    if buyer.credit_limit is None or policy == setting.OFF:
        return
    exposure = account.of(work, buyer.id).balance + total
    if exposure <= buyer.credit_limit:
        return
    message = _("{} would owe {}, more than the credit limit {}").format(
        buyer.name, exposure, buyer.credit_limit
    )
    if policy == setting.WARN:
        work.warn(message)
        return
    raise CreditError(
        message,
        _("Have a receipt recorded, or the limit raised: crm customer edit {}").format(buyer.code),
    )
