"""The lazy table of nouns: a name, where its commands are, what it is. Nothing is imported here."""

from __future__ import annotations

from dataclasses import dataclass

from crmcli.i18n import N_


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the first level: its module and room, its help, and the section it stands in."""

    module: str
    help: str
    section: str
    room: str = "commands"


DAILY, BASIC, STORE = N_("Daily work"), N_("Basic data"), N_("Store and settings")

ENTRIES: dict[str, Entry] = {
    "customer": Entry("customer", N_("Customers"), DAILY),
    "contact": Entry("contact", N_("Contacts: the people at a customer"), DAILY),
    "followup": Entry(
        "followup", N_("Follow-ups: what was said, what came of it, what comes next"), DAILY
    ),
    "tui": Entry("tui", N_("The full-screen app: browse, annotate, approve, sell"), DAILY, "cli"),
    "annotation": Entry("annotation", N_("Annotations: what managers say of follow-ups"), DAILY),
    "inbox": Entry("inbox", N_("What you are told and what waits for you"), DAILY),
    "supervise": Entry(
        "supervise", N_("What your people did and plan, and who recorded nothing"), DAILY
    ),
    "revision": Entry("revision", N_("Revisions of key fields"), DAILY),
    "approval": Entry("approval", N_("Approvals: what waits for somebody to agree"), DAILY),
    "pool": Entry("pool", N_("The pool: customers that nobody follows up"), DAILY),
    "conflict": Entry(
        "conflict", N_("Ownership conflicts: who was about to add what others follow up"), DAILY
    ),
    "handover": Entry("handover", N_("Handovers: somebody's customers go to successors"), DAILY),
    "order": Entry("order", N_("Orders"), DAILY),
    "payment": Entry("payment", N_("Receipts: money in, and what it pays"), DAILY),
    "opening": Entry("opening", N_("Opening balances: what was owed before"), DAILY),
    "statement": Entry("statement", N_("The account of a customer, for a period"), DAILY),
    "report": Entry("report", N_("Reports"), DAILY),
    "import": Entry("import_", N_("Bring in lists from other programs"), DAILY),
    "product": Entry("product", N_("Products"), BASIC),
    "region": Entry("region", N_("Regions: a tree"), BASIC),
    "department": Entry("department", N_("Departments: a tree"), BASIC),
    "operator": Entry("operator", N_("Operators: the people who use the store"), BASIC),
    "leave": Entry("leave", N_("Leave: who does not work when"), BASIC),
    "working-calendar": Entry(
        "working_calendar", N_("The working calendar: days that are not as the week says"), BASIC
    ),
    "role": Entry("role", N_("Roles: what people may do"), BASIC),
    "permission": Entry("permission", N_("Permissions: who may do what"), BASIC),
    "token": Entry("token", N_("Tokens: ways in for programs"), STORE),
    "customer-type": Entry("codelist", N_("Customer types"), BASIC),
    "source": Entry("codelist", N_("Customer sources"), BASIC),
    "industry": Entry("codelist", N_("Industries"), BASIC),
    "level": Entry("codelist", N_("Customer levels"), BASIC),
    "contact-category": Entry("codelist", N_("Contact categories"), BASIC),
    "channel": Entry("codelist", N_("Follow-up channels"), BASIC),
    "position": Entry("codelist", N_("Positions"), BASIC),
    "personnel-type": Entry("codelist", N_("Personnel types"), BASIC),
    "payment-method": Entry("codelist", N_("Payment methods"), BASIC),
    "receiving-account": Entry("codelist", N_("Receiving accounts"), BASIC),
    "progress": Entry("codelist", N_("Stages of follow-up progress"), BASIC),
    "period": Entry("period", N_("Closing months"), STORE),
    "number-rule": Entry("number_rule", N_("Numbering rules"), STORE),
    "setting": Entry("setting", N_("Settings of the company"), STORE),
    "help": Entry("help", N_("Explain a command or a topic"), STORE),
    "info": Entry("info", N_("What runs here, for a report of a defect"), STORE),
    "config": Entry("config", N_("Your own settings"), STORE),
    "alias": Entry("alias", N_("Commands of your own"), STORE),
    "completion": Entry("completion", N_("Completion for your shell"), STORE),
    "init": Entry("init", N_("Make a store"), STORE),
    "export": Entry("export", N_("Write the whole store as CSV"), STORE),
    "db": Entry("db", N_("The store: state, check, backup, upgrade, copy"), STORE),
    "login": Entry("login", N_("Log in"), STORE),
    "logout": Entry("logout", N_("Log out"), STORE),
    "whoami": Entry("whoami", N_("Show who you are, what you see, and where"), STORE),
    "password": Entry("password", N_("Change a password"), STORE),
    "log": Entry("log", N_("What was done, by whom, when"), STORE),
    "why": Entry("why", N_("Why somebody sees or may do something, or not"), STORE),
    "sql": Entry("sql", N_("Ask in SQL, among the rows that you see"), STORE),
    "history": Entry("history", N_("Every change of one record"), STORE),
    "demo": Entry("demo", N_("A sample company to try things on"), STORE),
}
