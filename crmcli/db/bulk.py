"""Many rows at once, the fastest way that each engine has; the log's triggers see each of them.

Rows get their ids before they are written, so that what hangs on them can be written likewise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, text
from sqlalchemy.exc import DBAPIError

from crmcli.db.connect import SCHEMA
from crmcli.db.models import Stamped, metadata

Values = Mapping[str, Any]
Raw = Sequence[Any]
"""The values of one row as the engine stores them."""
Change = Callable[[Any], Any] | None


def take_ids(connection: Connection, table: str, number: int) -> list[int]:
    """The ids of the next rows of a table; nobody else gets them.

    On SQLite the transaction must be one that writes: it is alone.
    """
    if connection.dialect.name == "sqlite":
        known = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
        last = connection.execute(known, {"name": table}).scalar() or 0
        return list(range(last + 1, last + number + 1))
    sequence = text(
        "SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :number)"
    )
    found = connection.execute(sequence, {"name": f"{SCHEMA}.{table}", "number": number})
    return [int(key) for key in found.scalars()]


def insert(
    connection: Connection, model: type[Stamped], rows: Sequence[Values], stamps: Values
) -> None:
    """Write records of a model, stamped; what is no column of it is left out.

    Raises:
        DBAPIError: as the engine reports it.
    """
    table = metadata.tables[str(model.__tablename__)]
    keys = [c.name for c in table.columns if c.name in rows[0] and c.name not in stamps]
    convert = [(key, converter(table, key, connection)) for key in keys]
    stamped = [_stored(converter(table, key, connection), stamps[key]) for key in stamps]
    write(
        connection,
        table.name,
        [*keys, *stamps],
        [[*(_stored(change, row[key]) for key, change in convert), *stamped] for row in rows],
    )


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
    named = f"{table} ({', '.join(keys)})"
    marks = ", ".join("?" * len(keys))
    sqlite = connection.dialect.name == "sqlite"
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
