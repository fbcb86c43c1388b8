"""Customers that may be the same as one about to be added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, or_
from sqlmodel import col, select

from crmcli.db.models import ContactPoint, Customer, FormerName, Operator
from crmcli.db.models.operator import POOL
from crmcli.db.query import columns
from crmcli.db.work import Work
from crmcli.errors import PossibleDuplicateError
from crmcli.i18n import N_, _
from crmcli.services import names, phones

MOST_SHOWN = 5
SAME_PHONE, LIKE_NAME = N_("same phone"), N_("similar name")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the customer to be added."""

    name: str
    kind: str
    numbers: Iterable[str] = ()
    """Its phone numbers, normalised."""


def refuse(work: Work, known: Known) -> None:
    """Raise PossibleDuplicateError when a customer may be the same: a phone, or a name alike."""
    found = look(work, known)
    if found:
        raise PossibleDuplicateError(found, _("To add it nevertheless: --force"))


def look(work: Work, known: Known, besides: int | None = None) -> str | None:
    """The customers that may be the same in one line, the surest first; ``None`` without any."""
    same: dict[int, list[str]] = {}
    for key in _by_phone(work, known):
        same.setdefault(key, []).append(_(SAME_PHONE))
    for key in dict.fromkeys(_by_name(work, known)):
        same.setdefault(key, []).append(_(LIKE_NAME))
    same.pop(besides or 0, None)
    if not same:
        return None
    surest = sorted(same, key=lambda key: (-len(same[key]), key))[:MOST_SHOWN]
    return _("Possible duplicates: {}").format(_("; ").join(_rows(work, surest, same)))


def _by_phone(work: Work, known: Known) -> Iterable[int]:
    numbers = [n for n in known.numbers if phones.certain(n)]
    if not numbers:
        return ()
    found = select(ContactPoint.customer_id).where(
        col(ContactPoint.normalised).in_(numbers), col(ContactPoint.kind).in_(("phone", "mobile"))
    )
    return sorted(set(work.session.exec(found)))


def _by_name(work: Work, known: Known) -> Iterable[int]:
    """Only names that share a pair of characters are fetched and compared."""
    core = names.core(known.name)
    if not core:
        return
    person = known.kind == "person"
    statement = columns(Customer.id, Customer.name_core).where(~col(Customer.reserved))
    if person:
        statement = statement.where(Customer.name_core == core)
    else:
        shared = (
            col(Customer.name_core).contains(pair, autoescape=True) for pair in names.bigrams(core)
        )
        statement = statement.where(or_(*shared))
        between = names.lengths(core)
        if between is not None:
            statement = statement.where(func.length(Customer.name_core).between(*between))
    for key, other in work.session.exec(statement.order_by(col(Customer.id))):
        if names.alike(core, other):
            yield key
    yield from () if person else _by_former_name(work, core)


def _by_former_name(work: Work, core: str) -> Iterable[int]:
    """Who bore a name alike; former names are few and have no core of their own."""
    shared = (col(FormerName.name).icontains(p, autoescape=True) for p in names.bigrams(core))
    statement = columns(FormerName.customer_id, FormerName.name).where(or_(*shared))
    for key, name in work.session.exec(statement.order_by(col(FormerName.id))):
        if names.alike(core, names.core(name)):
            yield key


def _rows(work: Work, keys: list[int], same: dict[int, list[str]]) -> list[str]:
    found = work.session.exec(
        columns(Customer.id, Customer.code, Customer.name, Operator.kind, Operator.name)
        .join(Operator, col(Operator.id) == Customer.owner_id)
        .where(col(Customer.id).in_(keys))
    )
    rows = {}
    for key, code, name, kind, owner in found:
        held = _("in the pool") if kind == POOL else _("followed up by {}").format(owner)
        alike = _(", ").join(same[key])
        rows[key] = _("{} {} ({}; {})").format(code, name, alike, held)
    return [rows[key] for key in keys]
