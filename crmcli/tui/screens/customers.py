"""Customers: a list that narrows while one types, the ledger beside it, forms to add and edit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from crmcli.db.work import Work
from crmcli.i18n import N_, _
from crmcli.services import codelist, conflict, contact, customer, ledger, region
from crmcli.tui.commands import Command
from crmcli.tui.screens import contacts
from crmcli.tui.screens.filling import Choices, altered, fields_of, present, shown_of
from crmcli.tui.screens.form import Field, Form
from crmcli.tui.screens.listing import ListPlace
from crmcli.tui.screens.telling import recording
from crmcli.tui.screens.timeline import Channels, channels_of, usual_channel
from crmcli.views.base import Page, Row, columns_of
from crmcli.views.contact import ContactRow
from crmcli.views.customer import CustomerRow
from crmcli.views.ledger import LedgerRow

LATEST = 50
"""So many lines of the timeline stand in a ledger."""
FIELDS = (
    "name", "short_name", "type", "level", "region", "industry", "source", "phone", "mobile",
    "email", "wechat", "province", "city", "address", "tax_number", "credit_limit",
    "payment_terms", "needs", "remark",
)  # fmt: skip
LISTS = {
    "type": "customer-type", "level": "level", "industry": "industry", "source": "source",
}  # fmt: skip


def choices_of(work: Work) -> Choices:
    """What can be chosen for the fields that have lists."""
    found = {
        key: [(row.name, row.code) for row in codelist.find(work, noun, active=True).rows]
        for key, noun in LISTS.items()
        if work.may("code-list.read")
    }
    if work.may("region.read"):
        found["region"] = [(row.name, row.code) for row in region.find(work, active=True).rows]
    return found


def titles_of() -> dict[str, str]:
    """What the fields are called."""
    return {column.key: column.title for column in columns_of(CustomerRow)}


class Customers(ListPlace):
    """Whom one sees."""

    PLACE = "customers"
    ROW = CustomerRow
    KEYS = ("code", "level", "owner", "name")
    SPARE = ("level", "owner")
    HINT = N_("Filter: name, pinyin, initials, code, phone, contact")
    OFFERED: ClassVar[tuple[Command, ...]] = (
        Command("n", "new", N_("New"), "customer.create"),
        Command("e", "edit", N_("Edit"), "customer.update"),
        Command("l", "follow_up", N_("Follow-up"), "followup.create"),
        Command("p", "new_contact", N_("New contact"), "contact.create", quiet=True),
        Command("P", "edit_contact", N_("Edit a contact"), "contact.update", quiet=True),
        Command("f", "narrow", N_("Level, region, owner")),
        Command("o", "orders", N_("Orders"), "order.read", quiet=True),
    )

    def __init__(self) -> None:
        super().__init__()
        self._choices: Choices = {}
        self._channels: Channels = []
        self._usual = ""
        self._of_contacts: Choices = {}
        self._proposed = False

    def find(self, work: Work, *, before: str | None, limit: int) -> Page[CustomerRow]:
        """A page of customers."""
        if not self._choices:
            self._fetch_choices(work)
        by: Any = {**self.narrowed}
        owner = by.pop("owner", None)
        by |= {"text": self.typed or None, "owner": owner}
        return customer.find(work, before=before, by_key=True, limit=limit, **by)

    def _fetch_choices(self, work: Work) -> None:
        """What can be chosen in forms, as it is now."""
        self._choices, self._channels = choices_of(work), channels_of(work)
        self._usual = usual_channel(work)
        self._of_contacts = contacts.choices_of(work)

    def narrowing(self) -> Iterator[str]:
        """Level, region, type, industry and owner."""
        for key, value in self.narrowed.items():
            names = {code: name for name, code in self._choices.get(key, [])}
            yield f"{titles_of()[key]}: {names.get(value, value)}"

    def detail(self, work: Work, row: Row) -> LedgerRow:
        """The ledger."""
        return ledger.show(work, self.key(row), limit=LATEST)

    def action_narrow(self) -> None:
        """Choose level, region, type and owner."""
        titles = titles_of()
        fields = [
            Field(key, titles[key], self.narrowed.get(key, ""), choices=self._choices.get(key))
            for key in ("level", "region", "type", "industry")
        ]
        fields.append(Field("owner", titles["owner"], self.narrowed.get("owner", "")))
        self.crm.push_screen(self.narrower(fields), self.refreshed)

    def action_new(self) -> None:
        """Add a customer; whoever follows it up already is told of."""

        async def save(values: Mapping[str, str], force: bool) -> CustomerRow:
            given: Any = {key: value for key, value in values.items() if value.strip()}
            name = given.pop("name", "")

            def add() -> CustomerRow:
                from crmcli.db import work

                with work.write() as w:
                    return customer.add(w, name=name, force=force, **given)

            return await self.gateway.run(lambda: conflict.answered(add))

        def show(_fetched: object) -> None:
            self.over(Form(_("New customer"), self._fields({}), save), self._saved)

        self.ask(self._fetch_choices, show, group="edit")

    def action_edit(self) -> None:
        """Change the customer under the cursor, as it is now in the store."""
        row = self.rows.pointed
        if row is not None:
            key = self.key(row)
            self.ask(lambda w: self._with_choices(w, key), self._edit, group="edit")

    def _with_choices(self, work: Work, key: str) -> LedgerRow:
        self._fetch_choices(work)
        return ledger.show(work, key, limit=1)

    def _edit(self, row: CustomerRow) -> None:
        before = present(row, FIELDS)
        seen = [row.version]
        now = [row]

        async def edited(values: Mapping[str, str], **how: Any) -> CustomerRow:
            given: Any = altered(values, before)
            return await self.gateway.write(
                lambda w: customer.edit(w, row.code, version=seen[0], **given, **how)
            )

        async def save(values: Mapping[str, str], _force: bool) -> CustomerRow:
            return await edited(values)

        async def propose(values: Mapping[str, str], reason: str) -> CustomerRow:
            self._proposed = True  # that is told by itself: nothing of the customer is saved
            return await edited(values, propose=True, reason=reason)

        async def theirs() -> Mapping[str, str]:
            now[0] = await self.gateway.read(lambda w: ledger.show(w, row.code, limit=1))
            return shown_of(now[0], FIELDS)

        def newest() -> None:
            seen[0] = now[0].version

        title = _("Edit {}").format(f"{row.code} {row.name}")
        form = Form(
            title, self._fields(before), save, theirs=theirs, newest=newest, propose=propose
        )
        self.over(form, self._saved)

    def _saved(self, saved: CustomerRow | None) -> None:
        if saved is not None and not self._proposed:
            self.crm.say(_("Saved: {}").format(f"{saved.code} {saved.name}"))
        self._proposed = False
        self.refreshed(saved)

    def _fields(self, before: Mapping[str, str]) -> list[Field]:
        return fields_of(CustomerRow, FIELDS, before, self._choices)

    def action_new_contact(self) -> None:
        """Add a person at the customer under the cursor."""
        self._about_people(
            lambda row: self.over(
                contacts.adding(self.gateway, row, self._of_contacts), self._saved_contact
            )
        )

    def action_edit_contact(self) -> None:
        """Change a person at the customer under the cursor."""
        self._about_people(self._choose_contact)

    def _about_people(self, then: Callable[[LedgerRow], object]) -> None:
        row = self.rows.pointed
        if row is not None:
            key = self.key(row)
            self.ask(lambda w: self._with_choices(w, key), then, group="edit")

    def _choose_contact(self, row: LedgerRow) -> None:
        async def fetch(code: str) -> ContactRow:
            return await self.gateway.read(lambda w: contact.show(w, code))

        if not row.contacts:
            self.crm.say(_("Nobody is known at {}").format(row.name))
        elif len(row.contacts) == 1:
            code = row.contacts[0].code
            self.ask(lambda w: contact.show(w, code), self._edit_contact, group="edit")
        else:
            self.over(contacts.choosing(row, fetch), self._edit_contact)

    def _edit_contact(self, row: ContactRow | None) -> None:
        if row is not None:
            form = contacts.editing(self.gateway, row, self._of_contacts)
            self.over(form, self._saved_contact)

    def _saved_contact(self, saved: ContactRow | None) -> None:
        if saved is not None:
            self.crm.say(_("Saved: {}").format(f"{saved.code} {saved.name}"))
        self._recorded(saved)

    def action_follow_up(self) -> None:
        """Record a follow-up of the customer under the cursor."""
        row = self.rows.pointed
        if isinstance(row, CustomerRow):
            made = recording(self.gateway, row.code, row.name, self._channels, self._usual)
            self.crm.push_screen(made, self._followed_up)

    def _followed_up(self, saved: object) -> None:
        if saved is not None:
            self.crm.say(_("Saved"))
        self._recorded(saved)

    def _recorded(self, saved: object) -> None:
        row = self.rows.pointed
        if saved is not None and row is not None:
            self._show(row)

    def action_orders(self) -> None:
        """The orders of the customer under the cursor."""
        row = self.rows.pointed
        if row is not None:
            self.crm.go("orders", self.key(row))
