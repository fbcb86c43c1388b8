"""crm pool"""

from __future__ import annotations

from crmcli import config, output
from crmcli.commands import kit
from crmcli.i18n import N_, _
from crmcli.views.pool import PoolRow, RecycleRow

app = kit.noun_app(N_("The pool: customers that nobody follows up, to be claimed"))


@app.command("list", help=N_("List the customers that you may claim, the longest there first"))
@kit.reads(PoolRow)
def list_(find: kit.Find = None, limit: kit.Limit = None, everything: kit.All = False) -> None:
    """List what may be claimed."""
    from crmcli.services import pool

    cut = output.list_limit(limit, everything=everything)
    with kit.listing() as (w, show):
        show(pool.find(w, text=find, limit=cut), PoolRow)


@app.command("recycle", help=N_("For cron: customers long untouched go back; warn of the next"))
@kit.writes_many(RecycleRow)
def recycle() -> None:
    """Recycle customers."""
    from crmcli.db import work
    from crmcli.services import recycling

    with work.write(preview=False) as w:
        rows = recycling.run(w)
    output.show_rows(rows, RecycleRow)
    gone = sum(row.recycled for row in rows)
    if config.current().dry_run:
        output.say(_("Preview only, nothing saved"))
    else:
        output.say(_("Recycled: {}; warned of: {}").format(gone, len(rows) - gone))
