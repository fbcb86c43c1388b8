"""Roles and what they may do; log-ins of people and of programs."""

import datetime as dt
from typing import ClassVar

from sqlalchemy import CheckConstraint, FetchedValue, Index, UniqueConstraint
from sqlmodel import Field

from crmcli.db.models.base import (
    STRICT,
    Coded,
    Stamped,
    Unchecked,
    count,
    flag,
    identity,
    instant,
    one_of,
    only_where,
    reference,
    text,
)
from crmcli.db.types import Day, Str

SCOPES = ("own", "department", "subtree", "region", "all")
"""Which rows somebody sees, from the narrowest to the widest."""
PERSON, TOKEN = "person", "token"


class Role(Coded, table=True):
    """What somebody may do; a ``built_in`` one is there from the beginning."""

    __tablename__ = "role"
    __table_args__ = STRICT

    built_in: bool = flag(default=False)
    remark: str | None = text(null=True)


class RolePermission(Stamped, table=True):
    """A declared action that a role may do."""

    __tablename__ = "role_permission"
    __table_args__ = (UniqueConstraint("role_id", "permission"), STRICT)
    __log_root__: ClassVar[tuple[str, str]] = ("role", "role_id")

    role_id: int = reference("role")
    permission: str = text()


class RolePosition(Stamped, table=True):
    """The role that new operators in a position get."""

    __tablename__ = "role_position"
    __table_args__ = (UniqueConstraint("position_id"), STRICT)
    __log_root__: ClassVar[tuple[str, str]] = ("role", "role_id")

    role_id: int = reference("role")
    position_id: int = reference("position")


class Login(Stamped, table=True):
    """A way in: an operator's own, or the token of a program that acts for one.

    ``name`` is the operator's code or the token's name; ``account`` the role on a PostgreSQL
    server, which only the server itself writes. A token may be limited to a role besides its
    operator's. Sessions begun before ``epoch`` was raised are over. ``lent_until`` is how long what
    a PostgreSQL server was told of permissions lent to the operator holds.
    """

    __tablename__ = "login"
    __table_args__ = (
        one_of("kind", (PERSON, TOKEN)),
        CheckConstraint("kind = 'token' OR role_id IS NULL", name="role"),
        Index("uq_login_person", "operator_id", unique=True, **only_where("kind = 'person'")),
        Index(None, "operator_id"),
        STRICT,
    )
    __log_root__: ClassVar[tuple[str, str]] = ("operator", "operator_id")

    operator_id: int = reference("operator")
    kind: str = text()
    name: str = text(unique=True)
    account: str | None = Field(
        default=None,
        sa_type=Str,
        nullable=True,
        unique=True,
        sa_column_kwargs={"server_default": FetchedValue(), "info": {"derived": True}},
    )
    role_id: int | None = reference("role", null=True)
    must_change: bool = flag(default=False)
    expires_at: dt.datetime | None = instant(null=True)
    revoked_at: dt.datetime | None = instant(null=True)
    epoch: int = count()
    lent_until: dt.date | None = Field(
        default=None, sa_type=Day, nullable=True, sa_column_kwargs={"info": {"derived": True}}
    )


class LoginSecret(Unchecked, table=True):
    """What is never told, logged or exported: hashes of secrets, failed attempts, the last use.

    On PostgreSQL the server keeps the secrets.
    """

    __tablename__ = "login_secret"
    __table_args__ = (UniqueConstraint("login_id"), STRICT)

    id: int = identity()
    login_id: int = reference("login")
    secret: str | None = text(null=True)
    failures: int = count()
    locked_until: dt.datetime | None = instant(null=True)
    used_at: dt.datetime | None = instant(null=True)


class StoreKey(Unchecked, table=True):
    """What sessions of a SQLite store are signed with; never told, logged or exported."""

    __tablename__ = "store_key"
    __table_args__ = STRICT

    id: int = identity()
    name: str = text(unique=True)
    value: str = text()
