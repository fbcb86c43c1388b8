"""Columns and row types. Standard library and i18n only.

A row type is a frozen dataclass whose fields are made by :func:`column`. Its keys are the public
contract of JSON and CSV; its headings are what a person reads.
"""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar

from crmcli import i18n
from crmcli.i18n import _


class Kind(StrEnum):
    """What a column holds; it decides alignment, format and spreadsheet type."""

    TEXT = "text"
    CODE = "code"
    MONEY = "money"
    PRICE = "price"
    QUANTITY = "quantity"
    PERCENT = "percent"
    SHARE = "share"
    DISCOUNT = "discount"
    COUNT = "count"
    DATE = "date"
    INSTANT = "instant"
    ENUM = "enum"
    FLAG = "flag"
    CHANGES = "changes"
    LIST = "list"
    ROWS = "rows"

    @property
    def numeric(self) -> bool:
        """Whether the column is a number: right-aligned, never text in a spreadsheet."""
        return self in NUMERIC


RATES = (Kind.PERCENT, Kind.SHARE, Kind.DISCOUNT)
"""Kinds that are in percent."""
NUMERIC = (Kind.MONEY, Kind.PRICE, Kind.QUANTITY, Kind.COUNT, *RATES)


def least_decimals(kind: Kind) -> int:
    """Money and shares always show two; quantities and rates have no idle zeros."""
    return 2 if kind in (Kind.MONEY, Kind.PRICE, Kind.SHARE) else 0


def exact(value: Decimal, least: int) -> Decimal:
    """The same number with idle zeros left out, but at least ``least`` decimals."""
    short = value.normalize()
    exponent = short.as_tuple().exponent
    assert isinstance(exponent, int)
    return short if -exponent >= least else value.quantize(Decimal(1).scaleb(-least))


SHOWN = ((11, (3, 4)), (8, (2, 2)), (5, (0, 2)), (0, (0, 0)))
"""From which length on how many characters at the beginning and the end are shown."""


def masked(value: str) -> str:
    """A phone number or e-mail with its middle hidden: ``138****5678``."""
    if "@" in value:
        user, _at, domain = value.partition("@")
        return f"{user[:1]}***@{domain}"
    head, tail = next(shown for least, shown in SHOWN if len(value) >= least)
    return f"{value[:head]}****{value[len(value) - tail :]}"


@dataclasses.dataclass(frozen=True, slots=True)
class Ref:
    """A reference to a coded record: its code in data, its name for people."""

    code: str
    name: str

    def __str__(self) -> str:
        return self.code


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """One column of a row type."""

    key: str
    heading: str
    kind: Kind
    labels: Mapping[str, str]
    rows: type[Row] | None
    listed: bool
    total: bool
    noun: str
    human: bool
    empty: str
    entry: str
    vital: bool
    spare: bool
    aliases: tuple[str, ...]
    refers: bool

    @property
    def title(self) -> str:
        """The heading in the language in force."""
        return self.title_in(i18n.language())

    def title_in(self, language: str) -> str:
        """The heading in ``language``."""
        noun = i18n.said_in(language, self.noun) if self.noun else ""
        text = i18n.said_in(language, self.heading).format(noun=noun)
        return text[:1].upper() + text[1:]


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """Base of all row types; on a terminal ``blocks`` are no table but stand below each other."""

    noun: ClassVar[str] = ""
    blocks: ClassVar[bool] = False


def column(
    heading: str,
    kind: Kind = Kind.TEXT,
    *,
    labels: Mapping[str, str] | None = None,
    rows: type[Row] | None = None,
    listed: bool = True,
    total: bool = False,
    human: bool = False,
    empty: str = "",
    entry: str = "",
    vital: bool = False,
    spare: bool = False,
    noun: str = "",
    aliases: tuple[str, ...] = (),
    default: Any = dataclasses.MISSING,
) -> Any:
    """Declare a column: its heading (marked with ``N_``; ``{noun}`` is filled in) and its kind.

    ``labels`` translate an enum's values. ``rows`` is the row type of a nested list. A column with
    ``listed=False`` is shown in a list only when asked for; ``total`` asks tables for a sum; a
    ``human`` column (a share, a running number) is left out of data formats. ``empty`` is what
    people read where there is no value. ``entry`` says how a value is entered, where the heading is
    not enough: it is the help of the option that sets the column. ``noun`` fills the heading where
    it is not the row type's. ``aliases`` are headings that it may have instead. A ``vital`` column
    is never left out of a table for lack of width; ``spare`` ones are the first to be.
    """
    declared = {
        "heading": heading,
        "kind": kind,
        "labels": labels or {},
        "rows": rows,
        "listed": listed,
        "total": total,
        "human": human,
        "empty": empty,
        "entry": entry,
        "vital": vital,
        "spare": spare,
        "noun": noun,
        "aliases": aliases,
    }
    return dataclasses.field(default=default, metadata={"column": declared})


def columns_of(row_type: type[Row]) -> tuple[Column, ...]:
    """The columns of a row type in the order of their declaration."""
    known = _KNOWN.get(row_type)
    if known is None:
        known = _KNOWN[row_type] = _columns(row_type)
    return known


_KNOWN: dict[type[Row], tuple[Column, ...]] = {}


def _columns(row_type: type[Row]) -> tuple[Column, ...]:
    return tuple(
        Column(
            key=f.name,
            refers="Ref" in str(f.type),
            **{**f.metadata["column"], "noun": f.metadata["column"]["noun"] or row_type.noun},
        )
        for f in dataclasses.fields(row_type)
        if "column" in f.metadata
    )


def made_column(
    key: str, heading: str, kind: Kind = Kind.TEXT, labels: Mapping[str, str] | None = None
) -> Column:
    """A column that is made while the program runs, for :func:`declare`."""
    return Column(
        key=key,
        heading=heading,
        kind=kind,
        labels=labels or {},
        rows=None,
        listed=True,
        total=False,
        noun="",
        human=False,
        empty="",
        entry="",
        vital=False,
        spare=False,
        aliases=(),
        refers=False,
    )


def declare(row_type: type[Row], columns: Sequence[Column]) -> None:
    """Say which columns a row type has that is made while the program runs."""
    _KNOWN[row_type] = tuple(columns)


def key_of(row_type: type[Row], given: str) -> str | None:
    """The key of the column that is meant by its key or by its heading in any language."""
    wanted = _folded(given)
    known = columns_of(row_type)
    keys = {column.key for column in known}
    if wanted in keys:
        return wanted
    return next((column.key for column in known if wanted in _headings(column)), None)


def _headings(column: Column) -> set[str]:
    """A column's headings in all languages, with its noun and without."""
    full = {_folded(column.title_in(one)) for one in i18n.LANGUAGES}
    short = {
        _folded(text.format(noun=""))
        for heading in (column.heading, *column.aliases)
        for text in i18n.in_all(heading)
    }
    return full | short


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def nested(column: Column) -> tuple[Column, ...]:
    """What people see of the rows inside a record: the columns that lists show."""
    assert column.rows is not None
    return tuple(c for c in columns_of(column.rows) if c.listed and c.kind is not Kind.ROWS)


def filled(row: Row, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of a record that have something to tell a person."""
    return tuple(c for c in columns if c.empty or getattr(row, c.key) not in (None, "", ()))


def title_of(row_type: type[Row]) -> str:
    """The noun of a row type as a heading, in the language in force."""
    text = _(row_type.noun)
    return text[:1].upper() + text[1:]


RowT = TypeVar("RowT", bound=Row)


@dataclasses.dataclass(frozen=True, slots=True)
class Page(Generic[RowT]):
    """The rows of a list: all that match, or the first ``len(rows)`` of ``total``.

    ``total`` is ``None`` where counting would cost more than the page; ``after`` is then the key of
    the last row shown, from which ``--before`` goes on. A ``stream`` has the rows instead: all
    that match, one after the other, to be read once while the store is open; they are counted only
    for who has to tell their number.
    """

    rows: list[RowT]
    total: int | None
    newest: bool = False
    after: str | None = None
    stream: Iterator[RowT] | None = None
