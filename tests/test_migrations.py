"""Migrations: free of drift, and an upgraded store equals a fresh one."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.script import ScriptDirectory

from crmcli.db import connect, migrate, schema
from crmcli.db.connect import Store
from crmcli.db.engine import WRITING, engine_for
from crmcli.db.models.every import metadata


def test_models_and_migrations_agree(store: Store) -> None:
    with engine_for(store).connect() as connection:
        assert migrate.drift(connection) == []


def test_drift_is_seen(store: Store) -> None:
    with engine_for(store).execution_options(**{WRITING: True}).begin() as connection:
        connection.exec_driver_sql("ALTER TABLE region ADD COLUMN extra TEXT")
        connection.exec_driver_sql("DROP INDEX ix_customer_owner_id_id")
    with engine_for(store).connect() as connection:
        kinds = {str(difference[0]) for difference in migrate.drift(connection)}
    assert kinds == {"remove_column", "add_index"}


def test_the_lineage_is_the_order_of_the_file_names() -> None:
    script = ScriptDirectory(str(migrate.FOLDER))
    lineage = [revision.revision for revision in script.walk_revisions()]
    assert tuple(reversed(lineage)) == schema.known_revisions()
    assert script.get_current_head() == schema.head()


def test_a_migrated_sqlite_store_is_what_the_models_make(new_sqlite, tmp_path: Path) -> None:
    migrated = Store("sqlite", str(tmp_path / "migrated.db"))
    engine = engine_for(migrated, create=True).execution_options(**{WRITING: True})
    with engine.begin() as connection:
        migrate.upgrade(connection)
    new = new_sqlite()
    assert _sqlite_schema(migrated) == _sqlite_schema(new)
    for pragma in ("SELECT version_num FROM alembic_version", "PRAGMA application_id"):
        found = [connect.connect(one).execute(pragma).fetchall() for one in (migrated, new)]
        assert found[0] == found[1] != []


def _sqlite_schema(store: Store) -> dict[str, list[str]]:
    """Each object's definition; the parts of a table sorted, since only their order differs."""
    found = connect.connect(store).execute(
        "SELECT type || ' ' || name, sql FROM sqlite_master "
        "WHERE sql IS NOT NULL AND name <> 'sqlite_sequence'"
    )
    return {name: _parts(sql.replace('"', "")) if "TABLE" in sql else [sql] for name, sql in found}


def _parts(table: str) -> list[str]:
    """Columns and constraints; a column that was added later stands on the line of another."""
    head, _opened, rest = table.partition("(")
    body, _closed, tail = rest.rpartition(")")
    between = re.split(r",(?![^(]*\))", body)
    return sorted(part.strip() for part in (head, *between, tail))


def test_log_triggers_survive_a_batch_migration(store: Store) -> None:
    """Alembic's batch mode copies a SQLite table and loses its triggers; upgrade puts them back."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    engine = engine_for(store).execution_options(**{WRITING: True})
    with engine.begin() as connection:
        recreate = "always" if store.engine == "sqlite" else "auto"
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("region", recreate=recreate) as batch:
            batch.add_column(sa.Column("extra", sa.Text()))
        if store.engine == "sqlite":
            assert "log_region_update" not in _triggers(connection)
        migrate.upgrade(connection)
        if store.engine == "sqlite":
            assert "log_region_update" in _triggers(connection)


def _triggers(connection: sa.Connection) -> set[str]:
    rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    return {row[0] for row in rows}


def test_keys_that_carry_a_customer_along_are_looked_up_by_the_customer(
    new_sqlite: Callable[[], Store],
) -> None:
    """By the owner's index one customer that changes hands would cost all rows of the old owner."""
    raw: Any = connect.connect(new_sqlite())
    for table in metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            if key.onupdate != "CASCADE" or table.name == "customer":
                continue
            where = " AND ".join(f"{name} = 1" for name in key.column_keys)
            asked = f"EXPLAIN QUERY PLAN SELECT 1 FROM {table.name} WHERE {where}"
            plan = raw.execute(asked).fetchone()[3]
            assert "(owner_id=" not in plan, (table.name, plan)
            assert "(dept_id=" not in plan, (table.name, plan)
    raw.close()
