"""One value of one column, as data and as people read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from crmcli import clock, config, i18n
from crmcli.i18n import _
from crmcli.output import safe
from crmcli.views.base import (
    Column,
    Kind,
    Ref,
    Row,
    columns_of,
    exact,
    least_decimals,
)

SEPARATOR = "; "
"""Between the values of a list in one cell."""
CENT, HUNDRED, TEN_THOUSAND = Decimal("0.01"), Decimal(100), Decimal(10_000)
LANGUAGE_OF = {"en": "en", "zh": "zh_CN"}
INSTANT = "%Y-%m-%dT%H:%M:%SZ"


def data(column: Column, value: Any) -> Any:
    """The value for JSON: exact numbers as strings, dates ISO, references as codes."""
    if value is None:
        return None
    if column.kind is Kind.ROWS:
        return [record(row) for row in value]
    if column.kind is Kind.LIST:
        return list(value)
    if column.kind is Kind.CHANGES:
        return {key: str(one) if isinstance(one, Ref) else one for key, one in value.items()}
    if isinstance(value, Ref):
        return value.code
    if isinstance(value, Decimal):
        return number(column, value)
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime(INSTANT)
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def record(row: Row) -> dict[str, Any]:
    """A row for JSON: every column that is data, by key."""
    return {c.key: data(c, getattr(row, c.key)) for c in columns_of(type(row)) if not c.human}


def number(column: Column, value: Decimal) -> str:
    """An exact decimal: money with at least two decimals, the rest without idle zeros."""
    return f"{exact(value, least_decimals(column.kind)):f}"


def flat(column: Column, value: Any) -> str:
    """The value for CSV: as for JSON, in one cell."""
    plain = data(column, value)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, list):
        return SEPARATOR.join(plain)
    if isinstance(plain, Mapping):
        return "; ".join(f"{key}={_flag_or_text(value)}" for key, value in plain.items())
    return str(plain)


def worded(column: Column, value: Any) -> str:
    """The value for CSV that people read: names, words and local times; numbers stay exact."""
    if value is None:
        return _(column.empty) if column.empty else ""
    if isinstance(value, Ref):
        return value.name
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return local(value)
    if column.kind is Kind.ENUM:
        return _(column.labels[value]) if value in column.labels else str(value)
    if column.kind is Kind.CHANGES:
        from crmcli.views import records

        return SEPARATOR.join(records.told(value))
    return flat(column, value)


def local(value: dt.datetime) -> str:
    """A moment as people of the company read it."""
    return value.astimezone(clock.display_zone()).strftime("%Y-%m-%d %H:%M")


def _flag_or_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def human(column: Column, value: Any, *, grouped: bool) -> str:
    """The value as a person reads it, safe for a terminal; ``grouped`` puts commas into numbers."""
    if value is None:
        return _(column.empty) if column.empty else ""
    if isinstance(value, Ref):
        return safe.one_line(value.name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        shown = value if column.human else exact(value, least_decimals(column.kind))
        if column.kind is Kind.MONEY and in_ten_thousands():
            shown = (value / TEN_THOUSAND).quantize(CENT, rounding=ROUND_HALF_UP)
        if column.kind is Kind.DISCOUNT:
            return discount(value)
        text = f"{shown:,f}" if grouped else f"{shown:f}"
        return f"{text}%" if column.kind in (Kind.PERCENT, Kind.SHARE) else text
    if isinstance(value, int):
        return f"{value:,}" if grouped else str(value)
    return _human_text(column, value)


def discount(off: Decimal) -> str:
    """A discount as both habits say it: so much off, so many tenths left; nothing for none."""
    if not off:
        return ""
    if off == HUNDRED:
        return _("free")
    left = exact((HUNDRED - off) / 10, 0)
    return _("{off}% off ({left}折)").format(off=f"{exact(off, 0):f}", left=f"{left:f}")


def title(column: Column) -> str:
    """The heading as people read it: with the unit where amounts are in 万元."""
    if column.kind is Kind.MONEY and in_ten_thousands():
        return _("{} (10,000)").format(column.title)
    return column.title


def heading(column: Column, headings: str | None) -> str:
    """The heading of a file's column: its key, or what people read in a language."""
    if headings == "key":
        return column.key
    return column.title_in(LANGUAGE_OF[headings]) if headings else column.title


@contextmanager
def worded_in(headings: str | None) -> Iterator[None]:
    """What is written in the meantime is in the language of the headings asked for."""
    if headings not in LANGUAGE_OF:
        yield
        return
    spoken = i18n.language()
    i18n.use(LANGUAGE_OF[headings])
    try:
        yield
    finally:
        i18n.use(spoken)


def in_ten_thousands() -> bool:
    """Whether people want amounts in units of ten thousand; unit prices and data stay."""
    return config.current().money_unit == "wan"


def _human_text(column: Column, value: Any) -> str:
    if isinstance(value, dt.datetime):
        return local(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if column.kind is Kind.ENUM:
        return _(column.labels[value]) if value in column.labels else safe.one_line(str(value))
    if column.kind is Kind.LIST:
        return safe.one_line(SEPARATOR.join(value))
    if column.kind is Kind.CHANGES:
        from crmcli.views import records

        return safe.one_line(", ".join(records.told(value)))
    return safe.one_line(str(value))
