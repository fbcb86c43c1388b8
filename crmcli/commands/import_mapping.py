"""crm import mapping"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.imports import MappingRow

app = kit.noun_app(N_("What headings mean, kept for the next list of the same kind"))


@app.command("list", help=N_("List the mappings that are kept"))
@kit.reads(MappingRow)
def list_(limit: kit.Limit = None, everything: kit.All = False) -> None:
    """List mappings."""
    from crmcli.services import import_mapping

    with kit.listing() as (w, show):
        cut = output.list_limit(limit, everything=everything)
        show(import_mapping.find(w, limit=cut), MappingRow)


@app.command("remove", help=N_("Forget a mapping"))
@kit.writes(MappingRow)
def remove(name: Annotated[str, typer.Argument(metavar="NAME", help=N_("Its name"))]) -> None:
    """Forget a mapping."""
    from crmcli.db import work
    from crmcli.services import import_mapping

    with work.write() as w:
        row = import_mapping.remove(w, name)
    output.removed(row, row.name, w)
