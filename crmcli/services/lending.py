"""Temporary authorisation 授权: rows, functions and decisions lent to a person until a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlmodel import col, or_, select

from crmcli.db.models.department import Department
from crmcli.db.models.lending import APPROVE, FUNCTION, READ, WRITE, Loan
from crmcli.db.models.operator import Operator
from crmcli.db.models.region import Region
from crmcli.db.scope import LONGEST_LOAN
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, NotAllowedError, NotFoundError, RefusedError
from crmcli.i18n import _, listed
from crmcli.services import dates, listing, lookup, operator, texts, tree
from crmcli.services import role as roles
from crmcli.views.base import Page, Ref
from crmcli.views.lending import LoanRow

LEND, DELEGATE, DECIDE = "operator.lend", "approval.delegate", "approval.decide"
LONGEST_KEY = 12


@action(LEND)
def lend(
    work: Work,
    lender: str,
    *,
    to: str,
    until: str,
    begins: str | None = None,
    write: bool = False,
    permissions: Sequence[str] = (),
) -> list[LoanRow]:
    """Lend what ``lender`` sees, to look at or to ``write``, or permissions that ``lender`` has.

    It ends by itself after the day ``until``.

    Raises:
        NotFoundError, InvalidError: an operator, date or permission that cannot be.
        NotAllowedError: to oneself, or of somebody outside the scope.
    """
    giver, taker = operator.person(work, lender), operator.person(work, to)
    if permissions:
        _require_own_permissions(work, giver, roles.meant(permissions))
    else:
        _require_reached(work, giver)
    first, last = _days(work, begins, until)
    wanted: list[tuple[str, str | None]] = [(WRITE if write else READ, None)]
    if permissions:
        wanted = [(FUNCTION, one) for one in roles.meant(permissions)]
        held = roles.of_person(work, giver)
        lacking = [one for _what, one in wanted if one is not None and one not in held]
        if lacking:
            raise RefusedError(
                _("{} may not do this: {}").format(giver.name, listed(lacking)),
                _("Only what somebody has can be lent"),
            )
    made = [_new(work, giver, taker, what, permission, first, last) for what, permission in wanted]
    return [_view(work, one) for one in made]


@action(DELEGATE)
def delegate(
    work: Work, *, to: str, until: str, begins: str | None = None, lender: str | None = None
) -> LoanRow:
    """Let somebody decide approvals in one's place, and look at what one sees, until a day.

    Raises:
        NotFoundError, InvalidError: an operator or date that cannot be.
        NotAllowedError: ``lender`` is somebody else, and one may not lend.
        RefusedError: one of the two may not decide approvals.
    """
    giver = operator.person(work, lender) if lender else work.operator
    if giver.id != work.operator.id:
        work.require(LEND)
        _require_reached(work, giver)
    first, last = _days(work, begins, until)
    taker = operator.person(work, to)
    if not may_decide(work, giver, first, last):
        raise RefusedError(
            _("{} may not decide approvals, and cannot let anybody stand in").format(giver.name),
            _("Only what somebody has can be lent"),
        )
    if taker.id != giver.id and not may_decide(work, taker, first, last):
        raise RefusedError(
            _("{} may not decide approvals").format(taker.name),
            _("Give the permission first: crm operator lend {} --to {} --may {} --until {}").format(
                giver.code, taker.code, DECIDE, last
            ),
        )
    return _view(work, _new(work, giver, taker, APPROVE, None, first, last))


@action(LEND)
def end(work: Work, number: str) -> LoanRow:
    """End a loan before its day.

    Raises:
        NotFoundError: there is none of that number in force.
        NotAllowedError: it is of somebody outside the scope.
    """
    return _end(work, number, None)


@action(DELEGATE)
def undelegate(work: Work, number: str) -> LoanRow:
    """Decide one's own approvals again before the day.

    Raises:
        NotFoundError, NotAllowedError: as :func:`end`.
    """
    return _end(work, number, APPROVE)


def _end(work: Work, number: str, what: str | None) -> LoanRow:
    plain = texts.narrow(number)
    key = int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= LONGEST_KEY else 0
    row = work.session.exec(select(Loan).where(Loan.id == key)).first()
    if row is None or row.ended or (what is not None and row.what != what):
        raise NotFoundError(
            _("No {} “{}”").format(_("temporary authorisation"), number),
            _("See them all: crm {} list").format("operator loan"),
        )
    if row.lender_id != work.operator.id:
        work.require(LEND)
        _require_reached(work, work.get(Operator, row.lender_id))
    row.ended = True
    work.session.flush()
    return _view(work, row)


@action("operator.read", writes=False)
def find(
    work: Work,
    *,
    person: str | None = None,
    what: str | None = None,
    everything: bool = False,
    limit: int | None = None,
) -> Page[LoanRow]:
    """What is lent by or to anybody, or one person; over ones too with ``everything``."""
    statement = select(Loan)
    if person is not None:
        one = lookup.coded(work, Operator, "operator", person, operator.IS_PERSON)
        statement = statement.where(or_(Loan.lender_id == one.id, Loan.borrower_id == one.id))
    if what is not None:
        statement = statement.where(Loan.what == what)
    if not everything:
        statement = statement.where(~col(Loan.ended), Loan.ends_on >= work.today())

    def convert(found: Sequence[Any]) -> list[LoanRow]:
        return [_view(work, row) for row in found]

    return listing.page(
        work, statement, convert, order=[col(Loan.id).desc()], limit=limit, newest=True
    )


def in_force(work: Work, person: Operator) -> list[Loan]:
    """What is lent to somebody today."""
    today = work.today()
    found = select(Loan).where(
        Loan.borrower_id == person.id,
        ~col(Loan.ended),
        Loan.begins_on <= today,
        Loan.ends_on >= today,
    )
    return list(work.session.exec(found.order_by(col(Loan.id))))


def may_decide(work: Work, person: Operator, first: dt.date, last: dt.date) -> bool:
    """Whether somebody may decide approvals, by role or because it is lent for some of the days."""
    if DECIDE in roles.of_person(work, person):
        return True
    lent = select(Loan.lender_id).where(
        Loan.borrower_id == person.id,
        Loan.what == FUNCTION,
        Loan.permission == DECIDE,
        ~col(Loan.ended),
        Loan.begins_on <= last,
        Loan.ends_on >= first,
    )
    lenders = [work.get(Operator, key) for key in work.session.exec(lent)]
    return any(one.active and DECIDE in roles.of_person(work, one) for one in lenders)


def _new(
    work: Work,
    giver: Operator,
    taker: Operator,
    what: str,
    permission: str | None,
    first: dt.date,
    last: dt.date,
) -> Loan:
    if giver.id == taker.id:
        raise InvalidError(
            _("{} has this already").format(giver.name), _("Name somebody else with --to")
        )
    if taker.id == work.operator.id:
        raise NotAllowedError(
            _("Nobody lends anything to themselves"), _("Ask another administrator")
        )
    row = Loan(
        lender_id=giver.id,
        borrower_id=taker.id,
        what=what,
        permission=permission,
        begins_on=first,
        ends_on=last,
        ended=False,
    )
    work.session.add(row)
    work.session.flush()
    return row


def _require_reached(work: Work, giver: Operator) -> None:
    """Raise NotAllowedError unless one reaches everything that ``giver`` sees."""
    if giver.id == work.operator.id:
        return
    if not all(work.reaches(one.id, one.dept_id) for one in _people_of(work, giver)):
        raise NotAllowedError(
            _("The customers of {} are outside what you see").format(giver.name),
            _("Ask somebody who sees them"),
        )


def _require_own_permissions(work: Work, giver: Operator, wanted: Sequence[str]) -> None:
    """Raise NotAllowedError for permissions of another one that one has not oneself."""
    if giver.id == work.operator.id or work.may("role.update"):
        return
    if not work.reaches(giver.id, giver.dept_id) or not all(work.may(one) for one in wanted):
        raise NotAllowedError(
            _("You lend of others only what you may do yourself"), _("Ask an administrator")
        )


def _people_of(work: Work, giver: Operator) -> list[Operator]:
    """Whose customers somebody sees by scope."""
    everybody = select(Operator)
    if giver.scope == "all":
        return list(work.session.exec(everybody))
    if giver.scope in ("department", "subtree"):
        base = giver.scope_dept_id or giver.dept_id
        inside: Any = tree.below(Department, base) if giver.scope == "subtree" else [base]
        there = everybody.where(or_(col(Operator.dept_id).in_(inside), Operator.id == giver.id))
        return list(work.session.exec(there))
    if giver.scope == "region" and giver.region_id is not None:
        inside = tree.below(Region, giver.region_id)
        there = everybody.where(or_(col(Operator.region_id).in_(inside), Operator.id == giver.id))
        return list(work.session.exec(there))
    return [giver]


def _days(work: Work, begins: str | None, until: str) -> tuple[dt.date, dt.date]:
    today = work.today()
    first = dates.day(begins, "--from", today) if begins else today
    last = last_day(work, until)
    if not today <= first <= last:
        raise InvalidError(
            _("The range ends ({}) before it begins ({})").format(last, first),
            _("Give a first day from today on, and a last day after it"),
        )
    return first, last


def last_day(work: Work, until: str) -> dt.date:
    """The day on which something ends that is lent or shared: not over, nor too far off.

    Raises:
        InvalidError: it is.
    """
    today = work.today()
    last = dates.last_day(until, "--until", today)
    if not today <= last <= today + dt.timedelta(days=LONGEST_LOAN):
        raise InvalidError(
            _("“{}” is not a valid {}").format(until, "--until"),
            _("Give a day from today on, within a year"),
        )
    return last


def _view(work: Work, row: Loan) -> LoanRow:
    lender, borrower = work.get(Operator, row.lender_id), work.get(Operator, row.borrower_id)
    return LoanRow(
        id=row.id,
        lender=Ref(lender.code, lender.name),
        borrower=Ref(borrower.code, borrower.name),
        what=row.what,
        permission=row.permission,
        begins_on=row.begins_on,
        ends_on=row.ends_on,
        in_force=not row.ended and row.begins_on <= work.today() <= row.ends_on,
        ended=row.ended,
    )
