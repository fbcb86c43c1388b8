"""What stands in the fields of a form about a record, and what of it was changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crmcli.tui.screens.form import Field
from crmcli.views.base import Ref, Row, columns_of

MASKED = ("phone", "mobile", "email")
"""Shown with their middle hidden: what is not written anew stays as it is."""
LONG = ("needs", "remark")
Choices = dict[str, list[tuple[str, str]]]


def present(row: Row, keys: Sequence[str]) -> dict[str, str]:
    """What stands in the fields; numbers with a hidden middle stand beside empty ones."""
    found: dict[str, str] = {}
    for key in keys:
        value = getattr(row, key)
        text = value.code if isinstance(value, Ref) else "" if value is None else str(value)
        if isinstance(value, Ref):
            found[_called(key)] = value.name
        if key in MASKED:
            found[_beside(key)], text = text, ""
        found[key] = text
    return found


def shown_of(row: Row, keys: Sequence[str]) -> dict[str, str]:
    """What is compared with what somebody else wrote: numbers with their middle hidden, too."""
    found = present(row, keys)
    return {key: found.get(_beside(key), found[key]) for key in keys}


def altered(values: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """What was filled in otherwise than it was; an empty text clears."""
    return {
        key: text
        for key, text in values.items()
        if text != before.get(key, "") and not (key in MASKED and not text.strip())
    }


def fields_of(
    row_type: type[Row], keys: Sequence[str], before: Mapping[str, str], choices: Choices
) -> list[Field]:
    """The fields of a form, called as the columns of a record are."""
    known = {column.key: column for column in columns_of(row_type)}
    return [
        Field(
            key,
            known[key].title,
            before.get(key, ""),
            choices=_choices(key, before, choices),
            lines=key in LONG,
            hint=before.get(_beside(key), ""),
        )
        for key in keys
    ]


def _choices(key: str, before: Mapping[str, str], choices: Choices) -> list[tuple[str, str]] | None:
    """What can be chosen, and what stands there now: that stays, also if it is used no more."""
    known, present = choices.get(key), before.get(key, "")
    if known is None or not present or present in {value for _label, value in known}:
        return known
    return [*known, (before.get(_called(key), present), present)]


def _called(key: str) -> str:
    return f"{key} name"


def _beside(key: str) -> str:
    return f"{key} masked"
