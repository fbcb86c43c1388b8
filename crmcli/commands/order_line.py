"""crm order line"""

from __future__ import annotations

from typing import Annotated, Unpack

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.order import LineValues, OrderDetail, OrderLineRow

app = kit.noun_app(N_("The lines of a draft"))
Gifts = Annotated[
    list[str] | None,
    typer.Option("--gift", metavar="PRODUCT:QTY", help=N_("A gift: a line that costs nothing")),
]
Freight = Annotated[
    str | None, typer.Option("--freight", metavar="AMOUNT", help=N_("Freight, tax included"))
]
Rounding = Annotated[
    str | None,
    typer.Option("--rounding", metavar="AMOUNT", help=N_("Rounding off: how much is taken off")),
]
Line = Annotated[int, typer.Argument(metavar="LINE", help=N_("Which line, by its number"))]


@app.command("add", help=N_("Add lines to a draft"))
@kit.writes(OrderDetail)
def add(
    number: kit.Number,
    line: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PRODUCT:QTY[@PRICE][-DISCOUNT]",
            help=N_("Lines, such as P1:2, P1:2@99.50-10% or P1:2-9折"),
        ),
    ] = None,
    gift: Gifts = None,
    freight: Freight = None,
    rounding: Rounding = None,
    before: Annotated[
        int | None,
        typer.Option("--before", metavar="LINE", help=N_("Before that line; last unless given")),
    ] = None,
    version: kit.Version = None,
) -> None:
    """Add lines."""
    from crmcli.db import work
    from crmcli.services import line_spec, order_line

    lines = line_spec.all_of(line or (), gift or (), freight, rounding)
    with work.write() as w:
        row = order_line.add(w, number, lines, before=before, version=version)
    output.written(row, row.number, w)


@app.command("edit", help=N_("Change a line of a draft"))
@kit.writes(OrderDetail)
@kit.options(OrderLineRow)
def edit(
    number: kit.Number, line: Line, version: kit.Version = None, **values: Unpack[LineValues]
) -> None:
    """Change a line."""
    from crmcli.db import work
    from crmcli.services import order_line

    kit.read_texts(values, "remark")
    with work.write() as w:
        row = order_line.edit(w, number, line, version=version, **values)
    output.written(row, row.number, w)


@app.command("remove", help=N_("Remove a line from a draft"))
@kit.writes(OrderDetail)
def remove(number: kit.Number, line: Line, version: kit.Version = None) -> None:
    """Remove a line."""
    from crmcli.db import work
    from crmcli.services import order_line

    def act(sure: bool) -> tuple[OrderDetail, work.Work]:
        with work.write() as w:
            return order_line.remove(w, number, line, sure=sure, version=version), w

    row, w = output.confirmed(act)
    output.written(row, row.number, w)


@app.command("move", help=N_("Move a line of a draft to another place"))
@kit.writes(OrderDetail)
def move(
    number: kit.Number,
    line: Line,
    to: Annotated[int, typer.Argument(metavar="PLACE", help=N_("Its new number"))],
    version: kit.Version = None,
) -> None:
    """Move a line."""
    from crmcli.db import work
    from crmcli.services import order_line

    with work.write() as w:
        row = order_line.move(w, number, line, to, version=version)
    output.written(row, row.number, w)
