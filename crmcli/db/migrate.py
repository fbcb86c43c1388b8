"""Making and upgrading the tables, and comparing them with the models."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from crmcli.db import log
from crmcli.db.connect import APPLICATION_ID, SCHEMA
from crmcli.db.models import metadata

FOLDER = Path(__file__).parent / "migrations"


def configuration(connection: Connection) -> Config:
    """Alembic's configuration for one connection."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s")
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the store up to ``revision`` in the connection's transaction; log triggers included."""
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
    else:
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
        connection.dialect.default_schema_name = SCHEMA
    command.upgrade(configuration(connection), revision)
    log.install(connection)


def drift(connection: Connection) -> list[Any]:
    """What the models declare and the store does not have, or the other way round."""
    from alembic.autogenerate import compare_metadata

    if connection.dialect.name != "sqlite":
        connection.dialect.default_schema_name = SCHEMA
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))
