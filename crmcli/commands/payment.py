"""crm payment"""

from __future__ import annotations

from typing import Annotated, Unpack

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_, _
from crmcli.views.payment import OpeningRow, PaymentDetail, PaymentRow, PaymentValues
from crmcli.views.statement import DebtorRow, DueRow

app = kit.noun_app(N_("Receipts: money in, and what it pays"))
Orders = Annotated[
    list[str] | None,
    typer.Option(
        "--order",
        metavar="NUMBER[:AMOUNT]",
        help=N_("An order, and how much of the money goes to it; give one each"),
    ),
]
Openings = Annotated[
    list[str] | None,
    typer.Option(
        "--opening",
        metavar="NUMBER[:AMOUNT]",
        help=N_("An opening balance, and how much goes to it; give one each"),
    ),
]
Amount = Annotated[
    str | None,
    typer.Option(
        "--amount", help=N_("Amount, such as 1234.50 or 1.5万; what is outstanding unless given")
    ),
]
OnAccount = Annotated[
    bool, typer.Option("--on-account", help=N_("Keep what is left over for the customer"))
]
Reason = Annotated[str, typer.Option("--reason", help=N_("Reason"))]


@app.command("record", help=N_("Record a receipt: for orders, on account, or unidentified"))
@kit.writes(PaymentDetail)
@kit.options(PaymentRow)
def record(
    order: Orders = None,
    opening: Openings = None,
    amount: Amount = None,
    customer: kit.ByCustomer = None,
    on_account: OnAccount = False,
    unidentified: Annotated[
        bool, typer.Option("--unidentified", help=N_("Nobody knows yet whose money it is"))
    ] = False,
    from_before: Annotated[
        bool, typer.Option("--from-before", help=N_("An advance from before the store was begun"))
    ] = False,
    number: kit.NewNumber = None,
    date: kit.Date = None,
    **values: Unpack[PaymentValues],
) -> None:
    """Record a receipt."""
    from crmcli.db import work
    from crmcli.services import dates, money, payment

    kit.read_texts(values, "remark")
    if not (order or opening or customer or unidentified) and output.possible():
        order = output.several(
            _("Number of an order it pays, NUMBER or NUMBER:AMOUNT; empty to end")
        )
    received = money.parse(amount, _("amount"), zero=False) if amount is not None else None
    with work.write() as w:
        row = payment.record(
            w,
            amount=received,
            orders=order or (),
            openings=opening or (),
            customer=customer,
            on_account=on_account,
            unidentified=unidentified,
            from_before=from_before,
            number=number,
            date=dates.day(date, _("date"), w.today()) if date else None,
            **values,
        )
    output.written(row, row.number, w)


@app.command("list", help=N_("List receipts, newest first"))
@kit.reads(PaymentRow)
def list_(
    customer: kit.ByCustomer = None,
    order: Annotated[
        str | None, typer.Option("--order", metavar="NUMBER", help=N_("Order number"))
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="receipt|refund|opening|claim",
            help=N_("receipt, refund, opening or claim"),
        ),
    ] = None,
    method: Annotated[
        str | None, typer.Option("--method", metavar="CODE", help=N_("Payment method"))
    ] = None,
    account: Annotated[
        str | None, typer.Option("--account", metavar="CODE", help=N_("Receiving account"))
    ] = None,
    bank_reference: Annotated[
        str | None, typer.Option("--bank-reference", help=N_("Bank reference"))
    ] = None,
    handler: Annotated[
        str | None, typer.Option("--handler", metavar="CODE", help=N_("Who received the money"))
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(
            "--status",
            metavar="pending|confirmed|rejected|void|reversal",
            help=N_("pending, confirmed, rejected, void or reversal"),
        ),
    ] = None,
    unallocated: Annotated[
        bool, typer.Option("--unallocated", help=N_("With something left on account"))
    ] = False,
    amount: Annotated[
        str | None,
        typer.Option("--amount", metavar="AMOUNT", help=N_("Amount: 1000, 1000..5000, ..1万")),
    ] = None,
    date_from: kit.From = None,
    date_to: kit.To = None,
    sort: kit.Sort = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """List receipts."""
    from crmcli.services import dates, payment
    from crmcli.services.payment_view import Wanted

    with kit.listing() as (w, show):
        begins, ends = dates.between(date_from, date_to, w.today())
        wanted = Wanted(
            customer=customer,
            kind=kind,
            method=method,
            account=account,
            bank_reference=bank_reference,
            handler=handler,
            status=status,
            unallocated=unallocated,
            amount=amount,
            date_from=begins,
            date_to=ends,
        )
        cut = output.list_limit(limit, everything=everything)
        show(payment.find(w, wanted, order_number=order, sort=sort, limit=cut), PaymentRow)


@app.command("show", help=N_("Show a receipt with what it pays"))
@kit.reads(PaymentDetail)
def show(number: kit.Number) -> None:
    """Show a receipt."""
    from crmcli.db import work
    from crmcli.services import payment

    with work.read() as w:
        row = payment.show(w, number)
    output.show(row)


@app.command("print", help=N_("Print a receipt as a form, in plain text"))
@kit.reads(PaymentDetail)
def print_(number: kit.Number) -> None:
    """Print a receipt."""
    from crmcli.db import work
    from crmcli.services import forms, payment

    with work.read() as w:
        row = payment.show(w, number)
        form = forms.of_payment(w, row)
    output.show_form(form, row)


@app.command("confirm", help=N_("Say that the money has come: from now on the receipt counts"))
@kit.writes(PaymentDetail)
def confirm(number: kit.Number, date: kit.OtherDate = None, on_account: OnAccount = False) -> None:
    """Confirm a receipt."""
    from crmcli.db import work
    from crmcli.services import dates, payment

    with work.write() as w:
        day = dates.day(date, _("date"), w.today()) if date else None
        row = payment.confirm(w, number, date=day, on_account=on_account)
    output.written(row, row.number, w)


@app.command("allocate", help=N_("Let what is left of a receipt pay orders"))
@kit.writes(PaymentDetail)
def allocate(
    number: kit.Number, order: Orders = None, opening: Openings = None, date: kit.Date = None
) -> None:
    """Allocate a receipt."""
    from crmcli.db import work
    from crmcli.services import allocation, dates

    with work.write() as w:
        day = dates.day(date, _("date"), w.today()) if date else None
        row = allocation.allocate(w, number, orders=order or (), openings=opening or (), date=day)
    output.written(row, row.number, w)


@app.command("unallocate", help=N_("Take a receipt off what it pays: off all, unless one is named"))
@kit.writes(PaymentDetail)
def unallocate(
    number: kit.Number, order: Orders = None, opening: Openings = None, date: kit.Date = None
) -> None:
    """Take a receipt off orders."""
    from crmcli.db import work
    from crmcli.services import allocation, dates

    with work.write() as w:
        day = dates.day(date, _("date"), w.today()) if date else None
        row = allocation.unallocate(w, number, orders=order or (), openings=opening or (), date=day)
    output.written(row, row.number, w)


@app.command("refund", help=N_("Give back what is on account, or what was received for an order"))
@kit.writes(PaymentDetail)
@kit.options(PaymentRow)
def refund(
    amount: Annotated[str, typer.Option("--amount", help=N_("How much is given back"))],
    reason: Reason,
    customer: kit.ByCustomer = None,
    order: Annotated[
        str | None, typer.Option("--order", metavar="NUMBER", help=N_("Order number"))
    ] = None,
    receipt: Annotated[
        list[str] | None,
        typer.Option("--receipt", metavar="NUMBER", help=N_("Of this receipt; give one each")),
    ] = None,
    number: kit.NewNumber = None,
    date: kit.Date = None,
    **values: Unpack[PaymentValues],
) -> None:
    """Give money back."""
    from crmcli.db import work
    from crmcli.services import dates, money, refund

    kit.read_texts(values, "remark")
    back = money.parse(amount, _("amount"), zero=False)
    with work.write() as w:
        row = refund.record(
            w,
            amount=back,
            reason=reason,
            customer=customer,
            order_number=order,
            receipts=receipt or (),
            number=number,
            date=dates.day(date, _("date"), w.today()) if date else None,
            **values,
        )
    output.written(row, row.number, w)


@app.command("claim", help=N_("Say whose money an unidentified receipt is"))
@kit.writes(PaymentDetail)
def claim(
    number: kit.Number,
    customer: Annotated[str, typer.Option("--customer", metavar="CODE", help=N_("Customer"))],
    amount: Annotated[
        str | None, typer.Option("--amount", help=N_("A part of it; all unless given"))
    ] = None,
    order: Orders = None,
    opening: Openings = None,
    on_account: OnAccount = False,
    date: kit.Date = None,
) -> None:
    """Match a receipt."""
    from crmcli.db import work
    from crmcli.services import claim, dates, money

    wanted = money.parse(amount, _("amount"), zero=False) if amount is not None else None
    with work.write() as w:
        row = claim.record(
            w,
            number,
            customer=customer,
            amount=wanted,
            orders=order or (),
            openings=opening or (),
            on_account=on_account,
            date=dates.day(date, _("date"), w.today()) if date else None,
        )
    output.written(row, row.number, w)


@app.command("opening", help=N_("Record what a customer owed before the store was begun"))
@kit.writes(OpeningRow)
def opening(
    customer: Annotated[str, typer.Option("--customer", metavar="CODE", help=N_("Customer"))],
    date: Annotated[str, typer.Option("--date", metavar="DATE", help=N_("The day it was owed on"))],
    amount: Annotated[str, typer.Option("--amount", help=N_("How much was owed"))],
    due_date: Annotated[
        str | None,
        typer.Option("--due-date", metavar="DATE", help=N_("Due date; that day unless given")),
    ] = None,
    number: kit.NewNumber = None,
    remark: kit.Remark = None,
) -> None:
    """Record an opening balance."""
    from crmcli.db import work
    from crmcli.services import dates, money, opening

    owed = money.parse(amount, _("amount"), zero=False)
    with work.write() as w:
        row = opening.record(
            w,
            customer=customer,
            amount=owed,
            date=dates.day(date, _("date"), w.today()),
            due_date=dates.day(due_date, _("due date"), w.today()) if due_date else None,
            number=number,
            remark=output.text_given(remark),
        )
    output.written(row, row.number, w)


@app.command("void", help=N_("Take a receipt back by a reversing entry dated today"))
@kit.writes(PaymentDetail)
def void(number: kit.Number, reason: Reason) -> None:
    """Take a receipt back."""
    from crmcli.db import work
    from crmcli.services import voiding

    with work.write() as w:
        row = voiding.void(w, number, reason=reason)
    output.written(row, row.number, w)


@app.command("due", help=N_("Who owes what, due when, overdue how long"))
@kit.reads(DueRow, DebtorRow)
def due(
    customer: kit.ByCustomer = None,
    salesperson: kit.BySalesperson = None,
    region: kit.ByRegion = None,
    overdue: Annotated[
        bool, typer.Option("--overdue", help=N_("Only what should have been paid"))
    ] = False,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help=N_("Due until then, or within a period")),
    ] = None,
    by_customer: Annotated[
        bool, typer.Option("--by-customer", help=N_("One row a customer"))
    ] = False,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """List what is outstanding."""
    from crmcli.services import dates, receivable
    from crmcli.services.receivable import Wanted

    cut = output.list_limit(limit, everything=everything)
    with kit.listing(totals=True) as (w, show):
        wanted = Wanted(
            customer=customer,
            salesperson=salesperson,
            region=region,
            overdue=overdue,
            until=dates.last_day(until, _("end date"), w.today()) if until else None,
        )
        if by_customer:
            show(receivable.debtors(w, wanted, limit=cut), DebtorRow)
        else:
            show(receivable.find(w, wanted, limit=cut), DueRow)
