"""Whatever is ordered, edited, paid and voided, in whatever order: the books stay sound."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run

from crmcli.db.connect import Store
from crmcli.db.work import read, write
from crmcli.errors import RefusedError
from crmcli.services import check, customer, operator, order, payment, product
from crmcli.services.line_spec import NewLine
from tests.conftest import acting

lines = st.lists(
    st.builds(
        NewLine,
        product=st.sampled_from(["P1", "P2"]),
        quantity=st.decimals("0.0001", "999", places=4),
        price=st.none() | st.decimals("0", "9999", places=4),
        discount=st.decimals("0", "100", places=2),
    ),
    min_size=1,
    max_size=4,
)
days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 6, 30))
shares = st.integers(1, 120)


class Books(RuleBasedStateMachine):
    """Orders and receipts of two customers, followed by a model that keeps only sums."""

    new_store: Callable[[], Store]
    orders = Bundle("orders")
    receipts = Bundle("receipts")

    @initialize()
    def open_books(self) -> None:
        self.store = self.new_store()
        self.total: dict[str, Decimal] = {}
        self.paid: dict[str, Decimal] = {}
        self.status: dict[str, str] = {}
        self.allocated: dict[str, tuple[str, Decimal]] = {}
        with self.writing() as work:
            product.add(work, name="P1", code="P1", price="9.99")
            product.add(work, name="P2", code="P2", price="0.3335", tax_rate="6")
            operator.add(work, name="O", code="O")
            for code in ("A", "B"):
                customer.add(work, name=code, code=code)

    @contextlib.contextmanager
    def writing(self) -> Any:
        with acting(self.store), write() as work:
            yield work

    def attempt(self, act: Callable[[Any], Any]) -> Any:
        """The result, or None where a rule refuses; a refusal must change nothing."""
        try:
            with self.writing() as work:
                return act(work)
        except RefusedError:
            return None

    @rule(target=orders, buyer=st.sampled_from("AB"), wanted=lines, day=days, confirm=st.booleans())
    def new(self, buyer: str, wanted: list[NewLine], day: dt.date, confirm: bool) -> str:
        made = self.attempt(
            lambda w: order.create(w, customer=buyer, lines=wanted, date=day, confirm=confirm)
        )
        self.total[made.number] = made.total
        self.paid[made.number] = Decimal(0)
        self.status[made.number] = made.status
        return str(made.number)

    @rule(number=orders, wanted=lines)
    def edit(self, number: str, wanted: list[NewLine]) -> None:
        edited = self.attempt(lambda w: order.edit(w, number, lines=wanted))
        assert (edited is not None) == (self.status[number] == "draft")
        if edited:
            self.total[number] = edited.total

    @rule(number=orders, verb=st.sampled_from(["confirm", "complete", "cancel"]))
    def move(self, number: str, verb: str) -> None:
        after = {"confirm": "confirmed", "complete": "completed", "cancel": "cancelled"}[verb]
        moved = self.attempt(lambda w: getattr(order, verb)(w, number))
        legal = (self.status[number], after) in order.TRANSITIONS
        assert (moved is not None) == (legal and not (verb == "cancel" and self.paid[number]))
        if moved:
            self.status[number] = after

    @rule(target=receipts, number=orders, share=shares, day=days)
    def pay(self, number: str, share: int, day: dt.date) -> str | None:
        amount = max((self.total[number] * share / 100).quantize(Decimal("0.01")), Decimal("0.01"))
        made = self.attempt(
            lambda w: payment.record(w, orders=[number], amount=amount, method="CASH", date=day)
        )
        fits = self.paid[number] + amount <= self.total[number]
        assert (made is not None) == (fits and self.status[number] in order.ORDERED)
        if made is None:
            return None
        self.paid[number] += amount
        self.allocated[made.number] = (number, amount)
        return str(made.number)

    @rule(receipt=receipts)
    def void(self, receipt: str | None) -> None:
        if receipt is None:
            return
        voided = self.attempt(lambda w: payment.void(w, receipt, reason="x"))
        known = self.allocated.pop(receipt, None)
        assert (voided is not None) == (known is not None)
        if known:
            self.paid[known[0]] -= known[1]

    @rule(buyer=st.sampled_from("AB"), owner=st.sampled_from(["ADMIN", "O"]))
    def hand_over(self, buyer: str, owner: str) -> None:
        self.attempt(lambda w: customer.edit(w, buyer, owner=owner))

    @invariant()
    def sound(self) -> None:
        with acting(self.store), read() as work:
            wrong = [row for row in check.run(work) if not row.ok]
            shown = {row.number: row for row in order.find(work).rows}
        assert wrong == []
        assert {n: row.total for n, row in shown.items()} == self.total
        assert {n: row.paid for n, row in shown.items()} == self.paid


def test_the_books_stay_sound(new_store: Callable[[], Store], engine: str) -> None:
    machine = type("BooksOfOneEngine", (Books,), {"new_store": staticmethod(new_store)})
    run(
        machine,
        settings=settings(
            max_examples=25 if engine == "sqlite" else 12,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
