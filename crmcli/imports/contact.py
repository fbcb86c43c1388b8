"""Contacts as lists and vCards have them."""

from __future__ import annotations

from typing import cast, get_type_hints

from sqlmodel import col, select

from crmcli.db import numbering
from crmcli.db.models.contact import Contact
from crmcli.db.models.customer import Customer
from crmcli.db.work import Work
from crmcli.i18n import _
from crmcli.imports import values
from crmcli.imports.one_by_one import Named, OneByOne, Verbs, active_of
from crmcli.imports.spec import Entry, Import, some
from crmcli.services import contact, lookup, texts
from crmcli.views.contact import ContactRow, ContactValues

CREATES = {"category": "contact-category", "customer": "customer"}
OWN = tuple(get_type_hints(ContactValues))


def _find(work: Work, entry: Entry) -> str | None:
    """By code, else by name among those of the customer."""
    said = entry.values
    if "code" in said:
        wanted = [Contact.code == numbering.normalise(said["code"])]
    else:
        if "customer" not in said:
            raise texts.required(_("Customer"))
        employer = lookup.coded(work, Customer, "customer", said["customer"])
        named = texts.name(said.get("name", ""), _("Person's name"))
        wanted = [Contact.customer_id == employer.id, Contact.name == named]
    found = select(Contact.code).where(*wanted).order_by(col(Contact.id))
    return work.session.exec(found).first()


def _values(entry: Entry) -> ContactValues:
    return cast("ContactValues", {key: entry.values.get(key) for key in OWN})


def _primary(entry: Entry) -> bool:
    given = entry.values.get("primary")
    return given is not None and values.flag(given, _("Primary"))


def _add(work: Work, entry: Entry) -> Named:
    said = entry.values
    row = contact.add(
        work,
        customer=said.get("customer", ""),
        name=said.get("name", ""),
        code=said.get("code"),
        primary=_primary(entry),
        **_values(entry),
    )
    if active_of(entry) is False:
        contact.edit(work, row.code, active=False)
    return row.code, row.name


def _edit(work: Work, key: str, entry: Entry) -> Named:
    row = contact.edit(
        work,
        key,
        name=entry.values.get("name"),
        primary=_primary(entry),
        active=active_of(entry),
        **_values(entry),
    )
    return row.code, row.name


VERBS = Verbs(_find, _add, _edit)
IMPORT = Import(
    noun=contact.NOUN,
    columns=some(ContactRow, "code", "name", "customer", *OWN, "primary", "active"),
    required=("name|code",),
    taker=lambda asked: OneByOne(VERBS, CREATES, asked),
    creates=CREATES,
)
