"""Customers that one does not see because somebody else follows them up: is this one of them?

What is compared is what can hardly be chance: the tax or identity number, an organisation's whole
name, the customer's own phone. On PostgreSQL functions of the server compare.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func
from sqlalchemy import select as sql_select

from crmcli.db import shadow
from crmcli.db.models.customer import BRACKETS, ORGANISATION, PLAIN
from crmcli.db.prepared import Prepared
from crmcli.db.types import Json
from crmcli.db.work import Work, raw_of
from crmcli.errors import RefusedError
from crmcli.i18n import _
from crmcli.services import names, phones
from crmcli.services.customer_new import NewCustomer

_HELD = Prepared(sql_select(func.crm.held(bindparam("wanted", type_=Json()))))
_PLAIN = str.maketrans(dict(zip(BRACKETS, PLAIN.ljust(len(BRACKETS), "\0"), strict=True)))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a customer that is about to be added."""

    name: str
    kind: str
    numbers: tuple[str, ...]
    tax_number: str | None
    identity_number: str | None

    @property
    def wanted(self) -> dict[str, Any]:
        """What the server compares."""
        organisation = self.kind == ORGANISATION
        return {
            "asked": self.name,
            "core": names.core(self.name) if organisation else None,
            "name": plain(self.name),
            "numbers": list(self.numbers),
            "tax_number": self.tax_number,
            "identity_number": self.identity_number,
        }


class HeldByOtherError(RefusedError):
    """Somebody else follows this customer up; ``asked`` is what was known of it."""

    code = "held_by_other"

    def __init__(self, asked: Asked, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.asked = asked


def plain(name: str) -> str:
    """A name as it is compared: small letters, plain brackets, no spaces."""
    return name.lower().translate(_PLAIN).replace("\0", "")


def of(new: NewCustomer) -> Asked:
    """What is known of a customer before it is stored."""
    row = new.row
    return Asked(
        row.name,
        row.kind,
        tuple(number for number in new.numbers if phones.certain(number)),
        row.tax_number,
        vars(row).get("identity_number"),
    )


def refuse(work: Work, asked: Asked) -> None:
    """Raise HeldByOtherError when somebody else follows this customer up."""
    if among(work, [asked]):
        raise error(asked)


def error(asked: Asked) -> HeldByOtherError:
    """The error for a customer that somebody else follows up; it does not say who."""
    return HeldByOtherError(
        asked,
        _("Somebody else follows up “{}” already").format(asked.name),
        _("To be told whom to ask: crm customer add"),
    )


def among(work: Work, asked: Sequence[Asked]) -> list[int]:
    """The places of those that somebody else follows up."""
    acting = work.authority
    if acting is None or acting.sees_all or not asked:
        return []
    if work.by_server:
        ((found,),) = _HELD.all(work.session, wanted=[one.wanted for one in asked])
        return [int(place) for place in found]
    return [place for place, one in enumerate(asked) if first(work, one) is not None]


def first(work: Work, asked: Asked) -> tuple[int, str] | None:
    """On SQLite: the hidden customer that is the same, the surest first, and by what."""
    assert work.authority is not None
    unseen = f"NOT {shadow.condition(work.authority, 'customer')}"
    raw = raw_of(work.session)
    for matched, condition, values in _conditions(asked):
        found = raw.execute(
            f"SELECT id, name FROM main.customer WHERE {condition} AND active "
            f"AND NOT reserved AND {unseen} ORDER BY id",
            values,
        )
        for key, name in found.fetchall():
            if matched != "name" or plain(name) == plain(asked.name):
                return int(key), matched
    return None


def _conditions(asked: Asked) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    if asked.tax_number:
        yield "tax_number", "tax_number = ?", (asked.tax_number,)
    if asked.identity_number:
        yield "identity_number", "identity_number = ?", (asked.identity_number,)
    if asked.kind == ORGANISATION:
        yield "name", f"name_core = ? AND kind = '{ORGANISATION}'", (names.core(asked.name),)
    if asked.numbers:
        marks = ", ".join("?" * len(asked.numbers))
        yield (
            "phone",
            "id IN (SELECT customer_id FROM main.contact_point WHERE contact_id IS NULL "
            f"AND kind IN ('phone', 'mobile') AND normalised IN ({marks}))",
            asked.numbers,
        )
