"""One value of one column, as data and as people read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from crmcli import clock
from crmcli.i18n import _
from crmcli.output import safe
from crmcli.views.base import Column, Kind, Ref, Row, columns_of

INSTANT = "%Y-%m-%dT%H:%M:%SZ"
LEAST_DECIMALS = 2


def data(column: Column, value: Any) -> Any:
    """The value for JSON: exact numbers as strings, dates ISO, references as codes."""
    if value is None:
        return None
    if column.kind is Kind.ROWS:
        return [record(row) for row in value]
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
    if column.kind is Kind.MONEY:
        return f"{_money(value):f}"
    return f"{_shortest(value):f}"


def flat(column: Column, value: Any) -> str:
    """The value for CSV: as for JSON, in one cell."""
    plain = data(column, value)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, Mapping):
        return "; ".join(f"{key}={value}" for key, value in plain.items())
    return str(plain)


def human(column: Column, value: Any, *, grouped: bool) -> str:
    """The value as a person reads it, safe for a terminal; ``grouped`` puts commas into numbers."""
    if value is None:
        return ""
    if isinstance(value, Ref):
        return safe.one_line(value.name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        shown = _money(value) if column.kind is Kind.MONEY else _rate_or_quantity(column, value)
        text = f"{shown:,f}" if grouped else f"{shown:f}"
        return f"{text}%" if column.kind is Kind.PERCENT else text
    if isinstance(value, int):
        return f"{value:,}" if grouped else str(value)
    return _human_text(column, value)


def _rate_or_quantity(column: Column, value: Decimal) -> Decimal:
    return value if column.human else _shortest(value)


def _human_text(column: Column, value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.astimezone(clock.display_zone()).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    if column.kind is Kind.ENUM:
        return _(column.labels[value]) if value in column.labels else safe.one_line(str(value))
    if column.kind is Kind.CHANGES:
        parts = (f"{k}={_change(v)}" for k, v in value.items())
        return safe.one_line(", ".join(parts))
    return safe.one_line(str(value))


def _change(value: Any) -> str:
    if value is None:
        return "∅"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


def _money(value: Decimal) -> Decimal:
    short = _shortest(value)
    exponent = short.as_tuple().exponent
    assert isinstance(exponent, int)
    return short if -exponent >= LEAST_DECIMALS else value.quantize(Decimal("0.01"))


def _shortest(value: Decimal) -> Decimal:
    short = value.normalize()
    exponent = short.as_tuple().exponent
    assert isinstance(exponent, int)
    return short.quantize(Decimal(1)) if exponent > 0 else short
