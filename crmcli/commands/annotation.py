"""crm annotation"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.annotation import KINDS, AnnotationRow

app = kit.noun_app(N_("Annotations: what managers say of follow-ups"))
Numbers = Annotated[list[str], typer.Argument(metavar="NUMBER…", help=N_("Their numbers"))]
KIND = "|".join(KINDS)


@app.command("add", help=N_("Say something of a follow-up to its author"))
@kit.writes(AnnotationRow)
def add(
    followup: Annotated[str, typer.Argument(metavar="FOLLOWUP", help=N_("Number of a follow-up"))],
    content: Annotated[
        str, typer.Option("--content", help=N_("What is said of it; - reads it from stdin"))
    ],
    kind: Annotated[
        str, typer.Option("--kind", metavar=KIND, help=N_("What it is; a comment unless given"))
    ] = "comment",
    due: Annotated[
        str | None,
        typer.Option("--due", metavar="DATE", help=N_("The day by which an instruction is done")),
    ] = None,
) -> None:
    """Annotate a follow-up."""
    from crmcli.db import work
    from crmcli.services import annotation

    said = output.text_given(content)
    with work.write() as w:
        row = annotation.add(w, followup, content=said, kind=kind, due=due)
    output.written(row, row.number, w)


@app.command("list", help=N_("List annotations, newest first"))
@kit.reads(AnnotationRow)
def list_(
    mine: Annotated[bool, typer.Option("--mine", help=N_("Those to you"))] = False,
    given: Annotated[bool, typer.Option("--given", help=N_("Those of yours"))] = False,
    unread: Annotated[bool, typer.Option("--unread", help=N_("Not read yet"))] = False,
    open_: Annotated[bool, typer.Option("--open", help=N_("That still ask for something"))] = False,
    overdue: Annotated[
        bool, typer.Option("--overdue", help=N_("Instructions whose day has passed"))
    ] = False,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar=KIND, help=N_("Only of this kind"))
    ] = None,
    followup: Annotated[
        str | None, typer.Option("--followup", metavar="NUMBER", help=N_("Of this follow-up"))
    ] = None,
    customer: kit.ByCustomer = None,
    before: kit.Before = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """List annotations."""
    from crmcli.services import annotation
    from crmcli.services.annotation import Wanted

    wanted = Wanted(
        followup=followup,
        customer=customer,
        kind=kind,
        mine=mine,
        given=given,
        unread=unread,
        open=open_,
        overdue=overdue,
    )
    cut = output.list_limit(limit, everything=everything)
    with kit.listing() as (w, show):
        show(annotation.find(w, wanted, before=before, limit=cut), AnnotationRow)


@app.command("show", help=N_("Show an annotation"))
@kit.reads(AnnotationRow)
def show(number: kit.Number) -> None:
    """Show an annotation."""
    from crmcli.db import work
    from crmcli.services import annotation

    with work.read() as w:
        row = annotation.show(w, number)
    output.show(row)


@app.command("read", help=N_("Mark annotations to you as read"))
@kit.writes(AnnotationRow)
def read(numbers: Numbers) -> None:
    """Mark annotations as read."""
    from crmcli.db import work
    from crmcli.services import annotation

    with work.write() as w:
        rows = annotation.read(w, numbers)
    output.written_many(rows, AnnotationRow, w)


@app.command("acknowledge", help=N_("Tell that you have taken note"))
@kit.writes(AnnotationRow)
def acknowledge(numbers: Numbers) -> None:
    """Acknowledge annotations."""
    from crmcli.db import work
    from crmcli.services import annotation

    with work.write() as w:
        rows = annotation.acknowledge(w, numbers)
    output.written_many(rows, AnnotationRow, w)


@app.command("answer", help=N_("Answer an annotation to you, once; an instruction is done by it"))
@kit.writes(AnnotationRow)
def answer(
    number: kit.Number,
    content: Annotated[
        str, typer.Option("--content", help=N_("The answer; - reads it from stdin"))
    ],
) -> None:
    """Answer an annotation."""
    from crmcli.db import work
    from crmcli.services import annotation

    said = output.text_given(content)
    with work.write() as w:
        row = annotation.answer(w, number, content=said)
    output.written(row, row.number, w)
