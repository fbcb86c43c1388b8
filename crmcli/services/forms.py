"""Printed forms 单据: an order, a receipt, a statement, as customers and accountants know them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from crmcli.db.work import Work
from crmcli.i18n import _
from crmcli.services import words
from crmcli.services.line_spec import GIFT
from crmcli.views.base import Row, columns_of, exact
from crmcli.views.form import Form, Pair
from crmcli.views.order import LINE_KIND, STATUS, OrderDetail, OrderLineRow
from crmcli.views.payment import KIND, PaymentAllocationRow, PaymentDetail
from crmcli.views.payment import STATUS as PAYMENT_STATUS
from crmcli.views.statement import EntryRow, StatementRow

ORDER_COLUMNS = (
    "line", "product_name", "unit", "quantity", "price", "discount", "tax_rate", "amount", "remark"
)  # fmt: skip
STATEMENT_COLUMNS = ("date", "kind", "number", "charged", "paid", "balance")


def of_order(work: Work, order: OrderDetail) -> Form:
    """The order form 销售单."""
    contact = order.contact.name if order.contact else ""
    return _form(
        work,
        _("Sales order"),
        OrderLineRow,
        ORDER_COLUMNS,
        tuple(_named(line) for line in order.lines),
        head=(
            (_("Order number"), order.number),
            (_("Order date"), order.date.isoformat()),
            (_("Customer"), order.customer_name),
            (_("Status"), _(STATUS[order.status])),
            (_("Contact"), contact),
            (_("Phone"), order.phone or ""),
            (_("Ship-to address"), order.ship_to or ""),
            (_("Due date"), order.due_date.isoformat()),
        ),
        foot=(
            (_("Total incl. tax"), _money(order.total)),
            (_("Net"), _money(order.net)),
            (_("Tax"), _money(order.tax)),
            (_("Amount in words"), _in_words(work, order.total)),
            (_("Remark"), order.remark or ""),
            (_("Salesperson"), order.salesperson.name),
        ),
        signatures=(_("Made by"), _("Checked by"), _("Customer's signature")),
    )


def of_payment(work: Work, receipt: PaymentDetail) -> Form:
    """The receipt form 收款单."""
    out = receipt.amount < 0
    title, person = (_("Refund"), _("Payee")) if out else (_("Receipt"), _("Payer"))
    if receipt.status == "reversal":
        title = _("Reversing entry")
    amount = abs(receipt.amount) if receipt.kind == "refund" else receipt.amount
    return _form(
        work,
        title,
        PaymentAllocationRow,
        ("order", "opening", "payment", "date", "amount"),
        receipt.allocations,
        head=(
            (_("Number"), receipt.number),
            (_("Date"), receipt.date.isoformat()),
            (_("Customer"), receipt.customer_name),
            (person, receipt.payer),
            (_("Payment method"), receipt.method.name if receipt.method else _(KIND[receipt.kind])),
            (_("Receiving account"), receipt.account.name if receipt.account else ""),
            (_("Bank reference"), receipt.bank_reference or ""),
            (_("Status"), _(PAYMENT_STATUS[receipt.status])),
            (_("Reverses"), receipt.reverses or ""),
        ),
        foot=(
            (_("Amount"), _money(amount)),
            (_("Amount in words"), _in_words(work, amount)),
            (_("Not yet allocated"), _money(receipt.unallocated) if receipt.unallocated else ""),
            (_("Remark"), receipt.remark or ""),
            (_("Reason"), receipt.reason or ""),
            (_("Handler"), receipt.handler.name),
        ),
        signatures=(
            _("Made by"),
            _("Checked by"),
            _("Payee's signature") if out else _("Payer's signature"),
        ),
    )


def of_statement(work: Work, statement: StatementRow) -> Form:
    """The statement form 客户对账单."""
    return _form(
        work,
        _("Customer statement"),
        EntryRow,
        STATEMENT_COLUMNS,
        statement.entries,
        head=(
            (_("Customer"), statement.customer_name),
            (_("Customer code"), statement.customer),
            (_("From"), statement.date_from.isoformat()),
            (_("To"), statement.date_to.isoformat()),
        ),
        foot=(
            (_("Balance brought forward"), _money(statement.opening)),
            (_("Owed in the period"), _money(statement.charged)),
            (_("Received in the period"), _money(statement.paid)),
            (_("Closing balance"), _money(statement.closing)),
            (_("Amount in words"), statement.in_words),
            (_("Of it outstanding"), _money(statement.outstanding)),
            (_("Less on account"), _money(statement.on_account)),
        ),
        signatures=(_("Made by"), _("Confirmed by the customer (seal)"), _("Date")),
    )


def _named(line: OrderLineRow) -> OrderLineRow:
    """The line as a form has it: what is no product is called by its kind, a gift is marked."""
    kind = _(LINE_KIND[line.kind])
    if line.product_name is None:
        return replace(line, product_name=kind)
    if line.kind == GIFT:
        named = _("{} ({})").format(line.product_name, kind)
        return replace(line, product_name=named, discount=Decimal(0))
    return line


def _form(
    work: Work,
    title: str,
    row_type: type[Row],
    keys: tuple[str, ...],
    rows: tuple[Row, ...],
    *,
    head: tuple[Pair, ...],
    foot: tuple[Pair, ...],
    signatures: tuple[str, ...],
) -> Form:
    """A form without what is empty: columns in which nothing stands, labels without a value."""
    known = {column.key: column for column in columns_of(row_type)}
    shown = [key for key in keys if any(getattr(row, key) not in (None, "") for row in rows)]
    return Form(
        company=work.setting("company"),
        title=title,
        head=tuple(pair for pair in head if pair[1]),
        columns=tuple(known[key] for key in shown),
        rows=rows,
        foot=tuple(pair for pair in foot if pair[1]),
        signatures=signatures,
    )


def _money(amount: Decimal) -> str:
    return f"{exact(amount, 2):,f}"


def _in_words(work: Work, amount: Decimal) -> str:
    return words.in_currency(amount, work.setting("currency"))
