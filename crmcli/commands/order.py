"""crm order"""

from __future__ import annotations

from typing import Annotated, Unpack

import typer

from crmcli import output
from crmcli.commands import kit, order_line
from crmcli.i18n import N_, _
from crmcli.views.order import OrderDetail, OrderRow, OrderValues

app = kit.noun_app(N_("Orders"))
app.add_typer(order_line.app, name="line")
Lines = Annotated[
    list[str] | None,
    typer.Option(
        "--line",
        metavar="PRODUCT:QTY[@PRICE][-DISCOUNT]",
        help=N_("A line, such as P1:2, P1:2@99.50-10% or P1:2-9折; give one each"),
    ),
]
Confirm = Annotated[bool, typer.Option("--confirm", help=N_("Confirm it at once"))]
Customer = Annotated[str | None, typer.Option("--customer", metavar="CODE", help=N_("Customer"))]


@app.command("new", help=N_("Make an order: a draft, or confirmed at once"))
@kit.writes(OrderDetail)
@kit.options(OrderRow)
def new(
    customer: Annotated[str, typer.Option("--customer", metavar="CODE", help=N_("Customer"))],
    line: Lines = None,
    gift: order_line.Gifts = None,
    freight: order_line.Freight = None,
    rounding: order_line.Rounding = None,
    number: kit.NewNumber = None,
    date: kit.Date = None,
    confirm: Confirm = False,
    **values: Unpack[OrderValues],
) -> None:
    """Make an order."""
    from crmcli.db import work
    from crmcli.services import dates, line_spec, order

    kit.read_texts(values, "remark")
    if not line and not gift and output.possible():
        line = output.several(_("A line such as P1:2, P1:2@99.50-10% or P1:2-9折; empty to end"))
    lines = line_spec.all_of(line or (), gift or (), freight, rounding)
    with work.write() as w:
        row = order.create(
            w,
            customer=customer,
            lines=lines,
            number=number,
            date=dates.day(date, _("date"), w.today()) if date else None,
            confirm=confirm,
            **values,
        )
    output.written(row, row.number, w)


@app.command("copy", help=N_("Make an order with the lines of another"))
@kit.writes(OrderDetail)
@kit.options(OrderRow)
def copy(
    source: kit.Number,
    customer: Annotated[
        str | None,
        typer.Option("--customer", metavar="CODE", help=N_("Another customer")),
    ] = None,
    number: kit.NewNumber = None,
    date: kit.Date = None,
    new_prices: Annotated[
        bool, typer.Option("--new-prices", help=N_("At the products' prices of today"))
    ] = False,
    confirm: Confirm = False,
    **values: Unpack[OrderValues],
) -> None:
    """Copy an order."""
    from crmcli.db import work
    from crmcli.services import dates, order

    kit.read_texts(values, "remark")
    with work.write() as w:
        row = order.copy(
            w,
            source,
            customer=customer,
            new_number=number,
            date=dates.day(date, _("date"), w.today()) if date else None,
            new_prices=new_prices,
            confirm=confirm,
            **values,
        )
    output.written(row, row.number, w)


@app.command("list", help=N_("List orders, newest first"))
@kit.reads(OrderRow)
def list_(
    find: Annotated[
        str | None,
        typer.Option("--find", help=N_("Any part of a number, or of what finds the customer")),
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(
            "--status",
            metavar="draft|confirmed|completed|cancelled",
            help=N_("draft, confirmed, completed or cancelled"),
        ),
    ] = None,
    customer: Customer = None,
    salesperson: kit.BySalesperson = None,
    region: kit.ByRegion = None,
    product: Annotated[
        str | None, typer.Option("--product", metavar="CODE", help=N_("With a line of it"))
    ] = None,
    date_from: kit.From = None,
    date_to: kit.To = None,
    total: Annotated[
        str | None,
        typer.Option("--total", metavar="AMOUNT", help=N_("Total: 1000, 1000..5000, ..1万")),
    ] = None,
    unpaid: Annotated[bool, typer.Option("--unpaid", help=N_("Nothing received yet"))] = False,
    part_paid: Annotated[
        bool, typer.Option("--part-paid", help=N_("Something received, not all"))
    ] = False,
    paid: Annotated[bool, typer.Option("--paid", help=N_("All received"))] = False,
    overdue: Annotated[
        bool, typer.Option("--overdue", help=N_("Not all received though the due date has passed"))
    ] = False,
    sort: kit.Sort = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """List orders."""
    from crmcli.services import dates, order
    from crmcli.services.order_view import PAID, PART, UNPAID, Wanted

    asked = ((UNPAID, unpaid), (PART, part_paid), (PAID, paid))
    with kit.listing() as (w, show):
        begins, ends = dates.between(date_from, date_to, w.today())
        wanted = Wanted(
            text=find,
            status=status,
            customer=customer,
            salesperson=salesperson,
            region=region,
            product=product,
            date_from=begins,
            date_to=ends,
            total=total,
            paid=[status for status, wanted in asked if wanted],
            overdue=overdue,
        )
        cut = output.list_limit(limit, everything=everything)
        show(order.find(w, wanted, sort=sort, limit=cut), OrderRow)


@app.command("show", help=N_("Show an order with its lines and receipts"))
@kit.reads(OrderDetail)
def show(number: kit.Number, reveal: kit.Reveal = False) -> None:
    """Show an order."""
    from crmcli.services import order, revealing

    with kit.looking(reveal=reveal) as w:
        row = order.show(w, number)
        row = revealing.order(w, row) if reveal else row
    output.show(row)


@app.command("print", help=N_("Print an order as a form, in plain text"))
@kit.reads(OrderDetail)
def print_(number: kit.Number, reveal: kit.Reveal = False) -> None:
    """Print an order."""
    from crmcli.services import forms, order, revealing

    with kit.looking(reveal=reveal) as w:
        row = order.show(w, number)
        row = revealing.order(w, row) if reveal else row
        form = forms.of_order(w, row)
    output.show_form(form, row)


@app.command("edit", help=N_("Change an order; date, salesperson and lines only of a draft"))
@kit.writes(OrderDetail)
@kit.options(OrderRow)
def edit(
    number: kit.Number,
    date: kit.OtherDate = None,
    line: Lines = None,
    gift: order_line.Gifts = None,
    freight: order_line.Freight = None,
    rounding: order_line.Rounding = None,
    version: kit.Version = None,
    **values: Unpack[OrderValues],
) -> None:
    """Change an order; lines given replace all."""
    from crmcli.db import work
    from crmcli.services import dates, line_spec, order

    kit.read_texts(values, "remark")
    lines = line_spec.all_of(line or (), gift or (), freight, rounding)
    with work.write() as w:
        row = order.edit(
            w,
            number,
            date=dates.day(date, _("date"), w.today()) if date else None,
            lines=lines,
            version=version,
            **values,
        )
    output.written(row, row.number, w)


@app.command("confirm", help=N_("Confirm a draft: it counts as ordered"))
@kit.writes(OrderDetail)
def confirm(number: kit.Number, version: kit.Version = None) -> None:
    """Confirm a draft."""
    from crmcli.db import work
    from crmcli.services import order

    with work.write() as w:
        row = order.confirm(w, number, version=version)
    output.written(row, row.number, w)


@app.command("complete", help=N_("Complete a confirmed order"))
@kit.writes(OrderDetail)
def complete(number: kit.Number, version: kit.Version = None) -> None:
    """Complete a confirmed order."""
    from crmcli.db import work
    from crmcli.services import order

    with work.write() as w:
        row = order.complete(w, number, version=version)
    output.written(row, row.number, w)


@app.command("cancel", help=N_("Cancel an order without money on it"))
@kit.writes(OrderDetail)
def cancel(
    number: kit.Number,
    reason: Annotated[str | None, typer.Option("--reason", help=N_("Reason"))] = None,
    version: kit.Version = None,
) -> None:
    """Cancel an order."""
    from crmcli.db import work
    from crmcli.services import order

    with work.write() as w:
        row = order.cancel(w, number, reason=reason, version=version)
    output.written(row, row.number, w)
