"""Making and upgrading the tables, and comparing them with the models."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, text

from crmcli.db import log, schema
from crmcli.db.connect import APPLICATION_ID, LOG_SCHEMA, SCHEMA
from crmcli.db.models.every import metadata
from crmcli.db.server import install

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent / "migrations"
VERSION = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Where Alembic keeps the revision of a store."""


def configuration(connection: Connection) -> Config:
    """Alembic's configuration for one connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s")
    config.attributes["connection"] = connection
    return config


def make(connection: Connection) -> None:
    """Make the tables of a new store in the connection's transaction; log triggers included.

    In a file they are made as the models declare them, which is what all migrations come to.
    """
    if connection.dialect.name != "sqlite":
        upgrade(connection)
        return
    connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
    VERSION.create(connection, checkfirst=False)
    connection.execute(VERSION.insert().values(version_num=schema.head()))
    metadata.create_all(connection, checkfirst=False)
    _prefer_indexes_of_customers(connection)
    log.install(connection)


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the store up to ``revision`` in the connection's transaction; log triggers included."""
    from alembic import command

    if connection.dialect.name == "sqlite":
        connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
        command.upgrade(configuration(connection), revision)
        _prefer_indexes_of_customers(connection)
        log.install(connection)
        return
    connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
    connection.execute(text(f"SET LOCAL search_path = {SCHEMA}"))
    connection.dialect.default_schema_name = SCHEMA
    command.upgrade(configuration(connection), revision)
    connection.execute(text(f"SET LOCAL search_path = {LOG_SCHEMA}, {SCHEMA}"))
    install.install(connection)
    log.install(connection)


def _prefer_indexes_of_customers(connection: Connection) -> None:
    """Make these the newest of their tables: SQLite takes the newest of indexes that cost the same.

    The keys that carry owner and department name the customer too. By the owner's index each
    customer that changes hands would go through all rows of the old owner.
    """
    found = connection.execute(
        text(
            "SELECT tbl_name, name, sql, sql LIKE '%(customer_id%' OR sql LIKE '%(reports_to_id%' "
            "FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid"
        )
    ).fetchall()
    for at, (table, name, statement, of_customer) in enumerate(found):
        if of_customer and any(row[0] == table and not row[3] for row in found[at:]):
            connection.execute(text(f"DROP INDEX {name}"))
            connection.execute(text(statement))


def drift(connection: Connection) -> list[Any]:
    """What the models declare and the store does not have, or the other way round."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    if connection.dialect.name == "sqlite":
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))
    found: list[Any] = []
    for place, mine in ((SCHEMA, False), (LOG_SCHEMA, True)):
        connection.dialect.default_schema_name = place
        only = partial(_stands_there, mine)
        opts = {"compare_type": True, "include_object": only}
        context = MigrationContext.configure(connection, opts=opts)
        found += compare_metadata(context, metadata)
    connection.dialect.default_schema_name = SCHEMA
    return found


def _stands_there(of_log: bool, thing: Any, name: str | None, kind: str, *_more: Any) -> bool:
    table = name if kind == "table" else thing.table.name
    return (table in install.LOG_TABLES) == of_log
