"""Forms about the people at a customer: one who is new, one to choose, one to change."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from crmcli.db.work import Work
from crmcli.i18n import _
from crmcli.services import codelist, contact
from crmcli.tui.gateway import Gateway
from crmcli.tui.screens.filling import Choices, altered, fields_of, present, shown_of
from crmcli.tui.screens.form import Field, Form
from crmcli.views.contact import DECISION_ROLE, ContactRow
from crmcli.views.ledger import LedgerRow

FIELDS = (
    "name", "salutation", "position", "department", "category", "decision_role", "mobile", "phone",
    "email", "wechat", "birthday", "remark",
)  # fmt: skip


def choices_of(work: Work) -> Choices:
    """What can be chosen for the fields that have lists."""
    found = {"decision_role": [(_(name), role) for role, name in DECISION_ROLE.items()]}
    if work.may("code-list.read"):
        categories = codelist.find(work, "contact-category", active=True).rows
        found["category"] = [(row.name, row.code) for row in categories]
    return found


def adding(gateway: Gateway, customer: LedgerRow, choices: Choices) -> Form[ContactRow]:
    """A form that adds a person at a customer."""

    async def save(values: Mapping[str, str], _force: bool) -> ContactRow:
        given: Any = {key: text for key, text in values.items() if text.strip()}
        name = given.pop("name", "")
        return await gateway.write(
            lambda w: contact.add(w, customer=customer.code, name=name, **given)
        )

    title = _("New contact: {}").format(customer.name)
    return Form(title, fields_of(ContactRow, FIELDS, {}, choices), save)


def choosing(
    customer: LedgerRow, fetch: Callable[[str], Awaitable[ContactRow]]
) -> Form[ContactRow]:
    """A form that asks which person is meant, and fetches that one."""

    async def chosen(values: Mapping[str, str], _force: bool) -> ContactRow:
        return await fetch(values["contact"])

    people = [(f"{one.name}  {one.position or ''}".rstrip(), one.code) for one in customer.contacts]
    field = Field("contact", _("Contact"), people[0][1], choices=people)
    return Form(_("Edit a contact: {}").format(customer.name), [field], chosen, yes=_("Edit"))


def editing(gateway: Gateway, row: ContactRow, choices: Choices) -> Form[ContactRow]:
    """A form that changes a person at a customer."""
    before = present(row, FIELDS)
    seen, now = [row.version], [row]

    async def edited(values: Mapping[str, str], **how: Any) -> ContactRow:
        given: Any = altered(values, before)
        return await gateway.write(
            lambda w: contact.edit(w, row.code, version=seen[0], **given, **how)
        )

    async def theirs() -> Mapping[str, str]:
        now[0] = await gateway.read(lambda w: contact.show(w, row.code))
        return shown_of(now[0], FIELDS)

    def newest() -> None:
        seen[0] = now[0].version

    async def save(values: Mapping[str, str], _force: bool) -> ContactRow:
        return await edited(values)

    async def propose(values: Mapping[str, str], reason: str) -> ContactRow:
        return await edited(values, propose=True, reason=reason)

    title = _("Edit {}").format(f"{row.code} {row.name}")
    fields = fields_of(ContactRow, FIELDS, before, choices)
    return Form(title, fields, save, theirs=theirs, newest=newest, propose=propose)
