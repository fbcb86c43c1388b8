"""Numbers and addresses that nobody reads: found by whole ones, compared, copied, and revealed.

On PostgreSQL functions of the server do it, which look only among what the operator sees; on SQLite
it is done here, past the view that hides them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ARRAY, Text, bindparam, func
from sqlalchemy import select as sql_select

from crmcli.db import shadow
from crmcli.db.prepared import Prepared
from crmcli.db.scope import COPIED
from crmcli.db.types import Instant, Json, Key, Str
from crmcli.db.work import Work, action
from crmcli.errors import NotFoundError

TAIL, LOCAL = 4, (7, 8)
"""So many last digits find a number, and so many without the area code are a whole one.

Others do not: they would tell a number digit by digit.
"""
BETWEEN = " / "
MAIN = "substr(normalised, 1, instr(normalised || '-', '-') - 1)"
"""A number without its extension, on SQLite."""
_FOUND: Any = func.crm.find_points(
    bindparam("whole", type_=ARRAY(Text)),
    bindparam("tails", type_=ARRAY(Text)),
    bindparam("kinds", type_=ARRAY(Text)),
).table_valued("customer_id", "contact_id", "normalised")
FIND = Prepared(sql_select(_FOUND.c.customer_id, _FOUND.c.contact_id, _FOUND.c.normalised))
SAME = Prepared(
    sql_select(
        func.crm.same_points(
            bindparam("customer", type_=Key()),
            bindparam("contact", type_=Key()),
            bindparam("kind", type_=Str()),
            bindparam("raw", type_=ARRAY(Text)),
        )
    )
)
_HOLDERS: Any = func.crm.find_identities(bindparam("wanted", type_=ARRAY(Text))).table_valued(
    "identity_number", "id"
)
IDENTITIES = Prepared(sql_select(_HOLDERS.c.identity_number, _HOLDERS.c.id))
REVEAL = Prepared(
    sql_select(
        func.crm.reveal(
            bindparam("noun", type_=Str()),
            bindparam("key", type_=Key()),
            bindparam("at", type_=Instant()),
            type_=Json(),
        )
    )
)
Found = tuple[int, int | None, str | None]
"""Customer, contact if any, and the number as it is compared where a whole one was asked for."""


def find(
    work: Work, whole: Iterable[str], tails: Iterable[str], kinds: Sequence[str]
) -> list[Found]:
    """Whose numbers these are, or end in these digits, among what the operator sees."""
    numbers, ends = sorted(set(whole)), sorted(set(tails))
    if work.store.engine == "postgresql" and work.authority is not None:
        return FIND.all(work.session, whole=numbers, tails=ends, kinds=list(kinds))
    found: list[Found] = []
    seen = _seen(work, "contact_point")
    if numbers or not ends:
        for start in range(0, len(numbers), 500):
            some = numbers[start : start + 500]
            found += _all(
                work,
                "SELECT customer_id, contact_id, normalised FROM {points} "
                f"WHERE kind IN ({_marks(kinds)}) AND (normalised IN ({_marks(some)}) "
                f"OR {MAIN} IN ({_marks(some)})) AND {seen}",
                [*kinds, *some, *some],
            )
    if ends:
        found += _all(
            work,
            "SELECT customer_id, contact_id, NULL FROM {points} "
            f"WHERE kind IN ({_marks(kinds)}) AND ({_ending(ends)}) AND {seen}",
            [*kinds, *(end for end in ends for _number in range(2))],
        )
    return found


def _seen(work: Work, table: str) -> str:
    return "1" if work.authority is None else shadow.condition(work.authority, table)


def _ending(ends: Sequence[str]) -> str:
    """The number, or what stands before an extension, ends so."""
    return " OR ".join(
        f"substr({number}, -{len(end)}) = ?" for end in ends for number in ("normalised", MAIN)
    )


def identities(work: Work, wanted: Sequence[str]) -> dict[str, int]:
    """The customers who have these identity numbers, among what the operator sees."""
    with work.session.no_autoflush:
        if work.store.engine == "postgresql" and work.authority is not None:
            return dict(IDENTITIES.all(work.session, wanted=list(wanted)))
        found: dict[str, int] = {}
        seen = _seen(work, "customer")
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            found.update(
                _all(
                    work,
                    "SELECT identity_number, id FROM {customers} "
                    f"WHERE identity_number IN ({_marks(some)}) AND {seen}",
                    some,
                )
            )
        return found


def same(work: Work, customer: int, contact: int | None, kind: str, raw: list[str]) -> bool:
    """Whether the numbers of a kind are written exactly so."""
    if work.store.engine == "postgresql" and work.authority is not None:
        found = SAME.first(work.session, customer=customer, contact=contact, kind=kind, raw=raw)
        return found is not None and bool(found[0])
    present = _all(
        work,
        "SELECT raw FROM {points} WHERE customer_id = ? AND contact_id IS ? AND kind = ? "
        "ORDER BY id",
        [customer, contact, kind],
    )
    return [one[0] for one in present] == raw


def reach(work: Work, customer: int, contact: int | None) -> str | None:
    """How to reach a contact, or else the customer: to be kept on an order, not to be shown.

    On PostgreSQL a mark by which the server copies it.
    """
    if work.store.engine == "postgresql" and work.authority is not None:
        return f"{COPIED}contact:{contact or 0}"
    own = _by_kind(work, customer, None)
    called = _by_kind(work, customer, contact) if contact else {}
    return called.get("mobile") or called.get("phone") or own.get("phone") or own.get("mobile")


def phone_of(work: Work, order: int) -> str | None:
    """The phone that stands on an order, to be kept on another one of the customer."""
    if work.store.engine == "postgresql" and work.authority is not None:
        return f"{COPIED}order:{order}"
    found = _all(work, "SELECT phone FROM {orders} WHERE id = ?", [order])
    return found[0][0] if found else None


def _by_kind(work: Work, customer: int, contact: int | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, raw in _all(
        work,
        "SELECT kind, raw FROM {points} WHERE customer_id = ? AND contact_id IS ? ORDER BY id",
        [customer, contact],
    ):
        found[kind] = f"{found[kind]}{BETWEEN}{raw}" if kind in found else raw
    return found


Revealed = dict[str, Any]


@action("contact.reveal", writes=False)
def reveal(work: Work, noun: str, key: int, code: str) -> Revealed:
    """What is hidden of one record that the operator sees; that it was looked at is logged.

    ``points`` are lists of a contact's id, if any, a kind, and what was written.

    Raises:
        NotFoundError: it is not seen.
    """
    if work.store.engine == "postgresql":
        row = REVEAL.first(work.session, noun=noun, key=key, at=work.at)
        found = None if row is None or row[0] is None else row[0]
    else:
        told = {"noun": noun, "code": code}
        work.start_operation("contact.reveal", work.operator.id, detail=told)
        found = _revealed(work, noun, key)
    if found is None:
        raise NotFoundError(code)
    work.changed = True
    revealed: Revealed = json.loads(found) if isinstance(found, str) else found
    return revealed


def _revealed(work: Work, noun: str, key: int) -> Revealed | None:
    points = "SELECT contact_id, kind, raw FROM {points} WHERE "
    if noun == "order":
        rows = _all(work, "SELECT phone FROM {orders} WHERE id = ?", [key])
        return {"phone": rows[0][0]} if rows else None
    if noun == "contact":
        return {"points": _all(work, f"{points} contact_id = ? ORDER BY id", [key])}
    rows = _all(work, "SELECT identity_number, billing_phone FROM {customers} WHERE id = ?", [key])
    return {
        "identity_number": rows[0][0],
        "billing_phone": rows[0][1],
        "points": _all(work, f"{points} customer_id = ? ORDER BY id", [key]),
    }


def _all(work: Work, statement: str, values: Sequence[Any]) -> list[Any]:
    """Rows past the views, on a SQLite store, or on any where the store itself is at work."""
    if work.session.autoflush:
        work.session.flush()
    raw: Any = work.session.connection().connection.dbapi_connection
    sqlite = work.store.engine == "sqlite"
    schema = "main." if sqlite else "crm."
    named = statement.format(
        points=f"{schema}contact_point",
        orders=f"{schema}sales_order",
        customers=f"{schema}customer",
    )
    if not sqlite:
        named = named.replace("?", "%s").replace("IS %s", "IS NOT DISTINCT FROM %s")
    return list(raw.execute(named, values).fetchall())


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))
