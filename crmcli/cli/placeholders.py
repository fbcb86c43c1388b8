"""What stands for a value in usage lines: ``CODE``, ``DATE``; in Chinese it is a Chinese word."""

from __future__ import annotations

import re

from crmcli import i18n
from crmcli.i18n import N_, _

WORDS = (
    N_("AMOUNT"), N_("BANK"), N_("CATEGORY"), N_("CODE"), N_("COMMAND"), N_("COMPANY"),
    N_("CONTENT"), N_("CURRENCY"), N_("CUSTOMER"), N_("DATE"), N_("DISCOUNT"), N_("FIELDS"),
    N_("FILE"), N_("FIND"), N_("FOLDER"), N_("KEY"), N_("KEYS"), N_("LANG"), N_("LIMIT"),
    N_("LINE"), N_("LIST"), N_("MONTH"), N_("NAME"), N_("NOUN"), N_("NUMBER"), N_("OPTIONS"),
    N_("PATTERN"), N_("PERCENT"), N_("PERIOD"), N_("PLACE"), N_("PRICE"), N_("PRODUCT"), N_("QTY"),
    N_("REASON"), N_("REFERENCE"), N_("REMARK"), N_("SECONDS"), N_("SETTING"), N_("SPEC"),
    N_("STORE"), N_("TEXT"), N_("TOPIC"), N_("UNIT"), N_("VALUE"), N_("VERB"), N_("ZONE"),
)  # fmt: skip
UPPER = re.compile(r"\b[A-Z]{2,}\b")


def shown(metavar: str) -> str:
    """A placeholder in the language in force."""
    if i18n.language() == "en":
        return metavar
    return UPPER.sub(lambda found: _(found.group()), metavar)
