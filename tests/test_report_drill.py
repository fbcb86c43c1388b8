"""The rows behind a line add up to it: every line of every report, whatever was sold and paid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from crmcli.db.connect import Store
from crmcli.db.work import Work, read, write
from crmcli.errors import CrmError
from crmcli.reports import KEYS, engine, load
from crmcli.services import (
    customer,
    department,
    followup,
    opening,
    operator,
    order,
    payment,
    product,
    region,
)
from crmcli.services.line_spec import FREIGHT, NewLine
from crmcli.views.report import Printed
from tests.conftest import acting

FIRST, LAST = dt.date(2025, 11, 1), dt.date(2026, 2, 28)
PERIOD = {"date_from": str(FIRST), "date_to": str(LAST)}
PEOPLE, CUSTOMERS = ("ADMIN", "S1", "S2"), ("A", "B", "C")
SALES = (
    "salesperson-sales", "region-sales", "salesperson-ranking", "salesperson-product",
    "region-product",
)  # fmt: skip

of_product = st.builds(
    NewLine,
    product=st.sampled_from(["P1", "P2"]),
    quantity=st.decimals("0.0001", "99", places=4),
    discount=st.decimals("0", "100", places=2),
)
freight = st.builds(
    NewLine,
    product=st.none(),
    price=st.decimals("0.01", "50", places=2),
    kind=st.just(FREIGHT),
)
sold = st.fixed_dictionaries(
    {
        "customer": st.sampled_from(CUSTOMERS),
        "salesperson": st.sampled_from(PEOPLE),
        "date": st.dates(FIRST, LAST),
        "lines": st.lists(of_product | of_product | freight, min_size=1, max_size=3),
        "confirm": st.sampled_from([True, True, True, False]),
    }
)
paid = st.lists(st.tuples(st.integers(1, 100), st.dates(FIRST, LAST)), max_size=2)
sales = st.lists(st.tuples(sold, paid), max_size=8)


def test_what_is_behind_each_line_is_the_line(new_store: Callable[[], Store]) -> None:
    @settings(
        max_examples=8,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(sales)
    def holds(orders: list[tuple[dict[str, Any], list[tuple[int, dt.date]]]]) -> None:
        store = new_store()
        with acting(store):
            _company()
            for order_, payments in orders:
                _sell(order_, payments)
            with read() as work:
                for key in KEYS:
                    _holds(work, key)

    holds()


def _company() -> None:
    with write() as work:
        region.add(work, name="North", code="N")
        region.add(work, name="South", code="S", parent="N")
        department.add(work, name="Second", code="D2")
        operator.add(work, name="One", code="S1", region="N")
        operator.add(work, name="Two", code="S2", department="D2")
        for code in ("P1", "P2"):
            product.add(work, name=code, code=code, price="9.99")
        for code, where in (("A", "N"), ("B", "S"), ("C", "")):
            customer.add(work, name=code, code=code, region=where, force=True)
        opening.record(work, customer="A", amount=Decimal("12.50"), date=FIRST)
    for person in PEOPLE[1:]:
        with write() as work:
            followup.add(
                work, "B", channel="PHONE", content=person, at="2026-01-05 10:00",
                next="call", next_on="2026-01-07",
            )  # fmt: skip


def _sell(given_: dict[str, Any], payments: list[tuple[int, dt.date]]) -> None:
    with write() as work:
        made = order.create(work, **given_)
    for percent, day in payments:
        amount = (made.total * percent / 100).quantize(Decimal("0.01"))
        try:
            with write() as work:
                payment.record(work, amount=amount, orders=[made.number], method="CASH", date=day)
        except CrmError:
            continue  # the rules refuse some of it


def _holds(work: Work, key: str) -> None:
    report = load(key)
    measures = ("ordered", "received") if report.measures else (None,)
    splits = (*report.by, None)
    for measure in measures:
        for by in splits:
            asked = {"measure": measure, "by": by, **(PERIOD if report.period else {})}
            if report.until:
                asked = {"by": by, "date_to": str(LAST)}
            printed = engine.run(work, report, asked)
            for row in printed.rows:
                keys = _key(printed, report.keys, by, report.by_default)
                line = "/".join(str(getattr(row, key) or "-") for key in keys)
                behind = engine.run(work, report, {**asked, "drill": line})
                _adds_up(key, row, behind)


def _key(
    printed: Printed, keys: tuple[str, ...], by: str | None, default: str | None
) -> tuple[str, ...]:
    split = by or default
    if split is None:
        return keys
    lead = {"customer-type": "type"}.get(split, split)
    lead = "period" if lead in ("month", "quarter", "year") else lead
    assert lead in {column.key for column in printed.columns}
    return keys if lead in keys else (lead, *keys)


def _adds_up(key: str, row: Any, behind: Printed) -> None:
    def added(name: str) -> Decimal:
        return sum((getattr(one, name) or Decimal(0) for one in behind.rows), Decimal(0))

    if key in SALES:
        assert added("amount") == row.amount, (key, row)
        if hasattr(row, "orders"):
            name = "order" if hasattr(behind.row_type, "order") else "number"
            numbers = [getattr(one, name) for one in behind.rows]
            assert len(set(numbers)) == row.orders
        if hasattr(row, "quantity"):
            assert added("quantity") == row.quantity
    elif key.startswith("customer"):
        assert len(behind.rows) == row.customers, (key, row)
    elif key == "receivables-ageing":
        assert added("outstanding") == row.outstanding
        assert len(behind.rows) == row.documents
        ages = [name for name in row.__slots__ if name.startswith("days_")]
        assert sum(getattr(row, name) for name in (*ages, "not_due")) == row.outstanding
    elif key == "receipts":
        for name in ("due", "settled", "received"):
            assert added(name) == getattr(row, name), (key, name, row)
        assert row.due - row.settled == row.outstanding
    else:
        counts = {"followup": row.followups, "customer": row.new_customers,
                  "next-step": row.overdue, "order": row.orders}  # fmt: skip
        for what, number in counts.items():
            found = [one for one in behind.rows if one.what == what]  # type: ignore[attr-defined]
            assert len(found) == number, (what, row)
        assert added("amount") == row.amount
        assert added("received") == row.received
