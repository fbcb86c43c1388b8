"""crm payment"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_, _
from crmcli.views.payment import PaymentDetail, PaymentRow

app = kit.noun_app(N_("Receipts: money in"))
Handler = Annotated[
    str | None, typer.Option("--handler", metavar="CODE", help=N_("Who received the money"))
]


@app.command("record", help=N_("Record a receipt for an order"))
@kit.writes(PaymentDetail)
def record(
    order: Annotated[str, typer.Option("--order", metavar="NUMBER", help=N_("Order number"))],
    amount: Annotated[str, typer.Option("--amount", help=N_("Amount received"))],
    method: Annotated[str, typer.Option("--method", metavar="CODE", help=N_("Payment method"))],
    number: Annotated[
        str | None, typer.Option("--number", help=N_("Number; made by rule unless given"))
    ] = None,
    date: kit.Date = None,
    payer: Annotated[
        str | None, typer.Option("--payer", help=N_("Who paid; the customer unless given"))
    ] = None,
    handler: Handler = None,
    remark: kit.Remark = None,
) -> None:
    """Record a receipt."""
    from crmcli.db import work
    from crmcli.services import dates, money, payment

    received = money.parse(amount, _("amount"), zero=False)
    with work.write() as w:
        row = payment.record(
            w,
            order_number=order,
            amount=received,
            method=method,
            number=number,
            date=dates.day(date, _("date"), w.today()) if date else None,
            payer=payer,
            handler=handler,
            remark=output.text_given(remark),
        )
    output.written(row, row.number, w)


@app.command("list", help=N_("List receipts, newest first"))
@kit.reads(PaymentRow)
def list_(
    customer: Annotated[
        str | None, typer.Option("--customer", metavar="CODE", help=N_("Customer"))
    ] = None,
    order: Annotated[
        str | None, typer.Option("--order", metavar="NUMBER", help=N_("Order number"))
    ] = None,
    method: Annotated[
        str | None, typer.Option("--method", metavar="CODE", help=N_("Payment method"))
    ] = None,
    handler: Handler = None,
    status: Annotated[
        str | None, typer.Option("--status", help=N_("confirmed, void or reversal"))
    ] = None,
    date_from: kit.From = None,
    date_to: kit.To = None,
    sort: kit.Sort = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """List receipts."""
    from crmcli.db import work
    from crmcli.services import dates, payment

    with work.read() as w:
        begins, ends = dates.between(date_from, date_to, w.today())
        page = payment.find(
            w,
            customer=customer,
            order_number=order,
            method=method,
            handler=handler,
            status=status,
            date_from=begins,
            date_to=ends,
            sort=sort,
            limit=output.list_limit(limit, everything=everything),
        )
    output.show_page(page, PaymentRow)


@app.command("show", help=N_("Show a receipt with the orders it pays"))
@kit.reads(PaymentDetail)
def show(number: kit.Number) -> None:
    """Show a receipt."""
    from crmcli.db import work
    from crmcli.services import payment

    with work.read() as w:
        row = payment.show(w, number)
    output.show(row)


@app.command("void", help=N_("Take a receipt back by a reversing entry dated today"))
@kit.writes(PaymentDetail)
def void(
    number: kit.Number,
    reason: Annotated[str, typer.Option("--reason", help=N_("Reason"))],
) -> None:
    """Take a receipt back."""
    from crmcli.db import work
    from crmcli.services import payment

    with work.write() as w:
        row = payment.void(w, number, reason=reason)
    output.written(row, row.number, w)
