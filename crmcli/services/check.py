"""Proof that the store is sound: each check counts the rows against it and names the first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import text
from sqlmodel import col, select

from crmcli.db import audit, numbering
from crmcli.db.models.every import metadata
from crmcli.db.models.numbering import NumberCounter, NumberRule
from crmcli.db.query import columns
from crmcli.db.work import Work
from crmcli.errors import CrmError
from crmcli.i18n import _
from crmcli.services import check_money, lookup
from crmcli.services.check_money import Wrong
from crmcli.views.nouns import NOUN_OF_TABLE, TABLES
from crmcli.views.store import CHECK, CheckRow

Check = Callable[[Work], Iterator[Wrong]]


def run(work: Work) -> list[CheckRow]:
    """Run every check; money is compared to the cent."""
    return [_outcome(name, check(work)) for name, check in CHECKS]


class UnsoundError(CrmError):
    """A check found rows that contradict it."""

    code = "unsound"


def require(rows: list[CheckRow]) -> None:
    """Raise UnsoundError, naming the first wrong row, unless every check holds."""
    for row in rows:
        if not row.ok:
            raise UnsoundError(
                _("The store is not sound: {} does not hold for {}").format(
                    _(CHECK[row.check]), row.first
                ),
                row.detail,
            )


def _outcome(name: str, found: Iterator[Wrong]) -> CheckRow:
    first = next(found, None)
    if first is None:
        return CheckRow(check=name, ok=True, wrong=0, first=None, detail=None)
    rest = sum(1 for _wrong in found)
    return CheckRow(check=name, ok=False, wrong=rest + 1, first=first.row, detail=first.detail)


def _integrity(work: Work) -> Iterator[Wrong]:
    if work.store.engine != "sqlite":
        return
    connection = work.session.connection()
    for (said,) in connection.execute(text("PRAGMA integrity_check")):
        if said != "ok":
            yield Wrong(work.store.location, said)
    for table, row, target, _key in connection.execute(text("PRAGMA foreign_key_check")):
        yield Wrong(f"{table} #{row}", target)


def _references(work: Work) -> Iterator[Wrong]:
    connection = work.session.connection()
    for column, dangling in _dangling():
        for key, value in connection.execute(dangling):
            told = f"{column.name} → {column.info['refers']} #{value}"
            yield Wrong(f"{column.table.name} #{key}", told)


@cache
def _dangling() -> tuple[tuple[Any, Any], ...]:
    """Each column that refers to a row, and what finds those that are not there."""
    found = []
    for table in metadata.sorted_tables:
        for column in table.columns:
            target = column.info.get("refers")
            if target is None:
                continue
            other = metadata.tables[target].alias("target")
            statement = (
                columns(table.c.id, column)
                .join_from(table, other, other.c.id == column, isouter=True)
                .where(column.is_not(None), other.c.id.is_(None))
            )
            found.append((column, statement))
    return tuple(found)


TREES = {
    "region": "parent_id",
    "department": "parent_id",
    "operator": "manager_id",
    "contact": "reports_to_id",
}


def _trees(work: Work) -> Iterator[Wrong]:
    for name, above in TREES.items():
        table = metadata.tables[name]
        found = work.session.connection().execute(select(table.c.id, table.c[above], table.c.code))
        rows = {key: (parent, code) for key, parent, code in found}
        for key, (_parent, code) in rows.items():
            seen: set[int] = set()
            at: int | None = key
            while at is not None and at not in seen:
                seen.add(at)
                at = rows[at][0] if at in rows else None
            if at is not None:
                yield Wrong(f"{lookup.word(name)} {code}", _("it is below itself"))


def _counters(work: Work) -> Iterator[Wrong]:
    for rule in work.session.exec(select(NumberRule).order_by(col(NumberRule.noun))):
        counters = {
            counter.period: counter.last
            for counter in work.session.exec(
                select(NumberCounter).where(NumberCounter.rule_id == rule.id)
            )
        }
        table = metadata.tables[TABLES[rule.noun]]
        column = table.c.get("code", table.c.get("number"))
        parsed = numbering.Rule(rule.pattern)
        for (number,) in work.session.connection().execute(select(column).order_by(table.c.id)):
            fits = parsed.parse(number)
            if fits is not None and counters.get(fits[0], 0) < fits[1]:
                yield Wrong(
                    f"{lookup.word(rule.noun)} {number}",
                    _("the counter stands at {}").format(counters.get(fits[0], 0)),
                )


def _log(work: Work) -> Iterator[Wrong]:
    for table, row, fault in audit.faults(work.session):
        noun = NOUN_OF_TABLE.get(table)
        yield Wrong(f"{lookup.word(noun) if noun else table} #{row}", _(audit.FAULTS[fault]))


CHECKS: tuple[tuple[str, Check], ...] = (
    ("whole", _integrity),
    ("references", _references),
    ("trees", _trees),
    ("line-amounts", check_money.line_amounts),
    ("order-totals", check_money.order_totals),
    ("allocated-documents", check_money.allocated_documents),
    ("allocated-receipts", check_money.allocated_receipts),
    ("pending", check_money.pending),
    ("reversals", check_money.reversals),
    ("outgoing", check_money.outgoing),
    ("claims", check_money.claims),
    ("balances", check_money.balances),
    ("at-any-time", check_money.at_any_time),
    ("closed-months", check_money.closed_months),
    ("counters", _counters),
    ("log", _log),
)
