"""Runs the migrations on the connection that :mod:`crmcli.db.migrate` hands over."""

from alembic import context

from crmcli.db.models.base import for_postgresql
from crmcli.db.models.every import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=for_postgresql(metadata),
    transactional_ddl=True,
    transaction_per_migration=False,
    render_as_batch=True,
    compare_type=True,
    user_module_prefix="types.",
)
context.run_migrations()
