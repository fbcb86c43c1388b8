"""What every noun is called: its name on the command line, its table, its words."""

from __future__ import annotations

from crmcli.i18n import N_

NOUNS: dict[str, str] = {
    "region": N_("region"),
    "customer-type": N_("customer type"),
    "source": N_("customer source"),
    "industry": N_("industry"),
    "level": N_("customer level"),
    "contact-category": N_("contact category"),
    "channel": N_("follow-up channel"),
    "position": N_("position"),
    "personnel-type": N_("personnel type"),
    "payment-method": N_("payment method"),
    "receiving-account": N_("receiving account"),
    "progress": N_("follow-up progress"),
    "product": N_("product"),
    "department": N_("department"),
    "operator": N_("operator"),
    "customer": N_("customer"),
    "contact": N_("contact"),
    "contact-point": N_("phone or e-mail"),
    "former-name": N_("former name"),
    "followup": N_("follow-up"),
    "followup-template": N_("follow-up template"),
    "annotation": N_("annotation"),
    "working-calendar": N_("working calendar"),
    "leave": N_("leave"),
    "share": N_("share"),
    "handover": N_("handover"),
    "pool-move": N_("move of the pool"),
    "registration": N_("registration"),
    "conflict": N_("ownership conflict"),
    "merged-customer": N_("merged customer"),
    "handed-over": N_("customer handed over"),
    "approval": N_("approval"),
    "approval-decision": N_("decision"),
    "revision-field": N_("revised field"),
    "approval-rule": N_("approval rule"),
    "order": N_("order"),
    "order-line": N_("order line"),
    "payment": N_("receipt"),
    "allocation": N_("allocation"),
    "pending-allocation": N_("allocation awaiting finance"),
    "opening": N_("opening balance"),
    "period-lock": N_("closed month"),
    "import-mapping": N_("import mapping"),
    "role": N_("role"),
    "role-permission": N_("permission"),
    "role-position": N_("role of a position"),
    "login": N_("log-in"),
    "loan": N_("temporary authorisation"),
    "setting": N_("setting"),
    "number-rule": N_("numbering rule"),
}
"""Noun -> its English word, the key of its translation."""


def command(noun: str) -> str:
    """What a noun's commands begin with."""
    for first in ("followup", "import", "approval"):
        noun = noun.replace(f"{first}-", f"{first} ")
    return noun


TABLES: dict[str, str] = {
    **{noun: noun.replace("-", "_") for noun in NOUNS},
    "order": "sales_order",
    "opening": "opening_balance",
}
NOUN_OF_TABLE: dict[str, str] = {table: noun for noun, table in TABLES.items()}
