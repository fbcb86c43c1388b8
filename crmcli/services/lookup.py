"""Naming a record: by its code or number, or by a name when that is unique."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, TypeVar

from sqlalchemy import func
from sqlmodel import col, select

from crmcli.db import numbering
from crmcli.db.models import Coded, Stamped, metadata
from crmcli.db.query import columns
from crmcli.db.work import Work
from crmcli.errors import (
    AmbiguousError,
    DuplicateError,
    InUseError,
    NotFoundError,
    RefusedError,
    UnconfirmedError,
)
from crmcli.i18n import _
from crmcli.views.base import Ref
from crmcli.views.nouns import NOUN_OF_TABLE, NOUNS

CodedT = TypeVar("CodedT", bound=Coded)
AUDIT = ("created_by", "updated_by")
NEAR = 2000
"""Near misses are looked for among this many names; beyond, a search says more."""


def word(noun: str) -> str:
    """What a noun is called in the language in force."""
    return _(NOUNS[noun])


def coded(work: Work, model: type[CodedT], noun: str, given: str, *conditions: Any) -> CodedT:
    """The record of ``model`` that ``given`` names.

    Raises:
        NotFoundError: none has that code or name; near misses are in the hint.
        AmbiguousError: several have that name.
    """
    code = numbering.normalise(given)
    found = work.session.exec(select(model).where(model.code == code, *conditions)).first()
    if found is not None:
        return found
    named = work.session.exec(
        select(model).where(model.name == given.strip(), *conditions).limit(3)
    ).all()
    if len(named) == 1:
        return named[0]
    if named:
        raise AmbiguousError(
            _("Several records of kind {} are called “{}”").format(word(noun), given),
            _("Give the code: {}").format(", ".join(row.code for row in named)),
        )
    raise not_found(noun, given, _candidates(work, model, *conditions))


def not_found(noun: str, given: str, candidates: list[str]) -> NotFoundError:
    """The error for an unknown code, number or name, with near misses."""
    near = get_close_matches(given.strip(), candidates, n=3, cutoff=0.6)
    near += [c for c in candidates if given.strip() and given.strip() in c and c not in near][:3]
    hint = (
        _("Did you mean: {}?").format(", ".join(near[:3]))
        if near
        else _("See them all: crm {} list").format(noun)
    )
    return NotFoundError(_("No {} “{}”").format(word(noun), given), hint)


def _candidates(work: Work, model: type[Coded], *conditions: Any) -> list[str]:
    rows = work.session.exec(
        columns(model.code, model.name).where(*conditions).order_by(col(model.id)).limit(NEAR)
    ).all()
    return [text for row in rows for text in row]


def usable(work: Work, model: type[CodedT], noun: str, given: str, *conditions: Any) -> CodedT:
    """Like :func:`coded`, for a new reference: a deactivated record is refused.

    Raises:
        RefusedError: the record is deactivated.
    """
    found = coded(work, model, noun, given, *conditions)
    if not found.active:
        raise RefusedError(
            _("{} “{}” is deactivated").format(word(noun).capitalize(), found.name),
            _("Choose another, or activate it: crm {} edit {} --active").format(noun, found.code),
        )
    return found


def reference(work: Work, model: type[Coded], noun: str, given: str | None) -> int | None:
    """The id of what an option names; an empty value means none."""
    if given is None or not given.strip():
        return None
    return usable(work, model, noun, given).id


def ref(work: Work, model: type[Coded], key: int | None) -> Ref | None:
    """A reference as a view shows it."""
    if key is None:
        return None
    found = work.session.get_one(model, key)
    return Ref(found.code, found.name)


def free_code(work: Work, model: type[Stamped], noun: str, code: str) -> None:
    """Raise DuplicateError when a code or number is taken."""
    column = model.__table__.c.get("code", model.__table__.c.get("number"))  # type: ignore[attr-defined]
    taken = work.session.exec(select(column).where(column == code)).first()
    if taken is not None:
        raise DuplicateError(
            _("{} “{}” exists already").format(word(noun).capitalize(), code),
            _("Give another code, or none to have one made"),
        )


def refuse_if_used(work: Work, row: Coded, noun: str, ignore: tuple[str, ...] = ()) -> None:
    """Raise InUseError when any row of any table refers to ``row``: by what, and how many."""
    for table, referrers in referring(str(type(row).__tablename__)):
        if table in ignore:
            continue
        source = metadata.tables[table]
        condition = source.c[referrers[0]] == row.id
        for name in referrers[1:]:
            condition |= source.c[name] == row.id
        number = work.session.exec(select(func.count()).select_from(source).where(condition)).one()
        if number:
            raise InUseError(
                _("Cannot remove {} “{}”: used by {} × {}").format(
                    word(noun), row.name, number, word(NOUN_OF_TABLE[table])
                ),
                _("Deactivate it instead: crm {} edit {} --inactive").format(noun, row.code),
            )


def require_yes(row: Coded, *, sure: bool) -> None:
    """Raise UnconfirmedError unless ``sure``; called last, so that a rule refuses before asking."""
    if not sure:
        raise UnconfirmedError(_("Remove {}?").format(f"{row.code} {row.name}"))


def referring(table: str) -> list[tuple[str, list[str]]]:
    """Which columns of which tables refer to ``table``, stamps aside."""
    found: list[tuple[str, list[str]]] = []
    for source in metadata.sorted_tables:
        columns = [
            c.name for c in source.columns if c.info.get("refers") == table and c.name not in AUDIT
        ]
        if columns and source.name in NOUN_OF_TABLE:
            found.append((source.name, columns))
    return found
