"""What the people of the sample company agreed on: key fields, revisions, who helps whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from crmcli import config
from crmcli.db import work
from crmcli.db.work import Work
from crmcli.services import (
    approval,
    conflict,
    customer,
    operator,
    registration,
    revision,
    setting,
    sharing,
)
from crmcli.services.held import HeldByOtherError
from crmcli.views.customer import CustomerRow

KEY_FIELDS = "name,region,level,tax_number,credit_limit,payment_terms,billing"
REVISIONS = (
    ({"level": "A"}, "今年订货翻了一番", "approve", "同意"),
    ({"credit_limit": "500000"}, "申请年度授信", "reject", "先结清上季度货款"),
    ({"payment_terms": "60"}, "对方财务按季度付款", None, None),
    ({"credit_limit": "200000"}, "新签年度框架合同", None, None),
)
"""What the first salespeople propose in turn, and what their manager says, if anything yet."""
LEAVE, PROTECTED = dt.timedelta(days=30), dt.timedelta(days=60)


def make(people: list[str]) -> None:
    """Let salespeople and managers of a filled sample company work together for a while."""
    with work.write() as w:
        setting.edit(w, "key_fields_customer", KEY_FIELDS)
        managers = {row.code: row.manager for row in operator.find(w).rows}
        theirs = {code: customer.find(w, owner=code, limit=4).rows for code in people}
    for place, (values, why, decision, said) in enumerate(REVISIONS):
        person = people[place]
        with _as(person) as w:
            made = revision.propose(w, theirs[person][0].code, reason=why, values=values)
        boss = managers[person]
        if decision is not None and boss is not None:
            with _as(boss.code) as w:
                approval.decide(w, made.number, decision, reason=said)
    first, second, other = people[0], people[2], people[3]
    with _as(first) as w:
        until = w.today() + LEAVE
        key = theirs[first][1].code
        sharing.share(w, key, operators=[second], write=True, until=until.isoformat())
        protected = w.today() + PROTECTED
        registration.register(w, theirs[first][2].code, until=protected.isoformat())
    _meet(other, theirs[first][3])


def _meet(person: str, known: CustomerRow) -> None:
    """Somebody is about to add what a colleague follows up."""

    def add() -> None:
        with work.write() as w:
            customer.add(w, name=known.name)

    with config.using(replace(config.current(), operator=person)), suppress(HeldByOtherError):
        conflict.answered(add)


@contextmanager
def _as(person: str) -> Iterator[Work]:
    with config.using(replace(config.current(), operator=person)), work.write() as w:
        yield w
