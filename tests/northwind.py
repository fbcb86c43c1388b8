"""The Northwind sample, read in place and loaded through the product's own services."""

from __future__ import annotations

import csv
import datetime as dt
import os
from decimal import Decimal
from pathlib import Path

import pytest

from crmcli.db.work import Work
from crmcli.services import codelist, customer, operator, order, payment, product, region
from crmcli.services.line_spec import NewLine

FOLDER = Path(
    os.environ.get("CRM_NORTHWIND")
    or Path(__file__).resolve().parents[2] / "shared" / "data" / "northwind"
)
needed = pytest.mark.skipif(
    not FOLDER.is_dir(),
    reason="the Northwind data is not beside this checkout; see tests/northwind.py",
)


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


NAMESAKES = {"VALON"}
"""Two of the firms are called IT."""


TERM = dt.timedelta(days=30)
"""When an order of the sample is due after its date."""


def load(work: Work) -> None:
    """Everything in one transaction; the currency is no matter.

    What a customer's contact is called stands for the customer's type, and what an employee is
    called for the personnel type; territories are regions of their own.
    """
    for row in rows("regions"):
        region.add(work, name=row["name"])
    for name in sorted({row["territory"] for row in rows("employees")}):
        region.add(work, name=name)
    for name in sorted({row["title"] for row in rows("employees")}):
        codelist.add(work, "personnel-type", name=name)
    for name in sorted({row["contact_title"] for row in rows("customers")} - {""}):
        codelist.add(work, "customer-type", name=name)
    for row in rows("employees"):
        operator.add(
            work,
            name=row["name"],
            code=row["code"],
            region=row["territory"],
            personnel_type=row["title"],
        )
    for row in rows("products"):
        product.add(work, name=row["name"], code=row["code"], unit=row["unit"], price=row["price"])
    for row in rows("customers"):
        customer.add(
            work,
            name=row["name"],
            code=row["code"],
            phone=row["phone"] or None,
            region=row["region"] or None,
            type=row["contact_title"] or None,
            force=row["code"] in NAMESAKES,
        )
    lines: dict[str, list[NewLine]] = {}
    for row in rows("order_lines"):
        new = NewLine(
            product=row["product"],
            quantity=Decimal(row["quantity"]),
            price=Decimal(row["price"]),
            discount=Decimal(row["discount"]) * 100,
        )
        lines.setdefault(row["order"], []).append(new)
    for row in rows("orders"):
        order.create(
            work,
            number=row["number"],
            date=dt.date.fromisoformat(row["date"]),
            customer=row["customer"],
            salesperson=row["salesperson"],
            due_date=(dt.date.fromisoformat(row["date"]) + TERM).isoformat(),
            lines=lines[row["number"]],
            confirm=True,
        )


def receive(work: Work) -> None:
    """Money for what was shipped: orders of even numbers in full, every third of the rest half."""
    for row in rows("orders"):
        part = paid_part(row)
        if part:
            total = order.show(work, row["number"]).total
            payment.record(
                work,
                amount=(total * part).quantize(Decimal("0.01")),
                orders=[row["number"]],
                method="CASH",
                date=dt.date.fromisoformat(row["shipped"]),
            )


def paid_part(row: dict[str, str]) -> Decimal:
    """How much of an order of the sample is received, on the day when it was shipped."""
    number = int(row["number"])
    if not row["shipped"]:
        return Decimal(0)
    if number % 2 == 0:
        return Decimal(1)
    return Decimal("0.5") if number % 3 == 0 else Decimal(0)
