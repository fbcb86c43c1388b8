"""Write the migration that brings a store to what the models now declare.

Usage: python tools/migration.py 20261201_what_changes "What changes, in one line"
"""

import re
import sys
import tempfile
from pathlib import Path

from alembic import command

from crmcli.db import migrate, schema
from crmcli.db.connect import Store
from crmcli.db.engine import WRITING, engine_for

NAME = re.compile(r"2\d{7}_[a-z0-9_]+")
BATCH = re.compile(r"(op\.batch_alter_table\(.*?)schema=None\)", re.DOTALL)


def main(name: str, message: str) -> None:
    """Migrate an empty store to the newest revision and write what is still missing."""
    if not NAME.fullmatch(name) or name <= schema.head() or not message.strip():
        sys.exit(f"NAME must be like 20261201_what_changes, after {schema.head()}; MESSAGE a line")
    with tempfile.TemporaryDirectory() as folder:
        store = Store("sqlite", str(Path(folder) / "crm.db"))
        engine = engine_for(store, create=True).execution_options(**{WRITING: True})
        with engine.connect() as connection:
            command.upgrade(migrate.configuration(connection), "head")
            if not migrate.drift(connection):
                sys.exit("Nothing to do: the migrations make what the models declare")
            configuration = migrate.configuration(connection)
            command.revision(configuration, message=message, autogenerate=True, rev_id=name)
    path = schema.VERSIONS / f"{name}.py"
    text = path.read_text(encoding="utf-8")
    # A copied SQLite table must stay what it was; batch mode forgets AUTOINCREMENT.
    kept = 'table_kwargs={"sqlite_autoincrement": True, "sqlite_strict": True})'
    path.write_text(BATCH.sub(rf"\1{kept}", text), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:  # noqa: PLR2004 - name and message
        sys.exit(__doc__)
    main(*sys.argv[1:])
