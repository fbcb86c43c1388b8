"""What permissions are called: a noun, and what may be done with it."""

from __future__ import annotations

from crmcli.i18n import N_, _
from crmcli.views.nouns import NOUNS

ALSO = {
    "code-list": N_("basic data"),
    "followup-template": N_("follow-up template"),
    "import-mapping": N_("import mapping"),
    "list": N_("lists"),
    "log": N_("log"),
    "overview": N_("overview"),
    "password": N_("password"),
    "period": N_("months"),
    "permission": N_("permissions"),
    "receivable": N_("receivables"),
    "report": N_("report"),
    "revision": N_("revision"),
    "inbox": N_("to-do"),
    "sql": N_("SQL"),
    "statement": N_("account statement"),
    "store": N_("whole store"),
    "supervision": N_("supervision"),
    "token": N_("token"),
}
"""What stands before the dot and is no noun of records."""
VERBS = {
    "read": N_("look at"),
    "create": N_("add"),
    "update": N_("change"),
    "delete": N_("remove"),
    "assign": N_("give to another owner"),
    "share": N_("share"),
    "lend": N_("lend to somebody"),
    "answer": N_("read and answer"),
    "clear": N_("mark as read"),
    "propose": N_("propose"),
    "decide": N_("decide"),
    "remind": N_("remind who has to act"),
    "delegate": N_("name who stands in"),
    "import": N_("bring in lists"),
    "reveal": N_("reveal phones and e-mails"),
    "correct": N_("correct"),
    "confirm": N_("confirm"),
    "complete": N_("complete"),
    "cancel": N_("cancel"),
    "record": N_("record"),
    "allocate": N_("allocate"),
    "unallocate": N_("take back allocations"),
    "refund": N_("refund"),
    "claim": N_("claim"),
    "release": N_("release to the pool"),
    "merge": N_("merge"),
    "unmerge": N_("take apart again"),
    "register": N_("register"),
    "recycle": N_("recycle to the pool"),
    "void": N_("void"),
    "close": N_("close"),
    "open": N_("open again"),
    "history": N_("history of a record"),
    "read-all": N_("look at all of it"),
    "seal": N_("seal"),
    "verify": N_("verify"),
    "export": N_("write to files and for programs"),
    "run": N_("run"),
    "undo": N_("take back"),
    "revoke": N_("revoke"),
    "reset": N_("reset"),
    "change": N_("change"),
    "whoami": N_("who am I"),
    "leave": N_("log out"),
    "backup": N_("back up and restore"),
    "check": N_("check"),
    "upgrade": N_("upgrade"),
}
"""What stands behind the dot; of reports it is their key."""

REPORTS = {
    "customer-region": N_("Customers by region"),
    "customer-region-personnel": N_("Customers by region and personnel type"),
    "customer-region-type": N_("Customers by region and type"),
    "customer-type": N_("Customers by type"),
    "receipts": N_("Receipts against what was due"),
    "receivables-ageing": N_("Ageing of receivables"),
    "region-product": N_("Sales by region and product"),
    "region-sales": N_("Sales by region"),
    "salesperson-product": N_("Sales by salesperson and product"),
    "salesperson-ranking": N_("Ranking of salespeople"),
    "salesperson-sales": N_("Sales by salesperson"),
    "work-review": N_("Work review"),
}
"""What each report is called."""


def named(permission: str) -> str:
    """What a permission is called in the language in force."""
    noun, _dot, verb = permission.partition(".")
    about = _(NOUNS.get(noun) or ALSO[noun])
    if noun == "report":
        return _("{noun}: {verb}").format(noun=about, verb=_(REPORTS[verb]))
    return _("{noun}: {verb}").format(noun=about, verb=_(VERBS[verb]))
