"""Operators as lists have them."""

from __future__ import annotations

from sqlmodel import select

from crmcli.db import numbering
from crmcli.db.models.operator import Operator
from crmcli.db.work import Work
from crmcli.imports.one_by_one import Named, OneByOne, Verbs, active_of
from crmcli.imports.spec import Entry, Import, some
from crmcli.services import operator, texts
from crmcli.views.operator import OperatorRow, OperatorValues

CREATES = {"position": "position", "personnel_type": "personnel-type", "region": "region"}


def _find(work: Work, entry: Entry) -> str | None:
    """By code, else by name."""
    said = entry.values
    if "code" in said:
        wanted = Operator.code == numbering.normalise(said["code"])
    else:
        wanted = Operator.name == texts.composed(said.get("name", ""))
    return work.session.exec(select(Operator.code).where(wanted, operator.IS_PERSON)).first()


def _values(entry: Entry) -> OperatorValues:
    said = entry.values
    return {
        "department": said.get("department"),
        "region": said.get("region"),
        "personnel_type": said.get("personnel_type"),
        "position": said.get("position"),
        "manager": said.get("manager"),
    }


def _add(work: Work, entry: Entry) -> Named:
    said = entry.values
    row = operator.add(work, name=said.get("name", ""), code=said.get("code"), **_values(entry))
    if active_of(entry) is False:
        operator.edit(work, row.code, active=False)
    return row.code, row.name


def _edit(work: Work, key: str, entry: Entry) -> Named:
    row = operator.edit(
        work, key, name=entry.values.get("name"), active=active_of(entry), **_values(entry)
    )
    return row.code, row.name


VERBS = Verbs(_find, _add, _edit)
IMPORT = Import(
    noun=operator.NOUN,
    columns=some(
        OperatorRow,
        "code", "name", "department", "region", "personnel_type", "position", "manager", "active",
    ),
    required=("name",),
    taker=lambda asked: OneByOne(VERBS, CREATES, asked),
    creates=CREATES,
)  # fmt: skip
