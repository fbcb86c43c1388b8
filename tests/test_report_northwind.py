"""Every report on real data equals what plain Python finds in the CSV files, in every format."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from crmcli.db.connect import Store
from crmcli.db.work import write
from crmcli.reports import KEYS
from crmcli.services import followup, operator
from tests import northwind
from tests.conftest import Cli, acting

pytestmark = [northwind.needed, pytest.mark.xdist_group("northwind")]
CENT, ZERO = Decimal("0.01"), Decimal(0)
FIRST, LAST = dt.date(1997, 1, 1), dt.date(1997, 12, 31)
NOW = "1998-05-06T12:00:00Z"
PERIOD = ("--from", str(FIRST), "--to", str(LAST))
Lines = list[dict[str, Any]]


class Sample:
    """The CSV files, added up without any of the product's code."""

    def __init__(self) -> None:
        rows = northwind.rows
        self.customers = {row["code"]: row for row in rows("customers")}
        self.people = {row["code"]: row for row in rows("employees")}
        self.products = {row["code"]: row["name"] for row in rows("products")}
        self.lines = rows("order_lines")
        self.orders = {row["number"]: row for row in rows("orders")}
        self.totals: dict[str, Decimal] = defaultdict(lambda: ZERO)
        for line in self.lines:
            self.totals[line["order"]] += amount(line)

    def region(self, order: dict[str, str]) -> str | None:
        return self.customers[order["customer"]]["region"] or None

    def name(self, code: str) -> str:
        return self.people[code]["name"]

    def received(self, order: dict[str, str]) -> Decimal:
        part = northwind.paid_part(order)
        return (self.totals[order["number"]] * part).quantize(CENT)


def amount(line: dict[str, str]) -> Decimal:
    """Price × quantity × (1 − discount), rounded half up to cents."""
    whole = Decimal(line["price"]) * Decimal(line["quantity"]) * (1 - Decimal(line["discount"]))
    return whole.quantize(CENT, rounding=ROUND_HALF_UP)


def inside(text: str) -> bool:
    """Whether a day lies in the period asked for."""
    return bool(text) and FIRST <= dt.date.fromisoformat(text) <= LAST


def summed(found: Iterable[tuple[tuple[Any, ...], Decimal]]) -> dict[tuple[Any, ...], Decimal]:
    sums: dict[tuple[Any, ...], Decimal] = defaultdict(lambda: ZERO)
    for key, value in found:
        sums[key] += value
    return dict(sums)


SAMPLE = Sample() if northwind.FOLDER.is_dir() else None


def sample() -> Sample:
    assert SAMPLE is not None
    return SAMPLE


def ordered() -> list[dict[str, str]]:
    return [order for order in sample().orders.values() if inside(order["date"])]


def region_sales() -> dict[tuple[Any, ...], Decimal]:
    s = sample()
    return summed(((s.region(o),), s.totals[o["number"]]) for o in ordered())


def salesperson_sales() -> dict[tuple[Any, ...], Decimal]:
    s = sample()
    return summed(
        ((s.region(o), s.name(o["salesperson"])), s.totals[o["number"]]) for o in ordered()
    )


def ranking() -> dict[tuple[Any, ...], Decimal]:
    s = sample()
    return summed(((s.name(o["salesperson"]),), s.totals[o["number"]]) for o in ordered())


def region_product() -> dict[tuple[Any, ...], Decimal]:
    s, numbers = sample(), {o["number"] for o in ordered()}
    return summed(
        ((s.region(s.orders[one["order"]]), s.products[one["product"]]), amount(one))
        for one in s.lines
        if one["order"] in numbers
    )


def salesperson_product() -> dict[tuple[Any, ...], Decimal]:
    s, numbers = sample(), {o["number"] for o in ordered()}
    found = []
    for one in s.lines:
        if one["order"] in numbers:
            order = s.orders[one["order"]]
            key = (s.name(order["salesperson"]), s.region(order), s.products[one["product"]])
            found.append((key, amount(one)))
    return summed(found)


def customers_by(*fields: str) -> dict[tuple[Any, ...], Decimal]:
    return summed(
        (tuple(row[field] or None for field in fields), Decimal(1))
        for row in sample().customers.values()
    )


def personnel() -> dict[tuple[Any, ...], Decimal]:
    """All customers of the sample belong to the one who entered them."""
    found = {(p["territory"], p["title"]): ZERO for p in sample().people.values()}
    return {**found, (None, None): Decimal(len(sample().customers))}


def receipts() -> dict[tuple[Any, ...], Decimal]:
    s = sample()
    months = {(f"1997-{month:02}",): ZERO for month in range(1, 13)}
    return months | summed(
        ((o["shipped"][:7],), s.received(o))
        for o in s.orders.values()
        if inside(o["shipped"]) and northwind.paid_part(o)
    )


def ageing() -> dict[tuple[Any, ...], Decimal]:
    """What was outstanding at the end of 1997, by customer."""
    s = sample()
    found = []
    for order in s.orders.values():
        if dt.date.fromisoformat(order["date"]) <= LAST:
            came = order["shipped"] and dt.date.fromisoformat(order["shipped"]) <= LAST
            left = s.totals[order["number"]] - (s.received(order) if came else ZERO)
            found.append(((order["customer"],), left))
    return {key: value for key, value in summed(found).items() if value}


def followups() -> dict[tuple[Any, ...], Decimal]:
    s = sample()
    mine = [o for o in ordered() if int(o["number"]) % 20 == 0]
    none = {(row["name"],): ZERO for row in s.people.values()} | {("First",): ZERO}
    return none | summed(((s.name(o["salesperson"]),), Decimal(1)) for o in mine)


EXPECTED: dict[str, tuple[tuple[str, ...], str, Callable[[], dict[tuple[Any, ...], Decimal]]]] = {
    "customer-region-type": (
        ("region_name", "type_name"),
        "customers",
        lambda: customers_by("region", "contact_title"),
    ),
    "customer-type": (("type_name",), "customers", lambda: customers_by("contact_title")),
    "customer-region": (("region_name",), "customers", lambda: customers_by("region")),
    "customer-region-personnel": (
        ("region_name", "personnel_type_name"),
        "customers",
        personnel,
    ),
    "salesperson-sales": (("region_name", "salesperson_name"), "amount", salesperson_sales),
    "region-sales": (("region_name",), "amount", region_sales),
    "salesperson-ranking": (("salesperson_name",), "amount", ranking),
    "salesperson-product": (
        ("salesperson_name", "region_name", "product_name"),
        "amount",
        salesperson_product,
    ),
    "region-product": (("region_name", "product_name"), "amount", region_product),
    "receivables-ageing": (("customer",), "outstanding", ageing),
    "receipts": (("period",), "received", receipts),
    "work-review": (("salesperson_name",), "followups", followups),
}


def test_no_report_is_left_out() -> None:
    assert set(EXPECTED) == set(KEYS)


@pytest.fixture
def both(
    new_sqlite: Callable[[], Store],
    new_postgresql: Callable[[], Store],
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, Cli]:
    """The sample in a store of each engine."""
    monkeypatch.setenv("CRM_NOW", NOW)
    loaded = {}
    for name, make in (("sqlite", new_sqlite), ("postgresql", new_postgresql)):
        store = make()
        with acting(store), write() as work:
            northwind.load(work)
            northwind.receive(work)
        _followups(store)
        loaded[name] = Cli(store)
    return loaded


def _followups(store: Store) -> None:
    with acting(store), write() as work:
        for code in {order["salesperson"] for order in ordered()}:
            operator.edit(work, code, scope="all", role="SALESPERSON")
    for order in ordered():
        if int(order["number"]) % 20 == 0:
            with acting(store, order["salesperson"]), write() as work:
                followup.add(
                    work,
                    order["customer"],
                    channel="PHONE",
                    content="talked",
                    at=f"{order['date']} 10:00",
                )


def _asked(key: str) -> tuple[str, ...]:
    if key == "receivables-ageing":
        return ("report", key, "--to", str(LAST))
    return ("report", key) if key.startswith("customer") else ("report", key, *PERIOD)


def test_every_report_equals_the_files_in_every_format(
    both: dict[str, Cli], tmp_path: Path
) -> None:
    for key in KEYS:
        for engine, crm in both.items():
            _equals_the_files(crm, key, engine)
        shapes = ("json", "csv", "plain", "markdown", "table")
        for shape in shapes:
            first, second = (crm(*_asked(key), "--format", shape).out for crm in both.values())
            assert first == second, f"{key} as {shape}"
        for crm in both.values():
            _says_the_same(crm, key, tmp_path)
    for crm in both.values():
        _of_what_was_received(crm)
        _each_quarter_beside_the_year_before(crm)
        assert crm("db", "check").code == 0


def _equals_the_files(crm: Cli, key: str, engine: str) -> None:
    names, value, compute = EXPECTED[key]
    lines: Lines = crm.ok(*_asked(key))
    found = {tuple(row[name] for name in names): Decimal(row[value]) for row in lines}
    assert len(found) == len(lines), "two lines of the same"
    expected = compute()
    if key == "receipts":
        found = {month: found.get(month, ZERO) for month in expected}
    assert found == expected, f"{key} on {engine}"
    figures = [Decimal(row[value]) for row in lines]
    if key != "receipts":
        assert figures == sorted(figures, reverse=True), key


def _says_the_same(crm: Cli, key: str, folder: Path) -> None:
    """CSV, TSV, JSON lines, text, Markdown and the spreadsheet hold the lines of the JSON."""
    names, value, _compute = EXPECTED[key]
    columns = (*names, value)
    lines: Lines = crm.ok(*_asked(key))
    wanted = [[_text(row[name]) for name in columns] for row in lines]
    asked = (*_asked(key), "--columns", ",".join(columns))

    def made(name: str) -> str:
        result = crm(*asked, "--format", name)
        assert result.code == 0, result.err
        return result.out

    for name, dialect in (("csv", "excel"), ("tsv", "excel-tab")):
        read = list(csv.reader(io.StringIO(made(name)), dialect))
        assert read == [list(columns), *wanted], name
    objects = [json.loads(line) for line in made("jsonl").splitlines()]
    assert [[_text(one[name]) for name in columns] for one in objects] == wanted
    total = sum((Decimal(row[value]) for row in lines), ZERO)
    for name in ("plain", "markdown"):
        text = [line.replace("|", " ").split() for line in made(name).splitlines()]
        figures = [words[-1].replace(",", "") for words in text if words]
        assert [f"{Decimal(row[value])}" for row in lines] == figures[-len(lines) - 1 : -1], name
        assert figures[-1] == str(total), name
    book = folder / "report.xlsx"
    assert crm(*asked, "-O", str(book)).code == 0
    sheet = [[cell.value for cell in row] for row in load_workbook(book).worksheets[0].rows]
    shown = sheet[-len(lines) - 1 : -1]
    assert [Decimal(str(row[len(columns) - 1])) for row in shown] == [
        Decimal(row[value]) for row in lines
    ]
    assert str(sheet[-1][len(columns) - 1]).startswith("=SUM(")


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _of_what_was_received(crm: Cli) -> None:
    s = sample()
    expected = summed(
        ((s.region(o),), s.received(o))
        for o in s.orders.values()
        if inside(o["shipped"]) and northwind.paid_part(o)
    )
    lines = crm.ok("report", "region-sales", *PERIOD, "--measure", "received")
    assert {(r["region_name"],): Decimal(r["amount"]) for r in lines} == expected


def _each_quarter_beside_the_year_before(crm: Cli) -> None:
    s = sample()

    def quarter(text: str, years: int) -> str:
        day = dt.date.fromisoformat(text)
        return f"{day.year + years}-Q{(day.month + 2) // 3}"

    now = summed(((quarter(o["date"], 0),), s.totals[o["number"]]) for o in ordered())
    before = summed(
        ((quarter(o["date"], 1),), s.totals[o["number"]])
        for o in s.orders.values()
        if o["date"].startswith("1996")
    )
    lines = crm.ok("report", "region-sales", *PERIOD, "--by", "quarter", "--compare", "last-year")
    found: dict[str, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    for row in lines:
        found[row["period"]][0] += Decimal(row["amount"])
        found[row["period"]][1] += Decimal(row["previous"])
    assert {k: v[0] for k, v in found.items()} == {k: v for (k,), v in now.items()}
    assert {k: v[1] for k, v in found.items()} == {k: before.get((k,), ZERO) for (k,) in now}
