"""Codes and numbers of records: made by rule, or given and free."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from crmcli.db import numbering
from crmcli.db.models.base import Coded, Stamped
from crmcli.db.models.contact import Contact
from crmcli.db.models.customer import Customer
from crmcli.db.models.department import Department
from crmcli.db.models.followup import Followup
from crmcli.db.models.merging import MergedCustomer
from crmcli.db.models.region import Region
from crmcli.db.work import Work
from crmcli.errors import DuplicateError
from crmcli.i18n import _
from crmcli.services.lookup import word

if TYPE_CHECKING:
    from crmcli.services.lookup import DocumentT

SEVERAL = 500
"""So many codes are looked for with one statement."""


def take(work: Work, row: Coded, noun: str, given: str | None) -> None:
    """Give a new record its code: the next by rule, or ``given``, which must be free.

    Raises:
        InvalidError, DuplicateError: ``given`` cannot be a code, or is taken.
    """
    row.code = numbering.take(work.session, noun, work.today(), given)
    _free(work, type(row), noun, row.code)
    if not isinstance(row, Customer | Contact):  # of these several may have one name
        _warn_of_same_name(work, row, noun)


def take_many(work: Work, model: type[Coded], noun: str, given: Sequence[str | None]) -> list[str]:
    """Codes for new records, as :func:`take` gives them.

    Raises:
        InvalidError, DuplicateError: one that is given cannot be a code, or is taken.
    """
    made = numbering.take_many(work.session, noun, work.today(), given)
    taken = taken_of(work, model, made)
    for code in made:
        if code in taken:
            raise _taken_already(noun, code)
    return made


def take_number(work: Work, row: DocumentT | Followup, noun: str, given: str | None) -> None:
    """Give a new document its number: the next by rule on its day, or ``given`` if it is free.

    Raises:
        InvalidError, DuplicateError: ``given`` cannot be a number, or is taken.
    """
    day = work.today() if isinstance(row, Followup) else row.date
    row.number = numbering.take(work.session, noun, day, given)
    if given is not None:
        _free(work, type(row), noun, row.number)


def change(work: Work, row: Coded, noun: str, given: str | None) -> None:
    """Give a known record another code, if one is given.

    Raises:
        InvalidError, DuplicateError: ``given`` cannot be a code, or is taken.
    """
    if given is None or numbering.checked(given) == row.code:
        return
    _free(work, type(row), noun, numbering.checked(given))
    row.code = numbering.take(work.session, noun, work.today(), given)


def _free(work: Work, model: type[Stamped], noun: str, code: str) -> None:
    """Raise DuplicateError when a code or number is taken."""
    column = model.__table__.c.get("code", model.__table__.c.get("number"))  # type: ignore[attr-defined]
    taken = work.session.exec(select(column).where(column == code)).first()
    if taken is not None or (model is Customer and _merged(work, [code])):
        raise _taken_already(noun, code)


def taken_of(work: Work, model: type[Coded], wanted: Sequence[str]) -> set[str]:
    """Which of the codes some record has."""
    found: set[str] = set()
    for start in range(0, len(wanted), SEVERAL):
        some = select(model.code).where(col(model.code).in_(wanted[start : start + SEVERAL]))
        found.update(work.session.exec(some))
        if model is Customer:
            found.update(_merged(work, wanted[start : start + SEVERAL]))
    return found


def _merged(work: Work, wanted: Sequence[str]) -> list[str]:
    """Which of the codes lead to a customer that another one was merged into."""
    known = select(MergedCustomer.code).where(col(MergedCustomer.code).in_(wanted))
    with work.unhidden():  # PostgreSQL asks a trigger about those that are not seen
        return list(work.session.exec(known))


def _taken_already(noun: str, code: str) -> DuplicateError:
    return DuplicateError(
        _("{} “{}” exists already").format(word(noun).capitalize(), code),
        _("Give another code, or none to have one made"),
    )


def _warn_of_same_name(work: Work, row: Coded, noun: str) -> None:
    model: Any = type(row)
    statement: Any = select(model.code).where(model.name == row.name, model.code != row.code)
    if isinstance(row, Department | Region):
        statement = statement.where(model.parent_id == row.parent_id)
    other = work.session.exec(statement.order_by(col(model.id)).limit(1)).first()
    if other is not None:
        text = _("{} {} has the same name: each must be named by its code")
        work.warn(text.format(word(noun), other))
