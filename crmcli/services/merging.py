"""Merging 合并: two records of the same customer become one, and nothing of either is lost.

The kept customer has all that hung on both; code and name of the merged one find it. On PostgreSQL
functions of the server do it (``db/server/merging.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import ARRAY, Text, bindparam, func
from sqlalchemy import select as sql_select
from sqlmodel import col, select

from crmcli.db import merging_sqlite, numbering
from crmcli.db.models.approval import PENDING, Approval
from crmcli.db.models.customer import LIFECYCLES, Customer
from crmcli.db.models.every import metadata
from crmcli.db.models.merging import MergedCustomer
from crmcli.db.models.operator import Operator
from crmcli.db.prepared import Prepared
from crmcli.db.scope import SENSITIVE
from crmcli.db.types import Instant, Key
from crmcli.db.work import Work, action, raw_of
from crmcli.errors import InvalidError, NotFoundError, RefusedError, StaleError
from crmcli.i18n import _, listed
from crmcli.services import customer_fields as of_customer
from crmcli.services import customer_owner, customer_view, fields, lookup, notice
from crmcli.views.base import Page, Ref, columns_of, exact
from crmcli.views.customer import CustomerRow
from crmcli.views.merging import MergedCustomerRow, MergeRow
from crmcli.views.nouns import NOUN_OF_TABLE
from crmcli.views.records import shown

NOUN = "customer"
EVERY = "all"
MERGED = "merged"
STAGES = ("prospect", "lost", "visited", "buyer")
"""The stages of the lifecycle, the one that prevails last."""
assert sorted(STAGES) == sorted(LIFECYCLES)
FOLLOWING: Mapping[str, tuple[str, ...]] = {
    "name": ("name_core", "sort_key"),
    "lifecycle": ("lifecycle_reason",),
    "needs": ("needs_on",),
    "identity_number": ("identity_masked",),
    "billing_phone": ("billing_phone_masked",),
}
"""Column -> those that go with it."""
CHOSEN = tuple(key for key in of_customer.FIELDS if key != "needs_on")
"""What somebody chooses where both customers have it."""
COUNTED = ("contact", "followup", "sales_order", "payment", "opening_balance")
_MERGE = Prepared(
    sql_select(
        func.crm.merge_customers(
            bindparam("kept", type_=Key()),
            bindparam("merged", type_=Key()),
            bindparam("taken", type_=ARRAY(Text)),
        )
    )
)
_UNMERGE = Prepared(sql_select(func.crm.unmerge_customer(bindparam("key", type_=Key()))))


@action("customer.merge")
def merge(
    work: Work,
    kept: str,
    merged: str,
    *,
    keep: Sequence[str] = (),
    take: Sequence[str] = (),
) -> list[MergeRow]:
    """Merge the second customer into the first one; both side by side.

    What only the second has, the first one gets. Where both have something else, ``keep`` names the
    fields of which the first one's stays and ``take`` those of which the second one's is taken;
    ``all`` means all of them. The stage is that of the further one.

    Raises:
        NotFoundError, NotAllowedError: a customer is not seen, or only lent or shared.
        InvalidError: both are the same one, or a field that there is not.
        RefusedError: fields differ and nobody has chosen, or a revision of the second one waits.
    """
    a, b = (lookup.coded(work, Customer, NOUN, key) for key in (kept, merged))
    if a.id == b.id:
        raise InvalidError(
            _("{} and {} are the same customer").format(kept, merged), _("Name two customers")
        )
    for row in (a, b):
        lookup.refuse_reserved(row)
    lookup.hold(work, a, b)
    for row in (a, b):
        customer_owner.require_own(work, row)
    _refuse_waiting(work, b)
    if b.active and not a.active:
        work.warn(_("{} {} is inactive, and stays so").format(a.code, a.name))
    before, after = (customer_view.values(work, row) for row in (a, b))
    counts = [_counts(work, row.id) for row in (a, b)]
    taken = _taken(before, after, _Choice(keep, take))
    columns = list(_columns(taken))
    if work.by_server:
        _MERGE.all(work.session, kept=a.id, merged=b.id, taken=columns)
        work.changed = True
    else:
        work.session.flush()
        with work.trusted():
            merging_sqlite.merge(raw_of(work.session), a.id, b.id, columns, _stamps(work))
            if b.owner_id not in (a.owner_id, work.operator.id):
                notice.tell(work, b.owner_id, MERGED, NOUN, b.code, b.name)
                work.session.flush()
        work.changed = True
    key = a.id
    work.session.expire_all()
    of_customer.reindex(work, key)
    now = customer_view.values(work, work.get(Customer, key))
    return [*_rows(before, after, now), *_counted(counts)]


@action("customer.unmerge")
def unmerge(work: Work, code: str) -> CustomerRow:
    """Take a merged customer apart again: it has what came with it, and the kept one what it had.

    Raises:
        NotFoundError: none of that code was merged into a customer that is seen.
        StaleError: something later hangs on what would be taken apart.
    """
    kept = work.get(Customer, _merged(work, code).customer_id)
    lookup.hold(work, kept)
    row = _merged(work, code)
    was, key = row.code, row.id
    customer_owner.require_own(work, kept)
    if work.by_server:
        ((against,),) = _UNMERGE.all(work.session, key=key)
    else:
        work.session.flush()
        raw = raw_of(work.session)
        owner = merging_sqlite.owner_of(raw, key)[0]
        customer_owner.require_seen(work, work.get(Operator, owner))
        with work.trusted():
            against = merging_sqlite.unmerge(raw, key, _stamps(work))
    if against:
        raise StaleError(
            _("{} cannot be taken out of {} {} again: {} changed since").format(
                was, kept.code, kept.name, listed(list(_against(against)))
            ),
            _("See it: crm history customer {}").format(kept.code),
        )
    work.changed = True
    kept_id = kept.id
    work.session.expire_all()
    of_customer.reindex(work, kept_id)
    return customer_view.row(work, lookup.coded(work, Customer, NOUN, was))


@action("customer.read", writes=False)
def find(work: Work, *, customer: str | None = None) -> Page[MergedCustomerRow]:
    """The customers that were merged into others, newest first."""
    statement = select(MergedCustomer)
    if customer is not None:
        of = lookup.coded(work, Customer, NOUN, customer)
        statement = statement.where(MergedCustomer.customer_id == of.id)
    rows = []
    for row in work.session.exec(statement.order_by(col(MergedCustomer.id).desc())).all():
        kept = work.get(Customer, row.customer_id)
        rows.append(
            MergedCustomerRow(row.code, row.name, Ref(kept.code, kept.name), row.created_at)
        )
    return Page(rows, len(rows), newest=True)


def _merged(work: Work, code: str) -> MergedCustomer:
    """What was merged under that code, as it is now."""
    known = select(MergedCustomer).where(MergedCustomer.code == numbering.normalise(code))
    row = work.session.exec(known.execution_options(populate_existing=True)).first()
    if row is None:
        raise NotFoundError(
            _("No {} “{}”").format(lookup.word("merged-customer"), code),
            _("See them: crm customer merged"),
        )
    return row


def _refuse_waiting(work: Work, row: Customer) -> None:
    waiting = select(Approval.number).where(
        Approval.customer_id == row.id, Approval.status == PENDING
    )
    number = work.session.exec(waiting.order_by(col(Approval.id))).first()
    if number is not None:
        raise RefusedError(
            _("A revision of {} {} waits: {}").format(row.code, row.name, number),
            _("Have it decided, or withdraw it: crm revision withdraw {}").format(number),
        )


class _Choice:
    """Of which fields the kept customer's value stays, and of which the merged one's is taken.

    Raises:
        InvalidError: there is no such field, or it is named in both.
    """

    def __init__(self, keep: Sequence[str], take: Sequence[str]) -> None:
        self._keep, self._take = _named(keep), _named(take)
        both = sorted(self._keep & self._take)
        if both:
            called = [_("all") if key == EVERY else _called(key) for key in both]
            raise InvalidError(
                _("Both kept and taken: {}").format(listed(called)), _("Name each field once")
            )

    def takes(self, key: str) -> bool | None:
        """Whether the merged one's is taken; ``None`` where nobody has said."""
        for wanted in (key, EVERY):
            if wanted in self._keep or wanted in self._take:
                return wanted in self._take
        return None


def _named(given: Sequence[str]) -> set[str]:
    titles = fields.titles(CustomerRow)
    known = {key: titles[key] for key in ("name", *CHOSEN)}
    named = {part.strip() for one in given for part in one.split(",") if part.strip()}
    return {
        EVERY if name in (EVERY, _("all")) else fields.chosen(name, tuple(known), known, _("field"))
        for name in named
    }


def _taken(before: Mapping[str, Any], after: Mapping[str, Any], choice: _Choice) -> list[str]:
    """The fields that are taken from the merged customer.

    Raises:
        RefusedError: both have something else, and nobody has chosen.
    """
    taken = ["name"] if choice.takes("name") and before["name"] != after["name"] else []
    undecided = []
    for key in CHOSEN:
        mine, other = before[key], after[key]
        same = mine == other and key not in SENSITIVE["customer"]  # masks may hide a difference
        if other is None or same:
            continue
        taking = True if mine is None else choice.takes(key)
        if taking is None:
            undecided.append(key)
        elif taking:
            taken.append(key)
    if undecided:
        told = [
            _("{field} ({kept} or {merged})").format(
                field=_called(key),
                kept=shown(NOUN, key, before[key]),
                merged=shown(NOUN, key, after[key]),
            )
            for key in undecided
        ]
        raise RefusedError(
            _("Both have something else: {}").format(_("; ").join(told)),
            _("Choose: --keep FIELD, --take FIELD, or one of them with all"),
        )
    if STAGES.index(after["lifecycle"]) > STAGES.index(before["lifecycle"]):
        taken.append("lifecycle")
    return taken


def _columns(taken: Iterable[str]) -> Iterator[str]:
    for key in taken:
        column = of_customer.FIELDS[key].column if key in of_customer.FIELDS else key
        yield column
        yield from FOLLOWING.get(key, ())


def _called(key: str) -> str:
    return fields.titles(CustomerRow)[key]


def _counts(work: Work, customer_id: int) -> dict[str, int]:
    """How many records of each kind hang on a customer, as far as they are seen."""
    counts = {}
    for table in COUNTED:
        source = metadata.tables[table]
        number = select(func.count()).select_from(source).where(source.c.customer_id == customer_id)
        counts[table] = int(work.session.exec(number).one())
    return counts


def _rows(
    before: Mapping[str, Any], after: Mapping[str, Any], now: Mapping[str, Any]
) -> Iterator[MergeRow]:
    """The fields in which the two differ."""
    for key in ("code", "name", *CHOSEN, "lifecycle", "owner"):
        mine, other = before[key], after[key]
        if mine != other:
            values = (_value(key, value) for value in (mine, other, now[key]))
            yield MergeRow(key, columns_of(CustomerRow)[_place(key)].title, *values)


def _value(key: str, value: Any) -> Ref | None:
    """A value as it is stored, and as people read it."""
    if value is None:
        return None
    plain = f"{exact(value, 2):f}" if isinstance(value, Decimal) else str(value)
    return Ref(value.code if isinstance(value, Ref) else plain, shown(NOUN, key, value))


def _counted(counts: Sequence[Mapping[str, int]]) -> Iterator[MergeRow]:
    mine, other = counts
    for table in COUNTED:
        if other[table]:
            noun = NOUN_OF_TABLE[table]
            numbers = (mine[table], other[table], mine[table] + other[table])
            yield MergeRow(noun, lookup.word(noun), *(Ref(str(one), str(one)) for one in numbers))


def _place(key: str) -> int:
    return [column.key for column in columns_of(CustomerRow)].index(key)


def _against(found: Iterable[str]) -> Iterator[str]:
    """What contradicts taking two customers apart, as people call it."""
    numbers: dict[str, int] = {}
    for one in found:
        table, _colon, rest = one.partition(":")
        if table == "field":
            yield _called(next((key for key in _keys(rest)), "name"))
        else:
            noun = NOUN_OF_TABLE[table]
            numbers[noun] = max(numbers.get(noun, 0), int(rest))
    for noun, number in numbers.items():
        yield lookup.counted(number, noun)


def _keys(column: str) -> Iterator[str]:
    """The field that a column belongs to."""
    for key in ("name", "lifecycle", *of_customer.FIELDS):
        if column in _columns([key]):
            yield key


def _stamps(work: Work) -> dict[str, Any]:
    """Stamps as SQLite stores them."""
    at = Instant().process_bind_param(work.at, work.session.get_bind().dialect)
    me = work.operator.id
    return {"created_at": at, "created_by": me, "updated_at": at, "updated_by": me, "version": 1}
