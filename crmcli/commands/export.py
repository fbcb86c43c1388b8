"""crm export and crm import all"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crmcli.commands import kit
from crmcli.i18n import N_, _
from crmcli.views.store import TableRow

app = kit.noun_app(N_("Write the whole store as CSV"))


@app.command("all", help=N_("Write every table as a CSV file, with a manifest, into a new folder"))
@kit.reads(TableRow)
def all_(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=N_("A new folder"))],
) -> None:
    """Write the whole store."""
    from crmcli.db import work
    from crmcli.services import whole

    store = work.current_store()
    work.admit(store, "store.export")
    kit.whole_store(
        whole.rows_of(store),
        lambda tell, _keep: whole.export(store, folder, tell),
        _("Written to {}").format(folder),
    )


@kit.writes_many(TableRow)
def load(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=N_("The folder of crm export all"))],
) -> None:
    """Fill a new store."""
    from crmcli.db import work
    from crmcli.services import whole

    store = work.current_store()
    kit.whole_store(
        whole.read_manifest(folder).rows,
        lambda tell, keep: whole.load(folder, store, tell, keep=keep),
        _("Filled {}").format(store.location),
    )
