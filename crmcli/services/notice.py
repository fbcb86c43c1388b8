"""Notices 通知: what operators are told, each for themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func
from sqlalchemy import select as sql_select
from sqlmodel import col, select

from crmcli.db.models.base import table_of
from crmcli.db.models.notification import Notification
from crmcli.db.prepared import Prepared
from crmcli.db.types import Key
from crmcli.db.work import Work

TABLE = table_of(Notification)
_CLEAR = Prepared(sql_select(func.crm.clear_notices(bindparam("newest", type_=Key()))))


def tell(
    work: Work, person: int, kind: str, noun: str, key: str, detail: str | None = None
) -> None:
    """On SQLite: store what somebody is told of a record. The caller flushes.

    On PostgreSQL functions of the server tell, by ``crm_private.tell``.
    """
    work.session.add(
        Notification(operator_id=person, at=work.at, kind=kind, noun=noun, key=key, detail=detail)
    )


def unread(work: Work) -> Sequence[Notification]:
    """What the acting operator was told and has not cleared, the newest first."""
    found = (
        select(Notification)
        .where(Notification.operator_id == work.operator.id, col(Notification.read_at).is_(None))
        .order_by(col(Notification.id).desc())
    )
    return work.session.exec(found).all()


def clear(work: Work, newest: int) -> None:
    """Mark as read what the acting operator was told, up to the notice of that id."""
    if work.store.engine == "postgresql" and work.authority is not None:
        _CLEAR.all(work.session, newest=newest)
    else:
        mine: Any = TABLE.c.operator_id == work.operator.id
        work.session.connection().execute(
            TABLE.update()
            .where(mine, TABLE.c.read_at.is_(None), TABLE.c.id <= newest)
            .values(read_at=work.at)
        )
    work.changed = True
