"""Orders: list, lines and receipts; new ones with a live total; receipts recorded."""

from __future__ import annotations

from collections.abc import Awaitable, Iterator, Mapping
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import Input, Label, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from crmcli.db.work import Work
from crmcli.i18n import N_, _
from crmcli.output import cells, safe
from crmcli.services import codelist, dates, line_spec, money, order, order_view, payment, product
from crmcli.tui.commands import Command
from crmcli.tui.gateway import Gateway
from crmcli.tui.screens.form import Field, Form, Values
from crmcli.tui.screens.listing import PAUSE, ListPlace
from crmcli.views.base import Page, Row, columns_of
from crmcli.views.order import OrderDetail, OrderRow
from crmcli.views.payment import PaymentDetail, PaymentRow
from crmcli.views.product import ProductRow

FOUND = 8
"""So many products are offered."""
METHODS = "payment-method"


class Orders(ListPlace):
    """What was sold."""

    PLACE = "orders"
    ROW = OrderRow
    KEYS = ("number", "date", "customer_name", "total", "outstanding")
    SPARE = ("date", "total")
    HINT = N_("Filter: part of a number, or of what finds the customer")
    OFFERED: ClassVar[tuple[Command, ...]] = (
        Command("n", "new", N_("New"), "order.create"),
        Command("p", "receive", N_("Receipt"), "payment.record"),
        Command("y", "confirm", N_("Confirm"), "order.confirm"),
        Command("o", "open_only", N_("Unpaid or all")),
    )

    def __init__(self) -> None:
        super().__init__()
        self._methods: list[tuple[str, str]] = []
        self._usual = ""

    def find(self, work: Work, *, before: str | None, limit: int) -> Page[OrderRow]:
        """A page of orders."""
        if not self._methods and work.may("code-list.read"):
            found = codelist.find(work, METHODS, active=True).rows
            self._methods = [(row.name, row.code) for row in found]
        if before is None:
            self._usual = _usual_method(work)
        wanted = order_view.Wanted(
            text=self.typed or None, paid=("unpaid", "part") if self.narrowed else ()
        )
        return order.find(work, wanted, before=before, by_key=True, limit=limit)

    def detail(self, work: Work, row: Row) -> OrderDetail:
        """An order with lines and receipts."""
        return order.show(work, self.key(row))

    def narrowing(self) -> Iterator[str]:
        """What is not paid."""
        if self.narrowed:
            yield _("what is not paid")

    def action_open_only(self) -> None:
        """Only what is not paid, or all."""
        self.narrow({} if self.narrowed else {"paid": "unpaid"})

    def action_new(self) -> None:
        """A new order of the customer under the cursor."""
        row = self.rows.pointed
        customer = row.customer if isinstance(row, OrderRow) else self.typed
        self.crm.push_screen(NewOrder(self.gateway, customer), self._saved)

    def action_confirm(self) -> None:
        """Confirm the draft under the cursor, as it was looked at."""
        row, pointed = self.record.row, self.rows.pointed
        if pointed is None:
            return
        if not isinstance(row, OrderDetail) or row.number != self.key(pointed):
            self.crm.say(_("{} is not shown yet: try again").format(self.key(pointed)))
            self._show(pointed)
        else:
            self.act(lambda w: order.confirm(w, row.number, version=row.version), self._saved)

    def action_receive(self) -> None:
        """Record a receipt for the order under the cursor."""
        row = self.rows.pointed
        if not isinstance(row, OrderRow):
            return
        titles = {column.key: column.title for column in columns_of(PaymentRow)}
        asked = "" if row.outstanding is None else f"{row.outstanding:f}"

        async def save(values: Values, _force: bool) -> PaymentDetail:
            return await self.gateway.write(lambda w: _received(w, row.number, values))

        fields = [
            Field("amount", titles["amount"], asked),
            Field("method", titles["method"], self._usual, choices=self._methods or None),
            Field("date", titles["date"], hint=_("today unless given")),
            Field("bank_reference", titles["bank_reference"]),
            Field("rest", _("What is left over"), "", choices=[(_("keep on account"), "keep")]),
        ]  # fmt: skip
        title = _("Receipt for {}").format(f"{row.number} {row.customer_name}")
        self.crm.push_screen(Form(title, fields, save), self._saved)

    def _saved(self, saved: OrderDetail | PaymentDetail | None) -> None:
        if saved is not None:
            self.crm.say(_("Saved: {}").format(saved.number))
        self.refreshed(saved)


def _usual_method(work: Work) -> str:
    """The method of the newest receipt that is seen, which a form begins with."""
    newest = payment.find(work, limit=1).rows if work.may("payment.read") else []
    return newest[0].method.code if newest and newest[0].method else ""


def _received(work: Work, number: str, values: Values) -> PaymentDetail:
    today = work.today()
    given: Any = {key: values[key] or None for key in ("method", "bank_reference")}
    return payment.record(
        work,
        orders=[number],
        amount=money.parse(values["amount"], _("Amount")) if values["amount"].strip() else None,
        date=dates.day(values["date"], _("Date"), today) if values["date"].strip() else None,
        on_account=values["rest"] == "keep",
        **given,
    )


class NewOrder(Form[OrderDetail]):
    """A new order: products are looked for by part of a name; the total follows what is written."""

    def __init__(self, gateway: Gateway, customer: str) -> None:
        self._gateway = gateway
        self._pause: Timer | None = None
        fields = [
            Field("customer", _("Customer: code or name"), customer),
            Field("lines", _("Lines: PRODUCT:QUANTITY@PRICE-DISCOUNT, one each"), lines=True),
            Field("date", _("Date"), hint=_("today unless given")),
            Field("confirm", _("Status"), "", choices=[(_("confirm at once"), "confirm")]),
        ]
        super().__init__(_("New order"), fields, self._create)

    def more(self) -> ComposeResult:
        """The search for products, and the total."""
        yield Label(Text(_("Look for a product")))
        yield Input(id="product", placeholder=_("part of a name or code"))
        yield OptionList(id="found")
        yield Static("", id="total")

    def _create(self, values: Mapping[str, str], _force: bool) -> Any:
        return self._gateway.write(lambda w: _ordered(w, values))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for products; count anew."""
        if event.input.id == "product":
            self._search(event.value.strip())
        else:
            self._count()

    def on_text_area_changed(self, _event: TextArea.Changed) -> None:
        """Count anew."""
        self._count()

    def _search(self, text: str) -> None:
        self.query_one("#found", OptionList).clear_options()
        self.workers.cancel_group(self, "search")
        if text:

            def find() -> Awaitable[Page[ProductRow]]:
                return self._gateway.read(
                    lambda w: product.find(w, text=text, active=True, limit=FOUND)
                )

            self.find(find, self._found, self.say, group="search")

    def _found(self, page: Page[ProductRow]) -> None:
        found = self.query_one("#found", OptionList)
        known = {column.key: column for column in columns_of(ProductRow)}
        for row in page.rows:
            price = cells.human(known["price"], row.price, grouped=True)
            found.add_option(
                Option(Text(safe.one_line(f"{row.code}  {row.name}  {price}")), row.code)
            )

    def on_input_submitted(self) -> None:
        """Take the first product that was found."""
        found = self.query_one("#found", OptionList)
        if self.focused is self.query_one("#product", Input) and found.option_count:
            self._take(str(found.get_option_at_index(0).id))
        else:
            self.focus_next()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the product that was chosen."""
        self._take(str(event.option.id))

    def _take(self, code: str) -> None:
        lines = self.query_one("#field-lines", TextArea)
        kept = lines.text.rstrip("\n")
        lines.text = f"{kept}\n{code}:1" if kept else f"{code}:1"
        line = self.query_one("#product", Input)
        line.value = ""
        line.focus()

    def _count(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._counted)

    @property
    def waits(self) -> bool:
        """Whether it is counted anew in a moment."""
        return self._pause is not None

    def _counted(self) -> None:
        self._pause = None
        values = self.values()
        if not values["lines"].strip() or not values["customer"].strip():
            self._wrong("")
            return

        def preview() -> Awaitable[OrderDetail]:
            return self._gateway.preview(lambda w: _ordered(w, values))

        self.find(preview, self._total, self._wrong, group="total")

    def _wrong(self, message: str) -> None:
        self.query_one("#total", Static).update(Text(safe.one_line(message)))

    def _total(self, made: OrderDetail) -> None:
        shown = self.query_one("#total", Static)
        column = {c.key: c for c in columns_of(OrderDetail)}["total"]
        figure = cells.human(column, made.total, grouped=True)
        shown.update(Text(f"{cells.title(column)}: {figure}", style="bold"))


def _ordered(work: Work, values: Values) -> OrderDetail:
    lines = [line for line in values["lines"].splitlines() if line.strip()]
    return order.create(
        work,
        customer=values["customer"],
        lines=line_spec.all_of(lines, (), None, None),
        date=dates.day(values["date"], _("Date"), work.today()) if values["date"].strip() else None,
        confirm=values["confirm"] == "confirm",
    )
