"""crm inbox"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import clock, output
from crmcli.commands import kit
from crmcli.i18n import N_, _
from crmcli.views.inbox import KINDS, InboxCountRow, InboxRow, counted

app = typer.Typer(add_completion=False)
LEAST_SECONDS, MOST_SECONDS = 1, 86_400


@app.command("inbox", help=N_("Show what you are told and what waits for you"))
@kit.keeps(InboxRow, InboxCountRow)
def inbox(
    counts: Annotated[
        bool, typer.Option("--counts", help=N_("Only how much of each kind"))
    ] = False,
    clear: Annotated[
        bool, typer.Option("--clear", help=N_("Show the notices and mark them as read"))
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help=N_("Show it again whenever it changes, until Ctrl+C"))
    ] = False,
    every: Annotated[
        int, typer.Option("--every", metavar="SECONDS", help=N_("Look so often with --watch"))
    ] = 30,
) -> None:
    """Show the inbox."""
    if not LEAST_SECONDS <= every <= MOST_SECONDS:
        raise kit.not_within(every, "--every", LEAST_SECONDS, MOST_SECONDS)
    if clear:
        _cleared()
        return
    shown: list[InboxRow] | None = None
    while True:
        rows = _rows()
        if rows != shown:
            _show(rows, only_counts=counts)
        shown = rows
        if not watch:
            return
        clock.wait(every)


def _rows() -> list[InboxRow]:
    from crmcli.db import work
    from crmcli.services import inbox as service

    with work.read() as w:
        return service.find(w)


def _cleared() -> None:
    from crmcli.db import work
    from crmcli.services import inbox as service

    with work.write() as w:
        rows = service.clear(w)
    output.show_rows(rows, InboxRow)


def _show(rows: list[InboxRow], *, only_counts: bool) -> None:
    found = counted(rows)
    if only_counts:
        output.show_rows(found, InboxCountRow)
        return
    output.show_rows(rows, InboxRow)
    if found:
        output.say(", ".join(_("{}: {}").format(_(KINDS[one.kind]), one.count) for one in found))
