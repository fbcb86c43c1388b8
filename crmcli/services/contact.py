"""Contacts: the people at a customer, one of them the primary one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from sqlmodel import col, func, select

from crmcli.db import numbering
from crmcli.db.models import Contact, ContactPoint, Customer, Followup
from crmcli.db.work import Work, action
from crmcli.errors import InUseError, RefusedError
from crmcli.i18n import _
from crmcli.services import birthdays, contact_view, customer_fields, fields, lookup, points, texts
from crmcli.services.contact_view import FIELDS
from crmcli.views.contact import ContactRow, ContactValues

NOUN = "contact"


@action("contact.create")
def add(
    work: Work,
    *,
    customer: str,
    name: str,
    code: str | None = None,
    primary: bool = False,
    **values: Unpack[ContactValues],
) -> ContactRow:
    """Add a person at a customer; the first one is the primary contact.

    Raises:
        InvalidError, DuplicateError, NotFoundError: a value that cannot be.
    """
    employer = lookup.usable(work, Customer, "customer", customer)
    row = Contact(
        name=texts.name(name, _("Person's name")),
        customer_id=employer.id,
        owner_id=employer.owner_id,
        dept_id=employer.dept_id,
    )
    _assign(work, row, values)
    first = select(Contact.id).where(Contact.customer_id == employer.id).limit(1)
    with work.session.no_autoflush:
        alone = work.session.exec(first).first() is None
    row.code = numbering.take(work.session, NOUN, work.today(), code)
    lookup.free_code(work, Contact, NOUN, row.code)
    lookup.index(row, person=True)
    work.session.add(row)
    work.session.flush()
    if primary or alone:
        _make_primary(work, row)
    _finish(work, row, values)
    return contact_view.row(work, row)


@action("contact.update")
def edit(
    work: Work,
    key: str,
    *,
    name: str | None = None,
    code: str | None = None,
    primary: bool = False,
    active: bool | None = None,
    **values: Unpack[ContactValues],
) -> ContactRow:
    """Change what is given; an empty text clears. Another primary contact takes the place.

    Raises:
        NotFoundError, InvalidError, DuplicateError, RefusedError: a value that cannot be.
    """
    row = lookup.coded(work, Contact, NOUN, key)
    if name is not None:
        row.name = texts.name(name, _("Person's name"))
    if code is not None and numbering.checked(code) != row.code:
        lookup.free_code(work, Contact, NOUN, numbering.checked(code))
        row.code = numbering.take(work.session, NOUN, work.today(), code)
    if active is not None:
        row.active = active
    _assign(work, row, values)
    lookup.index(row, person=True)
    work.session.flush()
    if primary:
        _make_primary(work, row)
    _finish(work, row, values)
    return contact_view.row(work, row)


@action("contact.delete")
def remove(work: Work, key: str, *, sure: bool) -> ContactRow:
    """Remove a contact whom nothing refers to; the oldest other one becomes the primary.

    Raises:
        InUseError: follow-ups name the contact, or others report to it.
        UnconfirmedError: nothing stands in the way, but ``sure`` is off.
    """
    row = lookup.coded(work, Contact, NOUN, key)
    _refuse_if_used(work, row)
    lookup.require_yes(row, sure=sure)
    shown = contact_view.row(work, row)
    for point in work.session.exec(select(ContactPoint).where(ContactPoint.contact_id == row.id)):
        work.session.delete(point)
    work.session.flush()
    work.session.delete(row)
    work.session.flush()
    if row.is_primary:
        others = select(Contact).where(Contact.customer_id == row.customer_id)
        heir = work.session.exec(others.order_by(col(Contact.id))).first()
        if heir is not None:
            heir.is_primary = True
            work.session.flush()
    customer_fields.reindex(work, row.customer_id)
    return shown


def _refuse_if_used(work: Work, row: Contact) -> None:
    uses = []
    for noun, column in (("followup", Followup.contact_id), ("contact", Contact.reports_to_id)):
        number = work.session.exec(select(func.count()).where(column == row.id)).one()
        if number:
            uses.append(f"{number} × {lookup.word(noun)}")
    if uses:
        raise InUseError(
            _("Cannot remove {} “{}”: used by {}").format(
                lookup.word(NOUN), row.name, ", ".join(uses)
            ),
            _("Deactivate it instead: crm {} edit {} --inactive").format(NOUN, row.code),
        )


def _assign(work: Work, row: Contact, values: Mapping[str, Any]) -> None:
    called = fields.titles(ContactRow)
    fields.assign(work, row, FIELDS, values, called)
    given = values.get("birthday")
    if given is not None:
        born = birthdays.clean(work, given, called["birthday"]) if given.strip() else None
        row.birthday = born.stored if born else None
        row.birthday_key = born.key if born else None
    above = values.get("reports_to")
    if above is not None:
        row.reports_to_id = _superior(work, row, above) if above.strip() else None


def _superior(work: Work, row: Contact, given: str) -> int:
    """The contact that ``row`` reports to: of the same customer, and not below it."""
    here = col(Contact.customer_id) == row.customer_id
    with work.session.no_autoflush:
        above = lookup.usable(work, Contact, NOUN, given, here)
        at: Contact | None = above
        while at is not None:
            if at.id == row.id:
                raise RefusedError(
                    _("{} would report to itself by way of {}").format(row.name, above.name),
                    _("Choose another one"),
                )
            at = work.session.get(Contact, at.reports_to_id) if at.reports_to_id else None
    return above.id


def _make_primary(work: Work, row: Contact) -> None:
    present = select(Contact).where(
        Contact.customer_id == row.customer_id, Contact.is_primary, Contact.id != row.id
    )
    for other in work.session.exec(present):
        other.is_primary = False
    work.session.flush()
    row.is_primary = True
    work.session.flush()


def _finish(work: Work, row: Contact, values: Mapping[str, Any]) -> None:
    points.assign(work, row, points.OF_CONTACT, values, fields.titles(ContactRow))
    customer_fields.reindex(work, row.customer_id)
