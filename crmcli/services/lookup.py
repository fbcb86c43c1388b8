"""Naming a record: by its code or number, or by a name when that is unique."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sqlalchemy import ARRAY, BigInteger, bindparam, func, or_
from sqlalchemy.exc import NoResultFound
from sqlmodel import col, select

from crmcli.db import numbering, prepared
from crmcli.db.models.base import Coded
from crmcli.db.models.customer import Customer
from crmcli.db.models.merging import MergedCustomer
from crmcli.db.prepared import Prepared
from crmcli.db.query import columns
from crmcli.db.work import Work
from crmcli.errors import (
    AmbiguousError,
    CrmError,
    InUseError,
    NotAllowedError,
    NotFoundError,
    RefusedError,
    UnconfirmedError,
    cutoff,
)
from crmcli.i18n import _, listed
from crmcli.services import basic_data, texts
from crmcli.views.base import Ref
from crmcli.views.nouns import NOUN_OF_TABLE, NOUNS, command

if TYPE_CHECKING:
    from crmcli.db.models.order import SalesOrder
    from crmcli.db.models.payment import OpeningBalance, Payment

    DocumentT = TypeVar("DocumentT", SalesOrder, Payment, OpeningBalance)
CodedT = TypeVar("CodedT", bound=Coded)
AUDIT = ("created_by", "updated_by")
HOLD = Prepared(select(func.crm.hold(bindparam("keys", type_=ARRAY(BigInteger)))))
"""PostgreSQL lets only those lock a row who may change it: a function of the server does it."""
MOST_NAMED = 5
NEAR = 2000
SEVERAL = 500
"""Near misses are looked for among this many names; beyond, a search says more."""


def word(noun: str) -> str:
    """What a noun is called in the language in force."""
    return _(NOUNS[noun])


def coded(work: Work, model: type[CodedT], noun: str, given: str, *conditions: Any) -> CodedT:
    """The record of ``model`` that ``given`` names.

    Raises:
        NotFoundError: none has that code or name; near misses are in the hint.
        AmbiguousError: several have that name.
    """
    code = numbering.normalise(given)
    name = unicodedata.normalize("NFC", given).strip()
    found: CodedT | None
    if conditions:
        found = work.session.exec(select(model).where(model.code == code, *conditions)).first()
    else:
        found = prepared.by_code(model).first(work.session, code=code)
    if found is None and issubclass(model, Customer) and not conditions:
        found = cast("CodedT | None", merged_into(work, [code]).get(code))
    if found is not None:
        work.kept.append(found)
        return found
    named = work.session.exec(
        select(model).where(model.name == name, *conditions).order_by(col(model.id))
    ).all()
    if len(named) == 1:
        return named[0]
    if named:
        codes = [row.code for row in named[:MOST_NAMED]] + ["…"] * (len(named) > MOST_NAMED)
        raise AmbiguousError(
            _("{} × {} is called “{}”").format(len(named), word(noun), given),
            _("Give the code: {}").format(listed(codes)),
        )
    built_in = basic_data.meant(noun, given)
    if built_in is not None:
        known = select(model).where(model.code == built_in, *conditions)
        found = work.session.exec(known).first()
        if found is not None:
            return found
    raise not_found(noun, given, _candidates(work, model, *conditions))


def remembered(work: Work, asked: tuple[str, str], find: Callable[[], int]) -> int:
    """The id that a noun and a word mean, found once where a list names the same again and again.

    Raises:
        CrmError: as ``find`` does, likewise once.
    """
    if work.named is None:
        return find()
    known = work.named.get(asked)
    if known is None:
        try:
            known = find()
        except CrmError as error:
            known = error
        work.named[asked] = known
    if isinstance(known, CrmError):
        raise known
    return known


def not_found(noun: str, given: str, candidates: list[str]) -> NotFoundError:
    """The error for an unknown code, number or name, with near misses."""
    wanted = given.strip()
    near = [c for c in candidates if wanted and c.startswith(wanted)][:3]
    near += [
        c for c in get_close_matches(wanted, candidates, cutoff=cutoff(wanted)) if c not in near
    ]
    near += [c for c in candidates if wanted and wanted in c and c not in near]
    hint = (
        _("Did you mean: {}?").format(listed(near[:3]))
        if near
        else _("See them all: crm {} list").format(command(noun))
    )
    return NotFoundError(_("No {} “{}”").format(word(noun), given), hint)


def _candidates(work: Work, model: type[Coded], *conditions: Any) -> list[str]:
    if issubclass(model, Customer):
        conditions = (*conditions, ~col(model.reserved))
    rows = work.session.exec(
        columns(model.code, model.name).where(*conditions).order_by(col(model.id)).limit(NEAR)
    ).all()
    return [text for row in rows for text in row]


def index(row: Coded, *more: str | None, person: bool = False) -> None:
    """Make the keys that a record is sorted and found by; call it when code or name are set."""
    row.sort_key = texts.sort_key(row.name, person=person)
    row.search_text = texts.search_text([row.name, row.code, *more], person=person)


def usable(work: Work, model: type[CodedT], noun: str, given: str, *conditions: Any) -> CodedT:
    """Like :func:`coded`, for a new reference: a deactivated record is refused.

    Raises:
        RefusedError: the record is deactivated.
    """
    found = coded(work, model, noun, given, *conditions)
    require_active(found, noun)
    refuse_reserved(found)
    return found


def require_active(row: Coded, noun: str) -> None:
    """Raise RefusedError when a record is deactivated: nothing new may refer to it."""
    if not row.active:
        raise RefusedError(
            _("{} “{}” is deactivated").format(word(noun).capitalize(), row.name),
            _("Choose another, or activate it: crm {} edit {} --active").format(
                command(noun), row.code
            ),
        )


def by_code(work: Work, model: type[CodedT], given: Iterable[str]) -> dict[str, CodedT]:
    """The records that are named by their codes, by code, with one query."""
    codes = sorted({numbering.normalise(one) for one in given})
    if not codes:
        return {}
    named = {f"code_{n}": code for n, code in enumerate(codes)}
    found = prepared.by_codes(model, len(codes)).all(work.session, **named)
    known = {row.code: row for row in found}
    if issubclass(model, Customer) and len(known) < len(codes):
        merged = merged_into(work, [code for code in codes if code not in known])
        known.update(cast("dict[str, CodedT]", merged))
    return known


def merged_into(work: Work, codes: Iterable[str]) -> dict[str, Customer]:
    """What customers that had these codes were merged into, by code."""
    wanted, found = sorted(codes), {}
    for start in range(0, len(wanted), SEVERAL):
        some = select(MergedCustomer.code, MergedCustomer.customer_id).where(
            col(MergedCustomer.code).in_(wanted[start : start + SEVERAL])
        )
        for code, key in work.session.exec(some).all():
            found[code] = work.get(Customer, key)
    return found


def refuse_reserved(row: Coded) -> None:
    """Raise RefusedError for the customer that only holds money nobody has matched."""
    if isinstance(row, Customer) and row.reserved:
        raise RefusedError(
            _("{} is no customer: it holds money that nobody has matched yet").format(row.code),
            _("Match its receipts: crm payment claim NUMBER --customer CODE"),
        )


def reference(work: Work, model: type[Coded], noun: str, given: str | None) -> int | None:
    """The id of what an option names; an empty value means none."""
    if given is None or not given.strip():
        return None
    return usable(work, model, noun, given).id


def ref(work: Work, model: type[Coded], key: int | None) -> Ref | None:
    """A reference as a view shows it; what was removed since is known by the log."""
    if key is None:
        return None
    known = work.refs.get((model, key))
    if known is None:
        try:
            found = work.get(model, key)
        except NoResultFound:
            from crmcli.db import changes

            return changes.ref(work.session, str(model.__tablename__), key)
        known = Ref(found.code, found.name)
        if not work.writing:
            work.refs[(model, key)] = known
    return known


def refuse_if_used(
    work: Work,
    row: Coded,
    noun: str,
    extra: tuple[str, int] | None = None,
    without: Sequence[str] = (),
) -> None:
    """Raise InUseError when any row of any table refers to ``row``: by what, and how many.

    ``extra`` names a noun that is counted by the caller instead, and how many there are; nouns of
    ``without`` are parts of the record itself.
    """
    from crmcli.db.models.every import metadata

    uses = []
    for table, referrers in referring(str(type(row).__tablename__)):
        used_by = NOUN_OF_TABLE[table]
        if used_by in without:
            continue
        if extra is not None and used_by == extra[0]:
            number = extra[1]
        else:
            source = metadata.tables[table]
            condition = or_(*(source.c[name] == row.id for name in referrers))
            number = work.session.exec(
                select(func.count()).select_from(source).where(condition)
            ).one()
        if number:
            uses.append(counted(number, used_by))
    if uses:
        raise InUseError(
            _("Cannot remove {} “{}”: used by {}").format(word(noun), row.name, listed(uses)),
            _("Deactivate it instead: crm {} edit {} --inactive").format(command(noun), row.code),
        )


def counted(number: int, noun: str) -> str:
    """So many records of a noun, for a sentence."""
    return _("{number} × {noun}").format(number=number, noun=word(noun))


def numbered(
    work: Work, model: type[DocumentT], noun: str, number: str, *, lock: bool = False
) -> DocumentT:
    """The document with that number; with ``lock`` its customer is held before it is read.

    Whoever changes a document holds its customer, so that no money of the customer moves meanwhile.

    Raises:
        NotFoundError: there is none; near misses are in the hint.
    """
    normal = numbering.normalise(number)
    found: DocumentT | None
    if lock and work.store.engine == "postgresql":
        owner = (
            select(Customer)
            .join(model, col(model.customer_id) == Customer.id)
            .where(model.number == normal)
        )
        for customer in work.session.exec(owner):
            hold(work, customer)
        now = select(model).where(model.number == normal)
        found = work.session.exec(now.execution_options(populate_existing=True)).first()
    else:
        found = prepared.by_number(model).first(work.session, number=normal)
    if found is None:
        newest = select(model.number).order_by(col(model.id).desc())
        raise not_found(noun, number, list(work.session.exec(newest.limit(NEAR)).all()))
    work.kept.append(found)
    return found


def hold(work: Work, *customers: Customer) -> None:
    """Keep customers from being changed by anybody else until this transaction ends.

    Call it before anything that hangs on a customer is locked and before a number is taken, so
    that writers cannot wait for each other. Whom they belong to and who acts come first: an
    operator who moves to another department takes the customers along. On SQLite every writing
    transaction is alone from its beginning.

    Raises:
        NotAllowedError: a customer is lent or shared only to be read.
    """
    for customer in customers:
        _require_reached(work, customer)
    wanted = sorted({customer.id for customer in customers} - work.held)
    work.held.update(wanted)
    if not wanted or work.store.engine == "sqlite":
        return
    HOLD.all(work.session, keys=wanted)
    for customer in {one.id: one for one in customers if one.id in wanted}.values():
        prepared.by_id(Customer).renew(work.session, customer)


def _require_reached(work: Work, customer: Customer) -> None:
    acting = work.authority
    if acting is None or acting.reaches(customer.owner_id, customer.dept_id, customer.id):
        return
    raise NotAllowedError(
        _("You may look at {} {} only").format(customer.code, customer.name),
        _("It is lent or shared to be read: ask its owner"),
    )


def require_yes(row: Coded, *, sure: bool) -> None:
    """Raise UnconfirmedError unless ``sure``; called last, so that a rule refuses before asking."""
    if not sure:
        raise UnconfirmedError(_("Remove {}?").format(f"{row.code} {row.name}"))


def referring(table: str) -> list[tuple[str, list[str]]]:
    """Which columns of which tables refer to ``table``, stamps aside."""
    from crmcli.db.models.every import metadata

    found: list[tuple[str, list[str]]] = []
    for source in metadata.sorted_tables:
        columns = [
            c.name for c in source.columns if c.info.get("refers") == table and c.name not in AUDIT
        ]
        if columns and source.name in NOUN_OF_TABLE:
            found.append((source.name, columns))
    return found
