"""The only column types of the store, the same values on both engines.

SQLModel's own defaults give SERIAL and VARCHAR, which STRICT tables and column grants refuse, so
every field names one of these.
"""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, Dialect, Integer, Text, TypeDecorator
from sqlalchemy import DateTime as _DateTime
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.types import TypeEngine

INSTANT_FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"
MONEY_SCALE = 2
FINE_SCALE = 4
DIALECT = DefaultDialect()
"""By which stored texts are read and written as values of a column."""
LARGEST_MONEY = Decimal(10) ** 13
"""Amounts stay below this, so that minor units and their sums fit 64 bits."""


class Key(TypeDecorator[int]):
    """A row's identity or a reference to one: 64 bits."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """INTEGER on SQLite, since only that can be AUTOINCREMENT."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())


class Count(Key):
    """A whole number."""

    cache_ok = True


class Str(TypeDecorator[str]):
    """Text that compares by code point on both engines."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """``COLLATE "C"`` on PostgreSQL; SQLite compares so by itself."""
        if dialect.name != "postgresql":
            return Text()
        from sqlalchemy.dialects.postgresql import TEXT

        return TEXT(collation="C")


class _Scaled(TypeDecorator[Decimal]):
    """A decimal kept as an integer of its smallest unit, so that sums are exact everywhere."""

    impl = BigInteger
    cache_ok = True
    scale = 0
    least = 0
    """How many decimals a person always sees."""

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        if value is None:
            return None
        units = Decimal(value).scaleb(self.scale)
        if units != units.to_integral_value():
            raise ValueError(f"{value} has more than {self.scale} decimals")
        return int(units)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(int(value)).scaleb(-self.scale)


class Money(_Scaled):
    """An amount in the company's currency, two decimals; stored in minor units (分)."""

    cache_ok = True
    scale = MONEY_SCALE
    least = MONEY_SCALE


class Price(_Scaled):
    """What a unit costs, four decimals."""

    cache_ok = True
    scale = FINE_SCALE
    least = 2


class Quantity(_Scaled):
    """How much of something, four decimals."""

    cache_ok = True
    scale = FINE_SCALE


class Percent(_Scaled):
    """A rate in percent with two decimals; stored in basis points."""

    cache_ok = True
    scale = MONEY_SCALE


class Day(TypeDecorator[dt.date]):
    """A business date in the company's zone; ISO text on SQLite."""

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Date())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.date | None:
        return dt.date.fromisoformat(value) if isinstance(value, str) else value


class Instant(TypeDecorator[dt.datetime]):
    """An instant in UTC; ISO text of fixed width on SQLite, so that it sorts."""

    impl = _DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(
            Text() if dialect.name == "sqlite" else _DateTime(timezone=True)
        )

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(dt.UTC).strftime(INSTANT_FORMAT)

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if isinstance(value, str):
            value = dt.datetime.fromisoformat(value)
        result: dt.datetime = value.astimezone(dt.UTC)
        return result


class Flag(TypeDecorator[bool]):
    """Yes or no; 0 or 1 on SQLite."""

    impl = Boolean
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else Boolean())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None:
            return None
        return int(value) if dialect.name == "sqlite" else bool(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Json(TypeDecorator[Any]):
    """A JSON object; JSONB on PostgreSQL, text on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Text())
        from sqlalchemy.dialects.postgresql import JSONB

        return dialect.type_descriptor(JSONB())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return json.loads(value) if isinstance(value, str) else value


SCALED = _Scaled
DECODED = (_Scaled, Day, Instant, Flag)
"""The types whose stored form differs from their value."""
