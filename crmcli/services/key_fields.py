"""Key fields 关键字段: what a company lets change by an approved revision only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from crmcli.db import scope
from crmcli.db.models.approval import Approval, RevisionField
from crmcli.db.models.base import Coded, table_of
from crmcli.db.models.contact import Contact
from crmcli.db.models.customer import Customer, FormerName
from crmcli.db.prepared import unsaved
from crmcli.db.types import DECODED, DIALECT, Key, Str
from crmcli.db.work import Work
from crmcli.errors import NeedsRevisionError
from crmcli.i18n import N_, _, listed
from crmcli.services import contact_view, fields, lookup, setting, texts
from crmcli.services import customer_fields as of_customer
from crmcli.views.base import Row
from crmcli.views.contact import ContactRow
from crmcli.views.customer import CustomerRow

OFF = setting.NONE


@dataclass(frozen=True, slots=True)
class Subject:
    """A noun that can have key fields, and how its fields are read and called."""

    noun: str
    model: type[Coded]
    row: type[Row]
    fields: Mapping[str, fields.Field]
    name: str

    def titles(self) -> dict[str, str]:
        """What the fields are called within a sentence."""
        return fields.titles(self.row)


CUSTOMER = Subject("customer", Customer, CustomerRow, of_customer.FIELDS, N_("Name"))
CONTACT = Subject("contact", Contact, ContactRow, contact_view.FIELDS, N_("Person's name"))


def subject_of(approval: Approval) -> Subject:
    """What a revision is of."""
    return CUSTOMER if approval.contact_id is None else CONTACT


def row_of(work: Work, approval: Approval) -> Customer | Contact:
    """The record that a revision is of."""
    if approval.contact_id is None:
        return work.get(Customer, approval.customer_id)
    return work.get(Contact, approval.contact_id)


def of(work: Work, subject: Subject) -> tuple[str, ...]:
    """The key fields that the company has chosen; none unless it has."""
    chosen = setting.value(work, f"key_fields_{subject.noun}")
    return () if chosen == OFF else tuple(chosen.split(","))


def columns_of(work: Work, subject: Subject) -> dict[str, str]:
    """Their columns, each with its field."""
    known = scope.KEY_FIELDS[subject.noun]
    return {column: field for field in of(work, subject) for column in known[field]}


def called(subject: Subject, field: str) -> str:
    """What a key field, or one of its columns, is called within a sentence."""
    if field == "billing":
        return _(setting.BILLING)
    return subject.titles()[public(field)]


def public(column: str) -> str:
    """The key that a column has for people: ``level_id`` is ``level``."""
    return column.removesuffix("_id")


def stored(subject: Subject, column: str, value: Any) -> str | None:
    """A value as a revision keeps it: as text of its stored form."""
    kind = table_of(subject.model).c[column].type
    if value is None:
        return None
    return str(kind.process_bind_param(value, DIALECT) if isinstance(kind, DECODED) else value)


def loaded(subject: Subject, column: str, text: str | None) -> Any:
    """The value again."""
    kind = table_of(subject.model).c[column].type
    if text is None:
        return None
    if isinstance(kind, Str):
        return text
    if isinstance(kind, DECODED):
        return kind.process_result_value(text, DIALECT)
    assert isinstance(kind, Key)
    return int(text)


def taken_out(
    work: Work, subject: Subject, row: Coded, name: str | None, values: dict[str, Any]
) -> dict[str, str | None]:
    """The key fields that would become others, by column, as they are stored; taken out of values.

    What is given and would stay as it is, is taken out too.

    Raises:
        InvalidError, NotFoundError, RefusedError: a value that cannot be.
    """
    keys = columns_of(work, subject)
    titles = subject.titles()
    wanted: dict[str, str | None] = {}
    if name is not None and "name" in keys:
        cleaned = texts.name(name, _(subject.name))
        if cleaned != row.name:
            wanted["name"] = cleaned
    for key, value in list(fields.given(values, subject.fields)):
        field = subject.fields[key]
        if field.column not in keys:
            continue
        if not value.strip() and field.required:
            raise texts.required(titles[key])
        new = field.clean(work, value, titles[key]) if value.strip() else None
        if new != getattr(row, field.column):
            wanted[field.column] = stored(subject, field.column, new)
        values.pop(key)
    return wanted


def needs_revision(subject: Subject, columns: Mapping[str, Any]) -> NeedsRevisionError:
    """The error for key fields that were to be changed directly."""
    named = listed(list(dict.fromkeys(called(subject, column) for column in columns)))
    return NeedsRevisionError(
        _("{} changes by revision only").format(named[:1].upper() + named[1:]),
        _("Propose it: add --propose, and --reason to say why"),
    )


def derived(work: Work, approval: Approval) -> dict[str, str]:
    """What its customer, or person there, is found and sorted by once a revision is applied.

    A customer is found by what it was found by before, too.
    """
    row, subject = row_of(work, approval), subject_of(approval)
    after = unsaved(type(row), **{c.name: vars(row).get(c.name) for c in table_of(subject.model).c})
    for one in of_revision(work, approval):
        setattr(after, one.field, loaded(subject, one.field, one.new))
    if isinstance(after, Contact):
        lookup.index(after, person=True)
        return {"sort_key": after.sort_key, "search_text": after.search_text}
    of_customer.index_as(after, [])
    return {
        "name_core": after.name_core,
        "sort_key": after.sort_key,
        "search_text": after.search_text,
    }


def _lines(*found: str) -> str:
    return "\n".join(dict.fromkeys("\n".join(found).split("\n")))


def apply(work: Work, approval: Approval, made: Mapping[str, str]) -> bool:
    """Give the record what was approved, unless a field is no longer what it was.

    On SQLite, where no function of the server does it; the caller commits.
    """
    row, subject = row_of(work, approval), subject_of(approval)
    changes = of_revision(work, approval)
    if any(stored(subject, one.field, getattr(row, one.field)) != one.old for one in changes):
        return False
    if any(_gone(work, subject, one) for one in changes):
        return False
    before = row.name
    for one in changes:
        setattr(row, one.field, loaded(subject, one.field, one.new))
    found_by = row.search_text
    for key, value in made.items():
        setattr(row, key, value)
    if isinstance(row, Customer):
        row.search_text = _lines(row.search_text, found_by)
        if row.name != before:
            _keep_former(work, row, before)
        of_customer.require_free(work, row)
    work.session.flush()
    if isinstance(row, Contact):
        of_customer.reindex(work, row.customer_id)
    return True


def _gone(work: Work, subject: Subject, change: RevisionField) -> bool:
    """Whether what a field would refer to was removed since."""
    keys = table_of(subject.model).c[change.field].foreign_keys
    wanted = loaded(subject, change.field, change.new)
    return wanted is not None and any(
        work.session.connection().execute(select(key.column).where(key.column == wanted)).first()
        is None
        for key in keys
    )


def _keep_former(work: Work, row: Customer, before: str) -> None:
    known = select(FormerName).where(FormerName.customer_id == row.id)
    present = {former.name: former for former in work.session.exec(known)}
    if row.name in present:
        work.session.delete(present[row.name])
    if before not in present:
        work.session.add(
            FormerName(customer_id=row.id, name=before, owner_id=row.owner_id, dept_id=row.dept_id)
        )


def of_revision(work: Work, approval: Approval) -> list[RevisionField]:
    """The fields that a revision changes."""
    found = select(RevisionField).where(RevisionField.approval_id == approval.id)
    return list(work.session.exec(found.order_by(col(RevisionField.id))))
