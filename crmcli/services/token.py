"""Tokens: ways in for programs that act for an operator."""

from __future__ import annotations

import datetime as dt
import secrets as random
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from crmcli import clock
from crmcli.db import identity, secrets
from crmcli.db.models.authority import TOKEN, Login, Role
from crmcli.db.models.operator import Operator
from crmcli.db.server import client
from crmcli.db.work import Work, action, raw_of
from crmcli.errors import DuplicateError, InvalidError, NotFoundError, RefusedError
from crmcli.i18n import _
from crmcli.services import dates, lookup, texts
from crmcli.services import operator as operators
from crmcli.views.base import Page, Ref
from crmcli.views.role import NewTokenRow, TokenRow

SECRET_BYTES = 24
MOST_DAYS = 366
"""So long a token lasts at most."""


@action("token.create")
def create(
    work: Work, name: str, *, operator: str, expires: dt.date, role: str | None = None
) -> NewTokenRow:
    """Make a way in for a program that acts for ``operator``, at most as ``role``, for a time.

    ``expires`` is its last day in the company's zone. The secret is shown this once.

    Raises:
        InvalidError, DuplicateError, NotFoundError: a value that cannot be.
    """
    person = operators.person(work, operator)
    limit = lookup.usable(work, Role, "role", role).id if role else None
    today = clock.latest().astimezone(ZoneInfo(work.zone)).date()
    if not today <= expires <= today + dt.timedelta(days=MOST_DAYS):
        raise InvalidError(
            _("A token cannot expire on {}").format(expires),
            _("Give a day within a year from now"),
        )
    called = texts.name(name, _("Name")).upper()
    if "@" in called or "." in called or " " in called:
        raise InvalidError(
            _("“{}” is not a valid {}").format(name, _("token name")),
            _("Use letters, digits and hyphens"),
        )
    if work.session.exec(select(Login.id).where(Login.name == called)).first() is not None:
        raise DuplicateError(
            _("The name {} is taken").format(called), _("Give another name to the token")
        )
    row = Login(
        operator_id=person.id,
        kind=TOKEN,
        name=called,
        role_id=limit,
        expires_at=dates.instants(expires, expires, work.zone)[1],
        epoch=1,
    )
    work.session.add(row)
    work.session.flush()
    secret = random.token_hex(SECRET_BYTES)
    if work.store.engine == "postgresql":
        account = client.set_secret(work, row, secret)
    else:
        account = called
        with work.trusted():
            secrets.keep(raw_of(work.session), row.id, secrets.digest(secret))
    assert row.expires_at is not None
    return NewTokenRow(
        name=called,
        operator=Ref(person.code, person.name),
        expires_at=row.expires_at,
        token=f"{account}{identity.BETWEEN}{secret}",
    )


@action("token.read", writes=False)
def find(work: Work, *, operator: str | None = None) -> Page[TokenRow]:
    """The tokens that there are and were, the newest first."""
    statement = select(Login).where(Login.kind == TOKEN).order_by(col(Login.id).desc())
    if operator is not None:
        statement = statement.where(Login.operator_id == operators.named(work, operator).id)
    used = _used(work)
    rows = [_token(work, row, used.get(row.id)) for row in work.session.exec(statement)]
    return Page(rows, len(rows))


def _used(work: Work) -> dict[int, dt.datetime | None]:
    """When each token was used last."""
    if work.store.engine == "postgresql":
        return client.last_uses(work)
    return secrets.last_uses(raw_of(work.session))


@action("token.revoke")
def revoke(work: Work, name: str) -> TokenRow:
    """End a token; its sessions end.

    Raises:
        NotFoundError: there is no such token.
        RefusedError: it is revoked already.
    """
    called = identity.normal(name)
    row = work.session.exec(select(Login).where(Login.name == called, Login.kind == TOKEN)).first()
    if row is None:
        raise NotFoundError(_("No token “{}”").format(name), _("See them all: crm token list"))
    if row.revoked_at is not None:
        raise RefusedError(
            _("The token {} is revoked already").format(row.name), _("Nothing is left to do")
        )
    row.revoked_at = work.at
    row.epoch += 1
    work.session.flush()
    return _token(work, row, _used(work).get(row.id))


def _token(work: Work, row: Login, used: dt.datetime | None) -> TokenRow:
    person = lookup.ref(work, Operator, row.operator_id)
    assert person is not None
    return TokenRow(
        name=row.name,
        operator=person,
        role=lookup.ref(work, Role, row.role_id),
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        used_at=used,
        created_at=row.created_at,
    )
