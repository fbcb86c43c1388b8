"""Customers as lists have them, with their first contact in the same row.

They are many: each row is checked by itself, and a batch of them is looked up and written at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast, get_type_hints

from sqlmodel import select

from crmcli.db import faults
from crmcli.db.models.contact import Contact
from crmcli.db.models.customer import Customer
from crmcli.db.work import Work
from crmcli.errors import CrmError, DuplicateError, PossibleDuplicateError
from crmcli.i18n import _
from crmcli.imports.one_by_one import active_of, ensure, there_already
from crmcli.imports.spec import Asked, Duplicates, Entry, Import, Outcome, Result, some
from crmcli.services import (
    contact,
    contact_new,
    customer,
    customer_new,
    duplicates,
    fields,
    held,
    texts,
)
from crmcli.services import customer_fields as of_customer
from crmcli.services.customer_new import NewCustomer
from crmcli.services.customer_same import Meant
from crmcli.views.base import columns_of
from crmcli.views.customer import CustomerRow, CustomerValues
from crmcli.views.sheets import CustomerSheet

CREATES = {
    "type": "customer-type",
    "source": "source",
    "industry": "industry",
    "level": "level",
    "region": "region",
    "progress": "progress",
}
OWN = tuple(get_type_hints(CustomerValues))
PERSON = "contact"
BETWEEN = "/"
"""Between several former names in one cell."""


class _Row:
    """What one row says of a customer, and of a person there."""

    def __init__(self, entry: Entry) -> None:
        self.number = entry.number
        said: dict[str, Any] = dict(entry.values)
        person = {
            key.removeprefix(f"{PERSON}_"): said.pop(key)
            for key in list(said)
            if key.startswith(f"{PERSON}_")
        }
        name = said.pop(PERSON, None)
        if name is not None:
            person["name"] = name
            if "mobile" not in person and "mobile" in said:
                person["mobile"] = said.pop("mobile")
        elif person:
            raise texts.required(_("Contact's name"))
        self.person = person or None
        if "former_names" in said:
            said["former_names"] = said["former_names"].split(BETWEEN)
        self.name: str | None = said.get("name")
        self.code: str | None = said.get("code")
        self.owner: str | None = said.get("owner")
        self.active = active_of(entry)
        self.values = cast("CustomerValues", {key: said[key] for key in OWN if key in said})
        self.said = {**said, "active": self.active}


class Customers:
    """Takes customers: new ones together, those that are there already one by one."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._looking: duplicates.Looking | None = None

    def take(self, work: Work, entries: Sequence[Entry]) -> list[Result]:
        """What became of each entry."""
        work.lock("customer.create")
        if self._looking is None:
            self._looking = duplicates.Looking(work)
        results: dict[int, Result] = {}
        rows: list[_Row] = []
        for entry in entries:
            try:
                self._create(work, entry)
                rows.append(_Row(entry))
            except CrmError as error:
                results[entry.number] = _refused(entry.number, error)
        while rows:
            rows = self._some(work, rows, results)
        return [results[entry.number] for entry in entries]

    def _create(self, work: Work, entry: Entry) -> None:
        for key, noun in CREATES.items():
            if noun in self._asked.create:
                ensure(work, noun, entry.values.get(key))

    def _some(self, work: Work, rows: Sequence[_Row], results: dict[int, Result]) -> list[_Row]:
        """Take rows as far as no two mean the same new customer; those that do are left over."""
        meant = Meant(work, [row.said for row in rows])
        new: dict[int, tuple[_Row, NewCustomer]] = {}
        taken: set[tuple[str, str]] = set()
        left: list[_Row] = []
        for row in rows:
            warned, work.warnings = work.warnings, []
            try:
                identity = _identity(row)
                if identity in taken:
                    left.append(row)
                    continue
                found = meant.of(row.said)
                if found is not None and not self._adds(work, meant, found, row):
                    results[row.number] = self._known(work, meant, found, row)
                    continue
                new[row.number] = row, _checked(work, row)
                taken.add(identity)
                results[row.number] = Result(
                    row.number, Outcome.ADDED, "", row.name or "", notes=tuple(work.warnings)
                )
            except CrmError as error:
                results[row.number] = _refused(row.number, error)
            finally:
                work.warnings = warned
        self._store(work, new, results)
        return left

    def _adds(self, work: Work, meant: Meant, found: Customer, row: _Row) -> bool:
        """Whether a customer of the same name is added nevertheless: it was asked for."""
        by_name = row.code is None and (row.said.get("tax_number") or found.tax_number) is None
        wanted = self._asked.duplicates is Duplicates.ADD
        return wanted and by_name and meant.differs(work, found, row.said, row.person)

    def _known(self, work: Work, meant: Meant, found: Customer, row: _Row) -> Result:
        if not meant.differs(work, found, row.said, row.person):
            return Result(row.number, Outcome.SAME, found.code, found.name)
        if self._asked.duplicates is Duplicates.SKIP:
            return Result(row.number, Outcome.SKIPPED, found.code, found.name)
        if self._asked.duplicates is not Duplicates.UPDATE:
            raise there_already(found.code, found.name)
        with faults.explained(work.store), work.session.begin_nested():
            changed = customer.edit(
                work, found.code, name=row.name, owner=row.owner, active=row.active, **row.values
            )
            if row.person is not None:
                _edit_person(work, found, row.person)
            work.session.flush()
        notes = tuple(work.warnings)
        return Result(row.number, Outcome.CHANGED, changed.code, changed.name, notes=notes)

    def _store(
        self,
        work: Work,
        new: dict[int, tuple[_Row, NewCustomer]],
        results: dict[int, Result],
    ) -> None:
        """Write those that nobody has met yet."""
        assert self._looking is not None
        self._looking.ask(work, [n for _row, one in new.values() for n in _numbers(one)])
        holders = {
            key: of_customer.holders(
                work,
                key,
                [getattr(one.row, key) for _row, one in new.values() if getattr(one.row, key)],
            )
            for key in of_customer.UNIQUE
        }
        seen: dict[tuple[str, str], int] = {}
        wanted: list[tuple[int, NewCustomer]] = []
        asked = [held.of(one) for _row, one in new.values()]
        others = {list(new)[place]: asked[place] for place in held.among(work, asked)}
        for number, (_row, one) in new.items():
            try:
                if number in others:
                    raise held.error(others[number])
                self._require_new(work, one, holders, seen)
            except CrmError as error:
                skipped = self._asked.duplicates is Duplicates.SKIP
                results[number] = (
                    Result(number, Outcome.SKIPPED, name=one.row.name, notes=(error.message,))
                    if skipped
                    else _refused(number, error)
                )
                continue
            for key in of_customer.UNIQUE:
                seen[key, getattr(one.row, key) or ""] = number
            self._looking.add(number, _known(one))
            wanted.append((number, one))
        if wanted:
            customer_new.store(work, [one for _number, one in wanted])
        for number, one in wanted:
            notes = results[number].notes
            results[number] = Result(number, Outcome.ADDED, one.row.code, one.row.name, notes=notes)

    def _require_new(
        self,
        work: Work,
        one: NewCustomer,
        holders: dict[str, dict[str, Customer]],
        seen: dict[tuple[str, str], int],
    ) -> None:
        for key in of_customer.UNIQUE:
            value = getattr(one.row, key)
            if value and value in holders[key]:
                raise of_customer.taken(holders[key][value], key)
            if value and (key, value) in seen:
                raise DuplicateError(
                    _("Row {} has this {} already").format(
                        seen[key, value], fields.titles(CustomerRow)[key]
                    ),
                    _("A customer stands in the store once: use that one"),
                )
        if self._asked.duplicates is not Duplicates.ADD:
            assert self._looking is not None
            alike = self._looking.look(work, _known(one))
            if alike:
                raise PossibleDuplicateError(
                    alike, _("Choose what happens: --on-duplicate skip or add")
                )


def _each(new: dict[int, tuple[_Row, NewCustomer]], key: str) -> list[str | None]:
    return [getattr(one.row, key) for _row, one in new.values()]


def _identity(row: _Row) -> tuple[str, str]:
    """What two rows of one customer have in common."""
    for key in ("code", "tax_number", "name"):
        if row.said.get(key):
            return key, texts.fold(row.said[key])
    raise texts.required(_("Name"))


def _checked(work: Work, row: _Row) -> NewCustomer:
    new = customer_new.checked(
        work, name=row.name or "", code=row.code, owner=row.owner, values=row.values
    )
    new.row.active = row.active is not False
    if row.person is not None:
        said = dict(row.person)
        named = said.pop("name")
        new.contacts.append(contact_new.checked(work, new.row, name=named, values=said))
    return new


def _numbers(one: NewCustomer) -> list[str]:
    """Its phone numbers, and those of its people."""
    found = [*one.numbers]
    for person in one.contacts:
        for kind in ("phone", "mobile"):
            found += [point.normalised for point in person.points.get(kind, ())]
    return found


def _known(one: NewCustomer) -> duplicates.Known:
    return duplicates.Known(one.row.name, one.row.kind, _numbers(one))


def _edit_person(work: Work, employer: Customer, said: dict[str, str]) -> None:
    """Change the contact of that name, or add one."""
    values: Any = {key: value for key, value in said.items() if key != "name"}
    named = select(Contact.code).where(
        Contact.customer_id == employer.id, Contact.name == texts.composed(said["name"])
    )
    present = work.session.exec(named).first()
    if present is None:
        contact.add(work, customer=employer.code, name=said["name"], **values)
    else:
        contact.edit(work, present, **values)


def _refused(number: int, error: CrmError) -> Result:
    return Result(number, Outcome.REFUSED, error=error)


IMPORT = Import(
    noun=customer.NOUN,
    columns=(
        *some(CustomerRow, "code", "name", *OWN, "owner", "active"),
        *columns_of(CustomerSheet),
    ),
    required=("name|code",),
    taker=Customers,
    creates=CREATES,
)
