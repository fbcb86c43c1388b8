"""Key fields 关键字段: what a company lets change by an approved revision only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import col, select

from crmcli.db import scope
from crmcli.db.changes import DIALECT
from crmcli.db.models import Approval, Customer, FormerName, RevisionField, metadata
from crmcli.db.prepared import unsaved
from crmcli.db.types import DECODED, Key, Str
from crmcli.db.work import Work
from crmcli.errors import RefusedError
from crmcli.i18n import _, listed
from crmcli.services import customer_fields as of_customer
from crmcli.services import fields, setting, texts
from crmcli.views.customer import CustomerRow

NOUN = "customer"
SETTING = "key_fields_customer"
OFF = setting.NONE


class NeedsRevisionError(RefusedError):
    """A key field was to be changed directly."""

    code = "needs_revision"


def of(work: Work) -> tuple[str, ...]:
    """The key fields that the company has chosen; none unless it has."""
    chosen = setting.value(work, SETTING)
    return () if chosen == OFF else tuple(chosen.split(","))


def columns_of(work: Work) -> dict[str, str]:
    """Their columns, each with its field."""
    known = scope.KEY_FIELDS[NOUN]
    return {column: field for field in of(work) for column in known[field]}


def called(field: str) -> str:
    """What a key field, or one of its columns, is called within a sentence."""
    if field == "billing":
        return _(setting.BILLING)
    return fields.titles(CustomerRow)[public(field)]


def public(column: str) -> str:
    """The key that a column has for people: ``level_id`` is ``level``."""
    return column.removesuffix("_id")


def stored(column: str, value: Any) -> str | None:
    """A value as a revision keeps it: as text of its stored form."""
    kind = metadata.tables[NOUN].c[column].type
    if value is None:
        return None
    return str(kind.process_bind_param(value, DIALECT) if isinstance(kind, DECODED) else value)


def loaded(column: str, text: str | None) -> Any:
    """The value again."""
    kind = metadata.tables[NOUN].c[column].type
    if text is None:
        return None
    if isinstance(kind, Str):
        return text
    if isinstance(kind, DECODED):
        return kind.process_result_value(text, DIALECT)
    assert isinstance(kind, Key)
    return int(text)


def taken_out(
    work: Work, row: Customer, name: str | None, values: dict[str, Any]
) -> dict[str, str | None]:
    """The key fields that would become others, by column, as they are stored; taken out of values.

    What is given and would stay as it is, is taken out too.

    Raises:
        InvalidError, NotFoundError, RefusedError: a value that cannot be.
    """
    keys = columns_of(work)
    titles = fields.titles(CustomerRow)
    wanted: dict[str, str | None] = {}
    if name is not None and "name" in keys:
        cleaned = texts.name(name, _("Name"))
        if cleaned != row.name:
            wanted["name"] = cleaned
    for key, value in list(fields.given(values, of_customer.FIELDS)):
        field = of_customer.FIELDS[key]
        if field.column not in keys:
            continue
        if not value.strip() and field.required:
            raise texts.required(titles[key])
        new = field.clean(work, value, titles[key]) if value.strip() else None
        if new != getattr(row, field.column):
            wanted[field.column] = stored(field.column, new)
        values.pop(key)
    return wanted


def needs_revision(columns: Mapping[str, Any]) -> NeedsRevisionError:
    """The error for key fields that were to be changed directly."""
    named = listed(list(dict.fromkeys(called(column) for column in columns)))
    return NeedsRevisionError(
        _("{} changes by revision only").format(named[:1].upper() + named[1:]),
        _("Propose it: add --propose, and --reason to say why"),
    )


def derived(work: Work, customer_id: int, changes: Sequence[RevisionField]) -> dict[str, str]:
    """What a customer is found and sorted by once a revision is applied."""
    row = work.get(Customer, customer_id)
    known = [row.search_text.split("\n")]
    after = unsaved(Customer, **{c.name: vars(row).get(c.name) for c in metadata.tables[NOUN].c})
    for one in changes:
        setattr(after, one.field, loaded(one.field, one.new))
    of_customer.index_as(after, ["\n".join(known[0])])
    lines = dict.fromkeys(after.search_text.split("\n"))
    return {
        "name_core": after.name_core,
        "sort_key": after.sort_key,
        "search_text": "\n".join(lines),
    }


def apply(work: Work, approval: Approval, made: Mapping[str, str]) -> bool:
    """Give a customer what was approved, unless a field is no longer what it was.

    On SQLite, where no function of the server does it; the caller commits.
    """
    row = work.get(Customer, approval.customer_id)
    changes = of_revision(work, approval)
    if any(stored(one.field, getattr(row, one.field)) != one.old for one in changes):
        return False
    before = row.name
    for one in changes:
        setattr(row, one.field, loaded(one.field, one.new))
    for key, text in made.items():
        setattr(row, key, text)
    if row.name != before:
        _keep_former(work, row, before)
    of_customer.require_free(work, row)
    work.session.flush()
    return True


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
