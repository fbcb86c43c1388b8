"""What regions and departments have in common: a row is found below its parent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlmodel import col, select

from crmcli.db import numbering
from crmcli.db.models.department import Department
from crmcli.db.models.region import Region
from crmcli.db.work import Work
from crmcli.imports.one_by_one import Named, Verbs, active_of
from crmcli.imports.spec import Entry
from crmcli.services import lookup, texts

Model = type[Region] | type[Department]


def verbs(model: Model, noun: str, add: Callable[..., Any], edit: Callable[..., Any]) -> Verbs:
    """How the nodes of one kind are found, added and changed."""

    def find(work: Work, entry: Entry) -> str | None:
        said = entry.values
        if "code" in said:
            wanted: list[Any] = [model.code == numbering.normalise(said["code"])]
        else:
            above = lookup.reference(work, model, noun, said.get("parent"))
            wanted = [model.name == texts.composed(said.get("name", ""))]
            if above is not None:
                wanted.append(col(model.parent_id) == above)
        return work.session.exec(select(model.code).where(*wanted)).first()

    def added(work: Work, entry: Entry) -> Named:
        said = entry.values
        row = add(work, name=said.get("name", ""), code=said.get("code"), parent=said.get("parent"))
        if active_of(entry) is False:
            edit(work, row.code, active=False)
        return row.code, row.name

    def edited(work: Work, key: str, entry: Entry) -> Named:
        said = entry.values
        row = edit(
            work,
            key,
            name=said.get("name"),
            parent=said.get("parent"),
            active=active_of(entry),
        )
        return row.code, row.name

    return Verbs(find, added, edited)
