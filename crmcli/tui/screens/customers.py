"""Customers: a list that narrows while one types, the ledger beside it, forms to add and edit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from crmcli.db.work import Work
from crmcli.i18n import N_, _
from crmcli.services import codelist, conflict, contact, customer, ledger, region
from crmcli.tui.commands import Command
from crmcli.tui.commands.everywhere import MARK
from crmcli.tui.screens import contacts
from crmcli.tui.screens.filling import Choices, altered, fields_of, present
from crmcli.tui.screens.form import Field, Form
from crmcli.tui.screens.listing import ListPlace
from crmcli.tui.screens.telling import recording
from crmcli.tui.screens.timeline import Channels, channels_of
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
        MARK,
        Command("o", "orders", N_("Orders"), "order.read", quiet=True),
    )

    def __init__(self) -> None:
        super().__init__()
        self._narrowed: dict[str, str] = {}
        self._choices: Choices = {}
        self._channels: Channels = []
        self._of_contacts: Choices = {}

    def find(self, work: Work, *, before: str | None, limit: int) -> Page[CustomerRow]:
        """A page of customers."""
        if not self._choices:
            self._choices, self._channels = choices_of(work), channels_of(work)
            self._of_contacts = contacts.choices_of(work)
        by: Any = {key: value for key, value in self._narrowed.items() if value}
        owner = by.pop("owner", None)
        return customer.find(
            work, text=self.typed or None, owner=owner, before=before, limit=limit, **by
        )

    def detail(self, work: Work, row: Row) -> LedgerRow:
        """The ledger."""
        return ledger.show(work, self.key(row), limit=LATEST)

    def action_narrow(self) -> None:
        """Choose level, region, type and owner."""
        titles = {column.key: column.title for column in columns_of(CustomerRow)}
        fields = [
            Field(key, titles[key], self._narrowed.get(key, ""), choices=self._choices.get(key))
            for key in ("level", "region", "type", "industry")
        ]
        fields.append(Field("owner", titles["owner"], self._narrowed.get("owner", "")))

        async def save(values: Mapping[str, str], _force: bool) -> dict[str, str]:
            before, self._narrowed = self._narrowed, dict(values)
            try:
                await self.gateway.read(lambda w: self.find(w, before=None, limit=1))
            except Exception:
                self._narrowed = before
                raise
            return dict(values)

        self.crm.push_screen(Form(_("Show only"), fields, save), self.refreshed)

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

        self.crm.push_screen(Form(_("New customer"), self._fields({}), save), self._saved)

    def action_edit(self) -> None:
        """Change the customer under the cursor, as it is now in the store."""
        row = self.rows.pointed
        if row is not None:
            key = self.key(row)
            self.ask(lambda w: ledger.show(w, key, limit=1), self._edit, group="edit")

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
            return await edited(values, propose=True, reason=reason)

        async def theirs() -> Mapping[str, str]:
            now[0] = await self.gateway.read(lambda w: ledger.show(w, row.code, limit=1))
            return present(now[0], FIELDS)

        def newest() -> None:
            seen[0] = now[0].version

        title = _("Edit {}").format(f"{row.code} {row.name}")
        form = Form(
            title, self._fields(before), save, theirs=theirs, newest=newest, propose=propose
        )
        self.crm.push_screen(form, self._saved)

    def _saved(self, saved: CustomerRow | None) -> None:
        if saved is not None:
            self.crm.say(_("Saved: {}").format(f"{saved.code} {saved.name}"))
        self.refreshed(saved)

    def _fields(self, before: Mapping[str, str]) -> list[Field]:
        return fields_of(CustomerRow, FIELDS, before, self._choices)

    def action_new_contact(self) -> None:
        """Add a person at the customer under the cursor."""
        self._about_people(
            lambda row: self.crm.push_screen(
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
            self.ask(lambda w: ledger.show(w, key, limit=1), then, group="edit")

    def _choose_contact(self, row: LedgerRow) -> None:
        async def fetch(code: str) -> ContactRow:
            return await self.gateway.read(lambda w: contact.show(w, code))

        if not row.contacts:
            self.crm.say(_("Nobody is known at {}").format(row.name))
        elif len(row.contacts) == 1:
            code = row.contacts[0].code
            self.ask(lambda w: contact.show(w, code), self._edit_contact, group="edit")
        else:
            self.crm.push_screen(contacts.choosing(row, fetch), self._edit_contact)

    def _edit_contact(self, row: ContactRow | None) -> None:
        if row is not None:
            form = contacts.editing(self.gateway, row, self._of_contacts)
            self.crm.push_screen(form, self._saved_contact)

    def _saved_contact(self, saved: ContactRow | None) -> None:
        if saved is not None:
            self.crm.say(_("Saved: {}").format(f"{saved.code} {saved.name}"))
        self._recorded(saved)

    def action_follow_up(self) -> None:
        """Record a follow-up of the customer under the cursor."""
        row = self.rows.pointed
        if isinstance(row, CustomerRow):
            made = recording(self.gateway, row.code, row.name, self._channels)
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
