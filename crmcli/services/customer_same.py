"""Customers of whom a list speaks: which one is meant, and whether it says something else of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import col, select

from crmcli.db import numbering
from crmcli.db.models.contact import Contact
from crmcli.db.models.customer import LIFECYCLES, Customer, FormerName
from crmcli.db.work import Work
from crmcli.errors import AmbiguousError
from crmcli.i18n import _, listed
from crmcli.services import customer_fields as of_customer
from crmcli.services import fields, hidden, lookup, names, operator, points, texts
from crmcli.services.contact_view import FIELDS as OF_CONTACT
from crmcli.views.contact import ContactRow
from crmcli.views.customer import LIFECYCLE, CustomerRow

SEVERAL = 500
Said = Mapping[str, Any]


class Meant:
    """The customers that some rows mean: by code, else by tax number, else by their whole name."""

    def __init__(self, work: Work, said: Sequence[Said]) -> None:
        codes = {numbering.normalise(one["code"]) for one in said if "code" in one}
        taxes = {_tax(one["tax_number"]) for one in said if "tax_number" in one}
        called = {texts.composed(one["name"]) for one in said if "name" in one}
        self._by_code = {row.code: row for row in _rows(work, Customer.code, codes)}
        self._by_code.update(lookup.merged_into(work, codes - set(self._by_code)))
        self._by_tax = {row.tax_number: row for row in _rows(work, Customer.tax_number, taxes)}
        self._by_name: dict[str, list[Customer]] = {}
        for row in _rows(work, Customer.name_core, {names.core(name) for name in called}):
            self._by_name.setdefault(row.name, []).append(row)
        self._contacts = _contacts(work, self._all())
        self._former = _former(work, self._all())

    def _all(self) -> list[int]:
        by_name = [row for rows in self._by_name.values() for row in rows]
        found = (*self._by_code.values(), *self._by_tax.values(), *by_name)
        return sorted({row.id for row in found})

    def of(self, said: Said) -> Customer | None:
        """The customer that a row means, if there is one.

        Raises:
            AmbiguousError: several have its name.
        """
        found: Customer | None
        if "code" in said:
            return self._by_code.get(numbering.normalise(said["code"]))
        if "tax_number" in said:
            found = self._by_tax.get(_tax(said["tax_number"]))
            if found is not None:
                return found
        rows = self._by_name.get(texts.composed(said.get("name", "")), [])
        if len(rows) > 1:
            raise AmbiguousError(
                _("{} × {} is called “{}”").format(
                    len(rows), lookup.word("customer"), said["name"]
                ),
                _("Give the code: {}").format(listed([row.code for row in rows][:5])),
            )
        return rows[0] if rows else None

    def differs(self, work: Work, row: Customer, said: Said, person: Said | None) -> bool:
        """Whether a row says something else of a customer or of a contact than the store does.

        Raises:
            InvalidError, NotFoundError, RefusedError: a value that cannot be.
        """
        called = fields.titles(CustomerRow)
        name, stage, owner = said.get("name"), said.get("lifecycle"), said.get("owner")
        former = {texts.composed(one) for one in said.get("former_names") or ()}
        return (
            (name is not None and texts.composed(name) != row.name)
            or (
                stage is not None
                and fields.chosen(stage, LIFECYCLES, LIFECYCLE, called["lifecycle"])
                != row.lifecycle
            )
            or (owner is not None and operator.person(work, owner).id != row.owner_id)
            or (said.get("active") not in (None, row.active))
            or not former <= self._former.get(row.id, set())
            or fields.differs(work, row, of_customer.FIELDS, said, called)
            or self._numbers_differ(work, (row.id, None), points.OF_CUSTOMER, said, called)
            or (person is not None and self._contact_differs(work, row, person))
        )

    def _contact_differs(self, work: Work, row: Customer, said: Said) -> bool:
        called = fields.titles(ContactRow)
        known = self._contacts.get((row.id, texts.composed(said["name"])))
        return (
            known is None
            or fields.differs(work, known, OF_CONTACT, said, called)
            or self._numbers_differ(work, (row.id, known.id), points.OF_CONTACT, said, called)
        )

    def _numbers_differ(
        self,
        work: Work,
        owner: tuple[int, int | None],
        kinds: Iterable[str],
        said: Said,
        called: Mapping[str, str],
    ) -> bool:
        given = points.given(work, kinds, said, called)
        return not all(
            hidden.same(work, *owner, kind, [point.raw for point in found])
            for kind, found in given.items()
        )


def _tax(given: str) -> str:
    return texts.narrow(given).replace(" ", "").upper()


def _rows(work: Work, column: Any, wanted: Iterable[str]) -> list[Customer]:
    found: list[Customer] = []
    given = sorted(wanted)
    for start in range(0, len(given), SEVERAL):
        some = column.in_(given[start : start + SEVERAL])
        found += work.session.exec(select(Customer).where(some, ~col(Customer.reserved)))
    return found


def _of(work: Work, model: type[Any], keys: Sequence[int]) -> Iterable[Any]:
    for start in range(0, len(keys), SEVERAL):
        some = col(model.customer_id).in_(keys[start : start + SEVERAL])
        yield from work.session.exec(select(model).where(some).order_by(col(model.id)))


def _contacts(work: Work, keys: Sequence[int]) -> dict[tuple[int, str], Contact]:
    return {(one.customer_id, one.name): one for one in _of(work, Contact, keys)}


def _former(work: Work, keys: Sequence[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for one in _of(work, FormerName, keys):
        found.setdefault(one.customer_id, set()).add(one.name)
    return found
