"""Handovers 交接: the customers of one person go to successors, with all that hangs on them.

Contacts, next steps and open orders come along by the keys that carry owner and department;
authors of follow-ups and salespeople of orders stay, so that the past reads as it was.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ARRAY, BigInteger, bindparam, func
from sqlalchemy import select as sql_select
from sqlmodel import col, select

from crmcli.db import numbering
from crmcli.db.models.authority import Login
from crmcli.db.models.codelist import Level
from crmcli.db.models.customer import Customer
from crmcli.db.models.handover import HandedOver, Handover
from crmcli.db.models.operator import Operator
from crmcli.db.models.region import Region
from crmcli.db.prepared import Prepared
from crmcli.db.types import Flag, Key, Str
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, NotAllowedError, RefusedError
from crmcli.i18n import N_, _, in_all, listed
from crmcli.services import (
    customer_owner,
    handover_sheet,
    listing,
    lookup,
    notice,
    operator,
    texts,
    tree,
)
from crmcli.services import role as roles
from crmcli.views.base import Page, Ref
from crmcli.views.handover import HandedRow, HandoverRow

NOUN = "handover"
COLUMNS = ((N_("customer"),), (N_("successor"), N_("From now on")))
"""What a list has, and may be headed by."""
_HAND_OVER = Prepared(
    sql_select(
        func.crm.hand_over(
            bindparam("number", type_=Str()),
            bindparam("leaver", type_=Key()),
            bindparam("keys", type_=ARRAY(BigInteger)),
            bindparam("people", type_=ARRAY(BigInteger)),
            bindparam("leaves", type_=Flag()),
            bindparam("reason", type_=Str()),
        )
    )
)


@dataclass(frozen=True, slots=True)
class Plan:
    """Who takes over what: by customer, by level, by region, and the rest, in this order."""

    to: str | None = None
    by_region: Sequence[str] = ()
    by_level: Sequence[str] = ()
    lines: str = ""
    """A list of CUSTOMER,SUCCESSOR."""


def _read_list(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, line in enumerate(csv.reader(text.lstrip("\ufeff").splitlines()), start=1):
        cells = [cell.strip() for cell in line if cell.strip()]
        if not cells:
            continue
        if len(cells) != len(COLUMNS):
            raise InvalidError(
                _("Line {} of the list is not CUSTOMER,SUCCESSOR").format(number),
                _("Write a customer’s code and an operator’s, separated by a comma"),
            )
        if found or not _is_heading(cells):
            found[cells[0]] = cells[1]
    return found


def _is_heading(cells: Sequence[str]) -> bool:
    """Whether these are the columns of the list, in any language, and not its first line."""
    called = [{t.casefold() for one in words for t in in_all(one)} for words in COLUMNS]
    return all(cell.casefold() in known for cell, known in zip(cells, called, strict=True))


@action("handover.read", writes=False)
def preview(work: Work, leaver: str, plan: Plan) -> list[HandedRow]:
    """The handover sheet as it would be.

    Raises:
        NotFoundError, InvalidError, RefusedError, NotAllowedError: as :func:`run`.
    """
    giver = operator.named(work, leaver)
    refuse_own(work, giver)
    require_reached(work, giver)
    return handover_sheet.rows(work, giver, _planned(work, giver, plan))


@action("handover.run")
def run(
    work: Work, leaver: str, plan: Plan, *, stays: bool = False, reason: str | None = None
) -> tuple[str, list[HandedRow]]:
    """Hand customers over, all at once; its number and its sheet.

    Whoever hands over everything leaves, unless ``stays``: is deactivated, and the sessions end.

    Raises:
        NotFoundError, InvalidError: a person, customer, region or level that cannot be.
        RefusedError: there is nothing to hand over, or one's own customers are meant.
        NotAllowedError: the leaver or a successor is outside the scope.
    """
    giver = operator.named(work, leaver)
    refuse_own(work, giver)
    require_reached(work, giver)
    given = _planned(work, giver, plan)
    rows = handover_sheet.rows(work, giver, given)
    said = texts.line(reason, _("Reason"))
    leaves = not stays and giver.active
    kept = work.session.exec(
        select(func.count()).where(Customer.owner_id == giver.id, ~col(Customer.reserved))
    ).one() - len(given)
    if leaves and kept:
        raise RefusedError(
            _("{} would leave with {} customers that nobody takes over").format(giver.name, kept),
            _("Add --to OPERATOR for the rest, or --stay"),
        )
    if leaves:
        _require_less(work, giver)
        operator.warn_of_rules(work, giver)
    keys = [customer.id for customer, _successor in given]
    people = [successor.id for _customer, successor in given]
    number = numbering.take(work.session, NOUN, work.today())
    if work.by_server:
        _HAND_OVER.all(
            work.session,
            number=number, leaver=giver.id, keys=keys, people=people, leaves=leaves, reason=said,
        )  # fmt: skip
        work.changed = True
    else:
        _hand_over(work, giver, given, Handover(
            number=number, leaver_id=giver.id, reason=said, deactivated=leaves, undone=False
        ))  # fmt: skip
    work.session.expire_all()
    return number, rows


def refuse_own(work: Work, giver: Operator) -> None:
    """Raise RefusedError where whoever acts would hand over their own customers."""
    if giver.id == work.operator.id:
        raise RefusedError(
            _("You cannot hand over your own customers"), _("Ask your manager to do it")
        )


def _require_less(work: Work, giver: Operator) -> None:
    """Raise NotAllowedError for a leaver who may do what one may not oneself."""
    more = [one for one in roles.of_person(work, giver) if not work.may(one)]
    if more:
        raise NotAllowedError(
            _("{} may do more than you: {}").format(giver.name, listed(sorted(more)[:3])),
            _("Ask an administrator, or add --stay"),
        )


def _hand_over(
    work: Work, giver: Operator, given: Sequence[tuple[Customer, Operator]], handover: Handover
) -> None:
    with work.trusted():
        work.session.add(handover)
        work.session.flush()
        work.insert(
            HandedOver,
            [
                {
                    "handover_id": handover.id,
                    "customer_id": customer.id,
                    "owner_id": customer.owner_id,
                    "dept_id": customer.dept_id,
                    "successor_id": successor.id,
                }
                for customer, successor in given
            ],
        )
        for successor in {one.id: one for _customer, one in given}.values():
            keys = [customer.id for customer, one in given if one.id == successor.id]
            customer_owner.give(work, keys, successor)
            if successor.id != work.operator.id:
                number = str(len(keys))
                notice.tell(work, successor.id, "handed-over", NOUN, handover.number, number)
        if handover.deactivated:
            set_active(work, giver, active=False)
        work.session.flush()


def set_active(work: Work, person: Operator, *, active: bool) -> None:
    """Deactivate or reactivate somebody: sessions are over."""
    for login in work.session.exec(select(Login).where(Login.operator_id == person.id)).all():
        login.epoch += 1
    work.session.flush()
    person.active = active


@action("handover.read", writes=False)
def show(work: Work, number: str) -> list[HandedRow]:
    """The sheet of a handover, with what is open now.

    Raises:
        NotFoundError: there is none of that number.
    """
    row = by_number(work, number)
    lines = work.session.exec(
        select(HandedOver).where(HandedOver.handover_id == row.id).order_by(col(HandedOver.id))
    ).all()
    given = [
        (work.get(Customer, line.customer_id), work.get(Operator, line.successor_id))
        for line in lines
    ]
    return handover_sheet.rows(work, work.get(Operator, row.leaver_id), given)


@action("handover.read", writes=False)
def find(work: Work, *, limit: int | None = None) -> Page[HandoverRow]:
    """The handovers, newest first, with the customers of each that one sees."""

    def convert(found: Sequence[Any]) -> list[HandoverRow]:
        return [view(work, one) for one in found]

    return listing.page(
        work,
        select(Handover),
        convert,
        order=[col(Handover.id).desc()],
        limit=limit,
        newest=True,
    )


def by_number(work: Work, number: str) -> Handover:
    """The handover of that number.

    Raises:
        NotFoundError: there is none.
    """
    normal = numbering.normalise(number)
    found = work.session.exec(select(Handover).where(Handover.number == normal)).first()
    if found is None:
        newest = select(Handover.number).order_by(col(Handover.id).desc()).limit(lookup.NEAR)
        raise lookup.not_found(NOUN, number, list(work.session.exec(newest)))
    return found


def _planned(work: Work, giver: Operator, plan: Plan) -> list[tuple[Customer, Operator]]:
    """Each customer with the one who takes it over; those that no rule fits stay."""
    statement = select(Customer).where(Customer.owner_id == giver.id, ~col(Customer.reserved))
    held = list(work.session.exec(statement.order_by(col(Customer.code))))
    chosen = _listed(work, giver, _read_list(plan.lines))
    levels = dict(_level(work, giver, one) for one in plan.by_level)
    regions = [_region(work, giver, one) for one in plan.by_region]
    rest = _successor(work, giver, plan.to) if plan.to else None
    given = []
    for customer in held:
        successor = chosen.get(customer.id) or levels.get(customer.level_id)
        if successor is None:
            successor = next((who for ids, who in regions if customer.region_id in ids), rest)
        if successor is not None:
            given.append((customer, successor))
    if not given:
        raise RefusedError(
            _("Nothing of {} would be handed over").format(giver.name),
            _("Add --to OPERATOR, --by-region, --by-level or --list"),
        )
    return given


def _listed(work: Work, giver: Operator, lines: Mapping[str, str]) -> dict[int, Operator]:
    found: dict[int, Operator] = {}
    for key, name in lines.items():
        customer = lookup.coded(work, Customer, "customer", key)
        if customer.owner_id != giver.id:
            raise InvalidError(
                _("{} {} is not followed up by {}").format(
                    customer.code, customer.name, giver.name
                ),
                _("Take it out of the list"),
            )
        found[customer.id] = _successor(work, giver, name)
    return found


def _level(work: Work, giver: Operator, given: str) -> tuple[int | None, Operator]:
    key, person = _pair(given, "--by-level")
    return lookup.coded(work, Level, "level", key).id, _successor(work, giver, person)


def _region(work: Work, giver: Operator, given: str) -> tuple[set[int | None], Operator]:
    key, person = _pair(given, "--by-region")
    top = lookup.coded(work, Region, "region", key)
    inside = work.session.connection().execute(tree.below(Region, top.id)).scalars()
    return set(inside), _successor(work, giver, person)


def _pair(given: str, option: str) -> tuple[str, str]:
    key, equals, person = given.partition("=")
    if not equals or not key.strip() or not person.strip():
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, option), _("Write it like KEY=OPERATOR")
        )
    return key.strip(), person.strip()


def _successor(work: Work, giver: Operator, given: str) -> Operator:
    found = operator.person(work, given)
    if found.id == giver.id:
        raise InvalidError(_("{} has this already").format(found.name), _("Name somebody else"))
    require_reached(work, found)
    return found


def require_reached(work: Work, person: Operator) -> None:
    """Raise NotAllowedError for somebody whose customers one does not see."""
    if not work.reaches(person.id, person.dept_id):
        raise NotAllowedError(
            _("The customers of {} are outside what you see").format(person.name),
            _("Ask somebody who sees both"),
        )


def view(work: Work, row: Handover) -> HandoverRow:
    """A handover as people see it."""
    lines = work.session.exec(select(HandedOver).where(HandedOver.handover_id == row.id)).all()
    people = sorted({work.get(Operator, line.successor_id).code for line in lines})
    leaver, by = work.get(Operator, row.leaver_id), work.get(Operator, row.created_by)
    return HandoverRow(
        number=row.number,
        leaver=Ref(leaver.code, leaver.name),
        successors=tuple(people),
        customers=len(lines),
        reason=row.reason,
        deactivated=row.deactivated,
        undone=row.undone,
        operator=Ref(by.code, by.name),
        at=row.created_at,
    )
