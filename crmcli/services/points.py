"""Phones, e-mails and accounts of customers and contacts: rows of one table, shown by kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_
from sqlmodel import col, select

from crmcli.db.models import Contact, ContactPoint, Customer
from crmcli.db.prepared import Prepared
from crmcli.db.query import columns
from crmcli.db.work import Work
from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.services import phones, setting, texts
from crmcli.services.phones import Phone
from crmcli.views.base import masked

PHONES = ("phone", "mobile", "fax")
OF_CUSTOMER = (*PHONES, "email", "wechat")
OF_CONTACT = (*OF_CUSTOMER, "wecom", "qq")
BETWEEN = " / "
"""How several of a kind are shown, and may be written."""


def assign(
    work: Work,
    owner: Customer | Contact,
    kinds: Iterable[str],
    values: Mapping[str, Any],
    names: Mapping[str, str],
) -> None:
    """Make what is given the only points of their kind; an empty text removes them.

    Raises:
        InvalidError: a number without digits, an address without an @.
    """
    for kind, found in given(work, kinds, values, names).items():
        _replace(work, owner, kind, found)


def given(
    work: Work, kinds: Iterable[str], values: Mapping[str, Any], names: Mapping[str, str]
) -> dict[str, list[Phone]]:
    """The points of each kind that is given.

    Raises:
        InvalidError: a number without digits, an address without an @.
    """
    return {
        kind: parse(work, kind, values[kind], names[kind])
        for kind in kinds
        if values.get(kind) is not None
    }


def rows(owner: Customer | Contact, given: Mapping[str, list[Phone]]) -> Iterator[dict[str, Any]]:
    """The stored rows of a new owner's points."""
    of_contact = isinstance(owner, Contact)
    for kind, found in given.items():
        for point in found:
            yield {
                "customer_id": owner.customer_id if isinstance(owner, Contact) else owner.id,
                "contact_id": owner.id if of_contact else None,
                "kind": kind,
                "raw": point.raw,
                "normalised": point.normalised,
                "masked": masked(point.normalised),
                "owner_id": owner.owner_id,
                "dept_id": owner.dept_id,
            }


def parse(work: Work, kind: str, given: str, name: str) -> list[Phone]:
    """The points that a text holds; what is not understood is kept, and the work told."""
    if kind in PHONES:
        found = phones.parse(given, name, setting.value(work, "phone_region"))
        for phone in found:
            if not phone.understood:
                work.warn(
                    _("“{}” is no known form of phone number; kept as it is").format(phone.raw)
                )
        return found
    text = texts.line(given, name)
    parts = [part.strip() for part in (text or "").split("/") if part.strip()]
    if kind == "email":
        parts = [_email(part) for part in parts]
    return [Phone(part, texts.fold(part), understood=True) for part in dict.fromkeys(parts)]


def _email(given: str) -> str:
    user, at, domain = given.partition("@")
    if not (user and at and "." in domain.strip(".")) or " " in given or "@" in domain:
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, _("e-mail address")),
            _("Write it like name@example.com"),
        )
    return given


def _replace(work: Work, owner: Customer | Contact, kind: str, wanted: list[Phone]) -> None:
    """Change rows in place, so that history tells what became what."""
    present = list(
        work.session.exec(
            select(ContactPoint)
            .where(_belongs_to(owner), ContactPoint.kind == kind)
            .order_by(col(ContactPoint.id))
        )
    )
    contact_id = owner.id if isinstance(owner, Contact) else None
    customer_id = owner.customer_id if isinstance(owner, Contact) else owner.id
    for number, point in enumerate(wanted):
        row = (
            present[number]
            if number < len(present)
            else ContactPoint(
                customer_id=customer_id,
                contact_id=contact_id,
                kind=kind,
                owner_id=owner.owner_id,
                dept_id=owner.dept_id,
            )
        )
        row.raw, row.normalised = point.raw, point.normalised
        row.masked = masked(point.normalised)
        work.session.add(row)
    for row in present[len(wanted) :]:
        work.session.delete(row)
    work.session.flush()


def _belongs_to(owner: Customer | Contact) -> ColumnElement[bool]:
    if isinstance(owner, Contact):
        return col(ContactPoint.contact_id) == owner.id
    return (col(ContactPoint.customer_id) == owner.id) & col(ContactPoint.contact_id).is_(None)


Points = dict[int, dict[str, str]]


def of_customers(work: Work, keys: list[int]) -> Points:
    """The customers' own points: by id, then by kind, several joined."""
    return _shown(work, OF_CUSTOMERS, keys)


def of_contacts(work: Work, keys: list[int]) -> Points:
    """The contacts' points: by id, then by kind, several joined."""
    return _shown(work, OF_CONTACTS, keys)


class _Of:
    """The points of one or of many whose ``key`` is known; the statements are built once."""

    def __init__(self, key: Any, *conditions: Any) -> None:
        points = columns(key, ContactPoint.kind, ContactPoint.raw).where(*conditions)
        points = points.order_by(col(ContactPoint.id))
        self._one = Prepared(points.where(col(key) == bindparam("key")))
        self._many = points.where(col(key).in_(bindparam("keys", expanding=True)))

    def all(self, work: Work, keys: list[int]) -> Iterator[Any]:
        """The points of those with ``keys``."""
        if len(keys) == 1:
            yield from self._one.all(work.session, key=keys[0])
            return
        for start in range(0, len(keys), 500):
            some = {"keys": keys[start : start + 500]}
            yield from work.session.connection().execute(self._many, some)


OF_CUSTOMERS = _Of(ContactPoint.customer_id, col(ContactPoint.contact_id).is_(None))
OF_CONTACTS = _Of(ContactPoint.contact_id)


def _shown(work: Work, points: _Of, keys: list[int]) -> Points:
    found: Points = {}
    for owner, kind, raw in points.all(work, keys):
        kinds = found.setdefault(owner, {})
        kinds[kind] = f"{kinds[kind]}{BETWEEN}{raw}" if kind in kinds else raw
    return found


def filters(
    work: Work, key: Any, column: Any, kinds: Iterable[str], values: Mapping[str, Any]
) -> Iterable[ColumnElement[bool]]:
    """What records are filtered by: ``column`` of the points is ``key`` of the record."""
    for kind in kinds:
        given = values.get(kind)
        if given is None:
            continue
        of_kind = select(column).where(ContactPoint.kind == kind, column.is_not(None))
        if column.key == "customer_id":
            of_kind = of_kind.where(col(ContactPoint.contact_id).is_(None))
        if not given.strip():
            yield key.not_in(of_kind)
            continue
        parts = _searched(work, given) if kind in PHONES else _folded(given)
        if not parts:
            raise InvalidError(
                _("“{}” is not a valid {}").format(given, kind), _("Give a part of one")
            )
        some = (col(ContactPoint.normalised).contains(p, autoescape=True) for p in parts)
        yield key.in_(of_kind.where(or_(*some)))


def _searched(work: Work, given: str) -> list[str]:
    """What to look for in numbers: a part of one, or whole ones as they are compared."""
    home = setting.value(work, "phone_region")
    parts = phones.searched(given, home) if "/" not in given else []
    return parts or [p.normalised for p in phones.parse(given, _("phone number"), home)]


def _folded(given: str) -> list[str]:
    return [texts.fold(part) for part in given.split("/") if part.strip()]


def called(work: Work, key: Any, text: str) -> Any:
    """A select of ``key`` of the points whose number ``text`` is or is a part of; or ``None``."""
    parts = phones.searched(text, setting.value(work, "phone_region"))
    if not parts:
        return None
    some = (col(ContactPoint.normalised).contains(part, autoescape=True) for part in parts)
    return select(key).where(or_(*some), key.is_not(None), col(ContactPoint.kind).in_(PHONES))
