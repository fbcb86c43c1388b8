"""Annotations 批示: a manager says something of a follow-up; its author reads and answers.

On PostgreSQL functions of the server write them (``db/server/annotating.py``), by the same rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, func, or_
from sqlalchemy import select as sql_select
from sqlmodel import col, select

from crmcli.db import numbering
from crmcli.db.models.annotation import COMMENT, INSTRUCT, RETURN, Annotation
from crmcli.db.models.annotation import KINDS as KNOWN
from crmcli.db.models.customer import Customer
from crmcli.db.models.followup import Followup
from crmcli.db.models.operator import Operator
from crmcli.db.prepared import Prepared
from crmcli.db.query import columns
from crmcli.db.types import Day, Flag, Key, Str
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, NotAllowedError, RefusedError
from crmcli.i18n import _
from crmcli.services import (
    dates,
    fields,
    followup_list,
    listing,
    lookup,
    managers,
    notice,
    operator,
    texts,
)
from crmcli.views.annotation import KINDS, AnnotationRow
from crmcli.views.base import Page, Ref

NOUN = "annotation"
ANSWERED = "annotation-answered"
_ANNOTATE = Prepared(
    sql_select(
        func.crm.annotate(
            bindparam("number", type_=Str()),
            bindparam("key", type_=Key()),
            bindparam("kind", type_=Str()),
            bindparam("said", type_=Str()),
            bindparam("due", type_=Day()),
        )
    )
)
_ANSWER = Prepared(
    sql_select(
        func.crm.answer_annotation(
            bindparam("key", type_=Key()),
            bindparam("acknowledges", type_=Flag()),
            bindparam("said", type_=Str()),
        )
    )
)
_UNREAD: Any = col(Annotation.read_at).is_(None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which annotations are asked for; dates are days of the company."""

    followup: str | None = None
    customer: str | None = None
    kind: str | None = None
    mine: bool = False
    given: bool = False
    unread: bool = False
    open: bool = False
    overdue: bool = False
    text: str | None = None
    """Part of what is said, or of what finds whom it is to or the customer."""


@action("annotation.create")
def add(
    work: Work,
    followup: str,
    *,
    content: str | None,
    kind: str = COMMENT,
    due: str | None = None,
) -> AnnotationRow:
    """Say something of a follow-up to its author.

    Raises:
        NotFoundError: no follow-up of that number is seen.
        NotAllowedError: one is no manager of its author.
        RefusedError: the author has left, so that nobody would read it.
        InvalidError: no content, or a day that cannot be.
    """
    called = fields.titles(AnnotationRow)
    of = followup_list.by_number(work, followup)
    author = work.get(Operator, of.author_id)
    managers.require_manages(work, author)
    if not author.active:
        raise RefusedError(
            _("{} has left and would not read it").format(author.name),
            _("Record a follow-up of your own: crm followup add"),
        )
    what = fields.chosen(kind, KNOWN, KINDS, called["kind"])
    said = texts.paragraph(content, called["content"])
    if said is None:
        raise texts.required(called["content"])
    day = None
    if due is not None and due.strip():
        if what != INSTRUCT:
            raise InvalidError(
                _("Only an instruction is to be done by a day"), _("Add --kind instruct")
            )
        day = dates.last_day(due, called["due"], work.today())
        if day < work.today():
            raise InvalidError(
                _("“{}” is not a valid {}").format(due, called["due"]),
                _("Give a day from today on"),
            )
    number = numbering.take(work.session, NOUN, work.today())
    if work.by_server:
        _ANNOTATE.all(work.session, number=number, key=of.id, kind=what, said=said, due=day)
        work.changed = True
        return show(work, number)
    with work.trusted():
        work.session.add(
            Annotation(
                number=number,
                followup_id=of.id,
                customer_id=of.customer_id,
                owner_id=of.owner_id,
                dept_id=of.dept_id,
                author_id=work.operator.id,
                recipient_id=author.id,
                kind=what,
                content=said,
                due_on=day,
            )
        )
        work.session.flush()
    return show(work, number)


@action("annotation.read", writes=False)
def find(
    work: Work, wanted: Wanted, *, before: str | None = None, limit: int | None = None
) -> Page[AnnotationRow]:
    """The annotations that match, newest first: of follow-ups that one sees, and to oneself.

    Raises:
        NotFoundError, InvalidError: a record or a kind that cannot be.
    """
    statement = _select().where(*_conditions(work, wanted))
    if before is not None:
        statement = statement.where(col(Annotation.id) < by_number(work, before).id)
    return listing.page(
        work,
        statement,
        lambda found: [_view(work, one) for one in found],
        order=[col(Annotation.id).desc()],
        limit=limit,
        newest=True,
        key=lambda row: row.number,
    )


@action("annotation.read", writes=False)
def show(work: Work, number: str) -> AnnotationRow:
    """One annotation.

    Raises:
        NotFoundError: none of that number is seen.
    """
    key = by_number(work, number).id
    return _view(work, work.session.exec(_select().where(Annotation.id == key)).one())


@action("annotation.answer")
def read(work: Work, numbers: Sequence[str]) -> list[AnnotationRow]:
    """Mark annotations to oneself as read.

    Raises:
        NotFoundError: none of that number is seen.
        NotAllowedError: it is to somebody else.
    """
    return [_answered(work, number) for number in numbers]


@action("annotation.answer")
def acknowledge(work: Work, numbers: Sequence[str]) -> list[AnnotationRow]:
    """Tell that one has taken note 收到; what is read already stays so.

    Raises:
        NotFoundError, NotAllowedError: as :func:`read`.
    """
    return [_answered(work, number, acknowledges=True) for number in numbers]


@action("annotation.answer")
def answer(work: Work, number: str, *, content: str | None) -> AnnotationRow:
    """Answer an annotation to oneself, once; an instruction is done with it.

    Raises:
        NotFoundError, NotAllowedError: as :func:`read`.
        InvalidError: no content.
        RefusedError: it is answered already.
    """
    called = fields.titles(AnnotationRow)
    said = texts.paragraph(content, called["answer"])
    if said is None:
        raise texts.required(called["answer"])
    return _answered(work, number, said=said)


def _answered(
    work: Work, number: str, *, acknowledges: bool = False, said: str | None = None
) -> AnnotationRow:
    row = by_number(work, number)
    if row.recipient_id != work.operator.id:
        raise NotAllowedError(
            _("{} is to somebody else").format(row.number),
            _("See yours: crm annotation list --mine"),
        )
    if said is not None and row.answer is not None:
        raise RefusedError(
            _("{} is answered already").format(row.number),
            _("Record a follow-up that says more: crm followup add"),
        )
    told = acknowledges or said is not None
    if said is None and row.read_at is not None and (row.acknowledged_at is not None or not told):
        return show(work, row.number)
    if work.by_server:
        _ANSWER.all(work.session, key=row.id, acknowledges=acknowledges, said=said)
        work.changed = True
        work.session.expire_all()
        return show(work, number)
    with work.trusted():
        row.read_at = row.read_at or work.at
        if told:
            row.acknowledged_at = row.acknowledged_at or work.at
        if said is not None:
            row.answer, row.answered_at = said, work.at
            notice.tell(work, row.author_id, ANSWERED, NOUN, row.number, said)
        work.session.flush()
    return show(work, number)


def by_number(work: Work, number: str) -> Annotation:
    """The annotation of that number.

    Raises:
        NotFoundError: none is seen; near misses are in the hint.
    """
    normal = numbering.normalise(number)
    found = work.session.exec(select(Annotation).where(Annotation.number == normal)).first()
    if found is None:
        newest = select(Annotation.number).order_by(col(Annotation.id).desc()).limit(lookup.NEAR)
        raise lookup.not_found(NOUN, number, list(work.session.exec(newest)))
    work.kept.append(found)
    return found


def of_followup(work: Work, key: int) -> tuple[AnnotationRow, ...]:
    """What was said of a follow-up, in order."""
    found = _select().where(Annotation.followup_id == key).order_by(col(Annotation.id))
    return tuple(_view(work, one) for one in work.session.exec(found))


def unread(work: Work) -> int:
    """How many annotations to the acting operator are not read yet."""
    mine = select(func.count()).where(Annotation.recipient_id == work.operator.id, _UNREAD)
    return int(work.session.exec(mine).one())


def waiting(work: Work) -> Sequence[AnnotationRow]:
    """What was said to the acting operator and asks for something: the newest first."""
    mine = Wanted(mine=True, open=True)
    found = _select().where(*_conditions(work, mine)).order_by(col(Annotation.id).desc())
    return [_view(work, one) for one in work.session.exec(found)]


def _select() -> Any:
    return (
        columns(Annotation, Followup.number, Followup.corrected_at, Customer.code, Customer.name)
        .outerjoin(Followup, col(Followup.id) == Annotation.followup_id)
        .outerjoin(Customer, col(Customer.id) == Annotation.customer_id)
    )


def _conditions(work: Work, wanted: Wanted) -> list[Any]:
    found: list[Any] = []
    if wanted.followup is not None:
        of = followup_list.by_number(work, wanted.followup)
        found.append(Annotation.followup_id == of.id)
    if wanted.customer is not None:
        customer = lookup.coded(work, Customer, "customer", wanted.customer)
        found.append(Annotation.customer_id == customer.id)
    if wanted.kind is not None:
        kind = fields.chosen(wanted.kind, KNOWN, KINDS, fields.titles(AnnotationRow)["kind"])
        found.append(Annotation.kind == kind)
    if wanted.mine:
        found.append(Annotation.recipient_id == work.operator.id)
    if wanted.given:
        found.append(Annotation.author_id == work.operator.id)
    if wanted.unread:
        found.append(_UNREAD)
    if wanted.open:
        found.append(_is_open())
    if wanted.text:
        part = texts.like(wanted.text)
        to = select(Operator.id).where(col(Operator.search_text).like(part, escape="\\"))
        found.append(
            or_(
                col(Annotation.content).icontains(wanted.text, autoescape=True),
                col(Annotation.recipient_id).in_(to),
                col(Customer.search_text).like(part, escape="\\"),
            )
        )
    if wanted.overdue:
        found += [col(Annotation.due_on) < work.today(), col(Annotation.answered_at).is_(None)]
    return found


def _is_open() -> Any:
    """Unread; an instruction until it is answered; what was returned until it is corrected too."""
    unanswered = col(Annotation.answered_at).is_(None)
    uncorrected = or_(
        col(Followup.corrected_at).is_(None),
        col(Followup.corrected_at) < col(Annotation.created_at),
    )
    return or_(
        _UNREAD,
        and_(col(Annotation.kind) == INSTRUCT, unanswered),
        and_(col(Annotation.kind) == RETURN, unanswered, uncorrected),
    )


def _view(work: Work, found: Any) -> AnnotationRow:
    row, followup, corrected, code, name = found
    status = "unread"
    if row.answered_at is not None:
        status = "answered"
    elif row.kind == RETURN and corrected is not None and corrected >= row.created_at:
        status = "corrected"
    elif row.acknowledged_at is not None:
        status = "acknowledged"
    elif row.read_at is not None:
        status = "read"
    return AnnotationRow(
        number=row.number,
        at=row.created_at,
        kind=row.kind,
        author=operator.ref(work, row.author_id),
        recipient=operator.ref(work, row.recipient_id),
        followup=followup,
        customer=None if code is None else Ref(code, name),
        content=row.content,
        due=row.due_on,
        status=status,
        overdue=row.due_on is not None and row.answered_at is None and row.due_on < work.today(),
        answer=row.answer,
        read_at=row.read_at,
        acknowledged_at=row.acknowledged_at,
        answered_at=row.answered_at,
    )
