"""The SQL of a report as a person can paste it into a client of the engine."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy.engine import Dialect

from crmcli.db import connect
from crmcli.db.work import Work
from crmcli.i18n import _

CLAUSE = re.compile(
    r" (FROM|WHERE|AND|LEFT OUTER JOIN|JOIN|GROUP BY|HAVING|ORDER BY|UNION ALL|UNION|SELECT) "
)
"""Where a line begins; no text of people stands in these statements, only ids and dates."""


def text(work: Work, statements: Iterable[Any]) -> str:
    """Statements with their values in them and the schema named, ready to be pasted."""
    head = _("-- as kept: amounts in 1/100, quantities in 1/10000")
    return "\n\n".join([head, *(_one(work, statement) for statement in statements)])


def _one(work: Work, statement: Any) -> str:
    found = statement.compile(
        dialect=_dialect(work),
        compile_kwargs={"literal_binds": True},
        **_schema(work),
    )
    return CLAUSE.sub(r"\n\1 ", re.sub(r"\s*\n\s*", " ", str(found)).strip()) + ";"


def _dialect(work: Work) -> Dialect:
    """The engine's dialect, without the doubled percent signs that a driver wants."""
    if work.store.engine == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.dialect()
    from sqlalchemy.dialects import postgresql

    return postgresql.dialect(paramstyle="named")  # type: ignore[no-untyped-call]


def _schema(work: Work) -> dict[str, Any]:
    if work.store.engine == "sqlite":
        return {}
    return {"schema_translate_map": {None: connect.SCHEMA}, "render_schema_translate": True}
