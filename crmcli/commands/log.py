"""crm log"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import config, output
from crmcli.commands import kit
from crmcli.i18n import N_, _
from crmcli.views.log import AccessRow, ChangeRow, HeadRow, SealedRow

app = kit.noun_app(N_("The log: what was done, by whom, when"))
DEFAULT = "list"
"""What ``crm log`` does without a verb."""

Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help=N_("Not before this day"))
]
By = Annotated[
    str | None, typer.Option("--operator", metavar="CODE", help=N_("Only by this operator"))
]


@app.command("list", help=N_("What was done, by whom, when; newest first"))
@kit.reads(ChangeRow)
def list_(
    since: Since = None,
    noun: Annotated[
        str | None, typer.Option("--noun", metavar="NOUN", help=N_("Only of this noun"))
    ] = None,
    key: Annotated[
        str | None, typer.Option("--key", metavar="CODE", help=N_("Only of this record"))
    ] = None,
    operator: By = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """Show the log."""
    from crmcli.services import dates
    from crmcli.services import log as logs

    with kit.listing() as (w, show):
        show(
            logs.find(
                w,
                since=dates.first_day(since, _("start date"), w.today()) if since else None,
                noun=noun,
                key=key,
                operator=operator,
                limit=output.list_limit(limit, everything=everything),
            ),
            ChangeRow,
        )


@app.command("access", help=N_("Who revealed, exported, logged in, or gave a wrong password"))
@kit.reads(AccessRow)
def access(
    since: Since = None,
    operator: By = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """Show sensitive access."""
    from crmcli.services import dates, disclosure

    with kit.listing() as (w, show):
        show(
            disclosure.find(
                w,
                since=dates.first_day(since, _("start date"), w.today()) if since else None,
                operator=operator,
                limit=output.list_limit(limit, everything=everything),
            ),
            AccessRow,
        )


@app.command("seal", help=N_("Add what was done to the chain of hashes; for cron"))
@kit.writes_many(SealedRow)
def seal() -> None:
    """Seal the log."""
    from crmcli.db import work
    from crmcli.services import sealing

    with output.progress(_("Operations"), None) as tell, work.write(preview=False) as w:
        row = sealing.seal(w, tell)
    output.show(row)
    if config.current().dry_run:
        output.say(_("Preview only, nothing saved"))


@app.command("verify", help=N_("Prove that nothing sealed was changed"))
@kit.reads(SealedRow)
def verify(
    head: Annotated[
        str | None,
        typer.Option("--head", metavar="HASH", help=N_("A head that was kept elsewhere")),
    ] = None,
) -> None:
    """Verify the log."""
    from crmcli.db import work
    from crmcli.services import sealing

    with output.progress(_("Operations"), None) as tell, work.read() as w:
        row = sealing.verify(w, known=output.text_given(head), tell=tell)
    output.show(row)
    output.say(_("The log is whole"))


@app.command("head", help=N_("The last link of the chain, to keep elsewhere"))
@kit.reads(HeadRow)
def head() -> None:
    """Show the head."""
    from crmcli.db import work
    from crmcli.services import sealing

    with work.read() as w:
        row = sealing.head(w)
    output.show(row)
