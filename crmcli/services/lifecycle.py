"""The lifecycle of a customer 客户阶段: moved by what happens, or by hand with a reason.

A visitor received makes a prospect a visitor who did not buy; a confirmed order makes a buyer of
anybody. Nothing moves back by itself: who cancels a first order says by hand what the customer is.
"""

from __future__ import annotations

from crmcli.db.models.customer import LIFECYCLES, Customer
from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.services import fields, texts
from crmcli.views.customer import LIFECYCLE

PROSPECT, VISITED, BUYER = "prospect", "visited", "buyer"
RECEIVING = "INCOMING-VISIT"
"""The code of the channel that makes a visitor."""


def by_hand(row: Customer, given: str, reason: str | None, *, new: bool) -> None:
    """Set the stage as a person says; for a known customer another stage needs a reason.

    Raises:
        InvalidError: no such stage, or no reason.
    """
    stage = fields.chosen(given, LIFECYCLES, LIFECYCLE, _("lifecycle stage"))
    said = texts.line(reason, _("Reason"))
    if not new and stage != row.lifecycle and said is None:
        raise InvalidError(
            _("Moving {} to {} by hand needs a reason").format(row.name, _(LIFECYCLE[stage])),
            _("Add --reason"),
        )
    if said is not None or stage != row.lifecycle:
        row.lifecycle_reason = said
    row.lifecycle = stage


def bought(row: Customer, order_number: str) -> None:
    """A confirmed order makes a buyer; the customer is held."""
    if row.lifecycle != BUYER:
        row.lifecycle, row.lifecycle_reason = BUYER, order_number


def received(row: Customer, followup_number: str) -> None:
    """A visitor received is no mere prospect any more; the customer is held."""
    if row.lifecycle == PROSPECT:
        row.lifecycle, row.lifecycle_reason = VISITED, followup_number
