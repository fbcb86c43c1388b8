"""Codes and numbers by rule: no gap, no duplicate, on both engines.

A rule is a pattern such as ``SO{yyyy}{mm}-{seq:05}``; its period is what the date tokens make of
the document's date, and each period counts from one. The counter row is taken in the transaction
that uses the number, after all checks, so that a rollback gives the number back.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import bindparam, case, func
from sqlalchemy import select as sql_select
from sqlmodel import Session, select

from crmcli.db.models.base import table_of
from crmcli.db.models.numbering import NumberCounter, NumberRule
from crmcli.db.prepared import Prepared
from crmcli.db.types import Flag, Key, Str
from crmcli.errors import InvalidError, StoreError
from crmcli.i18n import _

TOKEN = re.compile(r"\{(yyyy|yy|mm|dd|seq(?::0(\d))?)\}")
RULES, COUNTER = table_of(NumberRule), table_of(NumberCounter)
RULE = Prepared(sql_select(RULES.c.id, RULES.c.pattern).where(RULES.c.noun == bindparam("noun")))
_KEPT: Any = func.crm.number_rule(bindparam("noun", type_=Str())).table_valued("id", "pattern")
SERVER_RULE = Prepared(sql_select(_KEPT.c.id, _KEPT.c.pattern))
"""Whoever takes a number keeps its rule as it is; sent with every document, built once."""
TAKE = Prepared(
    sql_select(
        func.crm.take_number(
            bindparam("rule_id", type_=Key()),
            bindparam("period", type_=Str()),
            bindparam("last", type_=Key()),
            bindparam("push", type_=Flag()),
        )
    )
)
"""On PostgreSQL operators have no right on the counters: a function of the server counts."""
YEARS = frozenset({"yyyy", "yy"})
LONGEST_CODE = 40
UNFIT = frozenset(" :")
"""What separates a code from what else is said in one word, as in ``NUMBER:AMOUNT``."""
LONGEST_SEQUENCE = 12
"""A longer one is somebody's own number, not one of the rule's: it must not break the counter."""


@dataclass(frozen=True)
class Rule:
    """A pattern taken apart."""

    pattern: str

    def __post_init__(self) -> None:
        tokens = [m.group(1).split(":")[0] for m in TOKEN.finditer(self.pattern)]
        rest = TOKEN.sub("", self.pattern)
        if tokens.count("seq") != 1 or "{" in rest or "}" in rest:
            raise InvalidError(
                _("“{}” is not a numbering rule").format(self.pattern),
                _("Use {yyyy} {yy} {mm} {dd} and one {seq} or {seq:05}"),
            )
        if ("dd" in tokens and "mm" not in tokens) or ("mm" in tokens and not YEARS & set(tokens)):
            raise InvalidError(
                _("“{}” would give the same numbers again").format(self.pattern),
                _("Put the year before the month, and the month before the day"),
            )

    def period(self, day: dt.date) -> str:
        """The period that ``day`` falls into: its date tokens, or empty when there are none."""
        return "".join(
            _date_token(m.group(1), day)
            for m in TOKEN.finditer(self.pattern)
            if not m.group(1).startswith("seq")
        )

    def format(self, day: dt.date, seq: int) -> str:
        """The number ``seq`` of the period of ``day``."""

        def fill(match: re.Match[str]) -> str:
            if match.group(1).startswith("seq"):
                return str(seq).zfill(int(match.group(2) or 1))
            return _date_token(match.group(1), day)

        return normalise(TOKEN.sub(fill, self.pattern))

    def parse(self, number: str) -> tuple[str, int] | None:
        """Period and sequence of a number that fits the rule, else ``None``."""
        expression, position = "", 0
        for match in TOKEN.finditer(self.pattern):
            expression += re.escape(normalise(self.pattern[position : match.start()]))
            token, width = match.group(1), match.group(2)
            if token.startswith("seq"):
                expression += rf"(?P<seq>\d{{{width or 1},}})"
            else:
                expression += rf"(\d{{{len(token)}}})"
            position = match.end()
        expression += re.escape(normalise(self.pattern[position:]))
        found = re.fullmatch(expression, number)
        if found is None:
            return None
        sequence = found.group("seq")
        if int(sequence) < 1 or len(sequence) > LONGEST_SEQUENCE:
            return None
        spans = [i for i in range(1, found.re.groups + 1) if i != found.re.groupindex["seq"]]
        return "".join(found.group(i) for i in spans), int(sequence)


def _date_token(token: str, day: dt.date) -> str:
    return {
        "yyyy": f"{day.year:04}",
        "yy": f"{day.year % 100:02}",
        "mm": f"{day.month:02}",
        "dd": f"{day.day:02}",
    }[token]


def normalise(code: str) -> str:
    """A code as it is stored and compared: NFKC, trimmed, upper-case."""
    return unicodedata.normalize("NFKC", code).strip().upper()


def checked(code: str) -> str:
    """The normalised form of a code that a person gave.

    Raises:
        InvalidError: it is empty, too long, or holds white space or control characters.
    """
    result = normalise(code)
    if not result or len(result) > LONGEST_CODE or not result.isprintable() or UNFIT & set(result):
        raise InvalidError(
            _("“{}” is not a valid code").format(code),
            _("Use 1 to {} characters without spaces and colons").format(LONGEST_CODE),
        )
    return result


def take(session: Session, noun: str, day: dt.date, explicit: str | None = None) -> str:
    """The next code or number of ``noun``, or ``explicit``, which pushes the counter on if it fits.

    Raises:
        InvalidError: ``explicit`` is not a valid code.
    """
    return take_many(session, noun, day, [explicit])[0]


def take_many(
    session: Session, noun: str, day: dt.date, explicit: Sequence[str | None]
) -> list[str]:
    """A code or number for each of several records: as :func:`take`, with two statements for all.

    Raises:
        InvalidError: an explicit one is not a valid code.
    """
    found = (SERVER_RULE if _by_server(session) else RULE).first(session, noun=noun)
    if found is None:
        raise StoreError(
            _("There is no numbering rule for “{}”").format(noun), _("Run: crm db upgrade")
        )
    rule_id, pattern = found
    rule = Rule(pattern)
    numbers = [None if given is None else checked(given) for given in explicit]
    for period, last in _highest(rule, [number for number in numbers if number]).items():
        _advance(session, rule_id, period, last, push=True)
    made = numbers.count(None)
    if not made:
        return [number for number in numbers if number]
    last = _advance(session, rule_id, rule.period(day), made)
    following = iter(range(last - made + 1, last + 1))
    return [rule.format(day, next(following)) if n is None else n for n in numbers]


def _by_server(session: Any) -> bool:
    """Whether an operator is at work on PostgreSQL, and not the store itself."""
    on_server: bool = session.get_bind().dialect.name == "postgresql"
    return on_server and session.work.authority is not None


def _highest(rule: Rule, numbers: Iterable[str]) -> dict[str, int]:
    """The last of the numbers that fit a rule, by period."""
    highest: dict[str, int] = {}
    for number in numbers:
        fits = rule.parse(number)
        if fits is not None:
            highest[fits[0]] = max(highest.get(fits[0], 0), fits[1])
    return highest


def upcoming(session: Session, rule: NumberRule, day: dt.date) -> str:
    """The number that would be given next to a document of ``day``; nothing is taken."""
    parsed = Rule(rule.pattern)
    last = session.exec(
        select(NumberCounter.last).where(
            NumberCounter.rule_id == rule.id, NumberCounter.period == parsed.period(day)
        )
    ).first()
    return parsed.format(day, (last or 0) + 1)


def recount(session: Session, rule: NumberRule, known: Iterable[str]) -> None:
    """Set the counters of a changed rule ahead of the numbers that exist and fit it."""
    highest = _highest(Rule(rule.pattern), known)
    session.connection().execute(COUNTER.delete().where(COUNTER.c.rule_id == rule.id))
    for period, last in highest.items():
        session.add(NumberCounter(rule_id=rule.id, period=period, last=last))
    session.flush()


@cache
def _upsert(engine: str, *, push: bool) -> Prepared:
    """Make a counter, or add to it (with ``push`` raise it to the value given); built once."""
    if engine == "postgresql":
        from sqlalchemy.dialects import postgresql

        insert: Any = postgresql.insert
    else:
        from sqlalchemy.dialects import sqlite

        insert = sqlite.insert
    statement = insert(COUNTER).values(
        {name: bindparam(name) for name in ("rule_id", "period", "last")}
    )
    last, wanted = COUNTER.c.last, statement.excluded.last
    raised = case((last < wanted, wanted), else_=last) if push else last + wanted
    return Prepared(
        statement.on_conflict_do_update(
            index_elements=["rule_id", "period"], set_={"last": raised}
        ).returning(last)
    )


def _advance(session: Session, rule_id: int, period: str, by: int, *, push: bool = False) -> int:
    """Add to a counter, or with ``push`` raise it to ``by``, and return it; atomic."""
    if _by_server(session):
        taken = TAKE.first(session, rule_id=rule_id, period=period, last=by, push=push)
        assert taken is not None
        return int(taken[0])
    statement = _upsert(session.get_bind().dialect.name, push=push)
    found = statement.first(session, rule_id=rule_id, period=period, last=by)
    assert found is not None
    return int(found[0])
