"""Phones, e-mails and accounts of customers and contacts: rows of one table, shown by kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, bindparam
from sqlmodel import col, select

from crmcli.db.models.contact import Contact
from crmcli.db.models.customer import ContactPoint, Customer
from crmcli.db.prepared import Prepared
from crmcli.db.query import columns
from crmcli.db.work import Work
from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.services import hidden, phones, setting, texts
from crmcli.services.phones import Phone
from crmcli.views.base import masked

PHONES = ("phone", "mobile", "fax")
OF_CUSTOMER = (*PHONES, "email", "wechat")
OF_CONTACT = (*OF_CUSTOMER, "wecom", "qq")
CHINA = "+86"
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
                "masked": shown(kind, point.normalised),
                "owner_id": owner.owner_id,
                "dept_id": owner.dept_id,
            }


def shown(kind: str, normalised: str) -> str:
    """A number or address with its middle hidden; Chinese numbers as they are dialled there."""
    if kind in PHONES and normalised.startswith(CHINA):
        national = normalised.removeprefix(CHINA)
        return masked(national if national.startswith("1") else f"0{national}")
    return masked(normalised)


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
    contact_id = owner.id if isinstance(owner, Contact) else None
    customer_id = owner.customer_id if isinstance(owner, Contact) else owner.id
    if hidden.same(work, customer_id, contact_id, kind, [point.raw for point in wanted]):
        return
    present = list(
        work.session.exec(
            select(ContactPoint)
            .where(_belongs_to(owner), ContactPoint.kind == kind)
            .order_by(col(ContactPoint.id))
        )
    )
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
        row.masked = shown(kind, point.normalised)
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
        points = columns(key, ContactPoint.kind, ContactPoint.masked).where(*conditions)
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
        whole, tails = _searched(work, given) if kind in PHONES else (_folded(given), [])
        if not whole and not tails:
            raise InvalidError(
                _("“{}” is not a valid {}").format(given, kind), _("Give a whole one")
            )
        yield key.in_(_keys(hidden.find(work, whole, tails, [kind]), column.key))


def _searched(work: Work, given: str) -> tuple[list[str], list[str]]:
    """Whole numbers as they are compared, and last digits of some."""
    plain = texts.narrow(given).strip()
    digits = texts.digits(plain) if texts.is_number(plain) else ""
    home = setting.value(work, "phone_region")
    whole = [p.normalised for p in phones.parse(given, _("phone number"), home)]
    return whole, [digits] if len(digits) in (hidden.TAIL, *hidden.LOCAL) else []


def _folded(given: str) -> list[str]:
    return [texts.fold(part) for part in given.split("/") if part.strip()]


def _keys(found: Iterable[hidden.Found], column: str) -> list[int]:
    of_contact = column == "contact_id"
    keys = {one[1] if of_contact else one[0] for one in found if of_contact or one[1] is None}
    return sorted(key for key in keys if key is not None)


def called(work: Work, column: str, text: str) -> list[int]:
    """The keys of those whose number ``text`` is, or of whose number it is the last four digits.

    Customers are found by the numbers of their people too.
    """
    if "@" in text:
        found = hidden.find(work, [texts.fold(text)], [], ("email",))
    elif phones.searched(text, setting.value(work, "phone_region")):
        found = hidden.find(work, *_searched(work, text), PHONES)
    else:
        return []
    if column == "contact_id":
        return _keys(found, column)
    return sorted({customer for customer, _contact, _number in found})
