"""Customers that may be the same as one about to be added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_
from sqlmodel import col

from crmcli.db.models.customer import Customer, FormerName
from crmcli.db.models.operator import POOL, Operator
from crmcli.db.query import columns
from crmcli.db.work import Work
from crmcli.errors import PossibleDuplicateError
from crmcli.i18n import N_, _
from crmcli.services import hidden, names, phones
from crmcli.services.names_known import KnownNames

MOST_SHOWN = 5
SEVERAL = 500
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
    numbers = [number for number in known.numbers if phones.certain(number)]
    by_number = _by_phone(work, numbers)
    return _told(
        work,
        sorted({key for number in numbers for key in by_number.get(number, ())} - {besides}),
        [key for key in _by_name(work, known) if key != besides],
    )


def _told(work: Work, by_phone: Iterable[int], by_name: Iterable[int]) -> str | None:
    same: dict[int, list[str]] = {}
    for key in by_phone:
        same.setdefault(key, []).append(_(SAME_PHONE))
    for key in dict.fromkeys(by_name):
        same.setdefault(key, []).append(_(LIKE_NAME))
    if not same:
        return None
    surest = sorted(same, key=lambda key: (-len(same[key]), key))[:MOST_SHOWN]
    return _("Possible duplicates: {}").format(_("; ").join(_rows(work, surest, same)))


class Looking:
    """The same for the rows of a list: among the customers and the rows before.

    Rows have keys of their own: their numbers, negative. Phone numbers of rows are kept until they
    are asked for in the store; names always.
    """

    def __init__(self, work: Work) -> None:
        self._names = KnownNames()
        self._numbers: dict[str, list[int]] = {}
        self._stored: dict[str, list[int]] = {}
        cores = columns(Customer.id, Customer.name_core).where(~col(Customer.reserved))
        for key, core in work.session.exec(cores.order_by(col(Customer.id))):
            self._names.add(core, key)
        former = columns(FormerName.customer_id, FormerName.name).order_by(col(FormerName.id))
        for key, name in work.session.exec(former):
            self._names.add(names.core(name), key, former=True)

    def ask(self, work: Work, numbers: Iterable[str]) -> None:
        """Look up at once which customers have numbers that are asked for next.

        Rows that were added before are stored by now.
        """
        self._numbers.clear()
        self._stored = _by_phone(work, sorted({n for n in numbers if phones.certain(n)}))

    def look(self, work: Work, known: Known) -> str | None:
        """The customers and rows that may be the same, in one line."""
        by_phone: dict[int, None] = {}
        for number in known.numbers:
            keys = (*self._stored.get(number, ()), *self._numbers.get(number, ()))
            by_phone.update(dict.fromkeys(keys))
        person = known.kind == "person"
        return _told(work, by_phone, self._names.alike(names.core(known.name), person=person))

    def add(self, row: int, known: Known) -> None:
        """Make a row known to those after it."""
        self._names.add(names.core(known.name), -row)
        for number in known.numbers:
            if phones.certain(number):
                self._numbers.setdefault(number, []).append(-row)


def _by_phone(work: Work, numbers: Sequence[str]) -> dict[str, list[int]]:
    """The customers who have these numbers, by number."""
    found: dict[str, list[int]] = {}
    for key, _contact, number in hidden.find(work, numbers, [], ("phone", "mobile")):
        known = found.setdefault(str(number), [])
        if key not in known:
            known.append(key)
    return found


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
    rows = {key: _("row {} ({})").format(-key, _(", ").join(same[key])) for key in keys if key < 0}
    for key, code, name, kind, owner in found:
        held = _("in the pool") if kind == POOL else _("followed up by {}").format(owner)
        alike = _(", ").join(same[key])
        rows[key] = _("{} {} ({}; {})").format(code, name, alike, held)
    return [rows[key] for key in keys]
