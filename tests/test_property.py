"""Whatever is ordered, paid, moved, given back and closed, in whatever order: the books are sound.

The machine does what people do, at random, and lets the rules refuse what they refuse. After each
step every check holds, statements chain, what a refusal left is what was there before, and the
balances of closed months are those of the day they were closed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule
from hypothesis.stateful import run_state_machine_as_test as run
from sqlalchemy import func
from sqlmodel import select

from crmcli.db.connect import Store
from crmcli.db.models.every import metadata
from crmcli.db.models.log import Operation
from crmcli.db.models.order import ORDERED
from crmcli.db.work import read, whole, write
from crmcli.errors import InvalidError, RefusedError
from crmcli.services import (
    allocation,
    check,
    claim,
    customer,
    ledger,
    opening,
    operator,
    order,
    order_line,
    payment,
    period,
    product,
    receivable,
    refund,
    setting,
    statement,
    voiding,
)
from crmcli.services.line_spec import FREIGHT, GIFT, ROUNDING, NewLine
from tests.conftest import acting

CENT = Decimal("0.01")
FIRST, LAST = dt.date(2025, 10, 1), dt.date(2026, 3, 31)
CUSTOMERS = ("A", "B")

of_product = st.builds(
    NewLine,
    product=st.sampled_from(["P1", "P2"]),
    quantity=st.decimals("0.0001", "999", places=4),
    price=st.none() | st.decimals("0", "9999", places=4),
    discount=st.decimals("0", "100", places=2),
)
gifts = st.builds(
    NewLine, product=st.just("P2"), quantity=st.decimals("1", "9", places=0), kind=st.just(GIFT)
)
freights = st.builds(
    NewLine,
    product=st.none(),
    price=st.decimals("0.01", "500", places=2),
    kind=st.just(FREIGHT),
    tax_rate=st.none() | st.just(Decimal(9)),
)
off = st.decimals("0.01", "12", places=2)
roundings = st.builds(NewLine, product=st.none(), price=off, kind=st.just(ROUNDING))
lines = st.lists(of_product | of_product | gifts | freights | roundings, min_size=1, max_size=4)
days = st.dates(FIRST, LAST)
shares = st.integers(1, 120)
owners = st.sampled_from(CUSTOMERS)


class Books(RuleBasedStateMachine):
    """The books of two customers."""

    new_store: Callable[[], Store]
    orders = Bundle("orders")
    receipts = Bundle("receipts")
    openings = Bundle("openings")

    def __init__(self) -> None:
        super().__init__()
        self.store = self.new_store()
        self.frozen: dict[tuple[str, dt.date], Decimal] = {}
        with self.writing() as work:
            product.add(work, name="P1", code="P1", price="9.99")
            product.add(work, name="P2", code="P2", price="0.3335", tax_rate="6")
            operator.add(work, name="O", code="O")
            for code in CUSTOMERS:
                customer.add(work, name=code, code=code, force=True)

    @initialize(target=orders)
    def first_orders(self) -> Any:
        wanted = [NewLine("P1", Decimal(50)), NewLine(None, price=Decimal("0.5"), kind=ROUNDING)]
        made = [
            self.new(code, wanted, LAST, confirm) for code in "AAB" for confirm in (True, False)
        ]
        return multiple(*(number for number in made if isinstance(number, str)))

    @initialize(target=receipts)
    def first_receipts(self) -> Any:
        made = [
            self.advance(owner, Decimal(700), FIRST, before=False) for owner in ("A", "B", None)
        ]
        return multiple(*(number for number in made if isinstance(number, str)))

    @contextlib.contextmanager
    def writing(self) -> Any:
        with acting(self.store), write() as work:
            yield work

    def operations(self) -> int:
        with acting(self.store), whole("store.check") as work:
            return work.session.exec(select(func.count()).select_from(Operation)).one()

    def attempt(self, act: Callable[[Any], Any]) -> Any:
        """The result, or None where a rule refuses; a refusal must change nothing."""
        before = self.operations()
        try:
            with self.writing() as work:
                return act(work)
        except (RefusedError, InvalidError):
            assert self.operations() == before
            return None

    def number(self, made: Any) -> Any:
        return made.number if made else multiple()

    @rule(target=orders, buyer=owners, wanted=lines, day=days, confirm=st.booleans())
    def new(self, buyer: str, wanted: list[NewLine], day: dt.date, confirm: bool) -> Any:
        return self.number(
            self.attempt(
                lambda w: order.create(w, customer=buyer, lines=wanted, date=day, confirm=confirm)
            )
        )

    @rule(target=orders, number=orders, day=days, new_prices=st.booleans())
    def copy(self, number: str, day: dt.date, new_prices: bool) -> Any:
        return self.number(
            self.attempt(lambda w: order.copy(w, number, date=day, new_prices=new_prices))
        )

    @rule(number=orders, wanted=lines, day=st.none() | days)
    def edit(self, number: str, wanted: list[NewLine], day: dt.date | None) -> None:
        self.attempt(lambda w: order.edit(w, number, lines=wanted, date=day))

    @rule(number=orders, wanted=lines, at=st.integers(1, 4), to=st.integers(1, 4))
    def edit_lines(self, number: str, wanted: list[NewLine], at: int, to: int) -> None:
        with acting(self.store), read() as work:
            count = len(order.show(work, number).lines)
        at, to = min(at, count), min(to, count)
        self.attempt(lambda w: order_line.add(w, number, wanted, before=at))
        self.attempt(lambda w: order_line.move(w, number, at, to))
        self.attempt(lambda w: order_line.remove(w, number, at, sure=True))
        self.attempt(lambda w: order_line.edit(w, number, 1, price="3.5", remark="x"))

    @rule(number=orders, verb=st.sampled_from(["confirm", "confirm", "complete", "cancel"]))
    def move(self, number: str, verb: str) -> None:
        self.attempt(lambda w: getattr(order, verb)(w, number))

    def outstanding(self, number: str) -> Decimal:
        with acting(self.store), read() as work:
            return order.show(work, number).outstanding

    @rule(
        target=receipts,
        numbers=st.lists(orders, min_size=1, max_size=3, unique=True),
        share=shares,
        day=days,
        keep=st.booleans(),
    )
    def pay(self, numbers: list[str], share: int, day: dt.date, keep: bool) -> Any:
        with acting(self.store), read() as work:
            buyers = {n: order.show(work, n).customer for n in dict.fromkeys(numbers)}
        named = [n for n, buyer in buyers.items() if buyer == buyers[numbers[0]] or share % 7 == 0]
        asked = sum(self.outstanding(n) for n in named)
        amount = max((asked * share / 100).quantize(CENT), CENT)
        return self.number(
            self.attempt(
                lambda w: payment.record(
                    w, orders=named, amount=amount, method="CASH", date=day, on_account=keep
                )
            )
        )

    @rule(target=receipts, number=orders)
    def pay_all(self, number: str) -> Any:
        return self.number(
            self.attempt(lambda w: payment.record(w, orders=[number], method="CASH"))
        )

    @rule(
        target=receipts,
        owner=st.none() | owners,
        amount=st.decimals("0.01", "5000", places=2),
        day=days,
        before=st.booleans(),
    )
    def advance(self, owner: str | None, amount: Decimal, day: dt.date, before: bool) -> Any:
        def act(work: Any) -> Any:
            if owner is None:
                return payment.record(
                    work, unidentified=True, amount=amount, method="CASH", date=day
                )
            method = None if before else "CASH"
            return payment.record(
                work,
                customer=owner,
                on_account=True,
                amount=amount,
                date=day,
                method=method,
                from_before=before,
            )

        return self.number(self.attempt(act))

    @rule(target=openings, owner=owners, amount=st.decimals("0.01", "900", places=2), day=days)
    def open_balance(self, owner: str, amount: Decimal, day: dt.date) -> Any:
        return self.number(
            self.attempt(lambda w: opening.record(w, customer=owner, amount=amount, date=day))
        )

    @rule(target=receipts, number=openings, back=st.booleans())
    def pay_opening(self, number: str, back: bool) -> Any:
        if back:
            self.attempt(lambda w: opening.void(w, number, reason="x"))
            return multiple()
        return self.number(
            self.attempt(lambda w: payment.record(w, openings=[number], method="CASH"))
        )

    @rule(receipt=receipts, number=orders, off=st.booleans(), day=st.none() | days)
    def allocate(self, receipt: str, number: str, off: bool, day: dt.date | None) -> None:
        verb = allocation.unallocate if off else allocation.allocate
        self.attempt(lambda w: verb(w, receipt, orders=[number], date=day))

    @rule(receipt=receipts, share=st.none() | shares)
    def settle(self, receipt: str, share: int | None) -> None:
        """Let a receipt pay what its customer still owes, oldest first."""
        with acting(self.store), read() as work:
            owner = payment.show(work, receipt).customer
            due = [row for row in receivable.find(work).rows if row.customer == owner]
        asked = [row.number for row in due if row.kind == "order"][:2]
        if share is not None and asked:
            part = max((due[0].outstanding * share / 100).quantize(CENT), CENT)
            asked = [f"{asked[0]}:{part}"]
        self.attempt(lambda w: allocation.allocate(w, receipt, orders=asked))

    @rule(receipt=receipts, share=shares)
    def take_off(self, receipt: str, share: int) -> None:
        with acting(self.store), read() as work:
            parts = payment.show(work, receipt).allocations
        if parts and parts[0].order:
            part = max((parts[0].amount * share / 100).quantize(CENT), CENT)
            asked = [f"{parts[0].order}:{part}"]
            self.attempt(lambda w: allocation.unallocate(w, receipt, orders=asked))

    @rule(
        target=receipts,
        owner=owners,
        number=st.none() | orders,
        amount=st.decimals("0.01", "900", places=2),
        day=st.none() | days,
    )
    def refund(self, owner: str, number: str | None, amount: Decimal, day: dt.date | None) -> Any:
        whose = {"order_number": number} if number else {"customer": owner}
        return self.number(
            self.attempt(
                lambda w: refund.record(
                    w, amount=amount, reason="x", method="CASH", date=day, **whose
                )
            )
        )

    @rule(target=receipts, receipt=receipts, owner=owners, number=st.none() | orders)
    def claim(self, receipt: str, owner: str, number: str | None) -> Any:
        orders = [number] if number else []
        return self.number(
            self.attempt(
                lambda w: claim.record(w, receipt, customer=owner, orders=orders, on_account=True)
            )
        )

    @rule(receipt=receipts)
    def void(self, receipt: str) -> None:
        self.attempt(lambda w: voiding.void(w, receipt, reason="x"))

    @rule(wait=st.booleans())
    def finance(self, wait: bool) -> None:
        with self.writing() as work:
            setting.edit(work, "confirm_receipts", "yes" if wait else "no")

    @rule(receipt=receipts, day=st.none() | days)
    def confirm_receipt(self, receipt: str, day: dt.date | None) -> None:
        self.attempt(lambda w: payment.confirm(w, receipt, date=day))

    @rule(month=st.sampled_from(["2025-10", "2025-11", "2025-12"]), again=st.booleans())
    def close(self, month: str, again: bool) -> None:
        if again:
            if self.attempt(lambda w: period.reopen(w, month, reason="x")):
                self.frozen = {k: v for k, v in self.frozen.items() if f"{k[1]:%Y-%m}" < month}
            return
        if self.attempt(lambda w: period.close(w, month)):
            with acting(self.store), read() as work:
                for number in range(10, 13):
                    year, of_year = divmod(number, 12)
                    day = dt.date(2025 + year, of_year + 1, 1) - dt.timedelta(days=1)
                    if f"{day:%Y-%m}" > month:
                        continue
                    for code in CUSTOMERS:
                        key = customer_id(work, code)
                        self.frozen[code, day] = statement.balance(work, key, day)

    @rule(number=orders, buyer=owners, owner=st.sampled_from(["ADMIN", "O"]))
    def hand_over(self, number: str, buyer: str, owner: str) -> None:
        self.attempt(lambda w: customer.edit(w, buyer, owner=owner))

    @invariant()
    def sound(self) -> None:
        with acting(self.store), whole("store.check") as work:
            assert [row for row in check.run(work) if not row.ok] == []
        with acting(self.store), read() as work:
            shown = order.find(work).rows
            owed = opening.find(work).rows
            moved = payment.find(work).rows
            for code in CUSTOMERS:
                self.chains(work, code)
                account = ledger.show(work, code)
                said = statement.of(work, code, date_from=FIRST, date_to=dt.date(2027, 1, 1))
                assert said.closing == account.balance == account.outstanding - account.on_account
                assert account.balance == (
                    sum(o.total for o in shown if o.customer == code and o.status in ORDERED)
                    + sum(o.amount for o in owed if o.customer == code and o.status != "void")
                    - sum(
                        p.amount
                        for p in moved
                        if p.customer == code and p.status not in ("pending", "rejected")
                    )
                )
                assert said.on_account == account.on_account
                key = customer_id(work, code)
                for (whose, day), balance in self.frozen.items():
                    if whose == code:
                        assert statement.balance(work, key, day) == balance
        for row in shown:
            assert row.outstanding == (row.total - row.paid if row.status != "cancelled" else 0)

    def chains(self, work: Any, code: str) -> None:
        """A closing balance is the next opening balance, and each line leads to the next."""
        forward = Decimal(0)
        begins = FIRST
        for ends in (dt.date(2025, 11, 30), dt.date(2026, 1, 15), LAST):
            part = statement.of(work, code, date_from=begins, date_to=ends)
            assert part.opening == forward
            assert part.closing == part.opening + part.charged - part.paid
            assert part.closing == part.entries[-1].balance == part.entries[-2].balance
            forward, begins = part.closing, ends + dt.timedelta(days=1)


def customer_id(work: Any, code: str) -> int:
    from crmcli.db.models.customer import Customer
    from crmcli.services import lookup

    return lookup.coded(work, Customer, "customer", code).id


def test_the_books_stay_sound(new_store: Callable[[], Store], engine: str) -> None:
    machine = type("BooksOfOneEngine", (Books,), {"new_store": staticmethod(new_store)})
    run(
        machine,
        settings=settings(
            max_examples=10 if engine == "sqlite" else 5,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_no_balance_is_stored() -> None:
    """What is paid, left, owed and held follows from the rows; only the order's total is kept."""
    derived = {"balance", "paid", "outstanding", "allocated", "unallocated", "on_account"}
    stored = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if column.name in derived or "balance" in column.name
    }
    assert stored == set()
