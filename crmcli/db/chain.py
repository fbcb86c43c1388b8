"""What the log's chain of hashes is made of: the same on both engines, so that a copy still proves.

A digest covers an entry, or an operation, as a text of its fields; JSON is written as PostgreSQL
writes ``jsonb``. On PostgreSQL the server makes the digests, so that what is hidden stays there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ARRAY, BigInteger, bindparam, func
from sqlalchemy import select as sql_select

from crmcli.db.prepared import Prepared
from crmcli.db.types import Count, Key, Str
from crmcli.db.work import Work

BETWEEN = "\x1f"
"""No field holds it: in JSON it is escaped."""
SHORT = 16
"""So much of an entry's digest is kept, to find the one that was changed."""
BEGINNING = "0" * 64

_UNSEALED: Any = func.crm.log_unsealed(bindparam("most", type_=Count())).table_valued("id")
UNSEALED = Prepared(sql_select(_UNSEALED.c.id))
_DIGESTS: Any = func.crm.log_digests(bindparam("keys", type_=ARRAY(BigInteger))).table_valued(
    "id", "digest", "entries", "numbers"
)
DIGESTS = Prepared(
    sql_select(_DIGESTS.c.id, _DIGESTS.c.digest, _DIGESTS.c.entries, _DIGESTS.c.numbers)
)
SEAL = Prepared(
    sql_select(
        func.crm.seal(
            bindparam("operation", type_=Key()),
            bindparam("entries", type_=Count()),
            bindparam("digests", type_=Str()),
            bindparam("digest", type_=Str()),
        )
    )
)


@dataclass(frozen=True, slots=True)
class Digested:
    """An operation and its entries: their digests, and the entries' numbers."""

    operation: int
    digest: str
    entries: list[str]
    numbers: list[int]

    @property
    def short(self) -> str:
        """What is kept to find the entry that was changed."""
        return "".join(entry[:SHORT] for entry in self.entries)

    def link(self, before: str) -> str:
        """The link of the chain that follows ``before``."""
        return _hash(before + self.digest + "".join(self.entries))


def unsealed(work: Work, most: int) -> list[int]:
    """Operations of finished transactions that no link covers yet, oldest first."""
    if work.store.engine == "postgresql":
        return [row[0] for row in UNSEALED.all(work.session, most=most)]
    found = _raw(work).execute(
        "SELECT o.id FROM main.operation o LEFT JOIN main.log_seal s ON s.operation_id = o.id "
        "WHERE s.id IS NULL ORDER BY o.id LIMIT ?",
        (most,),
    )
    return [row[0] for row in found]


def digested(work: Work, keys: Sequence[int]) -> dict[int, Digested]:
    """The operations with these ids that there are, by id."""
    if work.store.engine == "postgresql":
        found = DIGESTS.all(work.session, keys=list(keys))
        return {row[0]: Digested(row[0], row[1], list(row[2]), list(row[3])) for row in found}
    return {one.operation: one for one in _digested(_raw(work), keys)}


def seal(work: Work, one: Digested, link: str) -> None:
    """Add a link to the chain."""
    told = {"operation": one.operation, "entries": len(one.entries), "digests": one.short}
    if work.store.engine == "postgresql":
        SEAL.all(work.session, digest=link, **told)
    else:
        _raw(work).execute(
            "INSERT INTO main.log_seal (operation_id, sealed_at, entries, digests, digest) "
            "VALUES (:operation, :at, :entries, :digests, :digest)",
            {**told, "digest": link, "at": work.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")},
        )
    work.changed = True


def _raw(work: Work) -> Any:
    return work.session.connection().connection.dbapi_connection


def _digested(raw: Any, keys: Sequence[int]) -> Iterator[Digested]:
    marks = ", ".join("?" * len(keys))
    entries: dict[int, list[tuple[Any, ...]]] = {}
    for row in raw.execute(
        "SELECT operation_id, id, change, table_name, row_id, root_table, root_id, customer_id, "
        f"old, new FROM main.log_entry WHERE operation_id IN ({marks}) ORDER BY id",
        keys,
    ):
        entries.setdefault(row[0], []).append(row[1:])
    for row in raw.execute(
        "SELECT id, at, operator_id, action, login_id, continues_id, detail "
        f"FROM main.operation WHERE id IN ({marks})",
        keys,
    ):
        its = entries.get(row[0], [])
        yield Digested(
            row[0],
            _hash(_text([*row[:-1], _json(row[-1])])),
            [_hash(_text([*one[:-2], _json(one[-2]), _json(one[-1])])) for one in its],
            [one[0] for one in its],
        )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _text(fields: Iterable[Any]) -> str:
    return BETWEEN.join("" if field is None else str(field) for field in fields)


def _json(stored: str | None) -> str | None:
    return None if stored is None else jsonb(json.loads(stored))


def jsonb(value: Any) -> str:
    """A value as PostgreSQL writes ``jsonb``: keys by length, then by their bytes."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        pairs = (f"{jsonb(key)}: {jsonb(value[key])}" for key in keys)
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(jsonb, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
