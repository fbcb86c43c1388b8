"""crm order"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_, _
from crmcli.views.order import OrderDetail, OrderRow

app = kit.noun_app(N_("Orders"))
LINES = typer.Option(
    "--line", metavar="PRODUCT:QTY[@PRICE][-DISCOUNT%]", help=N_("A line; give one each")
)
Customer = Annotated[str | None, typer.Option("--customer", metavar="CODE", help=N_("Customer"))]
Salesperson = Annotated[
    str | None, typer.Option("--salesperson", metavar="CODE", help=N_("Salesperson"))
]


@app.command("new", help=N_("Make an order: a draft, or confirmed at once"))
@kit.writes(OrderDetail)
def new(
    customer: Annotated[str, typer.Option("--customer", metavar="CODE", help=N_("Customer"))],
    line: Annotated[list[str], LINES],
    number: Annotated[
        str | None, typer.Option("--number", help=N_("Number; made by rule unless given"))
    ] = None,
    salesperson: Salesperson = None,
    date: kit.Date = None,
    remark: kit.Remark = None,
    confirm: Annotated[bool, typer.Option("--confirm", help=N_("Confirm it at once"))] = False,
) -> None:
    """Make an order."""
    from crmcli.db import work
    from crmcli.services import dates, order, order_lines

    lines = [order_lines.parse(text) for text in line]
    with work.write() as w:
        row = order.create(
            w,
            customer=customer,
            lines=lines,
            number=number,
            date=dates.day(date, _("date"), w.today()) if date else None,
            salesperson=salesperson,
            remark=output.text_given(remark),
            confirm=confirm,
        )
    output.written(row, row.number, w)


@app.command("list", help=N_("List orders, newest first"))
@kit.reads(OrderRow)
def list_(
    status: Annotated[
        str | None,
        typer.Option("--status", help=N_("draft, confirmed, completed or cancelled")),
    ] = None,
    customer: Customer = None,
    salesperson: Salesperson = None,
    region: Annotated[
        str | None, typer.Option("--region", metavar="CODE", help=N_("Region"))
    ] = None,
    date_from: kit.From = None,
    date_to: kit.To = None,
    sort: kit.Sort = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """List orders."""
    from crmcli.db import work
    from crmcli.services import dates, order

    with work.read() as w:
        begins, ends = dates.between(date_from, date_to, w.today())
        page = order.find(
            w,
            status=status,
            customer=customer,
            salesperson=salesperson,
            region=region,
            date_from=begins,
            date_to=ends,
            sort=sort,
            limit=output.list_limit(limit, everything=everything),
        )
    output.show_page(page, OrderRow)


@app.command("show", help=N_("Show an order with its lines and receipts"))
@kit.reads(OrderDetail)
def show(number: kit.Number) -> None:
    """Show an order."""
    from crmcli.db import work
    from crmcli.services import order

    with work.read() as w:
        row = order.show(w, number)
    output.show(row)


@app.command("edit", help=N_("Change a draft; lines given replace all (the remark: always)"))
@kit.writes(OrderDetail)
def edit(
    number: kit.Number,
    salesperson: Salesperson = None,
    date: kit.OtherDate = None,
    line: Annotated[list[str] | None, LINES] = None,
    remark: kit.Remark = None,
) -> None:
    """Change a draft."""
    from crmcli.db import work
    from crmcli.services import dates, order, order_lines

    lines = [order_lines.parse(text) for text in line or ()]
    with work.write() as w:
        row = order.edit(
            w,
            number,
            salesperson=salesperson,
            date=dates.day(date, _("date"), w.today()) if date else None,
            lines=lines,
            remark=output.text_given(remark),
        )
    output.written(row, row.number, w)


@app.command("confirm", help=N_("Confirm a draft: it counts as ordered"))
@kit.writes(OrderDetail)
def confirm(number: kit.Number) -> None:
    """Confirm a draft."""
    from crmcli.db import work
    from crmcli.services import order

    with work.write() as w:
        row = order.confirm(w, number)
    output.written(row, row.number, w)


@app.command("complete", help=N_("Complete a confirmed order"))
@kit.writes(OrderDetail)
def complete(number: kit.Number) -> None:
    """Complete a confirmed order."""
    from crmcli.db import work
    from crmcli.services import order

    with work.write() as w:
        row = order.complete(w, number)
    output.written(row, row.number, w)


@app.command("cancel", help=N_("Cancel an order without money on it"))
@kit.writes(OrderDetail)
def cancel(
    number: kit.Number,
    reason: Annotated[str | None, typer.Option("--reason", help=N_("Reason"))] = None,
) -> None:
    """Cancel an order."""
    from crmcli.db import work
    from crmcli.services import order

    with work.write() as w:
        row = order.cancel(w, number, reason=reason)
    output.written(row, row.number, w)
