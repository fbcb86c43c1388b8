"""crm handover"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.errors import StoreError
from crmcli.i18n import N_, _
from crmcli.views.base import Page
from crmcli.views.handover import HandedRow, HandoverRow

app = kit.noun_app(N_("Handovers: somebody's customers go to successors"))
Leaver = Annotated[str, typer.Argument(metavar="CODE", help=N_("Whose customers"))]
To = Annotated[
    str | None, typer.Option("--to", metavar="CODE", help=N_("Who takes over the rest, or all"))
]
ByRegion = Annotated[
    list[str] | None,
    typer.Option(
        "--by-region", metavar="REGION=CODE", help=N_("Who takes over those of a region; repeat")
    ),
]
ByLevel = Annotated[
    list[str] | None,
    typer.Option(
        "--by-level", metavar="LEVEL=CODE", help=N_("Who takes over those of a level; repeat")
    ),
]
Listed = Annotated[
    Path | None,
    typer.Option(
        "--list",
        metavar="FILE",
        help=N_("A list of CUSTOMER,SUCCESSOR; it goes first"),
    ),
]


@app.command("preview", help=N_("Show the handover sheet as it would be"))
@kit.reads(HandedRow)
def preview(
    leaver: Leaver,
    to: To = None,
    by_region: ByRegion = None,
    by_level: ByLevel = None,
    list_: Listed = None,
) -> None:
    """Show what would be handed over."""
    from crmcli.services import handover

    plan = _plan(to, by_region, by_level, list_)
    with kit.listing() as (w, show_page):
        rows = handover.preview(w, leaver, plan)
        show_page(Page(rows, len(rows)), HandedRow)


@app.command("run", help=N_("Hand customers over in one go; the leaver is deactivated"))
@kit.writes(HandedRow)
def run(
    leaver: Leaver,
    to: To = None,
    by_region: ByRegion = None,
    by_level: ByLevel = None,
    list_: Listed = None,
    stay: Annotated[
        bool, typer.Option("--stay", help=N_("The one who hands over stays at work"))
    ] = False,
    reason: Annotated[str | None, typer.Option("--reason", help=N_("Why"))] = None,
) -> None:
    """Hand customers over."""
    from crmcli.db import work
    from crmcli.services import handover

    plan = _plan(to, by_region, by_level, list_)
    with work.write() as w:
        number, rows = handover.run(w, leaver, plan, stays=stay, reason=reason)
    output.written_many(rows, HandedRow, w)
    if w.preview is None:
        output.say(_("Handed over: {}").format(number))


@app.command("undo", help=N_("Take a handover back"))
@kit.writes(HandoverRow)
def undo(number: kit.Number) -> None:
    """Undo a handover."""
    from crmcli.db import work
    from crmcli.services import handover_undo

    with work.write() as w:
        row = handover_undo.undo(w, number)
    output.written(row, row.number, w)


@app.command("show", help=N_("Show the sheet of a handover"))
@kit.reads(HandedRow)
def show(number: kit.Number) -> None:
    """Show a handover sheet."""
    from crmcli.services import handover

    with kit.listing() as (w, show_page):
        rows = handover.show(w, number)
        show_page(Page(rows, len(rows)), HandedRow)


@app.command("list", help=N_("List handovers, newest first"))
@kit.reads(HandoverRow)
def list_all(limit: kit.Limit = None, everything: kit.All = False) -> None:
    """List handovers."""
    from crmcli.services import handover

    cut = output.list_limit(limit, everything=everything)
    with kit.listing() as (w, show_page):
        show_page(handover.find(w, limit=cut), HandoverRow)


def _plan(
    to: str | None, by_region: list[str] | None, by_level: list[str] | None, file: Path | None
) -> Any:
    from crmcli.services.handover import Plan

    text = ""
    if file is not None:
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(
                _("Cannot read {}: {}").format(file, getattr(error, "strerror", error)),
                _("Name a file in UTF-8"),
            ) from None
    return Plan(to, by_region or (), by_level or (), text)
