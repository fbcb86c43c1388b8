"""Hiding what is sensitive in what the log keeps of a row. No SQLAlchemy."""

from __future__ import annotations

import json
from functools import cache

from crmcli.db import scope
from crmcli.views.base import masked


def hidden(table: str, image: str | None) -> str | None:
    """The image (JSON) of a row with the middle of phones and e-mails hidden."""
    names = _kept(table)
    if image is None or not names:
        return image
    values = json.loads(image)
    for name in names:
        if values.get(name) is not None:
            values[name] = masked(str(values[name]))
    return json.dumps(values, ensure_ascii=False)


@cache
def _kept(table: str) -> tuple[str, ...]:
    return scope.SENSITIVE.get(table, ())
