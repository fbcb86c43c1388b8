"""The operation log: triggers, generated from the models, write every change on both engines.

An entry carries the operation (who, when, by which action), the table, the row, and the changed
fields old and new; a removal keeps the whole row. What follows from elsewhere is left out: the
stamps, which repeat the operation, keys derived to search and sort by, and on child rows owner and
department: the customer's.
Operations and entries cannot be changed or deleted.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Table
from sqlmodel import SQLModel

from crmcli.db import guards
from crmcli.db.connect import LOG_SCHEMA
from crmcli.db.models.base import STAMPS
from crmcli.db.models.every import metadata

UNLOGGED = frozenset(
    {
        "operation",
        "log_entry",
        "log_seal",
        "number_counter",
        "login_secret",
        "store_key",
        "notification",
    }
)
MOST_PAIRS = 60
"""SQLite passes at most 127 arguments to a function."""
SEALED = ("operation", "log_entry", "log_seal")
SCOPE = ("owner_id", "dept_id")


def logged_tables() -> list[Table]:
    """The tables whose every change is logged."""
    return [t for t in metadata.sorted_tables if t.name not in UNLOGGED]


def root_of(table: str) -> tuple[str, str]:
    """Table and column of the record whose history a row of ``table`` belongs to.

    A child row's class says so in ``__log_root__``.
    """
    for mapper in SQLModel._sa_registry.mappers:
        if mapper.local_table is metadata.tables[table]:
            root: tuple[str, str] = getattr(mapper.class_, "__log_root__", (table, "id"))
            return root
    raise LookupError(table)


def logged_columns(table: Table) -> list[str]:
    """The columns whose values an entry holds."""
    hidden = {"id", *STAMPS, *(c.name for c in table.columns if c.info.get("derived"))}
    if "customer_id" in table.columns:
        hidden |= set(SCOPE)
    return [c.name for c in table.columns if c.name not in hidden]


def install(connection: Connection) -> None:
    """(Re)create every trigger of the log; run after each migration.

    Alembic's batch mode copies SQLite tables and silently loses their triggers.
    """
    for statement in statements(connection.dialect.name):
        connection.exec_driver_sql(statement)


def statements(engine: str) -> Iterator[str]:
    """The DDL of the log on one engine, in order; running it twice changes nothing."""
    if engine == "sqlite":
        yield from guards.statements()
        for table in logged_tables():
            yield from _sqlite_triggers(table)
        for name in SEALED:
            for event in ("UPDATE", "DELETE"):
                trigger = f"seal_{name}_{event.lower()}"
                yield f"DROP TRIGGER IF EXISTS {trigger}"
                yield (
                    f"CREATE TRIGGER {trigger} BEFORE {event} ON {name} BEGIN "
                    f"SELECT RAISE(ABORT, 'the log cannot be changed'); END"
                )
        return
    for table in logged_tables():
        root, column = root_of(table.name)
        hidden = sorted({c.name for c in table.columns} - set(logged_columns(table)))
        differs = " OR ".join(f"OLD.{n} IS DISTINCT FROM NEW.{n}" for n in logged_columns(table))
        for name, event, when in (
            (f"log_{table.name}", "INSERT OR DELETE", ""),
            (f"log_{table.name}_update", "UPDATE", f"WHEN ({differs})"),
        ):
            yield f"DROP TRIGGER IF EXISTS {name} ON {table.name}"
            yield (
                f"CREATE TRIGGER {name} AFTER {event} ON {table.name} FOR EACH ROW {when} "
                f"EXECUTE FUNCTION {LOG_SCHEMA}.log_change("
                f"'{root}', '{column}', '{{{','.join(hidden)}}}', '{customer_column(table) or ''}')"
            )
            yield f"ALTER TABLE {table.name} ENABLE ALWAYS TRIGGER {name}"
        yield f"DROP TRIGGER IF EXISTS truncate_{table.name} ON {table.name}"
        yield (
            f"CREATE TRIGGER truncate_{table.name} BEFORE TRUNCATE ON {table.name} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {LOG_SCHEMA}.seal_log()"
        )
        yield f"ALTER TABLE {table.name} ENABLE ALWAYS TRIGGER truncate_{table.name}"
    for name in SEALED:
        yield f"DROP TRIGGER IF EXISTS seal_{name} ON {name}"
        yield (
            f"CREATE TRIGGER seal_{name} BEFORE UPDATE OR DELETE OR TRUNCATE ON {name} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {LOG_SCHEMA}.seal_log()"
        )
        yield f"ALTER TABLE {name} ENABLE ALWAYS TRIGGER seal_{name}"


def removal(engine: str) -> Iterator[str]:
    """The DDL that takes every trigger of the log away; :func:`install` puts them back."""
    for table in logged_tables():
        if engine == "sqlite":
            for event in ("insert", "update", "delete"):
                yield f"DROP TRIGGER IF EXISTS log_{table.name}_{event}"
        else:
            for name in (f"log_{table.name}", f"log_{table.name}_update", f"truncate_{table.name}"):
                yield f"DROP TRIGGER IF EXISTS {name} ON {table.name}"
    for name in SEALED:
        if engine == "sqlite":
            for event in ("update", "delete"):
                yield f"DROP TRIGGER IF EXISTS seal_{name}_{event}"
        else:
            yield f"DROP TRIGGER IF EXISTS seal_{name} ON {name}"


def row_json(table: Table, prefix: str) -> str:
    """SQLite: the logged columns of one row as a JSON object."""
    names = logged_columns(table)
    if len(names) <= MOST_PAIRS:
        pairs = ", ".join(f"'{name}', {prefix}\"{name}\"" for name in names)
        return f"json_object({pairs})"
    rows = " UNION ALL ".join(f"SELECT '{n}' AS k, {prefix}\"{n}\" AS v" for n in names)
    return f"(SELECT json_group_object(k, v) FROM ({rows}))"


def customer_column(table: Table) -> str | None:
    """The column that tells which customer a row is or belongs to."""
    if table.name == "customer":
        return "id"
    return "customer_id" if "customer_id" in table.columns else None


def _customer(table: Table, prefix: str) -> str:
    column = customer_column(table)
    return f"{prefix}{column}" if column else "NULL"


def _sqlite_triggers(table: Table) -> Iterator[str]:
    root, column = root_of(table.name)
    names = logged_columns(table)
    differs = " OR ".join(f'OLD."{n}" IS NOT NEW."{n}"' for n in names)
    changes = " UNION ALL ".join(
        f'SELECT \'{n}\' AS k, OLD."{n}" AS o, NEW."{n}" AS n WHERE OLD."{n}" IS NOT NEW."{n}"'
        for n in names
    )
    head = (
        "INSERT INTO log_entry "
        "(operation_id, change, table_name, row_id, root_table, root_id, customer_id, old, new) "
    )
    bodies = {
        "INSERT": (
            "",
            f"{head} VALUES (crm_operation(), 'insert', '{table.name}', NEW.id, '{root}', "
            f"NEW.{column}, {_customer(table, 'NEW.')}, NULL, {row_json(table, 'NEW.')});",
        ),
        "UPDATE": (
            f"WHEN {differs} ",
            f"{head} SELECT crm_operation(), 'update', '{table.name}', NEW.id, '{root}', "
            f"NEW.{column}, {_customer(table, 'NEW.')}, json_group_object(k, o), "
            f"json_group_object(k, n) FROM ({changes});",
        ),
        "DELETE": (
            "",
            f"{head} VALUES (crm_operation(), 'delete', '{table.name}', OLD.id, '{root}', "
            f"OLD.{column}, {_customer(table, 'OLD.')}, {row_json(table, 'OLD.')}, NULL);",
        ),
    }
    for event, (when, body) in bodies.items():
        trigger = f"log_{table.name}_{event.lower()}"
        yield f"DROP TRIGGER IF EXISTS {trigger}"
        yield f"CREATE TRIGGER {trigger} AFTER {event} ON {table.name} {when}BEGIN {body} END"
