"""Write the migration that brings a store to what the models now declare.

Usage: python tools/migration.py 20261201_what_changes "What changes, in one line"
"""

import sys
import tempfile
from pathlib import Path

from alembic import command

from crmcli.db import migrate
from crmcli.db.connect import Store
from crmcli.db.engine import WRITING, engine_for


def main(name: str, message: str) -> None:
    """Migrate an empty store to the newest revision and write what is still missing."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store("sqlite", str(Path(folder) / "crm.db"))
        engine = engine_for(store, create=True).execution_options(**{WRITING: True})
        with engine.connect() as connection:
            command.upgrade(migrate.configuration(connection), "head")
            configuration = migrate.configuration(connection)
            command.revision(configuration, message=message, autogenerate=True, rev_id=name)


if __name__ == "__main__":
    if len(sys.argv) != 3:  # noqa: PLR2004 - name and message
        sys.exit(__doc__)
    main(*sys.argv[1:])
