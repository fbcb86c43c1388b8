"""Many rows at once, the fastest way that each engine has; the log's triggers see each of them.

Their ids are read back by their codes: on PostgreSQL nobody may give one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.exc import DBAPIError

from crmcli.db.models.base import Coded, Stamped, table_of

AT_ONCE = 2_000
SEVERAL = 500
"""So many codes are looked for with one statement."""
Values = Mapping[str, Any]
Raw = Sequence[Any]
"""The values of one row as the engine stores them."""
Change = Callable[[Any], Any] | None


def ids_of(connection: Connection, model: type[Coded], codes: Sequence[str]) -> dict[str, int]:
    """The ids of the records with these codes, by code."""
    table = table_of(model)
    found: dict[str, int] = {}
    for start in range(0, len(codes), SEVERAL):
        some = select(table.c.code, table.c.id).where(
            table.c.code.in_(codes[start : start + SEVERAL])
        )
        found.update((code, key) for code, key in connection.execute(some))
    return found


def insert(
    connection: Connection,
    model: type[Stamped],
    rows: Sequence[Values],
    stamps: Values,
    *,
    as_operator: bool,
) -> None:
    """Write records of a model, stamped; what is no column of it is left out.

    PostgreSQL copies nothing into a table whose rows are limited: operators insert.

    Raises:
        DBAPIError: as the engine reports it.
    """
    table = table_of(model)
    keys = [c.name for c in table.columns if c.name in rows[0] and c.name not in stamps]
    convert = [(key, converter(table, key, connection)) for key in keys]
    stamped = [_stored(converter(table, key, connection), stamps[key]) for key in stamps]
    stored = [[*(_stored(change, row[key]) for key, change in convert), *stamped] for row in rows]
    if as_operator and connection.dialect.name == "postgresql":
        _insert(connection, table, [*keys, *stamps], stored)
    else:
        write(connection, table.name, [*keys, *stamps], stored)


def _insert(connection: Connection, table: Table, keys: Sequence[str], rows: Sequence[Raw]) -> None:
    """Many rows with one statement: an array a column."""
    types = [table.c[key].type.compile(connection.dialect).partition(" COLLATE")[0] for key in keys]
    arrays = ", ".join(f"%s::{kind}[]" for kind in types)
    statement = f"INSERT INTO {table.name} ({', '.join(keys)}) SELECT * FROM unnest({arrays})"
    raw: Any = connection.connection.dbapi_connection
    driver: Any = connection.dialect.loaded_dbapi
    try:
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            raw.execute(statement, [list(column) for column in zip(*some, strict=True)])
    except driver.Error as error:
        raise DBAPIError.instance(
            statement, None, error, driver.Error, dialect=connection.dialect
        ) from error


def converter(table: Table, key: str, connection: Connection) -> Change:
    """What makes the stored value of a column of a value; mostly nothing has to."""
    kind: Any = table.c[key].type.dialect_impl(connection.dialect)
    change: Change = kind.bind_processor(connection.dialect)
    return change


def _stored(change: Change, value: Any) -> Any:
    return value if change is None else change(value)


def write(connection: Connection, table: str, keys: Sequence[str], rows: Iterable[Raw]) -> None:
    """Write rows whose values are as the engine stores them.

    Raises:
        DBAPIError: as the engine reports it.
    """
    raw: Any = connection.connection.dbapi_connection
    driver: Any = connection.dialect.loaded_dbapi
    marks = ", ".join("?" * len(keys))
    sqlite = connection.dialect.name == "sqlite"
    named = f"{'main.' if sqlite else ''}{table} ({', '.join(keys)})"
    statement = f"INSERT INTO {named} VALUES ({marks})" if sqlite else f"COPY {named} FROM STDIN"
    try:
        if sqlite:
            raw.executemany(statement, rows)
            return
        with raw.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except driver.Error as error:
        raise DBAPIError.instance(
            statement, None, error, driver.Error, dialect=connection.dialect
        ) from error
