"""A difference between what somebody is shown and what they should be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crmcli.i18n import _
from crmcli.oracle.truth import Person
from crmcli.views.store import AuditRow


def difference(person: Person, where: str, shown: Any, wanted: Any) -> Iterator[AuditRow]:
    """The row that tells of it; none where both are the same."""
    if shown != wanted:
        if isinstance(shown, set):
            more, less = sorted(shown - wanted)[:3], sorted(wanted - shown)[:3]
            shown = _("{} rows; too many: {}").format(len(shown), more)
            wanted = _("{} rows; missing: {}").format(len(wanted), less)
        yield AuditRow(
            operator=person.code,
            scope=person.scope,
            where=where,
            shown=str(shown),
            truth=str(wanted),
        )
