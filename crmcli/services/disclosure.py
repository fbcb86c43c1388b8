"""Sensitive access: what was revealed or written to files, and who logged in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlmodel import col

from crmcli.db.models.authority import Login
from crmcli.db.models.log import Operation
from crmcli.db.models.operator import Operator
from crmcli.db.query import columns
from crmcli.db.work import Work, action
from crmcli.services import dates, listing, lookup
from crmcli.services.operator import IS_PERSON
from crmcli.views.base import Page, Ref
from crmcli.views.log import AccessRow

ACTIONS = ("contact.reveal", "list.export", "login", "login.failed")


@action("log.read", writes=False)
def find(
    work: Work,
    *,
    since: dt.date | None = None,
    operator: str | None = None,
    limit: int | None = None,
) -> Page[AccessRow]:
    """Sensitive access, newest first: one's own, and everybody's for who reads the whole log."""
    statement = (
        columns(Operation, Operator.code, Operator.name, Login.name)
        .join(Operator, col(Operator.id) == Operation.operator_id)
        .join(Login, col(Login.id) == Operation.login_id, isouter=True)
        .where(col(Operation.action).in_(ACTIONS))
    )
    if since is not None:
        statement = statement.where(Operation.at >= dates.instants(since, since, work.zone)[0])
    if operator is not None:
        by = lookup.coded(work, Operator, "operator", operator, IS_PERSON)
        statement = statement.where(Operation.operator_id == by.id)

    def convert(found: Sequence[Any]) -> list[AccessRow]:
        return [_row(*one) for one in found]

    return listing.page(
        work, statement, convert, order=[col(Operation.id).desc()], limit=limit, newest=True
    )


def _row(one: Operation, code: str, name: str, login: str | None) -> AccessRow:
    told = ", ".join(f"{key}={value}" for key, value in (one.detail or {}).items())
    return AccessRow(
        operation=one.id,
        at=one.at,
        operator=Ref(code, name),
        login=login,
        action=one.action,
        detail=told,
    )


@action("list.export", writes=False)
def exported(work: Work, what: str, form: str, rows: int, asked: dict[str, str]) -> None:
    """Log that a list leaves the store: what, how many rows, and what was asked for."""
    told = {"what": what, "format": form, "rows": rows}
    work.start_operation(
        "list.export", work.operator.id, detail={**told, "filter": asked} if asked else told
    )
    work.changed = True
