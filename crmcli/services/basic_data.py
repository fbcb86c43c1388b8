"""The basic data that a new company begins with, and what it is called in every language."""

from __future__ import annotations

from crmcli.i18n import N_, in_all
from crmcli.services import texts

BASIC_DATA: dict[str, tuple[tuple[str, str], ...]] = {
    "customer-type": (("END", N_("end user")), ("DEALER", N_("dealer")), ("OTHER", N_("other"))),
    "source": (
        ("REFERRAL", N_("referral")),
        ("WEB", N_("website")),
        ("FAIR", N_("trade fair")),
        ("CALL", N_("telephone sales")),
        ("OTHER", N_("other")),
    ),
    "industry": (
        ("MANUFACTURING", N_("manufacturing")),
        ("CONSTRUCTION", N_("construction")),
        ("TRADE", N_("wholesale and retail")),
        ("TRANSPORT", N_("transport and storage")),
        ("IT", N_("information technology")),
        ("FINANCE", N_("financial services")),
        ("EDUCATION", N_("education")),
        ("HEALTH", N_("health")),
        ("GOVERNMENT", N_("government")),
        ("OTHER", N_("other")),
    ),
    "level": (("A", "A"), ("B", "B"), ("C", "C"), ("D", "D")),
    "contact-category": (
        ("BUSINESS", N_("business")),
        ("TECHNICAL", N_("technical")),
        ("FINANCE", N_("finance")),
        ("OTHER", N_("other")),
    ),
    "channel": (
        ("VISIT", N_("visit")),
        ("INCOMING-VISIT", N_("visitor received")),
        ("PHONE", N_("phone")),
        ("WECHAT", N_("WeChat")),
        ("EMAIL", N_("e-mail")),
        ("OTHER", N_("other")),
    ),
    "progress": (
        ("FIRST", N_("first contact")),
        ("INTEREST", N_("interested")),
        ("OFFER", N_("offer made")),
        ("NEGOTIATION", N_("negotiating")),
        ("SHELVED", N_("shelved")),
    ),
    "position": (
        ("DIRECTOR", N_("director")),
        ("MANAGER", N_("manager")),
        ("STAFF", N_("staff member")),
    ),
    "personnel-type": (
        ("SALES", N_("sales")),
        ("SERVICE", N_("service")),
        ("MARKETING", N_("marketing")),
        ("FINANCE", N_("finance")),
        ("ADMINISTRATION", N_("administration")),
    ),
    "payment-method": (
        ("CASH", N_("cash")),
        ("TRANSFER", N_("bank transfer")),
        ("WECHAT", N_("WeChat Pay")),
        ("ALIPAY", N_("Alipay")),
        ("CARD", N_("card")),
        ("CHEQUE", N_("cheque")),
        ("DRAFT", N_("acceptance bill")),
    ),
    "receiving-account": (("BANK", N_("bank account")), ("TILL", N_("till"))),
}
"""The basic data of a new company; codes are fixed, names in the language of ``init``."""


def meant(noun: str, given: str) -> str | None:
    """The code of the built-in entry of a list that is called so in any language."""
    wanted = texts.fold(given)
    for code, name in BASIC_DATA.get(noun, ()):
        if wanted in map(texts.fold, in_all(name)):
            return code
    return None
