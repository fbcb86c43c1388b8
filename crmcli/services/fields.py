"""Columns that people set and filter by: declared once for a noun, used by add, edit and list.

A field knows its column, makes a stored value of what was typed, and says what a filter on it asks
for. An empty text clears a field, and as a filter asks for records without a value.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_

from crmcli import i18n
from crmcli.db.models.base import Coded
from crmcli.db.models.department import Department
from crmcli.db.models.region import Region
from crmcli.db.work import Work
from crmcli.errors import InvalidError, suggestion
from crmcli.i18n import _, in_all
from crmcli.services import dates, lookup, money, texts, tree
from crmcli.views.base import Row, columns_of, masked

Clean = Callable[[Work, str, str], Any]
"""Makes a stored value: takes the work, what was typed, and what the field is called."""
Match = Callable[[Work, Any, str, str], ColumnElement[bool]]
"""Makes a condition: takes the work, the column, what was typed, and what the field is called."""
LARGEST_COUNT = 10**9
WHOLE = re.compile(r"[0-9]{1,10}")


@dataclass(frozen=True, slots=True)
class Field:
    """One column."""

    column: str
    clean: Clean
    match: Match
    required: bool = False
    shown: str | None = None
    """The column that holds it with its middle hidden, where nobody reads it whole."""


def titles(row_type: type[Row]) -> dict[str, str]:
    """What the fields are called within a sentence: the headings of the row type."""
    asked = (row_type, i18n.language())
    if asked not in _TITLES:
        columns = columns_of(row_type)
        _TITLES[asked] = {column.key: texts.in_sentence(column.title) for column in columns}
    return _TITLES[asked]


_TITLES: dict[tuple[type[Row], str], dict[str, str]] = {}


def given(values: Mapping[str, Any], fields: Mapping[str, Field]) -> Iterator[tuple[str, str]]:
    """The fields that were given a value, an empty one included."""
    for key in fields:
        value = values.get(key)
        if value is not None:
            yield key, value


def assign(
    work: Work,
    row: Any,
    fields: Mapping[str, Field],
    values: Mapping[str, Any],
    names: Mapping[str, str],
) -> None:
    """Set what is given; an empty text clears.

    Raises:
        InvalidError, NotFoundError, RefusedError: a value that cannot be.
    """
    for key, value in given(values, fields):
        field = fields[key]
        if value.strip():
            _set(row, field, field.clean(work, value, names[key]))
        elif field.required:
            raise texts.required(names[key])
        else:
            _set(row, field, None)


def _set(row: Any, field: Field, value: Any) -> None:
    setattr(row, field.column, value)
    if field.shown is not None:
        setattr(row, field.shown, masked(value) if value else None)


def differs(
    work: Work,
    row: Any,
    fields: Mapping[str, Field],
    values: Mapping[str, Any],
    names: Mapping[str, str],
) -> bool:
    """Whether a record would be another one with what is given; what is empty says nothing.

    Raises:
        InvalidError, NotFoundError, RefusedError: a value that cannot be.
    """
    return any(
        _differs(row, fields[key], fields[key].clean(work, value, names[key]))
        for key, value in given(values, fields)
        if value.strip()
    )


def _differs(row: Any, field: Field, value: Any) -> bool:
    """A value that nobody reads is compared by what is shown of it."""
    if field.shown is None:
        return bool(value != getattr(row, field.column))
    return bool((masked(value) if value else None) != getattr(row, field.shown))


def conditions(
    work: Work,
    model: type[Any],
    fields: Mapping[str, Field],
    values: Mapping[str, Any],
    names: Mapping[str, str],
) -> Iterator[ColumnElement[bool]]:
    """What a list is filtered by."""
    for key, value in given(values, fields):
        field = fields[key]
        column = getattr(model, field.shown or field.column)
        if value.strip():
            yield field.match(work, column, value, names[key])
        else:
            yield column.is_(None)


def line(column: str) -> Field:
    """A text on one line, found by any part."""
    return Field(column, lambda _work, value, name: texts.line(value, name), contains)


def paragraph(column: str) -> Field:
    """A text of several lines, found by any part."""
    return Field(column, lambda _work, value, name: texts.paragraph(value, name), contains)


def contains(_work: Work, column: Any, value: str, _name: str) -> ColumnElement[bool]:
    """Any part of the text; Latin letters without accents in any case."""
    found: ColumnElement[bool] = column.icontains(texts.composed(value), autoescape=True)
    return found


def hidden_exactly(clean: Clean) -> Match:
    """The same value, as far as it is shown."""

    def match(work: Work, column: Any, value: str, name: str) -> ColumnElement[bool]:
        found: ColumnElement[bool] = column == masked(clean(work, value, name))
        return found

    return match


def exactly(clean: Clean) -> Match:
    """The same value, cleaned in the same way."""

    def match(work: Work, column: Any, value: str, name: str) -> ColumnElement[bool]:
        found: ColumnElement[bool] = column == clean(work, value, name)
        return found

    return match


def choice(
    column: str, values: Sequence[str], labels: Mapping[str, str], *, required: bool = True
) -> Field:
    """One of fixed values, named by its key or as people call it."""

    def clean(_work: Work, value: str, name: str) -> str:
        return chosen(value, values, labels, name)

    return Field(column, clean, exactly(clean), required)


def chosen(value: str, values: Sequence[str], labels: Mapping[str, str], name: str) -> str:
    """The key among ``values`` that was meant.

    Raises:
        InvalidError: none; the known ones are in the hint.
    """
    wanted = texts.fold(value)
    for key in values:
        if wanted in (key, *map(texts.fold, in_all(labels[key]))):
            return key
    raise InvalidError(
        _("“{}” is not a valid {}").format(value, name),
        suggestion(value, {key: _(labels[key]) for key in values}),
    )


def refers(
    column: str, noun: str, model: type[Coded], *conditions_: Any, required: bool = False
) -> Field:
    """A reference to a coded record, by code or unique name; of a tree also what is below it."""

    def clean(work: Work, value: str, _name: str) -> int:
        return lookup.remembered(
            work, (noun, value), lambda: lookup.usable(work, model, noun, value, *conditions_).id
        )

    def match(work: Work, column_: Any, value: str, _name: str) -> ColumnElement[bool]:
        wanted = lookup.coded(work, model, noun, value, *conditions_)
        if model is Region or model is Department:
            inside: Any = tree.below(model, wanted.id)
        else:
            inside = [wanted.id]
        found: ColumnElement[bool] = column_.in_(inside)
        return found

    return Field(column, clean, match, required)


def amount(column: str) -> Field:
    """Money, not negative; filtered by an amount or by ``from..to``."""

    def clean(_work: Work, value: str, name: str) -> Decimal:
        return money.parse(value, name)

    return Field(column, clean, _range(clean))


def count(column: str) -> Field:
    """A whole number, not negative; filtered by a number or by ``from..to``."""

    def clean(_work: Work, value: str, name: str) -> int:
        plain = unicodedata.normalize("NFKC", value).strip().replace(",", "")
        if not WHOLE.fullmatch(plain) or int(plain) > LARGEST_COUNT:
            raise InvalidError(
                _("“{}” is not a valid {}").format(value, name),
                _("Give a whole number from 0 to {}").format(LARGEST_COUNT),
            )
        return int(plain)

    return Field(column, clean, _range(clean))


def day(column: str) -> Field:
    """A date; filtered by a date, a period or ``from..to``."""

    def clean(work: Work, value: str, name: str) -> Any:
        return dates.day(value, name, work.today())

    def match(work: Work, column_: Any, value: str, name: str) -> ColumnElement[bool]:
        first, last = _days(work, value, name)
        return and_(column_ >= first, column_ <= last)

    return Field(column, clean, match)


def instant(column: str) -> Field:
    """An instant that only the store sets; filtered as a date of the company's zone is."""

    def clean(_work: Work, _value: str, name: str) -> Any:
        raise InvalidError(_("{} cannot be set").format(name), _("Leave it out"))

    def match(work: Work, column_: Any, value: str, name: str) -> ColumnElement[bool]:
        begins, ends = dates.instants(*_days(work, value, name), work.zone)
        return and_(column_ >= begins, column_ < ends)

    return Field(column, clean, match)


def _days(work: Work, value: str, name: str) -> tuple[dt.date, dt.date]:
    """The first and the last day of a date, a period, or ``from..to`` with either end open."""
    today = work.today()
    low, dots, high = value.partition("..")
    if not dots:
        high = low
    first = dates.first_day(low, name, today) if low.strip() else dates.EARLIEST
    last = dates.last_day(high, name, today) if high.strip() else dates.LATEST
    return first, last


def _range(clean: Clean) -> Match:
    def match(work: Work, column: Any, value: str, name: str) -> ColumnElement[bool]:
        low, dots, high = value.partition("..")
        if not dots:
            found: ColumnElement[bool] = column == clean(work, value, name)
            return found
        least = clean(work, low, name) if low.strip() else None
        most = clean(work, high, name) if high.strip() else None
        if least is not None and most is not None and most < least:
            raise InvalidError(
                _("The range ends ({}) before it begins ({})").format(most, least),
                _("Exchange the two"),
            )
        ends = [column >= least] if least is not None else []
        if most is not None:
            ends.append(column <= most)
        return and_(*ends) if ends else column.is_not(None)

    return match
