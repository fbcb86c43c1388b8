"""crm sql"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_, _
from crmcli.views.base import Row

app = typer.Typer(add_completion=False)


@app.command("sql", help=N_("Ask in SQL, among the rows that you see"))
@kit.reads(Row)
def sql(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help=N_("A SELECT; - reads it from stdin"))
    ],
    limit: kit.Limit = None,
) -> None:
    """Ask in SQL."""
    from crmcli.db import work
    from crmcli.services import user_sql

    text = output.text_given(query) or ""
    page, kind = user_sql.ask(work.current_store(), text, limit=limit)
    output.show_page(page, kind)
    if page.total is None:
        output.say(_("There are more rows: add a condition, or --limit"))
