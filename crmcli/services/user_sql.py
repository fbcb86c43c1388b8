"""Asking in SQL, inside what the operator sees."""

from __future__ import annotations

from crmcli.db import asking, identity
from crmcli.db.connect import Store
from crmcli.errors import NotLoggedInError
from crmcli.i18n import _
from crmcli.services import listing
from crmcli.views.base import Page, Row
from crmcli.views.sql import row_type

MOST = 10_000


def ask(store: Store, query: str, *, limit: int | None) -> tuple[Page[Row], type[Row]]:
    """The rows of a query, and the type of its rows; at most :data:`MOST` of them.

    Raises:
        NotLoggedInError: nobody is logged in.
        InvalidError, NotAllowedError, CrmError: as :func:`crmcli.db.asking.ask` says.
    """
    listing.check_limit(limit)
    who = identity.present(store)
    if who is None and store.engine == "sqlite":
        raise NotLoggedInError(_("Not logged in"), _("Log in: crm login CODE"))
    most = min(limit or MOST, MOST)
    names, found = asking.ask(store, who or identity.NOBODY, query, most + 1)
    kind, make = row_type(names)
    rows: list[Row] = [make(values) for values in found[:most]]
    return Page(rows, len(rows) if len(found) <= most else None), kind
