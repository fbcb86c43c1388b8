"""What somebody who is logged in sees and may do, read at the beginning of each unit of work.

On SQLite it is worked out here, from the store's tables; on PostgreSQL the server tells it, and
holds it whatever a client believes. No SQLAlchemy: completion asks too.
"""

from __future__ import annotations

import datetime as dt
import hmac
from dataclasses import dataclass
from typing import Any

from crmcli import clock
from crmcli.db import rights, scope, session
from crmcli.db.connect import Store
from crmcli.db.identity import Identity
from crmcli.errors import NotAllowedError, NotLoggedInError
from crmcli.i18n import _
from crmcli.views.permissions import named

PERSON, TOKEN = "person", "token"
DENIED = "crm: not allowed"
"""What the guards of a SQLite store say; ``faults`` makes the error of it."""
CARRIED, FORBIDDEN = 1, 2
"""Bits of what changes: owner and department, and columns that nobody may change. Groups follow."""
FIRST_GROUP = 2


@dataclass(frozen=True, slots=True)
class Authority:
    """An operator at work: by which log-in, with which permissions, over which rows.

    ``depts`` and ``owners`` are whose rows are seen and written; with scope ``all`` every row is.
    Neither names one whom the other covers. What is lent and shared besides, until a date, is only
    read where it is not lent or shared to be written.
    """

    login_id: int
    login: str
    kind: str
    operator_id: int
    role: str | None
    scope: str
    depts: frozenset[int]
    owners: frozenset[int]
    permissions: frozenset[str]
    must_change: bool = False
    read_depts: frozenset[int] = frozenset()
    read_owners: frozenset[int] = frozenset()
    shared: frozenset[int] = frozenset()
    shared_written: frozenset[int] = frozenset()

    @property
    def sees_all(self) -> bool:
        """Whether no row is hidden."""
        return self.scope == scope.ALL

    @property
    def all_depts(self) -> frozenset[int]:
        """The departments whose rows are seen, lent ones too."""
        return self.depts | self.read_depts

    @property
    def all_owners(self) -> frozenset[int]:
        """The owners whose rows are seen, lent ones too."""
        return self.owners | self.read_owners

    def sees(self, owner_id: int, dept_id: int, customer_id: int | None = None) -> bool:
        """Whether rows of that owner, department and customer are seen."""
        return (
            self.reaches(owner_id, dept_id)
            or owner_id in self.read_owners
            or dept_id in self.read_depts
            or customer_id in self.shared
        )

    def reaches(self, owner_id: int, dept_id: int, customer_id: int | None = None) -> bool:
        """Whether rows of that owner, department and customer may be written."""
        return (
            self.sees_all
            or owner_id in self.owners
            or dept_id in self.depts
            or customer_id in self.shared_written
        )

    def may(self, permission: str) -> bool:
        """Whether the action is allowed."""
        return permission in self.permissions or permission in rights.FREE

    def require(self, permission: str) -> None:
        """Raise NotAllowedError unless the action is allowed."""
        if self.must_change and permission not in rights.BEFORE_CHANGE:
            raise NotAllowedError(
                _("Your password must be changed first"), _("Change it: crm password")
            )
        if not self.may(permission):
            raise NotAllowedError(
                _("You may not do this: {}").format(named(permission)),
                _("Ask your administrator for the permission {}").format(permission),
            )


def nobody() -> NotLoggedInError:
    """The error when nobody has logged in."""
    return NotLoggedInError(_("Not logged in"), _("Log in: crm login CODE"))


def over() -> NotLoggedInError:
    """The error for a session that has ended."""
    return NotLoggedInError(_("Your session is over"), _("Log in again: crm login"))


def of(connection: Any, store: Store, identity: Identity | None) -> Authority:
    """What the one who is connected may do.

    Raises:
        NotLoggedInError: nobody, somebody unknown, deactivated, or whose session or token is over.
    """
    if store.engine == "postgresql":
        return _of_server(connection)
    if identity is None or not identity.name:
        raise nobody()
    if identity.trusted:
        return _worked_out(connection, _trusted(connection, identity.name))
    if identity.session is None and identity.secret is None:
        raise NotLoggedInError(
            _("{} is not logged in").format(identity.name),
            _("Log in: crm login {}").format(identity.name),
        )
    if identity.session is not None:
        claim = session.verified(connection, identity.session)
        found = None if claim is None else _login(connection, "l.id = ?", claim.login_id)
        if claim is None or found is None or found["epoch"] != claim.epoch:
            raise over()
    else:
        found = _proved(connection, identity)
    require_usable(found)
    return _worked_out(connection, found)


_LOGIN = """
SELECT l.id, l.name, l.kind, l.operator_id, l.role_id AS limit_id, l.must_change, l.expires_at,
  l.revoked_at, l.epoch, o.active, o.code, o.dept_id, o.region_id, o.role_id, o.scope,
  o.scope_dept_id, r.code AS role, s.secret, s.locked_until
FROM main.login l JOIN main.operator o ON o.id = l.operator_id AND o.kind = 'person'
LEFT JOIN main.role r ON r.id = o.role_id AND r.active
LEFT JOIN main.login_secret s ON s.login_id = l.id
"""


def _trusted(connection: Any, name: str) -> dict[str, Any]:
    found = login_named(connection, name)
    if found is None:
        raise NotLoggedInError(_("No operator “{}”").format(name), _("crm login CODE"))
    require_usable(found)
    return found


def login_named(connection: Any, name: str) -> dict[str, Any] | None:
    """What a SQLite store knows of the log-in of that name."""
    return _login(connection, "l.name = ?", name)


def _login(connection: Any, condition: str, value: Any) -> dict[str, Any] | None:
    cursor = connection.execute(f"{_LOGIN} WHERE {condition}", (value,))
    row = cursor.fetchone()
    return None if row is None else dict(zip((c[0] for c in cursor.description), row, strict=True))


def _proved(connection: Any, identity: Identity) -> dict[str, Any]:
    """The log-in whose secret is given with the command: a token, or somebody's password."""
    from crmcli.db import secrets

    found = login_named(connection, identity.name)
    if found is None or identity.secret is None:
        raise NotLoggedInError(_("Wrong name or password"), _("Log in: crm login CODE"))
    if found["kind"] == TOKEN:
        if not hmac.compare_digest(secrets.digest(identity.secret), found["secret"] or ""):
            raise NotLoggedInError(
                _("The token is not valid"), _("Ask for a new one: crm token create")
            )
        require_usable(found)
        secrets.used(connection, found["id"])
    else:
        secrets.require(connection, found["id"], identity.secret)
    return found


def require_usable(found: dict[str, Any]) -> None:
    """Raise NotLoggedInError unless a log-in and its operator are in use."""
    if not found["active"]:
        raise NotLoggedInError(
            _("Operator “{}” is deactivated").format(found["code"]), _("Ask your administrator")
        )
    until = found["expires_at"]
    if found["revoked_at"] or (until and clock.latest() >= dt.datetime.fromisoformat(until)):
        raise NotLoggedInError(
            _("The log-in {} has expired or was revoked").format(found["name"]),
            _("Ask your administrator"),
        )


def of_login(connection: Any, name: str) -> Authority | None:
    """On SQLite: what somebody else may who has that log-in; ``None`` where it cannot be used."""
    found = login_named(connection, name)
    try:
        if found is not None:
            require_usable(found)
    except NotLoggedInError:
        return None
    return None if found is None else _worked_out(connection, found)


def _worked_out(connection: Any, found: dict[str, Any]) -> Authority:
    permissions = _permissions(connection, found["role_id"])
    me = found["operator_id"]
    depts, owners = _own(connection, found)
    read_depts, read_owners = frozenset[int](), frozenset[int]()
    for loan in _loans(connection, me):
        if loan["what"] == "function":
            if loan["permission"] in _permissions(connection, loan["role_id"]):
                permissions |= {loan["permission"]}
            continue
        lent_depts, lent_owners = _own(connection, loan)
        if loan["what"] == "write":
            depts, owners = depts | lent_depts, owners | lent_owners
        else:
            read_depts, read_owners = read_depts | lent_depts, read_owners | lent_owners
    if found["limit_id"] is not None:
        permissions &= _permissions(connection, found["limit_id"])
    shares = _shares(connection, me, found["dept_id"])
    return Authority(
        login_id=found["id"],
        login=found["name"],
        kind=found["kind"],
        operator_id=me,
        role=found["role"],
        scope=found["scope"] or scope.OWN,
        depts=depts,
        owners=owners,
        permissions=permissions,
        must_change=bool(found["must_change"]),
        read_depts=read_depts - depts,
        read_owners=read_owners - owners,
        shared=frozenset(shares),
        shared_written=frozenset(key for key, can_write in shares.items() if can_write),
    )


def _own(connection: Any, found: dict[str, Any]) -> tuple[frozenset[int], frozenset[int]]:
    """Departments and owners whose rows somebody sees by scope; of all, every department."""
    me, kind = found["operator_id"], found["scope"] or scope.OWN
    base = found["scope_dept_id"] or found["dept_id"]
    depts: frozenset[int] = frozenset()
    owners = frozenset({me})
    if kind == scope.DEPARTMENT:
        depts = frozenset({base})
    elif kind == scope.SUBTREE:
        depts = _ids(connection, _BELOW.format(table="department"), base)
    elif kind == scope.REGION and found["region_id"] is not None:
        owners |= _ids(connection, _OF_REGION, found["region_id"])
    elif kind == scope.ALL and "what" in found:
        depts = _ids(connection, "SELECT id FROM main.department WHERE id > ?", 0)
    if found["dept_id"] in depts:
        owners = frozenset()  # their rows are of the department, and one condition is quicker
    return depts, owners


_LOANS = """
SELECT a.what, a.permission, o.id AS operator_id, o.dept_id, o.region_id, o.role_id, o.scope,
  o.scope_dept_id
FROM main.loan a JOIN main.operator o ON o.id = a.lender_id AND o.active
WHERE a.borrower_id = ? AND NOT a.ended AND ? BETWEEN a.begins_on AND a.ends_on
"""
_SHARES = """
SELECT customer_id, max(can_write) FROM main.share
WHERE NOT ended AND ends_on >= ? AND (with_id = ? OR with_dept_id = ?) GROUP BY customer_id
"""


def _loans(connection: Any, me: int) -> list[dict[str, Any]]:
    cursor = connection.execute(_LOANS, (me, _today(connection)))
    names = [c[0] for c in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _shares(connection: Any, me: int, dept: int) -> dict[int, bool]:
    found = connection.execute(_SHARES, (_today(connection), me, dept))
    return {int(key): bool(can_write) for key, can_write in found}


def _today(connection: Any) -> str:
    zone = connection.execute("SELECT value FROM main.setting WHERE key = 'zone'").fetchone()
    return clock.today(zone[0] if zone else "UTC").isoformat()


def _permissions(connection: Any, role_id: int | None) -> frozenset[str]:
    found = connection.execute(
        "SELECT p.permission FROM main.role_permission p JOIN main.role r ON r.id = p.role_id "
        "WHERE r.id = ? AND r.active",
        (role_id,),
    )
    return frozenset(row[0] for row in found)


_BELOW = (
    "WITH RECURSIVE below(id) AS (SELECT ? UNION SELECT d.id FROM main.{table} d "
    "JOIN below ON d.parent_id = below.id) SELECT id FROM below"
)
_OF_REGION = (
    "WITH RECURSIVE below(id) AS (SELECT ? UNION SELECT d.id FROM main.region d "
    "JOIN below ON d.parent_id = below.id) "
    "SELECT o.id FROM main.operator o JOIN below ON o.region_id = below.id"
)


def _ids(connection: Any, statement: str, value: int) -> frozenset[int]:
    return frozenset(int(row[0]) for row in connection.execute(statement, (value,)))


def _of_server(connection: Any) -> Authority:
    asked = "SELECT * FROM crm.authority()"
    row = connection.execute(asked).fetchone()
    if row is None and connection.execute("SELECT crm.renew()").fetchone()[0]:
        connection.commit()
        row = connection.execute(asked).fetchone()
    if row is None:
        raise nobody()
    login_id, login, kind, operator_id, role, of_scope, depts, owners, permissions = row[:9]
    change, read_depts, read_owners, shared, shared_written = row[9:]
    return Authority(
        login_id=login_id,
        login=login,
        kind=kind,
        operator_id=operator_id,
        role=role,
        scope=of_scope,
        depts=frozenset(depts),
        owners=frozenset(owners),
        permissions=frozenset(permissions),
        must_change=change,
        read_depts=frozenset(read_depts),
        read_owners=frozenset(read_owners),
        shared=frozenset(shared),
        shared_written=frozenset(shared_written),
    )


def allowed(authority: Authority | None, table: str, event: str, changed: int, *owners: int) -> int:
    """Whether a row may be written: 1 or 0. Without an authority the store itself is at work."""
    if authority is None:
        return 1
    sides: list[tuple[int, int, int | None]] = [
        (owner, dept, None if table in scope.BY_OWNER else customer)
        for owner, dept, customer in zip(owners[::3], owners[1::3], owners[2::3], strict=True)
    ]
    if event != "update":
        permitted = not authority.permissions.isdisjoint(rights.needing(event, table))
        return int(permitted and all(authority.reaches(*side) for side in sides))
    if changed & FORBIDDEN:
        return 0
    if sides and sides[0][0] == sides[-1][0] and sides[0][1] != sides[-1][1]:
        # An owner moved to another department, which the composite key carries along.
        return 1
    if changed & CARRIED:
        return 1
    for number, (_names, permissions) in enumerate(rights.column_groups(table)):
        if changed & 1 << (FIRST_GROUP + number) and authority.permissions.isdisjoint(permissions):
            return 0
    return int(all(authority.reaches(*side) for side in sides))
