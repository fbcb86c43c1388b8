"""What the engines report turned into errors of ours, in one line."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from crmcli.db import connect
from crmcli.db.authority import DENIED as GUARDED
from crmcli.db.connect import Store
from crmcli.errors import CrmError, DuplicateError, NotAllowedError, RefusedError, StaleError
from crmcli.i18n import _

UNIQUE, FOREIGN, DENIED = "23505", "23503", "42501"
CONFLICTS = ("40001", "40P01")
"""SQLSTATE of a serialization failure and of a deadlock: the other one went first."""
ENVIRONMENT = ("08", "25", "53", "55", "57", "58")
"""Classes of SQLSTATE that say something of the server and its rights, not of our statement."""


@contextmanager
def explained(store: Store) -> Iterator[None]:
    """Turn what SQLAlchemy and the drivers raise into errors of ours, in one line."""
    try:
        yield
    except StaleDataError as error:
        raise StaleError(
            _("The record was changed meanwhile by somebody else"), _("Look at it and try again")
        ) from error
    except DBAPIError as error:
        original = error.orig
        if isinstance(original, CrmError):
            raise original from error
        clear = _explained(error, original or error, store)
        if clear is None:
            raise
        raise clear from error
    except sqlite3.Error as error:  # of the driver, used bare
        if isinstance(error, sqlite3.IntegrityError):
            raise _of_integrity(None, str(error)) from error
        raise connect.explain(error, store) from error
    except Exception as error:
        state = getattr(error, "sqlstate", None)  # of the server's driver, used bare
        if state == DENIED:
            raise _not_allowed() from error
        if state is not None and state[:2] in ENVIRONMENT:
            raise connect.explain(error, store) from error
        raise


def _not_allowed() -> NotAllowedError:
    return NotAllowedError(
        _("You may not do this to this record"), _("Ask who is responsible for it")
    )


def _explained(error: DBAPIError, original: BaseException, store: Store) -> CrmError | None:
    """The clear line for what an engine raised; None where it can only be a defect of ours."""
    state = getattr(original, "sqlstate", None)
    said = str(original).strip().splitlines()[0] if str(original).strip() else ""
    if state in CONFLICTS:
        return StaleError(
            _("The record was changed meanwhile by somebody else"), _("Look at it and try again")
        )
    if state == DENIED or GUARDED in said:
        return _not_allowed()
    if isinstance(error, IntegrityError):
        return _of_integrity(state, said)
    if store.engine == "postgresql" and state and not state.startswith(ENVIRONMENT):
        return None
    return connect.explain(original, store)


def _of_integrity(state: str | None, said: str) -> CrmError:
    if state == UNIQUE or "UNIQUE constraint" in said:
        return DuplicateError(
            _("That code or number is taken"), _("Give another one, or try again")
        )
    if state == FOREIGN or "FOREIGN KEY" in said:
        return RefusedError(
            _("A record that this one refers to was removed or is still in use"),
            _("Look at both and try again"),
        )
    return RefusedError(_("The store refused the change: {}").format(said))
