"""PostgreSQL: what the roles of one company are called; several share a server without disturbing
one another, since every role bears its company's prefix, at first the database's name.
"""

from __future__ import annotations

from crmcli.db import rights
from crmcli.errors import InvalidError
from crmcli.i18n import _

LONGEST = 63
"""PostgreSQL cuts longer names."""
LONGEST_PREFIX = 24
KINDS = ("own", "people", "shared", "all")
"""The policies' kinds of scope; of departments and regions it is the customers of their people."""


def checked(prefix: str) -> str:
    """A prefix under which every name fits.

    Raises:
        InvalidError: it is too long, or holds what separates it from the rest of a name.
    """
    if len(prefix.encode()) > LONGEST_PREFIX or not prefix or set(prefix) & set(":@\"'\\"):
        raise InvalidError(
            _("A database called “{}” cannot hold a store").format(prefix),
            _("Use at most {} letters, digits and underscores").format(LONGEST_PREFIX),
        )
    return prefix


def owner(prefix: str) -> str:
    """Who owns the tables; nobody is a member but the one who upgrades."""
    return f"{prefix}:owner"


def log(prefix: str) -> str:
    """Who owns the log."""
    return f"{prefix}:log"


def roles(prefix: str) -> str:
    """Who creates and changes log-ins."""
    return f"{prefix}:roles"


def base(prefix: str) -> str:
    """What everybody who is logged in is a member of."""
    return f"{prefix}:base"


def seeing(prefix: str, kind: str) -> str:
    """Whom a policy is for."""
    return f"{prefix}:scope:{kind}"


def may(prefix: str, permission: str) -> str:
    """Who may do one thing."""
    return f"{prefix}:may:{permission}"


def fixed(prefix: str) -> list[str]:
    """All group roles that do not depend on what is in the store."""
    return [
        owner(prefix),
        log(prefix),
        roles(prefix),
        base(prefix),
        *(seeing(prefix, kind) for kind in KINDS),
        *(may(prefix, permission) for permission in rights.PERMISSIONS),
    ]


def quoted(name: str) -> str:
    """A name as SQL reads it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL reads it."""
    return "'" + text.replace("'", "''") + "'"
