"""Codes, numbers and names of the records that one sees, for completion, over the bare driver."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crmcli import config
from crmcli.db import authority, connect, identity, schema, shadow
from crmcli.views.codelist import CODE_LISTS
from crmcli.views.nouns import TABLES

NUMBERED = dict.fromkeys(
    ("order", "payment", "opening", "followup", "annotation", "approval", "conflict"), "number"
)
KEYED = {
    "setting": ("key", "value"),
    "number-rule": ("noun", "pattern"),
    "handover": ("number", "reason"),
}
UNLISTED = ("leave", "working-calendar")
"""Named by a number or a day of their own, which nobody begins to type."""
CODES_FIRST = ("customer", "contact")
"""Of these there are too many to list their names before a letter is typed."""
HIGHEST = "\U0010ffff"
"""Behind every text that begins in the same way, compared by code point."""


def records(address: str | None, noun: str, word: str, most: int) -> Iterator[tuple[str, str]]:
    """What names the records of ``noun`` that begin with ``word``, and what they are.

    Codes come before names; documents are found by their number, the newest first.
    """
    if noun in UNLISTED:
        return
    named = address or config.current().db or str(config.default_store())
    store = connect.parse(named)
    mark = "?" if store.engine == "sqlite" else "%s"
    who = identity.present(store) or identity.NOBODY
    connection: Any = connect.connect(store, identity=who)
    try:
        schema.check(connection, store)
        acting = authority.of(connection, store, who)
        if not acting.may(f"{'code-list' if noun in CODE_LISTS else noun}.read"):
            return
        if store.engine == "sqlite":
            shadow.install(connection, acting)
        if noun in NUMBERED:
            statement, values = _documents(noun, word), [word.upper()]
        elif noun in KEYED:
            key, meaning = KEYED[noun]
            table = TABLES[noun]
            statement = f"SELECT {key}, {meaning} FROM {table} WHERE {key} >= ? AND {key} < ?"  # noqa: S608 - names of ours
            values = [word]
        else:
            yield from _coded(connection, noun, word, mark, most)
            return
        bounds = [*values, values[0] + HIGHEST]
        found = connection.execute(f"{statement} LIMIT {most}".replace("?", mark), bounds)
        yield from ((str(code), str(meaning or "")) for code, meaning in found.fetchall())
    finally:
        connection.close()


def _documents(noun: str, word: str) -> str:
    return (
        f"SELECT d.number, c.name FROM {TABLES[noun]} d JOIN customer c ON c.id = d.customer_id "  # noqa: S608 - names of ours
        "WHERE d.number >= ? AND d.number < ? ORDER BY d.id DESC"
    )


def _coded(
    connection: Any, noun: str, word: str, mark: str, most: int
) -> Iterator[tuple[str, str]]:
    table = TABLES[noun]
    only = {"operator": " AND kind = 'person'", "customer": " AND NOT reserved"}.get(noun, "")
    left = most
    both: tuple[tuple[str, str], ...] = (("code", "name"), ("name", "code"))
    if not word:
        both = both[:1] if noun in CODES_FIRST else both[1:]
    for key, other in both:
        if not left:
            return
        begins = word.upper() if key == "code" else word
        statement = (
            f"SELECT {key}, {other} FROM {table} WHERE active{only} "  # noqa: S608 - names of ours
            f"AND {key} >= {mark} AND {key} < {mark} ORDER BY {key} LIMIT {left}"
        )
        found = connection.execute(statement, [begins, begins + HIGHEST]).fetchall()
        left -= len(found)
        yield from ((str(value), str(meaning)) for value, meaning in found)
