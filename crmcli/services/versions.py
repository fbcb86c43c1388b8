"""Optimistic locking: a person who looked at one version does not overwrite another."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import select

from crmcli import clock
from crmcli.db import changes
from crmcli.db.models.base import Coded, Stamped
from crmcli.db.models.log import LogEntry
from crmcli.db.models.operator import Operator
from crmcli.db.work import Work
from crmcli.errors import StaleError
from crmcli.i18n import _
from crmcli.services import lookup
from crmcli.views import records
from crmcli.views.log import ChangeRow
from crmcli.views.nouns import TABLES

MOST_CHANGES = 3


def require(work: Work, row: Any, noun: str, seen: int | None) -> None:
    """Raise StaleError, with both versions, unless ``row`` is still what was ``seen``."""
    if seen is None or row.version == seen:
        return
    key = row.code if isinstance(row, Coded) else row.number
    by = work.get(Operator, row.updated_by)
    at = row.updated_at.astimezone(clock.display_zone()).strftime("%Y-%m-%d %H:%M")
    raise StaleError(
        _("{} {} was changed meanwhile by {} at {}: it is at version {}, you saw {}").format(
            lookup.word(noun).capitalize(), key, by.name, at, row.version, seen
        ),
        _("Changed last: {}. Look at it and try again: crm {} show {}").format(
            _last_change(work, noun, row.id) or "–", noun, key
        ),
    )


def touch(row: Stamped) -> None:
    """Count a change of what belongs to ``row`` as a change of it."""
    flag_modified(row, "updated_at")


def _last_change(work: Work, noun: str, key: int) -> str:
    root = (TABLES[noun], key)
    newest = work.session.exec(
        select(LogEntry.operation_id)
        .where(LogEntry.root_table == root[0], LogEntry.root_id == key)
        .order_by(LogEntry.id.desc())  # type: ignore[attr-defined]
        .limit(1)
    ).first()
    if newest is None:
        return ""
    found = changes.rows(
        work.session, changes.query(operation_id=newest, root=root, newest_first=False)
    )
    parts = [part for change in found for part in _parts(change)]
    return ", ".join(parts[:MOST_CHANGES]) + (" …" if len(parts) > MOST_CHANGES else "")


def _parts(change: ChangeRow) -> list[str]:
    if change.change != "update":
        text = _("{} added") if change.change == "insert" else _("{} removed")
        return [text.format(lookup.word(change.record))]
    assert change.old is not None
    assert change.new is not None
    parts = []
    for key, value in change.new.items():
        before, after = (
            records.shown(change.record, key, one) for one in (change.old.get(key), value)
        )
        parts.append(f"{records.heading(change.record, key)} {before} → {after}")
    return parts
